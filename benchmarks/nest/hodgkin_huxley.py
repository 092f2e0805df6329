#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""COBAHH (Brette et al. 2007, benchmark 3) in NEST: hh_cond_exp_traub, integrated by adaptive Runge-Kutta. Its spikes
are maxima of the potential above V_T + 30 mV; the smallest delay is 0.1 ms."""
import time

import common


def main():
    o, nest = common.parse(__doc__)
    begin = time.time()
    n_e, n_i, p = round(3200 * o.scale), round(800 * o.scale), 0.02 / o.scale
    cells = nest.Create("hh_cond_exp_traub", n_e + n_i, params={
        "C_m": 200.0, "g_L": 10.0, "E_L": -60.0, "g_Na": 20000.0, "E_Na": 50.0, "g_K": 6000.0, "E_K": -90.0,
        "V_T": -63.0, "E_ex": 0.0, "E_in": -80.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0, "t_ref": 3.0})
    cells.V_m = nest.random.normal(mean=-65.0, std=5.0)
    e, i = cells[:n_e], cells[n_e:]
    rule = {"rule": "pairwise_bernoulli", "p": p}
    nest.Connect(e, cells, rule, {"weight": 6.0, "delay": 0.1})
    nest.Connect(i, cells, rule, {"weight": -67.0, "delay": 0.1})
    # The start conductances of the benchmark are states that this model does not let us set for each neuron; a volley
    # of the same mean size kicks the network.
    for weight, events in ((6.0, 7), (-67.0, 3)):
        kick = nest.Create("spike_generator", params={"spike_times": [0.1], "spike_multiplicities": [events]})
        nest.Connect(kick, cells, syn_spec={"weight": weight, "delay": 0.1})
    common.measure(o, nest, "cobahh", {"E": e, "I": i}, time.time() - begin)


main()
