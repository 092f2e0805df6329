// SPDX-License-Identifier: BSL-1.0
// A picture of two groups: spikes above, potentials below.
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"n1">(20, lif{}, start<"v">(uniform(-70_mV, -50_mV))),
                            population<"n2">(20, poisson{}, parameter<"rate">(20_Hz)), drive<"n1.I">(0.3_nA),
                            record<"n1.spikes">(), record<"n2.spikes">(), record<"n1.v">(only{0, 1}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(500_ms);
  const auto &a = sim["n1.spikes"_name], &b = sim["n2.spikes"_name];
  const auto& v = sim["n1.v"_name];
  figure("two groups").raster("spikes", {{"n1", a}, {"n2", b}}).traces("v (mV)", v, 1_mV).save("run.svg");
  std::cout << "run.svg has " << std::filesystem::file_size("run.svg") << " bytes\n";
  const bool written = std::filesystem::file_size("run.svg") > 1000;
  std::filesystem::remove("run.svg");
  return written ? 0 : 1;
}
