# Example 2 of Stimberg et al. (2018), frompapers/Stimberg_et_al_2018/example_2_gchi_astrocyte, with one deterministic
# astrocyte and 20 stochastic ones: the traces of the former, mean and deviation of every trace of the latter.
from texts import *

words = texts_of('Stimberg_et_al_2018')

defaultclock.dt = 1*ms
duration = 30*second
source_neurons = NeuronGroup(1, method='euler', **arguments(words['regular_source']))
target_neurons = NeuronGroup(1, '')
synapses = Synapses(source_neurons, target_neurons, method='exact', **arguments(words['transmitter']))
synapses.connect()
seed(790824)
astrocytes = NeuronGroup(21, method='milstein', **arguments(words['noisy_astrocyte']))
start(astrocytes, words['noisy_astrocyte'])
astrocytes.noise = np.r_[0, np.ones(20)]
ecs_syn_to_astro = Synapses(synapses, astrocytes, 'Y_S_post = Y_S_pre : mmolar (summed)')
ecs_syn_to_astro.connect()
names = ['Gamma_A', 'C', 'h', 'I']
astro_mon = StateMonitor(astrocytes, variables=names, record=True, dt=100*ms)
Y_S = StateMonitor(astrocytes, 'Y_S', record=[0], dt=100*ms)
run(duration)
numbers_of = {name: np.asarray(getattr(astro_mon, name)) for name in names}
for name in names:
    print(name, numbers_of[name][0, ::50], numbers_of[name][1:].mean(axis=1))
save('Stimberg_et_al_2018_2', Y_S=np.asarray(Y_S.Y_S[0]), **{name: x[0] for name, x in numbers_of.items()},
     **{'mean_' + name: x[1:].mean(axis=1) for name, x in numbers_of.items()},
     **{'deviation_' + name: x[1:].std(axis=1) for name, x in numbers_of.items()})
