// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/neuron/refractory_neurons.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <random>
#include <vector>

namespace {

using namespace cortexpr;

TEST_CASE("bit_view: bits, words and ranges", "[base]") {
  CHECK_FALSE(detail::bit_view{});
  const std::vector<std::uint64_t> words{1u << 3 | std::uint64_t{1} << 63, 0, 5};
  const detail::bit_view bits(words.data());
  CHECK(bits);
  for (std::size_t i = 0; i < 192; ++i) CHECK(bits[i] == (i == 3 || i == 63 || i == 128 || i == 130));
  CHECK(bits.from(2) == (words[0] >> 2));
  CHECK(bits.from(128) == 5);
  for (const std::size_t begin : {0u, 3u, 4u, 63u, 64u, 129u})
    for (const std::size_t end : {0u, 3u, 4u, 63u, 64u, 100u, 128u, 129u, 131u, 192u}) {
      std::vector<std::size_t> found, expected;
      bits.for_each(begin, end, [&](std::size_t i) { found.push_back(i); });
      for (std::size_t i = begin; i < end; ++i)
        if (bits[i]) expected.push_back(i);
      CHECK(found == expected);
    }
  detail::bit_view{}.for_each(0, 100, [](std::size_t) { FAIL("there are no bits"); });
}

TEMPLATE_TEST_CASE("masks of lanes are bits", "[model]", double, float, detail::pack<double>, detail::pack<float>) {
  using L = detail::lanes<TestType>;
  constexpr std::uint64_t all = (std::uint64_t{1} << L::size) - 1;
  for (std::uint64_t bits = 0; bits < 4096; ++bits) {
    // What lies above the lanes does not matter.
    const auto mask = detail::mask_of_bits<TestType>(bits | std::uint64_t{0xabc} << L::size);
    CHECK(detail::bits_of_mask(mask) == ((bits | std::uint64_t{0xabc} << L::size) & all));
    const L picked = select(mask, L(1), L(2));
    alignas(64) std::array<typename L::value_type, L::size> values;
    store_lanes<TestType>(values.data(), picked);
    for (std::size_t k = 0; k < L::size && k < 12; ++k) CHECK(values[k] == ((bits >> k & 1) != 0 ? 1 : 2));
  }
}

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
