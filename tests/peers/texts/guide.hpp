// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/integrators/euler.hpp>
#include <string_view>

/// Examples of Brian2's user guide, as they stand there but for values that are given elsewhere on its pages. Brian2
/// reads the same texts from this file (reference/guide_in_words.py).
namespace peers::guide {

// Models

struct leak {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = -v/tau : volt
    tau : second)",
                                    start = "v = -70*mV - 1*mV*i";
};

struct shorthand {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = I_leak / Cm : volt
    I_leak = g_L*(E_L - v) : amp
    g_L = 10*nS : siemens
    E_L = -70*mV : volt
    Cm = 200*pF : farad)",
                                    start = "v = -50*mV + 2*mV*i";
};

struct own_threshold {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (-40*mV - v)/(10*ms) : volt
    v_th : volt  # neuron-specific threshold)",
                                    threshold = "v > v_th", reset = "v = v_r",
                                    start = "v = -70*mV; v_th = -50*mV - i*mV";
};

struct shared_input {
  static constexpr std::string_view method = "exact", model = R"(
    shared_input : volt (shared)
    dv/dt = (-v + shared_input)/tau : volt
    tau : second)",
                                    start = "v = 1*mV*i";
};

struct membrane_current {
  static constexpr std::string_view method = "rk4", model = R"(
    I = sin(2*pi*freq*t)*mV : volt  # the guide forgets its unit
    dv/dt = -(v + I)/ tau : volt
    freq = 20*Hz + 10*Hz*i : Hz
    tau = 10*ms : second)";
};

// Refractoriness

struct refractory_relaxes {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (1.5 + 0.1*i - v)/(10*ms) : 1 (unless refractory)
    dref/dt = (refractory_0 - ref) / tau_refractory : second
    refractory_0 = 2*ms : second
    tau_refractory = 50*ms : second)",
                                    threshold = "v > 1", reset = R"(
    v = 0
    ref += 1*ms)",
                                    refractory = "ref", start = "ref = 2*ms";
};

struct refractory_no_flag {
  static constexpr std::string_view method = "exact", model = "dv/dt = (1.2 + 0.1*i - v) / (10*ms) : 1",
                                    threshold = "v > 1", reset = "v=0", refractory = "9*ms";
};

struct unless_refractory {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = -(v + w - 1.5)/ tau_v : 1 (unless refractory)
    dw/dt = -w / tau_w : 1
    tau_v = 10*ms : second
    tau_w = 50*ms : second)",
                                    threshold = "v > 1", reset = "v=0; w+=0.1", refractory = "2*ms",
                                    start = "v = 0.1*i";
};

struct other_when_refractory {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = -(v + w - 1.5)/ tau_v : 1 (unless refractory)
    dw/dt = (-w / tau_active)*int(not_refractory) + (-w / tau_ref)*(1 - int(not_refractory)) : 1
    tau_v = 10*ms : second
    tau_active = 50*ms : second
    tau_ref = 20*ms : second)",
                                    threshold = "v > 1", reset = "v=0; w+=0.1", refractory = "2*ms",
                                    start = "v = 0.1*i";
};

// Input

struct own_sines {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (-v + I)/(10*ms) : 1
    rates : Hz  # each neuron's input has a different rate
    size : 1  # and a different amplitude
    I = size*sin(2*pi*rates*t) : 1)",
                                    start = "rates = 10*Hz + i*Hz; size = (100-i)/100. + 0.1";
};

struct stimulated {
  static constexpr std::string_view method = "euler", model = "dv/dt = (-v + stimulus(t))/(10*ms) : 1",
                                    threshold = "v>1", reset = "v=0", start = "v = 0.1*i";
};

struct switched_sine {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (-v + active*I)/(10*ms) : 1
    I = sin(2*pi*100*Hz*t) : 1 (shared) #single input
    active : 1)",
                                    start = "active = i % 2";
};

// Synapses

struct gated_target {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt=(gtot-v)/(10*ms) : 1
    gtot : 1 (input))";
};
struct gating {
  using integrator = cortexpr::euler;
  static constexpr std::string_view method = "euler", model = R"(
    dg/dt=-a*g+b*x*(1-g) : 1 (clock-driven)
    gtot_post = g : 1  (summed)
    dx/dt=-c*x : 1 (clock-driven)
    w : 1 # synaptic weight
    a = 0.1/ms : Hz
    b = 0.3/ms : Hz
    c = 0.2/ms : Hz)",
                                    on_pre = "x+=w";
};

struct coupled {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt=(v0-v+Igap)/tau : 1
    Igap : 1 (input)
    v0 = 0.8 + 0.2*i : 1
    tau = 10*ms : second)",
                                    threshold = "v > 1", reset = "v = 0";
};
struct gap_junction {
  static constexpr std::string_view model = R"(w:1 # gap junction conductance
    Igap_post = w*(v_pre-v_post): 1 (summed))";
};

struct stdp_target {
  static constexpr std::string_view method = "exact", model = "dv/dt = -v/(10*ms) : 1", threshold = "v > 1",
                                    reset = "v = 0";
};
struct stdp {
  static constexpr std::string_view model = R"(
    w : 1
    dApre/dt=-Apre/taupre : 1 (event-driven)
    dApost/dt=-Apost/taupost : 1 (event-driven)
    taupre = 20*ms : second (shared)
    taupost = 20*ms : second (shared))",
                                    on_pre = R"(
    v+=w
    Apre+=0.01
    w=clip(w+Apost,0,1)
    )",
                                    on_post = R"(
    Apost+=-0.012
    w=clip(w+Apre,0,1))";
};

} // namespace peers::guide
