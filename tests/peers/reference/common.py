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


def numbers(n, salt):
    """Reproducible numbers in [0, 1), the same in every language (splitmix64 of k + salt); peers::numbers in C++."""
    with np.errstate(over='ignore'):
        x = (np.arange(n, dtype=np.uint64) + np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        x ^= x >> np.uint64(31)
    return (x >> np.uint64(11)).astype(float) * 2.0**-53


def spikes_by_chance(steps, n, p, salt):
    """Steps and neurons of spikes, each with probability p[neuron] (or p) in every step, by `numbers`."""
    return np.nonzero(numbers(steps * n, salt).reshape(steps, n) < p)
