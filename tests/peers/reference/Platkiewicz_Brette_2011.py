# The example Platkiewicz_Brette_2011 of Brian2: rate, potential at the spike and interval over 20 seeds.
from texts import *

words = texts_of('Platkiewicz_Brette_2011')

N = 200
neurons = NeuronGroup(N, **arguments(words['neuron']))
S = SpikeMonitor(neurons, variables='v')
M = StateMonitor(neurons, ['v', 'theta', 'I'], record=True, dt=1*ms)
store()
rates, crossings, irregular, means, deviations = [], [], [], [], []
for k in range(20):
    restore()
    seed(k + 1)
    neurons.I = 0
    start(neurons, words['neuron'])
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
