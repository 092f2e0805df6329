// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"
#include "without_boost_exceptions.hpp"
#include <cortexpr/simulation/checkpoint.hpp>

int main() {
  using namespace cortexpr;
  simulation<network<pair_of_cells>> sim{seed{1}};
  sim.run(0.1_s);
  const double before = sim.time();
  sim.save_state("without_exceptions.state");
  sim.run(0.1_s, until_interrupted{});
  sim.load_state("without_exceptions.state");
  return sim["b.spikes"_name].size() > 0 && sim.time() == before ? 0 : 1;
}
