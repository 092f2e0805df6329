# The example custom_events of Brian2; the Poisson spikes are drawn here and recorded, so that others can have them.
from texts import *

words = texts_of('custom_events')

np.random.seed(1)
steps = np.nonzero(np.random.rand(20000) < 250 * Hz * defaultclock.dt)[0]

inp = SpikeGeneratorGroup(1, np.zeros(len(steps), int), steps * defaultclock.dt)
G = NeuronGroup(1, method='exact', **arguments(words['group_g']))
G.run_on_event('gspike', 'allow_gspike = False')
G.run_on_event('end_gspike', 'allow_gspike = True')
H = NeuronGroup(1, method='exact', **arguments(words['group_h']))
Sin = Synapses(inp, G, on_pre='g += 0.5')
Sin.connect()
S = Synapses(G, H, on_pre={'pre': 'x += 1', 'gpath': 'y += 1'}, on_event={'pre': 'spike', 'gpath': 'gspike'})
S.connect()
states = StateMonitor(G, ('v', 'g'), record=True)
gspikes = EventMonitor(G, 'gspike', 'g')
ends = EventMonitor(G, 'end_gspike')
spikes = SpikeMonitor(G, 'v')
effects = StateMonitor(H, ('x', 'y'), record=True)
start(G, words['group_g'])
run(2*second)
save('custom_events', input=steps, v=states.v[0][::10], g=states.g[0][::10], x=effects.x[0][::10],
     y=effects.y[0][::10], gspikes=steps_of(gspikes), ends=steps_of(ends), spikes=steps_of(spikes))
