# Brian2's example frompapers/Touboul_Brette_2008 with 30 values of Vr, for 400 ms: spikes, and w at their times. The
# adaptation at spikes is chaotic in some of them.
from common import *

defaultclock.dt = 0.01*ms
C, gL, EL, VT, DeltaT, tauw, a, b, I = 281*pF, 30*nS, -70.6*mV, -50.4*mV, 2*mV, 40*ms, 4*nS, 0.08*nA, .8*nA
Vcut = VT + 5 * DeltaT
N = 30
neuron = NeuronGroup(N, '''dvm/dt=(gL*(EL-vm)+gL*DeltaT*exp((vm-VT)/DeltaT)+I-w)/C : volt
                           dw/dt=(a*(vm-EL)-w)/tauw : amp
                           Vr:volt''', threshold='vm > Vcut', reset="vm = Vr; w += b", method='euler')
neuron.vm = EL
neuron.w = a * (neuron.vm - EL)
neuron.Vr = linspace(-48.3, -47.7, N) * mV
states = StateMonitor(neuron, "w", record=True, when='start')
spikes = SpikeMonitor(neuron)
run(400*ms)
w = states.w[spikes.i, np.round(spikes.t / defaultclock.dt).astype(int)]
print(spikes.num_spikes, w.min(), w.max())
save('Touboul_Brette_2008', steps=steps_of(spikes), neurons=spikes.i, w=w)
