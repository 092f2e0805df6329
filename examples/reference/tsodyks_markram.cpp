// SPDX-License-Identifier: BSL-1.0
// A depressing synapse twice: its current summed up in every step, and sent to a receptor that has the time course.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic<lif, receptor<"syn", current<summed>>, receptor<"exc", current<exponential>>>;
constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"cell">(1, cell{}, parameter<"exc.tau">(3_ms)),
    projection<"S: in -> cell.syn">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram{.U = 0.6}}),
    projection<"E: in -> cell.exc">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram_events{.U = 0.6}}),
    record<"cell.syn.I">(), record<"cell.exc.I">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{0, 500}, std::vector{0, 0}))};
  sim.run(60_ms);
  // Right after the second spike: the sum of a step is what the other receptor held at its start.
  const double summed = sim["cell.syn.I"_name](502, 0), received = sim["cell.exc.I"_name](501, 0);
  std::cout << "second spike: " << summed * 1e12 << " pA and " << received * 1e12 << " pA\n";
  return std::abs(summed / received - 1) < 1e-10 ? 0 : 1;
}
