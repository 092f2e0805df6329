# The example COBAHH_approximated of Brian2 without its pictures.
from common import *

defaultclock.dt = 0.01*ms
gates = {'n': (12, 15, -14, 50, 4.7, 1.1, 0.32), 'm': (25, 9, 27, 30, 0.46, 0.04, 0.05), 'h': (3, -7, -2, 20, 7.4, 1.2, 0.60)}
eqs = '''dv/dt = (I_ext - g_K_bar*n**4*(v - e_K) - g_Na_bar*m**3*h*(v - e_Na) - g_L*(v - e_L))/C_mem : volt
         I_ext = I_stim(t) : ampere/meter**2
'''
space = {}
for x, (half, k, v_max, sigma, amp, base, _) in gates.items():
    eqs += f'''d{x}/dt = ({x}_inf - {x})/tau_{x} : 1
               {x}_inf = 1/(1+exp((v_{x}_half-v)/k_{x})) : 1
               tau_{x} = c_{x}_base + c_{x}_amp*exp(-(v_{x}_max - v)**2/sigma_{x}**2) : second
'''
    space.update({f'v_{x}_half': half*mV, f'k_{x}': k*mV, f'v_{x}_max': v_max*mV, f'sigma_{x}': sigma*mV,
                  f'c_{x}_amp': amp*ms, f'c_{x}_base': base*ms})
space.update(g_K_bar=36*mS/cmeter**2, g_Na_bar=120*mS/cmeter**2, g_L=0.3*mS/cmeter**2, e_K=-12*mV, e_Na=120*mV,
             e_L=10.6*mV, C_mem=1*uF/cmeter**2,
             I_stim=TimedArray(([0]*4+[4]+[0]*15+[15]+[0])*uA/(cmeter**2), dt=0.5*ms))
group = NeuronGroup(1, eqs, method='euler', namespace=space)
group.v = 0*mV
for x in gates:
    setattr(group, x, gates[x][-1])
M = StateMonitor(group, ['v', 'm', 'n', 'h'], record=True, dt=0.05*ms)
run(20*ms)
save('COBAHH_approximated', v=M.v[0], m=M.m[0], n=M.n[0], h=M.h[0])
