// SPDX-License-Identifier: BSL-1.0
// An interrupt (here the program sends it to itself) ends the run at a step; results are those of a shorter
// run.
#include <cortexpr/core.hpp>
#include <csignal>
#include <iostream>
#include <utility>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, lif{}), drive<"cells.I">(0.3_nA), record<"cells.spikes">());

int main() {
  simulation<network<d>> sim;
  const auto ctrl_c = stop_when([sent = false](auto& s) mutable {
    if (s.time() > 0.1 && !std::exchange(sent, true)) std::raise(SIGINT);
    return false;
  });
  bool interrupted = false;
  sim.run(1000_s, until_interrupted(interrupted), ctrl_c);
  std::cout << (interrupted ? "interrupted" : "not interrupted") << " after " << sim.time() << " s\n";
  return interrupted && sim.time() < 0.2 ? 0 : 1;
}
