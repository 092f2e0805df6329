// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/neuron/given_values.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <string_view>

namespace cortexpr::detail {

// Lists of the names that exist, for messages about one that does not: `List::names()` is an array of names, of which
// empty ones do not count.

template <fixed_string... Words>
struct among_words {
  static constexpr auto names() { return std::array<std::string_view, sizeof...(Words)>{Words.view()...}; }
};
template <class Vars>
struct among_variables {
  static constexpr auto names() {
    std::array<std::string_view, variable_count<Vars> + 1> all{};
    for (std::size_t k = 0; k < variable_count<Vars>; ++k) all[k] = variable_names<Vars>[k].view();
    return all;
  }
};
/// Names of several lists.
template <class... Lists>
struct among_all {
  static constexpr auto names() {
    std::array<std::string_view, (std::tuple_size_v<decltype(Lists::names())> + ... + 0)> all{};
    std::size_t n = 0;
    [[maybe_unused]] const auto add = [&](const auto& list) {
      for (const std::string_view name : list) all[n++] = name;
    };
    (add(Lists::names()), ...);
    return all;
  }
};

template <class M>
struct among_receptor_names {
  static constexpr auto names() {
    constexpr std::size_t n = M::receptor_names.size();
    std::array<std::string_view, n> all{};
    for (std::size_t k = 0; k < n; ++k) all[k] = M::receptor_names[k];
    return all;
  }
};
template <class M>
constexpr auto receptors_of() {
  using vars = among_variables<state_of<M, checked>>;
  if constexpr (HasReceptors<M>)
    return std::type_identity<among_all<among_receptor_names<M>, vars>>{};
  else
    return std::type_identity<vars>{};
}
/// What projections may aim at: receptors and variables.
template <class M>
using among_receptors = typename decltype(receptors_of<M>())::type;
/// What can be read and set of a neuron; a list of spikes has nothing.
template <class M>
struct among_values : among_all<among_variables<state_of<M, checked>>, among_variables<parameters_of<M, checked>>,
                                among_variables<shared_of<M, checked>>> {};
template <>
struct among_values<spike_times> : among_words<> {};
// What views of neurons know by name, in words for texts: `View::known_names`.
template <class M>
struct names_of_neuron : among_all<among_variables<state_of<M, checked>>, among_variables<parameters_of<M, checked>>> {
  static constexpr std::string_view words = "variable and no parameter";
  static constexpr bool says_whose = false;
};
template <class M>
struct names_with_inputs : among_all<names_of_neuron<M>, among_variables<inputs_of<M, checked>>> {
  static constexpr std::string_view words = "variable, no parameter and no input";
  static constexpr bool says_whose = false;
};
template <class M>
struct names_with_shared : among_all<names_of_neuron<M>, among_variables<shared_of<M, checked>>> {
  static constexpr std::string_view words = names_of_neuron<M>::words;
  static constexpr bool says_whose = false;
};
/// Inputs that are given to a neuron, too.
template <class M>
struct names_with_given : names_with_shared<M> {
  static constexpr auto names() {
    auto all = among_all<names_with_shared<M>, among_variables<inputs_of<M, checked>>>::names();
    constexpr std::size_t inputs = variable_count<inputs_of<M, checked>> + 1;
    for (std::size_t k = all.size() - inputs; k < all.size(); ++k)
      if (!is_known_to_neuron<M>(all[k])) all[k] = {};
    return all;
  }
};
template <class M>
struct names_of_population
    : among_all<among_variables<shared_of<M, checked>>, among_variables<parameters_of<M, checked>>> {
  static constexpr std::string_view words = "parameter and no (shared) variable, and this is for all neurons at once";
  static constexpr bool says_whose = true;
};
struct names_of_listed : among_words<> {
  static constexpr std::string_view words = "value of spike_times, which have none";
  static constexpr bool says_whose = true;
};
/// What can be set of a projection's synapses and targets.
template <class List>
using among_synapse_variables =
    among_all<among_words<"w">, among_variables<synapse_variables<List>>, among_variables<target_variables<List>>>;

/// Names of items of these kinds.
template <auto const& D, item_kind... Kinds>
struct among_items {
  static constexpr auto names() {
    auto all = structure<D>::names;
    for (std::size_t k = 0; k < all.size(); ++k)
      if (((structure<D>::kinds[k] != Kinds) && ...)) all[k] = {};
    return all;
  }
};
template <auto const& D>
using among_populations = among_items<D, item_kind::population>;
template <auto const& D>
using among_holders = among_items<D, item_kind::population, item_kind::projection>;

/// The events of the target of projection K.
template <auto const& D, std::size_t K>
struct among_events {
  static constexpr auto names() {
    auto all = structure<D>::names;
    const std::string_view target = structure<D>::template item<K>::path.target;
    for (std::string_view& name : all) {
      const bool is_event =
          name.size() > target.size() && name.substr(0, target.size()) == target && name[target.size()] == '@';
      name = is_event ? name.substr(target.size() + 1) : std::string_view{};
    }
    return all;
  }
};

/// What a recording of population or projection K may name.
template <auto const& D, std::size_t K>
constexpr auto recordable_of() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  if constexpr (item::kind == item_kind::projection) {
    return std::type_identity<among_synapse_variables<typename item::rules>>{};
  } else if constexpr (item::listed) {
    return std::type_identity<among_words<"spikes", "rate">>{};
  } else {
    using m = typename item::model;
    using values = among_all<among_words<"spikes", "rate">, among_variables<state_of<m, checked>>,
                             among_variables<inputs_of<m, checked>>>;
    if constexpr (HasOutput<m>)
      return std::type_identity<among_all<values, among_words<"output">>>{};
    else
      return std::type_identity<values>{};
  }
}
template <auto const& D, std::size_t K>
using among_recordable = typename decltype(recordable_of<D, K>())::type;

