# The case studies of Stimberg, Brette and Goodman (2019), Brian 2, an intuitive and efficient neural simulator, eLife
# 8:e47314, but for the pitch detector (licklider in small_examples). 1. The pyloric network of the stomatogastric
# ganglion for 1 s, with given start values; synapses are called so that they see the start of the step. 2. Smooth
# pursuit by an eye: for 1 s with a reproducible noise, and for 1 s with 20 seeds. 3. The threshold of Hodgkin-Huxley
# neurons by bisection.
from texts import *

words = texts_of('Stimberg_et_al_2019')


def pyloric():
    defaultclock.dt = 0.01*ms
    circuit = NeuronGroup(3, method='rk2', name='circuit', **arguments(words['bursting']))
    start(circuit, words['bursting'])
    ns = dict(ABPD=0, LP=1, PY=2)
    circuit.label = [0, 1, 2]
    circuit.w = [-4, -2, -1]*nA
    circuit.z = [0.05, -0.05, 0.08]
    circuit.Ca_target = [0.048, 0.0384, 0.06]
    # The weight of a synapse is called g_syn here: neurons have a variable w.
    def with_conductance(text):
        return {key: re.sub(r'\bw\b', 'g_syn', value) for key, value in arguments(text).items()}
    fast = Synapses(circuit, circuit, namespace=ns, name='a_fast', **with_conductance(words['fast']))
    fast.connect(condition='label_pre != label_post and not (label_pre == PY and label_post == ABPD)')
    fast.g_syn['label_pre == ABPD and label_post == LP'] = 0.015*uS
    fast.g_syn['label_pre == ABPD and label_post == PY'] = 0.005*uS
    fast.g_syn['label_pre == LP and label_post == ABPD'] = 0.01*uS
    fast.g_syn['label_pre == LP and label_post == PY'] = 0.02*uS
    fast.g_syn['label_pre == PY and label_post == LP'] = 0.005*uS
    slow = Synapses(circuit, circuit, method='exact', namespace=ns, name='a_slow', **with_conductance(words['slow']))
    slow.connect(condition='label_pre == ABPD and label_post != ABPD')
    slow.g_syn['label_post == LP'] = 0.025*uS
    slow.k_2['label_post == LP'] = 0.03/ms
    slow.g_syn['label_post == PY'] = 0.015*uS
    slow.k_2['label_post == PY'] = 0.008/ms
    spikes = SpikeMonitor(circuit)
    M = StateMonitor(circuit, ['v', 'x', 'Ca', 'z'], record=True, dt=1*ms)
    m_slow = StateMonitor(slow, 'm_slow', record=True, dt=1*ms)
    Network(circuit, fast, slow, spikes, M, m_slow).run(1*second)
    return dict(pyloric_steps=steps_of(spikes), pyloric_neurons=np.array(spikes.i), pyloric_v=np.array(M.v).T,
                pyloric_x=np.array(M.x).T, pyloric_Ca=np.array(M.Ca).T, pyloric_z=np.array(M.z).T,
                pyloric_m_slow=np.array(m_slow.m_slow).T)


def pursuit(duration, reproducible):
    defaultclock.dt = 0.1*ms
    steps = int(round(duration / defaultclock.dt))
    eta = TimedArray(np.sqrt(12/1e-4) * (numbers(steps, 21) - .5) / np.sqrt(second), dt=.1*ms)
    N = 20
    eye = NeuronGroup(1, method='euler', namespace=dict(eta=eta), name='z_eye',
                      **arguments(words['eye_of_given_noise' if reproducible else 'eye']))
    motoneurons = NeuronGroup(2, method='exact', **arguments(words['motoneuron']))
    motosynapses = Synapses(motoneurons, eye, **arguments(words['muscle']))
    motosynapses.connect()
    motosynapses.w = [-0.5, 0.5]
    retina = NeuronGroup(N, method='exponential_euler', name='retina', **arguments(words['ganglion_cell']))
    retina.v = numbers(N, 22) if reproducible else 'rand()'
    retina.x_eye, retina.x_object = linked_var(eye, 'x'), linked_var(eye, 'x_object')
    retina.x_neuron = '-1.0 + 2.0*i/(N - 1)'
    S = Synapses(retina, motoneurons, **arguments(words['command']))
    S.connect(j='int(x_neuron_pre > 0)')
    S.w = '20*abs(x_neuron_pre)/N_pre'
    M = StateMonitor(eye, ['x', 'x0', 'x_object'], record=True, dt=1*ms)
    spikes, motor = SpikeMonitor(retina), SpikeMonitor(motoneurons)
    Network(eye, motoneurons, motosynapses, retina, S, M, spikes, motor).run(duration)
    return M, spikes, motor


def bisection():
    defaultclock.dt = 0.01*ms
    group = NeuronGroup(100, method='exponential_euler', **arguments(words['squid_axon']))
    start(group, words['squid_axon'])
    group.gNa = np.linspace(15, 100, 100)*msiemens/cm**2
    spikes = SpikeMonitor(group, record=False)
    net = Network(group, spikes)
    net.store()
    v0, step = 25*mV*np.ones(100), 25*mV
    for _ in range(10):
        net.restore()
        group.v = v0
        net.run(20*ms)
        v0[spikes.count == 0] += step
        v0[spikes.count > 0] -= step
        step /= 2.0
    return dict(thresholds=np.array(v0/mV), last_v=np.array(group.v[:]))


results = bisection()
print('thresholds', results['thresholds'][::10], flush=True)
M, spikes, motor = pursuit(1*second, True)
results.update(pursuit_steps=steps_of(spikes), pursuit_neurons=np.array(spikes.i), motor_steps=steps_of(motor),
               motor_neurons=np.array(motor.i), x=np.array(M.x).T, x0=np.array(M.x0).T, x_object=np.array(M.x_object).T)
print('pursuit', spikes.num_spikes, motor.num_spikes, flush=True)
found = {name: [] for name in ('retina', 'motor', 'object', 'error')}
for k in range(20):
    seed(k)
    M, spikes, motor = pursuit(1*second, False)
    found['retina'].append(spikes.num_spikes)
    found['motor'].append(motor.num_spikes)
    found['object'].append(np.sqrt(np.mean(np.array(M.x_object[0])**2)))
    found['error'].append(np.sqrt(np.mean(np.array(M.x_object[0] - M.x[0])**2)))
results.update(found)
print({name: np.mean(x) for name, x in found.items()}, flush=True)
results.update(pyloric())
print('pyloric', len(results['pyloric_steps']))
save('Stimberg_et_al_2019', **results)
