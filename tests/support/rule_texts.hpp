// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/model/integrators/runge_kutta.hpp>
#include <string_view>

/// The library's rules of synapses as texts, each with the parameters and operations of its twin in C++. They transmit
/// into v; parameters in the unit of the weights have to be given.

namespace as_text {

struct transmit {
  static constexpr std::string_view model = "w : volt", on_pre = "v_post += w";
};

struct pair_stdp {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/tau_pre : 1 (event-driven)
    dy/dt = -y/tau_post : 1 (event-driven)
    tau_pre = 20*ms : second
    tau_post = 20*ms : second
    a_pre = 0.01 : 1
    a_post = -0.0105 : 1
    w_min = 0*mV : volt)",
                                    on_pre = "v_post += w; w = clip(w + a_post*y*w_max, w_min, w_max); x += 1",
                                    on_post = "w = clip(w + a_pre*x*w_max, w_min, w_max); y += 1";
};

/// `stdp<additive, nearest_pairs>`: a spike sets its trace.
struct nearest_stdp {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/tau_pre : 1 (event-driven)
    dy/dt = -y/tau_post : 1 (event-driven)
    tau_pre = 20*ms : second
    tau_post = 20*ms : second
    a_pre = 0.01 : 1
    a_post = -0.0105 : 1
    w_min = 0*mV : volt)",
                                    on_pre = "v_post += w; w = clip(w + a_post*y*w_max, w_min, w_max); x = 1",
                                    on_post = "w = clip(w + a_pre*x*w_max, w_min, w_max); y = 1";
};

/// `stdp<multiplicative>`: changes shrink towards the bound.
struct multiplicative_stdp {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/tau_pre : 1 (event-driven)
    dy/dt = -y/tau_post : 1 (event-driven)
    tau_pre = 20*ms : second
    tau_post = 20*ms : second
    a_pre = 0.01 : 1
    a_post = -0.0105 : 1
    w_min = 0*mV : volt)",
                                    on_pre = R"(
    v_post += w
    w = clip(w + a_post*y*((w - w_min)/(w_max - w_min))*w_max, w_min, w_max)
    x += 1)",
                                    on_post = R"(
    w = clip(w + a_pre*x*(1 - (w - w_min)/(w_max - w_min))*w_max, w_min, w_max)
    y += 1)";
};

/// `stdp<power_law>`: between both.
struct stdp_by_power {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/tau_pre : 1 (event-driven)
    dy/dt = -y/tau_post : 1 (event-driven)
    tau_pre = 20*ms : second
    tau_post = 20*ms : second
    a_pre = 0.01 : 1
    a_post = -0.0105 : 1
    mu_up = 0.4 : 1
    mu_down = 0.4 : 1
    w_min = 0*mV : volt)",
                                    on_pre = R"(
    v_post += w
    w = clip(w + a_post*y*max((w - w_min)/(w_max - w_min), 0)**mu_down*w_max, w_min, w_max)
    x += 1)",
                                    on_post = R"(
    w = clip(w + a_pre*x*max(1 - (w - w_min)/(w_max - w_min), 0)**mu_up*w_max, w_min, w_max)
    y += 1)";
};

struct power_law_stdp {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/tau_pre : 1 (event-driven)
    dy/dt = -y/tau_post : 1 (event-driven)
    tau_pre = 20*ms : second
    tau_post = 20*ms : second
    eta = 0.1 : 1                          # lambda of the rule
    alpha = 1 : 1
    mu = 0.4 : 1)",
                                    on_pre = "v_post += w; w -= min(eta*alpha*y, 1)*w; x += 1",
                                    on_post = "w += eta*max(w/w_0, 0)**mu*x*w_0; y += 1";
};

struct triplet_stdp {
  static constexpr std::string_view model = R"(
    w : volt
    dr1/dt = -r1/tau_plus : 1 (event-driven)
    dr2/dt = -r2/tau_x : 1 (event-driven)
    do1/dt = -o1/tau_minus : 1 (event-driven)
    do2/dt = -o2/tau_y : 1 (event-driven)
    tau_plus = 16.8*ms : second
    tau_minus = 33.7*ms : second
    tau_x = 101*ms : second
    tau_y = 125*ms : second
    a2_plus = 5e-10 : 1
    a3_plus = 6.2e-3 : 1
    a2_minus = 7e-3 : 1
    a3_minus = 2.3e-4 : 1
    w_min = 0*mV : volt)",
                                    on_pre = R"(
    v_post += w
    w = clip(w + -o1*(a2_minus + a3_minus*r2)*w_max, w_min, w_max)
    r1 += 1
    r2 += 1)",
                                    on_post = R"(
    w = clip(w + r1*(a2_plus + a3_plus*o2)*w_max, w_min, w_max)
    o1 += 1
    o2 += 1)";
};

