// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// An interpretation maps a physical dimension to the type that carries it; a model written over an
/// interpretation can be read as arithmetic, as storage, as a unit check or as text.
template <class I, dimension D>
using carrier = typename I::template carrier<D>;

/// Reads every variable as a quantity with a static dimension: the unit check.
struct checked {
  template <dimension D>
  using carrier = quantity<D>;
};

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

// The vocabulary of models: `volt<I> v`. Without an interpretation they are plain quantities: `second<> tau`. A unit
// that has no name is `carrier<I, dim::volt / dim::second>`.
template <class I = checked>
using volt = carrier<I, dim::volt>;
template <class I = checked>
using amp = carrier<I, dim::amp>;
template <class I = checked>
using second = carrier<I, dim::second>;
template <class I = checked>
using hertz = carrier<I, dim::hertz>;
template <class I = checked>
using siemens = carrier<I, dim::siemens>;
template <class I = checked>
using farad = carrier<I, dim::farad>;
template <class I = checked>
using ohm = carrier<I, dim::ohm>;
template <class I = checked>
using metre = carrier<I, dim::metre>;
template <class I = checked>
using mole = carrier<I, dim::mole>;
template <class I = checked>
using molar = carrier<I, dim::molar>;
template <class I = checked>
using kelvin = carrier<I, dim::kelvin>;
template <class I = checked>
using coulomb = carrier<I, dim::coulomb>;
template <class I = checked>
using joule = carrier<I, dim::joule>;
template <class I = checked>
using watt = carrier<I, dim::watt>;
template <class I = checked>
using newton = carrier<I, dim::newton>;
template <class I = checked>
using pascal = carrier<I, dim::pascal>;
template <class I = checked>
using kilogram = carrier<I, dim::kilogram>;
template <class I = checked>
using square_metre = carrier<I, dim::area>;
template <class I = checked>
using cubic_metre = carrier<I, dim::volume>;
template <class I = checked>
using siemens_per_area = carrier<I, dim::siemens_per_area>;
template <class I = checked>
using farad_per_area = carrier<I, dim::farad_per_area>;
template <class I = checked>
using amp_per_area = carrier<I, dim::amp_per_area>;
template <class I = checked>
using siemens_per_metre = carrier<I, dim::siemens_per_metre>;
template <class I = checked>
using ohm_metre = carrier<I, dim::ohm_metre>;
template <class I = checked>
using ohm_area = carrier<I, dim::ohm_area>;
template <class I = checked>
using volt_per_second = carrier<I, dim::volt / dim::second>;
template <class I = checked>
using number = carrier<I, dim::one>;

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
