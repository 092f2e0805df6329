// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a link names a variable and the input that it becomes
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto l = link<"noise.n -> cells.inp">();
#else
constexpr auto l = link<"noise -> cells.inp">();
#endif

int main() { static_cast<void>(l); }
