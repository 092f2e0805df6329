# SPDX-License-Identifier: BSL-1.0
"""The front page: docs/site/front.md, in which a line `<!-- section of FILE: heading -->` stands for that section of
another page."""
import os
import re


def section(root, path, heading):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        lines = file.read().split("\n")
    marks = [k for k, line in enumerate(lines) if re.fullmatch(r"#+ " + re.escape(heading), line)]
    if not marks:
        raise SystemExit(f"front.py: {path} has no section called {heading}")
    begin = marks[0]
    level = len(lines[begin].split(" ")[0])
    end, inside = begin + 1, False
    while end < len(lines):
        inside ^= lines[end].startswith("```")
        if not inside and re.match("#{1,%d} " % level, lines[end]):
            break
        end += 1
    return "\n".join(lines[begin:end])


def write(places):
    path = "docs/site/front.md"
    places.pages[path] = "index.md"
    with open(os.path.join(places.root, path), encoding="utf-8") as file:
        lines = file.read().split("\n")
    result = []
    for line in lines:
        match = re.fullmatch(r"<!-- section of ([^:]+): (.+) -->", line)
        if match:
            result.append(places.moved(match[1], section(places.root, match[1], match[2])))
        else:
            result.append(places.moved_line(path, line))
    del places.pages[path]
    places.write("index.md", "\n".join(result))
