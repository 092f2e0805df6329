#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The network of Brian2's example frompapers/Clopath_et_al_2010_homeostasis for tests/peers/Clopath_2010.cpp: voltage-based
STDP for a leaky neuron whose filtered potentials rise at its spikes, and five inputs that are active in turn.

Writes recorded/Clopath_2010.npz, with the random spikes of the inputs. Needs Brian2 (Debian: python3-brian)."""
import os
import numpy as np
from brian2 import *

# Synapse after synapse, as the text says: the numpy target would let all of them raise the potentials first.
prefs.codegen.target = "cython"
seed(3)
defaultclock.dt = 0.5 * ms

V_rest, V_thresh = -70 * mV, -55 * mV
theta_low = V_rest
tau_x = 15 * ms
A_LTD, A_LTP = 1.5e-4, 1.5e-2
tau_1, tau_2, tau_homeo = 40 * ms, 30 * ms, 1000 * ms
v_target = 12 * mV**2
g_leak, C, tau_ampa, E_ampa = 30 * nS, 300 * pF, 2 * ms, 0 * mV
g_max, w_max = 5e-8 * siemens, 1.0
inputs, rate, duration = 5, 35 * Hz, 100 * ms

downstream = NeuronGroup(
    1,
    """
    dv/dt = (g_leak*(V_rest - v) + g_ampa*(E_ampa - v))/C : volt
    dv_lowpass1/dt = (v - v_lowpass1)/tau_1 : volt
    dv_lowpass2/dt = (v - v_lowpass2)/tau_2 : volt
    dv_homeo/dt = (v - V_rest - v_homeo)/tau_homeo : volt
    dg_ampa/dt = -g_ampa/tau_ampa : siemens
    """,
    threshold="v > V_thresh",
    reset="v = V_rest",
    method="euler",
)
sources = NeuronGroup(
    inputs,
    """
    dx_trace/dt = -x_trace/tau_x : 1
    rates : Hz
    active : integer (shared)
    """,
    threshold="rand() < rates*dt",
    reset="x_trace += 1/(tau_x/ms)",
    method="exact",
)
S = Synapses(
    sources,
    downstream,
    "w : 1",
    on_pre="""
    g_ampa_post += w*g_max
    A_LTD_u = A_LTD*(v_homeo_post**2/v_target)
    w_minus = A_LTD_u*(v_lowpass1_post/mV - theta_low/mV)*int(v_lowpass1_post/mV - theta_low/mV > 0)
    w = clip(w - w_minus, 0, w_max)
    """,
    on_post="""
    v_lowpass1_post += 10*mV
    v_lowpass2_post += 10*mV
    v_homeo_post += 0.1*mV
    w_plus = A_LTP*x_trace_pre*(v_lowpass2_post/mV - theta_low/mV)*int(v_lowpass2_post/mV - theta_low/mV > 0)
    w = clip(w + w_plus, 0, w_max)
    """,
)
S.connect()
S.w = 0.5
downstream.v = downstream.v_lowpass1 = downstream.v_lowpass2 = V_rest
sources.run_regularly(
    """
    active = int(floor(rand()*inputs))
    rates = rate*int(active == i)
    """,
    dt=duration,
)
weights = StateMonitor(S, "w", record=True, dt=20 * ms)
state = StateMonitor(downstream, ["v", "v_lowpass1", "v_lowpass2", "v_homeo"], record=True, dt=20 * ms)
arrived, out = SpikeMonitor(sources), SpikeMonitor(downstream)
run(8 * second)
print(len(arrived.i), "and", len(out.i), "spikes; weights", S.w[:])
np.savez_compressed(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "recorded", "Clopath_2010.npz"),
    input_step=np.round(np.asarray(arrived.t / ms) * 2),
    input_neuron=np.asarray(arrived.i).astype(float),
    spike_step=np.round(np.asarray(out.t / ms) * 2),
    w=weights.w.T,
    v=np.asarray(state.v / volt).T,
    v_lowpass1=np.asarray(state.v_lowpass1 / volt).T,
    v_lowpass2=np.asarray(state.v_lowpass2 / volt).T,
    v_homeo=np.asarray(state.v_homeo / volt).T,
)
