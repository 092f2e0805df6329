#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""single_header.py INCLUDE FOLDER: writes FOLDER/cortexpr.hpp and FOLDER/core.hpp, the whole library and its core in one
file each. Headers of the library stand in the place of their #include, each once; those of others are included as ever."""
import os
import re
import sys

OURS = re.compile(r'#include [<"](cortexpr/[^>"]+)[>"]')


class Writer:
    def __init__(self, include):
        self.include, self.seen, self.lines = include, set(), []

    def add(self, path):
        """Appends a header after those that it includes. What is included between #if and #endif comes in front of them,
        so that others, which include it without a condition, find it."""
        if path in self.seen:
            return
        self.seen.add(path)
        with open(os.path.join(self.include, path), encoding="utf-8") as file:
            text = file.read().split("\n")
        depth, begin = 0, 0
        for line in text:
            match = OURS.match(line)
            if re.match(r"#\s*if", line):
                begin = len(self.lines) if depth == 0 else begin
                depth += 1
            depth -= line.startswith("#endif")
            if match:
                conditional, self.lines = (self.lines[begin:], self.lines[:begin]) if depth else ([], self.lines)
                self.add(match[1])
                begin = len(self.lines)
                self.lines += conditional
            elif line not in ("#pragma once", "// SPDX-License-Identifier: BSL-1.0"):
                self.lines.append(line)

    def text(self, name):
        version = {}
        with open(os.path.join(self.include, "cortexpr/version.hpp"), encoding="utf-8") as file:
            for part, number in re.findall(r"#define CORTEXPR_VERSION_(MAJOR|MINOR|PATCH) (\d+)", file.read()):
                version[part] = number
        number = ".".join(version[part] for part in ("MAJOR", "MINOR", "PATCH"))
        head = ["// SPDX-License-Identifier: BSL-1.0", f"// {name} {number} in one file, made by cmake/single_header.py.",
                "#pragma once", ""]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(head + self.lines)).rstrip() + "\n"


def main(include, folder):
    os.makedirs(folder, exist_ok=True)
    for name in ("cortexpr.hpp", "core.hpp"):
        writer = Writer(include)
        writer.add("cortexpr/" + name)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(writer.text(f"cortexpr/{name}"))
        print(f"{os.path.join(folder, name)}: {len(writer.seen)} headers")


if __name__ == "__main__":
    main(*sys.argv[1:3])
