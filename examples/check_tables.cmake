# SPDX-License-Identifier: BSL-1.0
# multi_area_tables.hpp is what multi_area_tables.py prints.
execute_process(COMMAND ${python} -B ${folder}/multi_area_tables.py OUTPUT_VARIABLE made RESULT_VARIABLE code)
file(READ ${folder}/multi_area_tables.hpp kept)
if(NOT code EQUAL 0 OR NOT made STREQUAL kept)
  message(FATAL_ERROR "examples/multi_area_tables.hpp is not what multi_area_tables.py prints; run it again")
endif()