struct inhibitory_stdp {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/tau_pre : 1 (event-driven)
    dy/dt = -y/tau_post : 1 (event-driven)
    tau_pre = 20*ms : second
    tau_post = 20*ms : second
    rho_0 = 5*Hz : hertz
    w_min = 0*mV : volt)",
                                    on_pre = R"(
    v_post += w
    w = clip(w + eta*(y - rho_0*(tau_pre + tau_post)), w_min, w_max)
    x += 1)",
                                    on_post = "w = clip(w + eta*x, w_min, w_max); y += 1";
};

/// Resources and their use, of each synapse: what `short_term` keeps once for each source.
struct short_term {
  static constexpr std::string_view model = R"(
    w : volt
    du/dt = -u/tau_facil : 1 (event-driven)
    dR/dt = (1 - R)/tau_rec : 1 (event-driven)
    U = 0.5 : 1
    tau_rec = 800*ms : second
    tau_facil = 50*ms : second)",
                                    on_pre = "u += U*(1 - u); v_post += w*u*R; R -= u*R", start = "R = 1";
};

/// The current of the target is fed in every step.
struct tsodyks_markram {
  static constexpr std::string_view model = R"(
    w : amp
    dx/dt = z/tau_rec : 1
    dy/dt = -y/tau_inact : 1
    dz/dt = y/tau_inact - z/tau_rec : 1
    du/dt = -u/tau_facil : 1
    I_post = w*y : amp (summed)
    U = 0.5 : 1
    tau_rec = 800*ms : second
    tau_inact = 3*ms : second
    tau_facil = 50*ms : second
    released : 1)",
                                    on_pre = "u += U*(1 - u); released = u*x; x -= released; y += released",
                                    start = "x = 1";
};

struct tsodyks_markram_events {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = z/tau_rec : 1 (event-driven)
    dy/dt = -y/tau_inact : 1 (event-driven)
    dz/dt = y/tau_inact - z/tau_rec : 1 (event-driven)
    du/dt = -u/tau_facil : 1 (event-driven)
    U = 0.5 : 1
    tau_rec = 800*ms : second
    tau_inact = 3*ms : second
    tau_facil = 50*ms : second)",
                                    on_pre = "u += U*(1 - u); v_post += w*(u*x); y += u*x; x -= u*x", start = "x = 1";
};

struct nmda {
  using integrator = cortexpr::rk2;
  static constexpr std::string_view model = R"(
    w : amp
    dx/dt = -x/tau_x : 1 (clock-driven)
    ds/dt = -s/tau_s + alpha*x*(1 - s) : 1 (clock-driven)
    I_post = w*s : amp (summed)
    tau_x = 2*ms : second
    tau_s = 100*ms : second
    alpha = 500*Hz : hertz)",
                                    on_pre = "x += 1";
};

struct calcium_plasticity {
  static constexpr std::string_view model = R"(
    w : volt
    drho/dt = (-rho*(1 - rho)*(rho_star - rho) + gamma_p*(1 - rho)*int(c > theta_p) - gamma_d*rho*int(c > theta_d))/tau +
              sigma/sqrt(tau)*sqrt(int(c > theta_d) + int(c > theta_p))*xi : 1 (clock-driven)
    dc/dt = -c/tau_Ca : 1 (clock-driven)
    tau_Ca = 20*ms : second
    tau = 150*second : second
    C_pre = 1 : 1
    C_post = 2 : 1
    theta_d = 1 : 1
    theta_p = 1.3 : 1
    gamma_d = 200 : 1
    gamma_p = 321.808 : 1
    rho_star = 0.5 : 1
    sigma = 2.8284 : 1)",
                                    on_pre = "w = w_0 + (w_1 - w_0)*rho; c += C_pre; v_post += w",
                                    on_post = "w = w_0 + (w_1 - w_0)*rho; c += C_post";
};

} // namespace as_text
