#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Sparsely connected network with delta synapses (Brunel 2000, model A) in NEST: iaf_psc_delta, which drops input
while it is refractory."""
import time

import common


def extra(p):
    p.add_argument("--drive", choices=["poisson", "constant"], default="poisson")
    p.add_argument("--w4a", action="store_true", help="10,000 neurons and a delay of 0.8 ms")


def main():
    o, nest = common.parse(__doc__, extra)
    begin = time.time()
    n_e, n_i = (8000, 2000) if o.w4a else (10000, 2500)
    n_e, n_i, d, p = round(n_e * o.scale), round(n_i * o.scale), 0.8 if o.w4a else 1.5, 0.1 / o.scale
    poisson = o.drive == "poisson"
    cells = nest.Create("iaf_psc_delta", n_e + n_i, params={
        "C_m": 1.0, "tau_m": 20.0, "E_L": 0.0, "V_th": 20.0, "V_reset": 10.0, "t_ref": 2.0,
        "I_e": 0.0 if poisson else 40.0 / 20.0})  # pA: V = I tau / C
    cells.V_m = nest.random.uniform(min=0.0, max=20.0)
    e, i = cells[:n_e], cells[n_e:]
    rule = {"rule": "pairwise_bernoulli", "p": p}
    nest.Connect(e, cells, rule, {"weight": 0.1, "delay": d})
    nest.Connect(i, cells, rule, {"weight": -0.5, "delay": d})
    if poisson:
        noise = nest.Create("poisson_generator", params={"rate": 20000.0})
        nest.Connect(noise, cells, syn_spec={"weight": 0.1, "delay": d})
    common.measure(o, nest, ("brunel_w4a_" if o.w4a else "brunel_") + o.drive, {"E": e, "I": i}, time.time() - begin)


main()
