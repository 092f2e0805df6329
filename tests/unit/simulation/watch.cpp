// SPDX-License-Identifier: BSL-1.0
// Watchdogs stop a run at a step boundary, with everything kept, and change nothing else.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <limits>
#include <vector>

using namespace cortexpr;

namespace watch_tests {

constexpr auto d =
    describe(population<"n">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"t_ref">(2_ms)),
             population<"in">(10, poisson{}, parameter<"rate">(20_Hz)), population<"listed">(2, spike_times{}),
             population<"units">(3, rate_unit<linear>{}), drive<"n.I">(0.3_nA),
             projection<"in -> n.v">(fixed_probability{0.5}, weight(1_mV)), record<"n.spikes">(), record<"n.v">());
using net = network<d>;

template <class Sim>
std::string message_of(Sim& sim, auto... options) {
  try {
    sim.run(1_s, options...);
  } catch (const run_stopped& stop) {
    return stop.what();
  }
  return "";
}

} // namespace watch_tests

using namespace watch_tests;

TEST_CASE("watchdogs that are content change nothing", "[watch]") {
  simulation<net> plain{seed{1}}, watched{seed{1}}, shared{seed{1}, threads{2, true}};
  plain.run(0.5_s);
  watched.run(0.5_s, watch_rate<"n">(1_Hz, 100_Hz), watch_value<"n.v">(-80_mV, -40_mV), watch_nan{});
  shared.run(0.5_s, watch_rate<"n">(1_Hz, 100_Hz), watch_value<"n.v">(-80_mV, -40_mV), watch_nan{});
  CHECK(plain.state() == watched.state());
  CHECK(plain.get<"n.v">() == shared.get<"n.v">());
  CHECK(plain["n.v"_name].values == watched["n.v"_name].values);
}

TEST_CASE("a rate outside its band stops a run at the end of a window", "[watch]") {
  simulation<net> sim{seed{1}, threads{2, true}};
  CHECK(message_of(sim, watch_rate<"n">(1_Hz, 10_Hz))
            .find("stopped after step 1000 (100 ms): population 'n' fires at ") == 0);
  CHECK(sim.state().step == 1000);
  CHECK(sim["n.v"_name].rows() == 1000);
  simulation<net> silent{seed{1}, set<"n.I">(0_nA), set<"in.rate">(0_Hz)};
  CHECK(
      message_of(silent, watch_rate<"n">(1_Hz, 100_Hz, 50_ms)).find("at 0 Hz, which is not between 1 Hz and 100 Hz") !=
      std::string::npos);
  CHECK(silent.state().step == 500);
  // The rate is that of what was recorded.
  simulation<net> counted{seed{1}};
  counted.run(0.1_s);
  const double rate = static_cast<double>(counted["n.spikes"_name].size()) / 100 / 0.1;
  simulation<net> below{seed{1}}, above{seed{1}};
  CHECK_NOTHROW(below.run(0.1_s, watch_rate<"n">((rate - 1e-9) * 1_Hz, (rate + 1e-9) * 1_Hz)));
  CHECK_THROWS_AS(above.run(0.1_s, watch_rate<"n">((rate + 1e-9) * 1_Hz, 1_kHz)), run_stopped);
}

TEST_CASE("a value outside its band stops a run, and the run goes on from there", "[watch]") {
  simulation<net> sim{seed{1}};
  auto v = sim.get<"n.v">();
  v[37] = -0.2;
  sim.set<"n.v">(values(v, 1_V));
  const auto message = message_of(sim, watch_value<"n.v">(-100_mV, 0_mV));
  CHECK(message.find("stopped after step 20 (2 ms): 'n.v' of neuron 37 is -1") == 0);
  CHECK(message.find(" mV, which is not between -100 mV and 0 V") != std::string::npos);
  CHECK(sim.state().step == 20);
  CHECK(sim["n.v"_name].rows() == 20);
  sim.run(0.1_s, watch_nan{});
  CHECK(sim.state().step == 1020);
  simulation<net> every_step{seed{1}, set<"n.v">(values(v, 1_V))};
  CHECK_THROWS_AS(every_step.run(1_s, watch_value<"n.v">(-100_mV, 0_mV, 0_ms)), run_stopped);
  CHECK(every_step.state().step == 1);
  // The last neuron, and a unit that is none.
  v[37] = -0.06;
  v[99] = 0.1;
  simulation<net> last{seed{1}, set<"n.v">(values(v, 1_V)), set<"n.V_th">(200_mV)};
  CHECK(message_of(last, watch_value<"n.v">(-100_mV, 0_mV)).find("of neuron 99 is ") != std::string::npos);
  simulation<net> number{seed{1}, set<"units.x">(2)};
  CHECK(message_of(number, watch_value<"units.x">(0, 1)).find("'units.x' of neuron 0 is 1.") != std::string::npos);
}

