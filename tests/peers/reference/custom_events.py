# The example custom_events of Brian2; the Poisson spikes are drawn here and recorded, so that others can have them.
from common import *

np.random.seed(1)
steps = np.nonzero(np.random.rand(20000) < 250 * Hz * defaultclock.dt)[0]

inp = SpikeGeneratorGroup(1, np.zeros(len(steps), int), steps * defaultclock.dt)
G = NeuronGroup(1, '''dv/dt = (g-v)/(50*ms) : 1
                      dg/dt = -g/(10*ms) : 1
                      allow_gspike : boolean''',
                threshold='v>1', reset='v = 0; g = 0; allow_gspike = True;', method='exact',
                events={'gspike': 'g>1 and allow_gspike', 'end_gspike': 'g<1 and not allow_gspike'})
G.run_on_event('gspike', 'allow_gspike = False')
G.run_on_event('end_gspike', 'allow_gspike = True')
H = NeuronGroup(1, '''dx/dt = -x/(10*ms) : 1
                      dy/dt = -y/(10*ms) : 1''', method='exact')
Sin = Synapses(inp, G, on_pre='g += 0.5')
Sin.connect()
S = Synapses(G, H, on_pre={'pre': 'x += 1', 'gpath': 'y += 1'}, on_event={'pre': 'spike', 'gpath': 'gspike'})
S.connect()
states = StateMonitor(G, ('v', 'g'), record=True)
gspikes = EventMonitor(G, 'gspike', 'g')
ends = EventMonitor(G, 'end_gspike')
spikes = SpikeMonitor(G, 'v')
effects = StateMonitor(H, ('x', 'y'), record=True)
G.allow_gspike = True
run(2*second)
save('custom_events', input=steps, v=states.v[0][::10], g=states.g[0][::10], x=effects.x[0][::10],
     y=effects.y[0][::10], gspikes=steps_of(gspikes), ends=steps_of(ends), spikes=steps_of(spikes))
