# SPDX-License-Identifier: BSL-1.0
"""check_site.py ROOT SITE: every link and anchor of the site's pages leads somewhere, no page needs a network, and every
public name of tests/headers/public_names.txt has its section in the API reference."""
import html.parser
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/site"))
from api import anchor_of  # noqa: E402

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loaded = set(), [], []
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if given.get("id"):
            self.ids.add(given["id"])
        if tag == "a" and given.get("name"):
            self.ids.add(given["name"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        where = LOADED.get(tag)
        if where and given.get(where) and given.get("rel") not in ("canonical", "next", "prev"):
            self.loaded.append(given[where])


def outside(link):
    return re.match(r"[a-z]+:|//", link) is not None


def check_links(site, pages):
    for path, page in pages.items():
        for link in page.links + page.loaded:
            if outside(link):
                if link in page.loaded and not link.startswith("data:"):
                    yield f"{path} loads {link}, which needs a network"
                continue
            target, _, anchor = urllib.parse.unquote(link).partition("#")
            target = target.partition("?")[0]
            to = os.path.normpath(os.path.join(os.path.dirname(path), target)) if target else path
            if path == "404.html":
                to = target.lstrip("/") or "index.html"
            if os.path.isdir(os.path.join(site, to)):
                to = os.path.normpath(os.path.join(to, "index.html"))
            if not os.path.exists(os.path.join(site, to)):
                yield f"{path}: {link} leads to no file"
            elif anchor and to in pages and anchor not in pages[to].ids and not anchor.startswith("__"):
                yield f"{path}: {link} leads to no anchor of {to}"


def check_styles(site):
    for here, _, files in os.walk(site):
        for name in files:
            if name.endswith(".css"):
                with open(os.path.join(here, name), encoding="utf-8") as file:
                    for link in re.findall(r"url\([\"']?(https?:[^)]*)\)", file.read()):
                        yield f"{name} loads {link}, which needs a network"


def check_names(root, pages):
    ids = set()
    for path, page in pages.items():
        if path.startswith("api/"):
            ids |= page.ids
    known = 0
    with open(os.path.join(root, "tests/headers/public_names.txt"), encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if not words or words[0] == "#":
                continue
            known += 1
            if words[0] == "namespace":
                if not any(i == "namespace-" + words[1] or i.startswith(words[1] + "-") for i in ids):
                    yield f"the API reference has nothing of namespace {words[1]}"
            elif anchor_of(words[0]) not in ids:
                yield f"the API reference has no section about {words[0]}"
    if known < 100:
        yield f"only {known} public names were found: does this script still see them?"


def main(root, site):
    pages = {}
    for here, _, files in os.walk(site):
        for name in files:
            if name.endswith(".html") and "mathjax" not in here:
                path = os.path.join(here, name)
                pages[os.path.relpath(path, site)] = Page(path)
    problems = [*check_links(site, pages), *check_styles(site), *check_names(root, pages)]
    if len(pages) < 50:
        problems.append(f"only {len(pages)} pages were found")
    for problem in problems:
        print("check_site.py:", problem, file=sys.stderr)
    print(f"{len(pages)} pages, {sum(len(p.links) for p in pages.values())} links")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
