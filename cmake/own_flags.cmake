# SPDX-License-Identifier: BSL-1.0
# Flags of our own programs; users of the library get none of them. Never -ffast-math: NaN and infinity must be seen.
add_library(cortexpr_own_flags INTERFACE)
target_compile_options(cortexpr_own_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
                                                    -Werror)
if(CORTEXPR_NATIVE)
  target_compile_options(cortexpr_own_flags INTERFACE -march=native)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ looks for garbage only once its heap is a gigabyte: a tenth of the time for half as much memory again.
  target_compile_options(cortexpr_own_flags INTERFACE --param=ggc-min-heapsize=1048576)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlapping copies in `"text" + std::string` where there are none (GCC bug 105651).
  target_compile_options(cortexpr_own_flags INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19)
  # xtensor 0.24 writes `template` without an argument list and needs the older matching of template parameters;
  # clang 19 refuses both by default.
  target_compile_options(cortexpr_own_flags INTERFACE -Wno-missing-template-arg-list-after-template-kw
                                                      -fno-relaxed-template-template-args
                                                      -Wno-deprecated-no-relaxed-template-template-args)
endif()

find_program(CORTEXPR_CCACHE ccache)
mark_as_advanced(CORTEXPR_CCACHE)
if(PROJECT_IS_TOP_LEVEL AND CORTEXPR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without these two leniencies ccache keeps nothing that uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CORTEXPR_CCACHE})
endif()
