// SPDX-License-Identifier: BSL-1.0
// A simulation is built with settings, runs, shows what was recorded and can be changed between runs.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"n1">(given, lif{}, start<"v">(uniform(-70_mV, -60_mV))), drive<"n1.I">(0.3_nA),
                            record<"n1.v">(every{1_ms}));
using net = network<d>;

int main() {
  simulation<net> sim{seed{42}, set<"n1">(512)};
  sim.run(1_s, progress::bar());
  const auto& v = sim["n1.v"_name];
  sim.set<"n1.V_th">(-45_mV);
  sim.run(1_s);
  std::cout << v.rows() << " rows of " << v.columns() << " neurons; threshold " << sim.get<"n1.V_th">()[0] << " V\n";
  return v.rows() == 2000 && v.columns() == 512 ? 0 : 1;
}
