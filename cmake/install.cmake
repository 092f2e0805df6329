# SPDX-License-Identifier: BSL-1.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
install(DIRECTORY include/cortexpr DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS cortexpr cortexpr_io EXPORT cortexpr_targets)
install(EXPORT cortexpr_targets NAMESPACE cortexpr:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/cortexpr
        FILE cortexpr-targets.cmake)
configure_package_config_file(cmake/cortexpr-config.cmake.in cortexpr-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/cortexpr)
write_basic_package_version_file(cortexpr-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cortexpr-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/cortexpr-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/cortexpr)
