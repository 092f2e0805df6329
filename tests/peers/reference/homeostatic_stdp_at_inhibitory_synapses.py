# Inhibitory synapses whose change a population-wide rate controls: after Zenke, Agnes and Gerstner (2015), Nature
# Communications 6:6922, as in Brian2's example synapses/homeostatic_stdp_at_inhibitory_synapses. 10 neurons, 40 excitatory
# and 20 inhibitory inputs with reproducible spikes, for 1 s: excitation doubles after half of it.
from texts import *

words = texts_of('homeostatic_stdp_at_inhibitory_synapses')

N, N_e, N_i, steps = 10, 40, 20, 10000
cells = NeuronGroup(N, method='euler', name='cells', **arguments(words['cell']))
start(cells, words['cell'])
count = Synapses(cells, cells, name='a_count', **arguments(words['count']))
count.connect()
p = np.where(np.arange(steps) < steps // 2, 15, 30)[:, None] * 1e-4 * np.ones(N_e)
when_e, who_e = np.nonzero(numbers(steps * N_e, 51).reshape(steps, N_e) < p)
when_i, who_i = spikes_by_chance(steps, N_i, 20e-4, 500000)
exc, inh = SpikeGeneratorGroup(N_e, who_e, when_e*.1*ms), SpikeGeneratorGroup(N_i, who_i, when_i*.1*ms)
from_exc = Synapses(exc, cells, on_pre='g_e_post += 0.1', name='from_exc')
from_exc.connect()
from_inh = Synapses(inh, cells, name='from_inh', **arguments(words['inhibition']))
from_inh.connect()
from_inh.w = 0.1
spikes = SpikeMonitor(cells)
M = StateMonitor(cells, 'H', record=0, dt=1*ms)
w = StateMonitor(from_inh, "w", record=range(0, 200, 7), dt=10*ms)
run(1*second)
print(spikes.num_spikes, np.bincount(steps_of(spikes) // 1000), np.array(M.H[0])[::100], np.array(from_inh.w).mean(), np.array(from_inh.w).max())
save('homeostatic_stdp_at_inhibitory_synapses', exc_steps=when_e, exc_neurons=who_e, inh_steps=when_i, inh_neurons=who_i,
     steps=steps_of(spikes), neurons=spikes.i, H=np.array(M.H[0]), w=np.array(w.w).T)
