// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// The index of the state variable that a spike at a receptor (or at a variable) of that name raises.
template <class M>
constexpr std::size_t variable_at(std::string_view name) {
  if constexpr (HasReceptors<M>) {
    const variable_name jump = M::jump(name);
    if (!jump.view().empty()) return find_variable<state_of<M, checked>>(jump.view());
  }
  return find_variable<state_of<M, checked>>(name);
}

/// What the part of a path can name: in "n.v" the variable v of the neurons of population n.
enum class place_kind : unsigned {
  none,             ///< nothing: the name is refused
  spikes,           ///< of a population: its spikes
  rate,             ///< of a population: its firing rate (only where a recording is meant; it may be a parameter, too)
  neuron_variable,  ///< state variable `index` of the model
  parameter,        ///< parameter `index` of the model
  shared_variable,  ///< shared variable `index` of the model: one number of the population
  input,            ///< input `index` of the model
  output,           ///< output(x, p) of the model
  expression,       ///< expression `index` that equations in words have a name for
  function,         ///< a function of a neuron that is recorded under the name
  weight,           ///< "w" of a projection
  synapse_variable, ///< variable `index` that rules keep per synapse
  target_variable,  ///< variable `index` that rules keep per target
  source_variable,  ///< variable `index` that rules keep per source
  signal,           ///< the signal that rules of a projection ask for
  incoming_sum,     ///< the sums of incoming weights that rules of a projection ask for
  delay             ///< the delays of a projection, which are fixed when it is built
};

/// A set of kinds: what a path may name depends on what it is for.
class place_kinds {
public:
  template <class... Kind>
  constexpr explicit place_kinds(Kind... kinds) : bits_((bit(kinds) | ...)) {}
  [[nodiscard]] constexpr bool contain(place_kind kind) const { return (bits_ & bit(kind)) != 0; }

private:
  static constexpr std::uint32_t bit(place_kind kind) { return std::uint32_t{1} << static_cast<unsigned>(kind); }
  std::uint32_t bits_;
};

/// `record<"...">`.
inline constexpr place_kinds recordable{place_kind::spikes,          place_kind::rate,   place_kind::neuron_variable,
                                        place_kind::shared_variable, place_kind::input,  place_kind::output,
                                        place_kind::expression,      place_kind::weight, place_kind::synapse_variable,
                                        place_kind::target_variable};
/// `sim.get<"...">()`.
inline constexpr place_kinds readable{
    place_kind::neuron_variable, place_kind::parameter,        place_kind::shared_variable,
    place_kind::weight,          place_kind::synapse_variable, place_kind::target_variable,
    place_kind::source_variable, place_kind::signal,           place_kind::incoming_sum};
/// `sim.set<"...">(value)`.
inline constexpr place_kinds writable{
    place_kind::neuron_variable,  place_kind::parameter,       place_kind::shared_variable, place_kind::weight,
    place_kind::synapse_variable, place_kind::target_variable, place_kind::signal};
/// `set<"...">(value)` for a network to be built.
inline constexpr place_kinds settable{place_kind::neuron_variable,
                                      place_kind::parameter,
                                      place_kind::shared_variable,
                                      place_kind::weight,
                                      place_kind::synapse_variable,
                                      place_kind::target_variable,
                                      place_kind::delay};
/// `start<"...">(value)`.
inline constexpr place_kinds startable{place_kind::neuron_variable, place_kind::shared_variable};
/// `drive<"...">(policy)`.
inline constexpr place_kinds drivable{place_kind::input, place_kind::signal};
/// `watch_value<"...">(low, high)`.
inline constexpr place_kinds watchable{place_kind::neuron_variable};

/// Where a path leads: `structure<D>::find_place` makes it from the names. All that reads, writes, records, drives or
/// watches something by its name does it by a place.
struct place {
  place_kind kind = place_kind::none;
  std::size_t index = not_found; ///< of the variable, parameter or input
  dimension dims = dim::one;     ///< of its values
  std::size_t item = not_found;  ///< the population or projection, by its number in the description

  [[nodiscard]] constexpr bool exists() const { return kind != place_kind::none; }
  /// Whether each synapse has a value there; `index` is that of a variable, or `not_found` for the weight.
  [[nodiscard]] constexpr bool is_per_synapse() const {
    return kind == place_kind::weight || kind == place_kind::synapse_variable;
  }
};

/// The dimensions of all variables of a set.
template <class Vars>
inline constexpr auto
    dimensions_of = with_indices<variable_count<Vars>>([]<std::size_t... V>(std::index_sequence<V...>) {
      return std::array<dimension, sizeof...(V) + 1>{dimension_of<Vars, V>..., dim::one};
    });

