// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cortexpr {

// How a projection keeps its weights. A store is one slice's weights in storage order.

/// All synapses have one weight; nothing is stored per synapse.
template <class Real>
struct constant_weight {
  static constexpr bool per_synapse = false;
  static constexpr std::string_view name = "constant";
  Real value{};

  void assign(const std::vector<double>&) {}
  [[nodiscard]] Real operator[](std::size_t) const { return value; }
  [[nodiscard]] bool operator==(const constant_weight&) const = default;
};

/// Every synapse has its own weight in the precision of the network.
template <class Real>
struct stored_weights {
  static constexpr bool per_synapse = true;
  static constexpr std::string_view name = sizeof(Real) == 8 ? "double" : "float";
  std::vector<Real> values;

  void assign(const std::vector<double>& si) { values.assign(si.begin(), si.end()); }
  [[nodiscard]] Real operator[](std::size_t k) const { return values[k]; }
  [[nodiscard]] Real& operator[](std::size_t k) { return values[k]; }
  [[nodiscard]] bool operator==(const stored_weights&) const = default;
};

} // namespace cortexpr
