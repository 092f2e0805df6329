// SPDX-License-Identifier: BSL-1.0
// Events of a model beside its spikes: projections, records and operations on them, against a loop by hand.
#include "catch.hpp"

#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <sstream>
#include <vector>

using namespace cortexpr;

namespace events_tests {

/// Fires at 1 and has two events on the way, of which one is frequent.
struct climber {
  template <class I>
  struct state {
    number<I> v = 0, marks = 0, got = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> slope = 100_Hz;
    number<I> half = 0.5;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = p.slope + 0 * x.v / 1_s, .marks = 0 * x.marks / 1_s, .got = 0 * x.got / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
  static constexpr std::tuple events{event<"half">([](const auto& x, const auto& p) { return x.v > p.half; }),
                                     event<"low">([](const auto& x, const auto&) { return x.v < 0.05; })};
};
constexpr std::size_t size = 1003;

constexpr auto d = describe(
    population<"n">(size, climber{}, euler{}, start<"v">(uniform(0, 1)), parameter<"slope">(uniform(50_Hz, 400_Hz))),
    population<"quiet">(size, climber{}, euler{}, parameter<"slope">(0_Hz), parameter<"half">(uniform(0.2, 0.9))),
    projection<"n@half -> quiet.got">(one_to_one{}, weight(1.0), delay(0.3_ms)),
    on_event<"mark", "n@half">([](auto& n) {
      n["marks"_name] = n["marks"_name] + 1;
      if (n["v"_name] > 0.8) n["v"_name] = 0;
    }),
    on_event<"spike", "n">([](auto& n) { n["marks"_name] = n["marks"_name] + 100 + n.uniform(); }, at{slot::end}),
    record<"n@half.spikes">(), record<"n@low.rate">(every{1_ms}), record<"n.spikes">());

} // namespace events_tests

using namespace events_tests;

TEMPLATE_TEST_CASE("events of a model reach projections, operations and records", "[events][threads]", double, float) {
  using net = network<d, TestType>;
  simulation<net> sim{seed{3}}, team{seed{3}, threads{3, true}}, seven{seed{3}, threads{7, true}};
  const auto start = sim.template get<"n.v">(), slope = sim.template get<"n.slope">();
  sim.run(20_ms), team.run(20_ms), seven.run(20_ms);
  for (const auto* other : {&team, &seven}) {
    CHECK(sim.template get<"n.v">() == other->template get<"n.v">());
    CHECK(sim.template get<"n.marks">() == other->template get<"n.marks">());
    CHECK(sim.template get<"quiet.got">() == other->template get<"quiet.got">());
  }
  CHECK(sim["n@half.spikes"_name].neurons == team["n@half.spikes"_name].neurons);

  // By hand, a neuron at a time.
  std::vector<std::int64_t> events(200, 0);
  std::vector<TestType> got(size, 0);
  std::size_t spikes = 0;
  for (std::size_t i = 0; i < size; ++i) {
    TestType v = start[i];
    for (int step = 0; step < 200; ++step) {
      v += static_cast<TestType>(1e-4) * slope[i];
      const bool fires = v > 1;
      spikes += fires;
      if (v > static_cast<TestType>(0.5)) {
        ++events[static_cast<std::size_t>(step)];
        if (step + 3 < 200) got[i] += 1;
        if (v > static_cast<TestType>(0.8)) v = 0;
      }
      if (fires) v = 0;
    }
  }
  const auto& seen = sim["n@half.spikes"_name];
  std::vector<std::int64_t> counted(200, 0);
  for (const auto step : seen.steps) ++counted[static_cast<std::size_t>(step)];
  CHECK(counted == events);
  CHECK(sim.template get<"quiet.got">() == got);
  CHECK(sim["n.spikes"_name].size() == spikes);
  CHECK(seen.size() > 5000);
}

TEST_CASE("a network with events goes on from a checkpoint and says its schedule", "[events]") {
  using net = network<d>;
  const auto path = (std::filesystem::temp_directory_path() / "cortexpr_events.state").string();
  simulation<net> whole{seed{3}}, half{seed{3}}, rest{seed{3}, threads{2, true}};
  whole.run(20_ms);
  half.run(10.1_ms);
  half.save_state(path);
  rest.load_state(path);
  rest.run(9.9_ms);
  CHECK(rest.get<"n.v">() == whole.get<"n.v">());
  CHECK(rest.get<"n.marks">() == whole.get<"n.marks">());
  CHECK(rest.get<"quiet.got">() == whole.get<"quiet.got">());
  std::filesystem::remove(path);

  std::ostringstream text;
  net::schedule(text);
  CHECK_THAT(text.str(), Catch::Contains("find events n@half") && !Catch::Contains("integrate n@half"));
  std::ostringstream report;
  report << whole.diagnose();
  CHECK_THAT(report.str(), !Catch::Contains("n@half"));
}
