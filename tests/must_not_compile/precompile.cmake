# SPDX-License-Identifier: BSL-1.0
# Precompiles `header` for the twins; see CMakeLists.txt here.
cmake_minimum_required(VERSION 3.21)
include(${CMAKE_CURRENT_LIST_DIR}/twin_compiler.cmake)
execute_process(COMMAND ${twin_compiler} -x c++-header ${header} -o ${precompiled} COMMAND_ERROR_IS_FATAL ANY)
