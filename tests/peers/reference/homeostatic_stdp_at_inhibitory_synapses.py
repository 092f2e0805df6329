# Inhibitory synapses whose change a population-wide rate controls: after Zenke, Agnes and Gerstner (2015), Nature
# Communications 6:6922, as in Brian2's example synapses/homeostatic_stdp_at_inhibitory_synapses. 10 neurons, 40 excitatory
# and 20 inhibitory inputs with reproducible spikes, for 1 s: excitation doubles after half of it.
from common import *

N, N_e, N_i, steps = 10, 40, 20, 10000
ns = dict(E_L=-60*mV, E_e=0*mV, E_i=-80*mV, V_th=-50*mV, V_r=-60*mV, tau=20*ms, tau_e=5*ms, tau_i=10*ms, tau_stdp=20*ms,
          tau_H=200*ms, gamma=10*Hz, eta=0.05/Hz, g_max=5, n_cells=N)
cells = NeuronGroup(N, '''dv/dt = ((E_L - v) + g_e*(E_e - v) + g_i*(E_i - v))/tau : volt (unless refractory)
                          dg_e/dt = -g_e/tau_e : 1
                          dg_i/dt = -g_i/tau_i : 1
                          dH/dt = -H/tau_H : Hz  # the same in all: synapses cannot read a linked variable''', threshold='v > V_th', reset='v = V_r', refractory=5*ms, method='euler',
                    namespace=ns, name='cells')
cells.v = -60*mV
count = Synapses(cells, cells, on_pre='H_post += 1/(tau_H*n_cells)', namespace=ns, name='a_count')
count.connect()
p = np.where(np.arange(steps) < steps // 2, 15, 30)[:, None] * 1e-4 * np.ones(N_e)
when_e, who_e = np.nonzero(numbers(steps * N_e, 51).reshape(steps, N_e) < p)
when_i, who_i = spikes_by_chance(steps, N_i, 20e-4, 500000)
exc, inh = SpikeGeneratorGroup(N_e, who_e, when_e*.1*ms), SpikeGeneratorGroup(N_i, who_i, when_i*.1*ms)
from_exc = Synapses(exc, cells, on_pre='g_e_post += 0.1', name='from_exc')
from_exc.connect()
from_inh = Synapses(inh, cells, '''w : 1
                                   dzpre/dt = -zpre/tau_stdp : 1 (event-driven)
                                   dzpost/dt = -zpost/tau_stdp : 1 (event-driven)''',
                    on_pre='''g_i_post += w
                              w = clip(w + eta*(H_post - gamma)*zpost, 0, g_max)
                              zpre += 1''',
                    on_post='''w = clip(w + eta*(H_post - gamma)*zpre, 0, g_max)
                               zpost += 1''', namespace=ns, name='from_inh')
from_inh.connect()
from_inh.w = 0.1
spikes = SpikeMonitor(cells)
M = StateMonitor(cells, 'H', record=0, dt=1*ms)
w = StateMonitor(from_inh, "w", record=range(0, 200, 7), dt=10*ms)
run(1*second)
print(spikes.num_spikes, np.bincount(steps_of(spikes) // 1000), np.array(M.H[0])[::100], np.array(from_inh.w).mean(), np.array(from_inh.w).max())
save('homeostatic_stdp_at_inhibitory_synapses', exc_steps=when_e, exc_neurons=who_e, inh_steps=when_i, inh_neurons=who_i,
     steps=steps_of(spikes), neurons=spikes.i, H=np.array(M.H[0]), w=np.array(w.w).T)
