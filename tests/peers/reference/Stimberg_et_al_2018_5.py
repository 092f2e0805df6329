# Example 5 of Stimberg et al. (2018): a ring of 50 astrocytes that exchange IP3 through gap junctions, the first of
# which is stimulated; for 200 s.
from common import *

defaultclock.dt = 25*ms
ns = dict(O_P=0.9*umolar/second, K_P=0.05*umolar, C_T=2*umolar, rho_A=0.18, Omega_C=6/second, Omega_L=0.1/second,
          d_1=0.13*umolar, d_2=1.05*umolar, O_2=0.2/umolar/second, d_3=0.9434*umolar, d_5=0.08*umolar,
          O_delta=0.6*umolar/second, kappa_delta=0.5*umolar, K_delta=0.1*umolar, Omega_5P=0.05/second, K_D=0.7*umolar,
          K_3K=1.0*umolar, O_3K=4.5*umolar/second, F_ex=0.09*umolar/second, F=0.09*umolar/second, I_Theta=0.3*umolar,
          omega_I=0.05*umolar)
astrocytes = NeuronGroup(50, '''
    dI/dt = J_delta - J_3K - J_5P + J_ex + J_coupling : mmolar
    J_delta = O_delta/(1 + I/kappa_delta)*C**2/(C**2 + K_delta**2) : mmolar/second
    J_3K = O_3K*C**4/(C**4 + K_D**4)*I/(I + K_3K) : mmolar/second
    J_5P = Omega_5P*I : mmolar/second
    J_ex = -F_ex/2*(1 + tanh((abs(bias) - I_Theta)/omega_I))*sign(bias)*int(I_bias > 0*mmolar) : mmolar/second
    bias = I - I_bias : mmolar
    I_bias : mmolar (constant)
    J_coupling : mmolar/second
    dC/dt = (Omega_C*m_inf**3*h**3 + Omega_L)*(C_T - (1 + rho_A)*C) - O_P*C**2/(C**2 + K_P**2) : mmolar
    dh/dt = (h_inf - h)/tau_h : 1
    m_inf = I/(I + d_1)*C/(C + d_5) : 1
    h_inf = Q_2/(Q_2 + C) : 1
    tau_h = 1/(O_2*(Q_2 + C)) : second
    Q_2 = d_2*(I + d_1)/(I + d_3) : mmolar''', method='rk2', namespace=ns)
astrocytes.I, astrocytes.C, astrocytes.h = 0.01*umolar, 0.01*umolar, 0.9
astrocytes.I_bias[0] = 1*umolar
gap = Synapses(astrocytes, astrocytes, '''delta_I = I_post - I_pre : mmolar
    J_coupling_post = -F/2*(1 + tanh((abs(delta_I) - I_Theta)/omega_I))*sign(delta_I) : mmolar/second (summed)''', namespace=ns)
gap.connect(condition='j == (i + 1) % N_pre or j == (i + N_pre - 1) % N_pre')
M = StateMonitor(astrocytes, ['C', 'I'], record=[0, 1, 5, 20, 49], dt=1*second)
run(200*second)
print(np.array(M.C/umolar)[:, ::20].round(3))
save('Stimberg_et_al_2018_5', C=np.array(M.C).T, I=np.array(M.I).T)
