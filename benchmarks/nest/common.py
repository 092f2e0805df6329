# SPDX-License-Identifier: BSL-1.0
"""What the NEST scripts have in common: options, measuring, printing. Written for NEST 3.x (PyNEST)."""
import argparse
import json
import resource
import sys
import time


def parse(description, extra=lambda parser: None):
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--scale", type=float, default=1, help="size relative to the published network")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--time", type=float, default=1, help="measured biological time in seconds")
    p.add_argument("--warmup", type=float, default=0.2, help="biological time in seconds before the measurement")
    p.add_argument("--precision", choices=["double"], default="double", help="NEST computes in double")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--record", action="store_true", help="accepted; NEST's recorders always keep all spikes")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    extra(p)
    o = p.parse_args()
    try:
        import nest
    except ImportError:
        sys.exit("NEST is not installed (import nest failed)")
    nest.ResetKernel()
    nest.set_verbosity("M_ERROR")
    nest.resolution = 0.1
    nest.local_num_threads = o.threads
    nest.rng_seed = o.seed
    nest.print_time = False
    return o, nest


def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime


def measure(o, nest, name, groups, build_seconds):
    """Runs the network that has been built. `groups`: NodeCollections by name; spikes are counted by recorders that
    start after the warm-up."""
    recorders = {}
    for k, g in groups.items():
        # Counted in memory either way; n_events does not need the events themselves.
        r = nest.Create("spike_recorder", params={"start": o.warmup * 1e3})
        nest.Connect(g, r)
        recorders[k] = r
    synapses = nest.num_connections - sum(len(g) for g in groups.values())
    begin = time.time()
    nest.Prepare()
    build_seconds += time.time() - begin
    if o.warmup > 0:
        nest.Run(o.warmup * 1e3)
    wall, used = time.time(), cpu()
    nest.Run(o.time * 1e3)
    wall, used = time.time() - wall, cpu() - used
    nest.Cleanup()
    spikes = {k: r.n_events for k, r in recorders.items()}
    neurons = sum(len(g) for g in groups.values())
    events = sum(spikes.values()) * synapses / neurons  # with the mean out-degree
    show({"simulator": "NEST " + nest.__version__, "network": name, "precision": "double", "scale": o.scale,
          "threads": o.threads, "time": o.time, "neurons": neurons, "synapses": synapses,
          "build_seconds": build_seconds, "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
          "wall_seconds": wall, "cpu_seconds": used, "real_time_factor": wall / o.time,
          "cpu_seconds_per_biological_second": used / o.time, "synaptic_events_per_second": events / wall,
          "ns_per_event": 1e9 * wall / max(events, 1),
          "rates": {k: spikes[k] / len(g) / o.time for k, g in groups.items()}}, o.json)


def show(result, as_json):
    if as_json:
        print(json.dumps(result))
        return
    for k, v in result.items():
        if k == "rates":
            for name, rate in v.items():
                print(f"  rate of {name:26} {rate:.3f} Hz")
        else:
            print(f"  {k:34} {v:.6g}" if isinstance(v, float) else f"  {k:34} {v}")
