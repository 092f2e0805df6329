// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/state/groups_of.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/known_names.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cortexpr::detail {

/// A neuron of a list of spikes, as functions of users see it: it has a number, and nothing else.
template <bool Placed>
class numbered_neuron : public position_of_neuron<Placed> {
public:
  using known_names = names_of_listed;

  numbered_neuron(const placement& places, std::size_t index)
      : position_of_neuron<Placed>(places, index), index_(index) {}
  template <fixed_string Name>
  [[nodiscard]] refused_value operator[](name_constant<Name>) const {
    refuse_name<no_such_value, among_values<spike_times>, Name>();
    return {};
  }
  [[nodiscard]] std::size_t index() const { return index_; }

private:
  std::size_t index_;
};

/// Neuron i of population K, counted from `first`, as functions see it that make connections and values.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] auto built_neuron(const network_state<D, Real>& state, std::size_t i) {
  constexpr std::size_t k = population_of<D, K>();
  using item = typename structure<D>::template item<k>;
  const auto& p = item_at<k>(state.items);
  if constexpr (item::listed)
    return numbered_neuron<item::placed>(p.places, i);
  else
    return shown_neuron<typename item::model, Real, item::placed, no_such_value>(p, i);
}

/// Where the neurons of item P are.
template <auto const& D, std::size_t P, class Real>
[[nodiscard]] const placement& places_in(const network_state<D, Real>& state) {
  constexpr std::size_t k = population_of<D, P>();
  static_assert(
      structure<D>::template item<k>::placed,
      "cortexpr: within(...) and fixed_indegree_within(...) connect neurons by their positions, and a "
      "population of the projection has none; add the option placed(grid(100, 100, 10_um)), or another layout");
  return item_at<k>(state.items).places;
}

/// The neurons of both sides of projection K, counted inside the slices of its route.
template <auto const& D, std::size_t K, class Real>
class built_pairs {
public:
  [[nodiscard]] const placement& places_of_sources() const {
    return places_in<D, structure<D>::template source_of<K>>(*state_);
  }
  [[nodiscard]] const placement& places_of_targets() const {
    return places_in<D, structure<D>::template target_of<K>>(*state_);
  }
  explicit built_pairs(const network_state<D, Real>& state) : state_(&state) {}

  /// What rules between groups are planned with.
  [[nodiscard]] std::shared_ptr<const pair_names> pairs_of_groups() const {
    constexpr bool known = connects_groups<D, K>();
    static_assert(known,
                  "cortexpr: a rule or values for pairs of groups need a population of groups on one side at least, "
                  "population<\"cortex\">(groups(...), ...), and a route without slices");
    if constexpr (known)
      return detail::pairs_of_groups<D, K>(*state_);
    else
      return {};
  }

  [[nodiscard]] auto source(std::uint32_t i) const {
    return built_neuron<D, structure<D>::template source_of<K>>(*state_, std::size_t{path.source_slice.begin} + i);
  }
  [[nodiscard]] auto target(std::uint32_t j) const {
    return built_neuron<D, structure<D>::template target_of<K>>(*state_, std::size_t{path.target_slice.begin} + j);
  }

private:
  static constexpr const route& path = structure<D>::template item<K>::path;
  const network_state<D, Real>* state_;
};

} // namespace cortexpr::detail
