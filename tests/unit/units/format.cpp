// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cmath>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/literals.hpp>
#include <sstream>

using namespace cortexpr;

TEST_CASE("quantities are written with the prefix a person would take", "[messages]") {
  using detail::quantity_text;
  CHECK(quantity_text(1e-7, dim::second) == "0.1 us");
  CHECK(quantity_text(-1e-7, dim::second) == "-0.1 us");
  CHECK(quantity_text(1e-4, dim::second) == "0.1 ms");
  CHECK(quantity_text(0.00025, dim::second) == "0.25 ms");
  CHECK(quantity_text(5e-5, dim::second) == "50 us");
  CHECK(quantity_text(0.15, dim::second) == "150 ms");
  CHECK(quantity_text(1.5, dim::second) == "1.5 s");
  CHECK(quantity_text(86400.0, dim::second) == "86400 s");
  CHECK(quantity_text(1e15, dim::second) == "1e15 s");
  CHECK(quantity_text(0.3000000000004, dim::second) == "300.0000000004 ms");
  CHECK(quantity_text(3 * 0.1_ms) == "0.3 ms");
  CHECK(quantity_text(-0.065, dim::volt) == "-65 mV");
  CHECK(quantity_text(-65_mV) == "-65 mV");
  CHECK(quantity_text(15_nS) == "15 nS");
  CHECK(quantity_text(0.1_V) == "100 mV");
  CHECK(quantity_text(15e-9f, dim::siemens) == "15 nS");
  CHECK(quantity_text(1.0 / 3, dim::volt) == "333.3333333333333 mV");
  CHECK(quantity_text(1_Hz) == "1 Hz");
  CHECK(quantity_text(12892.0, dim::hertz) == "12.892 kHz");
  CHECK(quantity_text(2.5e8, dim::ohm) == "250 Mohm");
  CHECK(quantity_text(3.0, dim::amp / dim::second) == "3 A s^-1");
  CHECK(quantity_text(0.5, dim::one) == "0.5");
  CHECK(quantity_text(0_mV) == "0 V");
  CHECK(quantity_text(2e-18, dim::amp) == "2e-18 A");
  CHECK(quantity_text(3e15, dim::hertz) == "3e15 Hz");
  CHECK(quantity_text(0.1e-3f, dim::second) == "0.1 ms");
  CHECK(quantity_text(0.99999e-3, dim::volt, 3) == "1 mV");
  CHECK(quantity_text(std::nan(""), dim::volt) == "NaN V");
  CHECK(quantity_text(HUGE_VAL, dim::second) == "infinity s");
}

TEST_CASE("a quantity with a unit is written to a stream as text, a ratio as a number", "[messages]") {
  std::ostringstream out;
  out << 0.1 / 1_ms << ", " << -65_mV << ", " << 3_mV / 2_mV;
  CHECK(out.str() == "100 Hz, -65 mV, 1.5");
}
