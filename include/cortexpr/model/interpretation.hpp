// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/model/carriers.hpp>
#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// Reads every variable as bare SI numbers: one neuron (`double`, `float`) or a SIMD pack of neurons.
template <class B>
struct numeric {
  template <dimension>
  using carrier = detail::lanes<B>;
};

/// Reads parameters that are equal for all neurons of a loop: as numeric, division done by a reciprocal.
template <class B>
struct hoisted {
  template <dimension>
  using carrier = detail::hoisted_lanes<B>;
};

/// Reads the time derivative of every variable.
template <class I>
struct ddt {
  template <dimension D>
  using carrier = typename I::template carrier<D / dim::second>;
};

/// Reads the amplitude of the white noise in every variable (per square root of a second).
template <class I>
struct per_root_second {
  template <dimension D>
  using carrier = typename I::template carrier<D / dim::second.root()>;
};

/// Marks a state variable that is held while the neuron is refractory: its derivative is zero and its inputs
/// are dropped. Without the mark the variable runs on and only the spike is suppressed.
template <class Carrier>
struct unless_refractory : Carrier {
  using Carrier::Carrier;
  constexpr unless_refractory() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): the marked variable is assigned like the bare one
  constexpr unless_refractory(const Carrier& bare) : Carrier(bare) {}
};

/// Marks an input that is a random number of the neuron's own, uniform in [0, 1), in every step: `uniform_number<T> u;`
template <class I = checked>
struct uniform_number : I::template carrier<dim::one> {
  using carrier_type = typename I::template carrier<dim::one>;
  using carrier_type::carrier_type;
  constexpr uniform_number() = default;
  constexpr uniform_number(const carrier_type& bare) : carrier_type(bare) {} // NOLINT(google-explicit-constructor)
};
/// The same with numbers of the standard normal distribution: `normal_number<T> xi;`
template <class I = checked>
struct normal_number : I::template carrier<dim::one> {
  using carrier_type = typename I::template carrier<dim::one>;
  using carrier_type::carrier_type;
  constexpr normal_number() = default;
  constexpr normal_number(const carrier_type& bare) : carrier_type(bare) {} // NOLINT(google-explicit-constructor)
};

/// The other meaning of refractoriness, to be given to models that take the mark as a template argument.
template <class Carrier>
using always_integrated = Carrier;

namespace detail {

template <class T>
inline constexpr bool is_held = false;
template <class Carrier>
inline constexpr bool is_held<unless_refractory<Carrier>> = true;

template <class T>
inline constexpr bool is_uniform_number = false;
template <class I>
inline constexpr bool is_uniform_number<uniform_number<I>> = true;
template <class T>
inline constexpr bool is_normal_number = false;
template <class I>
inline constexpr bool is_normal_number<normal_number<I>> = true;

} // namespace detail

} // namespace cortexpr
