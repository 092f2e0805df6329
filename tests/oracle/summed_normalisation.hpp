// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "choose_integrator.hpp"

#include <cortexpr/core.hpp>

// What all cases of scenario s4 have in common: the neuron, and rules with the guards of the case.
namespace oracle::summed_normalisation {

using namespace cortexpr;

/// A neuron that spikes at random with a rate that rises with its input S. The exact cases bring the random numbers.
struct rate_neuron {
  template <class I>
  struct state {
    number<I> S = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_S = 20_ms, dt = 0.1_ms;
    number<I> bias = 0, fI_slope = 1;
  };
  template <class T>
  struct inputs {
    number<T> u = 0; // drives add to this
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>&) {
    return {.S = -x.S / p.tau_S};
  }
  static constexpr auto rate(const auto& x, const auto& p) {
    return 0.4 * (1 + tanh(p.fI_slope * (x.S + p.bias) - 3)) / p.tau_S;
  }
};
struct given_draws : rate_neuron {
  static constexpr auto spikes(const auto& x, const auto& p, const auto& in) { return in.u < rate(x, p) * p.dt; }
};
struct own_draws : rate_neuron {
  static constexpr auto hazard(const auto& x, const auto& p, const auto&) { return rate(x, p); }
};

/// Keeps the sums for the comparison.
struct watch_sums {
  using services = needs<incoming_sum>;
  bool operator==(const watch_sums&) const = default;
};

inline stdp<> rule_of(const reference_case& c) {
  const double w_max = c.parameter("w_max");
  return {.tau_pre = quantity<dim::second>(c.parameter("taupre")),
          .tau_post = quantity<dim::second>(c.parameter("taupost")),
          .a_pre = c.parameter("Apre") / w_max,
          .a_post = c.parameter("Apost") / w_max,
          .w_min = c.parameter("w_min"),
          .w_max = w_max};
}

template <class Model, class Rules, class... More>
constexpr auto network_of(Rules rules, More... more) {
  return describe(record<"R.S">(), record<"R.spikes">(), record<"X.w">(),
                  population<"R">(given, Model{}, any_integrator{}),
                  projection<"X: R -> R.S">(given, weight(given), rules), more...);
}

} // namespace oracle::summed_normalisation
