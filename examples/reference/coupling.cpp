// SPDX-License-Identifier: BSL-1.0
// Phase oscillators that pull at each other fall into step; cells with different leaks, joined by gap junctions, have
// nearly one potential.
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/network/print_coupling.hpp>
#include <iostream>

using namespace cortexpr;

/// dtheta/dt = omega + pull.
struct oscillator {
  template <class I>
  struct state {
    number<I> theta = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> omega = 1_Hz;
  };
  template <class T>
  struct inputs {
    hertz<T> pull = 0_Hz;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.theta = p.omega + in.pull};
  }
};

constexpr auto d =
    describe(population<"oscillators">(2, oscillator{}, start<"theta">(uniform(0, 3))),
             projection<"S: oscillators -> oscillators.pull">(
                 all_to_all{}, weight(2_Hz),
                 couple([](auto pre, auto post, auto w) { return w * sin(pre["theta"_name] - post["theta"_name]); })),
             population<"cells">(5, lif{}, parameter<"E_L">(uniform(-75_mV, -60_mV))),
             projection<"G: cells -> cells.I">(all_to_all{}.without_autapses(), weight(100_nS), gap_junction{}));

int main() {
  print_coupling<network<d>, "S">(std::cout);
  simulation<network<d>> sim{seed{4}};
  sim.run(5_s);
  const auto theta = sim.get<"oscillators.theta">(), v = sim.get<"cells.v">();
  std::cout << "phases " << theta[0] << " and " << theta[1] << ", potentials " << v[0] * 1e3 << " and " << v[1] * 1e3
            << " mV\n";
  return std::abs(theta[0] - theta[1]) < 1e-6 && std::abs(v[0] - v[1]) < 0.5e-3 ? 0 : 1;
}
