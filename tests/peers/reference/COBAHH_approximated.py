# The example COBAHH_approximated of Brian2 without its pictures.
from texts import *

words = texts_of('COBAHH_approximated')

defaultclock.dt = 0.01*ms
I_stim = TimedArray(([0]*4+[4]+[0]*15+[15]+[0])*uA/(cmeter**2), dt=0.5*ms)
group = NeuronGroup(1, method='euler', **arguments(words['neuron']))
start(group, words['neuron'])
M = StateMonitor(group, ['v', 'm', 'n', 'h'], record=True, dt=0.05*ms)
run(20*ms)
save('COBAHH_approximated', v=M.v[0], m=M.m[0], n=M.n[0], h=M.h[0])
