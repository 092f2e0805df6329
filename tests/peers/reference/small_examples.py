# Small examples of Brian2: synapses/nonlinear; phase_locking with reproducible start values; synapses/licklider without
# noise, for 100 ms, with 30 neurons and weights of 0.6; synapses/spike_based_homeostasis with reproducible spikes,
# for 4 s, stimuli ten times as fast; reliability with a reproducible input current and no other noise.
from common import *

BrianLogger.suppress_name('resolution_conflict')


def nonlinear():
    ns = dict(a=1/(10*ms), b=1/(10*ms), c=1/(10*ms))
    neuron_input = NeuronGroup(2, 'dv/dt = 1/(10*ms) : 1', threshold='v>1', reset='v = 0', method='euler')
    neurons = NeuronGroup(1, '''dv/dt = (g-v)/(10*ms) : 1
                                g : 1''', method='exact')
    S = Synapses(neuron_input, neurons, '''dg_syn/dt = -a*g_syn+b*x*(1-g_syn) : 1 (clock-driven)
                                           g_post = g_syn : 1 (summed)
                                           dx/dt=-c*x : 1 (clock-driven)
                                           w : 1''', on_pre='x += w', method='euler', namespace=ns)
    S.connect()
    S.w = [1., 10.]
    neuron_input.v = [0., 0.5]
    M, Mn = StateMonitor(S, 'g_syn', record=True, dt=1*ms), StateMonitor(neurons, ['g', 'v'], record=0, dt=1*ms)
    Network(neuron_input, neurons, S, M, Mn).run(1000*ms)
    return dict(nonlinear_g_syn=np.array(M.g_syn).T, nonlinear_g=np.array(Mn.g[0]), nonlinear_v=np.array(Mn.v[0]))


def phase_locking():
    ns = dict(tau=20*ms, n=100, b=1.2, freq=10*Hz)
    neurons = NeuronGroup(100, '''dv/dt = (-v + a * sin(2 * pi * freq * t) + b) / tau : 1
                                  a : 1''', threshold='v > 1', reset='v = 0', method='euler', namespace=ns)
    neurons.v = numbers(100, 7)
    neurons.a = '0.05 + 0.7*i/n'
    S, trace = SpikeMonitor(neurons), StateMonitor(neurons, 'v', record=50, dt=1*ms)
    Network(neurons, S, trace).run(1000*ms)
    return dict(locking_steps=steps_of(S), locking_neurons=np.array(S.i), locking_v=np.array(trace.v[0]))


def licklider():
    defaultclock.dt = .02*ms
    ns = dict(tau_ear=1*ms, min_freq=50*Hz, max_freq=1000*Hz, num_neurons=30, tau=1*ms)
    receptors = NeuronGroup(2, '''dx/dt = (sound-x)/tau_ear : 1 (unless refractory)
                                  sound = 5*sin(2*pi*frequency*t)**3 : 1
                                  frequency = (200+200*t*Hz)*Hz : Hz''', threshold='x>1', reset='x=0', refractory=2*ms,
                            method='euler', namespace=ns)
    neurons = NeuronGroup(30, 'dv/dt = -v/tau : 1', threshold='v>1', reset='v=0', method='euler', namespace=ns)
    synapses = Synapses(receptors, neurons, on_pre='v += 0.6', namespace=ns)
    synapses.connect()
    synapses.delay = 'i*1.0/exp(log(min_freq/Hz)+(j*1.0/(num_neurons-1))*log(max_freq/min_freq))*second'
    ears, spikes, trace = SpikeMonitor(receptors), SpikeMonitor(neurons), StateMonitor(neurons, 'v', record=True, dt=1*ms)
    Network(receptors, neurons, synapses, ears, spikes, trace).run(100*ms)
    result = dict(licklider_ear_steps=steps_of(ears), licklider_ears=np.array(ears.i), licklider_steps=steps_of(spikes),
                  licklider_neurons=np.array(spikes.i), licklider_v=np.array(trace.v).T)
    defaultclock.dt = .1*ms
    return result


def homeostasis():
    ns = dict(tau=10*ms, dw_plus=.05, dw_minus=.05, w_max=2)
    n = 40000
    u = numbers(2*n, 9).reshape(2, n)
    rate = np.repeat([250, 500, 0, 350], n // 4) * 1e-4
    steady, varying = np.flatnonzero(u[0] < .05), np.flatnonzero(u[1] < rate)
    stimuli = SpikeGeneratorGroup(2, np.r_[np.zeros(len(steady), dtype=int), np.ones(len(varying), dtype=int)],
                                  np.r_[steady, varying] * defaultclock.dt)
    neuron = NeuronGroup(1, 'dv/dt = (0 - v)/tau : 1 (unless refractory)', threshold='v > 1', reset='v = -1',
                         method='euler', refractory=1*ms, namespace=ns)
    plastic = Synapses(stimuli, neuron, 'w : 1', on_pre='''v_post += w
                                                           w = clip(w + dw_plus, 0, w_max)''',
                       on_post='w = clip(w - dw_minus, 0, w_max)', namespace=ns)
    plastic.connect(i=0, j=0)
    fixed = Synapses(stimuli, neuron, on_pre='v_post += 2')
    fixed.connect(i=1, j=0)
    spikes, w = SpikeMonitor(neuron), StateMonitor(plastic, 'w', record=True, dt=10*ms)
    Network(stimuli, neuron, plastic, fixed, spikes, w).run(4*second)
    return dict(homeostasis_steps=steps_of(spikes), homeostasis_w=np.array(w.w[0]))


def reliability():
    eta = TimedArray(np.sqrt(12/1e-4) * (numbers(5000, 11) - .5), dt=.1*ms)
    ns = dict(tau_input=5*ms, tau=10*ms, eta=eta)
    neuron_input = NeuronGroup(1, 'dx/dt = -x / tau_input + (2 /tau_input)**.5 * eta(t)/second**.5 : 1', method='euler', namespace=ns, name='input')
    neurons = NeuronGroup(25, '''dx/dt = (0.9 + .5 * I - x) / tau : 1
                                 I : 1 (linked)''', threshold='x > 1', reset='x = 0', refractory=5*ms, method='euler', namespace=ns, name='a_neurons')  # first: reads the start of the step
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
