#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Voltage-based STDP (Clopath et al. 2010) onto adaptive exponential neurons, for tests/peers/voltage_stdp.cpp.

Writes recorded/voltage_stdp.npz. Needs Brian2 (Debian: python3-brian)."""
import os
import numpy as np
from brian2 import *

prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms

# Spikes of ten sources at irregular times, three targets at different currents, delays from 0 to 4 ms.
sources, targets, steps = 10, 3, 6000
generator = np.random.RandomState(5)
spikes = generator.rand(steps, sources) < 0.0025
step, source = np.nonzero(spikes)
delays = np.round(generator.rand(sources * targets) * 40)
currents = np.array([0.55, 0.7, 0.85])

C, gL, EL, VT, DeltaT, Vcut = 281 * pF, 30 * nS, -70.6 * mV, -50.4 * mV, 2 * mV, 0 * mV
a, b, tauw = 4 * nS, 80.5 * pA, 144 * ms
V_spike, t_spike = 33 * mV, 2 * ms
tau_minus, tau_plus, tau_homeo, tau_x = 10 * ms, 7 * ms, 1 * second, 15 * ms
theta_minus, theta_plus, u_ref = -70.6 * mV, -45.3 * mV, 7.746 * mV
A_LTD, A_LTP = 14e-5 / mV, 8e-5 / mV**2

G = NeuronGroup(
    targets,
    """
    dv/dt = (gL*(EL - clip(v, -1*volt, Vcut)) + gL*DeltaT*exp((clip(v, -1*volt, Vcut) - VT)/DeltaT) - w + I)/C : volt
    dw/dt = (a*(clip(v, -1*volt, Vcut) - EL) - w)/tauw : amp
    du_minus/dt = (clip(v, -1*volt, V_spike) - u_minus)/tau_minus : volt
    du_plus/dt = (clip(v, -1*volt, V_spike) - u_plus)/tau_plus : volt
    du_homeo/dt = (clip(v, -1*volt, V_spike) - EL - u_homeo)/tau_homeo : volt
    I : amp
    """,
    threshold="v > Vcut",
    reset="""
    u_minus += (V_spike - u_minus)*(1 - exp(-t_spike/tau_minus))
    u_plus += (V_spike - u_plus)*(1 - exp(-t_spike/tau_plus))
    u_homeo += (V_spike - EL - u_homeo)*(1 - exp(-t_spike/tau_homeo))
    v = EL
    w += b
    """,
    method="rk2",
    name="targets",
)
G.v = G.u_minus = G.u_plus = EL
G.I = currents * nA
inputs = SpikeGeneratorGroup(sources, source, step * 0.1 * ms, name="inputs")
# w is the weight in units of w_1 = 0.5 mV.
S = Synapses(
    inputs,
    G,
    "w_syn : 1\nx : 1",
    on_pre="""
    v_post += w_syn*0.5*mV
    w_syn = clip(w_syn - A_LTD*(u_homeo_post/u_ref)**2*clip(u_minus_post - theta_minus, 0*volt, 1*volt), 0, 3)
    x += 1
    """,
    on_post="w_syn = clip(w_syn + A_LTP*x*(t_spike/tau_x)*(V_spike - theta_plus)"
    "*clip(u_plus_post - theta_minus, 0*volt, 1*volt), 0, 3)",
    name="synapses",
)
S.connect()
S.w_syn = 1
S.delay = delays * 0.1 * ms
S.run_regularly(
    """
    x = x*exp(-dt/tau_x)
    above = clip(v_post - theta_plus, 0*volt, 1*volt)*clip(u_plus_post - theta_minus, 0*volt, 1*volt)
    w_syn = clip(w_syn + A_LTP*x*(dt/tau_x)*above, 0, 3)
    """,
    when="groups",
    order=-1,
)
weights = StateMonitor(S, "w_syn", record=True, dt=10 * ms)
voltages = StateMonitor(G, ["v", "u_plus", "u_homeo"], record=True, dt=10 * ms)
out = SpikeMonitor(G)
run(steps * 0.1 * ms)
print(len(out.i), "spikes; weights", S.w_syn[:].min(), "to", S.w_syn[:].max())
np.savez_compressed(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "recorded", "voltage_stdp.npz"),
    input_step=step.astype(float),
    input_source=source.astype(float),
    delay=delays,
    current=currents,
    spike_step=np.round(np.asarray(out.t / ms) * 10),
    spike_neuron=np.asarray(out.i).astype(float),
    w=weights.w_syn.T,
    v=np.asarray(voltages.v / volt).T,
    u_plus=np.asarray(voltages.u_plus / volt).T,
    u_homeo=np.asarray(voltages.u_homeo / volt).T,
)
