// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr needs C++20: compile with -std=c++20
// header: none (the precompiled library has asked for its standard already)
// What a compiler says of itself that is called without -std=c++20.
#ifndef OK
#undef __cplusplus
#define __cplusplus 201703L
#endif
#include <cortexpr/core.hpp>

int main() {}
