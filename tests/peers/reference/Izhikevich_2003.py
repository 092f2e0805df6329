# The example Izhikevich_2003 of Brian2 with fewer neurons and reproducible numbers in place of random ones.
from texts import *

words = texts_of('Izhikevich_2003')

Ne, Ni, steps = 80, 20, 500
N_all = Ne + Ni
defaultclock.dt = 1*ms


def numbers(n, salt):
    """The same in every language: k -> fraction of (k + salt) * 2654435761 mod 2**32, in 1/4096."""
    return np.array([((k + salt) * 2654435761 % 2**32 >> 20) / 4096 for k in range(n)])


r = numbers(N_all, 1)
weights = numbers(N_all * N_all, 1000).reshape(N_all, N_all)
weights[:Ne] *= 2
weights[Ne:] *= -4
noise = 14 * (numbers(steps * N_all, 50000).reshape(steps, N_all) - 0.5)
noise[:, :Ne] *= 2.5
I_noise = TimedArray(noise, dt=1*ms)

N = NeuronGroup(N_all, method="euler", **arguments(words['neuron']))
exc = np.arange(N_all) < Ne
N.a = np.where(exc, 0.02, 0.02 + 0.08 * r)
N.b = np.where(exc, 0.2, 0.25 - 0.05 * r)
N.c = np.where(exc, -65 + 15 * r**2, -65)
N.d = np.where(exc, 8 - 6 * r**2, 2)
start(N, words['neuron'])
coupling = words['coupling']
S = Synapses(N, N, coupling['model'], on_pre={"up": coupling['on_pre'], **coupling['paths']}, delay={"up": 0*ms, "down": 1*ms})
S.connect()
S.w[:] = weights.flatten()
spikes = SpikeMonitor(N)
M = StateMonitor(N, ['v', 'u'], record=True, dt=50*ms)
run(steps*ms)
print(spikes.num_spikes)
save('Izhikevich_2003', spikes=steps_of(spikes), neurons=spikes.i, v=np.array(M.v).T, u=np.array(M.u).T)
