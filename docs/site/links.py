# SPDX-License-Identifier: BSL-1.0
"""Where a file of the project stands in the site, and links of pages that follow it there."""
import os
import re
import shutil

OTHER_PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changes.md",
    "benchmarks/README.md": "project/benchmarks.md",
    "tests/docs/README.md": "project/tests_docs.md",
    "tests/oracle/README.md": "project/tests_oracle.md",
    "tests/peers/README.md": "project/tests_peers.md",
    "tests/coverage/README.md": "project/tests_coverage.md",
}
FENCE = re.compile(r"^(```|~~~)")
LINK = re.compile(r"(!?\[(?:[^\[\]]|\[[^\]]*\])*\])\(([^)\s]+)\)")


class Places:
    """Maps files of the project, relative to its top folder, to pages of the site."""

    def __init__(self, root, folder):
        self.root = root
        self.folder = folder  # of the pages that are written
        self.pages = dict(OTHER_PAGES)
        docs = os.path.join(root, "docs")
        for here, _, files in os.walk(docs):
            for name in files:
                path = os.path.relpath(os.path.join(here, name), root)
                if name.endswith(".md") and not path.startswith("docs/site/"):
                    self.pages[path] = os.path.relpath(path, "docs")

    def target(self, source, link):
        """What the link of the file `source` is in the site; None if it leads to a folder without a page."""
        if re.match(r"[a-z]+:", link) or link.startswith("#"):
            return link
        path, mark, anchor = link.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(source), path))
        whole = os.path.join(self.root, path)
        if path.startswith(("docs/gallery/", "docs/api/")):  # written by gallery.py and api.py
            self.pages.setdefault(path, os.path.relpath(path, "docs"))
        elif not os.path.exists(whole):
            raise SystemExit(f"{source}: the link {link} leads to no file")
        if path == "examples":
            path = "docs/gallery/index.md"
            self.pages.setdefault(path, "gallery/index.md")
        elif os.path.isdir(whole):
            path = os.path.join(path, "README.md")
            if path not in self.pages:
                return None
        if path in self.pages:
            place = self.pages[path]
        elif path.startswith("docs/"):
            place = os.path.relpath(path, "docs")
            self.copy(path, place)
        else:  # a text that a browser shows
            place = f"files/{path}" if path.endswith((".txt", ".png")) else f"files/{path}.txt"
            self.copy(path, place)
        here = os.path.dirname(self.pages[source])
        return os.path.relpath(place, here or ".") + mark + anchor

    def copy(self, path, place):
        to = os.path.join(self.folder, place)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        shutil.copyfile(os.path.join(self.root, path), to)

    def moved(self, source, text):
        """The text of the page `source` with links that hold where the site has it, without the comments for tests."""
        # Equations that the library writes stand in the catalogue twice; here they are set.
        text = re.sub(r"(<!-- generated: [^\n]* -->\n)```text\n[^`]*```\n\n(?=```math\n)", r"\1", text)
        lines, inside = [], False
        for line in text.split("\n"):
            if FENCE.match(line):
                inside = not inside
            elif not inside:
                line = self.moved_line(source, line)
                if re.fullmatch(r"<!-- .* -->", line):
                    continue
            lines.append(line)
        return "\n".join(lines)

    def moved_line(self, source, line):
        parts = re.split(r"(`[^`]*`)", line)
        # The words of a link may be code: code is put back after links are found.
        codes = parts[1::2]
        plain = "".join(p if k % 2 == 0 else f"\x00{k // 2}\x01" for k, p in enumerate(parts))

        def moved_link(match):
            target = self.target(source, match[2])
            return match[1][1:-1] if target is None else f"{match[1]}({target})"

        plain = LINK.sub(moved_link, plain)
        plain = re.sub(r"\[[^\[\]]*\](?=\([^)\"]* )", lambda m: "\\" + m[0], plain)  # a lambda, which Python's Markdown takes for a link
        return re.sub("\x00(\\d+)\x01", lambda m: codes[int(m[1])], plain)

    def write(self, place, text):
        to = os.path.join(self.folder, place)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        with open(to, "w", encoding="utf-8") as file:
            file.write(text)
