// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

static_assert(std::uniform_random_bit_generator<generator>);

// FNV-1a, published values.
static_assert(detail::hash_name("") == 0xcbf29ce484222325u);
static_assert(detail::hash_name("a") == 0xaf63dc4c8601ec8cu);
static_assert(detail::hash_name("foobar") == 0x85944171f73967e8u);

// splitmix64: seeds chosen so that its state is one and two increments after 0; the published first two words of seed
// 0.
constexpr std::uint64_t golden = 0x9e3779b97f4a7c15u, inverse_of_golden = 0xf1de83e19937733du;
static_assert(golden * inverse_of_golden == 1);
constexpr std::uint64_t zero_seed = (0 - detail::hash_name("n1")) * inverse_of_golden;
static_assert(make_stream(zero_seed + 1, "n1").key == 0xe220a8397b1dcdafu);
static_assert(make_stream(zero_seed + 2, "n1").key == 0x6e789e6aa1b965f4u);

// Unit intervals end below one and use all their bits.
static_assert(to_unit(0u, 0u) == 0.0 && to_unit(0u) == 0.0f);
static_assert(to_unit(~0u, ~0u) == 1 - 0x1p-53 && to_unit(~0u) == 1 - 0x1p-24f);
static_assert(to_unit(0u, 1u << 11) == 0x1p-53 && to_unit(1u << 31, 0u) == 0.5);
static_assert(to_unit(1u << 8) == 0x1p-24f && to_unit(1u << 31) == 0.5f);

using words = std::array<std::uint32_t, 4>;

template <class Source>
double uniformity_p(Source&& next_unit, std::size_t bins, std::size_t draws) {
  std::vector<std::uint64_t> counts(bins);
  for (std::size_t k = 0; k < draws; ++k) ++counts[static_cast<std::size_t>(next_unit(k) * static_cast<double>(bins))];
  return equal_p(counts);
}

/// Chi-square over the 16 x 16 table of two words' highest bits; `pair(k)` gives the words of trial k.
template <class Pair>
double independence_p(Pair&& pair, std::uint64_t trials = 1u << 16) {
  std::vector<std::uint64_t> counts(256);
  for (std::uint64_t k = 0; k < trials; ++k) {
    const auto [a, b] = pair(k);
    ++counts[(a >> 28) * 16 + (b >> 28)];
  }
  return equal_p(counts);
}

} // namespace

