#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Makes the tables of examples/multi_area.cpp: multi_area_tables.py > multi_area_tables.hpp. Needs no package.

Published: sizes, connection probabilities, rates and inputs of the layers of an area (Potjans and Diesmann 2014, in
benchmarks/microcircuit_tables.py); the names of the 32 vision-related areas of the macaque and that connections go
forwards from layer 2/3 to layer 4, backwards from layer 5 to the others (Felleman and Van Essen 1991); that the share of
an area in the input of another falls with their distance by exp(-0.19 d/mm) (Ercsey-Ravasz et al. 2013).
Constructed: all areas have the size of that microcircuit; they lie on a spiral, in the order of the list, which is also
the order of the hierarchy; a twentieth of the input from outside comes from other areas. Schmidt et al. (2018) measured
what is constructed here.
"""
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "benchmarks"))
from microcircuit_tables import BACKGROUND, EXTERNAL, LAYERS, PROBABILITY, RATES, SIZES, START_MEAN, TAU, W

AREAS = ("V1 V2 VP V3 V3A MT V4t V4 VOT MSTd PIP PO DP MIP MDP VIP LIP PITv PITd MSTl CITv CITd FEF TF AITv FST 7a AITd "
         "STPp STPa 46 TH").split()
DECAY = 0.19  # 1/mm
SHARE = 0.05  # of the input from outside: from other areas
FORWARDS, BACKWARDS = LAYERS.index("L23E"), LAYERS.index("L5E")  # the layers that other areas hear


def place(k):
    """Where area k lies, in mm."""
    radius, angle = 3 * math.sqrt(k + 1), 2.4 * k
    return radius * math.cos(angle), radius * math.sin(angle)


def distance(to, source):
    return math.dist(place(to), place(source))


def fraction(to, source):
    """Which part of an area's input from lower areas (or from higher ones) comes from this one."""
    if to == source:
        return 0
    same_side = [a for a in range(len(AREAS)) if a != to and (a < to) == (source < to)]
    return math.exp(-DECAY * distance(to, source)) / sum(math.exp(-DECAY * distance(to, a)) for a in same_side)


def within(to, source):
    """Synapses per target neuron from a layer of the same area."""
    pairs = SIZES[to] * SIZES[source]
    return math.log1p(-PROBABILITY[to][source]) / math.log1p(-1 / pairs) / SIZES[to]


def from_areas(to, forwards):
    """Synapses per target neuron from all areas on one side: at the published rates they bring SHARE of the input."""
    if forwards != (LAYERS[to] in ("L4E", "L4I")):
        return 0
    return SHARE * EXTERNAL[to] * BACKGROUND / RATES[FORWARDS if forwards else BACKWARDS]


def weight(to, source):
    """pA"""
    if source % 2 == 1:
        return -4 * W
    return 2 * W if (LAYERS[source], LAYERS[to]) == ("L4E", "L23E") else W


def text(x):
    return f'"{x}"' if isinstance(x, str) else f"{x + 0.0:.5g}"


def filled(items, indent):
    """Lines of at most 120 characters."""
    lines, line = [], indent
    for k, item in enumerate(items):
        item += "," if k + 1 < len(items) else ""
        if len(line) + len(item) + 1 > 120:
            lines.append(line.rstrip())
            line = indent
        line += item + " "
    return "\n".join(lines + [line.rstrip()])


def row(name, values, comment):
    kind = "const char*" if isinstance(values[0], str) else "double"
    print(f"/// {comment}\ninline constexpr {kind} {name}[] = {{\n{filled([text(x) for x in values], '    ')}}};")


def table(name, rows, columns, value, comment):
    print(f"/// {comment}\ninline constexpr double {name}[][{columns}] = {{")
    lines = []
    for to in range(rows):
        lines.append("    {" + filled([text(value(to, k)) for k in range(columns)], "     ").strip() + "}")
    print(",\n".join(lines) + "};")


def main():
    n, m = len(AREAS), len(LAYERS)
    print("// SPDX-License-Identifier: BSL-1.0\n// Made by multi_area_tables.py, which says what is published and what is "
          "constructed.\n#pragma once\n\n// clang-format off\nnamespace multi_area {\n")
    print(f"inline constexpr unsigned areas = {n}, layers = {m};")
    print(f"inline constexpr double tau_syn = {TAU}, mean_weight = {text(W)}, rate_outside = {text(BACKGROUND)}; // s, pA, Hz")
    print(f"inline constexpr double share_of_areas = {SHARE};")
    print(f"inline constexpr unsigned forwards = {FORWARDS}, backwards = {BACKWARDS}; // layers that other areas hear\n")
    row("area_names", AREAS, "In the order of the hierarchy.")
    row("layer_names", LAYERS, "The populations of an area.")
    row("sizes", SIZES, "Neurons.")
    row("inputs", EXTERNAL, "Synapses per neuron from outside of the area.")
    row("rates", RATES, "Hz, of the published model.")
    row("start_means", START_MEAN, "mV")
    table("within", m, m, within, "Synapses per target neuron from a layer of the same area; row: target.")
    table("weights", m, m, weight, "pA; row: target.")
    row("from_lower", [from_areas(to, True) for to in range(m)], "Synapses per target neuron from all lower areas.")
    row("from_higher", [from_areas(to, False) for to in range(m)], "Synapses per target neuron from all higher areas.")
    table("fractions", n, n, fraction, "Of these: the part that comes from an area; row: target.")
    table("distances", n, n, distance, "mm; row: target.")
    print("\n} // namespace multi_area\n// clang-format on")


main()
