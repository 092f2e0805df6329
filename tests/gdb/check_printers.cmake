# SPDX-License-Identifier: BSL-1.0
# Compiles printed.cpp with `compiler` and `include_dirs` into `folder`, stops it in `gdb` and compares what the printers of
# `printers` say.
cmake_minimum_required(VERSION 3.21)
file(MAKE_DIRECTORY ${folder})
list(TRANSFORM include_dirs PREPEND -I)
execute_process(COMMAND ${compiler} -std=c++20 -O0 -g ${include_dirs} ${CMAKE_CURRENT_LIST_DIR}/printed.cpp
                        -o ${folder}/printed COMMAND_ERROR_IS_FATAL ANY)
set(commands -ex "source ${printers}" -ex "break look" -ex run -ex up)
foreach(name IN ITEMS potential conductance slope number list nothing spikes v)
  list(APPEND commands -ex "print ${name}")
endforeach()
execute_process(COMMAND ${gdb} -batch -nx -iex "set auto-load no" ${commands} ${folder}/printed
                OUTPUT_VARIABLE said ERROR_VARIABLE problems)
if(problems MATCHES "ptrace: Operation not permitted|Cannot|could not")
  if(NOT said MATCHES "Breakpoint 1, ")
    message(STATUS "gdb may not stop a program here: the printers are not tested: ${problems}")
    return()
  endif()
endif()
foreach(wanted IN ITEMS "$1 = -65 mV" "$2 = 15 nS" "$3 = 3 A s^-1" "$4 = 0.5" "$5 = sequence of 3, room for 3 = {7, 8, 9}"
                        "$6 = sequence of 0, room for 0" "$7 = spike_train of 3 spikes = {" "[1] = 1 ms: neuron 4"
                        "[2] = 2.5 ms: neuron 2" "$8 = trace of 2 times x 2 in V = {" "[1] = 1 ms: -0.0699, -0.0649")
  string(FIND "${said}" "${wanted}" place)
  if(place EQUAL -1)
    message("${said}${problems}")
    message(FATAL_ERROR "gdb does not print: ${wanted}")
  endif()
endforeach()
