# Example 2 of Stimberg et al. (2018), frompapers/Stimberg_et_al_2018/example_2_gchi_astrocyte, with one deterministic
# astrocyte and 20 stochastic ones: the traces of the former, mean and deviation of every trace of the latter.
from common import *

defaultclock.dt = 1*ms
duration = 30*second
ns = dict(f_0=0.5*Hz, rho_c=0.001, Y_T=500*mmolar, Omega_c=40/second, O_P=0.9*umolar/second, K_P=0.1*umolar, C_T=2*umolar,
          rho_A=0.18, Omega_C=6/second, Omega_L=0.1/second, d_1=0.13*umolar, d_2=1.05*umolar, O_2=0.2/umolar/second,
          d_3=0.9434*umolar, d_5=0.08*umolar, O_beta=5*umolar/second, O_N=0.3/umolar/second, Omega_N=0.5/second,
          K_KC=0.5*umolar, zeta=10, O_delta=0.2*umolar/second, kappa_delta=1.5*umolar, K_delta=0.3*umolar,
          Omega_5P=0.1/second, K_D=0.5*umolar, K_3K=1*umolar, O_3K=4.5*umolar/second, F_ex=0.09*umolar/second,
          I_Theta=0.3*umolar, omega_I=0.05*umolar)
source_neurons = NeuronGroup(1, 'dx/dt = f_0 : 1', threshold='x>1', reset='x=0', method='euler', namespace=ns)
target_neurons = NeuronGroup(1, '')
synapses = Synapses(source_neurons, target_neurons, model='dY_S/dt = -Omega_c * Y_S: mmolar (clock-driven)',
                    on_pre='Y_S += rho_c * Y_T', method='exact', namespace=ns)
synapses.connect()
astro_eqs = '''
dGamma_A/dt = O_N * Y_S * (1 - Gamma_A) - Omega_N*(1 + zeta * C/(C + K_KC)) * Gamma_A : 1
dI/dt = J_beta + J_delta - J_3K - J_5P + J_ex     : mmolar
J_beta = O_beta * Gamma_A                         : mmolar/second
J_delta = O_delta/(1 + I/kappa_delta) * C**2/(C**2 + K_delta**2) : mmolar/second
J_3K = O_3K * C**4/(C**4 + K_D**4) * I/(I + K_3K) : mmolar/second
J_5P = Omega_5P*I                                 : mmolar/second
delta_I_bias = I - I_bias : mmolar
J_ex = -F_ex/2*(1 + tanh((abs(delta_I_bias) - I_Theta)/omega_I)) * sign(delta_I_bias) : mmolar/second
I_bias                                            : mmolar (constant)
dC/dt = J_r + J_l - J_p                : mmolar
dh/dt = (h_inf - h_clipped)/tau_h * (1 + noise*xi*tau_h**0.5)      : 1
h_clipped = clip(h,0,1)                : 1
J_r = (Omega_C * m_inf**3 * h_clipped**3) * (C_T - (1 + rho_A)*C)            : mmolar/second
J_l = Omega_L * (C_T - (1 + rho_A)*C)  : mmolar/second
J_p = O_P * C**2/(C**2 + K_P**2)       : mmolar/second
m_inf = I/(I + d_1) * C/(C + d_5)      : 1
h_inf = Q_2/(Q_2 + C)                  : 1
tau_h = 1/(O_2 * (Q_2 + C))            : second
Q_2 = d_2 * (I + d_1)/(I + d_3)        : mmolar
Y_S     : mmolar
noise   : 1 (constant)
'''
seed(790824)
astrocytes = NeuronGroup(21, astro_eqs, method='milstein', namespace=ns)
astrocytes.h = 0.9
astrocytes.noise = np.r_[0, np.ones(20)]
ecs_syn_to_astro = Synapses(synapses, astrocytes, 'Y_S_post = Y_S_pre : mmolar (summed)')
ecs_syn_to_astro.connect()
names = ['Gamma_A', 'C', 'h', 'I']
astro_mon = StateMonitor(astrocytes, variables=names, record=True, dt=100*ms)
Y_S = StateMonitor(astrocytes, 'Y_S', record=[0], dt=100*ms)
run(duration)
numbers_of = {name: np.asarray(getattr(astro_mon, name)) for name in names}
for name in names:
    print(name, numbers_of[name][0, ::50], numbers_of[name][1:].mean(axis=1))
save('Stimberg_et_al_2018_2', Y_S=np.asarray(Y_S.Y_S[0]), **{name: x[0] for name, x in numbers_of.items()},
     **{'mean_' + name: x[1:].mean(axis=1) for name, x in numbers_of.items()},
     **{'deviation_' + name: x[1:].std(axis=1) for name, x in numbers_of.items()})
