# Example 6 of Stimberg et al. (2018): a network of neurons on a grid whose excitatory synapses are enwrapped by the
# astrocyte of their target's place; astrocytes exchange IP3 with their neighbours. With a tenth of the neurons, fewer
# astrocytes, reproducible connections and start values, without noise, for 300 ms.
from common import *

N_e, N_i, rows = 320, 80, 20
N_a = 100  # on a grid of 10 x 10
ns = dict(E_l=-60*mV, g_l=9.99*nS, E_e=0*mV, E_i=-80*mV, C_m=198*pF, tau_e=5*ms, tau_i=10*ms, tau_r=5*ms, I_ex=150*pA,
          V_th=-50*mV, V_r=-60*mV, w_e=0.05*nS, w_i=1.0*nS, U_0__star=0.6, Omega_d=2.0/second, Omega_f=3.33/second,
          O_G=1.5/umolar/second, Omega_G=0.5/(60*second), rho_c=0.005, Y_T=500*mmolar, Omega_c=40/second, alpha=0.0,
          O_P=0.9*umolar/second, K_P=0.05*umolar, C_T=2*umolar, rho_A=0.18, Omega_C=6/second, Omega_L=0.1/second,
          d_1=0.13*umolar, d_2=1.05*umolar, O_2=0.2/umolar/second, d_3=0.9434*umolar, d_5=0.08*umolar,
          O_beta=0.5*umolar/second, O_N=0.3/umolar/second, Omega_N=0.5/second, K_KC=0.5*umolar, zeta=10,
          O_delta=1.2*umolar/second, kappa_delta=1.5*umolar, K_delta=0.1*umolar, Omega_5P=0.05/second, K_D=0.7*umolar,
          K_3K=1.0*umolar, O_3K=4.5*umolar/second, F=2*umolar/second, I_Theta=0.01*umolar, omega_I=0.05*umolar,
          C_Theta=0.5*umolar, Omega_A=0.6/second, U_A=0.6, G_T=200*mmolar, rho_e=6.5e-4, Omega_e=60/second)
neurons = NeuronGroup(N_e + N_i, '''
    dv/dt = (g_l*(E_l - v) + g_e*(E_e - v) + g_i*(E_i - v) + I_ex)/C_m : volt (unless refractory)
    dg_e/dt = -g_e/tau_e : siemens
    dg_i/dt = -g_i/tau_i : siemens
    x : meter (constant)
    y : meter (constant)''', threshold='v > V_th', reset='v = V_r', refractory='tau_r', method='euler', namespace=ns, name='neurons')
u = numbers(3*(N_e + N_i), 41).reshape(3, -1)
neurons.v, neurons.g_e, neurons.g_i = (-60 + 10*u[0])*mV, u[1]*0.05*nS, u[2]*nS
neurons.x, neurons.y = '(i // 20)*50*umetre + 25*umetre', '(i % 20)*50*umetre + 25*umetre'
exc = Synapses(neurons[:N_e], neurons, '''
    dY_S/dt = -Omega_c*Y_S : mmolar (clock-driven)
    dGamma_S/dt = O_G*G_A*(1 - Gamma_S) - Omega_G*Gamma_S : 1 (clock-driven)
    du_S/dt = -Omega_f*u_S : 1 (event-driven)
    dx_S/dt = Omega_d*(1 - x_S) : 1 (event-driven)
    G_A : mmolar
    astrocyte : integer (constant)''', on_pre='''
    U_0 = (1 - Gamma_S)*U_0__star + alpha*Gamma_S
    u_S += U_0*(1 - u_S)
    r_S = u_S*x_S
    x_S -= r_S
    Y_S += rho_c*Y_T*r_S
    g_e_post += w_e*r_S''', method='exact', namespace=ns, name='exc')
inh = Synapses(neurons[N_e:], neurons, '''
    du_S/dt = -Omega_f*u_S : 1 (event-driven)
    dx_S/dt = Omega_d*(1 - x_S) : 1 (event-driven)''', on_pre='''
    u_S += U_0__star*(1 - u_S)
    r_S = u_S*x_S
    x_S -= r_S
    g_i_post += w_i*r_S''', namespace=ns, name='inh')
