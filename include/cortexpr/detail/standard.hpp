// SPDX-License-Identifier: BSL-1.0
#pragma once

// Every header of the library comes here first. A header that does not exist is the one error after which compilers
// stop: without it they go on with thousands of lines about what is C++20.
#if __cplusplus < 202002L
#error "cortexpr needs C++20: compile with -std=c++20"
#include <cortexpr needs C++20: compile with -std=c++20>
#endif
