# Brian2's example frompapers/Brunel_Wang_2001 with 100 neurons (conductances scaled as the script does). 1. For 200 ms
# with reproducible background spikes in place of PoissonInput, the stimulus at 50 ms: spikes, potentials, gates. 2. For
# 1 s with 20 seeds, the stimulus at 0.3 s: rates of all kinds of neurons after it.
from texts import *

words = texts_of('Brunel_Wang_2001')

N = 100
N_E, N_I = int(N * 0.8), int(N * 0.2)
rate, C_ext = 3 * Hz, 800
f, p = 0.1, 5
N_sub, N_non = int(N_E * f), int(N_E * (1. - f * p))
w_plus = 2.1
w_minus = 1. - f * (w_plus - 1.) / (1. - f)
kinds = {'E': dict(C_m=0.5*nF, g_m=25.*nS, t_refractory=2*ms, g_AMPA_ext=2.08*nS, g_AMPA_rec=0.104*nS*800./N_E,
                   g_NMDA=0.327*nS*800./N_E, g_GABA=1.25*nS*200./N_I),
         'I': dict(C_m=0.2*nF, g_m=20.*nS, t_refractory=1*ms, g_AMPA_ext=1.62*nS, g_AMPA_rec=0.081*nS*800./N_E,
                   g_NMDA=0.258*nS*800./N_E, g_GABA=0.973*nS*200./N_I)}


def cells(n, kind):
    group = NeuronGroup(n, method='euler', **arguments(words['cell']))
    start(group, words['cell'])
    for name, value in kinds[kind].items():
        setattr(group, name, value)
    return group


def simulate(duration, onset, reproducible):
    P_E, P_I = cells(N_E, 'E'), cells(N_I, 'I')
    C_E_E = Synapses(P_E, P_E, method='euler', **arguments(words['glutamate']))
    C_E_E.connect('i != j')
    C_E_E.w[:] = 1
    for pi in range(N_non, N_non + p * N_sub, N_sub):
        C_E_E.w[C_E_E.indices[:, pi:pi + N_sub]] = w_minus
        C_E_E.w[C_E_E.indices[pi:pi + N_sub, pi:pi + N_sub]] = w_plus
    C_E_I = Synapses(P_E, P_I, method='euler', **arguments(words['glutamate']))
    C_E_I.connect()
    C_E_I.w[:] = 1
    C_I_I = Synapses(P_I, P_I, on_pre='s_GABA += 1')
    C_I_I.connect('i != j')
    C_I_E = Synapses(P_I, P_E, on_pre='s_GABA += 1')
    C_I_E.connect()
    stimulus = TimedArray(np.r_[np.zeros(int(onset / (25*ms) + .5)), np.ones(2), np.zeros(100)], dt=25*ms)
    if reproducible:
        steps, i = spikes_by_chance(int(duration / defaultclock.dt + .5), N, .24, 0)
        stimulated = (i >= N_non) & (i < N_non + N_sub) & (steps >= int(onset / defaultclock.dt + .5)) & (steps < int((onset + 50*ms) / defaultclock.dt + .5))
        background = SpikeGeneratorGroup(N, i, steps * defaultclock.dt)
        selection = SpikeGeneratorGroup(N, i[stimulated], steps[stimulated] * defaultclock.dt)
        inputs = [background, selection]
        for source in background, selection:
            for target, first in (P_E, 0), (P_I, N_E):
                S = Synapses(source, target, on_pre='s_AMPA_ext += 1')
                S.connect(i=np.arange(target.N) + first, j=np.arange(target.N))
                inputs.append(S)
    else:
        inputs = [PoissonInput(P_E, 's_AMPA_ext', C_ext, rate, '1'), PoissonInput(P_I, 's_AMPA_ext', C_ext, rate, '1'),
                  PoissonInput(P_E[N_non:N_non + N_sub], 's_AMPA_ext', int(f * C_ext), 25 * Hz, 'stimulus(t)')]
    sp_E, sp_I = SpikeMonitor(P_E), SpikeMonitor(P_I)
    traces = StateMonitor(P_E, ['v', 's_AMPA', 's_NMDA_tot', 's_GABA'], record=[0, 40, 50], dt=1*ms)
    net = Network(P_E, P_I, C_E_E, C_E_I, C_I_I, C_I_E, inputs, sp_E, sp_I, traces)
    net.run(duration, namespace=dict(stimulus=stimulus))
    return sp_E, sp_I, traces


e, inh, traces = simulate(200*ms, 50*ms, True)
print(e.num_spikes, inh.num_spikes)
selected, others, non, inhibitory = [], [], [], []
for k in range(20):
    seed(k)
    sp_E, sp_I, _ = simulate(1*second, .3*second, False)
    t, i = np.asarray(sp_E.t), np.array(sp_E.i)
    late = i[t >= .35]
    selected.append(np.sum((late >= N_non) & (late < N_non + N_sub)) / N_sub / .65)
    others.append(np.sum(late >= N_non + N_sub) / (4 * N_sub) / .65)
    non.append(np.sum(late < N_non) / N_non / .65)
    inhibitory.append(np.sum(np.asarray(sp_I.t) >= .35) / N_I / .65)
    print(k, selected[-1], others[-1], non[-1], inhibitory[-1], flush=True)
save('Brunel_Wang_2001', e_steps=steps_of(e), e=e.i, i_steps=steps_of(inh), i=inh.i, v=np.array(traces.v).T,
     s_AMPA=np.array(traces.s_AMPA).T, s_NMDA=np.array(traces.s_NMDA_tot).T, s_GABA=np.array(traces.s_GABA).T,
     selected=selected, others=others, non=non, inhibitory=inhibitory)
