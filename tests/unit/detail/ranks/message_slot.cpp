// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/detail/ranks/message_slot.hpp>
#include <cstddef>

using namespace cortexpr;

TEST_CASE("message_slot: grows at once, shrinks slowly, and never beyond its limit", "[ranks]") {
  detail::message_slot slot(8);
  CHECK(slot.size() == 64);
  slot.adapt(10);
  CHECK(slot.size() == 64);
  slot.adapt(1000);
  CHECK(slot.size() >= 1008);
  CHECK(slot.size() % 64 == 0);
  const std::size_t grown = slot.size();
  slot.adapt(10);
  CHECK(slot.size() <= grown);
  CHECK(slot.size() > grown * 9 / 10);
  for (int k = 0; k < 500; ++k) slot.adapt(10);
  CHECK(slot.size() < 200);
  // A recording is no sign that the next messages are long.
  const std::size_t before = slot.size();
  slot.adapt(1'000'000);
  CHECK(slot.size() == before);
  slot.adapt(65'536);
  CHECK(slot.size() == 65'536);
}

TEST_CASE("message_slot: once it has grown for a message, the next one of that length fits", "[ranks]") {
  for (std::size_t longest = 0; longest < 50'000; longest += 997) {
    detail::message_slot slot(8);
    slot.adapt(longest);
    CHECK(slot.size() >= longest + 8);
  }
}
