# SPDX-License-Identifier: BSL-1.0
# Checks that every test in `unit_dir` lies where its header lies in `include_dir`: <folder>/<header>.cpp, or
# <folder>/<header>_<part>.cpp where the tests of one header are several files.
cmake_minimum_required(VERSION 3.21)
set(problems "")
file(GLOB_RECURSE tests RELATIVE ${unit_dir} ${unit_dir}/*.cpp)
foreach(test IN LISTS tests)
  string(REGEX REPLACE "\\.cpp$" "" header ${test})
  while(NOT EXISTS ${include_dir}/${header}.hpp AND header MATCHES "^(.*)_[^_/]*$")
    set(header ${CMAKE_MATCH_1})
  endwhile()
  if(NOT EXISTS ${include_dir}/${header}.hpp)
    string(APPEND problems "${test} lies beside no header of its name\n")
  endif()
endforeach()
if(tests STREQUAL "")
  string(APPEND problems "there are no tests in ${unit_dir}\n")
endif()
if(NOT problems STREQUAL "")
  message("${problems}")
  message(FATAL_ERROR "tests lie at the path of the header that they test: a/b.hpp is tested by a/b.cpp, or by "
                      "a/b_<part>.cpp")
endif()
