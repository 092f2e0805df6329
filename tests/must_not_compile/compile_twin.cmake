# SPDX-License-Identifier: BSL-1.0
# Compiles `twin` with -DOK and without it; see CMakeLists.txt here. `header`, if given, was made by precompile.cmake.
cmake_minimum_required(VERSION 3.21)
include(${CMAKE_CURRENT_LIST_DIR}/twin_compiler.cmake)
set(lines_to_see 25) # the sentence has to stand where people look
if(compiler MATCHES "clang")
  set(lines_to_see 40)
endif()

file(READ ${twin} text)
string(REGEX MATCH "// expect: ([^\n]+)" found "${text}")
set(expectation "${CMAKE_MATCH_1}")
if(expectation STREQUAL "")
  message(FATAL_ERROR "${twin} has no line `// expect: words of the compiler`")
endif()

# `// nearest: name`: what the message proposes; clang before 16 prints its letters as numbers.
string(REGEX MATCH "// nearest: ([^\n]+)" found "${text}")
set(nearest "${CMAKE_MATCH_1}")
if(compiler MATCHES "clang" AND NOT nearest STREQUAL "")
  execute_process(COMMAND ${compiler} -dumpversion OUTPUT_VARIABLE version)
  if(version VERSION_LESS 16)
    set(nearest "")
  endif()
endif()

# `// mistake: words`: what is said of a text of equations, as an argument of a class.
string(REGEX MATCH "// mistake: ([^\n]+)" found "${text}")
set(mistake "${CMAKE_MATCH_1}")

# `// header: none`: the twin reads the library's text, as a user does.
if(text MATCHES "// header: none")
  set(use_header)
endif()

set(compile ${twin_compiler} ${use_header} -fsyntax-only ${twin})

execute_process(COMMAND ${compile} -DOK RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
if(NOT status EQUAL 0)
  message("${out}") # as it is: FATAL_ERROR would break its lines
  message(FATAL_ERROR "with -DOK it should compile")
endif()

execute_process(COMMAND ${compile} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
if(status EQUAL 0)
  message(FATAL_ERROR "without -DOK it should not compile, but it does")
endif()
string(REPLACE "\\\"" "\"" out "${out}") # clang before 16 shows quotation marks as in the source
if(NOT mistake STREQUAL "")
  # clang prints it in pieces of 30 letters, before 16 in letters; g++ and the latter write \' for a quotation mark.
  string(REGEX REPLACE "\"}, (cortexpr::)?fixed_string<[0-9UL]+>{\"" "" out "${out}")
  string(REPLACE "\\'" "@quote@" out "${out}")
  string(REPLACE "', '" "" out "${out}")
  string(REPLACE "@quote@" "'" out "${out}")
endif()
# Semicolons and brackets in the compiler's words forbid CMake's lists here.
set(rest "${out}")
set(seen "")
foreach(line RANGE 1 ${lines_to_see})
  string(FIND "${rest}" "\n" end)
  math(EXPR end "${end} + 1") # without a line end, nothing is taken
  string(SUBSTRING "${rest}" 0 ${end} line_text)
  string(SUBSTRING "${rest}" ${end} -1 rest)
  string(APPEND seen "${line_text}")
endforeach()
string(FIND "${seen}" "${expectation}" place)
if(place EQUAL -1)
  message("${out}")
  message(FATAL_ERROR "\"${expectation}\" is not in the first ${lines_to_see} lines of this")
endif()
if(NOT nearest STREQUAL "")
  string(FIND "${seen}" "{\"${nearest}\"}" place)
  if(place EQUAL -1)
    message("${out}")
    message(FATAL_ERROR "the name \"${nearest}\" is not proposed in the first ${lines_to_see} lines of this")
  endif()
endif()
if(NOT mistake STREQUAL "")
  string(FIND "${seen}" "${mistake}" place)
  if(place EQUAL -1)
    message("${out}")
    message(FATAL_ERROR "\"${mistake}\" is not in the first ${lines_to_see} lines of this")
  endif()
  string(REGEX MATCHALL "(^|\n)[^\n]* error: " errors "${out}")
  list(LENGTH errors number)
  if(NOT number EQUAL 1)
    message("${out}")
    message(FATAL_ERROR "one mistake in a text gives ${number} errors")
  endif()
endif()
