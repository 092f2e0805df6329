# Brian2's example synapses/jeffress. 1. For 200 ms without the neurons' noise, with a sound of reproducible numbers and
# weights of 0.6: spikes and traces. 2. As it stands, for 1 s, 20 pairs of ears that hear 20 sounds, in one network: how
# many spikes each neuron fires, and which neuron fires most in each eighth of the turn.
from texts import *

words = texts_of('jeffress')

defaultclock.dt = .02*ms
max_delay = 20*cm / (300*metre/second)
num_neurons = 30



def simulate(samples, copies, sigma_ear, sigma, w, duration):
    ns = dict(sound_of=TimedArray(samples, dt=defaultclock.dt), max_delay=max_delay, num_neurons=num_neurons)
    # Several pairs of ears hear several sounds.
    ear = arguments(words['ear'])
    ear['model'] = ear['model'].replace('sound : 1', 'delay = distance*sin(theta) : second\n sound = sound_of(t - delay, i//2) : 1')
    ears = NeuronGroup(2*copies, method='euler', namespace=ns, **ear)
    ears.sigma_ear = sigma_ear
    ears.distance = np.tile([-.5, .5], copies) * max_delay
    neurons = NeuronGroup(num_neurons*copies, method='euler', **arguments(words['detector']))
    neurons.sigma = sigma
    synapses = Synapses(ears, neurons, namespace=ns, **arguments(words['coincidence']))
    synapses.connect('i//2 == j//num_neurons')
    synapses.delay['i%2==0'] = '(1.0*(j%num_neurons))/(num_neurons-1)*1.1*max_delay'
    synapses.delay['i%2==1'] = '(1.0*(num_neurons-(j%num_neurons)-1))/(num_neurons-1)*1.1*max_delay'
    synapses.w = w
    of_ears, of_neurons = SpikeMonitor(ears), SpikeMonitor(neurons)
    traces = StateMonitor(ears, ['x', 'delay'], record=[0, 1], dt=1*ms)
    v = StateMonitor(neurons, 'v', record=range(num_neurons), dt=1*ms)
    net = Network(ears, neurons, synapses, of_ears, of_neurons, traces, v)
    net.run(duration)
    return of_ears, of_neurons, traces, v


samples = 20 * (numbers(10000, 1) - .5) * sqrt(3)
of_ears, of_neurons, traces, v = simulate(samples.reshape(-1, 1), 1, 0, 0, .6, 200*ms)
print(of_ears.num_spikes, of_neurons.num_spikes)
seed(1)
copies = 20
_, spikes, _, _ = simulate(10 * np.random.randn(50000, copies), copies, .1, .1, .5, 1000*ms)
i = np.array(spikes.i)
copy, neuron, eighth = i // num_neurons, i % num_neurons, (np.array(spikes.t) / .125).astype(int)
place = np.array([[np.mean(neuron[(copy == c) & (eighth == e)]) for e in range(8)] for c in range(copies)])
total = np.bincount(copy, minlength=copies)
print(total.mean(), total.std(), place.mean(axis=0), place.std(axis=0))
save('jeffress', ear_steps=steps_of(of_ears), ears=of_ears.i, steps=steps_of(of_neurons), neurons=of_neurons.i,
     x=np.array(traces.x).T, delay=np.array(traces.delay).T, v=np.array(v.v).T, total=total, place=place)
