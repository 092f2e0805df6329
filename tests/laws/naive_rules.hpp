// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "naive_network.hpp"

/// The rules of the library once more, as hooks of the naive network: what the papers say, in plain numbers (s, 1).
namespace naive {

inline rule transmit() {
  return {.on_pre = [](event& e) { *e.receptor += e.s.w; }};
}

struct stdp_numbers {
  double tau_pre = 20e-3, tau_post = 20e-3, a_pre = 0.01, a_post = -0.0105, w_min = 0, w_max = 1;
  double mu_up = 0, mu_down = 0; ///< 0: additive, 1: multiplicative
  bool nearest = false, euler = false;
};
inline void add_stdp(projection& p, const stdp_numbers& n) {
  const auto change = [n](synapse& s, double by) { s.w = std::clamp(s.w + by * n.w_max, n.w_min, n.w_max); };
  const auto place = [n](const synapse& s) { return std::clamp((s.w - n.w_min) / (n.w_max - n.w_min), 0.0, 1.0); };
  p.euler = n.euler;
  p.tau_pre[0] = n.tau_pre;
  p.tau_post[0] = n.tau_post;
  p.source_spikes = [n](synapse& s) { s.pre[0] = n.nearest ? 1 : s.pre[0] + 1; };
  p.target_spikes = [n](synapse& s) { s.post[0] = n.nearest ? 1 : s.post[0] + 1; };
  p.rules.push_back(
      {.on_pre = [=](event& e) { change(e.s, n.a_post * e.s.post[0] * std::pow(place(e.s), n.mu_down)); },
       .on_post = [=](event& e) { change(e.s, n.a_pre * e.s.pre[0] * std::pow(1 - place(e.s), n.mu_up)); }});
}

struct triplet_numbers {
  double tau_plus, tau_minus, tau_x, tau_y, a2_plus, a3_plus, a2_minus, a3_minus, w_max;
};
inline void add_triplet(projection& p, const triplet_numbers& n) {
  const auto change = [n](synapse& s, double by) { s.w = std::clamp(s.w + by * n.w_max, 0.0, n.w_max); };
  p.tau_pre[0] = n.tau_plus, p.tau_pre[1] = n.tau_x;
  p.tau_post[0] = n.tau_minus, p.tau_post[1] = n.tau_y;
  p.source_spikes = [](synapse& s) { s.pre[0] += 1, s.pre[1] += 1; };
  p.target_spikes = [](synapse& s) { s.post[0] += 1, s.post[1] += 1; };
  p.rules.push_back({.on_pre = [=](event& e) { change(e.s, -e.s.post[0] * (n.a2_minus + n.a3_minus * e.s.pre[1])); },
                     .on_post = [=](event& e) { change(e.s, e.s.pre[0] * (n.a2_plus + n.a3_plus * e.s.post[1])); }});
}

inline void add_vogels(projection& p, double tau_pre, double tau_post, double rho_0, double eta, double w_max) {
  const auto change = [=](synapse& s, double by) { s.w = std::clamp(s.w + eta * by, 0.0, w_max); };
  p.tau_pre[0] = tau_pre, p.tau_post[0] = tau_post;
  p.source_spikes = [](synapse& s) { s.pre[0] += 1; };
  p.target_spikes = [](synapse& s) { s.post[0] += 1; };
  p.rules.push_back({.on_pre = [=](event& e) { change(e.s, e.s.post[0] - rho_0 * (tau_pre + tau_post)); },
                     .on_post = [=](event& e) { change(e.s, e.s.pre[0]); }});
}

inline void add_power_law(projection& p, double tau_pre, double tau_post, double lambda, double alpha, double mu,
                          double w_0) {
  p.tau_pre[0] = tau_pre, p.tau_post[0] = tau_post;
  p.source_spikes = [](synapse& s) { s.pre[0] += 1; };
  p.target_spikes = [](synapse& s) { s.post[0] += 1; };
  p.rules.push_back({.on_pre = [=](event& e) { e.s.w = std::max(e.s.w - lambda * alpha * e.s.w * e.s.post[0], 0.0); },
                     .on_post = [=](event& e) { e.s.w += lambda * w_0 * std::pow(e.s.w / w_0, mu) * e.s.pre[0]; }});
}

/// u and R = 1 - used; the spike uses them as they are after its own facilitation.
inline void add_short_term(projection& p, double U, double tau_rec, double tau_facil) {
  p.tau_pre[0] = tau_facil, p.tau_pre[1] = tau_rec;
  p.rules.push_back({.on_pre = [=](event& e) {
    double &u = e.s.pre[0], &used = e.s.pre[1];
    u += U * (1 - u);
    *e.receptor += e.s.w * u * (1 - used);
    used += u * (1 - used);
  }});
}

inline rule weight_pool(double eta) {
  return {.on_pre = [=](event& e) {
    const double taken = eta * e.p.pool[e.s.target];
    e.s.w += taken;
    e.p.pool[e.s.target] -= taken;
  }};
}

inline rule weight_exchange(double W0) {
  return {.on_pre = [=](event& e) {
    for (const std::size_t k : e.p.storage_order()) {
      synapse& donor = e.p.synapses[k];
      if (&donor == &e.s || donor.target != e.s.target || !(donor.w > e.w_before)) continue;
      const double moved = donor.w * (donor.w - e.w_before) / (W0 + donor.w);
      donor.w -= moved;
      e.s.w += moved;
    }
  }};
}

inline rule transmit_share(bool of_sum, double scale) {
  return {.on_pre = [=](event& e) {
    const double whole = of_sum ? e.p.sums[e.s.target] : std::sqrt(static_cast<double>(e.p.in_degree[e.s.target]));
    if (whole != 0) *e.receptor += scale * e.s.w / whole;
  }};
}

inline rule normalise_on_event(double goal) {
  const auto rescale = [=](event& e) {
    if (e.p.sums[e.s.target] != 0) e.s.w *= goal / e.p.sums[e.s.target];
  };
  return {.on_pre = rescale, .on_post = rescale};
}

inline rule clip_weight(double low, double high) {
  const auto clip = [=](event& e) { e.s.w = std::clamp(e.s.w, low, high); };
  return {.on_pre = clip, .on_post = clip};
}

/// The estimate of the rate is the second trace of the target.
inline void add_homeostasis(projection& p, double goal, double tau_rate, double tau_w, long every) {
  p.tau_post[1] = tau_rate;
  p.target_spikes = [former = p.target_spikes, tau_rate](synapse& s) {
    if (former) former(s);
    s.post[1] += 1 / tau_rate;
  };
  p.rules.push_back(
      {.on_step =
           [=](event& e) { e.s.w *= std::exp((1 - e.s.post[1] / goal) * static_cast<double>(every) * e.p.dt / tau_w); },
       .every = every});
}

inline rule weight_decay(double tau, double rest, long every) {
  return {.on_step =
              [=](event& e) { e.s.w = rest + (e.s.w - rest) * std::exp(-static_cast<double>(every) * e.p.dt / tau); },
          .every = every};
}

/// Integrates dw/dt = w_max c signal with c = c_0 exp(-t / tau_c) over the interval.
inline void add_modulated(projection& p, const stdp_numbers& n, double tau_c, long every) {
  p.tau_pre[0] = n.tau_pre, p.tau_post[0] = n.tau_post;
  p.source_spikes = [](synapse& s) { s.pre[0] += 1; };
  p.target_spikes = [](synapse& s) { s.post[0] += 1; };
  p.rules.push_back({.on_pre = [=](event& e) { e.s.c += n.a_post * e.s.post[0]; },
                     .on_post = [=](event& e) { e.s.c += n.a_pre * e.s.pre[0]; },
                     .on_step =
                         [=](event& e) {
                           const double T = static_cast<double>(every) * e.p.dt;
                           const double integral = -tau_c * std::expm1(-T / tau_c);
                           e.s.w = std::clamp(e.s.w + n.w_max * e.p.signal * e.s.c * integral, n.w_min, n.w_max);
                           e.s.c *= std::exp(-T / tau_c);
                         },
                     .every = every});
}

} // namespace naive
