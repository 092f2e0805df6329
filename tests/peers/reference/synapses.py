# Brian2's example synapses/synapses: weights that fade by an equation of their own, delays that grow with i and are
# random. Changed: the equation is clock-driven, as it is by default, and exact; event-driven ones begin a step later in
# Brian2, so that the first event finds one step less of decay. python3 synapses.py writes ../recorded/synapses.npz, with the pairs and delays that were drawn.
import os
import numpy as np
from brian2 import *

prefs.codegen.target = 'numpy'
seed(2)
G1 = NeuronGroup(10, 'dv/dt = -v / (10*ms) : 1', threshold='v > 1', reset='v=0.', method='exact')
G1.v = 1.2
G2 = NeuronGroup(10, 'dv/dt = -v / (10*ms) : 1', threshold='v > 1', reset='v=0', method='exact')
syn = Synapses(G1, G2, 'dw/dt = -w / (50*ms): 1 (clock-driven)', on_pre='v += w', method='exact')
syn.connect('i == j', p=0.75)
syn.delay = '1*ms + i*ms + 0.25*ms * randn()'
syn.w = 1
mon = StateMonitor(G2, 'v', record=True)
run(20*ms)
np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'recorded', 'synapses.npz'),
                    v=np.asarray(mon.v).T, i=np.asarray(syn.i, dtype=float), j=np.asarray(syn.j, dtype=float),
                    delay_steps=np.floor(np.asarray(syn.delay / defaultclock.dt) + 0.5))
