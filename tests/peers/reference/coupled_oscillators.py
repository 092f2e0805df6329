# Brian2's example coupled_oscillators: Kuramoto's model at four strengths of coupling.
# python3 coupled_oscillators.py writes ../recorded/coupled_oscillators.npz.
import os
import numpy as np
from brian2 import *

prefs.codegen.target = 'numpy'
N = 100
defaultclock.dt = 1*ms
recorded = {}
for K_hertz in [0, 1, 2, 4]:
    K = K_hertz/second
    seed(214040893)
    oscillators = NeuronGroup(N, '''dTheta/dt = omega + K/N*coupling : radian
                                    omega : radian/second (constant)
                                    coupling : 1''', method='euler')
    oscillators.Theta = 'rand()*2*pi'
    oscillators.omega = 'clip(0.5 + randn()*0.5, 0, inf)*radian/second'
    recorded['omega'] = np.array(oscillators.omega)
    recorded['start'] = np.array(oscillators.Theta)
    connections = Synapses(oscillators, oscillators, 'coupling_post = sin(Theta_pre - Theta_post) : 1 (summed)')
    connections.connect()
    mon = StateMonitor(oscillators, 'Theta', record=True, dt=500*ms)
    net = Network(oscillators, connections, mon)
    net.run(10*second)
    recorded['theta_%d' % K_hertz] = np.asarray(mon.Theta).T
np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'recorded', 'coupled_oscillators.npz'),
                    **recorded)
