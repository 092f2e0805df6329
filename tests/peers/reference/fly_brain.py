# The model of Shiu et al. (2024), Nature 634:210, as their program has it (github.com/philshiu/Drosophila_brain_model,
# model.py), on a random graph of 600 neurons. 1. For 300 ms with reproducible input: spikes. 2. For 500 ms with 20 seeds:
# rates of all neurons, and of the ten that respond most.
from common import *

N, activated = 600, 12
ns = dict(v_0=-52*mV, v_rst=-52*mV, v_th=-45*mV, t_mbr=20*ms, tau=5*ms)
w_syn = .275*mV
# Log-normal degrees and synapse counts; every neuron excites or inhibits.
u = [numbers(N * N, salt).reshape(N, N) for salt in (0, 10**6, 2 * 10**6)]
degree = np.exp(1.0 * np.sqrt(-2 * np.log(numbers(N, 3 * 10**6) + 1e-12)))
p = np.minimum(30 * degree[:, None] * degree[None, :] / degree.mean()**2 / N, .5)
source, target = np.nonzero((u[0] < p) & ~np.eye(N, dtype=bool))
normal = np.sqrt(-2 * np.log(u[1] + 1e-12)) * np.cos(2 * np.pi * u[2])
count = np.minimum(np.ceil(np.exp(.052 + 1.458 * normal)), 300)[source, target]
sign = np.where(numbers(N, 4 * 10**6) < .66, 1, -1)
sign[:activated] = 1
weight = (count * sign[source]).astype('int32')
print(len(source), 'connections')


def simulate(duration, k=None):
    neu = NeuronGroup(N, '''dv/dt = (v_0 - v + g) / t_mbr : volt (unless refractory)
                            dg/dt = -g / tau : volt (unless refractory)
                            rfc : second''', method='linear', threshold='v > v_th',
                      reset='v = v_rst; g = 0 * mV', refractory='rfc', namespace=ns)
    neu.v, neu.g, neu.rfc = -52*mV, 0*mV, 2.2*ms
    neu.rfc[:activated] = 0*ms
    syn = Synapses(neu, neu, 'w : volt', on_pre='g += w', delay=1.8*ms)
    syn.connect(i=source, j=target)
    syn.w = weight * w_syn
    spikes = SpikeMonitor(neu)
    if k is None:
        steps, cells = spikes_by_chance(round(duration / defaultclock.dt), activated, .015, 5 * 10**6)
        given = SpikeGeneratorGroup(activated, cells, steps * defaultclock.dt)
        kick = Synapses(given, neu, on_pre='v += 250 * .275*mV')
        kick.connect(j='i')
        inputs = [given, kick]
    else:
        seed(k)
        inputs = [PoissonInput(neu[i], 'v', N=1, rate=150*Hz, weight=250 * w_syn) for i in range(activated)]
    net = Network(neu, syn, spikes, *inputs)
    net.run(duration)
    return spikes


spikes = simulate(300*ms)
rates = np.zeros((20, N))
for k in range(20):
    s = simulate(500*ms, k)
    rates[k] = np.bincount(s.i, minlength=N) / .5
    print(k, rates[k].mean(), (rates[k] > 0).sum(), flush=True)
print(spikes.num_spikes)
save('fly_brain', source=source.astype('int32'), target=target.astype('int32'), weight=weight, steps=steps_of(spikes),
     neurons=spikes.i, rates=rates)
