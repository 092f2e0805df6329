# The example IF_curve_Hodgkin_Huxley of Brian2.
from texts import *

words = texts_of('IF_curve_Hodgkin_Huxley')

num_neurons = 100
group = NeuronGroup(num_neurons, method='exponential_euler', **arguments(words['neuron']))
start(group, words['neuron'])
group.I = '0.7*nA * i / num_neurons'
monitor = SpikeMonitor(group)
run(2*second)
save('IF_curve_Hodgkin_Huxley', spikes=steps_of(monitor), neurons=monitor.i, count=monitor.count, v=group.v)
