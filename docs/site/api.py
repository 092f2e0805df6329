# SPDX-License-Identifier: BSL-1.0
"""The API reference: a page for every folder of the library's shelf, with every public name, its comment and its
declaration. Doxygen says which names there are and where; comments are Markdown and stand in the headers."""
import collections
import glob
import os
import re
import xml.etree.ElementTree as ElementTree

# What Doxygen calls a namespace is listed whole, on the page of its header.
NESTED = ("dim", "integration", "literals", "progress", "texts", "units")
LONGEST = 90  # lines of a declaration that are shown


def code_of(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def anchor_of(name):
    """The id of a name's section: letters, and what operators are made of as numbers."""
    return re.sub(r"\W", lambda m: f"-{ord(m[0]):x}", name.replace("::", "-"))


class Header:
    def __init__(self, root, path):
        with open(os.path.join(root, "include", path), encoding="utf-8") as file:
            self.lines = file.read().split("\n")

    def comment_before(self, line):
        """The lines of the /// comment above the declaration that has the line `line`, and where the declaration
        begins."""
        k, first = line - 2, None
        while k >= 0:
            text = self.lines[k].strip()
            if text.startswith("///") or text == "" or text.startswith(("#", "//")):
                break
            if first is None and text.endswith((";", "}", "{", ":")) and not text.endswith("::"):
                first = k + 1  # a comment stands above several declarations
            k -= 1
        first = k + 1 if first is None else first
        end = k + 1
        begin = end
        while begin > 0 and self.lines[begin - 1].strip().startswith("///"):
            begin -= 1
        return [re.sub(r"^\s*/// ?", "", text) for text in self.lines[begin:end]], first

    def first_declared(self, name):
        """The line of `class name;`, if there is one."""
        for k, text in enumerate(self.lines):
            if re.fullmatch(r"(class|struct) " + re.escape(name) + ";", text):
                return k + 1
        return None

    def declaration(self, first, with_body):
        """From the line `first` to the end of the declaration; bodies of functions are left out."""
        result, depth = [], 0
        for text in self.lines[first:first + 400]:
            code = re.sub(r'"(\\.|[^"\\])*"|//.*|\'\\?.\'', "", text)
            before = depth
            depth += sum((letter in "({[") - (letter in ")}]") for letter in code)
            result.append(text)
            if not with_body and before == 0 and depth == 1 and code.rstrip().endswith("{"):
                result[-1] = re.sub(r"\s*\{\s*$", ";", text)
                break
            if depth == 0 and code.rstrip().endswith((";", "}")):
                break
        indent = min((len(t) - len(t.lstrip()) for t in result if t.strip()), default=0)
        return [t[indent:] for t in result]


def markdown_of(comment):
    """A comment as Markdown: tables get the line below their heading, indented lines become blocks of code, and what
    stands in angle brackets is shown."""
    result, k, example = [], 0, False
    while k < len(comment):
        line = comment[k]
        if re.match(r"\s*\|", line):
            if result and result[-1] != "":
                result.append("")
            rows = []
            while k < len(comment) and re.match(r"\s*\|", comment[k]):
                rows.append(comment[k].strip())
                k += 1
            columns = max(row.count("|") - 1 for row in rows)
            if not (len(rows) > 1 and re.fullmatch(r"\|[-:| ]+\|", rows[1])):
                rows.insert(1, "|" + "---|" * columns)
            result += [escaped(row) for row in rows] + [""]
            continue
        if line.startswith("    "):
            block = []
            while k < len(comment) and (comment[k].startswith("    ") or
                                        (comment[k] == "" and k + 1 < len(comment) and comment[k + 1].startswith("    "))):
                block.append(comment[k][4:])
                k += 1
            result += ["```cpp" if example else "```text"] + block + ["```", ""]
            continue
        example = line.startswith("Example") or (example and line == "")
        result.append(escaped(line))
        k += 1
    return result


def escaped(line):
    parts = re.split(r"(`[^`]*`)", line)
    return "".join(p if p.startswith("`") else p.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_") for p in parts)


Entry = collections.namedtuple("Entry", "space name kind file line")


def entries_of(xml):
    """All names outside cortexpr::detail, as Doxygen found them."""
    result = []
    for path in sorted(glob.glob(os.path.join(xml, "namespacecortexpr*.xml"))):
        space = ElementTree.parse(path).getroot().find("compounddef")
        name = space.find("compoundname").text
        for member in space.iter("memberdef"):
            place = member.find("location")
            kind = {"typedef": "type"}.get(member.get("kind"), member.get("kind"))
            result.append(Entry(name, member.find("name").text, kind, place.get("file"), int(place.get("line"))))
    for kind in ("struct", "class", "concept", "union"):
        for path in sorted(glob.glob(os.path.join(xml, kind + "*.xml"))):
            compound = ElementTree.parse(path).getroot().find("compounddef")
            space, _, name = compound.find("compoundname").text.partition("<")[0].strip().rpartition("::")
            place = compound.find("location")
            if "<" in compound.find("compoundname").text or place is None or place.get("line") is None:
                continue
            result.append(Entry(space, name, kind, place.get("file"), int(place.get("line"))))
    return [e for e in result if "detail" not in e.space.split("::")]


def public_names(root):
    """Names and the files that document them, as the tests list them."""
    names, spaces = {}, {}
    with open(os.path.join(root, "tests/headers/public_names.txt"), encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if not words or words[0] == "#":
                continue
            if words[0] == "namespace":
                spaces[words[1]] = words[2]
            else:
                names[words[0]] = words[1]
    return names, spaces


class Writer:
    def __init__(self, places, xml):
        self.places = places
        self.names, self.spaces = public_names(places.root)
        self.headers = {}
        self.by_folder = collections.defaultdict(lambda: collections.defaultdict(list))
        spaces = {"cortexpr": ""} | {f"cortexpr::{n}": n for n in self.spaces}
        for e in entries_of(xml):
            if e.space in spaces and e.file and e.file.startswith("cortexpr/"):
                inner = spaces[e.space]
                if inner == "" and e.name not in self.names:
                    continue
                folder = os.path.dirname(e.file)[len("cortexpr"):].strip("/") or "base"
                folder = "detail" if folder.startswith("detail") else folder
                self.by_folder[folder][f"{inner}::{e.name}" if inner else e.name].append(e)

    def header(self, path):
        if path not in self.headers:
            self.headers[path] = Header(self.places.root, path)
        return self.headers[path]

    def section(self, name, entries):
        """A name: where it is declared, its comments, its declarations."""
        entries = sorted(set(entries), key=lambda e: (e.file, e.line))
        comments, declarations = [], []
        for e in entries:
            header = self.header(e.file)
            comment, first = header.comment_before(e.line)
            if not comment and header.first_declared(e.name):
                comment = header.comment_before(header.first_declared(e.name))[0]
            if comment and comment not in comments:
                comments.append(comment)
            code = header.declaration(first, e.kind not in ("function",))
            declarations.append(code if len(code) <= LONGEST else code[:LONGEST] + ["  // ..."])
        lines = [f"## `{name}` {{ #{anchor_of(name)} }}", ""]
        files = sorted({e.file for e in entries})
        lines.append(", ".join(sorted({e.kind for e in entries})) + " in " +
                     ", ".join(f"[`<{f}>`]({self.link_to('include/' + f)})" for f in files))
        document = self.names.get(name)
        if document and document.endswith(".md"):
            lines[-1] += f"; see [{self.title_of(document)}]({self.link_to(document)})"
        lines.append("")
        for comment in comments:
            lines += markdown_of(comment) + [""]
        lines += ['??? quote "Declaration"', ""]
        lines += ["    ```cpp"] + ["    " + t for code in declarations for t in code + [""]][:-1] + ["    ```", ""]
        return lines, bool(comments) or (document or "").endswith(".md")

    def title_of(self, document):
        with open(os.path.join(self.places.root, document), encoding="utf-8") as file:
            return file.readline().lstrip("# ").strip().replace("<", "&lt;")

    def link_to(self, path):
        return self.places.target(self.source, os.path.relpath(path, os.path.dirname(self.source)))

    def write(self):
        nav, overview, known = ["- Overview: api/index.md"], [], set()
        for folder in sorted(self.by_folder):
            place = f"api/{folder.replace('/', '_')}.md"
            self.source = "docs/" + place
            self.places.pages[self.source] = place
            title = "shown to rules and operations" if folder == "detail" else folder
            lines = [f"# {title}", ""]
            names, listed = [], collections.defaultdict(list)
            for name in sorted(self.by_folder[folder], key=lambda n: (n.lower(), n)):
                section, documented = self.section(name, self.by_folder[folder][name])
                space, _, inner = name.rpartition("::")
                if space and not documented:  # such as literals
                    listed[space].append(inner)
                    continue
                names.append(name)
                lines += section
                if documented:
                    known.add(name)
            for space, inner in listed.items():
                lines += [f"## Namespace `{space}` {{ #namespace-{space} }}", "",
                          ", ".join(f"`{n}`" for n in inner), ""]
            self.places.write(place, "\n".join(lines))
            del self.places.pages[self.source]
            nav.append(f"- {title}: {place}")
            overview += [f"## [{title}]({os.path.basename(place)})", "",
                         ", ".join(f"[`{n}`]({os.path.basename(place)}#{anchor_of(n)})" for n in names), ""]
        head = ["# API reference", "",
                "Every name of namespace `cortexpr`, by the folder of its header, with the comment that stands in front of it.",
                "Names in `cortexpr::detail` are not for users.", ""]
        self.places.write("api/index.md", "\n".join(head + overview))
        # Operators say what they are.
        bare = [name for name in self.names if name not in known and not name.startswith("operator")]
        if bare:
            raise SystemExit("api.py: no comment and no page documents " + ", ".join(bare))
        return nav


def write(places, xml):
    return Writer(places, xml).write()
