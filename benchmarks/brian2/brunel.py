#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Sparsely connected network with delta synapses (Brunel 2000, model A) in Brian2."""
import common


def build(o):
    from brian2 import Hz, NeuronGroup, PoissonInput, Synapses, ms, mV

    n_e, n_i = (8000, 2000) if o.w4a else (10000, 2500)
    n_e, n_i, d = round(n_e * o.scale), round(n_i * o.scale), (0.8 if o.w4a else 1.5) * ms
    poisson = o.drive == "poisson"
    constants = dict(tau=20 * ms, theta=20 * mV, V_r=10 * mV, J=0.1 * mV, g=5, I=(0 if poisson else 40) * mV)
    cells = NeuronGroup(n_e + n_i, "dv/dt = (I - v) / tau : volt (unless refractory)", threshold="v > theta",
                        reset="v = V_r", refractory=2 * ms, method="exact", namespace=constants)
    cells.v = "rand() * theta"
    e, i = cells[:n_e], cells[n_e:]
    exc = Synapses(e, cells, on_pre="v += J", delay=d, namespace=constants)
    inh = Synapses(i, cells, on_pre="v -= g * J", delay=d, namespace=constants)
    exc.connect(p=0.1 / o.scale)
    inh.connect(p=0.1 / o.scale)
    objects = [cells, exc, inh]
    if poisson:
        objects.append(PoissonInput(cells, "v", N=1000, rate=20 * Hz, weight=0.1 * mV))
    return objects, {"E": e, "I": i}, [("E", exc), ("I", inh)]


def extra(p):
    p.add_argument("--drive", choices=["poisson", "constant"], default="poisson")
    p.add_argument("--w4a", action="store_true", help="10,000 neurons and a delay of 0.8 ms")


common.main(__doc__, lambda o: ("brunel_w4a_" if o.w4a else "brunel_") + o.drive, build, extra)
