// SPDX-License-Identifier: BSL-1.0
// Connections, weights and delays from a file.
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cells">(given, lif{}), projection<"S: cells -> cells.v">(given, weight(given), delay(given)));
using net = network<d>;

int main() {
  const std::vector<std::vector<double>> columns{{0, 0, 1, 2}, {1, 2, 2, 0}, {0.5, 1, -0.3, 2}, {1, 1.5, 1, 2}};
  save_csv("edges.csv", {"source", "target", "weight", "delay"}, columns);
  save_csv("numbered.csv", {"from", "to", "weight"}, {{1, 1, 2, 3}, {2, 3, 3, 1}, columns[2]});
  bool same = false;
  {
    const auto edges = read_connections("edges.csv", 1_mV, 1_ms);
    simulation<net> sim{set<"cells">(edges.neurons()), set<"S">(edges)};
    std::cout << edges.neurons() << " neurons, " << edges.size() << " connections\n";
    same = sim.get<"S.w">()[3] == (2_mV).si();
  }
  {
    const auto edges = read_connections("numbered.csv", 1_mV, {.source = "from", .target = "to", .first = 1});
    same = same && edges.targets()[3] == 0;
  }
  for (const char* file : {"edges.csv", "numbered.csv"}) std::filesystem::remove(file);
  return same ? 0 : 1;
}
