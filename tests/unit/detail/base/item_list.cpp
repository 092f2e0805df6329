// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <memory>
#include <string>
#include <utility>

using namespace cortexpr;

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
