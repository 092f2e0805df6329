# Brian2's example synapses/state_variables: start values and weights given by expressions. No time passes.
# python3 state_variables.py writes ../recorded/state_variables.npz, with the random numbers in v.
from texts import *

words = texts_of('state_variables')
seed(2)
G = NeuronGroup(100, **arguments(words['cell']))
G.v = '(sin(2*pi*i/N) - 70 + 0.25*randn()) * mV'
S = Synapses(G, G, **arguments(words['connection']))
S.connect()
space_constant = 200.0
S.w['i > j'] = 'exp(-(i - j)**2/space_constant) * mV'
w_matrix = np.zeros((len(G), len(G)))
w_matrix[S.i[:], S.j[:]] = np.asarray(S.w / volt)
save('state_variables', w=w_matrix, v=np.asarray(G.v / volt), randn=(np.asarray(G.v / mV) + 70 - np.sin(2*np.pi*np.arange(100)/100)) / 0.25)
