// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/record/read_synapses.hpp>
#include <cortexpr/detail/state/bundle_access.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

/// The synapses of a projection as xtensor arrays.

namespace cortexpr {

namespace detail {

/// All synapses of a projection, one number per synapse in the order of creation.
template <class Real>
struct synapse_arrays {
  xt::xtensor<std::uint32_t, 1> sources, targets; ///< counted from the first of the route's slices, as `pairs` does
  xt::xtensor<Real, 1> weights;                   ///< as they are now
  xt::xtensor<double, 1> delays;                  ///< s, whole time steps; axonal where there are dendritic ones
  xt::xtensor<double, 1> dendritic_delays;        ///< s, whole time steps

  explicit synapse_arrays(std::size_t n)
      : sources(std::array<std::size_t, 1>{n}),
        targets(std::array<std::size_t, 1>{n}),
        weights(std::array<std::size_t, 1>{n}),
        delays(std::array<std::size_t, 1>{n}),
        dendritic_delays(std::array<std::size_t, 1>{n}) {}
};

/// Calls f(slice, position, creation number, source, target, steps of delay) for all synapses of a projection, slice by
/// slice and source by source.
template <class F>
void for_each_synapse(const synapse_rows& connections, F&& f) {
  for (std::size_t s = 0; s < connections.slices.size(); ++s) {
    const slice_rows& slice = connections.slices[s];
    const std::uint32_t first = slice.first_target - connections.slices[0].first_target;
    for (std::uint32_t i = 0; i < connections.sources; ++i) {
      // A row consists of one segment per delay.
      std::uint64_t next = slice.segment_begin.empty() ? 0 : slice.segment_begin[i], end_of_segment = slice.row[i];
      std::uint32_t delay = connections.min_delay;
      connections.for_row(s, i, [&](std::size_t k, std::uint64_t number) {
        while (!slice.segments.empty() && k >= end_of_segment) {
          delay = slice.segments[next].delay;
          end_of_segment += slice.segments[next++].count;
        }
        f(s, k, number, i, first + slice.target[k], delay);
      });
    }
  }
}

/// Calls f(projection `Label` as it is now, unbundled and up to date, `not_found` for its weights); refuses names that
/// it does not know and units that are not those of the weights.
template <fixed_string Label, dimension D, class Net, class F>
void with_projection(const simulation<Net>& sim, F&& f) {
  using structure = typename Net::structure;
  constexpr std::size_t k = structure::find(item_kind::projection, Label.view());
  if constexpr (k == not_found) {
    refuse_name<no_such_connections, among_items<Net::description_value, item_kind::projection>, Label>();
  } else {
    // Numbers count in SI units unless a unit is given.
    if constexpr (D != dim::one)
      check_unit<unit_of_read_weights, Label, D, structure::template weight_dimension<k>()>();
    sim.read_whole("connections", Label.view(), k,
                   [&](const auto& state) { with_present_synapses<Net::description_value, k>(state, f); });
  }
}

} // namespace detail

/// The synapses of a projection, by its label or, without one, its route: `sources`, `targets` (counted from the first
/// of the route's slices), `weights` (SI, or counted in `unit`), `delays` and `dendritic_delays` (s), one number per
/// synapse in the order of creation.
///
/// Example (examples/reference/arrays.cpp):
///
///     const auto s = connections<"S">(sim, 1_mV);
///     const double mean = xt::mean(s.weights)(); // of any expression of xtensor
///     simulation<net> again{seed{1}, set<"S">(pairs(s.sources, s.targets)), set<"S.w">(values(s.weights, 1_mV)),
///                           set<"S.delay">(values(s.delays, 1_s))}; // the same connections
///
/// Weights that plastic rules change are those of now. Where weights are stored without the order of creation
/// (`stored_as`, docs/performance.md), the order is that of the storage.
template <fixed_string Label, class Net, dimension D = dim::one>
[[nodiscard, gnu::cold]] auto connections(const simulation<Net>& sim, quantity<D> unit = quantity<D>(1)) {
  using real = typename Net::real;
  detail::synapse_arrays<real> out(0);
  detail::with_projection<Label, D>(sim, [&](const auto& p) {
    out = detail::synapse_arrays<real>(p.connections->synapses);
    detail::for_each_synapse(*p.connections, [&](std::size_t slice, std::size_t position, std::uint64_t number,
                                                 std::uint32_t source, std::uint32_t target, std::uint32_t delay) {
      const auto n = static_cast<std::size_t>(number);
      out.sources(n) = source;
      out.targets(n) = target;
      out.delays(n) = delay * sim.dt();
      const auto& own = p.connections->slices[slice].dendrite;
      out.dendritic_delays(n) = (own.empty() ? p.dendrites.steps : std::uint32_t{own[position]}) * sim.dt();
      const double w = detail::synapse_value<real, not_found>(p, slice, position);
      out.weights(n) = static_cast<real>(w / unit.si());
    });
  });
  return out;
}

/// The weights of a projection as a matrix, sources x targets (SI, or counted in `unit`). Weights of several synapses
/// of one pair add up; where there is no synapse the matrix holds `absent`, NaN unless given.
///
/// Example (examples/reference/arrays.cpp):
///
///     const auto w = weight_matrix<"S">(sim, 1_mV, 0); // sources x targets, 0 where there is no synapse
///
/// It has one number for each pair of neurons, however few are connected.
template <fixed_string Label, class Net, dimension D = dim::one>
[[nodiscard, gnu::cold]] xt::xtensor<typename Net::real, 2>
weight_matrix(const simulation<Net>& sim, quantity<D> unit = quantity<D>(1),
              double absent = std::numeric_limits<double>::quiet_NaN()) {
  using real = typename Net::real;
  xt::xtensor<real, 2> out;
  detail::with_projection<Label, D>(sim, [&](const auto& p) {
    const detail::synapse_rows& rows = *p.connections;
    const std::array<std::size_t, 2> size{rows.sources, static_cast<std::size_t>(rows.targets())};
    xt::xtensor<double, 2> sums(size, 0.0);
    xt::xtensor<bool, 2> present(size, false);
    detail::for_each_synapse(rows, [&](std::size_t slice, std::size_t position, std::uint64_t, std::uint32_t i,
                                       std::uint32_t j, std::uint32_t) {
      sums(i, j) += static_cast<double>(detail::synapse_value<real, not_found>(p, slice, position)) / unit.si();
      present(i, j) = true;
    });
    out = xt::where(present, sums, absent);
  });
  return out;
}

} // namespace cortexpr
