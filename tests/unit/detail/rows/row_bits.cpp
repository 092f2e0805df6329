// SPDX-License-Identifier: BSL-1.0
// Dense projections with one weight are delivered by counting bits.
#include "catch.hpp"
#include "support/row_builder.hpp"

#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace row_bits_tests {

constexpr std::int64_t sources = 600, targets = 301;

using cell = basic_scaled_lif<unless_refractory>;

template <class W, class Rule = fixed_probability>
constexpr auto network_with(W w, Rule rule = {0.3}) {
  return describe(population<"in">(sources, spike_times{}),
                  population<"n">(targets, cell{}, parameter<"t_ref">(0.3_ms), start<"v">(uniform(-70_mV, -51_mV))),
                  projection<"S: in -> n.v">(rule, w, delay(0.2_ms)), record<"n.v">(), record<"n.spikes">());
}
constexpr auto one_weight = network_with(weight(0.01_mV));
constexpr auto stored = network_with(weight(given));

constexpr auto given_rule_one = network_with(weight(0.01_mV), given);
constexpr auto given_rule_stored = network_with(weight(given), given);

/// Few spikes, then all sources at once (more than a counter of one byte holds), then some.
spike_list input() {
  std::vector<int> steps, neurons;
  const auto add = [&](int step, int begin, int end, int stride) {
    for (int i = begin; i < end; i += stride) {
      steps.push_back(step);
      neurons.push_back(i);
    }
  };
  add(1, 5, 6, 1);
  add(3, 0, sources, 1);
  add(4, 0, sources, 1);
  add(6, 0, 400, 40);
  return spike_list::at_steps(steps, neurons);
}

} // namespace row_bits_tests

using namespace row_bits_tests;

TEST_CASE("counted spikes do what spikes delivered one by one do", "[storage][delivery]") {
  for (const unsigned n : {1u, 3u}) {
    CAPTURE(n);
    simulation<network<one_weight>> counted{seed{4}, threads{n, true}, set<"in">(input())};
    simulation<network<stored>> listed{seed{4}, set<"in">(input()), set<"S.w">(0.01_mV)};
    CHECK_FALSE(item_at<2>(counted.state().items).connections->slices[0].bits.empty());
    CHECK(item_at<2>(listed.state().items).connections->slices[0].bits.empty());
    counted.run_steps(20);
    listed.run_steps(20);
    const auto& a = counted["n.v"_name].values;
    const auto& b = listed["n.v"_name].values;
    REQUIRE(a.size() == b.size());
    double worst = 0;
    for (std::size_t k = 0; k < a.size(); ++k) worst = std::max(worst, std::abs(a[k] - b[k]));
    CHECK(worst < 1e-14); // some hundred roundings of additions to 0.07 V
    CHECK(counted["n.spikes"_name].size() > 30);
    CHECK(counted["n.spikes"_name].neurons == listed["n.spikes"_name].neurons);
  }
}

TEST_CASE("a pair of neurons with two synapses is no single bit", "[storage]") {
  row_builder b(0, 2, detail::cut_evenly(0, 100));
  b.start_row();
  for (const std::uint32_t j : {3u, 70u, 99u}) b.add(j, 1, j, 1);
  b.start_row();
  b.add(64, 1, 3, 1);
  auto rows = b.finish();
  auto slice = rows.slices[0];
  REQUIRE(detail::make_row_bits(slice));
  REQUIRE(slice.bits.words == 16); // a whole block
  std::vector<std::uint64_t> expected(3 * 16);
  expected[0] = 1u << 3;
  expected[1] = (1ull << 6) | (1ull << 35);
  expected[17] = 1;
  CHECK(slice.bits.bits == expected);
  alignas(64) std::array<std::uint8_t, 1024> counters{};
  const std::array<std::size_t, 4> four{0, 1, 0, 0};
  slice.bits.count(std::span(four).first(2), 0, counters.data());
  for (std::size_t j = 0; j < 128; ++j) CHECK(counters[j] == (j == 3 || j == 70 || j == 99 || j == 64 ? 1 : 0));
  slice.bits.count(four, 0, counters.data());
  for (std::size_t j = 0; j < 128; ++j) CHECK(counters[j] == (j == 3 || j == 70 || j == 99 ? 4 : j == 64 ? 2 : 0));
  std::vector<double> v(110, 1.0);
  const std::array<std::uint64_t, 2> held{0, 1u << 16};
  detail::add_counts(counters.data(), 0.5, v.data(), 10, 100, detail::bit_view(held.data()));
  CHECK(v[13] == 3);
  CHECK(v[74] == 2);
  CHECK(v[80] == 1);
  CHECK(v[109] == 3);
  slice.target[1] = slice.target[0];
  CHECK_FALSE(detail::make_row_bits(slice));
}

TEST_CASE("dense projections with a pair that stands twice are delivered by their list", "[storage][delivery]") {
  // 400 synapses per neuron from 600 sources: some pair is drawn twice for certain.
  const fixed_indegree twice{400};
  simulation<network<given_rule_one>> one{seed{4}, set<"in">(input()), set<"S">(twice)};
  simulation<network<given_rule_stored>> stored_too{seed{4}, set<"in">(input()), set<"S">(twice), set<"S.w">(0.01_mV)};
  CHECK(item_at<2>(one.state().items).connections->slices[0].bits.empty());
  one.run_steps(20);
  stored_too.run_steps(20);
  CHECK(one["n.v"_name].values == stored_too["n.v"_name].values);
}
