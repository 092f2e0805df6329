#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Dopamine-gated STDP as Brian2 integrates it (Runge-Kutta 4, 0.1 ms), for tests/peers/dopamine_stdp.cpp: synapses that are
targets of other synapses, by all, by target and by number, with delays. Writes recorded/dopamine_stdp.npz."""
from common import *

defaultclock.dt = 0.1 * ms
sources, targets, dopamine_neurons, steps = 5, 4, 4, 10000
generator = np.random.RandomState(3)


def train(neurons, probability):
    # Every neuron spikes at most once in 3 steps: what a target is told while it is reset is lost.
    raster = generator.rand(steps, neurons) < probability
    for k in range(1, steps):
        raster[k] &= ~raster[k - 1] & ~raster[max(k - 2, 0)]
    return np.nonzero(raster)


in_step, in_neuron = train(sources, 0.002)
teacher_step, teacher_neuron = train(targets, 0.002)
dopamine_step, dopamine_neuron = train(dopamine_neurons, 0.0008)
delays = np.round(generator.rand(sources * targets) * 50)
by_number = generator.randint(0, sources * targets, 6)
weights = np.round(generator.rand(6), 3)

inputs = SpikeGeneratorGroup(sources, in_neuron, in_step * 0.1 * ms)
teachers = SpikeGeneratorGroup(targets, teacher_neuron, teacher_step * 0.1 * ms)
dopamine = SpikeGeneratorGroup(dopamine_neurons, dopamine_neuron, dopamine_step * 0.1 * ms)
G = NeuronGroup(targets, 'v : 1', threshold='v > 1', reset='v = 0')
T = Synapses(teachers, G, on_pre='v_post += 2')
T.connect(j='i')

tau_pre, tau_post, tau_c, tau_d = 17 * ms, 23 * ms, 400 * ms, 90 * ms
S = Synapses(
    inputs, G,
    '''dc/dt = -c/tau_c : 1 (clock-driven)
       dd/dt = -d/tau_d : 1 (clock-driven)
       dw/dt = 40*c*(d + 0.02)/second : 1 (clock-driven)
       dx/dt = -x/tau_pre : 1 (event-driven)
       dy/dt = -y/tau_post : 1 (event-driven)''',
    on_pre='''c += -0.6*y
              x += 1''',
    on_post='''c += 0.5*x
               y += 1''',
    method='rk4')
S.connect()
S.delay = delays * 0.1 * ms
S.w = 1

everywhere = Synapses(dopamine, S, on_pre='d_post += 0.25')
everywhere.connect('i == 0')
everywhere.delay = 0.5 * ms
onto_targets = Synapses(dopamine, S, on_pre='d_post += 0.1')
onto_targets.connect(i=np.repeat(np.arange(targets), sources), j=np.concatenate(
    [np.arange(sources) * targets + k for k in range(targets)]))
onto_targets.delay = 2 * ms
numbered = Synapses(dopamine, S, 'a : 1', on_pre='d_post += a')
numbered.connect(i=np.arange(6) % dopamine_neurons, j=by_number)
numbered.a = weights

record = StateMonitor(S, ['w', 'c', 'd'], record=True, dt=5 * ms)
out = SpikeMonitor(G)
run(steps * 0.1 * ms)
print(len(out.i), 'spikes; w from', record.w.min(), 'to', record.w.max())
save('dopamine_stdp', input_step=in_step, input_neuron=in_neuron, teacher_step=teacher_step,
     teacher_neuron=teacher_neuron, dopamine_step=dopamine_step, dopamine_neuron=dopamine_neuron, delay=delays,
     by_number=by_number, weights=weights, spike_step=steps_of(out), spike_neuron=out.i, w=record.w.T, c=record.c.T,
     d=record.d.T)
