// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// Units as constants (`-70 * mV`, `0.32 / ms`); the literals below say the same (`-70_mV`).
namespace units {
inline constexpr quantity<dim::volt> V{1.0}, mV{1e-3}, uV{1e-6};
inline constexpr quantity<dim::amp> A{1.0}, mA{1e-3}, uA{1e-6}, nA{1e-9}, pA{1e-12};
inline constexpr quantity<dim::second> s{1.0}, ms{1e-3}, us{1e-6};
inline constexpr quantity<dim::hertz> Hz{1.0}, kHz{1e3};
inline constexpr quantity<dim::siemens> S{1.0}, mS{1e-3}, uS{1e-6}, nS{1e-9}, pS{1e-12};
inline constexpr quantity<dim::farad> F{1.0}, uF{1e-6}, nF{1e-9}, pF{1e-12};
inline constexpr quantity<dim::ohm> ohm{1.0}, kohm{1e3}, Mohm{1e6}, Gohm{1e9};
inline constexpr quantity<dim::metre> m{1.0}, mm{1e-3}, um{1e-6};
inline constexpr quantity<dim::mole> mol{1.0};
inline constexpr quantity<dim::molar> mM{1.0}, uM{1e-3};
} // namespace units

inline namespace literals {
// Two operators per unit (`5_mV`, `0.5_mV`); the language offers no template that would serve a table of suffixes.
#define CORTEXPR_UNIT_LITERAL(unit)                                                                                    \
  [[nodiscard]] constexpr auto operator""_##unit(unsigned long long n) {                                               \
    return static_cast<double>(n) * units::unit;                                                                       \
  }                                                                                                                    \
  [[nodiscard]] constexpr auto operator""_##unit(long double x) { return static_cast<double>(x) * units::unit; }

CORTEXPR_UNIT_LITERAL(V)
CORTEXPR_UNIT_LITERAL(mV)
CORTEXPR_UNIT_LITERAL(uV)
CORTEXPR_UNIT_LITERAL(A)
CORTEXPR_UNIT_LITERAL(mA)
CORTEXPR_UNIT_LITERAL(uA)
CORTEXPR_UNIT_LITERAL(nA)
CORTEXPR_UNIT_LITERAL(pA)
CORTEXPR_UNIT_LITERAL(s)
CORTEXPR_UNIT_LITERAL(ms)
CORTEXPR_UNIT_LITERAL(us)
CORTEXPR_UNIT_LITERAL(Hz)
CORTEXPR_UNIT_LITERAL(kHz)
CORTEXPR_UNIT_LITERAL(S)
CORTEXPR_UNIT_LITERAL(mS)
CORTEXPR_UNIT_LITERAL(uS)
CORTEXPR_UNIT_LITERAL(nS)
CORTEXPR_UNIT_LITERAL(pS)
CORTEXPR_UNIT_LITERAL(F)
CORTEXPR_UNIT_LITERAL(uF)
CORTEXPR_UNIT_LITERAL(nF)
CORTEXPR_UNIT_LITERAL(pF)
CORTEXPR_UNIT_LITERAL(ohm)
CORTEXPR_UNIT_LITERAL(kohm)
CORTEXPR_UNIT_LITERAL(Mohm)
CORTEXPR_UNIT_LITERAL(Gohm)
CORTEXPR_UNIT_LITERAL(m)
CORTEXPR_UNIT_LITERAL(mm)
CORTEXPR_UNIT_LITERAL(um)
CORTEXPR_UNIT_LITERAL(mol)
CORTEXPR_UNIT_LITERAL(mM)
CORTEXPR_UNIT_LITERAL(uM)
#undef CORTEXPR_UNIT_LITERAL
} // namespace literals

} // namespace cortexpr
