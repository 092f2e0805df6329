# Brian2's example synapses/gapjunctions: ten neurons above threshold, all joined by gap junctions.
# python3 gapjunctions.py writes ../recorded/gapjunctions.npz.
import os
import numpy as np
from brian2 import *

prefs.codegen.target = 'numpy'
n, v0, tau = 10, 1.05, 10*ms
neurons = NeuronGroup(n, '''dv/dt = (v0 - v + Igap) / tau : 1
                            Igap : 1''', threshold='v > 1', reset='v = 0', method='exact')
neurons.v = 'i * 1.0 / (n-1)'
S = Synapses(neurons, neurons, '''w : 1
                                  Igap_post = w * (v_pre - v_post) : 1 (summed)''')
S.connect()
S.w = .02
trace = StateMonitor(neurons, 'v', record=True, dt=1*ms)
spikes = SpikeMonitor(neurons)
run(500*ms)
np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'recorded', 'gapjunctions.npz'),
                    v=np.asarray(trace.v).T, spike_step=np.round(spikes.t / defaultclock.dt), spike_neuron=np.asarray(spikes.i, dtype=float))
