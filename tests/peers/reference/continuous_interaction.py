# Brian2's example synapses/continuous_interaction: the gating variable of one neuron opens a conductance of another.
# python3 continuous_interaction.py writes ../recorded/continuous_interaction.npz.
import os
import numpy as np
from brian2 import *

prefs.codegen.target = 'numpy'
El, EK, ENa = -67*mV, -100*mV, 50*mV
gl, gK, gNa, C = 0.1*msiemens, 80*msiemens, 100*msiemens, 1*ufarad
weight, gSyn, tau_d, tau_r = 0.25, 1.0*msiemens, 2*ms, 0.2*ms
neuron = NeuronGroup(2, '''
alphah = 0.128 * exp(-(vm + 50.0*mV) / (18.0*mV))/ms :Hz
alpham = 0.32/mV * (vm + 54*mV) / (1.0 - exp(-(vm + 54.0*mV) / (4.0*mV)))/ms:Hz
alphan = 0.032/mV * (vm + 52*mV) / (1.0 - exp(-(vm + 52.0*mV) / (5.0*mV)))/ms:Hz
betah  = 4.0 / (1.0 + exp(-(vm + 27.0*mV) / (5.0*mV)))/ms:Hz
betam  = 0.28/mV * (vm + 27.0*mV) / (exp((vm + 27.0*mV) / (5.0*mV)) - 1.0)/ms:Hz
betan  = 0.5 * exp(-(vm + 57.0*mV) / (40.0*mV))/ms:Hz
membrane_Im = I_ext + gNa*m**3*h*(ENa-vm) + gl*(El-vm) + gK*n**4*(EK-vm) + gSyn*s_in*(-vm): amp
I_ext : amp
s_in  : 1
dm/dt = alpham*(1-m)-betam*m : 1
dn/dt = alphan*(1-n)-betan*n : 1
dh/dt = alphah*(1-h)-betah*h : 1
ds/dt = 0.5 * (1 + tanh(0.1*vm/mV)) * (1-s)/tau_r - s/tau_d : 1
dvm/dt = membrane_Im/C : volt
''', method='exponential_euler')
neuron.vm = [-70.0, -65.0]*mV
neuron.m = 'alpham / (alpham + betam)'
neuron.h = 'alphah / (alphah + betah)'
neuron.n = 'alphan / (alphan + betan)'
neuron.I_ext = [1.5, 0.0]*uA
S = Synapses(neuron, neuron, 's_in_post = weight*s_pre:1 (summed)')
S.connect(i=0, j=1)
mon = StateMonitor(neuron, ['vm', 's', 's_in'], record=True)
run(100*ms)
np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'recorded',
                                 'continuous_interaction.npz'),
                    vm=np.asarray(mon.vm).T, s=np.asarray(mon.s).T, s_in=np.asarray(mon.s_in).T)
