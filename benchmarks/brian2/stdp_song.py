#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Additive STDP of 1,000 Poisson inputs onto 1,000 neurons (Song, Miller and Abbott 2000) in Brian2."""
import common

CELL = """
dv/dt = (g_e * (E_e - v) + E_L - v) / tau_m : volt
dg_e/dt = -g_e / tau_e : 1
"""
SYNAPSE = """
w : 1
dx/dt = -x / tau_pre : 1 (event-driven)
dy/dt = -y / tau_post : 1 (event-driven)
"""


def build(o):
    from brian2 import Hz, NeuronGroup, PoissonGroup, Synapses, ms, mV

    constants = dict(tau_m=10 * ms, tau_e=5 * ms, V_th=-54 * mV, V_r=-60 * mV, E_L=-74 * mV, E_e=0 * mV)
    rule = dict(tau_pre=20 * ms, tau_post=20 * ms, w_max=0.01, a_pre=0.01 * 0.01, a_post=-0.0105 * 0.01)
    sources = PoissonGroup(1000, rates=15 * Hz)
    cells = NeuronGroup(round(1000 * o.scale), CELL, threshold="v > V_th", reset="v = V_r", method="euler",
                        namespace=constants)
    cells.v = "V_r"
    plastic = Synapses(sources, cells, SYNAPSE, on_pre="""g_e += w
                       x += a_pre
                       w = clip(w + y, 0, w_max)""", on_post="""y += a_post
                       w = clip(w + x, 0, w_max)""", namespace=rule)
    plastic.connect()
    plastic.w = "rand() * w_max"
    return [sources, cells, plastic], {"in": sources, "cells": cells}, [("in", plastic)]


common.main(__doc__, "stdp_song", build)