for S, n, p, salt in (exc, N_e, .05, 10**6), (inh, N_i, .2, 2 * 10**6):
    i, j = spikes_by_chance(n, N_e + N_i, p, salt)
    S.connect(i=i, j=j)
    S.x_S = 1
exc.astrocyte = 'int(x_post/(100*umetre))*10 + int(y_post/(100*umetre))'
astrocytes = NeuronGroup(N_a, '''
    dGamma_A/dt = O_N*Y_S*(1 - Gamma_A) - Omega_N*(1 + zeta*C/(C + K_KC))*Gamma_A : 1
    dI/dt = J_beta + J_delta - J_3K - J_5P + J_coupling : mmolar
    J_beta = O_beta*Gamma_A : mmolar/second
    J_delta = O_delta/(1 + I/kappa_delta)*C**2/(C**2 + K_delta**2) : mmolar/second
    J_3K = O_3K*C**4/(C**4 + K_D**4)*I/(I + K_3K) : mmolar/second
    J_5P = Omega_5P*I : mmolar/second
    J_coupling : mmolar/second
    dC/dt = (Omega_C*m_inf**3*h**3 + Omega_L)*(C_T - (1 + rho_A)*C) - O_P*C**2/(C**2 + K_P**2) : mmolar
    dh/dt = (h_inf - h)/tau_h : 1
    m_inf = I/(I + d_1)*C/(C + d_5) : 1
    h_inf = Q_2/(Q_2 + C) : 1
    tau_h = 1/(O_2*(Q_2 + C)) : second
    Q_2 = d_2*(I + d_1)/(I + d_3) : mmolar
    dx_A/dt = Omega_A*(1 - x_A) : 1
    dG_A/dt = -Omega_e*G_A : mmolar
    Y_S : mmolar
    x : meter (constant)
    y : meter (constant)''', threshold='C > C_Theta', refractory='C > C_Theta', reset='''G_A += rho_e*G_T*U_A*x_A
                                                                                         x_A -= U_A*x_A''', method='rk4',
                         namespace=ns, name='z_astrocytes')  # last: synapses see the start of the step
astrocytes.x, astrocytes.y = '(i // 10)*100*umetre', '(i % 10)*100*umetre'
a = numbers(2*N_a, 43).reshape(2, -1)
astrocytes.I, astrocytes.C, astrocytes.h, astrocytes.x_A = (0.2 + 0.6*a[0])*umolar, (0.1 + 0.38*a[1])*umolar, 0.9, 1
up = Synapses(exc, astrocytes, 'Y_S_post = Y_S_pre/N_incoming : mmolar (summed)', name='up')
up.connect('astrocyte_pre == j')
down = Synapses(astrocytes, exc, 'G_A_post = G_A_pre : mmolar (summed)', name='w_down')
down.connect('i == astrocyte_post')
gap = Synapses(astrocytes, astrocytes, '''delta_I = I_post - I_pre : mmolar
    J_coupling_post = -F/2*(1 + tanh((abs(delta_I) - I_Theta)/omega_I))*sign(delta_I) : mmolar/second (summed)''', namespace=ns, name='x_gap')
gap.connect('i != j and sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2) < 120*umetre')
spikes, release = SpikeMonitor(neurons), SpikeMonitor(astrocytes)
M = StateMonitor(neurons, ['v', 'g_e', 'g_i'], record=[50, 350], dt=1*ms)
A = StateMonitor(astrocytes, ['Gamma_A', 'I', 'C', 'G_A', 'Y_S'], record=[0, 5, 44, 99], dt=5*ms)
run(300*ms)
print(spikes.num_spikes, release.num_spikes, len(exc), len(up), len(gap), np.mean(exc.Gamma_S))
since = np.asarray(300*ms - defaultclock.dt - exc.lastupdate[:])
save('Stimberg_et_al_2018_6', steps=steps_of(spikes), neurons=spikes.i, release_steps=steps_of(release), release_neurons=release.i,
     Gamma_S=exc.Gamma_S, synapse_Y_S=exc.Y_S, u_S=exc.u_S*np.exp(-3.33*since),
     **{name: np.asarray(getattr(M, name)).T for name in ('v', 'g_e', 'g_i')},
     **{name: np.asarray(getattr(A, name)).T for name in ('Gamma_A', 'I', 'C', 'G_A', 'Y_S')})
