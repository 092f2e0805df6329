# Where Brian2 and cortexpr differ in meaning, or agree although one might doubt it (docs/coming_from_brian2.md):
# 1. a synaptic variable that decays from 1, clock-driven and event-driven, as spikes of steps 10 and 30 transmit it, and
#    as it is read at the end; 2. a (summed) variable as recorded; 3. what the first rows of monitors show; 4. refractory
#    periods and delays off the grid of steps; 5. rates above one spike per step; 6. PoissonInput: mean and variance.
from common import *

BrianLogger.suppress_name('resolution_conflict')
source = SpikeGeneratorGroup(1, [0, 0], [1, 3]*ms)
target = NeuronGroup(2, 'v : 1')
clock = Synapses(source, target, 'dx/dt = -x/(5*ms) : 1 (clock-driven)', on_pre='v_post += x', method='exact')
event = Synapses(source, target, 'dx/dt = -x/(5*ms) : 1 (event-driven)', on_pre='v_post += x')
for k, S in enumerate([clock, event]):
    S.connect(i=[0], j=[k])
    S.x = 1
summed = NeuronGroup(1, 'y : 1')
relay = Synapses(target, summed, 'y_post = v_pre : 1 (summed)')
relay.connect(i=[0], j=[0])
trace = StateMonitor(target, 'v', record=True)
y = StateMonitor(summed, 'y', record=True)

spiking = NeuronGroup(3, '''v : 1
                            ref : second''', threshold='v > 0.5', refractory='ref')
spiking.v = 1
spiking.ref = [0.5, 0.55, 0.59]*ms
spikes = SpikeMonitor(spiking)
counter = NeuronGroup(4, 'v : 1')
late = Synapses(source, counter, on_pre='v_post += 1')
late.connect()
late.delay = [0.14, 0.15, 0.16, 0.25]*ms
arrivals = StateMonitor(counter, 'v', record=True)
fast = PoissonGroup(1, rates=50*kHz)
of_fast = SpikeMonitor(fast)
seed(1)
bath = NeuronGroup(10000, 'v : 1')
poisson_input = PoissonInput(bath, 'v', 100, 200*Hz, 1)
run(5*ms)
save('differences', v=np.array(trace.v).T, x=[clock.x[0], event.x[0]], y=np.array(y.y).T, refractory_steps=steps_of(spikes),
     refractory_neurons=spikes.i, arrivals=np.array(arrivals.v).T, fast=[of_fast.num_spikes],
     bath=[np.mean(bath.v), np.var(bath.v)])
print(trace.v[0][[10, 11, 30, 31]], trace.v[1][[11, 31]], clock.x[:], event.x[:], np.flatnonzero(np.diff(arrivals.v.sum(axis=0))))
print(y.y[0][[11, 12]], spikes.i[:], steps_of(spikes), of_fast.num_spikes, np.mean(bath.v), np.var(bath.v), [np.flatnonzero(a)[0] for a in np.array(arrivals.v)])
