// SPDX-License-Identifier: BSL-1.0
// Watchdogs of some neurons.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

/// Neurons 30 to 39 and the group "I" fire; nobody else does.
constexpr auto d =
    describe(population<"n">(100, lif{}, parameter<"t_ref">(2_ms)), drive<"n[30:40].I">(0.5_nA),
             population<"cortex">(groups(std::array{group{"E", 80}, group{"I", 20}}), lif{}, parameter<"t_ref">(2_ms)),
             drive<"cortex[80:100].I">(0.5_nA), record<"n.spikes">(), record<"cortex.spikes">());
using net = network<d>;

std::string message_of(auto& sim, auto... options) {
  try {
    sim.run(0.2_s, options...);
  } catch (const std::exception& stop) {
    return stop.what();
  }
  return "";
}

} // namespace

TEST_CASE("the rate of a slice or a group is that of its neurons", "[watch]") {
  simulation<net> counted{seed{1}};
  counted.run(0.1_s);
  const double of_slice = static_cast<double>(counted["n.spikes"_name].size()) / 10 / 0.1;
  const double of_group = static_cast<double>(counted["cortex.spikes"_name].size()) / 20 / 0.1;
  REQUIRE(of_slice > 10);
  const auto near = [](auto make, double rate) { return make((rate - 1e-9) * 1_Hz, (rate + 1e-9) * 1_Hz); };
  const auto band = [](auto low, auto high) { return watch_rate<"n[30:40]">(low, high); };
  const auto group_band = [](auto low, auto high) { return watch_rate<"cortex">(low, high).of("I"); };
  for (const unsigned team : {1u, 2u, 3u}) {
    simulation<net> sim{seed{1}, threads{team, true}};
    CHECK_NOTHROW(sim.run(0.1_s, near(band, of_slice), near(group_band, of_group), watch_rate<"n[0:30]">(0_Hz, 0_Hz),
                          watch_rate<"n[40:100]">(0_Hz, 0_Hz), watch_rate<"n[29:31]">(1_Hz, of_slice * 1_Hz),
                          watch_rate<"cortex">(0_Hz, 0_Hz).of("E")));
    CHECK(sim["n.spikes"_name].neurons == counted["n.spikes"_name].neurons);
  }
  simulation<net> sim{seed{1}};
  CHECK(message_of(sim, watch_rate<"n[30:40]">(0_Hz, 1_Hz))
            .find("stopped after step 1000 (100 ms): population 'n[30:40]' fires at ") == 0);
  CHECK(message_of(sim, watch_rate<"cortex">(0_Hz, 1_Hz).of("I"))
            .find("stopped after step 2000 (200 ms): group 'I' of population 'cortex' fires at ") == 0);
}

TEST_CASE("the values of a slice are watched, not those beside it", "[watch]") {
  simulation<net> sim{seed{1}};
  sim.set<"n[10:12].v">(-90_mV);
  CHECK_NOTHROW(sim.run(2_ms, watch_value<"n[0:10].v">(-80_mV, 0_mV), watch_value<"n[12:100].v">(-80_mV, 0_mV)));
  CHECK(message_of(sim, watch_value<"n[11:20].v">(-80_mV, 0_mV)).find("'n[11:20].v' of neuron 11 is -8") !=
        std::string::npos);
  sim.set<"n.v">(-60_mV);
  sim.set<"n[99:100].v">(-90_mV);
  CHECK(message_of(sim, watch_value<"n[12:100].v">(-80_mV, 0_mV)).find(" of neuron 99 is -8") != std::string::npos);
}

TEST_CASE("watchdogs of neurons that are not there are refused", "[watch]") {
  simulation<net> sim{seed{1}};
  CHECK(message_of(sim, watch_rate<"n[90:101]">(0_Hz, 1_Hz)) ==
        "watch_rate 'n[90:101]': its slice ends at 101, but there are 100 neurons");
  CHECK(message_of(sim, watch_value<"n[90:101].v">(-80_mV, 0_mV)) ==
        "watch_value 'n[90:101].v': its slice ends at 101, but there are 100 neurons");
  CHECK(message_of(sim, watch_rate<"cortex">(0_Hz, 1_Hz).of("J")) ==
        "'cortex': there is no group called 'J'; did you mean 'E'?");
  CHECK(message_of(sim, watch_rate<"n">(0_Hz, 1_Hz).of("I")).find("watch_rate<\"n\">: the population has no groups") ==
        0);
  CHECK(sim.state().step == 0);
}
