# The example Izhikevich_2003 of Brian2 with fewer neurons and reproducible numbers in place of random ones.
from common import *

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

N = NeuronGroup(N_all, '''dv/dt = (0.04*v**2 + 5*v + 140 - u + I + I_noise(t, i))/ms : 1
                          du/dt = (a*(b*v - u))/ms  : 1
                          I : 1
                          a : 1
                          b : 1
                          c : 1
                          d : 1''', threshold="v>=30", reset="v=c; u+=d", method="euler")
N.v = -65
exc = np.arange(N_all) < Ne
N.a = np.where(exc, 0.02, 0.02 + 0.08 * r)
N.b = np.where(exc, 0.2, 0.25 - 0.05 * r)
N.c = np.where(exc, -65 + 15 * r**2, -65)
N.d = np.where(exc, 8 - 6 * r**2, 2)
N.u = "b*v"
S = Synapses(N, N, "w : 1", on_pre={"up": "I += w", "down": "I -= w"}, delay={"up": 0*ms, "down": 1*ms})
S.connect()
S.w[:] = weights.flatten()
spikes = SpikeMonitor(N)
M = StateMonitor(N, ['v', 'u'], record=True, dt=50*ms)
run(steps*ms)
print(spikes.num_spikes)
save('Izhikevich_2003', spikes=steps_of(spikes), neurons=spikes.i, v=np.array(M.v).T, u=np.array(M.u).T)
