# What `refractory=...` of Brian2 does: a condition, a condition and a period, a time that is a variable; held variables
# (unless refractory) or not; input in every step.
from common import *

steps = np.arange(0, 4000, 7)
neurons = 5
source = SpikeGeneratorGroup(1, np.zeros(len(steps), int), steps * defaultclock.dt)
tau_v, tau_w, w_th = 8*ms, 12*ms, 0.4
held = '''dv/dt = (1.3 + 0.1*i - v)/tau_v : 1 (unless refractory)
          dw/dt = -w/tau_w : 1
          dref/dt = (2*ms - ref)/(30*ms) : second'''
kinds = {'condition': (held, 'w > w_th'),
         'free': (held.replace(' (unless refractory)', ''), 'w > w_th'),
         'period': (held, 'w > w_th or timestep(t - lastspike, dt) < timestep(15*ms, dt)'),
         'time': (held, 'ref'),
         'growing': (held, '5*ms + 20*ms*(v > 0.5)')}
groups, everything, keep = {}, [source], {}
for name, (model, refractory) in kinds.items():
    if name == 'growing':
        model = model.replace(' (unless refractory)', '')
    g = NeuronGroup(neurons, model, threshold='v > 1', reset='v = 0; w += 1; ref += 3*ms', refractory=refractory,
                    method='euler', name=name)
    g.ref = 2*ms
    s = Synapses(source, g, on_pre='v += 0.01', name='s_' + name)
    s.connect()
    keep[name] = SpikeMonitor(g), StateMonitor(g, ['v', 'w'], record=True, dt=2*ms)
    everything += [g, s, *keep[name]]
Network(everything).run(400*ms)
arrays = {}
for name, (spikes, trace) in keep.items():
    arrays.update({'spikes_' + name: steps_of(spikes), 'neurons_' + name: spikes.i, 'v_' + name: np.array(trace.v).T,
                   'w_' + name: np.array(trace.w).T})
    print(name, spikes.count[:])
save('refractoriness', input=steps, **arrays)
