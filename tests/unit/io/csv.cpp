// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <bit>
#include <cmath>
#include <cortexpr/io/csv.hpp>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

using namespace cortexpr;

TEST_CASE("csv: headings and numbers") {
  const temporary_folder folder;
  save_csv(folder / "a.csv", {"t (s)", "v, \"soma\""}, {{0, 1e-4, 2e-4}, {-0.07, 1.0 / 3, 5}});
  CHECK(detail::read_file(folder / "a.csv") ==
        "t (s),\"v, \"\"soma\"\"\"\n0,-0.07\n1e-04,0.3333333333333333\n2e-04,5\n");
  save_csv(folder / "b.csv", {"nothing"}, {{}});
  CHECK(detail::read_file(folder / "b.csv") == "nothing\n");
}

TEST_CASE("csv: every number reads back as the same double") {
  std::mt19937_64 random(7);
  for (int k = 0; k < 20000; ++k) {
    const double x = std::bit_cast<double>(random());
    if (!std::isfinite(x)) continue;
    std::string text;
    detail::append_number(text, x);
    REQUIRE(std::strtod(text.c_str(), nullptr) == x);
  }
  std::string text;
  for (const double x :
       {std::nan(""), HUGE_VAL, -HUGE_VAL, std::numeric_limits<double>::denorm_min(), -1.7976931348623157e308}) {
    detail::append_number(text, x);
    text += ' ';
  }
  CHECK(text == "nan inf -inf 5e-324 -1.7976931348623157e+308 ");
}

TEST_CASE("csv: tables that do not fit and paths that do not work") {
  const temporary_folder folder;
  const auto path = folder / "a.csv";
  CHECK(says(complaint_of<invalid_value>([&] {
               save_csv(path, {"a", "b"}, {{1}});
             }),
             path.string(), "2 headings for 1 columns"));
  CHECK(says(complaint_of<invalid_value>([&] {
               save_csv(path, {"a", "b"}, {{1}, {1, 2}});
             }),
             "column 'b' has 2 numbers, column 'a' has 1"));
  CHECK(!std::filesystem::exists(path));
  CHECK(says(complaint_of<io_error>([&] { save_csv(folder / "no/a.csv", {"a"}, {{1}}); }), "there is no folder"));
  if (std::filesystem::exists("/dev/full"))
    CHECK(says(complaint_of<io_error>([&] { save_csv("/dev/full", {"a"}, {{1}}); }), "/dev/full: cannot be written"));
}
