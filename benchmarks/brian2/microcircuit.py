#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Cortical microcircuit (Potjans and Diesmann 2014), scaled as in benchmarks/networks/microcircuit.cpp, in Brian2."""
import pathlib
import sys

import common

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))
from microcircuit_tables import BACKGROUND, EXTERNAL, LAYERS, PROBABILITY, RATES, SIZES, START_MEAN, START_SD, TAU, W


def normal_redrawn(rng, mean, sd, low, high, n):
    import numpy as np

    x = rng.normal(mean, sd, n)
    while True:
        bad = np.flatnonzero((x < low) | (x > high))
        if bad.size == 0:
            return x
        x[bad] = rng.normal(mean, sd, bad.size)


def build(o):
    import numpy as np
    from brian2 import Hz, NeuronGroup, PoissonInput, Synapses, ms, mV, pA, pF

    rng = np.random.default_rng(o.seed)
    s, inf = o.scale, np.inf
    n = [int(np.round(x * s)) for x in SIZES]
    first = np.concatenate([[0], np.cumsum(n)])
    poisson = o.drive == "poisson"
    weight = [[W if j % 2 == 0 else -4 * W for j in range(8)] for _ in range(8)]  # row: target
    weight[0][2] *= 2
    current, sources, targets, weights, delays = [], [], [], [], []
    for t in range(8):
        external = EXTERNAL[t] * BACKGROUND * W * TAU
        recurrent = 0
        for j in range(8):
            pairs = SIZES[t] * SIZES[j]
            k = np.log1p(-PROBABILITY[t][j]) / np.log1p(-1 / pairs)
            recurrent += weight[t][j] * k / SIZES[t] * RATES[j] * TAU
            m = int(np.round(k * s * s))
            w, d = weight[t][j] / np.sqrt(s), 1.5 if j % 2 == 0 else 0.75
            sources.append(rng.integers(first[j], first[j + 1], m))
            targets.append(rng.integers(first[t], first[t + 1], m))
            weights.append(normal_redrawn(rng, w, abs(0.1 * w), *((0, inf) if w > 0 else (-inf, 0)), m))
            delays.append(np.round(normal_redrawn(rng, d, d / 2, 0.05, inf, m), 1))
        current.append((1 - np.sqrt(s)) * (recurrent + poisson * external) + (not poisson) * external)
    constants = dict(C_m=250 * pF, tau_m=10 * ms, tau_syn=0.5 * ms, E_L=-65 * mV)
    cells = NeuronGroup(first[-1], """
        dv/dt = (E_L - v) / tau_m + (I_syn + I_e) / C_m : volt (unless refractory)
        dI_syn/dt = -I_syn / tau_syn : amp
        I_e : amp (constant)""", threshold="v > -50*mV", reset="v = E_L", refractory=2 * ms, method="exact",
                        namespace=constants)
    cells.I_e = np.repeat(current, n) * pA
    cells.v = rng.normal(np.repeat(START_MEAN, n), np.repeat(START_SD, n)) * mV
    groups = {name: cells[int(first[k]):int(first[k + 1])] for k, name in enumerate(LAYERS)}
    recurrent = Synapses(cells, cells, "w : amp (constant)", on_pre="I_syn += w")
    recurrent.connect(i=np.concatenate(sources), j=np.concatenate(targets))
    recurrent.w = np.concatenate(weights) * pA
    recurrent.delay = np.concatenate(delays) * ms
    objects = [cells, recurrent]
    if poisson:
        objects += [PoissonInput(groups[name], "I_syn", N=int(np.round(EXTERNAL[k] * s)), rate=BACKGROUND * Hz,
                                 weight=W / np.sqrt(s) * pA) for k, name in enumerate(LAYERS)]
    return objects, groups, [("*", recurrent)]


def extra(p):
    p.add_argument("--drive", choices=["poisson", "dc"], default="poisson")


common.main(__doc__, lambda o: "microcircuit_" + o.drive, build, extra)
