// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/detail/rows/weights.hpp>
#include <type_traits>

namespace cortexpr {

/// Weights in 2 bytes: resolution is the largest possible weight / 32,767. The largest possible weight is that of the
/// rule (constant, uniform; normal: 10 standard deviations from the mean, or the bound that comes first), else the
/// largest of all weights. Projections from one population to several share the resolution of the largest.
struct fixed16 {
  template <class Real>
  using store = detail::fixed_point_weights<Real, std::int16_t>;
};
/// Weights in 1 byte: resolution is the largest of all weights / 127.
struct fixed8 {
  template <class Real>
  using store = detail::fixed_point_weights<Real, std::int8_t>;
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

namespace detail {

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
