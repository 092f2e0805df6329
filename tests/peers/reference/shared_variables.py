# A variable of a whole group (shared) that an operation changes, and one that is the same in all neurons, because equations
# cannot be shared in Brian2; the time of the last spike
# and not_refractory in equations, threshold and reset.
from common import *

tau, tau_w, tau_a = 8*ms, 12*ms, 30*ms
g = NeuronGroup(5, '''dv/dt = (1.2 + 0.1*i + a - v)/tau : 1 (unless refractory)
                      dw/dt = (int(not_refractory) - w + exp(-(t - lastspike)/(3*ms)))/tau_w : 1
                      da/dt = (b - a)/tau_a : 1
                      b : 1 (shared)''',
                threshold='v > 1 + 0.3*exp(-(t - lastspike)/(10*ms)) + 0.1*a', reset='v = 0.1*w + 0.05*a',
                refractory=3*ms, method='euler')
g.b = 0.5
g.run_regularly('b = 1 - b*b', dt=20*ms)
spikes = SpikeMonitor(g)
trace = StateMonitor(g, ['v', 'w'], record=True, dt=2*ms)
shared = StateMonitor(g, ['a'], record=[0], dt=2*ms)
net = Network(g, spikes, trace, shared)
net.run(400*ms)
save('shared_variables', spikes=steps_of(spikes), neurons=spikes.i, v=np.array(trace.v).T, w=np.array(trace.w).T,
     a=np.array(shared.a).T)
print(spikes.count[:], np.array(shared.a).shape, g.a)
