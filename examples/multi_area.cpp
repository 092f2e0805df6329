// SPDX-License-Identifier: BSL-1.0
// A constructed cortex of 32 areas, each the microcircuit of Potjans and Diesmann (2014) in small: 256 groups and
// 65,536 pairs of groups in one population and one projection. Areas lie on a spiral; a part of the input from outside
// comes from other areas, which are connected the less the farther they are apart (Ercsey-Ravasz et al. 2013: exp(-0.19
// d/mm)), forwards onto layer 4, backwards onto the other layers. The page is docs/groups.md.

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

// The statistics. Layers in the order L23E, L23I, L4E, L4I, L5E, L5I, L6E, L6I; probabilities[target][source].
constexpr std::size_t areas = 32, layers = 8;
constexpr std::array names{"L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"};
constexpr double sizes[] = {20'683, 5'834, 21'915, 5'479, 4'850, 1'065, 14'395, 2'948};
constexpr double inputs[] = {1'600, 1'500, 2'100, 1'900, 2'000, 1'900, 2'900, 2'100}, rate_outside = 8; // 1, Hz
constexpr double rates[] = {0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829};                    // Hz, published
constexpr double means[] = {-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43};            // mV
constexpr double probabilities[layers][layers] = {{0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0},
                                                  {0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0},
                                                  {0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0},
                                                  {0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0},
                                                  {0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0},
                                                  {0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0},
                                                  {0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252},
                                                  {0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443}};
constexpr double tau_syn = 0.5e-3, weight_of_one = 87.8; // s, pA
constexpr double share_of_areas = 0.05;                  // of the input from outside

struct tables {
  double scale; ///< of neurons and in-degrees; weights grow by 1 / sqrt(scale)

  static std::size_t area(std::size_t g) { return g / layers; }
  static std::size_t layer(std::size_t g) { return g % layers; }
  static bool excites(std::size_t g) { return g % 2 == 0; }
  [[nodiscard]] double neurons(std::size_t g) const { return std::ceil(sizes[layer(g)] * scale); }

  /// mm between two areas on a spiral.
  static double distance(std::size_t from, std::size_t to) {
    const auto a = static_cast<double>(from), b = static_cast<double>(to);
    const auto x = [](double k) { return 3 * std::sqrt(k + 1) * std::cos(2.4 * k); };
    const auto y = [](double k) { return 3 * std::sqrt(k + 1) * std::sin(2.4 * k); };
    return std::hypot(x(a) - x(b), y(a) - y(b));
  }
  /// Which part of an area's input from lower areas (or from higher ones) comes from this one.
  static double fraction(std::size_t from, std::size_t to) {
    double all = 0;
    for (std::size_t a = 0; a < areas; ++a)
      if (a != to && (a < to) == (from < to)) all += std::exp(-0.19 * distance(a, to));
    return std::exp(-0.19 * distance(from, to)) / all;
  }
  /// Synapses per target neuron from another area, of L23E (forwards, to higher areas) or of L5E (backwards): at the
  /// published rates they replace a share of the input from outside.
  [[nodiscard]] double in_degree(std::size_t from, std::size_t to) const {
    const bool forwards = area(from) < area(to), onto_layer_4 = layer(to) == 2 || layer(to) == 3;
    if (layer(from) != (forwards ? 0 : 4) || forwards != onto_layer_4) return 0;
    const double arrivals = share_of_areas * inputs[layer(to)] * rate_outside * fraction(area(from), area(to));
    return arrivals / rates[layer(from)] * scale;
  }
  [[nodiscard]] long long synapses(std::size_t from, std::size_t to) const {
    if (area(from) != area(to)) return std::llround(in_degree(from, to) * neurons(to));
    const double pairs = sizes[layer(from)] * sizes[layer(to)], p = probabilities[layer(to)][layer(from)];
    return std::llround(std::log1p(-p) / std::log1p(-1 / pairs) * scale * scale);
  }
  [[nodiscard]] double weight(std::size_t from, std::size_t to) const { // pA
    const bool strong = area(from) == area(to) && layer(from) == 2 && layer(to) == 0;
    return (excites(from) ? strong ? 2 : 1 : -4) * weight_of_one / std::sqrt(scale);
  }
  /// What down-scaling takes away from the mean input, in pA (van Albada et al. 2015).
  [[nodiscard]] double lost_current(std::size_t to) const {
    double mean = inputs[layer(to)] * rate_outside * weight_of_one;
    for (std::size_t from = area(to) * layers; from < (area(to) + 1) * layers; ++from) {
      const double in = static_cast<double>(synapses(from, to)) / (scale * scale) / sizes[layer(to)];
      mean += in * rates[layer(from)] * weight(from, to) * std::sqrt(scale);
    }
    return (1 - std::sqrt(scale)) * mean * tau_syn;
  }
};

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;

