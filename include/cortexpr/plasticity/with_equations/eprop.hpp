// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/with_equations/synapse_equations.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// E-prop: learning in recurrent networks of spiking neurons without going back in time. A synapse remembers how its
/// weight bears on the potential of its target (eligibility), and the error of the readouts says what to do about it.
///
///     dz/dt = -z / tau_m, an arriving spike adds 1;   psi = gamma / V_th max(0, 1 - |v - V_th| / V_th), 0 in rest
///     in every step:  e = psi z;   gradient += L e_bar + c_reg (f - f_target) dt e;   e_bar <- kappa e_bar + e
///     every `interval`:  w -= eta gradient,  gradient <- 0;   kappa = exp(-dt / tau_out),  f: rate of the target
///
/// | parameter | meaning                                              | default |
/// | eta       | learning rate                                        | 1e-3    |
/// | interval  | time between two updates: one step, or an iteration  | 1 s     |
/// | tau_m     | membrane time constant of the targets                | 20 ms   |
/// | tau_out   | time constant of the readouts                        | 20 ms   |
/// | gamma     | height of the pseudo-derivative                      | 0.3     |
/// | c_reg     | strength of the regularisation of rates, per spike   | 0       |
/// | f_target  | rate that it aims at                                 | 10 Hz   |
/// | tau_f     | time over which rates are measured                   | 1 s     |
///
/// Targets are `eprop_lif`: the rule reads v, V_th, rest and L. The learning signal L is the weighted error of the
/// readouts: a projection "out -> cells.L" whose weights are those of the readouts (symmetric), random, or learnt
/// (adaptive). Potentials and signals are those of the moment at which spikes have been found. Cost: a few operations
/// per synapse and step, in SIMD packs. Bytes per synapse: weight and 16. Source: Bellec, Scherr, Subramoney, Hajek,
/// Salaj, Legenstein and Maass (2020), Nature Communications 11:3625.
///
/// Example (examples/reference/eprop.cpp):
///
///     projection<"R: cells -> cells.v">(all_to_all{}.without_autapses(), weight(uniform(-0.1, 0.1)),
///                                       plasticity{transmit{}, eprop{.eta = 1e-3, .interval = 1_s}}),
struct eprop {
  using reads = post<"v", "V_th", "rest", "L">;
  using place = after_thresholds;
  double eta = 1e-3;
  quantity<dim::second> interval = 1_s, tau_m = 20_ms, tau_out = 20_ms;
  double gamma = 0.3, c_reg = 0;
  quantity<dim::hertz> f_target = 10_Hz;
  quantity<dim::second> tau_f = 1_s;

  struct at_source {
    double z = 0;
  };
  struct at_target {
    double f = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_m; }
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_f; }
  static constexpr void spike(at_source& pre) { pre.z += 1; }
  static constexpr void spike(at_target& post) { post.f += 1; }

  template <class I>
  struct synapse {
    number<I> e_bar = 0, gradient = 0;
  };
  struct coefficients {
    double kappa, gamma, c_reg, per_spike, aimed_at;
  };
  [[nodiscard]] coefficients prepared(quantity<dim::second> dt) const {
    return {cortexpr::exp(-dt / tau_out), gamma, c_reg, dt / tau_f, f_target * dt};
  }
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto& p, const auto& n) {
    const auto V_th = n.post["V_th"_name];
    const auto near = max(1 - abs(n.post["v"_name] - V_th) / V_th, number<S>(0));
    const auto psi = select(n.post["rest"_name] < 1_us, p.gamma / V_th * near, number<S>(0));
    const auto e = psi * n.pre["z"_name];
    const auto too_often = p.c_reg * (n.post["f"_name] * p.per_spike - p.aimed_at);
    return {.e_bar = p.kappa * s.e_bar + e,
            .gradient = s.gradient + n.active * (n.post["L"_name] * s.e_bar + too_often * e)};
  }
  constexpr void on_step(auto& s) const {
    s.w -= eta * s.gradient;
    s.gradient = 0;
  }
  [[nodiscard]] bool operator==(const eprop&) const = default;
};

