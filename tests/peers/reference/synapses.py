# Brian2's example synapses/synapses: weights that fade by an equation of their own, delays that grow with i and are
# random. Changed: the equation is clock-driven, as it is by default, and exact; event-driven ones begin a step later in
# Brian2, so that the first event finds one step less of decay. python3 synapses.py writes ../recorded/synapses.npz, with the pairs and delays that were drawn.
from texts import *

words = texts_of('synapses_example')
seed(2)
G1 = NeuronGroup(10, method='exact', **arguments(words['cell']))
G1.v = 1.2
G2 = NeuronGroup(10, method='exact', **arguments(words['cell']))
syn = Synapses(G1, G2, method='exact', **arguments(words['fading']))
syn.connect('i == j', p=0.75)
syn.delay = '1*ms + i*ms + 0.25*ms * randn()'
start(syn, words['fading'])
mon = StateMonitor(G2, 'v', record=True)
run(20*ms)
save('synapses', v=np.asarray(mon.v).T, i=np.asarray(syn.i, dtype=float), j=np.asarray(syn.j, dtype=float), delay_steps=np.floor(np.asarray(syn.delay / defaultclock.dt) + 0.5))
