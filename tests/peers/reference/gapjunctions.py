# Brian2's example synapses/gapjunctions: ten neurons above threshold, all joined by gap junctions.
# python3 gapjunctions.py writes ../recorded/gapjunctions.npz.
from texts import *

words = texts_of('gapjunctions')
n = 10
neurons = NeuronGroup(n, method='exact', **arguments(words['neuron']))
neurons.v = 'i * 1.0 / (n-1)'
S = Synapses(neurons, neurons, **arguments(words['junction']))
S.connect()
S.w = .02
trace = StateMonitor(neurons, 'v', record=True, dt=1*ms)
spikes = SpikeMonitor(neurons)
run(500*ms)
save('gapjunctions', v=np.asarray(trace.v).T, spike_step=steps_of(spikes), spike_neuron=spikes.i)
