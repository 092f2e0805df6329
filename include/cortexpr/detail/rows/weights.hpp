// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <concepts>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

// How a projection keeps its weights. A store is one slice's weights in storage order. `element` is what it keeps of a
// weight; `fits(w)` and `encode(w)` say whether and as what.

/// All synapses have one weight; nothing is stored per synapse.
template <class Real>
struct constant_weight {
  static constexpr bool per_synapse = false;
  static constexpr std::string_view name = "constant";
  static constexpr bool is_fixed_point = false;
  using element = Real;
  Real value{};

  [[nodiscard]] Real operator[](std::size_t) const { return value; }
  [[nodiscard]] bool operator==(const constant_weight&) const = default;
};

/// Every synapse has its own weight in the precision of the network.
template <class Real>
struct stored_weights {
  static constexpr bool per_synapse = true;
  static constexpr std::string_view name = sizeof(Real) == 8 ? "double" : "float";
  static constexpr bool is_fixed_point = false;
  using element = Real;
  long_list<Real> values;

  [[nodiscard]] static bool fits(double) { return true; }
  [[nodiscard]] static Real encode(double w) { return static_cast<Real>(w); }
  [[nodiscard]] Real operator[](std::size_t k) const { return values[k]; }
  [[nodiscard]] Real& operator[](std::size_t k) { return values[k]; }
  [[nodiscard]] bool operator==(const stored_weights&) const = default;
};

/// Every synapse has its own weight, as a whole multiple of a resolution that the largest possible weight decides when
/// the projection is built.
template <class Real, class Integer>
struct fixed_point_weights {
  static constexpr bool per_synapse = true;
  static constexpr std::string_view name = sizeof(Integer) == 2 ? "fixed16" : "fixed8";
  static constexpr bool is_fixed_point = true;
  static constexpr int largest = std::numeric_limits<Integer>::max();
  using element = Integer;
  long_list<Integer> values;
  double unit = 0; ///< the resolution (SI)

  /// The resolution for weights up to this absolute value.
  void make_room_for(double largest_weight) { unit = largest_weight / largest; }
  /// The difference of neighbouring weights (SI).
  [[nodiscard]] double resolution() const { return unit; }
  [[nodiscard]] bool fits(double w) const { return unit > 0 ? std::abs(w / unit) < largest + 0.5 : w == 0; }
  [[nodiscard]] Integer encode(double w) const {
    // std::lround would be a call.
    return unit > 0 ? static_cast<Integer>(static_cast<std::int32_t>(w / unit + std::copysign(0.5, w))) : Integer{0};
  }
  [[nodiscard]] Real operator[](std::size_t k) const { return static_cast<Real>(values[k]) * static_cast<Real>(unit); }
  [[nodiscard]] bool operator==(const fixed_point_weights&) const = default;
};

/// A store whose weights rules and operations look at, which see them with their unit, and the receptor with its own.
template <class Store, dimension D, dimension Receptor = D>
struct weights_in : Store {
  static constexpr dimension dims = D;
  [[nodiscard]] bool operator==(const weights_in&) const = default;
};

/// The unit in which rules and operations see the weights of a store.
template <class Weights>
inline constexpr dimension unit_of_weights = dim::one;
template <class Store, dimension D, dimension Receptor>
inline constexpr dimension unit_of_weights<weights_in<Store, D, Receptor>> = D;
/// The unit of the receptor that they raise.
template <class Weights>
inline constexpr dimension unit_of_receptor = dim::one;
template <class Store, dimension D, dimension Receptor>
inline constexpr dimension unit_of_receptor<weights_in<Store, D, Receptor>> = Receptor;

} // namespace cortexpr::detail
