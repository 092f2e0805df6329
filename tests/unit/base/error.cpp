// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <clocale>
#include <cortexpr/base/error.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstdint>
#include <limits>
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

TEST_CASE("the locale does not change a message", "[messages]") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"})
    if (std::setlocale(LC_ALL, name) != nullptr) break;
  CHECK_THROWS_WITH(raise({0.25, " ", detail::quantity_text(-65.5_mV), " ", detail::number_text(0.125, 2)}),
                    "0.25 -65.5 mV 0.12");
  std::setlocale(LC_ALL, before.c_str());
}
