# SPDX-License-Identifier: BSL-1.0
"""stage.py ROOT WORK: writes into WORK/pages what mkdocs makes the site of, and WORK/mkdocs.yml: the pages of docs with
links that hold there, the front page, the gallery and the API reference; MathJax and fonts, so that no page needs a
network."""
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import api  # noqa: E402
import front  # noqa: E402
import gallery  # noqa: E402
import links  # noqa: E402

MATHJAX = "/usr/share/javascript/mathjax"
MATHJAX_PARTS = ["MathJax.js", "config/TeX-AMS_CHTML.js", "extensions", "jax/element", "jax/input/TeX",
                 "jax/output/CommonHTML", "fonts/HTML-CSS/TeX/woff"]
FONTS = ["/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-" + style + ".ttf"
         for style in ("Light", "Regular", "Italic", "Bold", "BoldItalic")]
FONTS += ["/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-" + style + ".ttf" for style in ("Regular", "Bold")]


def copy_assets(pages):
    here = os.path.dirname(os.path.abspath(__file__))
    assets = os.path.join(pages, "assets")
    for part in MATHJAX_PARTS:
        source, to = os.path.join(MATHJAX, part), os.path.join(assets, "mathjax", part)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        if os.path.isdir(source):
            shutil.copytree(source, to, dirs_exist_ok=True)
        else:
            shutil.copy(source, to)
    os.makedirs(os.path.join(assets, "fonts"), exist_ok=True)
    for font in FONTS:
        shutil.copy(font, os.path.join(assets, "fonts"))
    for name in ("site.css", "site.js"):
        shutil.copy(os.path.join(here, name), assets)


def indented(lines, by):
    return "".join(" " * by + line + "\n" for line in lines)


def main(root, work):
    pages = os.path.join(work, "pages")
    places = links.Places(root, pages)
    generated = {"gallery": gallery.write(places), "api": api.write(places, os.path.join(work, "xml"))}
    for source, place in list(places.pages.items()):
        if source.endswith(".md") and source != "README.md" and os.path.exists(os.path.join(root, source)):
            places.write(place, places.moved(source, gallery.read(os.path.join(root, source))))
    front.write(places)
    copy_assets(pages)
    with open(os.path.join(root, "docs/site/mkdocs.yml"), encoding="utf-8") as file:
        config = file.read()
    config = re.sub(r"^( *)- generated: (\w+)\n", lambda m: indented(generated[m[2]], len(m[1])), config, flags=re.M)
    listed = set(re.findall(r"\S+\.md$", config, flags=re.M))
    written = {os.path.relpath(os.path.join(here, name), pages)
               for here, _, files in os.walk(pages) for name in files if name.endswith(".md")}
    for page in sorted(written - listed):
        print(f"stage.py: no entry of docs/site/mkdocs.yml leads to {page}", file=sys.stderr)
    if written - listed:
        return 1
    with open(os.path.join(work, "mkdocs.yml"), "w", encoding="utf-8") as file:
        file.write(config)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