/// What a watchdog may look at in population K.
template <auto const& D, std::size_t K>
constexpr auto watchable_of() {
  if constexpr (structure<D>::template item<K>::listed)
    return std::type_identity<among_words<>>{};
  else
    return std::type_identity<among_variables<state_of<typename structure<D>::template model<K>, checked>>>{};
}
template <auto const& D, std::size_t K>
using among_watchable = typename decltype(watchable_of<D, K>())::type;

/// What can be read of population or projection K (`sim.get`), or else written (`sim.set`).
template <auto const& D, std::size_t K, bool Read>
constexpr auto accessible_of() {
  using item = typename structure<D>::template item<K>;
  if constexpr (item::kind == item_kind::projection) {
    using writable_names =
        among_all<among_synapse_variables<typename item::rules>, among_rule_parameters<typename item::rules>>;
    if constexpr (Read)
      return std::type_identity<among_all<writable_names, among_variables<source_variables<typename item::rules>>>>{};
    else
      return std::type_identity<writable_names>{};
  } else if constexpr (item::listed) {
    return std::type_identity<among_values<spike_times>>{};
  } else {
    return std::type_identity<among_values<typename item::model>>{};
  }
}
template <auto const& D, std::size_t K>
using among_readable = typename decltype(accessible_of<D, K, true>())::type;
template <auto const& D, std::size_t K>
using among_writable = typename decltype(accessible_of<D, K, false>())::type;

/// What a setting may name of population or projection K.
template <auto const& D, std::size_t K>
constexpr auto settable_of() {
  using item = typename structure<D>::template item<K>;
  if constexpr (item::kind == item_kind::projection) {
    using words =
        std::conditional_t<item::mixed_dendrites, among_words<"delay", "dendritic_delay">, among_words<"delay">>;
    return std::type_identity<
        among_all<words, among_synapse_variables<typename item::rules>, among_rule_parameters<typename item::rules>>>{};
  } else if constexpr (item::kind != item_kind::population)
    return std::type_identity<among_words<>>{};
  else if constexpr (item::listed)
    return std::type_identity<among_words<>>{};
  else
    return std::type_identity<
        among_all<among_values<typename item::model>, among_variables<inputs_of<typename item::model, checked>>>>{};
}
template <auto const& D, std::size_t K>
using among_settable = typename decltype(settable_of<D, K>())::type;

} // namespace cortexpr::detail
