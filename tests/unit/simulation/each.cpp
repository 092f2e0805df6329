// SPDX-License-Identifier: BSL-1.0
// Functions of users between steps.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace each_tests {

constexpr auto d = describe(population<"n">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"t_ref">(2_ms)),
                            drive<"n.I">(0.21_nA), record<"n.spikes">(), record<"n.v">(only{0}));
using net = network<d>;

} // namespace each_tests

using namespace each_tests;

TEST_CASE("each calls a function at the multiples of its period, the first one included", "[each]") {
  simulation<net> sim{seed{1}};
  std::vector<std::int64_t> seen, all;
  const auto note = [&](auto& s) { seen.push_back(s.state().step); };
  sim.run(1.05_ms, each(every{0.5_ms}, note), each(every{}, [&](auto& s) { all.push_back(s.state().step); }));
  CHECK(seen == std::vector<std::int64_t>{0, 5, 10});
  CHECK(all == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  // Cut in two where it is due: as in one run.
  seen.clear();
  sim.run(0.4_ms, each(every{0.5_ms}, note));
  CHECK(seen.empty());
  sim.run(0.5_ms, each(every{0.5_ms}, note), stop_when([](auto& s) { return s.state().step == 20; }));
  CHECK(seen == std::vector<std::int64_t>{15});
  sim.run(0_ms, each(every{0.5_ms}, note));
  CHECK(seen == std::vector<std::int64_t>{15});
  sim.run(0.1_ms, each(every{0.5_ms}, note));
  CHECK(seen == std::vector<std::int64_t>{15, 20});
  CHECK_THROWS_WITH(sim.run(1_ms, each(every{0.15_ms}, note)), Catch::Contains("0.15 ms"));
}

TEST_CASE("a parameter that a function changes counts from the next step on", "[each]") {
  // Another capacitance from a step on: as if the run were cut there.
  const auto change = [](auto& s) {
    if (s.state().step == 50) s.template set<"n.C_m">(50_pF);
  };
  simulation<net> sim{seed{1}, set<"n.v">(-70_mV)}, in_two{seed{1}, set<"n.v">(-70_mV)},
      team{seed{1}, set<"n.v">(-70_mV), threads{3, true}};
  sim.run(10_ms, each(every{5_ms}, change));
  in_two.run(5_ms);
  in_two.set<"n.C_m">(50_pF);
  in_two.run(5_ms);
  team.run(10_ms, each(every{5_ms}, change));
  CHECK(sim.state() == in_two.state());
  CHECK(sim.state() == team.state());
  simulation<net> unchanged{seed{1}, set<"n.v">(-70_mV)};
  unchanged.run(10_ms);
  CHECK(unchanged.get<"n.v">()[0] < sim.get<"n.v">()[0] - 1e-3);
}

TEST_CASE("a closed loop goes on from a checkpoint bit by bit", "[each]") {
  // The rate of the last 5 ms moves the threshold.
  const auto loop = [](auto& s) {
    const auto& spikes = s["n.spikes"_name];
    double latest = 0;
    for (std::size_t k = 0; k < spikes.size(); ++k) latest += spikes.steps[k] + 50 >= s.state().step;
    s.template set<"n.V_th">(1_mV * (-52 + 0.02 * latest));
  };
  const auto path = (std::filesystem::temp_directory_path() / "cortexpr_each.state").string();
  std::filesystem::remove(path);
  simulation<net> whole{seed{1}};
  whole.run(100_ms, each(every{5_ms}, loop), checkpoint_every(50_ms, path).replacing());
  simulation<net> first{seed{1}}, rest{seed{1}};
  first.run(50_ms, each(every{5_ms}, loop));
  first.save_state(path);
  first.run(50_ms, each(every{5_ms}, loop));
  CHECK(first.state() == whole.state());
  rest.load_state(path);
  rest.run(2_ms); // not at a multiple
  CHECK(rest.state().step == 520);
  std::filesystem::remove(path);
}

TEST_CASE("what a function throws leaves the simulation between two steps", "[each]") {
  simulation<net> sim{seed{1}}, plain{seed{1}};
  CHECK_THROWS_AS(sim.run(10_ms, each(every{1_ms},
                                      [](auto& s) {
                                        if (s.state().step == 30) throw std::runtime_error("enough");
                                      })),
                  std::runtime_error);
  CHECK(sim.state().step == 30);
  sim.run(7_ms);
  plain.run(10_ms);
  CHECK(sim.state() == plain.state());
}

TEST_CASE("a function that a run calls makes no steps and does not replace the state", "[each]") {
  simulation<net> sim{seed{1}, threads{2, true}}, plain{seed{1}};
  std::size_t refused = 0;
  sim.run(1_ms, each(every{}, [&](auto& s) {
            CHECK_THROWS_WITH(s.run(1_ms), Catch::StartsWith("run: a function that a run calls cannot do that"));
            CHECK_THROWS_WITH(s.advance(1), Catch::StartsWith("advance: a function"));
            CHECK_THROWS_WITH(s.reset(), Catch::StartsWith("reset: a function"));
            CHECK_THROWS_WITH(s.load_state("any.state"), Catch::StartsWith("load_state: a function"));
            auto ahead = s;
            ahead.advance(1);
            refused += ahead.state().step == s.state().step + 1 ? 1u : 0u;
          }));
  CHECK(refused == 10);
  CHECK_THROWS_AS(sim.run(1_ms, stop_when([](auto& s) { return s.run(1_ms), false; })), invalid_value);
  sim.run(0.9_ms); // the step before is made
  sim.advance(1);
  plain.run(2.1_ms);
  CHECK(sim.state() == plain.state());
}
