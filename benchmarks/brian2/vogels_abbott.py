#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Balanced networks of Vogels and Abbott, benchmarks 1 (coba) and 2 (cuba) of Brette et al. (2007), in Brian2."""
import common

COBA = """
dv/dt = (g_e * (E_e - v) + g_i * (E_i - v) + E_L - v) / tau_m : volt (unless refractory)
dg_e/dt = -g_e / tau_e : 1
dg_i/dt = -g_i / tau_i : 1
"""
CUBA = """
dv/dt = (g_e + g_i + E_L - v) / tau_m : volt (unless refractory)
dg_e/dt = -g_e / tau_e : volt
dg_i/dt = -g_i / tau_i : volt
"""


def build(o):
    from brian2 import NeuronGroup, Synapses, ms, mV

    coba = o.model == "coba"
    constants = dict(tau_m=20 * ms, tau_e=5 * ms, tau_i=10 * ms, V_th=-50 * mV, V_r=-60 * mV,
                     E_L=(-60 if coba else -49) * mV, E_e=0 * mV, E_i=-80 * mV,
                     w_e=0.6 if coba else 1.62 * mV, w_i=6.7 if coba else -9 * mV)
    n_e, n_i = round(3200 * o.scale), round(800 * o.scale)
    cells = NeuronGroup(n_e + n_i, COBA if coba else CUBA, threshold="v > V_th", reset="v = V_r", refractory=5 * ms,
                        method=o.method if coba else "exact", namespace=constants)
    if coba:
        cells.v = "E_L + (randn() * 5 - 5) * mV"
        cells.g_e = "randn() * 1.5 + 4"
        cells.g_i = "randn() * 12 + 20"
    else:
        cells.v = "V_r + rand() * (V_th - V_r)"
    e, i = cells[:n_e], cells[n_e:]
    exc = Synapses(e, cells, on_pre="g_e += w_e", namespace=constants)
    inh = Synapses(i, cells, on_pre="g_i += w_i", namespace=constants)
    exc.connect(p=0.02 / o.scale)
    inh.connect(p=0.02 / o.scale)
    return [cells, exc, inh], {"E": e, "I": i}, [("E", exc), ("I", inh)]


def extra(p):
    p.add_argument("--model", choices=["coba", "cuba"], default="coba")
    p.add_argument("--method", choices=["euler", "exponential_euler"], default="euler", help="integrator of coba")


common.main(__doc__, lambda o: o.model, build, extra)
