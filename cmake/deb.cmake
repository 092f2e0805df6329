# SPDX-License-Identifier: BSL-1.0
# `cpack -G DEB` in a build folder makes libcortexpr-dev: the headers, as a Debian package with what they need.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME libcortexpr-dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_PACKAGE_CONTACT "The cortexpr authors <cortexpr@example.org>")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "spiking neural networks as compile-time types (headers)
Neuron models, receptors, synapse rules and monitors are C++20 types that
compose into one inlined network; sizes, parameters, weights and seeds are
values. Wrong names and units do not compile.")
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libboost-dev, libxtensor-dev, libxsimd-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libzip-dev, libhdf5-dev, nlohmann-json3-dev, gnuplot-nox, pkg-config")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES FALSE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)

# Debian wants a changelog in its own form and the licence beside it.
string(TIMESTAMP cortexpr_date "%a, %d %b %Y 00:00:00 +0000" UTC)
set(cortexpr_changes ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian)
file(WRITE ${cortexpr_changes}
     "libcortexpr-dev (${PROJECT_VERSION}-1) unstable; urgency=medium\n\n  * Changes are listed in CHANGELOG.md of the source.\n\n"
     " -- ${CPACK_PACKAGE_CONTACT}  ${cortexpr_date}\n")
find_program(CORTEXPR_GZIP gzip)
mark_as_advanced(CORTEXPR_GZIP)
if(CORTEXPR_GZIP)
  execute_process(COMMAND ${CORTEXPR_GZIP} -9nf ${cortexpr_changes})
  install(FILES ${cortexpr_changes}.gz DESTINATION share/doc/libcortexpr-dev)
endif()
file(READ LICENSE cortexpr_licence)
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/copyright "Copyright 2026 The cortexpr authors\n\n${cortexpr_licence}")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/copyright DESTINATION share/doc/libcortexpr-dev)
include(CPack)
