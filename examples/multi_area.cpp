// SPDX-License-Identifier: BSL-1.0
// A constructed cortex of 32 areas, each the microcircuit of Potjans and Diesmann (2014) in small: 256 groups and
// 65,536 pairs of groups in one population and one projection. A part of the input from outside comes from other areas,
// forwards onto layer 4, backwards onto the other layers. The tables are made by multi_area_tables.py, which says what
// is published and what is constructed. The page is docs/groups.md.

#include "multi_area_tables.hpp"
#include "program.hpp"

#include <array>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

constexpr std::size_t areas = multi_area::areas, layers = multi_area::layers;

/// What the tables say of groups, which are numbered area by area.
struct scaled_tables {
  double scale; ///< of neurons and in-degrees; weights grow by 1 / sqrt(scale)

  static std::size_t area(std::size_t g) { return g / layers; }
  static std::size_t layer(std::size_t g) { return g % layers; }
  static std::string name(std::size_t g) {
    return std::string(multi_area::area_names[area(g)]) + "/" + multi_area::layer_names[layer(g)];
  }
  [[nodiscard]] double neurons(std::size_t g) const { return std::ceil(multi_area::sizes[layer(g)] * scale); }

  /// Synapses per target neuron at full scale.
  static double in_degree(std::size_t from, std::size_t to) {
    if (area(from) == area(to)) return multi_area::within[layer(to)][layer(from)];
    const bool forwards = area(from) < area(to);
    if (layer(from) != (forwards ? multi_area::forwards : multi_area::backwards)) return 0;
    const double all = (forwards ? multi_area::from_lower : multi_area::from_higher)[layer(to)];
    return all * multi_area::fractions[area(to)][area(from)];
  }
  [[nodiscard]] long long synapses(std::size_t from, std::size_t to) const {
    return std::llround(in_degree(from, to) * scale * neurons(to));
  }
  [[nodiscard]] double weight(std::size_t from, std::size_t to) const { // pA
    const double full = area(from) == area(to) ? multi_area::weights[layer(to)][layer(from)] : multi_area::mean_weight;
    return full / std::sqrt(scale);
  }
  /// What down-scaling takes away from the mean input, in pA (van Albada et al. 2015).
  [[nodiscard]] double lost_current(std::size_t to) const {
    double mean = multi_area::inputs[layer(to)] * multi_area::rate_outside * multi_area::mean_weight;
    for (std::size_t k = 0; k < layers; ++k)
      mean += multi_area::within[layer(to)][k] * multi_area::rates[k] * multi_area::weights[layer(to)][k];
    return (1 - std::sqrt(scale)) * mean * multi_area::tau_syn;
  }
};

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;

constexpr auto cortex = describe(
    population<"cortex">(groups(given), cell{}, parameter<"E_L">(-65_mV), parameter<"V_th">(-50_mV),
                         parameter<"V_r">(-65_mV), parameter<"C_m">(250_pF), parameter<"g_L">(25_nS),
                         parameter<"t_ref">(2_ms), parameter<"syn.tau">(multi_area::tau_syn * 1_s), start<"v">(given)),
    projection<"cortex -> cortex.syn">(given, weight(given), delay(given).rounded(), stored_as<fixed16>{}),
    drive<"cortex.I">(given), poisson_input<"cortex.syn">(0_Hz, weight(1_pA)), record<"cortex.rate">(every{1_ms}));

void simulate(double scale, double seconds, const std::filesystem::path& output) {
  const scaled_tables t{scale};
  std::vector<std::string> labels;
  std::vector<double> neurons;
  for (std::size_t g = 0; g < areas * layers; ++g) {
    labels.push_back(t.name(g));
    neurons.push_back(t.neurons(g));
  }
  const auto delays = [](std::size_t from, std::size_t to) {
    const double d = multi_area::distances[from / layers][to / layers]; // at 3.5 mm/ms
    const auto mean = d > 0 ? (1.5 + d / 3.5) * 1_ms : from % 2 == 0 ? 1.5_ms : 0.75_ms;
    return normal(mean, mean / 2).redrawn(0.05_ms, std::numeric_limits<double>::infinity() * 1_ms);
  };
  const auto weights = [&](std::size_t from, std::size_t to) {
    const double mean = t.weight(from, to);
    return normal(mean * 1_pA, std::abs(mean / 10) * 1_pA);
  };
  simulation<network<cortex>> sim{
      seed{1},
      set<"cortex">(groups(labels, neurons)),
      set<"cortex.v">(
          per_group([](std::size_t g) { return normal(multi_area::start_means[g % layers] * 1_mV, 5_mV); })),
      set<"cortex -> cortex.syn">(fixed_total_numbers([&](auto from, auto to) { return t.synapses(from, to); })),
      set<"cortex -> cortex.syn.w">(per_pair(weights)),
      set<"cortex -> cortex.syn.delay">(per_pair(delays)),
      set<"cortex.I">(per_group([&](std::size_t g) { return t.lost_current(g) * 1_pA; })),
      set<"cortex.syn.rate">(per_group([&](std::size_t g) {
        return (1 - multi_area::share_of_areas) * multi_area::inputs[g % layers] * scale * multi_area::rate_outside *
               1_Hz;
      })),
      set<"cortex.syn.w">(multi_area::mean_weight / std::sqrt(scale) * 1_pA)};
  sim.run(seconds * 1_s, progress::bar());

  xt::xtensor<double, 2> map({areas, layers});
  std::printf("mean rates (Hz)\n%6s", "");
  for (const char* name : multi_area::layer_names) std::printf("%7s", name);
  for (std::size_t g = 0; g < labels.size(); ++g) {
    const rate_trace& rate = sim["cortex.rate"_name].of(labels[g]);
    double sum = 0;
    for (const double hertz : rate.hertz) sum += hertz;
    map(g / layers, g % layers) = sum / static_cast<double>(rate.size());
    if (g % layers == 0) std::printf("\n%6s", labels[g].substr(0, labels[g].find('/')).c_str());
    std::printf("%7.2f", map(g / layers, g % layers));
  }
  std::printf("\n");
  figure("Mean rates of 32 areas")
      .image("area", map, "layer", "rate (Hz)")
      .marks(multi_area::layer_names, multi_area::area_names)
      .save(output / "multi_area.png");
  sim.save(output / "multi_area.npz");
  examples::print_files(output / "multi_area.png", output / "multi_area.npz");
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = ".";
  CLI::App app{"32 areas of eight groups each in one population"};
  app.name("multi_area");
  return examples::run_program(app, argc, argv, output,
                               [&](bool quick) { simulate(quick ? 0.005 : 0.03, quick ? 0.05 : 0.5, output); });
}
