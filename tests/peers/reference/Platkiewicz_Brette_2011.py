# The example Platkiewicz_Brette_2011 of Brian2: rate, potential at the spike and interval over 20 seeds.
from common import *

N = 200
ENa = 60*mV
EL = -70*mV
vT = -55*mV
Vi = -63*mV
tauh = 5*ms
tau = 5*ms
ka = 5*mV
ki = 6*mV
a = ka / ki
tauI = 5*ms
mu = 15*mV
sigma = 6*mV / sqrt(tauI / (tauI + tau))
eqs = """
dv/dt=(EL-v+mu+sigma*I)/tau : volt
dtheta/dt=(vT+a*clip(v-Vi, 0*mV, inf*mV)-theta)/tauh : volt
dI/dt=-I/tauI+(2/tauI)**.5*xi : 1 # Ornstein-Uhlenbeck
"""
neurons = NeuronGroup(N, eqs, threshold="v>theta", reset='v=EL', refractory=5*ms)
S = SpikeMonitor(neurons, variables='v')
M = StateMonitor(neurons, ['v', 'theta', 'I'], record=True, dt=1*ms)
store()
rates, crossings, irregular, means, deviations = [], [], [], [], []
for k in range(20):
    restore()
    seed(k + 1)
    neurons.v = EL
    neurons.theta = vT
    neurons.I = 0
    run(1*second)
    rates.append(S.num_spikes / N)
    intervals = np.concatenate([np.diff(t / ms) for t in S.spike_trains().values()])
    irregular.append(np.std(intervals) / np.mean(intervals))
    late = M.t > 100*ms
    means.append([np.mean(np.array(x)[:, late]) for x in (M.v, M.theta, M.I)])
    deviations.append([np.std(np.array(x)[:, late]) for x in (M.v, M.theta, M.I)])
    crossings.append(np.mean(S.v / volt))
save('Platkiewicz_Brette_2011', rate=rates, crossing=crossings, irregular=irregular, mean=means, deviation=deviations)
print(np.mean(rates), np.std(rates), np.mean(crossings), np.mean(irregular), np.mean(means, 0), np.mean(deviations, 0))