/// The dimensions of the variables of a set that a rule keeps: one that is a weight has the unit of the projection.
template <class Vars>
constexpr auto dimensions_of_rule_variables([[maybe_unused]] dimension weight) {
  std::array<dimension, variable_count<Vars> + 1> dims{};
  for_each_index<variable_count<Vars>>([&](auto v) {
    using type = variable_type<Vars, v>;
    if constexpr (std::is_same_v<type, weight_amount>)
      dims[v] = weight;
    else if constexpr (is_quantity<type>)
      dims[v] = type::dims;
  });
  return dims;
}

/// The first thing of the name that is of a kind that is wanted.
class place_search {
public:
  constexpr place_search(std::string_view name, place_kinds wanted) : name_(name), wanted_(wanted) {}

  /// Something that has a fixed name.
  constexpr void word(std::string_view name, place_kind kind, dimension dims = dim::one) {
    if (name == name_) found(kind, not_found, dims);
  }
  template <class Vars, std::size_t N>
  constexpr void among(place_kind kind, const std::array<dimension, N>& dims) {
    const std::size_t k = find_variable<Vars>(name_);
    if (k != not_found) found(kind, k, dims[k]);
  }
  template <std::size_t N>
  constexpr void among_names(place_kind kind, const std::array<std::string_view, N>& names,
                             const std::array<dimension, N>& dims) {
    for (std::size_t k = 0; k < N; ++k)
      if (names[k] == name_) found(kind, k, dims[k]);
  }
  [[nodiscard]] constexpr const place& result() const { return result_; }

private:
  constexpr void found(place_kind kind, std::size_t index, dimension dims) {
    if (!result_.exists() && wanted_.contain(kind)) result_ = {kind, index, dims, not_found};
  }
  std::string_view name_;
  place_kinds wanted_;
  place result_{};
};

/// A model whose equations have names for expressions, which can be recorded.
template <class M>
concept NamesExpressions = requires {
  M::expression_names.size();
};

/// The event of that name of a population among the items' names, or `not_found`.
template <std::size_t N>
constexpr std::size_t find_event(const std::array<std::string_view, N>& names, std::string_view population,
                                 std::string_view event) {
  const std::size_t n = population.size();
  for (std::size_t k = 0; k < N; ++k)
    if (names[k].size() > n && names[k].substr(0, n) == population && names[k][n] == '@' &&
        names[k].substr(n + 1) == event)
      return k;
  return not_found;
}
/// Whether the shared variables of a population have equations.
template <class Item>
constexpr bool population_moves_shared() {
  if constexpr (Item::listed)
    return false;
  else
    return MovesShared<typename Item::model>;
}

/// A place in a population of model M.
template <Model M>
constexpr place find_in_model(std::string_view name, place_kinds wanted) {
  place_search search(name, wanted);
  search.word("spikes", place_kind::spikes);
  search.word("rate", place_kind::rate);
  search.among<state_of<M, checked>>(place_kind::neuron_variable, dimensions_of<state_of<M, checked>>);
  search.among<parameters_of<M, checked>>(place_kind::parameter, dimensions_of<parameters_of<M, checked>>);
  search.among<shared_of<M, checked>>(place_kind::shared_variable, dimensions_of<shared_of<M, checked>>);
  search.among<own_inputs_of<M, checked>>(place_kind::input, dimensions_of<own_inputs_of<M, checked>>);
  if constexpr (HasOutput<M>) search.word("output", place_kind::output, output_dimension<M>);
  if constexpr (NamesExpressions<M>)
    search.among_names(place_kind::expression, M::expression_names, M::expression_units);
  return search.result();
}
/// A place in a population whose spikes are listed.
constexpr place find_in_spike_list(std::string_view name, place_kinds wanted) {
  place_search search(name, wanted);
  search.word("spikes", place_kind::spikes);
  search.word("rate", place_kind::rate);
  return search.result();
}
/// A place in a projection with the rules of this item, whose weights have the dimension `weight`.
template <class Item>
constexpr place find_in_rules(std::string_view name, place_kinds wanted, dimension weight) {
  using list = typename Item::rules;
  place_search search(name, wanted);
  search.word("w", place_kind::weight, weight);
  search.word("delay", place_kind::delay, dim::second);
  if (Item::mixed_dendrites) search.word("dendritic_delay", place_kind::delay, dim::second);
  using at_synapse = synapse_variables<list>;
  using at_target = target_variables<list>;
  using at_source = source_variables<list>;
  search.among<at_synapse>(place_kind::synapse_variable, dimensions_of_rule_variables<at_synapse>(weight));
  search.among<at_target>(place_kind::target_variable, dimensions_of_rule_variables<at_target>(weight));
  search.among<at_source>(place_kind::source_variable, dimensions_of_rule_variables<at_source>(weight));
  if constexpr (list_needs<list, global_signal>) search.word("signal", place_kind::signal);
  if constexpr (list_needs<list, incoming_sum>) search.word("incoming_sum", place_kind::incoming_sum, weight);
  return search.result();
}

} // namespace cortexpr::detail
