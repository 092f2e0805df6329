# SPDX-License-Identifier: BSL-1.0
# Compiles and runs the program of docs/reading_recordings.md in `folder`, makes the HDF5 files with `sonata` (a program, if
# there is one), and runs the page's Python.
cmake_minimum_required(VERSION 3.21)
file(REMOVE_RECURSE ${folder})
file(MAKE_DIRECTORY ${folder})
file(READ ${page} text)
string(REGEX MATCH "\n```cpp\n" opening "${text}")
string(FIND "${text}" "${opening}" begin)
math(EXPR begin "${begin} + 8")
string(SUBSTRING "${text}" ${begin} -1 text)
string(FIND "${text}" "\n```" end)
string(SUBSTRING "${text}" 0 ${end} program)
file(WRITE ${folder}/program.cpp "${program}\n")
list(TRANSFORM include_dirs PREPEND -I)
execute_process(COMMAND ${compiler} -std=c++20 ${include_dirs} program.cpp -o program -lzip -pthread
                WORKING_DIRECTORY ${folder} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${folder}/program WORKING_DIRECTORY ${folder} COMMAND_ERROR_IS_FATAL ANY)
if(sonata)
  execute_process(COMMAND ${sonata} --output ${folder} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(COMMAND ${python} ${CMAKE_CURRENT_LIST_DIR}/run_snippets.py ${page} ${folder} COMMAND_ERROR_IS_FATAL ANY)
