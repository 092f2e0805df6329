# SPDX-License-Identifier: BSL-1.0
"""What the Brian2 scripts have in common: options, C++ standalone mode, measuring, printing.

A script defines `build(options)`, which returns the Brian2 network and its groups by name, and ends with
`main(build)`. The step loop is timed inside the compiled program (Brian2's own last_run_info.txt, processor time when
it runs on one thread), without compiling and without building the network.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def parse(description, extra):
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--scale", type=float, default=1, help="size relative to the published network")
    p.add_argument("--threads", type=int, default=1, help="more than 1: OpenMP")
    p.add_argument("--time", type=float, default=1, help="measured biological time in seconds")
    p.add_argument("--warmup", type=float, default=0.2, help="biological time in seconds before the measurement")
    p.add_argument("--precision", choices=["double", "float"], default="double")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--record", action="store_true", help="record all spikes instead of counting them")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.add_argument("--no-fast-math", action="store_true", help="compile without -ffast-math")
    p.add_argument("--directory", help="where the C++ program goes (default: a temporary directory)")
    p.add_argument("--build-only", action="store_true", help="compile into --directory, do not run")
    p.add_argument("--run-only", action="store_true", help="run what was compiled into --directory")
    extra(p)
    return p.parse_args()


def compile_network(build, name, o, directory):
    import brian2 as b

    b.set_device("cpp_standalone", build_on_run=False)
    b.prefs.core.default_float_dtype = b.float32 if o.precision == "float" else b.float64
    if o.threads > 1:
        b.prefs.devices.cpp_standalone.openmp_threads = o.threads
    if o.no_fast_math:
        b.prefs.codegen.cpp.extra_compile_args_gcc = ["-w", "-O3", "-march=native", "-std=c++11"]
    b.defaultclock.dt = 0.1 * b.ms
    b.seed(o.seed)
    objects, groups, synapses = build(o)
    monitors = {k: b.SpikeMonitor(g, record=o.record) for k, g in groups.items()}
    net = b.Network(objects, *monitors.values())
    if o.warmup > 0:
        for m in monitors.values():
            m.active = False
        net.run(o.warmup * b.second)
    for m in monitors.values():
        m.active = True
    net.run(o.time * b.second)
    b.device.build(directory=directory, compile=True, run=False, with_output=False)

    def place(owner, variable):
        return b.device.get_array_filename(owner.variables[variable])

    about = {
        "network": name,
        "options": vars(o),
        "flags": list(b.prefs.codegen.cpp.extra_compile_args_gcc),
        "groups": {k: {"neurons": len(g), "count": place(monitors[k], "count"),
                       "start": getattr(g, "start", 0)} for k, g in groups.items()},
        "synapses": [{"source": k, "file": place(s, "N")} for k, s in synapses],
    }
    with open(os.path.join(directory, "benchmark.json"), "w") as f:
        json.dump(about, f)


def read_array(directory, filename, dtype="int32"):
    import numpy

    if not os.path.exists(os.path.join(directory, filename)):
        filename = os.path.join("results", os.path.basename(filename))
    return numpy.fromfile(os.path.join(directory, filename), dtype=dtype)


def run_compiled(directory):
    with open(os.path.join(directory, "benchmark.json")) as f:
        about = json.load(f)
    o = about["options"]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    subprocess.run(["./main"], cwd=directory, check=True, stdout=subprocess.DEVNULL)
    total_wall, after = time.time() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    total_cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with open(os.path.join(directory, "results", "last_run_info.txt")) as f:
        seconds = float(f.read().split()[0])
    spikes, rates, neurons = {}, {}, {}
    for k, g in about["groups"].items():
        spikes[k] = int(read_array(directory, g["count"]).sum())
        neurons[k] = g["neurons"]
        rates[k] = spikes[k] / g["neurons"] / o["time"]
    synapses = events = 0
    for s in about["synapses"]:
        n = int(read_array(directory, s["file"])[0])
        sources = list(neurons) if s["source"] == "*" else [s["source"]]
        synapses += n
        events += sum(spikes[k] for k in sources) * n / sum(neurons[k] for k in sources)
    return {
        "simulator": "Brian2", "network": about["network"], "precision": o["precision"], "scale": o["scale"],
        "threads": o["threads"], "time": o["time"], "fast_math": not o["no_fast_math"],
        "neurons": sum(neurons.values()), "synapses": synapses,
        "peak_memory_bytes": after.ru_maxrss * 1024, "wall_seconds": seconds,
        # Brian2 measures processor time on one thread and wall time with OpenMP.
        "cpu_seconds": seconds if o["threads"] == 1 else None,
        "program_wall_seconds": total_wall, "program_cpu_seconds": total_cpu,
        "real_time_factor": seconds / o["time"], "cpu_seconds_per_biological_second": seconds / o["time"],
        "synaptic_events_per_second": events / seconds, "ns_per_event": 1e9 * seconds / max(events, 1), "rates": rates}


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


def main(description, name, build, extra=lambda parser: None):
    o = parse(description, extra)
    if (o.build_only or o.run_only) and not o.directory:
        sys.exit("--build-only and --run-only need --directory")
    with tempfile.TemporaryDirectory() as temporary:
        directory = os.path.abspath(o.directory or temporary)
        if not o.run_only:
            compile_network(build, name(o) if callable(name) else name, o, directory)
        if not o.build_only:
            show(run_compiled(directory), o.json)
