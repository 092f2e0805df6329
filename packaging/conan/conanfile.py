# SPDX-License-Identifier: BSL-1.0
"""Conan 2: `conan create packaging/conan` in a clone."""
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class Cortexpr(ConanFile):
    name = "cortexpr"
    description = "Spiking neural networks as compile-time types"
    license = "BSL-1.0"
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"io": [True, False], "hdf5": [True, False]}
    default_options = {"io": True, "hdf5": False}
    no_copy_source = True

    def set_version(self):
        text = load(self, os.path.join(self.recipe_folder, "../../include/cortexpr/version.hpp"))
        self.version = ".".join(re.findall(r"^#define CORTEXPR_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", text, re.M))

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "../..")
        for pattern in ("CMakeLists.txt", "LICENSE", "README.md", "CHANGELOG.md", "cmake/*", "include/*", "packaging/gdb/*"):
            copy(self, pattern, src=root, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.74 <2]", options={"header_only": True})
        self.requires("xsimd/[>=8 <14]")
        self.requires("xtensor/[>=0.24 <1]")
        if self.options.io:
            self.requires("libzip/[>=1.7 <2]")
        if self.options.hdf5:
            self.requires("hdf5/[>=1.10 <2]")
            self.requires("nlohmann_json/[>=3.10 <4]")

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "EXAMPLES", "BENCHMARKS"):
            toolchain.cache_variables[f"CORTEXPR_BUILD_{part}"] = False
        # The project looks for headers, not for packages.
        folders = [folder for _, dependency in self.dependencies.host.items()
                   for folder in dependency.cpp_info.aggregated_components().includedirs]
        toolchain.cache_variables["CMAKE_INCLUDE_PATH"] = ";".join(folders)
        toolchain.generate()

    def package(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.install()
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        self.cpp_info.bindirs, self.cpp_info.libdirs = [], []
        self.cpp_info.set_property("cmake_file_name", "cortexpr")
        self.cpp_info.set_property("cmake_target_name", "cortexpr::cortexpr")
        self.cpp_info.set_property("pkg_config_name", "cortexpr")
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]
