# SPDX-License-Identifier: BSL-1.0
# What the headers include must be there: Boost (Hana, Random), xtensor with xsimd, Random123. All are headers alone.
find_package(Threads REQUIRED)
foreach(header IN ITEMS boost/hana.hpp boost/random.hpp xsimd/xsimd.hpp Random123/philox.h)
  string(MAKE_C_IDENTIFIER "cortexpr_dir_of_${header}" where)
  find_path(${where} "${header}")
  if(NOT ${where})
    message(FATAL_ERROR "cortexpr: the header <${header}> was not found; the Debian packages are listed in cmake/packages.txt")
  endif()
endforeach()
