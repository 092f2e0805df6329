# Names that statements make, functions, subexpressions and generators; the texts are those of ../texts/words.hpp.
# python3 texts_words.py writes ../recorded/texts_words.npz.
from texts import *

texts = texts_of('words')
inputs, cells, steps = 12, 6, 2000
when, which = spikes_by_chance(steps, inputs, 0.01, 11)
gleak, C, E_L = 10*nS, 200*pF, -65*mV
source = SpikeGeneratorGroup(inputs, which, when*defaultclock.dt)
group = neurons('leaving', texts['leaving'], cells)
group.v = '-70*mV + i*mV'
s = Synapses(source, group, texts['wearing']['model'], on_pre=texts['wearing']['on_pre'],
             on_post=texts['wearing']['on_post'])
s.connect(j='(i + k) % N_post for k in range(-1, i, 2) if k != 3')
s.w = '3*nS + 0.1*nS*j'
back = Synapses(group, group, 'w : siemens', on_pre='g_post += w')
back.connect(j='k for k in range(i - 2, i + 3) if k != i', skip_if_invalid=True)
back.w = '0.2*nS + 0.01*nS*i'
spikes = SpikeMonitor(group)
state = StateMonitor(group, ['v', 'I_syn', 'load'], record=True)
run(steps*defaultclock.dt)
print(spikes.count[:], s.w[:5], np.array(state.load).max(), len(s), len(back))
save('texts_words', when=when, which=which, steps=steps_of(spikes), neurons=spikes.i, v=np.array(state.v).T,
     I_syn=np.array(state.I_syn).T, load=np.array(state.load).T, n=group.n, w=s.w, z=s.z, i=s.i, j=s.j, i_back=back.i,
     j_back=back.j)