namespace watch_tests {

/// A rule that spoils a weight when its `strikes`-th spike arrives.
struct spoils {
  int strikes = 5;
  double none = 0;
  struct synapse {
    int spikes = 0;
  };
  void on_pre(auto& s) const {
    if (++s.spikes == strikes) s.w = quantity<dim::volt>(none / none);
  }
};
// Before the change is transmitted what was, and afterwards no spike comes: the neuron does not see it.
constexpr auto learns =
    describe(population<"in">(300, spike_times{}), population<"n">(4, lif{}),
             projection<"S: in -> n.v">(given, weight(1_uV), plasticity{transmit{}, spoils{}}),
             projection<"T: in -> n.v">(all_to_all{}, weight(given)), regularly<"spoil", "T">(every{1_s}, [](auto& s) {
               if (s.t > 0_s) s.w /= 0;
             }));

} // namespace watch_tests

TEST_CASE("a weight that is not finite stops a run with projection and synapse", "[watch]") {
  // Neuron 271 is the only one to spike: its synapse onto neuron 2 is the 813th to be made.
  const auto spikes = spike_list::at_steps(std::vector{0, 10, 20, 30, 40}, std::vector(5, 271));
  std::vector<int> sources, targets;
  for (int k = 0; k < 900; ++k) sources.push_back(k / 3), targets.push_back((k * 2) % 4);
  const auto started = [&](unsigned n) {
    return simulation<network<learns>>{threads{n, true}, set<"in">(spikes), set<"S">(pairs(sources, targets)),
                                       set<"T.w">(1_uV)};
  };
  for (const unsigned n : {1u, 2u}) {
    auto sim = started(n);
    const auto message = message_of(sim, watch_nan{});
    CHECK(message.find("projection 'S': w of synapse 813 (271 -> 2) is not a number (NaN)") != std::string::npos);
    CHECK(sim.state().step > 40); // when its turn comes, within a second
    CHECK(sim.state().step <= 10'040);
    auto in_every_step = started(n);
    CHECK(message_of(in_every_step, watch_nan{0_ms}).find("projection 'S': w of synapse 813") != std::string::npos);
    CHECK(in_every_step.state().step <= 10'040);
    auto at_the_end = started(n);
    CHECK_THROWS_AS(at_the_end.run_steps(42, watch_nan{}), run_stopped);
    CHECK(at_the_end.state().step == 42);
    auto before = started(n);
    CHECK_NOTHROW(before.run_steps(40, watch_nan{}));
    // An infinite weight, and one that an operation has spoilt.
    simulation<network<learns>> infinite{
        threads{n, true}, set<"in">(spikes), set<"S">(pairs(sources, targets)), set<"T.w">(1_uV),
        set<"S">(plasticity{transmit{}, spoils{3, -std::numeric_limits<double>::infinity()}})};
    CHECK_THROWS_AS(infinite.run_steps(22, watch_nan{}), run_stopped);
    simulation<network<learns>> operated{threads{n, true}, set<"in">(spike_list{}), set<"S">(pairs(sources, targets)),
                                         set<"T.w">(1_uV)};
    CHECK_NOTHROW(operated.run(1_s, watch_nan{}));
    CHECK(message_of(operated, watch_nan{}).find("projection 'T': w of synapse ") != std::string::npos);
  }
}

TEST_CASE("a value that is not finite stops a run with item, neuron and step", "[watch]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  simulation<net> low{seed{1}};
  low.run(5_ms, watch_nan{});
  variable<0>(item_at<0>(low.state().items).variables)[98] = -infinity;
  CHECK(message_of(low, watch_nan{0_ms}).find("population 'n': v of neuron 98 is infinite at 5.1 ms (step 51): ") == 0);
  simulation<net> high{seed{1}};
  variable<0>(item_at<3>(high.state().items).variables)[2] = infinity;
  CHECK(message_of(high, watch_nan{}).find("population 'units': x of neuron 2 is infinite at 10 ms (step 100): ") == 0);
  // What happens after the last look of a run is seen at its end.
  simulation<net> sim{seed{1}};
  variable<0>(item_at<0>(sim.state().items).variables)[0] = -infinity;
  CHECK_THROWS_AS(sim.run_steps(3, watch_nan{}), not_finite);
  CHECK(sim.state().step == 3);
}
