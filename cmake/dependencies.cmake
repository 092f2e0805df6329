# SPDX-License-Identifier: BSL-1.0
# Finds what the headers include and makes two imported targets of it; used by this project and by the installed
# package. All of it is headers alone, except libzip, without which there is no cortexpr::io, and HDF5.
#   cortexpr::dependencies  Boost (Hana, Random), xsimd, xtensor (with xtl), threads
#   cortexpr::libzip        only where libzip was found
#   cortexpr::hdf5_libraries  only where HDF5's C library and nlohmann's json were found
find_package(Threads REQUIRED)

if(NOT TARGET cortexpr::dependencies)
  set(cortexpr_directories)
  set(cortexpr_missing)
  # One header of each; xtensor moved its own in 0.26.
  foreach(headers IN ITEMS boost/hana.hpp boost/random.hpp xsimd/xsimd.hpp xtl/xtl_config.hpp
                           "xtensor/xtensor.hpp|xtensor/containers/xtensor.hpp")
    string(REGEX MATCH "^[^/]+/[^./]+" name "${headers}")
    string(MAKE_C_IDENTIFIER "CORTEXPR_DIRECTORY_OF_${name}" variable)
    string(REPLACE "|" ";" headers "${headers}")
    find_path(${variable} NAMES ${headers})
    mark_as_advanced(${variable})
    if(${variable})
      list(APPEND cortexpr_directories "${${variable}}")
    else()
      list(GET headers 0 header)
      list(APPEND cortexpr_missing "<${header}>")
    endif()
  endforeach()
  if(cortexpr_missing)
    list(JOIN cortexpr_missing " " cortexpr_missing)
    message(FATAL_ERROR "cortexpr: not found: ${cortexpr_missing}. Boost (Hana, Random), xsimd and xtensor are needed "
                        "(Debian: libboost-dev libxsimd-dev libxtensor-dev); if they are installed in a place of their own, "
                        "name it in CMAKE_PREFIX_PATH")
  endif()
  list(REMOVE_DUPLICATES cortexpr_directories)
  add_library(cortexpr::dependencies INTERFACE IMPORTED GLOBAL)
  set_target_properties(cortexpr::dependencies PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${cortexpr_directories}"
                                                          INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()

if(NOT TARGET cortexpr::libzip)
  find_package(PkgConfig QUIET)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules(cortexpr_libzip QUIET IMPORTED_TARGET GLOBAL libzip)
  endif()
  if(TARGET PkgConfig::cortexpr_libzip)
    add_library(cortexpr::libzip INTERFACE IMPORTED GLOBAL)
    set_target_properties(cortexpr::libzip PROPERTIES INTERFACE_LINK_LIBRARIES PkgConfig::cortexpr_libzip)
  else()
    find_path(CORTEXPR_DIRECTORY_OF_zip zip.h)
    find_library(CORTEXPR_LIBRARY_zip zip)
    mark_as_advanced(CORTEXPR_DIRECTORY_OF_zip CORTEXPR_LIBRARY_zip)
    if(CORTEXPR_DIRECTORY_OF_zip AND CORTEXPR_LIBRARY_zip)
      add_library(cortexpr::libzip INTERFACE IMPORTED GLOBAL)
      set_target_properties(cortexpr::libzip PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${CORTEXPR_DIRECTORY_OF_zip}"
                                                        INTERFACE_LINK_LIBRARIES "${CORTEXPR_LIBRARY_zip}")
    endif()
  endif()
endif()

if(NOT TARGET cortexpr::hdf5_libraries)
  find_path(CORTEXPR_DIRECTORY_OF_nlohmann nlohmann/json.hpp)
  find_path(CORTEXPR_DIRECTORY_OF_hdf5 hdf5.h PATH_SUFFIXES hdf5/serial)
  find_library(CORTEXPR_LIBRARY_hdf5 NAMES hdf5 hdf5_serial PATH_SUFFIXES hdf5/serial)
  mark_as_advanced(CORTEXPR_DIRECTORY_OF_nlohmann CORTEXPR_DIRECTORY_OF_hdf5 CORTEXPR_LIBRARY_hdf5)
  if(CORTEXPR_DIRECTORY_OF_nlohmann AND CORTEXPR_DIRECTORY_OF_hdf5 AND CORTEXPR_LIBRARY_hdf5)
    add_library(cortexpr::hdf5_libraries INTERFACE IMPORTED GLOBAL)
    set(cortexpr_directories ${CORTEXPR_DIRECTORY_OF_hdf5} ${CORTEXPR_DIRECTORY_OF_nlohmann})
    list(REMOVE_DUPLICATES cortexpr_directories)
    set_target_properties(cortexpr::hdf5_libraries PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${cortexpr_directories}"
                                                              INTERFACE_LINK_LIBRARIES "${CORTEXPR_LIBRARY_hdf5}")
  endif()
endif()
