# Example 4 of Stimberg et al. (2018), mean release of synapses at rising and falling rates, without gliotransmission,
# with that of an astrocyte of its own bias, and in a closed loop with an astrocyte that the synapses themselves excite;
# with 20 sources, for 20 s, with reproducible spikes, astrocytes that are already active, rk4 in the place of milstein.
from common import *

defaultclock.dt = 1*ms
N, steps = 20, 20000
ramp = np.r_[np.linspace(0.5, 50, steps // 2), np.linspace(50, 0.5, steps // 2)]
ns = dict(N_synapses=N, rho_c=0.001, Y_T=500*mmolar, Omega_c=40/second, U_0__star=0.6, Omega_f=3.33/second, Omega_d=2.0/second,
          O_G=1.5/umolar/second, Omega_G=0.5/(60*second), O_P=0.9*umolar/second, K_P=0.05*umolar, C_T=2*umolar, rho_A=0.18,
          Omega_C=6/second, Omega_L=0.1/second, d_1=0.13*umolar, d_2=1.05*umolar, O_2=0.2/umolar/second, d_3=0.9434*umolar,
          d_5=0.08*umolar, O_beta=0.5*umolar/second, O_N=0.3/umolar/second, Omega_N=0.5/second, K_KC=0.5*umolar, zeta=10,
          O_delta=0.6*umolar/second, kappa_delta=1.5*umolar, K_delta=0.1*umolar, Omega_5P=0.05/second, K_D=0.7*umolar,
          K_3K=1.0*umolar, O_3K=4.5*umolar/second, F_ex=2.0*umolar/second, I_Theta=0.3*umolar, omega_I=0.05*umolar,
          C_Theta=0.5*umolar, Omega_A=0.6/second, U_A=0.6, G_T=200*mmolar, rho_e=6.5e-4, Omega_e=60/second, alpha=0.0)
when, who = np.nonzero(numbers(steps * N, 31).reshape(steps, N) < ramp[:, None] * 1e-3)
source = SpikeGeneratorGroup(N, who, when*ms)
target = NeuronGroup(N, '')
synapses = Synapses(source, target, '''dY_S/dt = -Omega_c*Y_S : mmolar (clock-driven)
                                       dGamma_S/dt = O_G*G_A*(1 - Gamma_S) - Omega_G*Gamma_S : 1 (clock-driven)
                                       du_S/dt = -Omega_f*u_S : 1 (clock-driven)
                                       dx_S/dt = Omega_d*(1 - x_S) : 1 (clock-driven)
                                       r_S : 1
                                       G_A : mmolar''', on_pre='''U_0 = (1 - Gamma_S)*U_0__star + alpha*Gamma_S
                                                                  u_S += U_0*(1 - u_S)
                                                                  r_S = u_S*x_S
                                                                  x_S -= r_S
                                                                  Y_S += rho_c*Y_T*r_S''', method='exact', namespace=ns)
synapses.connect(j='i', n=3)  # 0: without, 1: open loop, 2: closed loop
synapses.x_S = 1
astro = NeuronGroup(2, '''
    dGamma_A/dt = O_N*Y_S*(1 - Gamma_A) - Omega_N*(1 + zeta*C/(C + K_KC))*Gamma_A : 1
    dI/dt = J_beta + J_delta - J_3K - J_5P + J_ex : mmolar
    J_beta = O_beta*Gamma_A : mmolar/second
    J_delta = O_delta/(1 + I/kappa_delta)*C**2/(C**2 + K_delta**2) : mmolar/second
    J_3K = O_3K*C**4/(C**4 + K_D**4)*I/(I + K_3K) : mmolar/second
    J_5P = Omega_5P*I : mmolar/second
    bias = I - I_bias : mmolar
    J_ex = -F_ex/2*(1 + tanh((abs(bias) - I_Theta)/omega_I))*sign(bias)*int(I_bias > 0*mmolar) : mmolar/second
    I_bias : mmolar (constant)
    dC/dt = (Omega_C*m_inf**3*h**3 + Omega_L)*(C_T - (1 + rho_A)*C) - O_P*C**2/(C**2 + K_P**2) : mmolar
    dh/dt = (h_inf - h)/tau_h : 1
    m_inf = I/(I + d_1)*C/(C + d_5) : 1
    h_inf = Q_2/(Q_2 + C) : 1
    tau_h = 1/(O_2*(Q_2 + C)) : second
    Q_2 = d_2*(I + d_1)/(I + d_3) : mmolar
    dx_A/dt = Omega_A*(1 - x_A) : 1
    dG_A/dt = -Omega_e*G_A : mmolar
    Y_S : mmolar''', threshold='C > C_Theta', refractory='C > C_Theta', reset='''G_A += rho_e*G_T*U_A*x_A
                                                                              x_A -= U_A*x_A''', method='rk4', namespace=ns,
                    name='z_astrocytes')  # last: synapses see the start of the step
astro.x_A, astro.h, astro.I, astro.C = 1, 0.9, 0.5*umolar, 0.1*umolar
astro.I_bias = np.array([1.0, 0])*umolar
up = Synapses(synapses, astro, 'Y_S_post = Y_S_pre/N_synapses : mmolar (summed)', namespace=ns, name='up')
up.connect(i=np.arange(2, 3*N, 3), j=1)
down = Synapses(astro, synapses, 'G_A_post = G_A_pre : mmolar (summed)', name='w_down')
down.connect(i=np.tile([0, 1], N), j=np.array([[3*k + 1, 3*k + 2] for k in range(N)]).flatten())
syn = StateMonitor(synapses, ['u_S', 'x_S', 'Gamma_S'], record=[0, 1, 2, 57, 58, 59], dt=50*ms)
ast = StateMonitor(astro, ['Gamma_A', 'C', 'I', 'G_A', 'Y_S'], record=True, dt=50*ms)
release = SpikeMonitor(astro)
run(20*second)
print(len(who), release.num_spikes, release.i[:], release.t[:], np.array(syn.Gamma_S)[:, -1], np.array(ast.Y_S)[:, ::30])
save('Stimberg_et_al_2018_4', spike_steps=when, spike_neurons=who, steps=steps_of(release), neurons=release.i,
     mean_release=np.array(synapses.r_S).reshape(N, 3).mean(axis=0),
     **{name: np.asarray(getattr(syn, name)).T for name in ('u_S', 'x_S', 'Gamma_S')},
     **{name: np.asarray(getattr(ast, name)).T for name in ('Gamma_A', 'C', 'I', 'G_A', 'Y_S')})
