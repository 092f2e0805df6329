#!/usr/bin/env python3
"""Shortens a reference case to its first steps: trim.py STEPS DIR...

Rows of traces and spikes behind the cut go, final states go (they are not known at the cut); case.tsv is rewritten.
"""
import sys
from pathlib import Path

import numpy as np


def trim(folder: Path, steps: int) -> None:
    lines = [line.split("\t") for line in (folder / "case.tsv").read_text().splitlines()]
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
            file = folder / f[2]
            array = np.load(file)
            stem = next((s for s in keep if f[1] in (s + "step", s + "i")), None)
            if f[1].startswith("final"):
                file.unlink()
                continue
            if stem is not None:
                array = array[keep[stem]]
            elif array.shape[0] == old:
                array = array[:steps]
            np.save(file, array)
            f[4] = ",".join(map(str, array.shape))
        result.append("\t".join(f))
    (folder / "case.tsv").write_text("\n".join(result) + "\n")


for name in sys.argv[2:]:
    trim(Path(name), int(sys.argv[1]))
