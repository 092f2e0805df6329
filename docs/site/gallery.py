# SPDX-License-Identifier: BSL-1.0
"""The gallery: a page for every example and every program of others, with what its first comment says, its pictures and
its code."""
import glob
import os
import re


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def first_comment(text):
    """The comment at the top of a program, as sentences."""
    lines = []
    for line in text.split("\n"):
        if line.startswith("// SPDX"):
            continue
        if not line.startswith("//"):
            break
        lines.append(line[2:].strip())
    return " ".join(lines)


def first_sentence(words):
    """Without what stands in brackets."""
    return re.split(r"(?<=[^.])\. (?=[A-Z\d])", re.sub(r" \([^()]*\)", "", words) + " ")[0].rstrip(" .") + "."


def pictures_of(places, stem, page):
    """Pictures of that name, or those of the page that walks through the program."""
    own = sorted(glob.glob(os.path.join(places.root, "docs/pictures", stem + "*.png")))
    own = [os.path.relpath(p, places.root) for p in own]
    if own or page is None:
        return own
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+\.png)\)", read(os.path.join(places.root, page)))
    return [os.path.normpath(os.path.join(os.path.dirname(page), p)) for p in shown]


class Program:
    def __init__(self, places, path):
        self.path = path
        self.stem = os.path.splitext(os.path.basename(path))[0]
        self.text = read(os.path.join(places.root, path))
        self.says = first_comment(self.text)
        page = re.search(r"docs/[a-z0-9_/]+\.md", self.says)
        self.page = page[0] if page else None


def write_page(places, program, place, how_to_run, pictures):
    here = os.path.dirname(place)

    def link(path):
        target = places.pages.get(path, os.path.relpath(path, "docs"))
        return os.path.relpath(target, here)

    says = re.sub(r"docs/[a-z0-9_/]+\.md(#[a-z0-9-]+)?", lambda m: f"[{m[0]}]({link(m[0].split('#')[0])})", program.says)
    parts = [f"---\nsearch:\n  exclude: false\n---\n# {program.stem}\n", says.replace("<", "&lt;") + "\n"]
    for picture in pictures:
        places.copy(picture, os.path.relpath(picture, "docs"))
        parts.append(f"![{os.path.basename(picture)[:-4].replace('_', ' ')}]({link(picture)})\n")
    parts.append(how_to_run + "\n")
    parts.append(f'```cpp title="{program.path}"\n{program.text.rstrip()}\n```\n')
    places.write(place, "\n".join(parts))


def card(program, place, picture):
    image = ""
    if picture:
        image = f'<img src="{os.path.relpath(os.path.relpath(picture, "docs"), "gallery")}" alt="" loading="lazy">'
    words = first_sentence(program.says).replace("<", "&lt;")
    return (f'<a class="card" href="{os.path.relpath(place, "gallery")[:-3]}.html">{image}'
            f"<strong>{program.stem}</strong><span>{words}</span></a>")


def write(places):
    """Writes the pages; returns lines of the navigation."""
    kinds = [
        ("Examples", "examples/*.cpp", "gallery", "Run it: `build/release/examples/{stem} --help`. `./test`, or `cmake "
         "--preset release && cmake --build --preset release --target {stem}`, builds it."),
        ("Five questions in words", "examples/threads_in_words/*.cpp", "gallery/in_words",
         "The network of an example, written as texts; a test compares both."),
        ("Programs of Brian2, said with cortexpr", "tests/peers/*.cpp", "gallery/peers",
         "A test compares its numbers with those that Brian2 gives; `tests/slow` runs it."),
    ]
    nav, overview = ["- Overview: gallery/index.md"], ["# Gallery\n"]
    for title, pattern, folder, how_to_run in kinds:
        programs = [Program(places, os.path.relpath(p, places.root))
                    for p in sorted(glob.glob(os.path.join(places.root, pattern)))]
        cards = []
        nav.append(f"- {title}:")
        for program in programs:
            place = f"{folder}/{program.stem}.md"
            places.pages[program.path] = place
        for program in programs:
            place = places.pages[program.path]
            pictures = pictures_of(places, program.stem, program.page) if folder == "gallery" else []
            write_page(places, program, place, how_to_run.format(stem=program.stem), pictures)
            cards.append(card(program, place, pictures[0] if pictures else None))
            nav.append(f"  - {program.stem}: {place}")
        overview.append(f"## {title}\n\n" + '<div class="cards">' + "\n".join(cards) + "</div>\n")
    places.write("gallery/index.md", "\n".join(overview))
    return nav
