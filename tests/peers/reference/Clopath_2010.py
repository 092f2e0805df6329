#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The network of Brian2's example frompapers/Clopath_et_al_2010_homeostasis for tests/peers/Clopath_2010.cpp: voltage-based
STDP for a leaky neuron whose filtered potentials rise at its spikes, and five inputs that are active in turn.

Writes recorded/Clopath_2010.npz, with the random spikes of the inputs. Needs Brian2 (Debian: python3-brian)."""
from texts import *

words = texts_of('Clopath_2010')

# Synapse after synapse, as the text says: the numpy target would let all of them raise the potentials first.
prefs.codegen.target = "cython"
seed(3)
defaultclock.dt = 0.5 * ms

inputs, rate, duration = 5, 35 * Hz, 100 * ms

downstream = NeuronGroup(1, method="euler", **arguments(words["downstream"]))
active = arguments(words["source"])
active["model"] += "\n active : integer (shared)"
sources = NeuronGroup(inputs, method="exact", **active)
S = Synapses(sources, downstream, **arguments(words["connection"]))
S.connect()
S.w = 0.5
start(downstream, words['downstream'])
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
save(
    'Clopath_2010',
    input_step=np.round(np.asarray(arrived.t / ms) * 2),
    input_neuron=np.asarray(arrived.i).astype(float),
    spike_step=np.round(np.asarray(out.t / ms) * 2),
    w=weights.w.T,
    v=np.asarray(state.v / volt).T,
    v_lowpass1=np.asarray(state.v_lowpass1 / volt).T,
    v_lowpass2=np.asarray(state.v_lowpass2 / volt).T,
    v_homeo=np.asarray(state.v_homeo / volt).T,
)
