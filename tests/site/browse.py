# SPDX-License-Identifier: BSL-1.0
"""browse.py SITE PICTURES: opens every page of the site in a headless Chromium, served from this machine: no error in the
console, nothing that fails to load or is wider than the window, neither on a desk nor on a phone. Search finds, equations
are set, the dark palette is dark. A few pages are photographed into PICTURES, to be looked at."""
import functools
import http.server
import json
import os
import sys
import threading
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

DESK, PHONE = (1400, 1000), (390, 844)
PHOTOGRAPHED = ["index.html", "catalogue/lif.html", "gallery/index.html", "gallery/cortex_layers.html", "faq.html",
                "coming_from_nest.html", "tutorials/1_one_neuron.html", "api/connectivity.html", "errors.html"]
# Scrollbars of the menu are no scrollbars of the page.
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN = "return [...document.images].filter(i => i.complete && i.naturalWidth === 0).map(i => i.src)"
LAZY = "document.querySelectorAll('img[loading=lazy]').forEach(i => i.loading = 'eager')"
UNSET = """return [...document.querySelectorAll('.arithmatex')].filter(e => !e.querySelector('.mjx-chtml')).length"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def serve(site):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                     "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):  # there is no network
        options.add_argument(argument)
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "OFF"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class Visit:
    def __init__(self, site, pictures):
        self.site, self.pictures, self.address, self.driver = site, pictures, serve(site), browser()
        self.problems = []
        os.makedirs(pictures, exist_ok=True)

    def size(self, size):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE})

    def palette(self, name):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": name}]})
        self.driver.execute_script("localStorage.clear()")

    def wait(self, condition, seconds=20):
        end = time.time() + seconds
        while time.time() < end:
            if condition():
                return True
            time.sleep(0.1)
        return False

    def open(self, page):
        self.driver.get(self.address + page)

    def photograph(self, page, kind):
        name = page.replace("/", "_").replace(".html", f"_{kind}.png")
        self.driver.save_screenshot(os.path.join(self.pictures, name))

    def look(self, page, kind):
        self.open(page)
        self.driver.execute_script(LAZY)
        done = "return [...document.images].every(i => i.complete)"
        if not self.wait(lambda: self.driver.execute_script(done)):
            self.problems.append(f"{page} ({kind}): pictures do not load")
        if not self.wait(lambda: self.driver.execute_script(UNSET) == 0):
            self.problems.append(f"{page} ({kind}): equations are not set")
        for image in self.driver.execute_script(BROKEN):
            self.problems.append(f"{page} ({kind}): no picture {image}")
        if self.driver.execute_script(OVERFLOW) > 0:
            self.problems.append(f"{page} ({kind}): wider than the window")
        for entry in self.driver.get_log("browser"):
            if entry["level"] in ("SEVERE", "WARNING"):
                self.problems.append(f"{page} ({kind}): {entry['message']}")
        if page in PHOTOGRAPHED:
            self.photograph(page, kind)

    def search(self, words, page):
        self.open("index.html")
        field = self.driver.find_element(By.CSS_SELECTOR, ".md-search__input")
        self.driver.execute_script("document.querySelector('#__search').checked = true; arguments[0].focus()", field)
        self.wait(lambda: not self.driver.execute_script(
            "return document.querySelector('.md-search-result__meta').textContent.includes('Initializing')"))
        field.send_keys(words)
        results = ("return [...document.querySelectorAll('.md-search-result__link')].map(a => a.href)")
        if not self.wait(lambda: any(page in link for link in self.driver.execute_script(results))):
            self.problems.append(f"a search for {words} does not find {page}: "
                                 + json.dumps(self.driver.execute_script(results)[:5]))

    def background(self):
        self.open("index.html")
        return self.driver.execute_script("return getComputedStyle(document.body).backgroundColor")


def main(site, pictures):
    pages = sorted(os.path.relpath(os.path.join(here, name), site) for here, _, files in os.walk(site)
                   for name in files if name.endswith(".html") and "mathjax" not in here and name != "404.html")
    visit, begun = Visit(site, pictures), time.time()
    try:
        visit.open("index.html")
        for size, palette, kind in ((DESK, "light", "desk"), (PHONE, "light", "phone"), (DESK, "dark", "dark")):
            visit.size(size)
            visit.palette(palette)
            for page in pages if kind != "dark" else PHOTOGRAPHED:
                visit.look(page, kind)
            print(f"{kind}: {time.time() - begun:.0f} s", flush=True)
        dark = visit.background()
        visit.palette("light")
        if dark == visit.background():
            visit.problems.append("the dark palette is not dark")
        for words, page in (("Poisson", "poisson"), ("fixed_probability", "connectivity"), ("refractoriness", "order_of")):
            visit.search(words, page)
    finally:
        visit.driver.quit()
    for problem in visit.problems:
        print("browse.py:", problem, file=sys.stderr)
    print(f"{len(pages)} pages looked at; photographs are in {pictures}")
    return 1 if visit.problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
