# SPDX-License-Identifier: BSL-1.0
# A monitor that is not there costs nothing: the assembly of a network without it is the same, byte by byte, whether the
# monitor is defined or unknown; and, so that this can fail, another one if it is there.
file(MAKE_DIRECTORY ${folder})
foreach(monitor 0 1 2)
  execute_process(
    COMMAND ${compiler} -std=c++20 -O1 -S -DMONITOR=${monitor} -I${include_dir} ${source} -o ${folder}/monitor_${monitor}.s
    RESULT_VARIABLE code ERROR_VARIABLE words)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${source} does not compile with MONITOR=${monitor}:\n${words}")
  endif()
  file(READ ${folder}/monitor_${monitor}.s text)
  # The compiler numbers its labels by what it has read.
  string(REGEX REPLACE "\\.L([A-Z]+)[0-9]+" ".L\\1" code_${monitor} "${text}")
endforeach()
string(LENGTH "${code_0}" length)
if(length LESS 10000)
  message(FATAL_ERROR "there is no network in the assembly: ${length} letters")
endif()
if(NOT code_0 STREQUAL code_1)
  message(FATAL_ERROR "a monitor that is no part of a network changes the code: compare ${folder}/monitor_0.s and monitor_1.s")
endif()
if(code_0 STREQUAL code_2)
  message(FATAL_ERROR "a monitor that is there does not change the code: this comparison sees nothing")
endif()
