# SPDX-License-Identifier: BSL-1.0
# find_package(cortexpr) finds cortexpr::cortexpr and, where their libraries are installed, cortexpr::io (libzip) and
# cortexpr::hdf5 (HDF5 and nlohmann's json); with COMPONENTS mpi also cortexpr::mpi, where MPI was installed.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(cortexpr_package ${CMAKE_INSTALL_DATADIR}/cmake/cortexpr)

if(CMAKE_VERSION VERSION_LESS 3.23)
  install(DIRECTORY include/cortexpr DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
  install(TARGETS cortexpr EXPORT cortexpr_targets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
else()
  # Users whose CMake is older than sets of files need the folder.
  install(TARGETS cortexpr EXPORT cortexpr_targets FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
          INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endif()
install(EXPORT cortexpr_targets NAMESPACE cortexpr:: DESTINATION ${cortexpr_package} FILE cortexpr-targets.cmake)
if(TARGET cortexpr_io)
  install(TARGETS cortexpr_io EXPORT cortexpr_io_targets)
  install(EXPORT cortexpr_io_targets NAMESPACE cortexpr:: DESTINATION ${cortexpr_package} FILE cortexpr-io-targets.cmake)
endif()
if(TARGET cortexpr_hdf5)
  install(TARGETS cortexpr_hdf5 EXPORT cortexpr_hdf5_targets)
  install(EXPORT cortexpr_hdf5_targets NAMESPACE cortexpr:: DESTINATION ${cortexpr_package} FILE cortexpr-hdf5-targets.cmake)
endif()
if(TARGET cortexpr_mpi)
  install(TARGETS cortexpr_mpi EXPORT cortexpr_mpi_targets)
  install(EXPORT cortexpr_mpi_targets NAMESPACE cortexpr:: DESTINATION ${cortexpr_package} FILE cortexpr-mpi-targets.cmake)
endif()

configure_package_config_file(cmake/cortexpr-config.cmake.in cortexpr-config.cmake
                              INSTALL_DESTINATION ${cortexpr_package})
write_basic_package_version_file(cortexpr-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cortexpr-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/cortexpr-config-version.cmake
        DESTINATION ${cortexpr_package})
install(FILES cmake/dependencies.cmake DESTINATION ${cortexpr_package} RENAME cortexpr-dependencies.cmake)
install(FILES cmake/build_type.cmake DESTINATION ${cortexpr_package} RENAME cortexpr-build-type.cmake)
install(FILES cmake/precompile.cmake DESTINATION ${cortexpr_package} RENAME cortexpr-precompile.cmake)
# For gdb: `source .../cortexpr_printers.py`.
install(FILES packaging/gdb/cortexpr_printers.py DESTINATION ${CMAKE_INSTALL_DATADIR}/cortexpr/gdb)
