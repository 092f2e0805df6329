// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cmath>
#include <cortexpr/detail/text/number_text.hpp>
#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace cortexpr;

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
