// SPDX-License-Identifier: BSL-1.0
#pragma once

// The cortical microcircuit of Potjans and Diesmann (2014): 77,169 neurons in four layers, 299 million synapses with
// normally distributed weights and delays. --scale scales neurons and in-degrees, makes weights larger by
// 1 / sqrt(scale) and compensates the lost input by a constant current, as van Albada et al. (2015) and
// github.com/INM-6/microcircuit-PD14-model do.
#include "parts.hpp"

#include <cmath>
#include <limits>

namespace benchmarks::potjans_diesmann {

using namespace cortexpr;

inline constexpr auto layers = names<"L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I">;
inline constexpr std::size_t n_layers = 8;
using per_layer = std::array<double, n_layers>;

inline constexpr per_layer sizes{20'683, 5'834, 21'915, 5'479, 4'850, 1'065, 14'395, 2'948};
inline constexpr per_layer external_inputs{1'600, 1'500, 2'100, 1'900, 2'000, 1'900, 2'900, 2'100};
inline constexpr per_layer published_rates{0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829};
inline constexpr per_layer start_means{-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43}; // mV
inline constexpr per_layer start_deviations{5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48};
inline constexpr std::array<per_layer, n_layers> probabilities{
    {// row: target
     {0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0},
     {0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0},
     {0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0},
     {0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0},
     {0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0},
     {0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0},
     {0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252},
     {0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443}}};
inline constexpr double tau_syn = 0.5e-3, external_rate = 8, excitatory_weight = 87.8084935292; // s, Hz, pA

constexpr bool is_excitatory(std::size_t layer) { return layer % 2 == 0; }

/// The mean weight in pA at full scale; layer 4 excites layer 2/3 twice as strongly.
constexpr double mean_weight(std::size_t from, std::size_t to) {
  if (!is_excitatory(from)) return -4 * excitatory_weight;
  return from == 2 && to == 0 ? 2 * excitatory_weight : excitatory_weight;
}
/// The number of synapses at full scale that gives each pair its connection probability.
inline double synapse_count(std::size_t from, std::size_t to) {
  const double pairs = sizes[from] * sizes[to];
  return std::log1p(-probabilities[to][from]) / std::log1p(-1 / pairs);
}

/// Normally distributed by a tenth of the mean (pA); weights that change sign are drawn again.
inline normal<dim::amp> weights_of_mean(double mean) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return normal(mean * 1_pA, std::abs(0.1 * mean) * 1_pA)
      .redrawn((mean < 0 ? -infinity : 0) * 1_pA, (mean < 0 ? 0 : infinity) * 1_pA);
}

constexpr auto delays(bool excitatory) {
  const auto mean = excitatory ? 1.5_ms : 0.75_ms;
  return normal(mean, mean / 2).redrawn(0.05_ms, std::numeric_limits<double>::infinity() * 1_ms);
}

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;

/// Both kinds of external input are there; a rate of 0 Hz costs nothing. `Storage`: how weights are kept.
template <class Storage, bool RecordSpikes>
inline constexpr auto microcircuit =
    describe(each<layers>([]<auto name, std::size_t i>() {
               return population<name>(given, cell{}, parameter<"E_L">(-65_mV), parameter<"V_th">(-50_mV),
                                       parameter<"V_r">(-65_mV), parameter<"C_m">(250_pF), parameter<"g_L">(25_nS),
                                       parameter<"t_ref">(2_ms), parameter<"syn.tau">(tau_syn * 1_s),
                                       start<"v">(normal(start_means[i] * 1_mV, start_deviations[i] * 1_mV)));
             }),
             each_pair<layers, layers>([]<auto from, auto to, std::size_t i, std::size_t>() {
               return projection<from + " -> " + to + fixed_string(".syn")>(
                   given, weight(given), delay(delays(is_excitatory(i))).rounded(), stored_as<Storage>{});
             }),
             each<layers>([]<auto name, std::size_t>() { return drive<name + fixed_string(".I")>(0_pA); }),
             each<layers>([]<auto name, std::size_t>() {
               return poisson_input<name + fixed_string(".syn")>(0_Hz, weight(excitatory_weight * 1_pA));
             }),
             each<layers>([]<auto name, std::size_t>() { return record<name + fixed_string(".rate")>(); }),
             only_if<RecordSpikes>(each<layers>([]<auto name, std::size_t>() {
               return record<name + fixed_string(".spikes")>();
             })));

