// SPDX-License-Identifier: BSL-1.0
// Users have global names of their own, and -Wshadow: that this file compiles without a warning is the test.
#include "catch.hpp"

#include <cortexpr/core.hpp>

[[maybe_unused]] static constexpr int rule = 0, rules = 0, state = 0, item = 0, name = 0, list = 0, path = 0, value = 0,
                                      source = 0, target = 0, neuron = 0, synapse = 0, number = 0, count = 0,
                                      member = 0, option = 0, part = 0, row = 0, sum = 0, weights = 0, a = 0, b = 0,
                                      i = 0, j = 0, k = 0, n = 0, p = 0, r = 0, s = 0, t = 0, v = 0, w = 0, x = 0,
                                      y = 0;

namespace {

constexpr auto d = [] {
  using namespace cortexpr;
  return describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"n">(5, lif{}),
                  projection<"S: in -> n.v">(all_to_all{}, weight(given),
                                             plasticity{transmit{}, pair_stdp{.w_max = 1_V}, normalise_on_event{1_V}}),
                  regularly<"op", "n">(every{}, [](auto&) {}), record<"n.v">(), record<"S.w">(), record<"n.rate">());
}();

} // namespace

TEST_CASE("global names of users shadow nothing") {
  using namespace cortexpr;
  simulation<network<d>> sim{threads{2}, cortexpr::set<"S.w">(1_mV)};
  sim.run_steps(10, watch_nan{});
  sim.set<"n.v">(-60_mV);
  CHECK(sim.get<"S.w">().size() == 100);
}
