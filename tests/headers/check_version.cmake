# SPDX-License-Identifier: BSL-1.0
# The version that CITATION.cff gives is that of the project, which is that of version.hpp.
file(STRINGS ${citation} line REGEX "^version: ")
if(NOT line STREQUAL "version: ${version}")
  message(FATAL_ERROR "${citation} says '${line}'; this is version ${version}")
endif()
