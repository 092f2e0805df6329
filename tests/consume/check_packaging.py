#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""check_packaging.py ROOT VERSION: the files for vcpkg and Conan can be read, have the version of the library, name files
of the repository that exist, and set options of CMake that it has."""
import ast
import json
import os
import re
import sys

root, version = sys.argv[1:3]


def read(path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


problems = []
port = json.loads(read("packaging/vcpkg/cortexpr/vcpkg.json"))
if port["version"] != version:
    problems.append(f"vcpkg.json says version {port['version']}, the library is {version}")
recipe = read("packaging/conan/conanfile.py")
ast.parse(recipe)
header = read("include/cortexpr/version.hpp")
pattern = re.search(r're\.findall\(r"([^"]+)"', recipe).group(1)
if ".".join(re.findall(pattern, header, re.M)) != version:
    problems.append("conanfile.py does not find the version in version.hpp")
for place in re.search(r"for pattern in \(([^)]*)\)", recipe).group(1).replace('"', "").split(", "):
    if not os.path.exists(os.path.join(root, place.removesuffix("/*"))):
        problems.append(f"conanfile.py exports {place}, which does not exist")
options = set(re.findall(r"option\((CORTEXPR_\w+)", read("CMakeLists.txt")))
used = set(re.findall(r"-D(CORTEXPR_\w+)=", read("packaging/vcpkg/cortexpr/portfile.cmake")))
used |= {f"CORTEXPR_BUILD_{part}" for part in re.findall(r'"(TESTS|EXAMPLES|BENCHMARKS)"', recipe)}
problems += [f"{name} is no option of CMakeLists.txt" for name in sorted(used - options)]
if not used:
    problems.append("no option is set")
folder = re.search(r"CONFIG_PATH (\S+)\)", read("packaging/vcpkg/cortexpr/portfile.cmake")).group(1)
if folder != "share/cmake/cortexpr" or "${CMAKE_INSTALL_DATADIR}/cmake/cortexpr" not in read("cmake/install.cmake"):
    problems.append(f"portfile.cmake looks for the package in {folder}")
sys.exit("\n".join(problems) or 0)
