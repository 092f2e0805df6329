# Example 5 of Stimberg et al. (2018): a ring of 50 astrocytes that exchange IP3 through gap junctions, the first of
# which is stimulated; for 200 s.
from texts import *

words = texts_of('Stimberg_et_al_2018')

defaultclock.dt = 25*ms
astrocytes = NeuronGroup(50, method='rk2', **arguments(words['coupled_astrocyte']))
start(astrocytes, words['coupled_astrocyte'])
astrocytes.I_bias[0] = 1*umolar
gap = Synapses(astrocytes, astrocytes, **arguments(words['gap_junction']))
gap.connect(condition='j == (i + 1) % N_pre or j == (i + N_pre - 1) % N_pre')
M = StateMonitor(astrocytes, ['C', 'I'], record=[0, 1, 5, 20, 49], dt=1*second)
run(200*second)
print(np.array(M.C/umolar)[:, ::20].round(3))
save('Stimberg_et_al_2018_5', C=np.array(M.C).T, I=np.array(M.I).T)
