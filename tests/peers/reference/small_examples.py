# Small examples of Brian2: synapses/nonlinear; phase_locking with reproducible start values; synapses/licklider without
# noise, for 100 ms, with 30 neurons and weights of 0.6; synapses/spike_based_homeostasis with reproducible spikes,
# for 4 s, stimuli ten times as fast; reliability with a reproducible input current and no other noise.
from texts import *

words = texts_of('small_examples')

BrianLogger.suppress_name('resolution_conflict')


def nonlinear():
    neuron_input = NeuronGroup(2, method='euler', **arguments(words['ramp']))
    neurons = NeuronGroup(1, method='exact', **arguments(words['follower']))
    S = Synapses(neuron_input, neurons, method='euler', **arguments(words['gates']))
    S.connect()
    S.w = [1., 10.]
    neuron_input.v = [0., 0.5]
    M, Mn = StateMonitor(S, 'g_syn', record=True, dt=1*ms), StateMonitor(neurons, ['g', 'v'], record=0, dt=1*ms)
    Network(neuron_input, neurons, S, M, Mn).run(1000*ms)
    return dict(nonlinear_g_syn=np.array(M.g_syn).T, nonlinear_g=np.array(Mn.g[0]), nonlinear_v=np.array(Mn.v[0]))


def phase_locking():
    neurons = NeuronGroup(100, method='euler', **arguments(words['modulated']))
    neurons.v = numbers(100, 7)
    neurons.a = '0.05 + 0.7*i/N'
    S, trace = SpikeMonitor(neurons), StateMonitor(neurons, 'v', record=50, dt=1*ms)
    Network(neurons, S, trace).run(1000*ms)
    return dict(locking_steps=steps_of(S), locking_neurons=np.array(S.i), locking_v=np.array(trace.v[0]))


def licklider():
    defaultclock.dt = .02*ms
    ns = dict(min_freq=50*Hz, max_freq=1000*Hz, num_neurons=30)
    receptors = NeuronGroup(2, method='euler', **arguments(words['receptors']))
    neurons = NeuronGroup(30, method='euler', **arguments(words['detectors']))
    synapses = Synapses(receptors, neurons, namespace=ns, **arguments(words['coincidence']))
    synapses.connect()
    synapses.delay = 'i*1.0/exp(log(min_freq/Hz)+(j*1.0/(num_neurons-1))*log(max_freq/min_freq))*second'
    ears, spikes, trace = SpikeMonitor(receptors), SpikeMonitor(neurons), StateMonitor(neurons, 'v', record=True, dt=1*ms)
    Network(receptors, neurons, synapses, ears, spikes, trace).run(100*ms)
    result = dict(licklider_ear_steps=steps_of(ears), licklider_ears=np.array(ears.i), licklider_steps=steps_of(spikes),
                  licklider_neurons=np.array(spikes.i), licklider_v=np.array(trace.v).T)
    defaultclock.dt = .1*ms
    return result


def homeostasis():
    n = 40000
    u = numbers(2*n, 9).reshape(2, n)
    rate = np.repeat([250, 500, 0, 350], n // 4) * 1e-4
    steady, varying = np.flatnonzero(u[0] < .05), np.flatnonzero(u[1] < rate)
    stimuli = SpikeGeneratorGroup(2, np.r_[np.zeros(len(steady), dtype=int), np.ones(len(varying), dtype=int)],
                                  np.r_[steady, varying] * defaultclock.dt)
    neuron = NeuronGroup(1, method='euler', **arguments(words['driven']))
    plastic = Synapses(stimuli, neuron, **arguments(words['plastic']))
    plastic.connect(i=0, j=0)
    fixed = Synapses(stimuli, neuron, **arguments(words['fixed']))
    fixed.connect(i=1, j=0)
    spikes, w = SpikeMonitor(neuron), StateMonitor(plastic, 'w', record=True, dt=10*ms)
    Network(stimuli, neuron, plastic, fixed, spikes, w).run(4*second)
    return dict(homeostasis_steps=steps_of(spikes), homeostasis_w=np.array(w.w[0]))


def reliability():
    eta = TimedArray(np.sqrt(12/1e-4) * (numbers(5000, 11) - .5), dt=.1*ms)
    neuron_input = NeuronGroup(1, method='euler', namespace=dict(eta=eta), name='input', **arguments(words['noise']))
    neurons = NeuronGroup(25, method='euler', name='a_neurons', **arguments(words['listening']))  # first: reads the start of the step
    neurons.x = numbers(25, 12)
    neurons.I = linked_var(neuron_input, 'x')
    spikes, trace = SpikeMonitor(neurons), StateMonitor(neurons, 'x', record=True, dt=1*ms)
    net = Network(neuron_input, neurons, spikes, trace)
    net.run(500*ms)
    return dict(reliability_steps=steps_of(spikes), reliability_neurons=np.array(spikes.i), reliability_x=np.array(trace.x).T)


results = {}
for example in nonlinear, phase_locking, licklider, homeostasis, reliability:
    found = example()
    results.update(found)
    print(example.__name__, {name: len(x) for name, x in found.items()})
save('small_examples', **results)
