# Pathways with delays of their own, linked variables and events; the texts are those of ../texts/pathways.hpp.
# python3 texts_pathways.py writes ../recorded/texts_pathways.npz.
from texts import *

texts = texts_of('pathways')
inputs, cells, steps = 8, 4, 2000
when, which = spikes_by_chance(steps, inputs, 0.01, 7)
arrays = dict(when=when, which=which)

# Pathways. Brian2 settles what comes first in a step by `order`.
text = texts['two_ways']
source = SpikeGeneratorGroup(inputs, which, when*defaultclock.dt)
group = neurons('moved', texts['moved'], cells)
s = Synapses(source, group, text['model'], on_pre={'pre': text['on_pre'], 'down': text['down'], 'kick': text['kick']},
             on_post=text['on_post'], method='exact')
s.connect('(i + j) % 4 < 3')
s.w = '0.1 + 0.2*exp(-(i - j)**2/8.0)'
s.pre.delay = '0.5*ms + 0.3*ms*j'
s.down.delay, s.kick.delay, s.post.delay = [1.2*ms]*len(s), [0.4*ms]*len(s), [0.7*ms]*len(s)
s.pre.order, s.down.order, s.kick.order, s.post.order = -3, -2, -1, 1
moved = SpikeMonitor(group), StateMonitor(group, 'v', record=True, dt=0.5*ms), StateMonitor(s, 'w', record=True, dt=1*ms)

# The numbers of synapses.
counting = neurons('counting', texts['moved'], cells)
c = Synapses(source, counting, texts['numbered']['model'], on_pre=texts['numbered']['on_pre'], delay=0.3*ms)
c.connect('(i + 2*j) % 5 < 3')
c.w = 0.8
c.run_regularly('w = 0.9*w + 0.05', dt=5*ms, when='end', order=1)
counted = SpikeMonitor(counting), StateMonitor(counting, 'v', record=True, dt=0.5*ms)

# Links. Groups are called so that Brian2 integrates the readers before what they read: then both see the start of the
# step.
index = np.array([3, 3, 0, 1, 2, 0])
walk, one = neurons('z_walk', texts['walk'], 4), neurons('z_one', texts['walk'], 1)
one.n = 0.05
readers = {'each': neurons('a_each', texts['reader'], 4), 'index': neurons('a_index', texts['reader'], 6)}
readers['each'].inp = linked_var(walk, 'n')
readers['index'].inp = linked_var(walk, 'n', index=index)
for group_of_readers in readers.values():
    group_of_readers.common = linked_var(one, 'n', index=np.zeros(len(group_of_readers), dtype=int))
read = {name: (SpikeMonitor(g), StateMonitor(g, 'v', record=True, dt=0.5*ms)) for name, g in readers.items()}

# Events.
text = texts['bursting']
bursting = NeuronGroup(5, text['model'].replace('(variable)', ''), threshold=text['threshold'], reset=text['reset'],
                       events={'burst': text['burst']}, method='euler', name='bursting')
bursting.run_on_event('burst', text['on_burst'])
hit = neurons('hit', texts['moved'], 4)
e = Synapses(bursting, hit, texts['by_bursts']['model'], on_pre=texts['by_bursts']['on_pre'],
             on_post=texts['by_bursts']['on_post'], on_event={'pre': 'burst'}, delay=0.3*ms)
e.connect()
e.w = '0.1 + 0.02*i'
bursts, hits = EventMonitor(bursting, 'burst'), SpikeMonitor(hit)
traces = StateMonitor(bursting, ['b', 'count'], record=True, dt=0.5*ms), StateMonitor(hit, 'v', record=True, dt=0.5*ms)

Network(collect(), moved, counted, traces, list(readers.values()), list(read.values())).run(steps*defaultclock.dt)
arrays.update(index=index, steps_moved=steps_of(moved[0]), neurons_moved=moved[0].i, v_moved=np.array(moved[1].v).T,
              w_moved=np.array(moved[2].w).T, i_moved=s.i, j_moved=s.j)
for name, (spikes, trace) in read.items():
    arrays.update({'steps_' + name: steps_of(spikes), 'neurons_' + name: spikes.i, 'v_' + name: np.array(trace.v).T})
    print(name, spikes.count[:], np.array(trace.v).max())
arrays.update(steps_burst=steps_of(bursts), neurons_burst=bursts.i, steps_hit=steps_of(hits), neurons_hit=hits.i,
              b=np.array(traces[0].b).T, count=np.array(traces[0].count).T, v_hit=np.array(traces[1].v).T, w_events=e.w)
print('moved', moved[0].count[:], s.w[:8], 'bursts', bursts.count[:], 'hits', hits.count[:], e.w[:8])
arrays.update(steps_counting=steps_of(counted[0]), neurons_counting=counted[0].i, v_counting=np.array(counted[1].v).T,
              w_counting=c.w)
print('counting', counted[0].count[:], c.w[:8])
save('texts_pathways', **arrays)
