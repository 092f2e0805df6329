// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <array>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cstdint>

using namespace cortexpr;

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
