# SPDX-License-Identifier: BSL-1.0
# Configures, builds and runs project/ against an installation of the tree or against its source; see CMakeLists.txt.
cmake_minimum_required(VERSION 3.21)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    message("${out}") # as it is: FATAL_ERROR would break its lines
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "failed: ${command}")
  endif()
endfunction()

file(REMOVE_RECURSE ${work})
set(options -D CMAKE_CXX_COMPILER=${compiler})
if(way STREQUAL "find_package")
  run(${CMAKE_COMMAND} --install ${build} --prefix ${work}/prefix)
  # The installation does not refer to the tree it came from.
  file(GLOB_RECURSE installed ${work}/prefix/*.cmake)
  foreach(file IN LISTS installed)
    file(READ ${file} text)
    string(FIND "${text}" "${source}/include" place)
    if(NOT place EQUAL -1)
      message(FATAL_ERROR "${file} names the source folder")
    endif()
  endforeach()
  list(APPEND options -D CMAKE_PREFIX_PATH=${work}/prefix)
else()
  list(APPEND options -D CORTEXPR_SOURCE_DIR=${source})
endif()
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/project -B ${work}/build -G Ninja ${options})
run(${CMAKE_COMMAND} --build ${work}/build)
run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/build --output-on-failure)
