# Brian2's example frompapers/Vogels_et_al_2011 with a twentieth of the neurons, connections that are ten times as dense
# and half of the conductances. 1. For 300 ms with reproducible connections, plasticity after 100 ms: spikes, weights.
# 2. For 2 s with 20 seeds, plasticity after 0.5 s: rates before and after, and the weights.
from texts import *

words = texts_of('Vogels_et_al_2011')

NE, NI, epsilon = 400, 100, .2


def simulate(before, after, reproducible):
    neurons = NeuronGroup(NE+NI, method='euler', **arguments(words['cell']))
    Pe, Pi = neurons[:NE], neurons[NE:]
    con_e = Synapses(Pe, neurons, on_pre='g_ampa += 0.15*nS')
    con_ii = Synapses(Pi, Pi, on_pre='g_gaba += 1.5*nS')
    con_ie = Synapses(Pi, Pe, **arguments(words['balance']))
    if reproducible:
        for S, n, m, salt in (con_e, NE, NE+NI, 0), (con_ii, NI, NI, 10**6), (con_ie, NI, NE, 2 * 10**6):
            i, j = spikes_by_chance(n, m, epsilon, salt)
            S.connect(i=i, j=j)
    else:
        for S in con_e, con_ii, con_ie:
            S.connect(p=epsilon)
    con_ie.w = 1e-10
    sm, all_spikes = SpikeMonitor(Pe), SpikeMonitor(neurons)
    net = Network(neurons, con_e, con_ii, con_ie, sm, all_spikes)
    net.run(before, namespace=dict(eta=0))
    net.run(after, namespace=dict(eta=1e-2))
    return all_spikes, sm, np.array(con_ie.w), np.array(neurons.v)


spikes, _, w, v = simulate(100*ms, 200*ms, True)
print(spikes.num_spikes, w.mean(), w.max())
first, last, means, deviations = [], [], [], []
for k in range(20):
    seed(k)
    _, sm, final, _ = simulate(.5*second, 1.5*second, False)
    t = np.asarray(sm.t)
    first.append(np.sum((t > .1) & (t < .5)) / NE / .4)
    last.append(np.sum(t >= 1.5) / NE / .5)
    means.append(final.mean())
    deviations.append(final.std())
    print(k, first[-1], last[-1], means[-1], deviations[-1], flush=True)
save('Vogels_et_al_2011', steps=steps_of(spikes), neurons=spikes.i, w=w, v=v, first=first, last=last, means=means,
     deviations=deviations)
