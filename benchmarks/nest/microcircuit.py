#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Cortical microcircuit (Potjans and Diesmann 2014), scaled as in benchmarks/networks/microcircuit.cpp, in NEST."""
import math
import pathlib
import sys
import time

import common

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))
from microcircuit_tables import BACKGROUND, EXTERNAL, LAYERS, PROBABILITY, RATES, SIZES, START_MEAN, START_SD, TAU, W


def main():
    o, nest = common.parse(__doc__, lambda p: p.add_argument("--drive", choices=["poisson", "dc"], default="poisson"))
    begin = time.time()
    s, poisson = o.scale, o.drive == "poisson"
    groups = {}
    for k, name in enumerate(LAYERS):
        groups[name] = nest.Create("iaf_psc_exp", round(SIZES[k] * s), params={
            "C_m": 250.0, "tau_m": 10.0, "tau_syn_ex": 0.5, "tau_syn_in": 0.5, "E_L": -65.0, "V_th": -50.0,
            "V_reset": -65.0, "t_ref": 2.0, "V_m": nest.random.normal(START_MEAN[k], START_SD[k])})
    for t, target in enumerate(LAYERS):
        external, recurrent = EXTERNAL[t] * BACKGROUND * W * TAU, 0
        for j, source in enumerate(LAYERS):
            pairs = SIZES[t] * SIZES[j]
            count = math.log1p(-PROBABILITY[t][j]) / math.log1p(-1 / pairs)
            full = W * (2 if (t, j) == (0, 2) else 1) if j % 2 == 0 else -4 * W
            recurrent += full * count / SIZES[t] * RATES[j] * TAU
            n, w, d = round(count * s * s), full / math.sqrt(s), 1.5 if j % 2 == 0 else 0.75
            if n == 0:
                continue
            nest.Connect(groups[source], groups[target], {"rule": "fixed_total_number", "N": n}, {
                "weight": nest.math.redraw(nest.random.normal(w, 0.1 * abs(w)), 0.0 if w > 0 else -math.inf,
                                           math.inf if w > 0 else 0.0),
                "delay": nest.math.redraw(nest.random.normal(d, d / 2), 0.05, math.inf)})
        groups[target].I_e = (1 - math.sqrt(s)) * (recurrent + poisson * external) + (not poisson) * external
        if poisson:
            noise = nest.Create("poisson_generator", params={"rate": BACKGROUND * round(EXTERNAL[t] * s)})
            nest.Connect(noise, groups[target], syn_spec={"weight": W / math.sqrt(s), "delay": 1.5})
    common.measure(o, nest, "microcircuit_" + o.drive, groups, time.time() - begin)


main()
