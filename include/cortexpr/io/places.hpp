// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>

/// Where the neurons of a population are, as xtensor arrays.

namespace cortexpr {

namespace detail {

/// Coordinates, one per neuron.
struct place_arrays {
  xt::xtensor<double, 1> x, y, z; ///< z is empty in the plane
};

} // namespace detail

/// The positions of a population's neurons, in metres or counted in `unit`: `x`, `y` and `z`, one per neuron; in the
/// plane z is empty.
///
/// Example (examples/reference/space.cpp):
///
///     const auto where = places<"E">(sim, 1_um);
///     const double right = xt::amax(where.x)();
template <fixed_string Population, class Net>
[[nodiscard, gnu::cold]] auto places(const simulation<Net>& sim, quantity<dim::metre> unit = quantity<dim::metre>(1)) {
  using structure = typename Net::structure;
  constexpr std::size_t k = structure::find(item_kind::population, Population.view());
  detail::place_arrays out;
  if constexpr (k == not_found) {
    detail::refuse_name<detail::no_such_placed, detail::among_populations<Net::description_value>, Population>();
  } else {
    constexpr bool is_placed = structure::template item<k>::placed;
    static_assert(is_placed,
                  "cortexpr: places<\"population\"> asks for the positions of a population that has none; add "
                  "the option placed(grid(100, 100, 10_um)), or another layout");
    if constexpr (is_placed) {
      const detail::placement& p = detail::item_at<k>(sim.state().items).places;
      const auto copy = [&](const auto& from, xt::xtensor<double, 1>& to) {
        to = xt::xtensor<double, 1>(std::array<std::size_t, 1>{from.size()});
        for (std::size_t i = 0; i < from.size(); ++i) to(i) = from[i] / unit.si();
      };
      copy(p.x, out.x);
      copy(p.y, out.y);
      copy(p.z, out.z);
    }
  }
  return out;
}

} // namespace cortexpr
