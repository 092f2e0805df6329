# SPDX-License-Identifier: BSL-1.0
# Every file that a page of `root` names in backticks or as an #include exists: `docs/x.md`, `detail/rows/rows.hpp` (below
# include/cortexpr), <cortexpr/core.hpp>. The walks of CONTRIBUTING.md are numbered lists of files, each with the name to
# look for in it; the name stands in the file, and no walk has more than 12 files or one of them twice. Every folder of the
# library stands in CONTRIBUTING.md.
cmake_minimum_required(VERSION 3.21)
set(longest_walk 12)
set(problems "")
set(paths 0)

file(GLOB pages RELATIVE ${root} ${root}/*.md ${root}/docs/*.md ${root}/docs/*/*.md ${root}/*/README.md
     ${root}/tests/*/README.md)
list(REMOVE_ITEM pages CHANGELOG.md) # which tells of files that are gone
foreach(page IN LISTS pages)
  file(READ ${root}/${page} text)
  string(REGEX MATCHALL "`[A-Za-z0-9_./]+/[A-Za-z0-9_.]+\\.(hpp|cpp|cmake|txt|py|md)`|<cortexpr/[a-z0-9_/]+\\.hpp>" names
                        "${text}")
  foreach(name IN LISTS names)
    string(REGEX REPLACE "[`<>]" "" path ${name})
    get_filename_component(folder ${page} DIRECTORY)
    math(EXPR paths "${paths} + 1")
    if(NOT EXISTS ${root}/${path}
       AND NOT EXISTS ${root}/include/${path}
       AND NOT EXISTS ${root}/include/cortexpr/${path}
       AND NOT EXISTS ${root}/${folder}/${path})
      string(APPEND problems "${page} names ${path}, which does not exist\n")
    endif()
  endforeach()
endforeach()

file(READ ${root}/CONTRIBUTING.md text)
file(STRINGS ${root}/tests/headers/layers.txt folders REGEX "^[a-z]")
foreach(folder IN LISTS folders)
  string(FIND "${text}" "`${folder}`" place)
  if(place EQUAL -1)
    string(APPEND problems "CONTRIBUTING.md does not say what ${folder} holds\n")
  endif()
endforeach()

set(steps 0)
file(STRINGS ${root}/CONTRIBUTING.md lines REGEX "^[0-9]+\\. `")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([0-9]+)\\. `([a-z0-9_./]+)`: `([A-Za-z0-9_<>:]+)`")
    string(APPEND problems "not a step of a walk (number, `file`: `name`): ${line}\n")
    continue()
  endif()
  set(number ${CMAKE_MATCH_1})
  set(path ${CMAKE_MATCH_2})
  set(name ${CMAKE_MATCH_3})
  math(EXPR steps "${steps} + 1")
  if(number EQUAL 1)
    set(walked "")
    set(expected 1)
  endif()
  if(NOT number EQUAL expected)
    string(APPEND problems "step ${number} of a walk stands where ${expected} is expected: ${path}\n")
  endif()
  math(EXPR expected "${number} + 1")
  if(number GREATER longest_walk)
    string(APPEND problems "a walk has more than ${longest_walk} files: ${path}\n")
  endif()
  if(path IN_LIST walked)
    string(APPEND problems "a walk passes ${path} twice\n")
  endif()
  list(APPEND walked ${path})
  if(NOT EXISTS ${root}/include/cortexpr/${path})
    continue() # said above
  endif()
  file(READ ${root}/include/cortexpr/${path} text)
  string(FIND "${text}" "${name}" place)
  if(place EQUAL -1)
    string(APPEND problems "${path} does not contain ${name}, which a walk looks for there\n")
  endif()
endforeach()

if(problems)
  message(FATAL_ERROR "\n${problems}")
endif()
message(STATUS "${paths} names of files, ${steps} steps of walks")
