# SPDX-License-Identifier: BSL-1.0
# Builds digest.cpp without optimisation with every compiler of the list `compilers` and compares what it prints with what
# the program `digest` does, which the tests' own compiler has optimised.
cmake_minimum_required(VERSION 3.21)
file(MAKE_DIRECTORY ${folder})
execute_process(COMMAND ${digest} ${folder}/state OUTPUT_VARIABLE expected COMMAND_ERROR_IS_FATAL ANY)
message("${digest}\n${expected}")
foreach(compiler IN LISTS compilers)
  get_filename_component(name ${compiler} NAME)
  execute_process(COMMAND ${compiler} -std=c++20 -O0 -ffp-contract=off -I ${include_dir} -pthread
                          ${CMAKE_CURRENT_LIST_DIR}/digest.cpp -o ${folder}/${name}.digest COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${folder}/${name}.digest ${folder}/state OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
  message("${compiler} -O0\n${printed}")
  if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "${compiler} -O0 gives other numbers than ${digest}")
  endif()
endforeach()
