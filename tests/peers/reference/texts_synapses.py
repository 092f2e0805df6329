# Synapses in the manner of Brian2's user guide; the texts are those of ../texts/synapses.hpp. python3 texts_synapses.py
# writes ../recorded/texts_synapses.npz.
from texts import *

texts = texts_of('synapses')
inputs, cells, steps = 8, 4, 2000
when, which = spikes_by_chance(steps, inputs, 0.006, 5)
everything, arrays, keep = [], dict(when=when, which=which), {}
for name, neuron in (('jump', 'cell'), ('pairs_of_spikes', 'cell'), ('short_term', 'cell'),
                     ('reads_target', 'cell')):
    text = texts[name]
    source = SpikeGeneratorGroup(inputs, which, when*defaultclock.dt, name='in_' + name)
    group = neurons('n_' + name, texts[neuron], cells)
    group.x = 'i*50*mmeter'
    options = {key: text[key] for key in ('on_pre', 'on_post', 'method') if key in text}
    s = Synapses(source, group, text['model'], name=name, **options)
    s.connect('i != j and (i + j) % 4 < 3')
    s.w = '0.1 + 0.2*exp(-(i - j)**2/8.0)'
    s.delay = '0.5*ms + 0.3*ms*j'
    for line in text.get('start', '').split(';'):
        if line:
            setattr(s, *[part.strip() for part in line.split('=')])
    keep[name] = SpikeMonitor(group), StateMonitor(group, 'v', record=True, dt=0.5*ms), s
    everything += [source, group, *keep[name]]
Network(everything).run(steps*defaultclock.dt)
for name, (spikes, trace, s) in keep.items():
    arrays.update({'steps_' + name: steps_of(spikes), 'neurons_' + name: spikes.i, 'v_' + name: np.array(trace.v).T,
                   'w_' + name: s.w, 'i_' + name: s.i, 'j_' + name: s.j, 'delay_' + name: np.round(s.delay/defaultclock.dt)})
    print(name, spikes.count[:], np.array(trace.v).max(), s.w[:5], len(s))
save('texts_synapses', **arrays)
