# Brian2's example CUBA with a quarter of the neurons and connections four times as dense. 1. For 200 ms with reproducible
# connections and potentials: spikes. 2. For 500 ms with 20 seeds: rates and the irregularity of intervals.
from texts import *

words = texts_of('CUBA')

N, p = 1000, .08
Vt, Vr = -50*mV, -60*mV


def simulate(duration, reproducible):
    P = NeuronGroup(N, method='exact', **arguments(words['cell']))
    Ce = Synapses(P, P, **arguments(words['excitation']))
    Ci = Synapses(P, P, **arguments(words['inhibition']))
    if reproducible:
        P.v = Vr + numbers(N, 0) * (Vt - Vr)
        i, j = spikes_by_chance(N, N, p, 10**6)
        Ce.connect(i=i[i < 800], j=j[i < 800])
        Ci.connect(i=i[i >= 800], j=j[i >= 800])
    else:
        P.v = '-60*mV + rand()*10*mV'  # not Vr: subexpressions beside rand() fail in numpy
        Ce.connect('i<800', p=p)
        Ci.connect('i>=800', p=p)
    spikes = SpikeMonitor(P)
    Network(P, Ce, Ci, spikes).run(duration)
    return spikes


spikes = simulate(200*ms, True)
rates, irregular = [], []
for k in range(20):
    seed(k)
    s = simulate(500*ms, False)
    rates.append(s.num_spikes / N / .5)
    cv = [np.diff(t).std() / np.diff(t).mean() for t in s.spike_trains().values() if len(t) > 4]
    irregular.append(np.mean(cv))
    print(k, rates[-1], irregular[-1], flush=True)
save('CUBA', steps=steps_of(spikes), neurons=spikes.i, rates=rates, irregular=irregular)
