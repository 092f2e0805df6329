# The example adaptive_threshold of Brian2; the Poisson spikes are drawn here and recorded, so that others can have them.
from texts import *

words = texts_of('adaptive_threshold')

np.random.seed(1)
steps = np.nonzero(np.random.rand(20000) < 500 * Hz * defaultclock.dt)[0]

IF = NeuronGroup(1, method='exact', **arguments(words['neuron']))
start(IF, words['neuron'])
PG = SpikeGeneratorGroup(1, np.zeros(len(steps), int), steps * defaultclock.dt)
C = Synapses(PG, IF, on_pre='v += 3*mV')
C.connect()
M = StateMonitor(IF, ['v', 'vt'], record=True)
spikes = SpikeMonitor(IF)
run(2*second)
save('adaptive_threshold', input=steps, v=M.v[0][::10], vt=M.vt[0][::10], spikes=steps_of(spikes))
