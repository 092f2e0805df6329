# Example 1 of Stimberg et al. (2018), frompapers/Stimberg_et_al_2018/example_1_COBA, with a tenth of the neurons and
# connections that are ten (excitatory) and five (inhibitory) times as dense. 1. For 200 ms with reproducible connections
# and start values: spikes, potentials, synaptic variables. 2. For 1 s with 20 seeds: rates and mean resources.
from texts import *

words = texts_of('Stimberg_et_al_2018')

N_e, N_i = 320, 80


def simulate(duration, reproducible):
    neurons = NeuronGroup(N_e + N_i, method='euler', **arguments(words['neuron']))
    exc_neurons, inh_neurons = neurons[:N_e], neurons[N_e:]
    exc_syn = Synapses(exc_neurons, neurons, **arguments(words['excitation']))
    inh_syn = Synapses(inh_neurons, neurons, **arguments(words['inhibition']))
    if reproducible:
        u = numbers(3*(N_e + N_i), 0).reshape(3, -1)
        neurons.v = (-60 + 10*u[0])*mV
        neurons.g_e = u[1]*0.05*nS
        neurons.g_i = u[2]*nS
        for S, n, p, salt in (exc_syn, N_e, .25, 10**6), (inh_syn, N_i, .5, 2*10**6):
            i, j = spikes_by_chance(n, N_e + N_i, p, salt)
            S.connect(i=i, j=j)
    else:
        neurons.v = '-60*mV + rand()*10*mV'
        neurons.g_e = 'rand()*0.05*nS'
        neurons.g_i = 'rand()*nS'
        exc_syn.connect(p=.25)
        inh_syn.connect(p=.5)
    start(exc_syn, words['excitation'])
    start(inh_syn, words['inhibition'])
    exc_mon, inh_mon = SpikeMonitor(exc_neurons), SpikeMonitor(inh_neurons)
    state_mon = StateMonitor(neurons, ['v', 'g_e', 'g_i'], record=[50, 350], dt=1*ms)
    all_spikes = SpikeMonitor(neurons)
    net = Network(neurons, exc_syn, inh_syn, exc_mon, inh_mon, state_mon, all_spikes)
    net.run(duration)
    # Event-driven variables stand as their last event left them; here as the last step would find them.
    since = np.asarray(duration - defaultclock.dt - exc_syn.lastupdate[:])
    u_S, x_S = exc_syn.u_S * np.exp(-3.33 * since), 1 - (1 - exc_syn.x_S) * np.exp(-2 * since)
    return all_spikes, exc_mon, inh_mon, state_mon, u_S, x_S


spikes, _, _, state, u_S, x_S = simulate(200*ms, True)
print(spikes.num_spikes)
exc, inh, resources = [], [], []
for k in range(20):
    seed(k)
    _, e, i, _, _, x = simulate(1*second, False)
    exc.append(e.num_spikes / N_e)
    inh.append(i.num_spikes / N_i)
    resources.append(np.mean(x))
    print(k, exc[-1], inh[-1], resources[-1], flush=True)
save('Stimberg_et_al_2018_1', steps=steps_of(spikes), neurons=spikes.i, v=np.array(state.v).T, g_e=np.array(state.g_e).T,
     g_i=np.array(state.g_i).T, u_S=u_S, x_S=x_S, exc=exc, inh=inh, resources=resources)
