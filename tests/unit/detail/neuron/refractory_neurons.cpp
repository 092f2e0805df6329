// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/detail/neuron/refractory_neurons.hpp>
#include <random>
#include <vector>

namespace {

using namespace cortexpr;

// Against a counter per neuron: with one period for all, who is held first is free first; with mixed ones not, and
// those beyond the 256 lists of the wheel make it turn more than once.
TEST_CASE("refractory neurons are free after their steps", "[storage]") {
  const bool mixed = GENERATE(false, true);
  const detail::sequence<std::uint32_t> bounds{0, 128, 192, 300};
  detail::refractory_neurons x(bounds);
  std::vector<std::uint32_t> left(bounds.back());
  std::mt19937 random(7);
  const auto period = [&] {
    return static_cast<std::uint32_t>(!mixed ? 20 : random() % (random() % 4 == 0 ? 1000 : 5));
  };
  const auto look = [&] {
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (x.held()[i] != (left[i] > 0) || x.remaining(i) != left[i]) {
        CAPTURE(i, left[i]);
        FAIL("a neuron is held for another time");
      }
    }
  };
  for (int step = 0; step < 3000; ++step) {
    for (std::size_t part = 0; part < 3; ++part) {
      x.next_step(part);
      for (std::size_t i = bounds[part]; i < bounds[part + 1]; ++i) {
        if (left[i] > 0) --left[i];
        if (left[i] > 0 || random() % 20 != 0) continue;
        left[i] = period();
        x.hold(part, i, left[i]);
      }
    }
    look();
  }
  const detail::refractory_neurons copy = x;
  CHECK(copy == x);
  x.next_step(0);
  x.next_step(1);
  x.next_step(2);
  CHECK_FALSE(copy == x);

  // The same neurons, the same times, other parts, another clock.
  detail::refractory_neurons again(detail::sequence<std::uint32_t>{0, bounds.back()});
  again.next_step(0);
  for (std::size_t i = 0; i < left.size(); ++i) again.hold(0, i, left[i]);
  CHECK(copy == again);
}

} // namespace
