#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""NEST's network for measuring supercomputers (hpc_benchmark) in NEST: iaf_psc_alpha and stdp_pl_synapse_hom_hpc."""
import time

import common

WEIGHT = 45.609600316540956  # pA; moves the potential by 0.14 mV at its peak
RATE = 20856.037200898867    # Hz; 1.685 times the rate that brings the mean potential to the threshold


def extra(p):
    p.add_argument("--degree", type=float, default=1, help="in-degrees relative to the published ones")


def main():
    o, nest = common.parse(__doc__, extra)
    begin = time.time()
    n_e, n_i = round(9000 * o.scale), round(2250 * o.scale)
    k_e, k_i = round(9000 * o.degree), round(2250 * o.degree)
    cells = nest.Create("iaf_psc_alpha", n_e + n_i, params={
        "E_L": 0.0, "C_m": 250.0, "tau_m": 10.0, "t_ref": 0.5, "V_th": 20.0, "V_reset": 0.0,
        "tau_syn_ex": 0.32582722403722841, "tau_syn_in": 0.32582722403722841, "tau_minus": 30.0})
    cells.V_m = nest.random.normal(mean=5.7, std=7.2)
    e, i = cells[:n_e], cells[n_e:]
    nest.SetDefaults("static_synapse_hpc", {"delay": 1.5})
    nest.CopyModel("static_synapse_hpc", "ex", {"weight": WEIGHT})
    nest.CopyModel("static_synapse_hpc", "in", {"weight": -5.0 * WEIGHT})
    nest.SetDefaults("stdp_pl_synapse_hom_hpc", {"weight": WEIGHT, "delay": 1.5, "alpha": 0.0513, "lambda": 0.1,
                                                 "mu": 0.4, "tau_plus": 15.0})
    rule = {"rule": "fixed_indegree", "allow_autapses": False, "allow_multapses": True}
    nest.Connect(e, e, dict(rule, indegree=k_e), {"synapse_model": "stdp_pl_synapse_hom_hpc"})
    nest.Connect(i, e, dict(rule, indegree=k_i), {"synapse_model": "in"})
    nest.Connect(e, i, dict(rule, indegree=k_e), {"synapse_model": "ex"})
    nest.Connect(i, i, dict(rule, indegree=k_i), {"synapse_model": "in"})
    noise = nest.Create("poisson_generator", params={"rate": RATE})
    nest.Connect(noise, cells, syn_spec={"synapse_model": "ex"})
    common.measure(o, nest, "hpc_benchmark", {"E": e, "I": i}, time.time() - begin)


main()
