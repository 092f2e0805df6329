// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/lexer/unit_names.hpp>
#include <cortexpr/units/literals.hpp>

using namespace cortexpr;
using detail::equation::find_unit;
using detail::equation::unit_words;

namespace {

template <dimension D>
void check_unit(std::string_view name, quantity<D> value) {
  INFO(name);
  const auto u = find_unit(name);
  REQUIRE(u.found);
  CHECK(u.unit == D);
  CHECK(u.scale == value.si());
}

} // namespace

TEST_CASE("units of texts have the values of the library's", "[equations]") {
#define CHECK_UNIT(name) check_unit(#name, units::name)
  CHECK_UNIT(mV);
  CHECK_UNIT(uV);
  CHECK_UNIT(mA);
  CHECK_UNIT(uA);
  CHECK_UNIT(nA);
  CHECK_UNIT(pA);
  CHECK_UNIT(fA);
  CHECK_UNIT(ms);
  CHECK_UNIT(us);
  CHECK_UNIT(ns);
  CHECK_UNIT(Hz);
  CHECK_UNIT(kHz);
  CHECK_UNIT(MHz);
  CHECK_UNIT(mS);
  CHECK_UNIT(uS);
  CHECK_UNIT(nS);
  CHECK_UNIT(pS);
  CHECK_UNIT(mF);
  CHECK_UNIT(uF);
  CHECK_UNIT(nF);
  CHECK_UNIT(pF);
  CHECK_UNIT(ohm);
  CHECK_UNIT(kohm);
  CHECK_UNIT(Mohm);
  CHECK_UNIT(Gohm);
  CHECK_UNIT(cm);
  CHECK_UNIT(mm);
  CHECK_UNIT(um);
  CHECK_UNIT(nm);
  CHECK_UNIT(cm2);
  CHECK_UNIT(mm2);
  CHECK_UNIT(um2);
  CHECK_UNIT(litre);
  CHECK_UNIT(um3);
  CHECK_UNIT(mol);
  CHECK_UNIT(mmol);
  CHECK_UNIT(umol);
  CHECK_UNIT(nmol);
  CHECK_UNIT(mM);
  CHECK_UNIT(uM);
  CHECK_UNIT(nM);
  CHECK_UNIT(mC);
  CHECK_UNIT(uC);
  CHECK_UNIT(nC);
  CHECK_UNIT(pC);
  CHECK_UNIT(fC);
  CHECK_UNIT(mJ);
  CHECK_UNIT(uJ);
  CHECK_UNIT(nJ);
  CHECK_UNIT(pJ);
  CHECK_UNIT(mW);
  CHECK_UNIT(uW);
  CHECK_UNIT(kg);
#undef CHECK_UNIT
  check_unit("volt", units::V);
  check_unit("mvolt", units::mV);
  check_unit("amp", units::A);
  check_unit("ampere", units::A);
  check_unit("pamp", units::pA);
  check_unit("siemens", units::S);
  check_unit("second", units::s);
  check_unit("usecond", units::us);
  check_unit("hertz", units::Hz);
  check_unit("khertz", units::kHz);
  check_unit("farad", units::F);
  check_unit("metre", units::m);
  check_unit("meter2", units::m2);
  check_unit("cmeter", units::cm);
  check_unit("molar", units::M);
  check_unit("mmolar", units::mM);
  check_unit("mole", units::mol);
  check_unit("kelvin", units::K);
  check_unit("joule", units::J);
  check_unit("newton", units::N);
  check_unit("pascal", units::Pa);
  check_unit("coulomb", units::C);
  check_unit("watt", units::W);
  check_unit("kgram", units::kg);
  check_unit("gram", units::kg * 1e-3);
}
TEST_CASE("letters alone and words that only look like units are none", "[equations]") {
  for (const char* word :
       {"V",  "A",  "s",  "S",  "F",  "m",  "M",  "C",     "J",    "W",   "K",   "g",    "h", "n", "w",
        "x2", "m2", "xV", "dV", "km", "ks", "kV", "volts", "Volt", "mHZ", "mkg", "kHz4", "",  "2", "m_V"}) {
    INFO(word);
    CHECK(!find_unit(word).found);
  }
}
TEST_CASE("dimensions are written as texts write units", "[equations]") {
  const auto words = [](const dimension& d) { return std::string(unit_words(d).view()); };
  CHECK(words(dim::one) == "a pure number");
  CHECK(words(dim::volt) == "volt");
  CHECK(words(dim::hertz) == "hertz");
  CHECK(words(dim::siemens_per_area) == "siemens/metre**2");
  CHECK(words(dim::volt / dim::second) == "volt/second");
  CHECK(words(dim::volt / dim::second.root()) == "volt/second**0.5");
  CHECK(words(dim::hertz.root()) == "1/second**0.5");
  CHECK(words(dim::volt * dim::second) == "volt*second");
  CHECK(words(dim::volt.power(2)) == "volt**2");
  CHECK(words(dim::one / dim::volt) == "1/volt");
  CHECK(words(dim::amp / dim::volt.power(2)) == "amp/volt**2");
  CHECK(words(dim::molar) == "mole/metre**3");
  CHECK(words(dim::joule / dim::kelvin) == "volt*amp*second/kelvin");
  CHECK(words(dim::siemens.root()) == "amp**0.5/volt**0.5");
  CHECK(words(dim::volt.power(3).root()) == "volt**1.5");
}
