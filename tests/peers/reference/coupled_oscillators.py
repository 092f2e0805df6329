# Brian2's example coupled_oscillators: Kuramoto's model at four strengths of coupling.
# python3 coupled_oscillators.py writes ../recorded/coupled_oscillators.npz.
from texts import *

words = texts_of('coupled_oscillators')
N = 100
defaultclock.dt = 1*ms
recorded = {}
for K_hertz in [0, 1, 2, 4]:
    seed(214040893)
    oscillators = NeuronGroup(N, method='euler', **arguments(words['oscillator']))
    oscillators.K = K_hertz/second
    oscillators.Theta = 'rand()*2*pi'
    oscillators.omega = 'clip(0.5 + randn()*0.5, 0, inf)*radian/second'
    recorded['omega'] = np.array(oscillators.omega)
    recorded['start'] = np.array(oscillators.Theta)
    connections = Synapses(oscillators, oscillators, **arguments(words['connection']))
    connections.connect()
    mon = StateMonitor(oscillators, 'Theta', record=True, dt=500*ms)
    net = Network(oscillators, connections, mon)
    net.run(10*second)
    recorded['theta_%d' % K_hertz] = np.asarray(mon.Theta).T
save('coupled_oscillators', **recorded)
