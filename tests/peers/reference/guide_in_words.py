# Examples of Brian2's user guide; the texts are those of ../texts/guide.hpp. python3 guide_in_words.py writes
# ../recorded/guide_in_words.npz.
from texts import *

texts = texts_of('guide')
v_r = -70*mV
stimulus = TimedArray(2.5*numbers(10, 11), dt=10*ms)
given = {'leak': dict(tau='5*ms + (1.0*i/N)*5*ms'), 'shared_input': dict(shared_input='(4.0/N)*mV', tau=10*ms)}
everything, keep = [], {}
for name in ('leak', 'shorthand', 'own_threshold', 'shared_input', 'membrane_current', 'refractory_relaxes',
             'refractory_no_flag', 'unless_refractory', 'other_when_refractory', 'own_sines', 'stimulated',
             'switched_sine'):
    group = neurons(name, texts[name], 5, **given.get(name, {}))
    keep[name] = SpikeMonitor(group) if 'threshold' in texts[name] else None, StateMonitor(group, 'v', record=True, dt=0.5*ms)
    everything += [group, *[k for k in keep[name] if k is not None]]
when, which = spikes_by_chance(1000, 8, 0.01, 5)
arrays = dict(when=when, which=which)


def synapses(name, target, **options):
    source = SpikeGeneratorGroup(8, which, when*defaultclock.dt, name='in_' + name)
    group = neurons('n_' + name, texts[target], 4)
    text = texts[name]
    s = Synapses(source, group, text['model'], name=name,
                 **{key: text[key] for key in ('on_pre', 'on_post', 'method') if key in text})
    s.connect('abs(i-j)<=5')
    s.w = '(1+cos(i-j))*0.2'
    keep[name] = SpikeMonitor(group) if 'threshold' in texts[target] else None, StateMonitor(group, 'v', record=True, dt=0.5*ms)
    everything.extend([source, group, s, *[k for k in keep[name] if k is not None]])
    return s


learnt = synapses('stdp', 'stdp_target')
synapses('gating', 'gated_target')
group = neurons('n_gap_junction', texts['coupled'], 4)
s = Synapses(group, group, texts['gap_junction']['model'], name='gap_junction')
s.connect('i != j')
s.w = 0.05
keep['gap_junction'] = SpikeMonitor(group), StateMonitor(group, 'v', record=True, dt=0.5*ms)
everything += [group, s, *keep['gap_junction']]
Network(everything).run(100*ms)
for name, (spikes, trace) in keep.items():
    arrays['v_' + name] = np.array(trace.v).T
    if spikes is not None:
        arrays.update({'steps_' + name: steps_of(spikes), 'neurons_' + name: spikes.i})
    print(name, None if spikes is None else spikes.count[:], np.array(trace.v).min(), np.array(trace.v).max())
arrays['w_stdp'] = learnt.w
save('guide_in_words', **arrays)
