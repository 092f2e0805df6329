# The example Morris_Lecar_1981 of Brian2; by its method, exponential_euler, and by rk4. (There exponential_euler takes the
# conductance m_inf(V) for constant during a step.)
from common import *

defaultclock.dt = 0.01*ms
g_L = 2*mS
g_Ca = 4*mS
g_K = 8*mS
V_L = -50*mV
V_Ca = 100*mV
V_K = -70*mV
lambda_n__max = 1.0/(15*ms)
V_1 = 10*mV
V_2 = 15*mV
V_3 = -1*mV
V_4 = 14.5*mV
C = 20*uF
eqs = '''
dV/dt = (-g_L*(V - V_L) - g_Ca*m_inf*(V - V_Ca) - g_K*n*(V - V_K) + I)/C : volt
dn/dt = lambda_n*(n_inf - n) : 1
m_inf = 0.5*(1 + tanh((V - V_1)/V_2)) : 1
n_inf = 0.5*(1 + tanh((V - V_3)/V_4)) : 1
lambda_n = lambda_n__max*cosh((V - V_3)/(2*V_4)) : Hz
I : amp
'''
results = {}
for method in ('exponential_euler', 'rk4'):
    neuron = NeuronGroup(17, eqs, method=method)
    neuron.I = (np.arange(17)*25+100)*uA
    neuron.V = V_L
    neuron.n = 'n_inf'
    mon = StateMonitor(neuron, ['V', 'n'], record=True, dt=2*ms)
    net = Network(neuron, mon)
    net.run(220*ms)
    results['V_' + method], results['n_' + method] = np.array(mon.V).T, np.array(mon.n).T
save('Morris_Lecar_1981', **results)
