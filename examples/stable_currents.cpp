// SPDX-License-Identifier: BSL-1.0
// 512 Poisson inputs drive a cortical population through excitatory and inhibitory currents. With weights of hundreds
// of millivolts the currents explode; the same network with four remedies stays in balance. The walk-through is
// docs/stable_currents.md.

#include "program.hpp"

#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

namespace {

using cortical =
    synaptic<scaled_lif, receptor<"exc", current<exponential>>, receptor<"inh", minus<current<exponential>>>>;

/// The network as it came: everything else is a variation of its weights and rules.
template <class Exc, class Inh>
constexpr auto column(Exc exc, Inh inh) {
  return describe(population<"E">(512, poisson{}, parameter<"rate">(100_Hz)),
                  population<"I">(128, poisson{}, parameter<"rate">(40_Hz)),
                  population<"Exc">(20, cortical{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"V_r">(-65_mV),
                                    parameter<"t_ref">(2_ms)),
                  exc, inh, record<"Exc.spikes">(), record<"Exc.exc.I">(every{1_ms}, only{0, 1, 2}),
                  record<"Exc.v">(only{0}));
}
template <class... Options>
constexpr auto exc(Options... options) {
  return projection<"exc: E -> Exc.exc">(all_to_all{}, options...);
}
template <class... Options>
constexpr auto inh(Options... options) {
  return projection<"inh: I -> Exc.inh">(all_to_all{}, options...);
}

constexpr auto as_it_came = column(exc(weight(uniform(0_mV, 600_mV))), inh(weight(uniform(0_mV, 600_mV))));
// A weight per input such that the mean currents are 25 mV and 5 mV: rate x tau x number of inputs x weight.
constexpr auto scaled = column(exc(weight(uniform(0_mV, 0.195_mV))), inh(weight(uniform(0_mV, 0.195_mV))));
// The stored weights stay at 0 to 600 mV, only their share in the sum of the neuron's inputs counts.
constexpr auto shares = column(exc(weight(uniform(0_mV, 600_mV)), plasticity{transmit_share<>{50_mV}}),
                               inh(weight(uniform(0_mV, 600_mV)), plasticity{transmit_share<>{12.5_mV}}));
// No arrival can bring a current above its band.
constexpr auto clipped = column(exc(weight(uniform(0_mV, 600_mV)), plasticity{transmit{}, clip_receptor{0_mV, 30_mV}}),
                                inh(weight(uniform(0_mV, 600_mV)), plasticity{transmit{}, clip_receptor{0_mV, 8_mV}}));

struct result {
  const char* name;
  double largest_current = 0, rate = 0;
  trace<double> current;
  spike_train spikes;
};

template <auto const& D>
result simulate(const char* name, double seconds, std::uint64_t start) {
  simulation<network<D>> sim{seed{start}};
  sim.run(seconds * 1_s);
  const auto& current = sim["Exc.exc.I"_name];
  const auto& spikes = sim["Exc.spikes"_name];
  return {name, *std::max_element(current.values.begin(), current.values.end()),
          static_cast<double>(spikes.size()) / 20 / seconds, current, spikes};
}

void run(double seconds, std::uint64_t start, const std::filesystem::path& output) {
  const result all[] = {
      simulate<as_it_came>("as it came", seconds, start), simulate<scaled>("scaled weights", seconds, start),
      simulate<shares>("shares of the sum", seconds, start), simulate<clipped>("clipped at arrival", seconds, start)};
  std::printf("%-20s %22s %18s\n", "", "largest current (mV)", "rate (Hz)");
  for (const auto& r : all) std::printf("%-20s %22.1f %18.1f\n", r.name, r.largest_current * 1e3, r.rate);

  const auto picture = output / "stable_currents.png";
  figure chart("Excitatory current of three neurons, 512 Poisson inputs at 100 Hz");
  for (const auto& r : all) chart.traces(std::string(r.name) + " (mV)", r.current, 1_mV);
  chart.save(picture);
  std::cout << "picture: " << picture.string() << '\n';
}

} // namespace

int main(int argc, char** argv) {
  double seconds = 1;
  std::uint64_t start = 1;
  std::filesystem::path output = "output";
  CLI::App app{"Poisson-driven currents: exploding and repaired", "stable_currents"};
  app.add_option("--time", seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--seed", start, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, output, [&](bool quick) { run(quick ? 0.1 : seconds, start, output); });
}
