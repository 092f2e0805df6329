// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <clocale>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

using namespace cortexpr;

TEST_CASE("a message in pieces reads as one of strings does", "[messages]") {
  const std::string name = "S.w";
  const std::string_view unit = "nS";
  CHECK_THROWS_WITH(raise({"'", name, "': ", 3, " ", unit, " of ", 4u}), "'S.w': 3 nS of 4");
  CHECK_THROWS_WITH(raise({std::size_t{18446744073709551615u}, " ", std::numeric_limits<std::int64_t>::min(), " ", -7}),
                    "18446744073709551615 -9223372036854775808 -7");
  CHECK_THROWS_WITH(raise({0.1, " ", -1e9, " ", 0.1f, " ", -1e-7}), "0.1 -1e9 0.1 -1e-7");
  CHECK_THROWS_WITH(raise({std::string("made ") + "here"}), "made here");
  CHECK_THROWS_AS(raise<io_error>({"path"}), io_error);
  CHECK_THROWS_AS(raise({"value"}), invalid_value);
}

TEST_CASE("a number is written in the fewest digits that give it back", "[messages]") {
  using detail::number_text;
  CHECK(number_text(0.0) == "0");
  CHECK(number_text(-0.0) == "-0");
  CHECK(number_text(100.0) == "100");
  CHECK(number_text(16000000.0) == "16000000");
  CHECK(number_text(2.5e9) == "2.5e9");
  CHECK(number_text(2.5e12) == "2.5e12");
  CHECK(number_text(12345678901.0) == "12345678901");
  CHECK(number_text(0.00001) == "0.00001");
  CHECK(number_text(-1.5e-7) == "-1.5e-7");
  CHECK(number_text(0.30000000000000004) == "0.30000000000000004");
  CHECK(number_text(1.7976931348623157e308) == "1.7976931348623157e308");
  CHECK(number_text(5e-324) == "5e-324");
  CHECK(number_text(std::nan("")) == "NaN");
  CHECK(number_text(-std::nan("")) == "NaN");
  CHECK(number_text(-HUGE_VAL) == "-infinity");
  CHECK(number_text(0.1f) == "0.1");
  CHECK(number_text(2.0 / 3, 3) == "0.667");
  CHECK(number_text(1290.4, 3) == "1290");
  CHECK(number_text(999.96, 3) == "1000");
  std::uint64_t bits = 88172645463325252u;
  for (int k = 0; k < 20000; ++k) {
    bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
    double x = 0;
    std::memcpy(&x, &bits, sizeof x);
    if (k % 2 == 0) x = std::ldexp(static_cast<double>(bits >> 40), static_cast<int>(bits & 63) - 40);
    if (std::isfinite(x)) REQUIRE(std::strtod(number_text(x).c_str(), nullptr) == x);
  }
}

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

TEST_CASE("the locale does not change a message", "[messages]") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"})
    if (std::setlocale(LC_ALL, name) != nullptr) break;
  CHECK_THROWS_WITH(raise({0.25, " ", detail::quantity_text(-65.5_mV), " ", detail::number_text(0.125, 2)}),
                    "0.25 -65.5 mV 0.12");
  std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("an item_list holds values of different types", "[messages]") {
  detail::item_list<int, std::string, double> x{{1}, {"a"}, {2.5}};
  CHECK(detail::item_at<0>(x) == 1);
  detail::item_at<1>(x) += "b";
  auto y = x;
  CHECK(y == x);
  CHECK(detail::item_at<1>(y) == "ab");
  detail::item_at<2>(y) = 3;
  CHECK_FALSE(y == x);
  detail::item_list<std::unique_ptr<int>, int> owner{{std::make_unique<int>(5)}, {6}};
  const auto taken = std::move(owner);
  CHECK(*detail::item_at<0>(taken) == 5);
  CHECK(detail::item_at<1>(taken) == 6);
}

TEST_CASE("a thread calls with its index", "[messages]") {
  unsigned seen = 0;
  const auto work = [&](unsigned index) { seen = index; };
  detail::thread_on(work, 7).join();
  CHECK(seen == 7);
}
