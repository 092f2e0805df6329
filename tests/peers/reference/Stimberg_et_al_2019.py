# The case studies of Stimberg, Brette and Goodman (2019), Brian 2, an intuitive and efficient neural simulator, eLife
# 8:e47314, but for the pitch detector (licklider in small_examples). 1. The pyloric network of the stomatogastric
# ganglion for 1 s, with given start values; synapses are called so that they see the start of the step. 2. Smooth
# pursuit by an eye: for 1 s with a reproducible noise, and for 1 s with 20 seeds. 3. The threshold of Hodgkin-Huxley
# neurons by bisection.
from common import *


def pyloric():
    defaultclock.dt = 0.01*ms
    Delta_T = 17.5*mV
    ns = dict(Delta_T=Delta_T, v_T=-40*mV, tau=2*ms, tau_Ca=150*ms, tau_x=2*second, v_r=-68*mV, tau_z=5*second,
              a=1/Delta_T**3, b=3/Delta_T**2, c=1.2*nA, d=2.5*nA/Delta_T**2, C=60*pF, S=2*nA/Delta_T, G=28.5*nS,
              s_fast=0.2/mV, V_fast=-50*mV, s_slow=1/mV, V_slow=-55*mV, E_syn=-75*mV, k_1=1/ms, ABPD=0, LP=1, PY=2)
    circuit = NeuronGroup(3, '''
        dv/dt = (Delta_T*g*(-a*(v - v_T)**3 + b*(v - v_T)**2) + w - x - I_fast - I_slow)/C : volt
        dw/dt = (c - d*(v - v_T)**2 - w)/tau : amp
        dx/dt = (s*(v - v_r) - x)/tau_x : amp
        s = S*(1 - tanh(z)) : siemens
        g = G*(1 + tanh(z)) : siemens
        dCa/dt = -Ca/tau_Ca : 1
        dz/dt = tanh(Ca - Ca_target)/tau_z : 1
        I_fast : amp
        I_slow : amp
        Ca_target : 1 (constant)
        label : integer (constant)''', threshold='v > -20*mV', refractory='v > -20*mV', reset='Ca += 0.1', method='rk2',
                          namespace=ns, name='circuit')
    circuit.label = [0, 1, 2]
    circuit.v = -68*mV
    circuit.w = [-4, -2, -1]*nA
    circuit.z = [0.05, -0.05, 0.08]
    circuit.Ca_target = [0.048, 0.0384, 0.06]
    fast = Synapses(circuit, circuit, '''g_fast : siemens (constant)
        I_fast_post = g_fast*(v_post - E_syn)/(1 + exp(s_fast*(V_fast - v_pre))) : amp (summed)''', namespace=ns, name='a_fast')
    fast.connect(condition='label_pre != label_post and not (label_pre == PY and label_post == ABPD)')
    fast.g_fast['label_pre == ABPD and label_post == LP'] = 0.015*uS
    fast.g_fast['label_pre == ABPD and label_post == PY'] = 0.005*uS
    fast.g_fast['label_pre == LP and label_post == ABPD'] = 0.01*uS
    fast.g_fast['label_pre == LP and label_post == PY'] = 0.02*uS
    fast.g_fast['label_pre == PY and label_post == LP'] = 0.005*uS
    slow = Synapses(circuit, circuit, '''k_2 : 1/second (constant)
        g_slow : siemens (constant)
        I_slow_post = g_slow*m_slow*(v_post - E_syn) : amp (summed)
        dm_slow/dt = k_1*(1 - m_slow)/(1 + exp(s_slow*(V_slow - v_pre))) - k_2*m_slow : 1 (clock-driven)''', method='exact',
                    namespace=ns, name='a_slow')
    slow.connect(condition='label_pre == ABPD and label_post != ABPD')
    slow.g_slow['label_post == LP'] = 0.025*uS
    slow.k_2['label_post == LP'] = 0.03/ms
    slow.g_slow['label_post == PY'] = 0.015*uS
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
    ns = dict(alpha=(1/(50*ms))**2, beta=1/(50*ms), tau_muscle=20*ms, tau_object=500*ms, taum=20*ms, width=2./N, gain=4., eta=eta, N=N)
    eye = NeuronGroup(1, '''dx/dt = velocity : 1
                            dvelocity/dt = alpha*(x0 - x) - beta*velocity : 1/second
                            dx0/dt = -x0/tau_muscle : 1
                            dx_object/dt = (noise - x_object)/tau_object : 1
                            dnoise/dt = -noise/tau_object + tau_object**-0.5*%s : 1''' % ('eta(t)' if reproducible else 'xi'),
                      method='euler', namespace=ns, name='z_eye')
    motoneurons = NeuronGroup(2, 'dv/dt = -v/taum : 1', threshold='v > 1', reset='v = 0', refractory=5*ms, method='exact', namespace=ns)
    motosynapses = Synapses(motoneurons, eye, 'w : 1', on_pre='x0_post += w')
    motosynapses.connect()
    motosynapses.w = [-0.5, 0.5]
    retina = NeuronGroup(N, '''I = gain*exp(-((x_object - x_eye - x_neuron)/width)**2) : 1
                               x_neuron : 1 (constant)
                               x_object : 1 (linked)
                               x_eye : 1 (linked)
                               dv/dt = (I - (1 + gs)*v)/taum : 1
                               gs : 1''', threshold='v > 1', reset='v = 0', method='exponential_euler', namespace=ns, name='retina')
    retina.v = numbers(N, 22) if reproducible else 'rand()'
    retina.x_eye, retina.x_object = linked_var(eye, 'x'), linked_var(eye, 'x_object')
    retina.x_neuron = '-1.0 + 2.0*i/(N - 1)'
    S = Synapses(retina, motoneurons, 'w : 1 (constant)', on_pre='v_post += w')
    S.connect(j='int(x_neuron_pre > 0)')
    S.w = '20*abs(x_neuron_pre)/N_pre'
    M = StateMonitor(eye, ['x', 'x0', 'x_object'], record=True, dt=1*ms)
    spikes, motor = SpikeMonitor(retina), SpikeMonitor(motoneurons)
    Network(eye, motoneurons, motosynapses, retina, S, M, spikes, motor).run(duration)
    return M, spikes, motor


def bisection():
    defaultclock.dt = 0.01*ms
    ns = dict(El=10.613*mV, ENa=115*mV, EK=-12*mV, gl=0.3*msiemens/cm**2, gK=36*msiemens/cm**2, C=1*uF/cm**2)
    group = NeuronGroup(100, '''
        dv/dt = (gl*(El - v) + gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v))/C : volt
        gNa : siemens/meter**2 (constant)
        dm/dt = alpham*(1 - m) - betam*m : 1
        dn/dt = alphan*(1 - n) - betan*n : 1
        dh/dt = alphah*(1 - h) - betah*h : 1
        alpham = 0.1/mV*10*mV/exprel((-v + 25*mV)/(10*mV))/ms : Hz
        betam = 4*exp(-v/(18*mV))/ms : Hz
        alphah = 0.07*exp(-v/(20*mV))/ms : Hz
        betah = 1/(exp((-v + 30*mV)/(10*mV)) + 1)/ms : Hz
        alphan = 0.01/mV*10*mV/exprel((-v + 10*mV)/(10*mV))/ms : Hz
        betan = 0.125*exp(-v/(80*mV))/ms : Hz''', threshold='v > 50*mV', refractory='v > 50*mV', method='exponential_euler', namespace=ns)
    group.gNa = np.linspace(15, 100, 100)*msiemens/cm**2
    group.m, group.n, group.h = 0.05, 0.32, 0.6
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
