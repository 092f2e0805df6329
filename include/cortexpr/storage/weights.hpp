// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <concepts>
#include <cortexpr/base/sequence.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace cortexpr {

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

/// Weights in 2 bytes: resolution is the largest possible weight / 32,767. The largest possible weight is that of the
/// rule (constant, uniform; normal: 10 standard deviations from the mean, or the bound that comes first), else the
/// largest of all weights. Projections from one population to several share the resolution of the largest.
struct fixed16 {
  template <class Real>
  using store = fixed_point_weights<Real, std::int16_t>;
};
/// Weights in 1 byte: resolution is the largest of all weights / 127.
struct fixed8 {
  template <class Real>
  using store = fixed_point_weights<Real, std::int8_t>;
};

/// Option of a projection without plastic rules: how it keeps weights that differ between synapses, one of float,
/// double, fixed16, fixed8. Default: the precision of the network. What is smaller than that also drops the order of
/// creation of synapses with different delays: afterwards, their weights are read in storage order (source, slice of
/// the targets, delay) and set as constants or functions of (i, j) only.
template <class Storage>
struct stored_as {
  static_assert(std::is_same_v<Storage, float> || std::is_same_v<Storage, double> || std::is_same_v<Storage, fixed16> ||
                    std::is_same_v<Storage, fixed8>,
                "cortexpr: weights are stored_as<float>, <double>, <fixed16> or <fixed8>");
};

/// A store whose weights rules and operations look at, which see them with their unit.
template <class Store, dimension D>
struct weights_in : Store {
  static constexpr dimension dims = D;
  [[nodiscard]] bool operator==(const weights_in&) const = default;
};

namespace detail {

/// The unit in which rules and operations see the weights of a store.
template <class Weights>
inline constexpr dimension unit_of_weights = dim::one;
template <class Store, dimension D>
inline constexpr dimension unit_of_weights<weights_in<Store, D>> = D;

/// Without `stored_as`: weights in the precision of the network.
struct network_precision {
  template <class Real>
  using store = stored_weights<Real>;
};
template <class Storage>
struct storage_of {
  using type = Storage;
};
template <std::floating_point Stored>
struct storage_of<Stored> {
  struct type {
    template <class>
    using store = stored_weights<Stored>;
  };
};
template <class T>
struct is_storage : std::false_type {};
template <class Storage>
struct is_storage<stored_as<Storage>> : std::true_type {
  using type = typename storage_of<Storage>::type;
};
} // namespace detail

} // namespace cortexpr
