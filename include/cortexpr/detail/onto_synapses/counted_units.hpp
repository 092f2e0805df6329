// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/synapses_of.hpp>
#include <cortexpr/detail/assembly/draw_synapses.hpp>
#include <cortexpr/detail/build/build_projection.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

// What connection rules count where synapses are at an end of a route, and what they draw of it.

namespace cortexpr::detail {

/// The synapses of a projection by the neurons on one side, as creation numbers.
struct synapses_of_neurons {
  sequence<std::uint64_t> begin;
  sequence<std::uint32_t> synapse;

  /// `onto`: by target, else by source.
  synapses_of_neurons(const synapse_rows& all, bool onto) {
    const std::size_t neurons = onto ? static_cast<std::size_t>(all.targets()) : all.sources;
    sequence<std::uint32_t> neuron(all.synapses);
    for (std::size_t s = 0; s < all.slices.size(); ++s) {
      const slice_rows& rows = all.slices[s];
      for (std::uint32_t i = 0; i < all.sources; ++i)
        all.for_row(s, i, [&](std::size_t k, std::uint64_t number) {
          neuron[number] = onto ? rows.first_target - all.slices[0].first_target + rows.target[k] : i;
        });
    }
    begin.assign(neurons + 1, 0);
    for (const std::uint32_t j : neuron) ++begin[j + std::size_t{1}];
    for (std::size_t j = 0; j < neurons; ++j) begin[j + 1] += begin[j];
    sequence<std::uint64_t> next(begin.begin(), begin.end() - 1);
    synapse.resize(neuron.size());
    for (std::size_t n = 0; n < neuron.size(); ++n) synapse[next[neuron[n]]++] = static_cast<std::uint32_t>(n);
  }
};

/// The neurons that a rule counts at the end of a route where synapses are: the targets or sources of those, from the
/// first of theirs on; or the synapses themselves.
struct counted_units {
  std::uint32_t size = 0, begin = 0;
  std::size_t population = not_found; ///< none if synapses are counted
};
template <auto const& D, std::size_t P, class Rule>
[[nodiscard]] counted_units units_of_synapses(const synapse_rows& synapses) {
  using s = structure<D>;
  if constexpr (is_synapses_onto<Rule>)
    return {static_cast<std::uint32_t>(synapses.targets()),
            synapses.slices.empty() ? 0 : synapses.slices[0].first_target, s::template target_of<P>};
  else if constexpr (is_synapses_from<Rule>)
    return {synapses.sources, synapses.first_source, s::template source_of<P>};
  else
    return {static_cast<std::uint32_t>(synapses.synapses), 0, not_found};
}
/// What a rule counts at both ends of a route.
[[nodiscard]] inline projection_extent extent_of(const counted_units& from, const counted_units& to) {
  return {from.size, to.size, from.population != not_found && from.population == to.population, from.begin, to.begin};
}

/// The neurons that the rule of a projection counts whose route starts or ends at synapses, for functions that look at
/// them; synapses have a number only.
template <auto const& D, std::size_t From, std::size_t Onto, class Real>
class counted_pairs {
public:
  counted_pairs(const network_state<D, Real>& state, std::uint32_t from, std::uint32_t onto)
      : state_(&state), from_(from), onto_(onto) {}

