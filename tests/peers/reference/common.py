# What the scripts of this folder share: Brian2 in plain numpy, and where the numbers go. Run one with the Python of
# Debian's python3-brian: `python3 adaptive_threshold.py` writes ../recorded/adaptive_threshold.npz.
import os
import numpy as np
from brian2 import *

prefs.codegen.target = 'numpy'
here = os.path.dirname(os.path.abspath(__file__))


def steps_of(monitor):
    return np.round(monitor.t / defaultclock.dt).astype(int)


def save(name, **arrays):
    np.savez_compressed(os.path.join(here, '..', 'recorded', name + '.npz'),
                        **{key: np.asarray(value, dtype=float) for key, value in arrays.items()})
