# Brian2's example frompapers/Diehl_Cook_2015 (training), with 100 inputs, 20 + 20 neurons, and patterns of 33 active
# inputs at 250 Hz in place of digits (four times the rate for an eighth of the inputs). 1. Three samples with
# reproducible input spikes, delays and weights: spikes, thresholds, weights. 2. Two samples with 20 seeds: how many
# spikes, mean and deviation of weights, mean threshold.
from texts import *

words = texts_of('Diehl_Cook_2015')

BrianLogger.suppress_name('resolution_conflict')
N_INP, N_NEURONS = 100, 20
INTENSITY = 2
W_EXC_INH, W_INH_EXC = 10.4, 17.0


def build_network(weights, delays, source):
    ng_exc = NeuronGroup(N_NEURONS, method='euler', name='exc', **arguments(words['excitatory']))
    ng_inh = NeuronGroup(N_NEURONS, method='euler', name='inh', **arguments(words['inhibitory']))
    start(ng_exc, words['excitatory'])
    start(ng_inh, words['inhibitory'])
    syns_exc_inh = Synapses(ng_exc, ng_inh, on_pre='ge_post += %f' % W_EXC_INH)
    syns_exc_inh.connect(j='i')
    syns_inh_exc = Synapses(ng_inh, ng_exc, on_pre='gi_post += %f' % W_INH_EXC)
    syns_inh_exc.connect("i != j")
    syns_inp_exc = Synapses(source, ng_exc, name='inp_exc', **arguments(words['learning']))
    syns_inp_exc.connect(True)
    syns_inp_exc.delay = delays
    syns_inp_exc.w = weights
    exc_mon, inh_mon = SpikeMonitor(ng_exc, name='sp_exc'), SpikeMonitor(ng_inh, name='sp_inh')
    return Network([source, ng_exc, ng_inh, syns_inp_exc, syns_exc_inh, syns_inh_exc, exc_mon, inh_mon])


def normalize_plastic_weights(syns):
    conns = np.reshape(syns.w, (N_INP, N_NEURONS))
    conns *= 10 / np.sum(conns, axis=0)
    syns.w = conns.reshape(-1)


def pattern(k):
    return 125. * (np.arange(N_INP) // 33 == k)


steps, i = [], []
for k in range(3):
    s, n = spikes_by_chance(3500, N_INP, 2 * pattern(k) * 1e-4, 1000000 * k)
    steps.append(s + 5000 * k)
    i.append(n)
u = numbers(2 * N_INP * N_NEURONS, 5000000)
delays = np.floor(100 * u[:N_INP * N_NEURONS]) * defaultclock.dt
source = SpikeGeneratorGroup(N_INP, np.concatenate(i), np.concatenate(steps) * defaultclock.dt, name='inp')
net = build_network((u[N_INP * N_NEURONS:] + 0.01) * 0.3, delays, source)
weights = []
for k in range(3):
    normalize_plastic_weights(net['inp_exc'])
    net.run(500*ms)
    weights.append(np.array(net['inp_exc'].w))
e, inh = net['sp_exc'], net['sp_inh']
theta, v = np.array(net['exc'].theta), np.array(net['exc'].v)
print(e.num_spikes, inh.num_spikes)


def show_sample(net, sample, intensity):
    prev = net['sp_exc'].count[:]
    net['inp'].rates = sample * intensity * Hz
    net.run(350*ms)
    pat = net['sp_exc'].count[:] - prev
    net['inp'].rates = 0*Hz
    net.run(150*ms)
    if np.sum(pat) < 5:
        return show_sample(net, sample, intensity + 1)
    return pat


count, mean_w, sd_w, mean_theta = [], [], [], []
for k in range(20):
    seed(k)
    random_net = build_network((np.random.random(N_INP * N_NEURONS) + 0.01) * 0.3, 'rand() * 10 * ms', PoissonGroup(N_INP, 0*Hz, name='inp'))
    for sample in range(2):
        normalize_plastic_weights(random_net['inp_exc'])
        show_sample(random_net, pattern(sample), INTENSITY)
    count.append(random_net['sp_exc'].num_spikes)
    mean_w.append(np.mean(random_net['inp_exc'].w))
    sd_w.append(np.std(random_net['inp_exc'].w))
    mean_theta.append(np.mean(random_net['exc'].theta / mV))
    print(k, count[-1], mean_w[-1], sd_w[-1], mean_theta[-1], flush=True)
save('Diehl_Cook_2015', e_steps=steps_of(e), e=e.i, i_steps=steps_of(inh), i=inh.i, w=weights, theta=theta, v=v,
     count=count, mean_w=mean_w, sd_w=sd_w, mean_theta=mean_theta)
