# Distributed synchrony: 15 of the 4000 excitatory inputs of a neuron spike together, 40 times per second. Rossant, Leijon,
# Magnusson and Brette (2011), Sensitivity of noisy neurons to coincident inputs, J Neurosci 31:17193, as in Brian2's
# example frompapers/Rossant_et_al_2011bis. For 2 s with 20 seeds: spikes of a neuron without and with synchrony, mean and
# deviation of their potentials.
from texts import *

words = texts_of('Rossant_et_al_2011bis')

El, vmean = -65*mV, -65*mV
taum, taue, taui = 5*ms, 3*ms, 10*ms
p, ne, ni, lambdac, lambdae, lambdai = 15, 4000, 1000, 40*Hz, 1*Hz, 1*Hz
we = .5*mV/(taum/taue)**(taum/(taue - taum))
wi = (vmean - El - lambdae*ne*we*taue)/(lambdae*ni*taui)
results = {name: [] for name in ('independent', 'synchronous', 'mean_independent', 'mean_synchronous', 'deviation_independent', 'deviation_synchronous')}
for k in range(20):
    seed(k)
    group = NeuronGroup(2, method='exact', **arguments(words['neuron']))
    start(group, words['neuron'])
    group.ge = group.gi = 0*mV
    inputs = [PoissonInput(group[:1], 'ge', N=ne, rate=lambdae, weight=we), PoissonInput(group[:1], 'gi', N=ni, rate=lambdai, weight=wi),
              PoissonInput(group[1:], 'ge', N=ne, rate=lambdae - (p*1.0/ne)*lambdac, weight=we),
              PoissonInput(group[1:], 'gi', N=ni, rate=lambdai, weight=wi),
              PoissonInput(group[1:], 'ge', N=1, rate=lambdac, weight=p*we)]
    spikes, M = SpikeMonitor(group), StateMonitor(group, 'v', record=True, dt=1*ms)
    Network(group, *inputs, spikes, M).run(2*second)
    v = np.array(M.v) * 1000
    for i, name in enumerate(('independent', 'synchronous')):
        results[name].append(spikes.count[i])
        results['mean_' + name].append(v[i].mean())
        results['deviation_' + name].append(v[i].std(ddof=1))
print({name: np.mean(x) for name, x in results.items()})
save('Rossant_et_al_2011bis', **results)
