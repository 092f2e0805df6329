# SPDX-License-Identifier: BSL-1.0
# The network of README.md compiles with the whole library in one header, without a warning and without the tree; core.hpp
# in one header compiles alone.
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
