// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <type_traits>

using namespace cortexpr;

namespace {

template <dimension D, class T>
constexpr bool is(T) {
  return std::is_same_v<T, quantity<D>>;
}

// Products and quotients combine dimensions.
static_assert(is<dim::amp>(1_nS * 1_mV));
static_assert(is<dim::volt>(1_nA * 1_Mohm));
static_assert(is<dim::volt>(1_nA / 1_nS));
static_assert(is<dim::second>(1_pF / 1_nS));
static_assert(is<dim::second>(1_pF * 1_Mohm));
static_assert(is<dim::hertz>(1 / 1_ms));
static_assert(is<dim::one>(1_ms * 1_Hz));
static_assert(is<dim::one>(1_mV / 1_V));
static_assert(is<dim::coulomb>(1_nA * 1_ms));
static_assert(is<dim::farad>(1_nA * 1_ms / 1_mV));
static_assert(is<dim::molar>(1_mol / (1_m * 1_m * 1_m)));
static_assert(is<dim::volt>(-(1_mV)) && is<dim::volt>(+(1_mV)));
static_assert(is<dim::volt>(2 * 1_mV) && is<dim::volt>(1_mV * 2.5) && is<dim::volt>(1_mV / 2));

// The units of the field, one way and the other.
template <dimension D>
constexpr bool near(quantity<D> a, quantity<D> b) {
  return abs(a - b) < 1e-12 * abs(a);
}
static_assert(1000_mM == 1_M && near(1000_nM, 1_uM) && near(1_M, 1_mol / 1_litre));
static_assert(near(1_cm, 10_mm) && near(1000_nm, 1_um) && near(1_um2, 1_um * 1_um) && near(1_um3, 1_um2 * 1_um));
static_assert(near(1_uF_per_cm2, 1_uF / 1_cm2) && near(1_mS_per_cm2, 1_mS / (1_cm * 1_cm)));
static_assert(near(10_mS_per_cm2, 100_S_per_m2) && near(1_uA_per_cm2, 1_uA / 1_cm2) && near(1_ohm_cm, 1_ohm * 1_cm));
static_assert(is<dim::amp_per_area>(1_uA_per_cm2) && is<dim::amp_per_area>(1_mS_per_cm2 * 1_mV));
static_assert(is<dim::coulomb>(1_pC) && near(1_pC, 1_pA * 1_s) && is<dim::farad>(1_pC / 1_V));
static_assert(is<dim::joule>(1_C * 1_V) && is<dim::watt>(1_J / 1_s) && is<dim::newton>(1_J / 1_m));
static_assert(is<dim::pascal>(1_N / 1_m2) && is<dim::kilogram>(1_N / (1_m / (1_s * 1_s))) &&
              1_kg == 1_N * 1_s * 1_s / 1_m);
static_assert(is<dim::kelvin>(309.15_K) && is<dim::one>(310_K / 300_K) && is<dim::ohm>(100_ohm_cm / 1_um));
static_assert(is<dim::volt>(8.314 * units::J / (units::mol * units::K) * 309_K / (96485 * units::C / units::mol)));
static_assert(std::is_same_v<metre<>, quantity<dim::metre>> && std::is_same_v<molar<>, quantity<dim::molar>>);

// Numbers.
static_assert((20_ms).si() == 0.02 && (20_ms).in(1_ms) == 20);
static_assert(-70_mV == -0.07 * units::V && 1_V > 999_mV && -70_mV < -50_mV && 1_ms <= 1_ms && 2_ms >= 1_ms);
static_assert(1000_mV + 1_V == 2_V && 1_V - 250_mV == 0.75_V);
static_assert(200_pF / 10_nS - 20_ms < 1e-15 * units::s);
static_assert(0.4_nA - 400_pA < 1e-20 * units::A && 1_kHz == 1000_Hz && 1_uM == 0.001_mM);

// A pure number mixes with numbers.
static_assert(1 + 1_mV / 1_mV == 2 && 1_mV / 1_mV - 3 == -2 && 3 - 1_mV / 1_mV == 2);
static_assert(std::is_convertible_v<quantity<dim::one>, double>);
static_assert(!std::is_convertible_v<quantity<dim::volt>, double>);
static_assert(std::is_convertible_v<double, quantity<dim::volt>>); // and refused: plain_number_for_a_derivative.cpp
static_assert(quantity<dim::volt>(1) == 1_V && quantity<dim::volt>(1.0F) == 1_V && quantity<dim::volt>{1.0} == 1_V);
static_assert(std::is_convertible_v<int, quantity<dim::one>>);

// Dimensions.
static_assert(dim::volt / dim::amp == dim::ohm && dim::siemens * dim::volt == dim::amp);
static_assert(dim::hertz == dim::one / dim::second && dim::second.has_root());
static_assert(dim::second.root() * dim::second.root() == dim::second && !dim::second.root().has_root());
static_assert(is_quantity<quantity<dim::volt>> && !is_quantity<double>);

// Functions.
static_assert(abs(-3_mV) == 3_mV && min(1_mV, 2_mV) == 1_mV && max(1_mV, 2_mV) == 2_mV);
static_assert(clip(5_mV, 0_mV, 2_mV) == 2_mV && clip(-5_mV, 0_mV, 2_mV) == 0_mV && clip(1_mV, 0_mV, 2_mV) == 1_mV);

} // namespace

TEST_CASE("quantities change in place", "[units]") {
  auto v = 1_mV;
  v += 2_mV;
  v -= 0.5_mV;
  v *= 4;
  v /= 5;
  CHECK(v.in(1_mV) == Approx(2));
}

TEST_CASE("functions read pure numbers", "[units]") {
  CHECK(exp(20_mV / 20_mV).si() == Approx(2.718281828459045));
  CHECK(sqrt(4_ms * 1_ms).in(1_ms) == Approx(2));
  CHECK(is<dim::one / dim::second.root()>(sqrt(2 / 1_ms)));
  CHECK(exprel(0.0) == 1);
  CHECK(exprel(1e-6) == Approx(1.0000005000001667).epsilon(1e-12));
  CHECK(exprel(1.0) == Approx(1.718281828459045).epsilon(1e-15));
  CHECK(exprel(-40.0) == Approx(0.025).epsilon(1e-12));
}
