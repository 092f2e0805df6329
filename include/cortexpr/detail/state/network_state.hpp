// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/assembly/row_part.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/bundle/bundles_state.hpp>
#include <cortexpr/detail/draws/poisson_counts.hpp>
#include <cortexpr/detail/neuron/find_events.hpp>
#include <cortexpr/detail/rows/modulator_rows.hpp>
#include <cortexpr/detail/rows/sum_rows.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/groups/neuron_groups.hpp>
#include <cstdint>
#include <memory>
#include <vector>

namespace cortexpr {

namespace detail {

/// An operation with its period in steps.
template <class Operation>
struct operation_state {
  Operation operation;
  std::int64_t period = 1;

  operation_state(Operation what, std::int64_t steps) : operation(std::move(what)), period(steps) {}
  operation_state(const operation_state&) = default;
  operation_state(operation_state&&) noexcept = default;
  // Lambdas with captures cannot be assigned, only constructed anew.
  operation_state& operator=(const operation_state& o) {
    if (this != &o) replace(o.operation, o.period);
    return *this;
  }
  operation_state& operator=(operation_state&& o) noexcept {
    if (this != &o) replace(std::move(o.operation), o.period);
    return *this;
  }
  ~operation_state() = default;
  void replace(Operation what, std::int64_t steps) {
    std::destroy_at(&operation);
    std::construct_at(&operation, std::move(what));
    period = steps;
  }
  [[nodiscard]] bool operator==(const operation_state& o) const { return period == o.period; }
};

/// Independent Poisson input of all neurons of a population.
template <class Real>
struct poisson_input_state {
  double rate = 0; ///< Hz
  Real weight{};
  stream random{};
  poisson_counts counts; ///< derived

  [[nodiscard]] bool operator==(const poisson_input_state& o) const {
    return rate == o.rate && weight == o.weight && random == o.random;
  }
};

/// The same of a population of groups: an input for each group.
template <class Real>
struct group_poisson_state {
  std::vector<poisson_input_state<Real>> of_group;
  [[nodiscard]] bool operator==(const group_poisson_state&) const = default;
};

/// A coupling with synapses: its term, and who feeds whom.
template <class List>
struct synapse_coupling_state {
  List rules;
  std::shared_ptr<const sum_rows> connections;
  sequence<double> weight; ///< SI; one for all, or as connections were drawn
  sum_list unplaced;       ///< what a checkpoint lists until the synapses are known

  [[nodiscard]] bool operator==(const synapse_coupling_state& o) const {
    return rules == o.rules && (connections == o.connections || *connections == *o.connections) && weight == o.weight;
  }
};

struct nothing {
  [[nodiscard]] bool operator==(const nothing&) const = default;
};

template <class Item>
struct drive_policy_of {
  using type = void;
};
template <class Item>
  requires(Item::kind == item_kind::drive)
struct drive_policy_of<Item> {
  using type = decltype(Item::policy);
};
template <class Item>
using drive_policy = typename drive_policy_of<Item>::type;

/// Whether an operation works on item K.
template <auto const& D, std::size_t K>
constexpr bool is_operated_on() {
  using s = structure<D>;
  bool found = false;
  s::template for_each<item_kind::operation>(
      [&](auto o) { found = found || s::template item<o>::target.view() == s::names[K]; });
  return found;
}

/// Whether spikes change synapses of projection K.
template <auto const& D, std::size_t K>
constexpr bool is_modulated() {
  using s = structure<D>;
  bool found = false;
  s::template for_each<item_kind::modulation>([&](auto m) { found = found || s::template modulated_by<m> == K; });
  return found;
}

/// The population whose neurons item K counts and whose steps it makes: itself or, for an event, that of the event.
template <auto const& D, std::size_t K>
constexpr std::size_t population_of() {
  using item = typename structure<D>::template item<K>;
  if constexpr (EventItem<item>)
    return structure<D>::find_population(item::population.view());
  else
    return K;
}

/// The dimension of what the spikes of projection K raise.
template <class Structure, std::size_t K>
constexpr dimension receptor_dimension() {
  if constexpr (Structure::template is_continuous<K>() || Structure::template target_variable<K>() == not_found)
    return Structure::template weight_dimension<K>();
  else
    return dimension_of<state_of<typename Structure::template model<Structure::template target_of<K>>, checked>,
                        Structure::template target_variable<K>()>;
}

/// How projection K keeps its weights; projections that only transmit are one type whatever their unit.
template <auto const& D, class Real, std::size_t K>
constexpr auto choose_weights() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using store = typename item::template weights<Real>;
  if constexpr (!s::template is_routed<K>() || (s::template is_continuous<K>() && !s::template has_coupling<K>())) {
    return std::type_identity<store>{}; // a route to nothing has been refused
  } else {
    constexpr dimension unit = s::template weight_dimension<K>(), receptor = receptor_dimension<s, K>();
    constexpr bool has_events =
        !std::is_same_v<typename item::rules, plasticity<transmit>> && !couples<typename item::rules>;
    if constexpr ((unit == dim::one && receptor == unit) ||
                  (!has_events && (!store::per_synapse || !is_operated_on<D, K>())))
      return std::type_identity<store>{};
    else
      return std::type_identity<weights_in<store, unit, receptor>>{};
  }
}
template <auto const& D, class Real, std::size_t K>
using stored_weights_of = typename decltype(choose_weights<D, Real, K>())::type;

template <auto const& D, class Real, std::size_t K>
constexpr auto state_type() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  if constexpr (item::kind == item_kind::population) {
    if constexpr (EventItem<item>)
      return std::type_identity<event_state>{};
    else if constexpr (item::listed)
      return std::type_identity<listed_state<Real>>{};
    else
      return std::type_identity<population_state<typename item::model, typename s::template integrator<K>, Real>>{};
  } else if constexpr (item::kind == item_kind::projection) {
    return std::type_identity<projection_state<typename item::rules, stored_weights_of<D, Real, K>>>{};
  } else if constexpr (item::kind == item_kind::modulation) {
    return std::type_identity<modulation_state>{};
  } else if constexpr (item::kind == item_kind::synapse_coupling) {
    return std::type_identity<synapse_coupling_state<typename item::projection::rules>>{};
  } else if constexpr (item::kind == item_kind::drive) {
    if constexpr (std::is_same_v<decltype(item::policy), given_later>) {
      return std::type_identity<timed_array<s::template target_place<K>.dims>>{};
    } else if constexpr (std::is_same_v<decltype(item::policy), live_later>) {
      return std::type_identity<live_values<s::template target_place<K>.dims>>{};
    } else {
      return std::type_identity<decltype(item::policy)>{};
    }
  } else if constexpr (item::kind == item_kind::operation) {
    return std::type_identity<operation_state<decltype(item::operation)>>{};
  } else if constexpr (item::kind == item_kind::poisson_input) {
    if constexpr (has_groups<typename s::template item<s::template target_of<K>>>)
      return std::type_identity<group_poisson_state<Real>>{};
    else
      return std::type_identity<poisson_input_state<Real>>{};
  } else {
    return std::type_identity<nothing>{};
  }
}