/// E-prop for targets whose threshold adapts: `eprop` with a second, slow eligibility.
///
///     psi = gamma / V_th max(0, 1 - |v - A| / V_th), 0 in rest,  A = V_th + beta a
///     in every step:  e = psi (z - beta e_a);   e_a <- rho (e_a + e),  rho = exp(-dt / tau_a);   all else as `eprop`
///
/// | parameter | meaning                                        | default |
/// | tau_a     | time constant of the adaptation of the targets | 200 ms  |
///
/// All other parameters: as `eprop`. Targets are `eprop_alif`: the rule reads a and beta, too. Bytes per synapse:
/// weight and 24. Source: Bellec et al. (2020), Nature Communications 11:3625.
///
/// Example (examples/reference/eprop.cpp):
///
///     projection<"S: cells -> slow.v">(all_to_all{}, weight(uniform(-0.1, 0.1)),
///                                      plasticity{transmit{}, adaptive_eprop{.tau_a = 500_ms}}),
struct adaptive_eprop {
  using reads = post<"v", "V_th", "rest", "L", "a", "beta">;
  using place = after_thresholds;
  double eta = 1e-3;
  quantity<dim::second> interval = 1_s, tau_m = 20_ms, tau_a = 200_ms, tau_out = 20_ms;
  double gamma = 0.3, c_reg = 0;
  quantity<dim::hertz> f_target = 10_Hz;
  quantity<dim::second> tau_f = 1_s;

  struct at_source {
    double z = 0;
  };
  struct at_target {
    double f = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_m; }
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_f; }
  static constexpr void spike(at_source& pre) { pre.z += 1; }
  static constexpr void spike(at_target& post) { post.f += 1; }

  template <class I>
  struct synapse {
    number<I> e_bar = 0, e_a = 0, gradient = 0;
  };
  struct coefficients {
    double kappa, rho, gamma, c_reg, per_spike, aimed_at;
  };
  [[nodiscard]] coefficients prepared(quantity<dim::second> dt) const {
    return {cortexpr::exp(-dt / tau_out), cortexpr::exp(-dt / tau_a), gamma, c_reg, dt / tau_f, f_target * dt};
  }
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto& p, const auto& n) {
    const auto V_th = n.post["V_th"_name], beta = n.post["beta"_name];
    const auto near = max(1 - abs(n.post["v"_name] - (V_th + beta * n.post["a"_name])) / V_th, number<S>(0));
    const auto psi = select(n.post["rest"_name] < 1_us, p.gamma / V_th * near, number<S>(0));
    const auto e = psi * (n.pre["z"_name] - beta * s.e_a);
    const auto too_often = p.c_reg * (n.post["f"_name] * p.per_spike - p.aimed_at);
    return {.e_bar = p.kappa * s.e_bar + e,
            .e_a = p.rho * (s.e_a + e),
            .gradient = s.gradient + n.active * (n.post["L"_name] * s.e_bar + too_often * e)};
  }
  constexpr void on_step(auto& s) const {
    s.w -= eta * s.gradient;
    s.gradient = 0;
  }
  [[nodiscard]] bool operator==(const adaptive_eprop&) const = default;
};

/// The weights of readouts under e-prop: the gradient of the squared error.
///
///     dz/dt = -z / tau_out, an arriving spike adds 1;   in every step: gradient += (y - target) z
///     every `interval`:  w -= eta gradient,  gradient <- 0
///
/// | parameter | meaning                       | default |
/// | eta       | learning rate                 | 1e-3    |
/// | interval  | time between two updates      | 1 s     |
/// | tau_out   | time constant of the readouts | 20 ms   |
///
/// Targets are `leaky_readout`. Bytes per synapse: weight and 8. Source: Bellec et al. (2020), Nature Communications
/// 11:3625.
///
/// Example (examples/reference/eprop.cpp):
///
///     projection<"O: cells -> out.y">(all_to_all{}, weight(uniform(-0.1, 0.1)),
///                                     plasticity{transmit{}, eprop_readout{.eta = 1e-3}}),
struct eprop_readout {
  using reads = post<"y", "target">;
  using place = before_traces;
  double eta = 1e-3;
  quantity<dim::second> interval = 1_s, tau_out = 20_ms;

  struct at_source {
    double z = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_out; }
  static constexpr void spike(at_source& pre) { pre.z += 1; }

  template <class I>
  struct synapse {
    number<I> gradient = 0;
  };
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto& n) {
    return {.gradient = s.gradient + n.active * (n.post["y"_name] - n.post["target"_name]) * n.pre["z"_name]};
  }
  constexpr void on_step(auto& s) const {
    s.w -= eta * s.gradient;
    s.gradient = 0;
  }
  [[nodiscard]] bool operator==(const eprop_readout&) const = default;
};

} // namespace cortexpr
