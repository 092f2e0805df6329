#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The whole brain of a fly as integrate-and-fire neurons (Shiu et al. 2024) in Brian2, as in
github.com/philshiu/Drosophila_brain_model; the graph is the one that our program wrote (--graph)."""
import common


def build(o):
    import numpy as np
    from brian2 import Hz, NeuronGroup, PoissonInput, Synapses, ms, mV

    with np.load(o.graph) as graph:
        source, target, weight = graph["source"], graph["target"], graph["weight"]
    constants = dict(v_0=-52 * mV, v_rst=-52 * mV, v_th=-45 * mV, t_mbr=20 * ms, tau=5 * ms)
    neurons = NeuronGroup(int(max(source.max(), target.max())) + 1,
                          """dv/dt = (v_0 - v + g) / t_mbr : volt (unless refractory)
                             dg/dt = -g / tau : volt (unless refractory)
                             rfc : second""", method="linear", threshold="v > v_th", reset="v = v_rst; g = 0 * mV",
                          refractory="rfc", namespace=constants)
    neurons.v = -52 * mV
    activated = list(dict.fromkeys(source[weight > 0].tolist()))[:o.activated]
    rfc = np.full(len(neurons), 2.2)
    rfc[activated] = 0
    neurons.rfc = rfc * ms
    synapses = Synapses(neurons, neurons, "w : volt", on_pre="g += w", delay=1.8 * ms)
    synapses.connect(i=source, j=target)
    synapses.w = weight * 0.275 * mV
    inputs = [PoissonInput(neurons[i], "v", N=1, rate=150 * Hz, weight=250 * 0.275 * mV) for i in activated]
    return [neurons, synapses, *inputs], {"neurons": neurons}, [("neurons", synapses)]


def extra(p):
    p.add_argument("--graph", required=True, help="the graph, as fly_brain --graph makes it")
    p.add_argument("--activated", type=int, default=21)


common.main(__doc__, "fly_brain", build, extra)