/// An item's state before it is built: rules, operations and drives need not be default constructible.
template <auto const& D, class Real, std::size_t K>
[[gnu::cold]] auto unbuilt() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using type = typename decltype(state_type<D, Real, K>())::type;
  if constexpr (item::kind == item_kind::projection)
    return type{.connections = {}, .slices = {}, .rules = s::template value<K>().list};
  else if constexpr (item::kind == item_kind::synapse_coupling)
    return type{.rules = s::template value<K>().given.list, .connections = {}, .weight = {}, .unplaced = {}};
  else if constexpr (item::kind == item_kind::operation)
    return type{s::template value<K>().operation, 1};
  else if constexpr (std::is_same_v<type, drive_policy<item>>)
    return type{s::template value<K>().policy};
  else
    return type{};
}

/// Whether every rank has all spikes of population K: those of a spike list.
template <auto const& D, std::size_t K>
constexpr bool all_have_spikes() {
  using item = typename structure<D>::template item<K>;
  if constexpr (item::kind == item_kind::population)
    return item::listed && !EventItem<item>;
  else
    return false;
}

/// Whether any population of a description consists of groups.
template <auto const& D>
inline constexpr bool any_groups = [] {
  bool found = false;
  structure<D>::template for_each<item_kind::population>(
      [&](auto k) { found = found || has_groups<typename structure<D>::template item<k>>; });
  return found;
}();

template <auto const& D, class Real, class Sequence>
struct state_tuple;
template <auto const& D, class Real, std::size_t... K>
struct state_tuple<D, Real, std::index_sequence<K...>> {
  using type = item_list<typename decltype(state_type<D, Real, K>())::type...>;
  [[gnu::cold]] static type make() { return type{{unbuilt<D, Real, K>()}...}; }
};

} // namespace detail

/// The complete state of a network as a value: copy it, compare it, run on from it.
template <auto const& D, class Real>
struct network_state {
  using real = Real;
  using items_of = detail::state_tuple<D, Real, std::make_index_sequence<detail::structure<D>::size>>;

  std::int64_t step = 0;                      ///< steps done
  double dt = 1e-4;                           ///< s
  std::uint64_t seed = 0, structure_seed = 0; ///< the second is that of positions and connections
  unsigned team_size = 1;                     ///< threads that the parts of the populations are made for, of all ranks
  unsigned rank = 0, ranks = 1;               ///< whose parts these are; the parts of other ranks stand still
  /// How this rank cuts the rows of a projection down to its own synapses; null if it has to make all.
  detail::row_cutter_maker (*cutter_of)(std::size_t projection) = &detail::cuts_nothing;
  typename items_of::type items = items_of::make();
  /// Empty where no projections are bundled.
  std::conditional_t<detail::bundling<D, Real>::any, detail::bundles_state<Real>, detail::nothing> bundles;

  /// By the item number of the population; empty where there are no groups.
  std::conditional_t<detail::any_groups<D>, std::array<detail::neuron_groups, detail::structure<D>::size>,
                     detail::nothing>
      groups;

  /// The threads of this rank.
  [[nodiscard]] unsigned threads() const { return team_size / ranks; }
  /// One that makes the whole step of a rank.
  [[nodiscard]] detail::team_member of_rank(unsigned r) const { return {0, 1, nullptr, r, ranks, nullptr}; }
  /// A thread of this rank's team; by default one that makes the whole step of the rank.
  [[nodiscard]] detail::team_member of_this_rank(detail::team_member member = {}) const {
    member.rank = rank;
    member.ranks = ranks;
    return member;
  }
  [[nodiscard]] double time() const { return static_cast<double>(step) * dt; }
  [[nodiscard]] bool operator==(const network_state& o) const {
    return step == o.step && dt == o.dt && seed == o.seed && items == o.items && bundles == o.bundles;
  }
};

} // namespace cortexpr
