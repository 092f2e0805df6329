# The example Rothman_Manis_2003 of Brian2, all six types of neurons at once; by rk4, with the shorter step that it
# proposes.
from texts import *

words = texts_of('Rothman_Manis_2003')

defaultclock.dt = 0.025*ms

# Maximal conductances of different cell types in nS
maximal_conductances = dict(
type1c=(1000, 150, 0, 0, 0.5, 0, 2),
type1t=(1000, 80, 0, 65, 0.5, 0, 2),
type12=(1000, 150, 20, 0, 2, 0, 2),
type21=(1000, 150, 35, 0, 3.5, 0, 2),
type2=(1000, 150, 200, 0, 20, 0, 2),
type2o=(1000, 150, 600, 0, 0, 40, 2) # octopus cell
)
names = ['gnabar', 'gkhtbar', 'gkltbar', 'gkabar', 'ghbar', 'gbarno', 'gl']

neuron = NeuronGroup(6, method='rk4', **arguments(words['neuron']))
for k, name in enumerate(names):
    setattr(neuron, name, [maximal_conductances[t][k] for t in maximal_conductances] * nS)
start(neuron, words['neuron'])
run(50*ms)  # go to rest
M = StateMonitor(neuron, 'v', record=True, dt=0.5*ms)
neuron.I = 250*pA
run(100*ms)
save('Rothman_Manis_2003', v=np.array(M.v).T)
