# Further examples of Brian2: neurons that differ by a current or a parameter, for 100 ms; COBAHH with 200 neurons and
# synapses/STDP with 100 inputs, with reproducible connections, start values and spikes, for 100 ms and 2 s. advanced/
# Ornstein_Uhlenbeck and non_reliability are random: 20 seeds. Wang_Buszaki_1996 by rk4, as its m depends on v.
from texts import *

words = texts_of('more_examples')
nstim = TimedArray(numbers(50, 71), dt=2*ms)
groups = {  # the method, the variable that is recorded, values of names that the text does not declare, and of others
    'IF_curve_LIF': ('exact', 'v', dict(tau=10*ms), dict(v0='20*mV*i/(N-1)')),
    'Brette_2004': ('euler', 'v', dict(tau=100*ms), dict(a='2 + 2.0*i/(N-1)')),
    'Brette_Gerstner_2005': ('euler', 'vm', dict(C=281*pF, gL=30*nS, EL=-70.6*mV, VT=-50.4*mV, DeltaT=2*mV, Vcut=-40.4*mV, tauw=144*ms,
                                                 a=4*nS, b=0.0805*nA, Vr=-70.6*mV), dict(I='0.8*nA + 0.1*nA*i')),
    'Hindmarsh_Rose_1984': ('rk4', 'x', dict(time_unit=1*ms, x_1=-1.6, a=1, b=3, c=1, d=5, r=0.001, s=4), dict(I='0.4 + 0.9*i')),
    'Wang_Buszaki_1996': ('rk4', 'v', {}, {}),
    'Naud_et_al_2008': ('euler', 'vm', dict(c_m=130*pF, g_l=18*nS, e_l=-58*mV, v_t=-50*mV, d_t=2*mV, a=4*nS, tau_w=150*ms, b=120*pA,
                                            v_r=-50*mV, i_stim=400*pA), {}),
    'Jansen_Rit_1995': ('euler', 'y1', dict(A=3.25, B=22., te=10*ms, ti=20*ms, e0=5., v0=6., r0=0.56, nstim=nstim),
                        dict(C1='68 + 67*i', P0='120', dlP='200'))}
arrays = {}
for name, (method, variable, constants, values) in groups.items():
    group = NeuronGroup(5, method=method, namespace=constants, **arguments(words[name]))
    start(group, words[name])
    for key, value in values.items():
        setattr(group, key, value)
    trace = StateMonitor(group, variable, record=True, dt=.5*ms)
    net = Network(group, trace)
    if 'threshold' in words[name]:
        spikes = SpikeMonitor(group)
        net.add(spikes)
    net.run(100*ms)
    arrays[name] = np.array(getattr(trace, variable)).T
    if 'threshold' in words[name]:
        arrays.update({'steps_' + name: steps_of(spikes), 'neurons_' + name: spikes.i})
        print(name, spikes.count[:])
    print(name, arrays[name].min(), arrays[name].max())

N = 200
P = NeuronGroup(N, method='exponential_euler', **arguments(words['hodgkin_huxley']))
u = numbers(3*N, 72).reshape(3, N)
P.v, P.ge, P.gi = (-70 + 10*u[0])*mV, 40*u[1]*nS, 200*u[2]*nS
synapses = []
for first, last, variable, w, salt in (0, 160, 'ge', 6*nS, 10**6), (160, 200, 'gi', 67*nS, 2 * 10**6):
    S = Synapses(P, P, on_pre=variable + ' += w', namespace=dict(w=w))
    i, j = spikes_by_chance(last - first, N, .1, salt)
    S.connect(i=i + first, j=j)
    synapses.append(S)
spikes, trace = SpikeMonitor(P), StateMonitor(P, 'v', record=[1, 10, 100], dt=.5*ms)
Network(P, *synapses, spikes, trace).run(100*ms)
print('COBAHH', spikes.num_spikes)
arrays.update(COBAHH=np.array(trace.v).T, steps_COBAHH=steps_of(spikes), neurons_COBAHH=spikes.i)

N, steps = 100, 20000
ns = dict(taum=10*ms, taupre=20*ms, taupost=20*ms, Ee=0*mV, vt=-54*mV, vr=-60*mV, El=-74*mV, taue=5*ms, gmax=.1, dApre=.001, dApost=-.00105)
when, which = spikes_by_chance(steps, N, 15e-4, 73)
source = SpikeGeneratorGroup(N, which, when*.1*ms)
neuron = NeuronGroup(1, method='euler', namespace=ns, **arguments(words['learning_neuron']))
start(neuron, words['learning_neuron'])
S = Synapses(source, neuron, namespace=ns, **arguments(words['STDP']))
S.connect()
S.w = .1*numbers(N, 74)
spikes, w = SpikeMonitor(neuron), StateMonitor(S, 'w', record=True, dt=20*ms)
Network(source, neuron, S, spikes, w).run(2*second)
print('STDP', spikes.num_spikes, np.array(S.w)[:5])
arrays.update(STDP=np.array(w.w).T, steps_STDP=steps_of(spikes), neurons_STDP=spikes.i)

counts, y = [], []
for k in range(20):
    seed(k)
    neurons = NeuronGroup(25, method='euler', namespace=dict(tau=20*ms, sigma=.015), **arguments(words['non_reliability']))
    spikes = SpikeMonitor(neurons)
    ou = NeuronGroup(100, method='euler', **arguments(words['Ornstein_Uhlenbeck']))
    ou.tau, ou.sigma, ou.y = 100*ms, .3, 1
    Network(neurons, spikes, ou).run(500*ms)
    counts.append(spikes.num_spikes)
    y.append(np.std(ou.y))
save('more_examples', non_reliability=counts, Ornstein_Uhlenbeck=y, **arrays)
