# SPDX-License-Identifier: BSL-1.0
"""Depressing and facilitating synapses after Tsodyks, Pawelzik and Markram (1998), figure 1, by Brian2.

The membrane potential of a cell that is fed by one synapse: panels A, B, C. Synapses and membrane are solved exactly.
Run with Brian2 2.5.1: python3 Tsodyks_Pawelzik_Markram_1998.py; writes ../recorded/Tsodyks_Pawelzik_Markram_1998.npz.
"""
import os

import brian2 as b
import numpy as np
from brian2 import Gohm, Hz, Mohm, ms, mV, pA

from texts import arguments, texts_of

b.prefs.codegen.target = "numpy"
words = texts_of("Tsodyks_Pawelzik_Markram_1998")
time_step = 0.1 * ms
panels = {
    "A": dict(tau=40 * ms, R=100 * Mohm, w=250 * pA, U=0.6, rec=800 * ms, inact=3 * ms, facil=None, gap=500, last=11000,
              steps=12000),
    "B": dict(tau=60 * ms, R=1 * Gohm, w=1540 * pA, U=0.03, rec=130 * ms, inact=1.5 * ms, facil=530 * ms, gap=500,
              last=11000, steps=12000),
    "C": dict(tau=60 * ms, R=1 * Gohm, w=1540 * pA, U=0.03, rec=130 * ms, inact=1.5 * ms, facil=530 * ms, gap=143,
              last=3750, steps=5000),
}
recorded = {}
for name, p in panels.items():
    b.start_scope()
    b.defaultclock.dt = time_step
    steps = np.arange(1000, p["last"], p["gap"])
    stimulus = b.SpikeGeneratorGroup(1, np.zeros(len(steps), dtype=int), steps * time_step)
    cell = b.NeuronGroup(1, method="exact", **arguments(words["cell"]))
    cell.R, cell.tau_m = p["R"], p["tau"]
    facilitates = p["facil"] is not None
    synapse = b.Synapses(stimulus, cell, method="exact",
                         namespace=dict(U=p["U"], tau_rec=p["rec"], tau_inact=p["inact"], tau_facil=p["facil"]),
                         **arguments(words["facilitating" if facilitates else "depressing"]))
    synapse.connect()
    synapse.x, synapse.w = 1, p["w"]
    monitor = b.StateMonitor(cell, "v", record=True)
    states = b.StateMonitor(synapse, ["x", "y", "u"], record=True)
    b.run(p["steps"] * time_step)
    recorded["v_" + name] = np.asarray(monitor.v[0])[::20]
    recorded["xyu_" + name] = np.array([states.x[0], states.y[0], states.u[0]]).T[::20]
    recorded["spikes_" + name] = steps.astype(float)
np.savez(os.path.join(os.path.dirname(__file__), "..", "recorded", "Tsodyks_Pawelzik_Markram_1998.npz"), **recorded)
