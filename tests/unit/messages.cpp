// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/base/item_list.hpp>
#include <cortexpr/base/thread_on.hpp>
#include <cstdint>
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
  CHECK_THROWS_WITH(raise({0.1, " ", -1e9}), std::to_string(0.1) + " " + std::to_string(-1e9));
  CHECK_THROWS_WITH(raise({std::string("made ") + "here"}), "made here");
  CHECK_THROWS_AS(raise<io_error>({"path"}), io_error);
  CHECK_THROWS_AS(raise({"value"}), invalid_value);
}

TEST_CASE("an item_list holds values of different types", "[messages]") {
  item_list<int, std::string, double> x{{1}, {"a"}, {2.5}};
  CHECK(item_at<0>(x) == 1);
  item_at<1>(x) += "b";
  auto y = x;
  CHECK(y == x);
  CHECK(item_at<1>(y) == "ab");
  item_at<2>(y) = 3;
  CHECK_FALSE(y == x);
  item_list<std::unique_ptr<int>, int> owner{{std::make_unique<int>(5)}, {6}};
  const auto taken = std::move(owner);
  CHECK(*item_at<0>(taken) == 5);
  CHECK(item_at<1>(taken) == 6);
}

TEST_CASE("a thread calls with its index", "[messages]") {
  unsigned seen = 0;
  const auto work = [&](unsigned index) { seen = index; };
  detail::thread_on(work, 7).join();
  CHECK(seen == 7);
}
