# FORCE training of a spiking network to a sine: Nicola and Clopath (2017), Nature Communications 8:2208, as in Brian2's
# example frompapers/Nicola_Clopath_2017, with 100 neurons, reproducible weights and start values. 400 ms: the network
# alone, then recursive least squares every 2 ms, from 300 ms on with the weights that were learned. Sums run by number.
from common import *

N, T, step = 100, 400*ms, 2*ms
p, G, Q = 0.1, 0.04, 10
tr, td = 2*ms, 20*ms
ns = dict(tm=10*ms, tr=tr, td=td, v_peak=-40*mV, v_reset=-65*mV, bias=-39.5*mV, Q=Q*mV)
neurons = NeuronGroup(N, '''dv/dt = (-v + bias + IPSC + Q*eta*z)/tm : volt (unless refractory)
                            dIPSC/dt = -IPSC/tr + h : volt
                            dh/dt = -h/td : volt/second
                            dr/dt = -r/tr + hr : 1
                            dhr/dt = -hr/td : Hz
                            eta : 1 (constant)
                            phi : 1
                            z : 1 (shared)''', threshold='v > v_peak', reset='''v = v_reset
                                                                                hr += 1*ms/(tr*td)''',
                      refractory=2*ms, method='euler', namespace=ns)
neurons.v = (-65 + 25*numbers(N, 61))*mV
neurons.eta = 2*numbers(N, 62) - 1
S = Synapses(neurons, neurons, 'w : volt/second', on_pre='h_post += w')
i, j = spikes_by_chance(N, N, p, 10**6)
S.connect(i=i, j=j)
S.w = G*1000*(2*numbers(len(i), 63) - 1)/(np.sqrt(N)*p)*mV*ms/(tr*td)
P = np.eye(N)*td/second*100


def sequential(x):
    return np.cumsum(x, axis=-1)[..., -1]


@network_operation(dt=step, when='start', order=-1)
def learn():
    global P
    now = defaultclock.timestep[:] * 1e-4
    if not 0.1 <= now < 0.3:
        return
    r, phi = np.array(neurons.r), np.array(neurons.phi)
    error = sequential(phi*r) - np.sin(2*np.pi*5*now)
    c = sequential(P*r)
    neurons.phi = phi - c*error
    P = P - np.outer(c, c)/(1 + sequential(r*c))


@network_operation(when='start', order=0)
def readout():
    neurons.z = sequential(np.array(neurons.phi)*np.array(neurons.r))


spikes = SpikeMonitor(neurons)
M = StateMonitor(neurons, ['v', 'IPSC', 'r'], record=[0, 50], dt=1*ms, when='end')
Z = StateMonitor(neurons, 'z', record=[0], dt=1*ms, when='end')
run(T)
z = np.array(Z.z[0])
print(len(i), spikes.num_spikes, z[::20].round(3), np.sqrt(np.mean((z[200:300] - np.sin(2*np.pi*5*np.arange(.2, .3, .001)))**2)))
save('Nicola_Clopath_2017', steps=steps_of(spikes), neurons=spikes.i, z=z, phi=np.array(neurons.phi),
     **{name: np.array(getattr(M, name)).T for name in ('v', 'IPSC', 'r')})
