# SPDX-License-Identifier: BSL-1.0
# Compares the names that all headers of `root` declare with public_names.txt: preprocesses the headers with `compiler`
# and `include_dirs` into `folder` and has `program` (public_names.cpp) read them.
cmake_minimum_required(VERSION 3.21)
file(GLOB_RECURSE headers RELATIVE ${root}/include ${root}/include/*.hpp)
list(FILTER headers EXCLUDE REGEX "/mpi.hpp$") # includes <mpi.h>, which need not be there; declares `mpi`
list(TRANSFORM headers PREPEND "#include <")
list(TRANSFORM headers APPEND ">\n")
list(JOIN headers "" text)
file(WRITE ${folder}/all_headers.cpp "${text}")
# HDF5 and nlohmann's json need not be there: that they are included is all that preprocessing wants.
foreach(absent IN ITEMS hdf5.h nlohmann/json.hpp)
  file(WRITE ${folder}/absent/${absent} "")
endforeach()
list(APPEND include_dirs ${folder}/absent)
list(TRANSFORM include_dirs PREPEND -I)
execute_process(COMMAND ${compiler} -std=c++20 -E ${include_dirs} ${folder}/all_headers.cpp -o ${folder}/all_headers.ii
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${program} ${folder}/all_headers.ii ${CMAKE_CURRENT_LIST_DIR}/public_names.txt ${root}
                COMMAND_ERROR_IS_FATAL ANY)
