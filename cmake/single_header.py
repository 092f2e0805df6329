#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""single_header.py INCLUDE FOLDER: writes FOLDER/cortexpr.hpp and FOLDER/core.hpp, the whole library and its core in one
file each. Headers of the library stand in the place of their #include, each once; those of others are included as ever.

single_header.py --explorer INCLUDE FOLDER README: writes two files for Compiler Explorer, FOLDER/explorer.hpp, the core without
comments and with Random123, which that site has not, and FOLDER/explorer.cpp, the network of README.md."""
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


LITERAL_OR_COMMENT = re.compile(r'''(R"([^(\s]*)\(.*?\)\2"|\d[\w']*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|//[^\n]*|/\*.*?\*/''',
                                re.S)


def squeezed(text):
    """Code without comments, indentation and empty lines."""
    text = LITERAL_OR_COMMENT.sub(lambda match: match[1] or " ", text)
    kept = []
    for line in (line.strip() for line in text.split("\n")):
        if line or (kept and kept[-1].endswith("\\")):  # what ends the lines of a macro
            kept.append(line)
    return "\n".join(kept) + "\n"


def with_random123(text):
    """Headers of Random123 in the place of their #include, as the preprocessor does; its licence stands once."""
    places = ["/usr/include", "/usr/local/include"] + os.environ.get("CPATH", "").split(":")
    root = next((place for place in places if os.path.exists(os.path.join(place, "Random123/philox.h"))), None)
    if root is None:
        sys.exit("single_header.py: Random123 was not found; name its folder in CPATH")
    licence = []

    def spelt_out(match, folder):
        place = match[1] if match[1].startswith("Random123/") else os.path.normpath(os.path.join(folder, match[1]))
        if not os.path.exists(os.path.join(root, place)):
            return match[0]
        with open(os.path.join(root, place), encoding="utf-8") as file:
            inner = file.read()
        if not licence:
            licence.append(re.match(r"\s*/\*.*?\*/", inner, re.S)[0].strip())
        return squeezed(re.sub(r'#\s*include ["<]([^">]+)[">]', lambda m: spelt_out(m, os.path.dirname(place)), inner))

    text = re.sub(r"#include <(Random123/[^>]+)>", lambda m: spelt_out(m, ""), text)
    return text, "\n".join(licence) + "\n"


def network_of(readme):
    """The first program of README.md without pictures and files, which the core has not; it prints some spikes."""
    with open(readme, encoding="utf-8") as file:
        program = re.search(r"\n```cpp\n(#include.*?)```", file.read(), re.S)[1]
    program = program.replace("#include <cortexpr/cortexpr.hpp>\n", "")
    program = re.sub(r"\n  (figure\(|sim\.save\().*?;[^\n]*", "", program, flags=re.S)
    return re.sub(r"\n}\s*$", lambda _: """
  const auto& spikes = sim["n2.spikes"_name];
  std::cout << spikes.size() << " spikes of n2, the first at " << 1e3 * spikes.time(0) << " ms\\n";
}
""", program)


def explorer(include, folder, readme):
    os.makedirs(folder, exist_ok=True)
    writer = Writer(include)
    writer.add("cortexpr/core.hpp")
    code, licence = with_random123(squeezed(writer.text("cortexpr/core.hpp")))
    for name, text in (("explorer.hpp", "// cortexpr's core for Compiler Explorer, made by cmake/single_header.py.\n" + licence + code),
                       ("explorer.cpp", '#include "explorer.hpp"\n#include <iostream>\n' + network_of(readme))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("// SPDX-License-Identifier: BSL-1.0\n" + text)
        print(os.path.join(folder, name))


def main(include, folder):
    os.makedirs(folder, exist_ok=True)
    for name in ("cortexpr.hpp", "core.hpp"):
        writer = Writer(include)
        writer.add("cortexpr/" + name)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(writer.text(f"cortexpr/{name}"))
        print(f"{os.path.join(folder, name)}: {len(writer.seen)} headers")


if __name__ == "__main__":
    if sys.argv[1] == "--explorer":
        explorer(*sys.argv[2:5])
    else:
        main(*sys.argv[1:3])