/// The same network as one population of groups, whose names, sizes and connections are values: it compiles as fast as
/// a network of one population, and does the same.
template <class Storage, bool RecordSpikes>
inline constexpr auto microcircuit_of_groups =
    describe(population<"cortex">(groups(given), cell{}, parameter<"E_L">(-65_mV), parameter<"V_th">(-50_mV),
                                  parameter<"V_r">(-65_mV), parameter<"C_m">(250_pF), parameter<"g_L">(25_nS),
                                  parameter<"t_ref">(2_ms), parameter<"syn.tau">(tau_syn * 1_s), start<"v">(given)),
             projection<"cortex -> cortex.syn">(given, weight(given), delay(given).rounded(), stored_as<Storage>{}),
             drive<"cortex.I">(given), poisson_input<"cortex.syn">(0_Hz, weight(excitatory_weight * 1_pA)),
             record<"cortex.rate">(), only_if<RecordSpikes>(record<"cortex.spikes">()));

/// The constant current in pA: external input where it is not by spikes, and what down-scaling takes away.
inline double constant_input(std::size_t to, double scale, bool poisson_drive) {
  const double external = external_inputs[to] * external_rate * excitatory_weight * tau_syn;
  double recurrent = 0;
  for (std::size_t from = 0; from < n_layers; ++from)
    recurrent += mean_weight(from, to) * synapse_count(from, to) / sizes[to] * published_rates[from] * tau_syn;
  const double lost = (1 - std::sqrt(scale)) * (recurrent + (poisson_drive ? external : 0));
  return lost + (poisson_drive ? 0 : external);
}

/// The values of a network of this scale, as a tuple of settings.
inline auto settings_at(double scale, bool poisson_drive) {
  const double root_of_scale = std::sqrt(scale);
  return std::tuple{set<layers>([=](std::size_t i) { return scaled(sizes[i], scale); }),
                    set_pair<layers, layers, "{} -> {}.syn">([=](std::size_t i, std::size_t j) {
                      return fixed_total_number{std::llround(synapse_count(i, j) * scale * scale)};
                    }),
                    set_pair<layers, layers, "{} -> {}.syn.w">([=](std::size_t i, std::size_t j) {
                      return weights_of_mean(mean_weight(i, j) / root_of_scale);
                    }),
                    set<layers, "{}.I">([=](std::size_t i) { return constant_input(i, scale, poisson_drive) * 1_pA; }),
                    set<layers, "{}.syn.rate">([=](std::size_t i) {
                      return poisson_drive ? std::nearbyint(external_inputs[i] * scale) * external_rate * 1_Hz : 0_Hz;
                    }),
                    set<layers, "{}.syn.w">(excitatory_weight / root_of_scale * 1_pA)};
}

/// The same for the population of groups.
inline auto settings_of_groups_at(double scale, bool poisson_drive) {
  const double root_of_scale = std::sqrt(scale);
  per_layer neurons{};
  for (std::size_t i = 0; i < n_layers; ++i) neurons[i] = static_cast<double>(scaled(sizes[i], scale));
  return std::tuple{
      set<"cortex">(groups(layers.all, neurons)),
      set<"cortex.v">(
          per_group([](std::size_t i) { return normal(start_means[i] * 1_mV, start_deviations[i] * 1_mV); })),
      set<"cortex -> cortex.syn">(fixed_total_numbers(
          [=](std::size_t i, std::size_t j) { return std::llround(synapse_count(i, j) * scale * scale); })),
      set<"cortex -> cortex.syn.w">(
          per_pair([=](std::size_t i, std::size_t j) { return weights_of_mean(mean_weight(i, j) / root_of_scale); })),
      set<"cortex -> cortex.syn.delay">(per_pair([](std::size_t i, std::size_t) { return delays(is_excitatory(i)); })),
      set<"cortex.I">(per_group([=](std::size_t i) { return constant_input(i, scale, poisson_drive) * 1_pA; })),
      set<"cortex.syn.rate">(per_group([=](std::size_t i) {
        return poisson_drive ? std::nearbyint(external_inputs[i] * scale) * external_rate * 1_Hz : 0_Hz;
      })),
      set<"cortex.syn.w">(excitatory_weight / root_of_scale * 1_pA)};
}

} // namespace benchmarks::potjans_diesmann
