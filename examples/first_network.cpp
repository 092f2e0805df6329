// SPDX-License-Identifier: BSL-1.0
// The network of the README, with a neuron written by hand beside the library's.

#include "program.hpp"

#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

namespace {

struct my_lif {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
    second<I> tau_m = 20_ms, t_ref = 2_ms;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E_L - x.v + in.I) / p.tau_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

using coba_alpha = synaptic_lif<conductance<alpha>, conductance<alpha>>; // receptors "exc" and "inh"

constexpr auto first = describe(population<"n1">(5, lif{}, start<"v">(uniform(-70_mV, -55_mV))),
                                population<"n2">(5, coba_alpha{}, start<"v">(uniform(-70_mV, -53_mV))),
                                drive<"n1.I">(sinusoid{0.4_nA, 5_Hz}),
                                projection<"n1 -> n2.exc">(fixed_probability{0.5}, weight(15_nS), delay(1_ms)),
                                record<"n1.spikes">(), record<"n2.spikes">(), record<"n2.v">(every{1_ms}),
                                population<"mine">(3, my_lif{}, start<"v">(uniform(-70_mV, -50_mV))),
                                drive<"mine.I">(25_mV), record<"mine.spikes">());
using net = network<first>;

void run(quantity<dim::second> time, const std::filesystem::path& output) {
  simulation<net> sim{seed{42}};
  net::schedule(std::cout);
  std::cout << "diagnose: " << sim.diagnose().summary() << '\n';
  sim.run(time, progress::bar());
  std::cout << sim["n1.spikes"_name].size() << " spikes of n1, " << sim["n2.spikes"_name].size() << " of n2, "
            << sim["mine.spikes"_name].size() << " of mine\n";
  figure("n2")
      .raster("spikes",
              {{"n1", sim["n1.spikes"_name]}, {"n2", sim["n2.spikes"_name]}, {"mine", sim["mine.spikes"_name]}})
      .traces("v (mV)", sim["n2.v"_name], 1_mV)
      .save(output / "first_network.png");
  sim.save(output / "first_network.npz");
  std::cout << "picture and data: " << (output / "first_network.{png,npz}").string() << '\n';
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = "output";
  CLI::App app{"The network of the README", "first_network"};
  return examples::run_program(app, argc, argv, output, [&](bool quick) { run(quick ? 0.5_s : 20_s, output); });
}
