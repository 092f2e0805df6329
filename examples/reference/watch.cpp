// SPDX-License-Identifier: BSL-1.0
// Watchdogs end a run with an exception that says what went wrong; the run can go on afterwards.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cells">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"cells.I">(0.3_nA));

int main() {
  simulation<network<d>> sim{seed{1}};
  try {
    sim.run(10_s, watch_rate<"cells">(0.1_Hz, 50_Hz), watch_value<"cells.v">(-100_mV, 50_mV), watch_nan{});
  } catch (const run_stopped& why) {
    std::cout << why.what() << '\n';
  }
  const double stopped = sim.time();
  sim.run(1_s, watch_value<"cells.v">(-100_mV, 50_mV), watch_nan{});
  return stopped < 10 && sim.time() > stopped + 0.99 ? 0 : 1;
}
