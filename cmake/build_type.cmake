# SPDX-License-Identifier: BSL-1.0
# Says so when programs would be compiled without optimisation because nothing was said about it; used by this project
# and by the installed package.
get_property(cortexpr_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT cortexpr_multi_config AND NOT CMAKE_BUILD_TYPE AND NOT "${CMAKE_CXX_FLAGS}" MATCHES "-O" AND NOT cortexpr_FIND_QUIETLY)
  message(WARNING "cortexpr: CMAKE_BUILD_TYPE is not set: programs will be 10 to 300 times slower; configure with "
                  "-DCMAKE_BUILD_TYPE=Release")
endif()
unset(cortexpr_multi_config)