TEST_CASE("draw: known answers of Philox 4x32-10", "[random]") {
  // From the file kat_vectors of Random123: counter words, key words, result.
  CHECK(draw({0}, 0, 0) == words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint64_t ones = ~std::uint64_t{0};
  CHECK(draw({ones}, ones, ones) == words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(draw({0x299f31d0a4093822u}, 0x0370734413198a2eu, 0x85a308d3243f6a88u) ==
        words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
  STATIC_REQUIRE(draw({0}, 0, 0)[0] == 0x6627e8d5);
}

TEST_CASE("draw: every byte of every word is uniform", "[random]") {
  const stream s = make_stream(1, "n1");
  for (std::size_t word = 0; word < 4; ++word)
    for (unsigned byte = 0; byte < 4; ++byte) {
      std::vector<std::uint64_t> counts(256);
      for (std::uint64_t k = 0; k < 50'000; ++k) ++counts[draw(s, 7, k)[word] >> (8 * byte) & 255u];
      CAPTURE(word, byte);
      CHECK(is_plausible(equal_p(counts)));
    }
}

TEST_CASE("streams: neighbouring seeds, names, purposes, entities and steps are independent", "[random]") {
  const auto first = [](stream s, std::uint64_t entity = 0, std::uint64_t counter = 0) {
    return draw(s, entity, counter)[0];
  };
  const stream s = make_stream(1, "n1");
  using pair = std::pair<std::uint32_t, std::uint32_t>;
  SECTION("the same step under neighbouring seeds") {
    CHECK(is_plausible(independence_p([&](std::uint64_t k) {
      return pair{first(make_stream(k, "n1")), first(make_stream(k + 1, "n1"))};
    })));
  }
  SECTION("all steps under two seeds") {
    CHECK(is_plausible(independence_p([&](std::uint64_t k) {
      return pair{first(make_stream(1, "n1"), 0, k), first(make_stream(2, "n1"), 0, k)};
    })));
  }
  SECTION("names") {
    const auto name = [](std::uint64_t k) { return "n" + std::to_string(k); };
    CHECK(is_plausible(independence_p([&](std::uint64_t k) {
      return pair{first(make_stream(1, name(k))), first(make_stream(1, name(k + 1)))};
    })));
    CHECK(is_plausible(independence_p([&](std::uint64_t k) {
      return pair{first(make_stream(1, "n1"), 0, k), first(make_stream(1, "n2"), 0, k)};
    })));
  }
  SECTION("purposes") {
    CHECK(is_plausible(independence_p([&](std::uint64_t k) {
      return pair{first(make_stream(1, "n1", 0), 0, k), first(make_stream(1, "n1", 1), 0, k)};
    })));
  }
  SECTION("entities") {
    CHECK(is_plausible(independence_p([&](std::uint64_t k) { return pair{first(s, k), first(s, k + 1)}; })));
    CHECK(is_plausible(independence_p([&](std::uint64_t k) { return pair{first(s, 3, k), first(s, 4, k)}; })));
  }
  SECTION("steps") {
    CHECK(is_plausible(independence_p([&](std::uint64_t k) { return pair{first(s, 0, k), first(s, 0, k + 1)}; })));
    CHECK(is_plausible(independence_p([&](std::uint64_t k) { return pair{first(s, k, 8), first(s, k, 9)}; })));
  }
  SECTION("words of one draw") {
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = 0; b < a; ++b)
        CHECK(is_plausible(independence_p([&](std::uint64_t k) {
          const auto w = draw(s, 0, k);
          return pair{w[a], w[b]};
        })));
  }
}

TEST_CASE("streams: keys differ in half of their bits", "[random]") {
  std::set<std::uint64_t> keys;
  double seeds = 0, names = 0, purposes = 0;
  const std::uint32_t n = 10'000;
  for (std::uint32_t k = 0; k < n; ++k) {
    const auto key = make_stream(k, "n1").key;
    const std::string name = "n" + std::to_string(k);
    keys.insert({key, make_stream(7, name, 1).key, make_stream(7, "S", k).key});
    seeds += std::popcount(key ^ make_stream(k + 1, "n1").key);
    names += std::popcount(make_stream(7, name).key ^ make_stream(7, name + "0").key);
    purposes += std::popcount(make_stream(7, "S", k).key ^ make_stream(7, "S", k + 1).key);
  }
  CHECK(keys.size() == 3 * n);
  const double deviation = 5 * 4 / std::sqrt(n); // five standard errors: 64 fair bits have a deviation of 4
  CHECK(seeds / n == Approx(32).margin(deviation));
  CHECK(names / n == Approx(32).margin(deviation));
  CHECK(purposes / n == Approx(32).margin(deviation));
}

TEST_CASE("generator: the words of an entity in order", "[random]") {
  const stream s = make_stream(42, "S");
  generator g(s, 5), again(s, 5), other_entity(s, 6), other_stream(make_stream(42, "T"), 5);
  std::size_t equal_entity = 0, equal_stream = 0;
  for (std::uint64_t k = 0; k < 100; ++k)
    for (const std::uint32_t word : draw(s, 5, k)) {
      CHECK(g() == word);
      CHECK(again() == word);
      equal_entity += other_entity() == word;
      equal_stream += other_stream() == word;
    }
  CHECK(equal_entity + equal_stream <= 1);

  g();
  generator copy = g;
  for (int k = 0; k < 10; ++k) CHECK(copy() == g());
  CHECK(copy.uniform() == g.uniform());
  CHECK(copy.below(1000) == g.below(1000));

  generator pairwise(s, 5);
  const auto w = draw(s, 5, 0);
  CHECK(pairwise.uniform() == to_unit(w[0], w[1]));
  CHECK(pairwise.uniform() == to_unit(w[2], w[3]));
}

TEST_CASE("generator: uniform numbers", "[random]") {
  generator g(make_stream(3, "S"), 0);
  CHECK(is_plausible(uniformity_p([&](std::size_t) { return g.uniform(); }, 1000, 500'000)));
  // The lowest of the 53 bits are random as well.
  CHECK(is_plausible(uniformity_p(
      [&](std::size_t) {
        const double x = g.uniform() * 0x1p45;
        return x - std::floor(x);
      },
      256, 200'000)));
}

TEST_CASE("generator: below(n) has no bias", "[random]") {
  generator g(make_stream(4, "S"), 0);
  CHECK(g.below(1) == 0);
  for (const std::uint32_t n : {2u, 3u, 6u, 7u, 10u, 100u, 1000u}) {
    std::vector<std::uint64_t> counts(n);
    bool inside = true;
    for (int k = 0; k < 200'000; ++k) {
      const std::uint32_t x = g.below(n);
      inside = inside && x < n;
      ++counts[std::min(x, n - 1)];
    }
    CAPTURE(n);
    CHECK(inside);
    CHECK(is_plausible(equal_p(counts)));
  }
  // Two words in four of the plain product would fall on multiples of three.
  std::vector<std::uint64_t> remainders(3), thirds(3);
  const std::uint32_t large = 3u << 30;
  for (int k = 0; k < 30'000; ++k) {
    const std::uint32_t x = g.below(large);
    ++remainders[x % 3];
    ++thirds[x >> 30];
  }
  CHECK(is_plausible(equal_p(remainders)));
  CHECK(is_plausible(equal_p(thirds)));
  bool inside = true;
  for (int k = 0; k < 10'000; ++k) inside = inside && g.below(~0u) < ~0u;
  CHECK(inside);
}

TEST_CASE("generator: blocks of words are those of single draws", "[random]") {
  for (const std::uint64_t entity : {std::uint64_t{0}, std::uint64_t{77}, ~std::uint64_t{0}}) {
    const stream s = make_stream(9, "S");
    generator g(s, entity);
    std::size_t wrong = 0;
    for (std::uint64_t block = 0; block < 100; ++block)
      for (const std::uint32_t word : draw(s, entity, block)) wrong += g() != word;
    CHECK(wrong == 0);
    std::uint32_t words[64];
    detail::draw_16(s, entity, 0xfffffff8u, words);
    for (std::uint64_t block = 0; block < 16; ++block)
      for (std::size_t k = 0; k < 4; ++k) wrong += words[4 * block + k] != draw(s, entity, 0xfffffff8u + block)[k];
    CHECK(wrong == 0);
  }
}
