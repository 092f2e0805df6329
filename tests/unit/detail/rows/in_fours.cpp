// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cstdint>
#include <vector>

namespace {

using namespace cortexpr;

constexpr std::size_t targets = 11; // few, so that one segment reaches a target several times in one block

/// Weights of a slice, as transmit_row reads them.
template <class Weight, bool PerSynapse>
struct weights_of {
  static constexpr bool per_synapse = PerSynapse;
  std::vector<Weight> values;
  Weight operator[](std::size_t k) const { return values[PerSynapse ? k : 0]; }
};
template <class Weight, bool PerSynapse>
struct values_of {
  weights_of<Weight, PerSynapse> weights;
};

/// Numbers whose sums depend on the order of additions in both precisions.
double number(std::size_t k) { return (k % 3 == 0 ? 1e8 : 0.1) / static_cast<double>(k + 3); }

template <class Real, class Weight, bool PerSynapse>
void check_rows() {
  constexpr std::size_t synapses = 90;
  detail::slice_rows rows;
  rows.first_target = 2;
  values_of<Weight, PerSynapse> values;
  for (std::size_t k = 0; k < synapses; ++k) {
    rows.target.push_back(static_cast<std::uint16_t>(k * k % targets));
    values.weights.values.push_back(static_cast<Weight>(number(k)));
  }
  for (std::size_t begin = 0; begin < 9; ++begin)
    for (std::size_t end = begin; end <= synapses; ++end) {
      std::vector<Real> sums(targets + 2, Real(1)), expected = sums;
      detail::transmit_row<Real>(rows, values, begin, end, {sums.data(), {}});
      for (std::size_t k = begin; k < end; ++k) expected[rows.target[k] + 2u] += static_cast<Real>(values.weights[k]);
      CAPTURE(begin, end);
      REQUIRE(sums == expected);
    }
}

TEST_CASE("in_fours: every number once and in order, blocks of four as long as they last", "[delivery]") {
  for (std::size_t begin = 0; begin < 9; ++begin)
    for (std::size_t end = begin; end < 40; ++end) {
      std::vector<std::size_t> seen;
      std::size_t single = 0;
      const auto four = [&](std::size_t k) {
        for (std::size_t j = 0; j < 4; ++j) seen.push_back(k + j);
      };
      detail::in_fours(begin, end, four, [&](std::size_t k) { seen.push_back(k), ++single; });
      REQUIRE(seen.size() == end - begin);
      for (std::size_t k = begin; k < end; ++k) REQUIRE(seen[k - begin] == k);
      CHECK(single == (end - begin) % 4);
    }
}

TEST_CASE("in_fours: rows of all lengths and beginnings have the sums of a plain loop, bit by bit", "[delivery]") {
  check_rows<double, double, true>();
  check_rows<double, float, true>();
  check_rows<float, float, true>();
  check_rows<double, double, false>();
  check_rows<float, float, false>();
}

template <class Real>
void check_bundled() {
  constexpr std::size_t synapses = 90;
  std::vector<detail::bundled_synapse> row;
  for (std::size_t k = 0; k < synapses; ++k) {
    const auto weight = static_cast<int>(k * 13'107 % 65'536) - 32'768; // both ends of the range among them
    row.push_back(
        {static_cast<std::uint16_t>(k % 7 == 0 ? 65'535 : k * k % targets), static_cast<std::int16_t>(weight)});
  }
  const Real resolution = Real(0.37);
  for (std::size_t begin = 0; begin < 9; ++begin)
    for (std::size_t n = 0; begin + n <= synapses; ++n) {
      std::vector<Real> sums(65536, Real(1)), expected = sums;
      detail::add_bundled(row.data() + begin, n, resolution, sums.data());
      for (std::size_t k = begin; k < begin + n; ++k)
        expected[row[k].target] += static_cast<Real>(row[k].weight) * resolution;
      CAPTURE(begin, n);
      REQUIRE(sums == expected);
    }
}

TEST_CASE("in_fours: segments of bundles have the sums of a plain loop, bit by bit", "[delivery]") {
  check_bundled<double>();
  check_bundled<float>();
}

TEST_CASE("four_targets: numbers of 16 bits in the order of memory", "[delivery]") {
  const std::uint16_t numbers[] = {7, 1, 2, 65535, 40000};
  const detail::four_targets first(numbers), second(numbers + 1);
  CHECK((first[0] == 7 && first[1] == 1 && first[2] == 2 && first[3] == 65535));
  CHECK((second[0] == 1 && second[3] == 40000));
}

} // namespace
