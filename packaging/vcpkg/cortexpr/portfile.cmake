# SPDX-License-Identifier: BSL-1.0
# An overlay port. CORTEXPR_SOURCE names a clone; a port in a registry has vcpkg_from_git here.
if(NOT DEFINED ENV{CORTEXPR_SOURCE})
  message(FATAL_ERROR "cortexpr: set the variable CORTEXPR_SOURCE to a clone of the repository, and add it to "
                      "VCPKG_KEEP_ENV_VARS")
endif()
set(SOURCE_PATH "$ENV{CORTEXPR_SOURCE}")
set(VCPKG_BUILD_TYPE release) # headers alone
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}"
                      OPTIONS -DCORTEXPR_BUILD_TESTS=OFF -DCORTEXPR_BUILD_EXAMPLES=OFF -DCORTEXPR_BUILD_BENCHMARKS=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME cortexpr CONFIG_PATH share/cmake/cortexpr)
vcpkg_fixup_pkgconfig()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/lib")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
