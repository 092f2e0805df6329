# The example Morris_Lecar_1981 of Brian2; by its method, exponential_euler, and by rk4. (There exponential_euler takes the
# conductance m_inf(V) for constant during a step.)
from texts import *

words = texts_of('Morris_Lecar_1981')

defaultclock.dt = 0.01*ms
results = {}
for method in ('exponential_euler', 'rk4'):
    neuron = NeuronGroup(17, method=method, **arguments(words['neuron']))
    neuron.I = (np.arange(17)*25+100)*uA
    start(neuron, words['neuron'])
    mon = StateMonitor(neuron, ['V', 'n'], record=True, dt=2*ms)
    net = Network(neuron, mon)
    net.run(220*ms)
    results['V_' + method], results['n_' + method] = np.array(mon.V).T, np.array(mon.n).T
save('Morris_Lecar_1981', **results)