  [[nodiscard]] auto source(std::uint32_t i) const { return unit<From>(std::size_t{from_} + i); }
  [[nodiscard]] auto target(std::uint32_t j) const { return unit<Onto>(std::size_t{onto_} + j); }
  [[nodiscard]] const placement& places_of_sources() const { return places_of<From>(); }
  [[nodiscard]] const placement& places_of_targets() const { return places_of<Onto>(); }

private:
  template <std::size_t P>
  [[nodiscard]] auto unit(std::size_t i) const {
    if constexpr (P == not_found)
      return numbered_neuron<false>(no_places, i);
    else
      return built_neuron<D, P>(*state_, i);
  }
  template <std::size_t P>
  [[nodiscard]] const placement& places_of() const {
    static_assert(P != not_found, "cortexpr: a rule that looks at positions counts neurons: where synapses are at an "
                                  "end of the route, write synapses_onto{rule} or synapses_from{rule}");
    if constexpr (P == not_found)
      return no_places;
    else
      return places_in<D, P>(*state_);
  }
  inline static const placement no_places{};
  const network_state<D, Real>* state_;
  std::uint32_t from_, onto_;
};
/// The population that a rule counts at an end of a route: with the synapses of item E, or `not_found` if they are
/// counted themselves; else E.
template <auto const& D, std::size_t E, bool Synapses, class Rule>
constexpr std::size_t population_counted() {
  if constexpr (!Synapses)
    return E;
  else if constexpr (is_synapses_onto<Rule>)
    return structure<D>::template target_of<E>;
  else if constexpr (is_synapses_from<Rule>)
    return structure<D>::template source_of<E>;
  else
    return not_found;
}

/// The rule itself, without the word that says what it counts.
template <class Rule>
[[nodiscard]] constexpr const auto& counting_rule(const Rule& rule) {
  if constexpr (counts_neurons<Rule>)
    return rule.rule;
  else
    return rule;
}
/// Values of connections as a rule: functions are given the neurons, all else passes.
template <class Mistake, fixed_string Item, dimension Want, class V, class Neurons>
[[nodiscard]] constexpr decltype(auto) bind_counted(const V& values, const Neurons& neurons) {
  if constexpr (ValueFunction<V>) {
    check_result_of_values<
        Mistake, Item, Want, V,
        std::remove_cvref_t<decltype(value_of_pair(values, 0u, 0u, neurons, std::declval<value_numbers&>()))>>();
    return pair_values<Want, V, Neurons>{&values, neurons};
  } else {
    return (values);
  }
}

/// What a rule counts at one end of a route: item E is a projection with synapses or a population, of
/// which `part` takes part.
template <auto const& D, std::size_t E, bool Synapses, class Rule, class Real>
[[nodiscard, gnu::cold]] counted_units units_at(const network_state<D, Real>& state, slice part,
                                                const std::string& label) {
  if constexpr (Synapses) {
    const synapse_rows& synapses = *item_at<E>(state.items).connections;
    if (synapses.synapses > std::numeric_limits<std::uint32_t>::max())
      raise({"projection '", label, "': '", structure<D>::names[E], "' has more than 4,294,967,295 synapses"});
    return units_of_synapses<D, E, Rule>(synapses);
  } else {
    const slice all = checked_slice(part, item_at<E>(state.items).size, label, structure<D>::names[E]);
    return {all.end - all.begin, all.begin, E};
  }
}

/// From what a rule counts to the numbers of neurons or synapses: all synapses of a neuron, or one number.
class unit_numbers {
public:
  explicit unit_numbers(std::uint32_t begin) : begin_(begin), of_neurons_({}, false) {}
  unit_numbers(const synapse_rows& synapses, bool onto) : counts_neurons_(true), of_neurons_(synapses, onto) {}

  template <class F>
  void for_each(std::uint32_t unit, F&& f) const {
    if (!counts_neurons_) {
      f(begin_ + unit);
      return;
    }
    for (std::uint64_t e = of_neurons_.begin[unit]; e < of_neurons_.begin[unit + std::size_t{1}]; ++e)
      f(of_neurons_.synapse[e]);
  }

private:
  bool counts_neurons_ = false;
  std::uint32_t begin_ = 0;
  synapses_of_neurons of_neurons_;
};
template <auto const& D, std::size_t E, bool Synapses, class Rule, class Real>
[[nodiscard, gnu::cold]] unit_numbers numbers_at(const network_state<D, Real>& state, const counted_units& counted) {
  if constexpr (Synapses && counts_neurons<Rule>)
    return {*item_at<E>(state.items).connections, is_synapses_onto<Rule>};
  else
    return unit_numbers(counted.begin);
}

/// Where the weights of connections come from. A weight that all have is written at once.
template <class Rule, class Weights>
[[nodiscard, gnu::cold]] synapse_sampler<Weights>
sampler_of_weights(const Rule& rule, const Weights& weights, const projection_extent& extent, const std::string& label,
                   std::uint64_t seed, sequence<double>& weight) {
  rule.validate(extent, label);
  synapse_sampler<Weights> weight_of(weights, seed, label + ".w");
  if constexpr (is_constant_value<Weights>) weight.assign(1, weight_of(0, 0, 0));
  return weight_of;
}
/// Draws what a rule connects, source by source, and the weight of each connection by its number: calls take(source,
/// targets, numbers), of which the latter two are lists.
template <class Rule, class Weights, class Neurons, class Take>
[[gnu::cold]] void draw_connections(const Rule& rule, synapse_sampler<Weights>& weight_of,
                                    const projection_extent& extent, const Neurons& neurons, const std::string& label,
                                    std::uint64_t seed, sequence<double>& weight, const Take& take) {
  const auto plan = plan_of(counting_rule(rule), extent, make_stream(seed, label), label, neurons);
  sequence<std::uint32_t> target;
  sequence<std::uint64_t> listed;
  [[maybe_unused]] sequence<double> drawn;
  std::uint64_t count = 0;
  for (std::uint32_t i = 0; i < extent.sources; ++i) {
    target.clear();
    listed.clear();
    plan.for_row(i, [&](std::uint32_t j, std::uint64_t number) {
      target.push_back(j);
      listed.push_back(Rule::numbered ? number : count + target.size() - 1);
    });
    if constexpr (!is_constant_value<Weights>) {
      weight_of.fill(
          i, target, [&](std::size_t k) { return listed[k]; }, drawn);
      for (std::size_t k = 0; k < target.size(); ++k) {
        if (weight.size() <= listed[k]) weight.resize(listed[k] + 1);
        weight[listed[k]] = drawn[k];
      }
    }
    take(i, std::as_const(target), std::as_const(listed));
    count += target.size();
  }
  weight_of.finish(count);
}

} // namespace cortexpr::detail
