// SPDX-License-Identifier: BSL-1.0
// A synapse whose effect depends on the potential of its target, and one that tires its source.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

/// Opens with the depolarisation of the target, as NMDA receptors do, and takes from the store of its source.
struct voltage_dependent {
  using reads = both<pre<"store">, post<"v">>;
  using writes = pre<"store">;
  static constexpr bool transmits = true;

  void on_pre(auto& s) const {
    const double open = 1 / (1 + exp(-(s.post["v"_name] + 60_mV) / 5_mV));
    s.receptor += s.w * open * s.pre["store"_name];
    s.pre["store"_name] -= 0.1 * s.pre["store"_name];
  }
  bool operator==(const voltage_dependent&) const = default;
};

/// A leaky neuron with a store that fills up again.
struct cell {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
    number<I> store = 1;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV;
    second<I> tau = 20_ms, tau_store = 200_ms;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E_L - x.v + in.I) / p.tau, .store = (1 - x.store) / p.tau_store};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.E_L; }
};

constexpr auto d =
    describe(population<"a">(1, cell{}), drive<"a.I">(30_mV), population<"b">(2, cell{}),
             projection<"S: a -> b.v">(all_to_all{}, weight(1_mV), plasticity{voltage_dependent{}}), record<"b.v">());

int main() {
  simulation<network<d>> sim{set<"b.v">(values(std::vector{-70.0, -55.0}, 1_mV))};
  sim.run(100_ms);
  const double store = sim.get<"a.store">()[0];
  std::cout << "the store of a is " << store << '\n';
  return store > 0.2 && store < 0.9 ? 0 : 1;
}
