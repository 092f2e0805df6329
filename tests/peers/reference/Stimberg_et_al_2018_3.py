# Example 3 of Stimberg et al. (2018), frompapers/Stimberg_et_al_2018/example_3_io_synapse, recorded every 10 ms.
from texts import *

words = texts_of('Stimberg_et_al_2018')

defaultclock.dt = 1*ms
transient = 16.5*second
duration = transient + 600*ms
spikes = [0, 50, 100, 150, 200, 300, 310, 320, 330, 340, 350, 360, 370, 380, 390, 400]*ms
spikes += transient
source_neurons = SpikeGeneratorGroup(1, np.zeros(len(spikes)), spikes)
target_neurons = NeuronGroup(1, '')
synapses = Synapses(source_neurons, target_neurons, method='exact', **arguments(words['modulated_release']))
synapses.connect(True, n=3)
astrocyte = NeuronGroup(2, method='rk4', **arguments(words['releasing_astrocyte']))
start(astrocyte, words['releasing_astrocyte'])
astrocyte.I_bias = np.asarray([0.8, 1.25])*umolar
ecs_astro_to_syn = Synapses(astrocyte, synapses, 'G_A_post = G_A_pre : mmolar (summed)')
ecs_astro_to_syn.connect(j='i+1')
syn_mon = StateMonitor(synapses, variables=['u_S', 'x_S', 'r_S', 'Y_S', 'Gamma_S'], record=[0, 1, 2], dt=10*ms)
ast_mon = StateMonitor(astrocyte, variables=['C', 'G_A'], record=True, dt=10*ms)
release = SpikeMonitor(astrocyte)
run(duration)
print(release.num_spikes, synapses.Gamma_S[:], np.asarray(syn_mon.u_S)[:, ::10][:, -6:])
save('Stimberg_et_al_2018_3', steps=steps_of(release), neurons=release.i,
     **{name: np.asarray(getattr(syn_mon, name)).T for name in ('u_S', 'x_S', 'r_S', 'Y_S', 'Gamma_S')},
     **{name: np.asarray(getattr(ast_mon, name)).T for name in ('C', 'G_A')})
