# SPDX-License-Identifier: BSL-1.0
# Sets how twins are compiled, `twin_compiler`, and how they use the precompiled `header`, `use_header`. A header can be
# used only with the options that it was compiled with; g++ reads its text instead if they differ.
list(TRANSFORM directories PREPEND -I)
# Lines are not broken, so that a sentence can be found.
set(twin_compiler ${compiler} -std=c++20 -O0 ${directories} -fmessage-length=0)
if(compiler MATCHES "clang")
  set(precompiled ${header}.pch)
else()
  set(precompiled ${header}.gch)
endif()
set(use_header)
if(header AND EXISTS ${precompiled})
  set(use_header -include ${header})
endif()
