# Models in the manner of Brian2's user guide; the texts are those of ../texts/neurons.hpp. python3 texts_neurons.py
# writes ../recorded/texts_neurons.npz.
from texts import *

given = {'flags': dict(level=0.3, slope=20*Hz, tau=8*ms, t_quiet=1*ms)}
everything, keep = [], {}
for name, text in texts_of('neurons').items():
    group = neurons(name, text, 5, **given.get(name, {}))
    keep[name] = SpikeMonitor(group), StateMonitor(group, 'v', record=True, dt=0.5*ms)
    everything += [group, *keep[name]]
Network(everything).run(100*ms)
arrays = {}
for name, (spikes, trace) in keep.items():
    arrays.update({'steps_' + name: steps_of(spikes), 'neurons_' + name: spikes.i, 'v_' + name: np.array(trace.v).T})
    print(name, spikes.count[:], np.array(trace.v).min(), np.array(trace.v).max())
save('texts_neurons', **arrays)
