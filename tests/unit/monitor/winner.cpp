// SPDX-License-Identifier: BSL-1.0
// Which group won: counts and means in a window, ties, and questions without an answer.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/monitor/winner.hpp>

namespace {

using namespace unit_tests;
using answer = std::optional<std::size_t>;

spike_train some_spikes() {
  spike_train s;
  s.which.all(10);
  s.dt = 1e-4;
  s.steps = {0, 99, 100, 100, 150, 299, 300, 300};
  s.neurons = {0, 0, 0, 5, 6, 1, 0, 1};
  return s;
}
const std::vector<neuron_range> halves{{0, 5}, {5, 10}};

trace<double> some_outputs(const std::vector<int>& neurons) {
  trace<double> t;
  t.which.these(neurons, 10, "t");
  t.dt = 1e-4;
  t.period = 10;
  for (std::int64_t row = 0; row < 4; ++row) {
    t.steps.push_back(10 * row);
    for (const int neuron : neurons) t.values.push_back(static_cast<double>(neuron < 5 ? row : 2));
  }
  return t;
}

TEST_CASE("winner: most spikes in the window, whose end is exclusive", "[winner]") {
  const auto spikes = some_spikes();
  CHECK(winner(spikes, halves, 0_ms, 31_ms) == answer(0));
  CHECK(winner(spikes, halves, 10_ms, 29.9_ms) == answer(1));
  CHECK(winner(spikes, halves, 30_ms, 40_ms) == answer(0));
  CHECK(winner(spikes, halves, 0.1_ms, 10_ms) == answer(0));
  CHECK(winner(spikes, {{5, 10}, {0, 5}, {8, 10}}, 0_ms, 31_ms) == answer(1));
}

TEST_CASE("winner: none on a tie, in silence and among no groups", "[winner]") {
  const auto spikes = some_spikes();
  CHECK(winner(spikes, halves, 10_ms, 30_ms) == answer()); // two each
  CHECK(winner(spikes, halves, 40_ms, 50_ms) == answer());
  CHECK(winner(spikes, {}, 0_ms, 31_ms) == answer());
  CHECK(winner(spikes, {{9, 10}}, 0_ms, 31_ms) == answer(0)); // alone
  // A tie below the best does not matter, one at the top does, wherever it stands.
  CHECK(winner(spikes, {{7, 8}, {8, 9}, {0, 5}}, 0_ms, 31_ms) == answer(2));
  CHECK(winner(spikes, {{0, 5}, {8, 9}, {0, 5}}, 0_ms, 31_ms) == answer());
}

TEST_CASE("winner: the largest mean of a recording, of the neurons that it has", "[winner]") {
  const auto t = some_outputs({1, 2, 7});
  CHECK(winner(t, halves, 0_ms, 4_ms) == answer(1)); // 1.5 against 2
  CHECK(winner(t, halves, 2_ms, 4_ms) == answer(0)); // 2.5 against 2
  CHECK(winner(t, halves, 2_ms, 2.5_ms) == answer());
  CHECK_THROWS_AS(winner(some_outputs({1, 2}), halves, 0_ms, 4_ms), invalid_value);
  CHECK_THROWS_AS(winner(t, halves, 4_ms, 5_ms), invalid_value);
  auto sick = t;
  sick.values[0] = std::nan("");
  CHECK(winner(sick, halves, 0_ms, 4_ms) == answer()); // NaN neither wins nor loses
}

TEST_CASE("winner: the largest mean rate", "[winner]") {
  rate_trace a, b;
  a.dt = b.dt = 1e-4;
  a.period = b.period = 100;
  a.starts = b.starts = {0, 100, 200};
  a.hertz = {10, 20, 30};
  b.hertz = {20, 20, 20};
  CHECK(winner({&a, &b}, 0_ms, 30_ms) == answer());
  CHECK(winner({&a, &b}, 0_ms, 20_ms) == answer(1));
  CHECK(winner({&a, &b}, 10_ms, 30_ms) == answer(0));
  CHECK_THROWS_AS(winner({&a, &b}, 30_ms, 40_ms), invalid_value);
}

TEST_CASE("winner: windows and groups without anything are refused", "[winner]") {
  const auto spikes = some_spikes();
  CHECK_THROWS_AS(winner(spikes, halves, 2_ms, 2_ms), invalid_value);
  CHECK_THROWS_AS(winner(spikes, {{3, 3}}, 0_ms, 2_ms), invalid_value);
  CHECK_THROWS_AS(winner(spikes, {{3, 2}}, 0_ms, 2_ms), invalid_value);
  CHECK_THROWS_WITH(winner(spikes, {{0, 5}, {5, 11}}, 0_ms, 1_ms),
                    "winner: the group [5:11] ends after the last of the 10 neurons");
  CHECK_THROWS_AS(winner(some_outputs({0, 9}), {{0, 5}, {5, 11}}, 0_ms, 1_ms), invalid_value);
}

} // namespace
