# SPDX-License-Identifier: BSL-1.0
"""Calcium-based plasticity after Graupner and Brunel (2012), by Brian2.

Pairs of spikes at 1 Hz, the postsynaptic spike `gap` after the presynaptic one, whose calcium comes 13.7 ms late: rho and c
of one synapse without noise, step by step, and rho of many synapses with noise after 10 s.
Run with Brian2 2.5.1: python3 Graupner_Brunel_2012.py; writes ../recorded/Graupner_Brunel_2012.npz.
"""
import os

import brian2 as b
import numpy as np
from brian2 import ms, second

from texts import arguments, texts_of

b.prefs.codegen.target = "numpy"
b.seed(2012)
time_step = 0.1 * ms
words = texts_of('Graupner_Brunel_2012')


def simulate(gap, pairs, synapses, start, kind, method):
    """gap: steps from the presynaptic spike to the postsynaptic one."""
    b.start_scope()
    b.defaultclock.dt = time_step
    pre = np.array([1000 + 10000 * k for k in range(pairs)])
    source = b.SpikeGeneratorGroup(1, np.zeros(pairs, dtype=int), pre * time_step)
    target = b.SpikeGeneratorGroup(1, np.zeros(pairs, dtype=int), (pre + gap) * time_step)
    cells = b.NeuronGroup(synapses, "v : 1", threshold="v > 1", reset="v = 0")
    force = b.Synapses(target, cells, on_pre="v_post = 2")  # spikes one step later
    force.connect()
    s = b.Synapses(source, cells, delay=13.7 * ms, method=method, **arguments(words[kind]))
    s.connect()
    s.rho = start
    monitor = b.StateMonitor(s, ["rho", "c"], record=[0])
    b.run(pairs * second)
    return np.asarray(s.rho[:]), np.asarray(monitor.rho[0]), np.asarray(monitor.c[0])


recorded = {}
for gap in (-300, 200):
    final, rho, c = simulate(gap, 2, 1, 0.3, "quiet", "euler")
    name = "before" if gap < 0 else "after"
    recorded["trace_" + name] = np.array([rho, c]).T[::50]
    final, rho, c = simulate(gap, 10, 1000, np.repeat([0.0, 1.0], 500), "noisy", "heun")
    recorded["final_" + name] = final
np.savez(os.path.join(os.path.dirname(__file__), "..", "recorded", "Graupner_Brunel_2012.npz"), **recorded)
