# SPDX-License-Identifier: BSL-1.0
# The network of README.md compiles with the whole library in one header, without a warning and without the tree; core.hpp
# in one header compiles alone; the two files for Compiler Explorer compile and run.
cmake_minimum_required(VERSION 3.21)
execute_process(COMMAND ${python} ${source}/cmake/single_header.py ${source}/include ${work}/include COMMAND_ERROR_IS_FATAL ANY)
file(READ ${source}/README.md rest)
string(FIND "${rest}" "\n```cpp\n#include" begin)
math(EXPR begin "${begin} + 8")
string(SUBSTRING "${rest}" ${begin} -1 rest)
string(FIND "${rest}" "\n```" end)
string(SUBSTRING "${rest}" 0 ${end} program)
string(REPLACE "<cortexpr/cortexpr.hpp>" "<cortexpr.hpp>" program "${program}")
file(WRITE ${work}/mine.cpp "${program}\n")
file(WRITE ${work}/core.cpp "#include <core.hpp>\n")
set(flags -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror -fsyntax-only)
foreach(name IN ITEMS core mine)
  execute_process(COMMAND ${compiler} ${flags} -isystem ${work}/include ${work}/${name}.cpp COMMAND_ERROR_IS_FATAL ANY)
endforeach()

# Compiler Explorer has Boost and xsimd, and nothing else that the core includes.
execute_process(COMMAND ${python} ${source}/cmake/single_header.py --explorer ${source}/include ${work}/explorer
                        ${source}/README.md COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${work}/explorer/explorer.hpp others REGEX "^# *include *[<\"][^>\"]+/")
list(FILTER others EXCLUDE REGEX "<(boost/|xsimd/|sys/mman.h>)")
if(others)
  message(FATAL_ERROR "explorer.hpp includes what Compiler Explorer has not: ${others}")
endif()
execute_process(COMMAND ${compiler} -std=c++20 -O1 -pthread explorer.cpp -o explorer WORKING_DIRECTORY ${work}/explorer
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${work}/explorer/explorer OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "[1-9][0-9]+ spikes of n2")
  message(FATAL_ERROR "the program for Compiler Explorer says: ${said}")
endif()
