#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""COBAHH, benchmark 3 of Brette et al. (2007): Hodgkin-Huxley neurons with conductance-based synapses, in Brian2."""
import common

CELL = """
dv/dt = (g_l*(E_l-v) + g_e*(E_e-v) + g_i*(E_i-v) - g_Na*(m*m*m)*h*(v-E_Na) - g_Kd*(n*n*n*n)*(v-E_K)) / C_m : volt
dm/dt = a_m*(1-m) - b_m*m : 1
dn/dt = a_n*(1-n) - b_n*n : 1
dh/dt = a_h*(1-h) - b_h*h : 1
dg_e/dt = -g_e / tau_e : siemens
dg_i/dt = -g_i / tau_i : siemens
a_m = 0.32*(mV**-1)*4*mV / exprel((13*mV-v+V_T)/(4*mV)) / ms : Hz
b_m = 0.28*(mV**-1)*5*mV / exprel((v-V_T-40*mV)/(5*mV)) / ms : Hz
a_h = 0.128*exp((17*mV-v+V_T)/(18*mV)) / ms : Hz
b_h = 4. / (1+exp((40*mV-v+V_T)/(5*mV))) / ms : Hz
a_n = 0.032*(mV**-1)*5*mV / exprel((15*mV-v+V_T)/(5*mV)) / ms : Hz
b_n = 0.5*exp((10*mV-v+V_T)/(40*mV)) / ms : Hz
"""


def build(o):
    from brian2 import NeuronGroup, Synapses, ms, mV, nS, pF, uS

    constants = dict(C_m=200 * pF, g_l=10 * nS, E_l=-60 * mV, E_K=-90 * mV, E_Na=50 * mV, g_Na=20 * uS, g_Kd=6 * uS,
                     V_T=-63 * mV, tau_e=5 * ms, tau_i=10 * ms, E_e=0 * mV, E_i=-80 * mV, w_e=6 * nS, w_i=67 * nS)
    n_e, n_i = round(3200 * o.scale), round(800 * o.scale)
    cells = NeuronGroup(n_e + n_i, CELL, threshold="v > -20*mV", refractory=3 * ms, method="exponential_euler",
                        namespace=constants)
    cells.v = "E_l + (randn() * 5 - 5) * mV"
    cells.g_e = "(randn() * 1.5 + 4) * 10 * nS"
    cells.g_i = "(randn() * 12 + 20) * 10 * nS"
    e, i = cells[:n_e], cells[n_e:]
    exc = Synapses(e, cells, on_pre="g_e += w_e", namespace=constants)
    inh = Synapses(i, cells, on_pre="g_i += w_i", namespace=constants)
    exc.connect(p=0.02 / o.scale)
    inh.connect(p=0.02 / o.scale)
    return [cells, exc, inh], {"E": e, "I": i}, [("E", exc), ("I", inh)]


common.main(__doc__, "cobahh", build)
