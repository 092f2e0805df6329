#!/usr/bin/env python3
"""Makes reference cases smaller: trim.py [--steps N] [--columns N] [--events N] DIR...

--steps    keeps the first steps: rows of traces and spikes after the cut go, and final states (not known at the cut)
--columns  keeps the first recorded neurons and synapses of the traces
--events   keeps the first rows of event_* arrays
case.tsv is rewritten.
"""
import argparse
from pathlib import Path

import numpy as np


def trim_steps(folder: Path, lines: list, steps: int) -> list:
    old = next(int(f[2]) for f in lines if f[:2] == ["meta", "steps"])
    keep = {}
    for f in lines:
        if f[0] == "output" and f[1].endswith("step"):
            step = np.load(folder / f[2])
            keep[f[1].removesuffix("step")] = step < steps
    result = []
    for f in lines:
        if f[:2] == ["meta", "steps"]:
            f[2] = str(steps)
        elif f[0] == "output":
            array = np.load(folder / f[2])
            stem = next((s for s in keep if f[1] in (s + "step", s + "i")), None)
            if f[1].startswith("final"):
                (folder / f[2]).unlink()
                continue
            if stem is not None:
                array = array[keep[stem]]
            elif array.shape[0] == old:
                array = array[:steps]
            np.save(folder / f[2], array)
        result.append(f)
    return result


def trim_columns(folder: Path, lines: list, columns: int) -> None:
    for f in lines:
        if f[1] in ("recorded", "recorded_synapses"):
            np.save(folder / f[2], np.load(folder / f[2])[:columns])
        elif f[0] == "output" and f[1].startswith(("trace_", "strace_")):
            np.save(folder / f[2], np.ascontiguousarray(np.load(folder / f[2])[:, :columns]))


def trim_events(folder: Path, lines: list, events: int) -> None:
    for f in lines:
        if f[0] == "output" and f[1].startswith("event_"):
            np.save(folder / f[2], np.load(folder / f[2])[:events])


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--steps", type=int)
parser.add_argument("--columns", type=int)
parser.add_argument("--events", type=int)
parser.add_argument("folders", nargs="+", type=Path)
options = parser.parse_args()
for name in options.folders:
    table = [line.split("\t") for line in (name / "case.tsv").read_text().splitlines()]
    if options.steps:
        table = trim_steps(name, table, options.steps)
    if options.columns:
        trim_columns(name, table, options.columns)
    if options.events:
        trim_events(name, table, options.events)
    for entry in table:
        if entry[0] in ("input", "output") and not entry[2].startswith(".."):
            entry[4] = ",".join(map(str, np.load(name / entry[2]).shape))
    (name / "case.tsv").write_text("\n".join("\t".join(entry) for entry in table) + "\n")
