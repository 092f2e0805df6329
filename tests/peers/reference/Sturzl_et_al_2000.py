# Brian2's example frompapers/Sturzl_et_al_2000. 1. Without the legs' noise, with reproducible phases: spikes and traces; one
#    of them once more in higher precision.
# 2. As it stands with noise and random phases, 20 times, in one network: spikes of all neurons and the estimated angle.
from texts import *

words = texts_of('Sturzl_et_al_2000')

degree = 2 * pi / 360.
duration = 500*ms
R, vr, phi = 2.5*cm, 50*meter/second, 144*degree
deltaI = .7*ms
gamma = (22.5 + 45 * arange(8)) * degree
delay = R / vr * (1 - cos(phi - gamma))
time = arange(int(duration / defaultclock.dt) + 1) * defaultclock.dt


def wave(phases):
    Dtot, w = 0., 0.
    for f, phase in zip(arange(150, 451)*Hz, phases):
        D = exp(-(f/Hz - 300) ** 2 / (2 * (50 ** 2)))
        w += 100 * D * cos(2 * pi * f * time + 2 * pi * phase)
        Dtot += D
    return .01 * w / Dtot


def simulate(waves, copies, sigma):
    ns = dict(rates=TimedArray(waves, dt=defaultclock.dt), wex=7, winh=-2)
    # Several copies of the ears hear several waves.
    leg = arguments(words['leg'])
    leg['model'] = leg['model'].replace('rate : 1', 'rate = rates(t - d, i//8) : 1')
    legs = NeuronGroup(8*copies, method='euler', namespace=ns, **leg)
    legs.sigma = sigma
    legs.d = np.tile(np.asarray(delay), copies) * second
    neurons = NeuronGroup(8*copies, method='exact', namespace=dict(tau=1*ms, taus=1.001*ms),
                          **arguments(words['command_neuron']))
    ex = Synapses(legs, neurons, on_pre='y+=wex', namespace=ns)
    ex.connect(j='i')
    inh = Synapses(legs, neurons, on_pre='y+=winh', delay=deltaI, namespace=ns)
    inh.connect('i//8 == j//8 and abs(((j - i) % 8) - 4) <= 1')
    of_legs, of_neurons = SpikeMonitor(legs), SpikeMonitor(neurons)
    traces = StateMonitor(neurons, ['v', 'x', 'y'], record=range(8), dt=1*ms)
    net = Network(legs, neurons, ex, inh, of_legs, of_neurons, traces)
    net.run(duration)
    return of_legs, of_neurons, traces


of_legs, of_neurons, traces = simulate(wave(numbers(301, 1)).reshape(-1, 1), 1, 0)
print(of_legs.num_spikes, of_neurons.num_spikes)

# Brian2's solution divides by tau - taus twice and loses six digits; v once more, in long double, from the legs' spikes.
A = np.array([[-1, 1, 0], [0, -1 / np.longdouble('1.001'), 1 / np.longdouble('1.001')], [0, 0, -1 / np.longdouble('1.001')]])
P, term = np.eye(3, dtype=np.longdouble), np.eye(3, dtype=np.longdouble)
for k in range(1, 30):
    term = term @ A * np.longdouble('0.1') / k
    P = P + term
leg_steps = steps_of(of_legs)
fired = np.zeros((5000, 8))
fired[leg_steps, np.array(of_legs.i)] = 1
opposite = np.array([[abs((j - i) % 8 - 4) <= 1 for j in range(8)] for i in range(8)], dtype=float)
state, v_exact = np.zeros((3, 8), dtype=np.longdouble), []
for step in range(5000):
    if step % 10 == 0:
        v_exact.append(np.array(state[0]))
    state = P @ state
    state[2] += 7 * fired[step] - 2 * (fired[step - 7] @ opposite if step >= 7 else 0)
    state[0][state[0] > 1] = 0
print('Brian2 is wrong by', np.abs(np.array(traces.v).T - np.array(v_exact)).max())
seed(1)
copies = 20
_, spikes, _ = simulate(np.array([wave(np.random.rand(301)) for c in range(copies)]).T, copies, .01)
count = np.array(spikes.count).reshape(copies, 8)
angle = np.angle(np.sum(count * np.exp(1j * np.asarray(gamma)), axis=1)) / degree
print(count.mean(axis=0), angle.mean(), angle.std())
save('Sturzl_et_al_2000', leg_steps=steps_of(of_legs), legs=of_legs.i, steps=steps_of(of_neurons), neurons=of_neurons.i,
     v=np.array(traces.v).T, v_exact=v_exact, x=np.array(traces.x).T, y=np.array(traces.y).T, count=count, angle=angle)
