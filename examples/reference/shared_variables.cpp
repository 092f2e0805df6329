// SPDX-License-Identifier: BSL-1.0
// Neurons that are pulled to their mean, which the population has once.
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct sociable {
  template <class T>
  struct state {
    volt<T> v = -60_mV;
  };
  template <class T>
  struct parameters {
    second<T> tau = 10_ms;
  };
  template <class T>
  struct shared {
    volt<T> v_mean = 0_mV;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const shared<S>& all) {
    return {.v = (all.v_mean - x.v) / p.tau};
  }
};

constexpr auto d = describe(population<"cells">(100, sociable{}, start<"v">(uniform(-70_mV, -50_mV))),
                            regularly<"mean field", "cells">(
                                every{}, population_wide([](auto& all) { all["v_mean"_name] = all.mean("v"_name); })),
                            record<"cells.v_mean">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(100_ms);
  const auto v = sim.get<"cells.v">();
  const double mean = sim.get<"cells.v_mean">()[0];
  return v[0] - mean < 1e-5 && mean - v[0] < 1e-5 ? 0 : 1;
}
