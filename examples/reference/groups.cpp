// SPDX-License-Identifier: BSL-1.0
// Groups of a population: names, sizes, connections and values come at run time.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;

constexpr auto d = describe(population<"cortex">(groups(given), cell{}, start<"v">(given)),
                            projection<"cortex -> cortex.syn">(given, weight(given), delay(1_ms)),
                            drive<"cortex.I">(given), record<"cortex.spikes">());
using net = network<d>;

int main() {
  const double means[] = {-60, -58}, w[] = {50, -200};
  simulation<net> sim{
      set<"cortex">(groups(std::vector{group{"E", 800}, group{"I", 200}})),
      set<"cortex.v">(per_group([&](std::size_t g) { return normal(means[g] * 1_mV, 5_mV); })),
      set<"cortex.I">(per_group(std::vector{0.4_nA, 0.2_nA})),
      set<"cortex -> cortex.syn">(fixed_total_numbers(std::vector<std::vector<int>>{{4000, 1000}, {1000, 200}})),
      set<"cortex -> cortex.syn.w">(
          per_pair([&](std::size_t from, std::size_t) { return normal(w[from] * 1_pA, 10_pA); }))};
  sim.run(100_ms);
  const spike_train of_e = sim["cortex.spikes"_name].of("E");

  const double p[2][2] = {{0.1, 0.2}, {0.1, 0.2}};
  simulation<net> other{
      set<"cortex">(groups(std::vector<std::string>{"E", "I"}, std::vector{80, 20})), set<"cortex.v">(-60_mV),
      set<"cortex.I">(per_group(std::vector{0_nA, 0_nA})),
      set<"cortex -> cortex.syn">(fixed_probabilities([&](std::size_t from, std::size_t to) { return p[to][from]; })),
      set<"cortex -> cortex.syn.w">(50_pA)};
  other.run(10_ms);
  std::cout << of_e.size() << " spikes of E\n";
  return of_e.size() > 100 && other["cortex.spikes"_name].size() == 0 ? 0 : 1;
}
