#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""run_snippets.py PAGE FOLDER: runs each ```python block of a page as a program of its own in FOLDER, where the files lie that
it reads. A block whose packages are not installed, or whose HDF5 files nothing has made, is passed over in words; one has to run."""
import os
import re
import subprocess
import sys

page, folder = sys.argv[1:3]
with open(page, encoding="utf-8") as file:
    text = file.read()
ran = failed = 0
for match in re.finditer(r"^```python\n(.*?)^```", text, re.S | re.M):
    code, line = match[1], text.count("\n", 0, match.start()) + 2
    name = f"{os.path.basename(page)}:{line}"
    missing = []
    for package in re.findall(r"^import (\w+)", code, re.M):
        if subprocess.run([sys.executable, "-c", f"import {package}"], capture_output=True, check=False).returncode:
            missing.append(package)
    missing += [path for path in re.findall(r'File\("(\w+\.h5)"\)', code) if not os.path.exists(os.path.join(folder, path))]
    if missing:
        print(f"{name}: passed over, {', '.join(missing)} is not there")
        continue
    done = subprocess.run([sys.executable, "-W", "error::SyntaxWarning", "-c", "\n" * (line - 1) + code], cwd=folder,
                          capture_output=True, text=True, check=False)
    ran += 1
    if done.returncode:
        failed += 1
        print(f"{name}: {done.stderr}")
    else:
        print(f"{name}: runs")
sys.exit(0 if ran and not failed else 1)
