# SPDX-License-Identifier: BSL-1.0
"""How gdb shows values of cortexpr: quantities with their unit, traces and spike trains with their sizes and first entries,
the library's own lists as lists. In gdb, or in ~/.gdbinit:

    source /usr/share/cortexpr/gdb/cortexpr_printers.py

`print/r` shows the raw members."""
import itertools
import re

import gdb
import gdb.printing

BASE = ("V", "A", "s", "m", "mol", "K")
# Exponents are counted in halves, as in units/dimension.hpp.
NAMED = {(-2, 2, 0, 0, 0, 0): "S", (0, 0, -2, 0, 0, 0): "Hz", (-2, 2, 2, 0, 0, 0): "F", (2, -2, 0, 0, 0, 0): "ohm"}
PREFIXES = {-15: "f", -12: "p", -9: "n", -6: "u", -3: "m", 0: "", 3: "k", 6: "M", 9: "G"}


def unit_of(exponents):
    """The unit of a dimension in words, and whether it takes a prefix."""
    if not any(exponents):
        return "", False
    if exponents in NAMED:
        return NAMED[exponents], True
    words = []
    for symbol, halves in zip(BASE, exponents):
        if halves:
            power = f"{halves // 2}" if halves % 2 == 0 else f"{halves}/2"
            words.append(symbol if halves == 2 else f"{symbol}^{power}")
    return " ".join(words), len(words) == 1 and "^" not in words[0]


def with_unit(si, exponents):
    unit, takes_prefix = unit_of(exponents)
    if not unit:
        return f"{si:.12g}"
    if not takes_prefix or si == 0 or si != si:
        return f"{si:.12g} {unit}"
    for exponent, prefix in PREFIXES.items():
        if abs(si) < 10.0 ** (exponent + 3) * (1 - 1e-12) or exponent == 9:
            return f"{si / 10.0 ** exponent:.12g} {prefix}{unit}"


class Quantity:
    """quantity<D>: -65 mV."""

    def __init__(self, value):
        self.value = value
        numbers = re.search(r"\{(-?\d+), (-?\d+), (-?\d+), (-?\d+), (-?\d+), (-?\d+)\}", str(value.type.strip_typedefs()))
        self.exponents = tuple(int(n) for n in numbers.groups()) if numbers else None

    def to_string(self):
        si = float(self.value["si_"])
        return f"{si:.12g} (SI)" if self.exponents is None else with_unit(si, self.exponents)


def entries_of(vector):
    """Entries of a std::vector or of one of the library's sequences."""
    if "_M_impl" in [field.name for base in vector.type.strip_typedefs().fields() for field in base.type.fields()
                     if base.is_base_class]:
        first, last = vector["_M_impl"]["_M_start"], vector["_M_impl"]["_M_finish"]
        return (first[k] for k in range(int(last - first)))
    size = int(vector["size_"])
    element = vector.type.strip_typedefs().template_argument(0)
    first = vector["first_"].cast(element.pointer())
    return (first[k] for k in range(size))


def length_of(vector):
    return sum(1 for _ in entries_of(vector))


class Sequence:
    """The library's list."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        size, capacity = int(self.value["size_"]), int(self.value["capacity_"])
        return f"sequence of {size}, room for {capacity}"

    def children(self):
        return ((f"[{k}]", x) for k, x in enumerate(entries_of(self.value)))

    def display_hint(self):
        return "array"


class SpikeTrain:
    """Recorded spikes: how many, then the first ones as time and neuron."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        size = length_of(self.value["steps"])
        return f"spike_train of {size} spike{'' if size == 1 else 's'}"

    def children(self):
        dt = float(self.value["dt"])
        spikes = zip(entries_of(self.value["steps"]), entries_of(self.value["neurons"]))
        for k, (step, neuron) in enumerate(itertools.islice(spikes, 10)):
            yield f"[{k}]", f"{with_unit(int(step) * dt, (0, 0, 2, 0, 0, 0))}: neuron {int(neuron)}"


class Trace:
    """A recorded variable: rows and columns, then the first rows."""

    def __init__(self, value):
        self.value = value

    def shape(self):
        return length_of(self.value["steps"]), int(self.value["which"]["size_"])

    def to_string(self):
        rows, columns = self.shape()
        return f"trace of {rows} times x {columns} in {self.value['unit']['_M_dataplus']['_M_p'].string()}"

    def children(self):
        rows, columns = self.shape()
        dt = float(self.value["dt"])
        values = entries_of(self.value["values"])
        for row, step in enumerate(itertools.islice(entries_of(self.value["steps"]), 10)):
            numbers = [f"{float(x):.6g}" for x in itertools.islice(values, columns)]
            if len(numbers) > 10:
                numbers = numbers[:10] + ["..."]
            yield f"[{row}]", f"{with_unit(int(step) * dt, (0, 0, 2, 0, 0, 0))}: {', '.join(numbers)}"


def printers():
    collection = gdb.printing.RegexpCollectionPrettyPrinter("cortexpr")
    collection.add_printer("quantity", r"^cortexpr::quantity<.*>$", Quantity)
    collection.add_printer("sequence", r"^cortexpr::detail::sequence<.*>$", Sequence)
    collection.add_printer("spike_train", r"^cortexpr::spike_train$", SpikeTrain)
    collection.add_printer("trace", r"^cortexpr::trace<.*>$", Trace)
    return collection


gdb.printing.register_pretty_printer(gdb.current_objfile(), printers(), replace=True)
