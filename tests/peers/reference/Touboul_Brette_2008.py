# Brian2's example frompapers/Touboul_Brette_2008 with 30 values of Vr, for 400 ms: spikes, and w at their times. The
# adaptation at spikes is chaotic in some of them.
from texts import *

words = texts_of('Touboul_Brette_2008')

defaultclock.dt = 0.01*ms
N = 30
neuron = NeuronGroup(N, method='euler', **arguments(words['neuron']))
start(neuron, words['neuron'])
neuron.Vr = linspace(-48.3, -47.7, N) * mV
states = StateMonitor(neuron, "w", record=True, when='start')
spikes = SpikeMonitor(neuron)
run(400*ms)
w = states.w[spikes.i, np.round(spikes.t / defaultclock.dt).astype(int)]
print(spikes.num_spikes, w.min(), w.max())
save('Touboul_Brette_2008', steps=steps_of(spikes), neurons=spikes.i, w=w)
