// SPDX-License-Identifier: BSL-1.0
// A small cortex sees two patterns in turn, a cross and a circle: input, memory and output layers with inhibition, all
// slices of one population. STDP from input to memory shapes what each memory group stands for, and one output
// group wins. The walk-through is docs/cortex_layers.md.

#include "program.hpp"

#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <vector>

using namespace cortexpr;

namespace {

// Each pattern lasts 200 ms, followed by 100 ms of rest.
constexpr double shown = 0.2, rest = 0.1;
constexpr std::string_view patterns[] = {"#...#"
                                         ".#.#."
                                         "..#.."
                                         ".#.#."
                                         "#...#",
                                         ".###."
                                         "#...#"
                                         "#...#"
                                         "#...#"
                                         ".###."};
constexpr const char* pattern_names[] = {"cross", "circle"};
constexpr const char* group_names[] = {"A", "B"};
const char* named(std::optional<std::size_t> group) { return group ? group_names[*group] : "none"; }

// Neurons of the population "cells":
//   0:25  input, a picture of 5 x 5    25:31 inhibition of the input
//   31:41 memory A   41:51 memory B    51:57 inhibition of the memory
//   57:63 output A   63:69 output B    69:73 inhibition of the output
const std::vector<neuron_range> memory{{31, 41}, {41, 51}}, output{{57, 63}, {63, 69}};

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
constexpr double w_max = 0.12;
constexpr pair_stdp learning{.a_pre = 0.025, .a_post = -0.0275, .w_max = w_max}; // +0.003 and -0.0033
constexpr fixed_probability mostly{0.8};
constexpr auto about(double w) { return weight(uniform(0.8 * w, 1.2 * w)); }

constexpr auto cortex =
    describe(population<"stimulus">(25, poisson{}), drive<"stimulus.drive">(given),
             population<"cells">(73, cell{}, start<"v">(uniform(-70_mV, -54_mV)), parameter<"V_th">(-54_mV),
                                 parameter<"V_r">(-65_mV), parameter<"t_ref">(5_ms), parameter<"exc.tau">(5_ms),
                                 parameter<"inh.tau">(10_ms), parameter<"inh.E">(-80_mV)),
             projection<"stimulus -> cells[0:25].exc">(one_to_one{}, weight(2.0)),
             // What is learnt.
             projection<"in_mem: cells[0:25] -> cells[31:51].exc">(all_to_all{}, weight(given),
                                                                   plasticity{transmit{}, learning}),
             // Each memory group excites itself and its output.
             projection<"cells[31:41] -> cells[31:41].exc">(all_to_all{}.without_autapses(), about(0.16), delay(1_ms)),
             projection<"cells[41:51] -> cells[41:51].exc">(all_to_all{}.without_autapses(), about(0.16), delay(1_ms)),
             projection<"cells[31:41] -> cells[57:63].exc">(all_to_all{}, about(0.2)),
             projection<"cells[41:51] -> cells[63:69].exc">(all_to_all{}, about(0.2)),
             projection<"cells[0:25] -> cells[57:69].exc">(all_to_all{}, about(0.02)),
             // Within each layer all excite the inhibitory neurons, which inhibit all.
             projection<"cells[0:25] -> cells[25:31].exc">(mostly, about(0.15)),
             projection<"cells[25:31] -> cells[0:25].inh">(mostly, about(0.05)),
             projection<"cells[31:51] -> cells[51:57].exc">(mostly, about(0.15)),
             projection<"cells[51:57] -> cells[31:51].inh">(mostly, about(0.25)),
             projection<"cells[57:69] -> cells[69:73].exc">(mostly, about(0.15)),
             projection<"cells[69:73] -> cells[57:69].inh">(mostly, about(0.25)), record<"cells.spikes">());
using net = network<cortex>;

// The same layers with one rate unit for each group: 0, 1 input (cross, circle), 2, 3 memory, 4, 5 output.
constexpr auto units = describe(population<"units">(6, rate_unit<sigmoid>{}), drive<"units.I">(given),
                                projection<"S: units -> units.net">(given, weight(given)), record<"units.output">());

struct options {
  std::int64_t presentations = 12;
  double head_start = 0.2;
  std::uint64_t seed = 1;
  bool rates = false;
  std::filesystem::path output = "output";
};

quantity<dim::second> start_of(std::int64_t presentation) {
  return static_cast<double>(presentation) * (shown + rest) * 1_s;
}
quantity<dim::second> end_of(std::int64_t presentation) { return start_of(presentation) + shown * 1_s; }

/// Rows of 100 ms: two of a pattern, one of rest.
std::vector<double> stimulus(std::int64_t presentations, double on, double off) {
  std::vector<double> rates;
  for (std::int64_t k = 0; k < presentations; ++k)
    for (int row = 0; row < 3; ++row)
      for (const char pixel : patterns[k % 2]) rates.push_back(row < 2 && pixel == '#' ? on : off);
  return rates;
}

/// Weights from 25 inputs to 20 memory neurons, random; those from the cross to A and from the circle to B are raised.
std::vector<double> first_weights(double head_start, std::uint64_t start) {
  std::vector<double> w;
  std::uint64_t k = 0;
  for (std::size_t pixel = 0; pixel < 25; ++pixel)
    for (std::size_t neuron = 0; neuron < 20; ++neuron) {
      const auto words = draw(stream{}, start, k++);
      const bool own = patterns[neuron / 10][pixel] == '#';
      w.push_back(w_max * (0.35 + 0.3 * to_unit(words[0], words[1]) + (own ? head_start : 0)));
    }
  return w;
}

using matrix_of_weights = xt::xtensor<double, 2>; // pixels x neurons of both memory groups

/// Mean weight from each pixel to the neurons of a memory group.
xt::xtensor<double, 1> field(const matrix_of_weights& w, std::size_t group) {
  return xt::mean(xt::view(w, xt::all(), xt::range(10 * group, 10 * group + 10)), {1});
}

/// Mean weight to a memory group from the pixels of its own pattern, or from all others.
double mean_from(const matrix_of_weights& w, std::size_t group, bool own) {
  const auto pixels = field(w, group);
  double sum = 0, count = 0;
  for (std::size_t pixel = 0; pixel < 25; ++pixel)
    if ((patterns[group][pixel] == '#') == own) {
      sum += pixels(pixel);
      ++count;
    }
  return sum / count;
}

spike_group part(const char* name, const spike_train& spikes, std::uint32_t first, std::uint32_t last) {
  std::vector<double> times, ids;
  for (std::size_t k = 0; k < spikes.size(); ++k)
    if (spikes.neurons[k] >= first && spikes.neurons[k] < last) {
      times.push_back(spikes.time(k));
      ids.push_back(spikes.neurons[k] - first);
    }
  spike_group group(name, times, ids);
  group.neurons = last - first;
  return group;
}

void run_spikes(const options& chosen) {
  simulation<net> sim{seed{chosen.seed},
                      set<"stimulus.drive">(timed_array(stimulus(chosen.presentations, 120, 4), 25, 1_Hz, 100_ms)),
                      set<"in_mem.w">(values(first_weights(chosen.head_start, chosen.seed)))};
  const matrix_of_weights before = weight_matrix<"in_mem">(sim);
  sim.run(start_of(chosen.presentations), progress::bar());
  const matrix_of_weights after = weight_matrix<"in_mem">(sim);

  const auto& spikes = sim["cells.spikes"_name];
  std::printf("%-14s %-10s %-10s %-10s\n", "presentation", "pattern", "memory", "output");
  for (std::int64_t k = 0; k < chosen.presentations; ++k)
    std::printf("%-14d %-10s %-10s %-10s\n", static_cast<int>(k), pattern_names[k % 2],
                named(winner(spikes, memory, start_of(k), end_of(k))),
                named(winner(spikes, output, start_of(k), end_of(k))));

  std::printf("\n%-20s %-22s %-22s\n", "mean weight to", "from the own pattern", "from other pixels");
  for (std::size_t g = 0; g < 2; ++g)
    std::printf("memory %-13s %.4f -> %-12.4f %.4f -> %-12.4f\n", group_names[g], mean_from(before, g, true),
                mean_from(after, g, true), mean_from(before, g, false), mean_from(after, g, false));

  const auto picture = chosen.output / "cortex_layers.png", data = chosen.output / "cortex_layers.npz";
  const std::int64_t first = std::max<std::int64_t>(0, chosen.presentations - 4);
  figure("Two patterns in turn: the last presentations, and what was learnt")
      .raster("spikes",
              {part("input", spikes, 0, 25), part("memory A", spikes, 31, 41), part("memory B", spikes, 41, 51),
               part("output A", spikes, 57, 63), part("output B", spikes, 63, 69)})
      .images("w from input",
              {{"memory A, before", field(before, 0), 5},
               {"memory B, before", field(before, 1), 5},
               {"memory A, after", field(after, 0), 5},
               {"memory B, after", field(after, 1), 5}},
              "mean w")
      .between(start_of(first), start_of(chosen.presentations))
      .save(picture);
  sim.save(data);
  examples::print_files(picture, data);
}

void run_rates(const options& chosen) {
  // Each input hears its own pattern fully and the other one a little, where the two look alike.
  std::vector<double> input;
  for (std::int64_t k = 0; k < chosen.presentations; ++k)
    for (int row = 0; row < 3; ++row) {
      const double own = row < 2 ? 1 : 0, other = row < 2 ? 0.3 : 0;
      const bool cross = k % 2 == 0;
      const double values[] = {cross ? own : other, cross ? other : own, 0, 0, 0, 0};
      input.insert(input.end(), std::begin(values), std::end(values));
    }
  //                           input: lateral, to memory, to output; memory: self, lateral, to output; output: lateral
  const std::vector<int> from{0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3, 4, 5}, to{1, 0, 2, 3, 4, 5, 2, 3, 3, 2, 4, 5, 5, 4};
  const std::vector<double> w{-0.4, -0.4, 1.2, 1.2, 0.35, 0.35, 1.1, 1.1, -0.9, -0.9, 1, 1, -0.8, -0.8};
  simulation<network<units>> sim{set<"units.I">(timed_array(input, 6, quantity<dim::one>(1), 100_ms)),
                                 set<"S">(pairs(from, to)), set<"S.w">(values(w))};
  sim.run(start_of(chosen.presentations));

  const auto& y = sim["units.output"_name];
  std::printf("\nRate units\n%-14s %-10s %-10s %-10s\n", "presentation", "pattern", "memory", "output");
  for (std::int64_t k = 0; k < chosen.presentations; ++k)
    std::printf("%-14d %-10s %-10s %-10s\n", static_cast<int>(k), pattern_names[k % 2],
                named(winner(y, {{2, 3}, {3, 4}}, start_of(k), end_of(k))),
                named(winner(y, {{4, 5}, {5, 6}}, start_of(k), end_of(k))));

  const auto times = times_of(y);
  const auto unit = [&](std::size_t i) { return to_array(y.column(i)); }; // a view
  const auto picture = chosen.output / "cortex_layers_rates.png";
  figure("Two patterns in turn, rate units")
      .lines("input", times, {{"cross", unit(0)}, {"circle", unit(1)}})
      .lines("memory", times, {{"A", unit(2)}, {"B", unit(3)}})
      .lines("output", times, {{"A", unit(4)}, {"B", unit(5)}})
      .save(picture);
  std::cout << "picture: " << picture.string() << '\n';
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"Input, memory and output: which pattern is it?", "cortex_layers"};
  app.add_option("--presentations", chosen.presentations, "patterns shown, cross and circle in turn")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app.add_option("--head-start", chosen.head_start, "what own patterns have more at first, in parts of w_max")
      ->capture_default_str();
  app.add_option("--seed", chosen.seed, "seed of all random numbers")->capture_default_str();
  app.add_flag("--rates", chosen.rates, "rate units in the place of spiking neurons");
  return examples::run_program(app, argc, argv, chosen.output, [&](bool quick) {
    if (quick) chosen.presentations = 2;
    if (quick || !chosen.rates) run_spikes(chosen);
    if (quick || chosen.rates) run_rates(chosen);
  });
}
