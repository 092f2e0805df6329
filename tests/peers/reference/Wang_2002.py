# Brian2's example frompapers/Wang_2002 with 200 neurons (conductances scaled as the script does) and a stimulus of ten
# times the rate for a tenth of the neurons; the sums over NMDA receptors come first (by name, they come last in the
# example, and arrive a step later). 1. For 200 ms with reproducible spikes in place of PoissonInput and
# PoissonGroup: spikes, potentials, gates. 2. For 1 s with 20 seeds, stimulus from 0.3 s to 0.85 s: rates meanwhile.
from texts import *

words = texts_of('Wang_2002')

BrianLogger.suppress_name('resolution_conflict')

coh, sigma, mu0, mu1 = 51.2, 40.0*Hz, 400.0*Hz, 400.0*Hz
stim_interval, stim_on, stim_off = 50.0*ms, 275*ms, 825*ms
N_ext = 1000
rate_ext_E = rate_ext_I = 2400*Hz / N_ext
N, f_inh, fE = 200, 0.2, 0.15
NE, NI = int(N * (1.0 - f_inh)), int(N * f_inh)
subN = int(fE * NE)
Jp = 1.7
Jm = 1.0 - fE * (Jp - 1.0) / (1.0 - fE)
ns = dict(gEIA=0.04*nS/NE*1600, gIE=1.3*nS/NI*400, gII=1.0*nS/NI*400, gextE=2.1*nS, gextI=1.62*nS, coh=coh, sigma=sigma,
          mu0=mu0, mu1=mu1, stim_on=stim_on, stim_off=stim_off)
gEEA = 0.05*nS/NE*1600
kinds = {'E': dict(gLeak=25.0*nS, Cm=0.5*nF, g_NMDA=0.165*nS/NE*1600, t_refractory=2*ms),
         'I': dict(gLeak=20.0*nS, Cm=0.2*nF, g_NMDA=0.13*nS/NE*1600, t_refractory=1*ms)}
gextE, gextI = ns['gextE'], ns['gextI']


def cells(n, kind):
    text = arguments(words['cell'])
    text['model'] += '\n label : integer (constant)'
    group = NeuronGroup(n, method='euler', name='pop' + kind, **text)
    start(group, words['cell'])
    for name, value in kinds[kind].items():
        setattr(group, name, value)
    return group


