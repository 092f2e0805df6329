// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/dimension.hpp>

namespace cortexpr {

template <dimension D>
class quantity;

/// An interpretation maps a physical dimension to the type that carries it; a model written over an
/// interpretation can be read as arithmetic, as storage, as a unit check or as text.
template <class I, dimension D>
using carrier = typename I::template carrier<D>;

/// Reads every variable as a quantity with a static dimension: the unit check.
struct checked {
  template <dimension D>
  using carrier = quantity<D>;
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

} // namespace cortexpr
