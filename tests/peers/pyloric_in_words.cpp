// SPDX-License-Identifier: BSL-1.0
// The pyloric network of Stimberg_et_al_2019.cpp in the words of Brian2: neurons and both kinds of synapses are texts.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;
using namespace cortexpr::texts;

using bursting = equations<R"(
    dv/dt = (Delta_T*g*(-a*(v - v_T)**3 + b*(v - v_T)**2) + w - x - I_fast - I_slow)/C : volt
    dw/dt = (c - d*(v - v_T)**2 - w)/tau : amp
    dx/dt = (s*(v - v_r) - x)/tau_x : amp
    s = S*(1 - tanh(z)) : siemens
    g = G*(1 + tanh(z)) : siemens
    dCa/dt = -Ca/tau_Ca : 1
    dz/dt = tanh(Ca - Ca_target)/tau_z : 1
    I_fast : amp (input)
    I_slow : amp (input)
    Ca_target : 1 (constant)
    label : integer (constant)
    Delta_T = 17.5*mV : volt
    v_T = -40*mV : volt
    v_r = -68*mV : volt
    a = 1/Delta_T**3 : 1/volt**3
    b = 3/Delta_T**2 : 1/volt**2
    c = 1.2*nA : amp
    d = 2.5*nA/Delta_T**2 : amp/volt**2
    C = 60*pF : farad
    S = 2*nA/Delta_T : siemens
    G = 28.5*nS : siemens
    tau = 2*ms : second
    tau_Ca = 150*ms : second
    tau_x = 2*second : second
    tau_z = 5*second : second)",
                           threshold<"v > -20*mV">, refractory<"v > -20*mV">, reset<"Ca += 0.1">, initially<"v = v_r">>;
using fast = synapse_equations<R"(
    w : siemens
    I_fast_post = w*(v_post - E_syn)/(1 + exp(s_fast*(V_fast - v_pre))) : amp (summed)
    E_syn = -75*mV : volt
    s_fast = 0.2/mV : 1/volt
    V_fast = -50*mV : volt)">;
using slow = synapse_equations<R"(
    k_2 : 1/second (constant)
    w : siemens
    I_slow_post = w*m_slow*(v_post - E_syn) : amp (summed)
    dm_slow/dt = k_1*(1 - m_slow)/(1 + exp(s_slow*(V_slow - v_pre))) - k_2*m_slow : 1 (clock-driven)
    E_syn = -75*mV : volt
    k_1 = 1/ms : Hz
    s_slow = 1/mV : 1/volt
    V_slow = -55*mV : volt)">;

constexpr int ABPD = 0, LP = 1, PY = 2;
constexpr auto d = describe(
    population<"circuit">(3, bursting{}, rk2{}, parameter<"label">(function_of([](auto i, auto) { return 1.0 * i; })),
                          parameter<"Ca_target">(given)),
    projection<"fast: circuit -> circuit.I_fast">(
        connected_if([](auto i, auto j) { return i != j and not(i == PY and j == ABPD); }), weight([](auto i, auto j) {
          return i == ABPD ? (j == LP ? 15_nS : 5_nS) : i == LP ? (j == ABPD ? 10_nS : 20_nS) : 5_nS;
        }),
        plasticity{fast{}}),
    projection<"slow: circuit -> circuit.I_slow">(connected_if([](auto i, auto j) { return i == ABPD and j != ABPD; }),
                                                  weight([](auto, auto j) { return j == LP ? 25_nS : 15_nS; }),
                                                  plasticity{slow{}}),
    record<"circuit.spikes">(), record<"circuit.v">(every{1_ms}), record<"circuit.x">(every{1_ms}),
    record<"circuit.Ca">(every{1_ms}), record<"circuit.z">(every{1_ms}));

TEST_CASE("Stimberg_et_al_2019: the pyloric network in words", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2019");
  simulation<network<d>> sim{time_step{0.01_ms}, set<"circuit.Ca_target">(values({0.048, 0.0384, 0.06})),
                             set<"circuit.w">(values({-4, -2, -1}, 1_nA)),
                             set<"circuit.z">(values({0.05, -0.05, 0.08})),
                             set<"slow.k_2">(values({0.03, 0.008}, 1 / 1_ms))};
  sim.run(1_s);
  brian.compare_spikes(sim["circuit.spikes"_name], "pyloric_steps", "pyloric_neurons");
  brian.compare("pyloric_v", sim["circuit.v"_name], 1e-9);
  brian.compare("pyloric_x", sim["circuit.x"_name], 1e-9);
  brian.compare("pyloric_Ca", sim["circuit.Ca"_name], 1e-9);
  brian.compare("pyloric_z", sim["circuit.z"_name], 1e-9);
}

} // namespace
