// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/base/callback.hpp>

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

using cortexpr::detail::callback;

TEST_CASE("a callback calls what it was made from, or says that it is empty", "[callback]") {
  const callback<int(int)> none;
  CHECK_FALSE(none);
  int offset = 3;
  const callback<int(int)> add = [offset](int x) { return x + offset; };
  REQUIRE(add);
  CHECK(add(4) == 7);
  callback<int(int)> other;
  other = add;
  CHECK(other(1) == 4);
  const callback<double(int)> converted = [](long x) { return static_cast<float>(x) / 2; };
  CHECK(converted(3) == 1.5);
}

TEST_CASE("copies of a callback share what was captured and free it once", "[callback]") {
  const auto held = std::make_shared<std::string>("held");
  {
    callback<std::size_t()> first = [held] { return held->size(); };
    const callback<std::size_t()> second = first;
    CHECK(held.use_count() == 2);
    first = {};
    CHECK_FALSE(first);
    CHECK(second() == 4);
  }
  CHECK(held.use_count() == 1);
}

TEST_CASE("a callback hands references and values through", "[callback]") {
  const callback<void(int&, std::unique_ptr<int>)> store = [](int& to, std::unique_ptr<int> from) { to = *from; };
  int to = 0;
  store(to, std::make_unique<int>(5));
  CHECK(to == 5);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<callback<int(int)>, std::string>);
  auto changes = [n = 0]() mutable { return ++n; };
  STATIC_REQUIRE_FALSE(std::is_constructible_v<callback<int()>, decltype(changes)>);
}
