// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Calcium-based plasticity: spikes of both sides leave calcium c; above thresholds it moves the efficacy rho of a
/// synapse between two stable states, with noise.
///
///     dc/dt = -c / tau_Ca;   an arriving spike: c += C_pre;   a spike of the target: c += C_post
///     tau drho/dt = -rho (1 - rho) (rho_star - rho) + gamma_p (1 - rho) [c > theta_p] - gamma_d rho [c > theta_d]
///                   + sigma sqrt(tau) sqrt([c > theta_d] + [c > theta_p]) xi(t)
///     w = w_0 + (w_1 - w_0) rho, at every event
///
/// | parameter        | meaning                                                   | default      |
/// | tau_Ca           | decay of calcium                                          | 20 ms        |
/// | C_pre, C_post    | calcium of a spike                                        | 1, 2         |
/// | theta_d, theta_p | thresholds of depression and potentiation                 | 1, 1.3       |
/// | gamma_d, gamma_p | rates of depression and potentiation, per tau             | 200, 321.808 |
/// | rho_star         | boundary between the basins of both states                | 0.5          |
/// | sigma            | amplitude of the noise                                    | 2.8284       |
/// | tau              | time constant of the efficacy                             | 150 s        |
/// | w_0, w_1         | weights of the low and the high state, the weights' unit  | 0, 1         |
///
/// The defaults are those of the paper's curve "DP" (there the calcium of presynaptic spikes comes 13.7 ms late: the
/// projection's delay). rho starts at 0: `set<"S.rho">(...)`. Clock-driven (Euler-Maruyama): every synapse costs two
/// equations and a normal number per step. Bytes per synapse: weight, 16 and the way back. Source: Graupner and Brunel
/// (2012), PNAS 109:3991, noise as in the correction, PNAS 109:21551.
///
/// Example (examples/reference/calcium_plasticity.cpp):
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), delay(13.7_ms),
///                                   plasticity{calcium_plasticity{.w_0 = 1_mV, .w_1 = 5_mV}, transmit{}}),
struct calcium_plasticity {
  quantity<dim::second> tau_Ca = 20_ms, tau = 150_s;
  double C_pre = 1, C_post = 2, theta_d = 1, theta_p = 1.3, gamma_d = 200, gamma_p = 321.808, rho_star = 0.5,
         sigma = 2.8284;
  weight_value w_0 = 0, w_1 = 1;

  template <class I>
  struct synapse {
    number<I> rho = 0, c = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.rho = (-s.rho * (1 - s.rho) * (p.rho_star - s.rho) + p.gamma_p * (1 - s.rho) * (s.c > p.theta_p) -
                    p.gamma_d * s.rho * (s.c > p.theta_d)) /
                   p.tau,
            .c = -s.c / p.tau_Ca};
  }
  template <class S>
  static constexpr synapse<per_root_second<S>> noise(const synapse<S>& s, const auto& p) {
    return {.rho = p.sigma / sqrt(p.tau) * sqrt(1.0 * (s.c > p.theta_d) + 1.0 * (s.c > p.theta_p)), .c = 0 / sqrt(1_s)};
  }
  constexpr void on_pre(auto& s) const {
    weigh(s);
    s.c += C_pre;
  }
  constexpr void on_post(auto& s) const {
    weigh(s);
    s.c += C_post;
  }
  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_0, w_1}; }
  [[nodiscard]] bool operator==(const calcium_plasticity&) const = default;

private:
  constexpr void weigh(auto& s) const { s.w = w_0 + (w_1 - w_0) * s.rho; }
};

} // namespace cortexpr
