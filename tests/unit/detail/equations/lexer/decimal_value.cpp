// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cmath>
#include <cortexpr/detail/equations/lexer/scanner.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

using cortexpr::detail::equation::decimal_value;
using cortexpr::detail::equation::scanner;

namespace {

constexpr double read(std::string_view written) { return scanner(written).number(); }

/// As the C library reads it, which rounds correctly.
void check_number(const std::string& written) {
  INFO(written);
  CHECK(read(written) == std::strtod(written.c_str(), nullptr));
}

static_assert(read("3.14159265358979323846") == 3.14159265358979323846);
static_assert(read("9007199254740993") == 9007199254740993.0);            // a half: to the even neighbour
static_assert(read("9007199254740993.0000000001") == 9007199254740994.0); // a little more than that
static_assert(read("0.000123456789012345678e-30") == 0.000123456789012345678e-30);
static_assert(read("2.2250738585072011e-308") == 2.2250738585072011e-308);
static_assert(read("1e-1000000000") == 0);
static_assert(read("000000000000000000000000000.1e1") == 1);

} // namespace

TEST_CASE("short numbers are read without a rounding", "[equations]") {
  CHECK(decimal_value("1", -1) == 0.1);
  CHECK(decimal_value("3", -1) == 0.3);
  CHECK(decimal_value("123456789012345", -22) == 1.23456789012345e-8);
  CHECK(decimal_value("17976931348623157", 292) == 1.7976931348623157e308);
  CHECK(decimal_value("5", -324) == 5e-324);
  CHECK(decimal_value("1", 400) == std::numeric_limits<double>::infinity());
  CHECK(decimal_value("1", -500) == 0);
  CHECK(decimal_value("0", 500) == 0);
}
TEST_CASE("numbers at the edges of rounding, of the range and of the subnormal ones are read as the C library does",
          "[equations]") {
  for (const char* written : {"1.7976931348623157e308",
                              "1.7976931348623158e308",
                              "1.7976931348623159e308",
                              "4.9e-324",
                              "2.47e-324",
                              "2.4703282292062327208e-324",
                              "2.4703282292062328e-324",
                              "2.2250738585072014e-308",
                              "2.2250738585072009e-308",
                              "0.1000000000000000055511151231257827",
                              "8.98846567431158e307",
                              "123456789012345678901234567890",
                              "5708990770823839207320493820740630171355185152001e-3",
                              "9214843084008499",
                              "1e23",
                              "8.5e22",
                              "1e-23",
                              "6.631236846766476e-316",
                              "1.00000000000000011102230246251565404236316680908203125",
                              "1.00000000000000011102230246251565404236316680908203124",
                              "1.00000000000000011102230246251565404236316680908203126"})
    check_number(written);
}
TEST_CASE("as many digits as one likes are read, and the last one may decide", "[equations]") {
  const std::string half = "1.00000000000000011102230246251565404236316680908203125";
  check_number(half + std::string(2000, '0'));
  check_number(half + std::string(2000, '0') + "1");
  check_number("0." + std::string(2000, '0') + "123456789" + "e2001");
  check_number(std::string(400, '9') + "e-400");
  check_number(std::string(1500, '7') + "e-1300");
  CHECK(read(std::string(400, '9')) == std::numeric_limits<double>::infinity());
}
TEST_CASE("every double that is written with 17 digits is read back, and what lies between is rounded", "[equations]") {
  std::mt19937_64 random{7};
  for (int k = 0; k < 20'000; ++k) {
    const std::uint64_t mantissa = random() >> 11U;
    const double x = std::ldexp(static_cast<double>(mantissa), static_cast<int>(random() % 2098) - 1126);
    if (x > std::numeric_limits<double>::max()) continue;
    char written[64];
    std::snprintf(written, sizeof written, "%.16e", x);
    if (read(written) != x) FAIL(written);
    const auto size = static_cast<int>(random() % 30);
    std::snprintf(written, sizeof written, "%.*e", size, x * 1.000'000'3);
    if (read(written) != std::strtod(written, nullptr)) FAIL(written);
  }
}
