# Brian2's example synapses/continuous_interaction: the gating variable of one neuron opens a conductance of another.
# python3 continuous_interaction.py writes ../recorded/continuous_interaction.npz.
from texts import *

words = texts_of('continuous_interaction')
neuron = NeuronGroup(2, method='exponential_euler', **arguments(words['neuron']))
start(neuron, words['neuron'])
neuron.I_ext = [1.5, 0.0]*uA
S = Synapses(neuron, neuron, **arguments(words['interaction']))
S.connect(i=0, j=1)
mon = StateMonitor(neuron, ['vm', 's', 's_in'], record=True)
run(100*ms)
save('continuous_interaction', vm=np.asarray(mon.vm).T, s=np.asarray(mon.s).T, s_in=np.asarray(mon.s_in).T)
