// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <numbers>

namespace cortexpr::detail {

/// N independent standard normal numbers of one neuron in one step (Box and Muller 1958).
template <std::size_t N>
[[nodiscard]] std::array<double, N> standard_normals(stream s, std::uint64_t neuron, std::uint64_t step) {
  constexpr std::uint64_t draws = (N + 1) / 2;
  std::array<double, N> x{};
  for (std::size_t k = 0; k < N; k += 2) {
    const auto w = draw(s, neuron, step * draws + k / 2);
    const double radius = std::sqrt(-2 * std::log1p(-to_unit(w[0], w[1])));
    const double angle = 2 * std::numbers::pi * to_unit(w[2], w[3]);
    x[k] = radius * std::cos(angle);
    if (k + 1 < N) x[k + 1] = radius * std::sin(angle);
  }
  return x;
}

} // namespace cortexpr::detail