def simulate(duration, reproducible):
    popE, popI = cells(NE, 'E'), cells(NI, 'I')
    popE1, popE2, popE3 = popE[:subN], popE[subN:2 * subN], popE[2 * subN:]
    popE1.label, popE2.label, popE3.label = 0, 1, 2
    C_EE_AMPA = Synapses(popE, popE, 'w : siemens', on_pre='s_AMPA += w', delay=0.5*ms, name='C_EE_AMPA')
    C_EE_AMPA.connect()
    # By arrays: assignments where a condition holds, as in the example, round to eight digits.
    pre, post = np.array(popE.label)[C_EE_AMPA.i[:]], np.array(popE.label)[C_EE_AMPA.j[:]]
    C_EE_AMPA.w = gEEA * np.where(post == 2, 1, np.where(pre == post, Jp, Jm))
    C_EI_AMPA = Synapses(popE, popI, on_pre='s_AMPA += gEIA', delay=0.5*ms, name='C_EI_AMPA', namespace=ns)
    C_EI_AMPA.connect()
    C_EE_NMDA = Synapses(popE, popE, on_pre='x_pre += 1', delay=0.5*ms, name='C_EE_NMDA')
    C_EE_NMDA.connect(j='i')
    NMDA_sum_group = NeuronGroup(3, 's : 1', name='NMDA_sum_group')
    NMDA_sum = Synapses(popE, NMDA_sum_group, 's_post = s_NMDA_pre : 1 (summed)', name='A_NMDA_sum')
    NMDA_sum.connect(j='label_pre')
    NMDA_set_total_E = Synapses(NMDA_sum_group, popE, '''w : 1 (constant)
                                s_NMDA_tot_post = w*s_pre : 1 (summed)''', name='NMDA_set_total_E')
    NMDA_set_total_E.connect()
    NMDA_set_total_E.w = 1
    NMDA_set_total_E.w["i == label_post and label_post < 2"] = Jp
    NMDA_set_total_E.w["i != label_post and label_post < 2"] = Jm
    NMDA_set_total_I = Synapses(NMDA_sum_group, popI, '''s_NMDA_tot_post = s_pre : 1 (summed)''', name='NMDA_set_total_I')
    NMDA_set_total_I.connect()
    C_IE = Synapses(popI, popE, on_pre='s_GABA += gIE', delay=0.5*ms, name='C_IE', namespace=ns)
    C_IE.connect()
    C_II = Synapses(popI, popI, on_pre='s_GABA += gII', delay=0.5*ms, name='C_II', namespace=ns)
    C_II.connect()
    popE.s_NMDA_tot = popI.s_NMDA_tot = .2
    net = Network(popE, popI, C_EE_AMPA, C_EI_AMPA, C_EE_NMDA, NMDA_sum_group, NMDA_sum, NMDA_set_total_E,
                  NMDA_set_total_I, C_IE, C_II)
    if reproducible:
        n = int(duration / defaultclock.dt + .5)
        steps, i = spikes_by_chance(n, N + 2*subN, np.r_[np.full(N, .24), np.full(subN, .06), np.full(subN, .02)], 0)
        source = SpikeGeneratorGroup(N + 2*subN, i, steps * defaultclock.dt, name='background')
        net.add(source)
        for first, target, w in (0, popE, gextE), (NE, popI, gextI), (N, popE1, gextE), (N + subN, popE2, gextE):
            S = Synapses(source, target, on_pre='s_AMPA_ext += w', namespace=dict(w=w))
            S.connect(i=np.arange(len(target)) + first, j=np.arange(len(target)))
            net.add(S)
    else:
        net.add(PoissonInput(popE, 's_AMPA_ext', N_ext, rate_ext_E, gextE), PoissonInput(popI, 's_AMPA_ext', N_ext, rate_ext_I, gextI))
        for target, sign in (popE1, '+'), (popE2, '-'):
            group = PoissonGroup(subN, rates=0*Hz, namespace=ns)
            group.run_regularly("rates = int(t > stim_on and t < stim_off) * (mu0 " + sign + " coh / 100.0 * mu1 + sigma*randn())", dt=stim_interval)
            S = Synapses(group, target, on_pre='s_AMPA_ext += gextE', namespace=ns)
            S.connect(j='i')
            net.add(group, S, group.contained_objects)
    e, inh = SpikeMonitor(popE), SpikeMonitor(popI)
    traces = StateMonitor(popE, ['V', 's_AMPA', 's_NMDA', 's_NMDA_tot'], record=[0, 30, 100], dt=1*ms)
    net.add(e, inh, traces)
    net.run(duration)
    return e, inh, traces


e, inh, traces = simulate(200*ms, True)
print(e.num_spikes, inh.num_spikes)
first, second_, rest, inhibitory = [], [], [], []
for k in range(20):
    seed(k)
    sp_E, sp_I, _ = simulate(1*second, False)
    t, i, ti = np.asarray(sp_E.t), np.array(sp_E.i), np.asarray(sp_I.t)
    i = i[(t >= .4) & (t < .8)]
    first.append(np.sum(i < subN) / subN / .4)
    second_.append(np.sum((i >= subN) & (i < 2*subN)) / subN / .4)
    rest.append(np.sum(i >= 2*subN) / (NE - 2*subN) / .4)
    inhibitory.append(np.sum((ti >= .4) & (ti < .8)) / NI / .4)
    print(k, first[-1], second_[-1], rest[-1], inhibitory[-1], flush=True)
save('Wang_2002', e_steps=steps_of(e), e=e.i, i_steps=steps_of(inh), i=inh.i, V=np.array(traces.V).T,
     s_AMPA=np.array(traces.s_AMPA).T, s_NMDA=np.array(traces.s_NMDA).T, s_NMDA_tot=np.array(traces.s_NMDA_tot).T,
     first=first, second=second_, rest=rest, inhibitory=inhibitory)
