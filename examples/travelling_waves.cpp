// SPDX-License-Identifier: BSL-1.0
// A sheet of 100 x 100 neurons with short connections. A patch in its middle is driven for 5 ms; the activity runs
// outwards as a ring, because neurons that have spiked are refractory. The page is docs/space.md.

#include "program.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto sheet = describe(
    population<"E">(10'000, cell{}, placed(grid(100, 100, 10_um).periodic()), parameter<"t_ref">(60_ms),
                    start<"v">(uniform(-70_mV, -65_mV))),
    projection<"E -> E.exc">(within(circle(60_um)).without_autapses() | with_probability(gaussian_kernel(0.9, 30_um)),
                             weight(exponential_kernel(6_nS, 40_um)), delay([](auto, auto, auto pre, auto post) {
                                                                        return 1_ms + distance(pre, post) /
                                                                                          (0.03 * units::m / units::s);
                                                                      }).rounded()),
    drive<"E.I">([](auto t, const auto& n) {
      const bool in_patch = abs(n.x()) < 50_um && abs(n.y()) < 50_um;
      return in_patch && t < 5_ms ? 2_nA : 0_nA;
    }),
    record<"E.spikes">());

void run(double seconds, std::uint64_t start, const std::filesystem::path& output) {
  simulation<network<sheet>> sim{seed{start}};
  sim.run(seconds * 1_s);
  const auto& spikes = sim["E.spikes"_name];
  constexpr std::size_t pictures = 6;
  const double window = seconds / static_cast<double>(pictures);
  std::vector<std::vector<double>> counts(pictures, std::vector<double>(10'000));
  for (std::size_t k = 0; k < spikes.size(); ++k)
    ++counts[std::min<std::size_t>(static_cast<std::size_t>(spikes.time(k) / window), pictures - 1)][spikes.neuron(k)];

  // How far from the middle the spikes of a window are.
  const auto where = places<"E">(sim, 1_um);
  std::vector<named_values> maps;
  std::printf("%12s %10s %20s\n", "window (ms)", "spikes", "mean distance (um)");
  for (std::size_t w = 0; w < pictures; ++w) {
    double total = 0, distance = 0;
    for (std::size_t i = 0; i < counts[w].size(); ++i) {
      total += counts[w][i];
      distance += counts[w][i] * std::hypot(where.x(i), where.y(i));
    }
    const double from = window * static_cast<double>(w);
    char name[32];
    std::snprintf(name, sizeof name, "%.0f-%.0f ms", 1e3 * from, 1e3 * (from + window));
    std::printf("%12s %10.0f %20.1f\n", name, total, total > 0 ? distance / total : 0);
    maps.push_back({name, counts[w]});
  }
  const auto picture = output / "travelling_waves.png";
  figure("A ring of activity in a sheet of 10,000 neurons, 1 mm by 1 mm")
      .map("1 mm", where, maps, "spikes")
      .save(picture);
  std::printf("picture: %s\n", picture.string().c_str());
}

} // namespace

int main(int argc, char** argv) {
  double seconds = 0.06;
  std::uint64_t start = 1;
  std::filesystem::path output = "output";
  CLI::App app{"A travelling wave in a sheet of neurons", "travelling_waves"};
  app.add_option("--time", seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--seed", start, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, output, [&](bool) { run(seconds, start, output); });
}