constexpr auto cortex = describe(
    population<"cortex">(groups(given), cell{}, parameter<"E_L">(-65_mV), parameter<"V_th">(-50_mV),
                         parameter<"V_r">(-65_mV), parameter<"C_m">(250_pF), parameter<"g_L">(25_nS),
                         parameter<"t_ref">(2_ms), parameter<"syn.tau">(tau_syn * 1_s), start<"v">(given)),
    projection<"cortex -> cortex.syn">(given, weight(given), delay(given).rounded(), stored_as<fixed16>{}),
    drive<"cortex.I">(given), poisson_input<"cortex.syn">(0_Hz, weight(1_pA)), record<"cortex.rate">(every{1_ms}));

void simulate(double scale, double seconds, const std::filesystem::path& output) {
  const tables t{scale};
  std::vector<std::string> labels;
  std::vector<double> neurons;
  for (std::size_t g = 0; g < areas * layers; ++g) {
    labels.push_back("A" + std::to_string(tables::area(g) + 1) + "/" + names[tables::layer(g)]);
    neurons.push_back(t.neurons(g));
  }
  const auto delays = [](std::size_t from, std::size_t to) {
    const double d = tables::distance(tables::area(from), tables::area(to)); // at 3.5 mm/ms
    const auto mean = d > 0 ? (1.5 + d / 3.5) * 1_ms : tables::excites(from) ? 1.5_ms : 0.75_ms;
    return normal(mean, mean / 2).redrawn(0.05_ms, std::numeric_limits<double>::infinity() * 1_ms);
  };
  const auto weights = [&](std::size_t from, std::size_t to) {
    const double mean = t.weight(from, to);
    return normal(mean * 1_pA, std::abs(mean / 10) * 1_pA);
  };
  simulation<network<cortex>> sim{
      seed{1},
      set<"cortex">(groups(labels, neurons)),
      set<"cortex.v">(per_group([](std::size_t g) { return normal(means[tables::layer(g)] * 1_mV, 5_mV); })),
      set<"cortex -> cortex.syn">(fixed_total_numbers([&](auto from, auto to) { return t.synapses(from, to); })),
      set<"cortex -> cortex.syn.w">(per_pair(weights)),
      set<"cortex -> cortex.syn.delay">(per_pair(delays)),
      set<"cortex.I">(per_group([&](std::size_t g) { return t.lost_current(g) * 1_pA; })),
      set<"cortex.syn.rate">(per_group([&](std::size_t g) {
        return (1 - share_of_areas) * inputs[tables::layer(g)] * scale * rate_outside * 1_Hz;
      })),
      set<"cortex.syn.w">(weight_of_one / std::sqrt(scale) * 1_pA)};
  sim.run(seconds * 1_s, progress::bar());

  xt::xtensor<double, 2> map({areas, layers});
  std::printf("mean rates (Hz)\n%6s", "");
  for (const char* name : names) std::printf("%7s", name);
  for (std::size_t g = 0; g < labels.size(); ++g) {
    const rate_trace& rate = sim["cortex.rate"_name].of(labels[g]);
    double sum = 0;
    for (const double hertz : rate.hertz) sum += hertz;
    map(tables::area(g), tables::layer(g)) = sum / static_cast<double>(rate.size());
    if (tables::layer(g) == 0) std::printf("\n%6s", labels[g].substr(0, labels[g].find('/')).c_str());
    std::printf("%7.2f", map(tables::area(g), tables::layer(g)));
  }
  std::printf("\n");
  figure("Mean rates of 32 areas").image("area", map, "layer", "rate (Hz)").save(output / "multi_area.png");
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
