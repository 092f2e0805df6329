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

/// The other meaning of refractoriness, to be given to models that take the mark as a template argument.
template <class Carrier>
using always_integrated = Carrier;

namespace detail {

template <class T>
inline constexpr bool is_held = false;
template <class Carrier>
inline constexpr bool is_held<unless_refractory<Carrier>> = true;

} // namespace detail

} // namespace cortexpr
