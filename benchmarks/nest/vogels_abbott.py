#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Balanced networks of Vogels and Abbott (Brette et al. 2007, benchmarks 1 and 2) in NEST. The smallest delay of NEST
is one step, 0.1 ms. coba: iaf_cond_exp (adaptive Runge-Kutta); cuba: iaf_psc_exp (exact)."""
import time

import common


def main():
    o, nest = common.parse(__doc__, lambda p: p.add_argument("--model", choices=["coba", "cuba"], default="coba"))
    begin = time.time()
    coba = o.model == "coba"
    n_e, n_i, p = round(3200 * o.scale), round(800 * o.scale), 0.02 / o.scale
    if coba:  # conductances in units of a leak of 10 nS
        model = {"model": "iaf_cond_exp", "params": {
            "C_m": 200.0, "g_L": 10.0, "E_L": -60.0, "V_th": -50.0, "V_reset": -60.0, "t_ref": 5.0, "E_ex": 0.0,
            "E_in": -80.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0}}
        w_e, w_i = 6.0, -67.0
    else:  # voltages of the model times a leak of 10 nS: mV become 10 pA
        model = {"model": "iaf_psc_exp", "params": {
            "C_m": 200.0, "tau_m": 20.0, "E_L": -49.0, "V_th": -50.0, "V_reset": -60.0, "V_m": -60.0, "t_ref": 5.0,
            "tau_syn_ex": 5.0, "tau_syn_in": 10.0}}
        w_e, w_i = 16.2, -90.0
    cells = nest.Create(model["model"], n_e + n_i, params=model["params"])
    e, i = cells[:n_e], cells[n_e:]
    if coba:
        cells.V_m = nest.random.normal(mean=-65.0, std=5.0)
        cells.g_ex = nest.random.normal(mean=40.0, std=15.0)
        cells.g_in = nest.random.normal(mean=200.0, std=120.0)
    else:
        cells.V_m = nest.random.uniform(min=-60.0, max=-50.0)
    rule = {"rule": "pairwise_bernoulli", "p": p}
    nest.Connect(e, cells, rule, {"weight": w_e, "delay": 0.1})
    nest.Connect(i, cells, rule, {"weight": w_i, "delay": 0.1})
    common.measure(o, nest, o.model, {"E": e, "I": i}, time.time() - begin)


main()
