// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// Units as constants (`-70 * mV`, `0.32 / ms`); the literals below say the same (`-70_mV`).
namespace units {
inline constexpr quantity<dim::volt> V{1.0}, mV{1e-3}, uV{1e-6};
inline constexpr quantity<dim::amp> A{1.0}, mA{1e-3}, uA{1e-6}, nA{1e-9}, pA{1e-12}, fA{1e-15};
inline constexpr quantity<dim::second> s{1.0}, ms{1e-3}, us{1e-6}, ns{1e-9};
inline constexpr quantity<dim::hertz> Hz{1.0}, kHz{1e3}, MHz{1e6};
inline constexpr quantity<dim::siemens> S{1.0}, mS{1e-3}, uS{1e-6}, nS{1e-9}, pS{1e-12};
inline constexpr quantity<dim::farad> F{1.0}, mF{1e-3}, uF{1e-6}, nF{1e-9}, pF{1e-12};
inline constexpr quantity<dim::ohm> ohm{1.0}, kohm{1e3}, Mohm{1e6}, Gohm{1e9};
inline constexpr quantity<dim::metre> m{1.0}, cm{1e-2}, mm{1e-3}, um{1e-6}, nm{1e-9};
inline constexpr quantity<dim::area> m2{1.0}, cm2{1e-4}, mm2{1e-6}, um2{1e-12};
inline constexpr quantity<dim::volume> litre{1e-3}, um3{1e-18};
inline constexpr quantity<dim::mole> mol{1.0}, mmol{1e-3}, umol{1e-6}, nmol{1e-9};
inline constexpr quantity<dim::molar> M{1e3}, mM{1.0}, uM{1e-3}, nM{1e-6};
inline constexpr quantity<dim::kelvin> K{1.0};
inline constexpr quantity<dim::coulomb> C{1.0}, mC{1e-3}, uC{1e-6}, nC{1e-9}, pC{1e-12}, fC{1e-15};
inline constexpr quantity<dim::joule> J{1.0}, mJ{1e-3}, uJ{1e-6}, nJ{1e-9}, pJ{1e-12};
inline constexpr quantity<dim::watt> W{1.0}, mW{1e-3}, uW{1e-6};
inline constexpr quantity<dim::newton> N{1.0};
inline constexpr quantity<dim::pascal> Pa{1.0};
inline constexpr quantity<dim::kilogram> kg{1.0};
inline constexpr quantity<dim::siemens_per_area> S_per_m2{1.0}, S_per_cm2{1e4}, mS_per_cm2{10.0}, uS_per_cm2{1e-2};
inline constexpr quantity<dim::farad_per_area> F_per_m2{1.0}, uF_per_cm2{1e-2};
inline constexpr quantity<dim::amp_per_area> A_per_m2{1.0}, mA_per_cm2{10.0}, uA_per_cm2{1e-2}, nA_per_cm2{1e-5};
inline constexpr quantity<dim::siemens_per_metre> S_per_m{1.0};
inline constexpr quantity<dim::ohm_metre> ohm_m{1.0}, ohm_cm{1e-2};
inline constexpr quantity<dim::ohm_area> ohm_cm2{1e-4}, kohm_cm2{0.1};
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
CORTEXPR_UNIT_LITERAL(fA)
CORTEXPR_UNIT_LITERAL(s)
CORTEXPR_UNIT_LITERAL(ms)
CORTEXPR_UNIT_LITERAL(us)
CORTEXPR_UNIT_LITERAL(ns)
CORTEXPR_UNIT_LITERAL(Hz)
CORTEXPR_UNIT_LITERAL(kHz)
CORTEXPR_UNIT_LITERAL(MHz)
CORTEXPR_UNIT_LITERAL(S)
CORTEXPR_UNIT_LITERAL(mS)
CORTEXPR_UNIT_LITERAL(uS)
CORTEXPR_UNIT_LITERAL(nS)
CORTEXPR_UNIT_LITERAL(pS)
CORTEXPR_UNIT_LITERAL(F)
CORTEXPR_UNIT_LITERAL(mF)
CORTEXPR_UNIT_LITERAL(uF)
CORTEXPR_UNIT_LITERAL(nF)
CORTEXPR_UNIT_LITERAL(pF)
CORTEXPR_UNIT_LITERAL(ohm)
CORTEXPR_UNIT_LITERAL(kohm)
CORTEXPR_UNIT_LITERAL(Mohm)
CORTEXPR_UNIT_LITERAL(Gohm)
CORTEXPR_UNIT_LITERAL(m)
CORTEXPR_UNIT_LITERAL(cm)
CORTEXPR_UNIT_LITERAL(mm)
CORTEXPR_UNIT_LITERAL(um)
CORTEXPR_UNIT_LITERAL(nm)
CORTEXPR_UNIT_LITERAL(m2)
CORTEXPR_UNIT_LITERAL(cm2)
CORTEXPR_UNIT_LITERAL(mm2)
CORTEXPR_UNIT_LITERAL(um2)
CORTEXPR_UNIT_LITERAL(litre)
CORTEXPR_UNIT_LITERAL(um3)
CORTEXPR_UNIT_LITERAL(mol)
CORTEXPR_UNIT_LITERAL(mmol)
CORTEXPR_UNIT_LITERAL(umol)
CORTEXPR_UNIT_LITERAL(nmol)
CORTEXPR_UNIT_LITERAL(M)
CORTEXPR_UNIT_LITERAL(mM)
CORTEXPR_UNIT_LITERAL(uM)
CORTEXPR_UNIT_LITERAL(nM)
CORTEXPR_UNIT_LITERAL(K)
CORTEXPR_UNIT_LITERAL(C)
CORTEXPR_UNIT_LITERAL(mC)
CORTEXPR_UNIT_LITERAL(uC)
CORTEXPR_UNIT_LITERAL(nC)
CORTEXPR_UNIT_LITERAL(pC)
CORTEXPR_UNIT_LITERAL(fC)
CORTEXPR_UNIT_LITERAL(J)
CORTEXPR_UNIT_LITERAL(mJ)
CORTEXPR_UNIT_LITERAL(uJ)
CORTEXPR_UNIT_LITERAL(nJ)
CORTEXPR_UNIT_LITERAL(pJ)
CORTEXPR_UNIT_LITERAL(W)
CORTEXPR_UNIT_LITERAL(mW)
CORTEXPR_UNIT_LITERAL(uW)
CORTEXPR_UNIT_LITERAL(N)
CORTEXPR_UNIT_LITERAL(Pa)
CORTEXPR_UNIT_LITERAL(kg)
CORTEXPR_UNIT_LITERAL(S_per_m2)
CORTEXPR_UNIT_LITERAL(S_per_cm2)
CORTEXPR_UNIT_LITERAL(mS_per_cm2)
CORTEXPR_UNIT_LITERAL(uS_per_cm2)
CORTEXPR_UNIT_LITERAL(F_per_m2)
CORTEXPR_UNIT_LITERAL(uF_per_cm2)
CORTEXPR_UNIT_LITERAL(A_per_m2)
CORTEXPR_UNIT_LITERAL(mA_per_cm2)
CORTEXPR_UNIT_LITERAL(uA_per_cm2)
CORTEXPR_UNIT_LITERAL(nA_per_cm2)
CORTEXPR_UNIT_LITERAL(S_per_m)
CORTEXPR_UNIT_LITERAL(ohm_m)
CORTEXPR_UNIT_LITERAL(ohm_cm)
CORTEXPR_UNIT_LITERAL(ohm_cm2)
CORTEXPR_UNIT_LITERAL(kohm_cm2)
#undef CORTEXPR_UNIT_LITERAL
} // namespace literals

} // namespace cortexpr
