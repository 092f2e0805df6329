# The example Brette_Guigon_2003 of Brian2, its deterministic part: without the neurons' own noise (sigma = 0), with the
# common input and the start values drawn here and recorded.
from texts import *

words = texts_of('Brette_Guigon_2003')

N = 500
taux = 20*ms
np.random.seed(1)
dt_ = float(defaultclock.dt)
noise = np.random.randn(10000)
trace = np.zeros(10000)
for k in range(1, 10000):
    trace[k] = trace[k-1] - dt_ * trace[k-1] / float(taux) + (2 / float(taux) * dt_)**0.5 * noise[k]
start = np.random.rand(N)

x = TimedArray(trace, dt=defaultclock.dt)
neurons = NeuronGroup(N, method='euler', **arguments(words['neuron']))
neurons.p = '1.0*i/N'
neurons.v = start
spikes = SpikeMonitor(neurons)
run(1000*ms)
save('Brette_Guigon_2003', x=trace, start=start, steps=steps_of(spikes), neurons=np.array(spikes.i))
