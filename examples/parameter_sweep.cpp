// SPDX-License-Identifier: BSL-1.0
// 64 parameter sets of one network: how strong inhibition and how strong outside input have to be for irregular firing
// at a moderate rate. Every set is a trial, and trials run side by side. Then a cell is fitted to a recorded potential.
// The page is docs/trials.md.

#include "program.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;

constexpr auto circuit =
    describe(population<"E">(800, cell{}, parameter<"t_ref">(2_ms), start<"v">(uniform(-70_mV, -50_mV))),
             population<"I">(200, cell{}, parameter<"t_ref">(2_ms), start<"v">(uniform(-70_mV, -50_mV))),
             projection<"EE: E -> E.exc">(fixed_probability{0.1}, weight(0.3_nS), delay(1_ms)),
             projection<"EI: E -> I.exc">(fixed_probability{0.1}, weight(0.3_nS), delay(1_ms)),
             projection<"IE: I -> E.inh">(fixed_probability{0.1}, weight(3_nS), delay(1_ms)),
             projection<"II: I -> I.inh">(fixed_probability{0.1}, weight(3_nS), delay(1_ms)),
             poisson_input<"outside E: E.exc">(1_kHz, weight(1_nS)),
             poisson_input<"outside I: I.exc">(1_kHz, weight(1_nS)), record<"E.spikes">());

void sweep_parameters(double seconds, const std::filesystem::path& output) {
  // Eight strengths of inhibition times eight of the input.
  constexpr std::size_t side = 8;
  std::vector<double> inhibition, rates;
  for (std::size_t k = 0; k < side * side; ++k) {
    inhibition.push_back(1.0 + 0.7 * static_cast<double>(k % side)); // nS
    rates.push_back(1.0 + 0.4 * static_cast<double>(k / side));      // kHz
  }
  trials<network<circuit>> sweep(side * side, same_seed{}, seed{1}, vary<"IE.w">(values(inhibition, 1_nS)),
                                 vary<"II.w">(values(inhibition, 1_nS)), vary<"outside E.rate">(values(rates, 1_kHz)),
                                 vary<"outside I.rate">(values(rates, 1_kHz)));
  sweep.run(seconds * 1_s, progress::bar());

  const xt::xtensor<double, 2> counts = spike_counts<"E">(sweep);
  xt::xtensor<double, 2> map({side, side});
  std::vector<double> inputs; // of the rows
  std::printf("mean rate of E (Hz); inhibition (nS) to the right, outside input (kHz) downwards\n%8s", "");
  for (std::size_t x = 0; x < side; ++x) std::printf("%7.1f", inhibition[x]);
  for (std::size_t y = 0; y < side; ++y) {
    inputs.push_back(rates[y * side]);
    std::printf("\n%8.1f", inputs[y]);
    for (std::size_t x = 0; x < side; ++x) {
      map(y, x) = xt::mean(xt::view(counts, y * side + x, xt::all()))() / seconds;
      std::printf("%7.1f", map(y, x));
    }
  }
  std::printf("\n");
  const auto picture = output / "parameter_sweep.png", data = output / "parameter_sweep.npz";
  figure("Mean rate of E in 64 parameter sets")
      .image("outside input (kHz)", map, "inhibition (nS)", "mean rate (Hz)")
      .marks(std::vector(inhibition.begin(), inhibition.begin() + side), inputs)
      .save(picture);
  sweep.save(data);
  examples::print_files(picture, data);
}

constexpr auto one_cell =
    describe(population<"cell">(1, lif{}, parameter<"V_th">(0_mV), start<"v">(-70_mV)),
             drive<"cell.I">([](auto t) { return t < 50_ms ? 0.1_nA : -0.05_nA; }), record<"cell.v">(every{1_ms}));

/// Finds capacitance and leak of a cell from a trace by trials in ever smaller boxes around the best ones.
void fit_cell() {
  using net = network<one_cell>;
  simulation<net> measured{set<"cell.C_m">(130_pF), set<"cell.g_L">(8.7_nS)};
  measured.run(100_ms);
  const auto wanted = measured["cell.v"_name].values;
  double C = 200, g = 10, width = 1; // pF, nS, and the half width of the box as a share of them
  double error = 0;
  for (int round = 0; round < 12; ++round, width *= 0.5) {
    std::vector<double> Cs, gs;
    for (int k = 0; k < 81; ++k) {
      Cs.push_back(C * std::exp(width * (k % 9 - 4) / 4));
      gs.push_back(g * std::exp(width * (k / 9 - 4) / 4));
    }
    trials<net> generation(81, same_seed{}, vary<"cell.C_m">(values(Cs, 1_pF)), vary<"cell.g_L">(values(gs, 1_nS)));
    std::vector<double> errors(81);
    generation.each([&](auto& sim, std::size_t k) {
      sim.run(100_ms);
      for (std::size_t i = 0; i < wanted.size(); ++i)
        errors[k] += std::pow(1e3 * (sim["cell.v"_name].values[i] - wanted[i]), 2);
    });
    const auto best = static_cast<std::size_t>(std::min_element(errors.begin(), errors.end()) - errors.begin());
    C = Cs[best], g = gs[best];
    error = std::sqrt(errors[best] / static_cast<double>(wanted.size()));
  }
  std::printf("fitted: C_m = %.2f pF, g_L = %.3f nS, error %.4f mV (130 and 8.7 were right)\n", C, g, error);
  if (std::abs(C - 130) > 0.2 || std::abs(g - 8.7) > 0.02) throw std::runtime_error("the fit has missed");
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = "output";
  CLI::App app{"A sweep over 64 parameter sets, and a fit", "parameter_sweep"};
  return examples::run_program(app, argc, argv, output, [&](bool quick) {
    sweep_parameters(quick ? 0.2 : 1, output);
    fit_cell();
  });
}
