// SPDX-License-Identifier: BSL-1.0
// A process that is killed goes on from its last checkpoint: here a second simulation takes the place of a
// second process.
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint_every.hpp>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, escape_rate{}), drive<"cells.I">(0.2_nA));
using net = network<d>;

void run_until_the_end() {
  simulation<net> sim{seed{42}};
  if (std::filesystem::exists("run.state")) sim.load_state("run.state");
  sim.run(2_s - sim.time() * 1_s, checkpoint_every(1_s, "run.state"));
}

int main() {
  std::filesystem::remove("run.state");
  {
    simulation<net> killed{seed{42}};
    killed.run(1.3_s, checkpoint_every(1_s, "run.state"));
  }
  run_until_the_end();
  simulation<net> whole{seed{42}}, resumed{seed{42}};
  whole.run(2_s);
  resumed.load_state("run.state");
  std::filesystem::remove("run.state");
  const bool same = whole.state() == resumed.state();
  std::cout << "the state after " << resumed.time() << " s is " << (same ? "" : "not ") << "that of one run\n";
  return same ? 0 : 1;
}
