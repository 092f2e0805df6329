// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/network_models.hpp"

namespace {

using namespace unit_tests;
using numbers_type = std::vector<double>;
using counts = std::vector<std::int64_t>;

constexpr auto listed = describe(record<"in.spikes">(), population<"in">(3, spike_times{}));

TEST_CASE("listed spikes come at their steps, times are cut to steps", "[sources]") {
  simulation<network<listed>> sim{
      set<"in">(spike_list::at_times(numbers_type{0.5, 0.19, 0, 0.29999, 0.5, 7}, 1_ms, counts{2, 1, 0, 0, 0, 1}))};
  sim.run(1_ms);
  const auto& s = sim["in.spikes"_name];
  CHECK(s.steps == counts{0, 1, 3, 5, 5}); // 0.29999 ms is within a thousandth of a step of 0.3 ms
  CHECK(s.neurons == std::vector<std::uint32_t>{0, 1, 0, 0, 2});
  simulation<network<listed>> finer{set<"in">(spike_list::at_times(numbers_type{0.19}, 1_ms, counts{1})),
                                    time_step{0.01_ms}};
  finer.run(1_ms);
  CHECK(finer["in.spikes"_name].steps == counts{19});
  simulation<network<listed>> by_steps{set<"in">(spike_list::at_steps(counts{9, 3}, counts{0, 2}))};
  by_steps.run(1_ms);
  CHECK(by_steps["in.spikes"_name].steps == counts{3, 9});
}

TEST_CASE("listed spikes may stand in braces", "[sources]") {
  simulation<network<listed>> at_times{set<"in">(spike_list::at_times({0.5, 0.19}, 1_ms, {2, 1}))};
  at_times.run(1_ms);
  CHECK(at_times["in.spikes"_name].steps == counts{1, 5});
  CHECK(at_times["in.spikes"_name].neurons == std::vector<std::uint32_t>{1, 2});
  simulation<network<listed>> at_steps{set<"in">(spike_list::at_steps({9, 3}, {0, 2}))};
  at_steps.run(1_ms);
  CHECK(at_steps["in.spikes"_name].steps == counts{3, 9});
  CHECK(at_steps["in.spikes"_name].neurons == std::vector<std::uint32_t>{2, 0});
}

} // namespace
