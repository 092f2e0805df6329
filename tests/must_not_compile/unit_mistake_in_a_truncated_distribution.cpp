// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto bound = 5_nS;
#else
constexpr auto bound = 5_mV;
#endif

int main() { return truncated(lognormal(1_nS, 0.5_nS), 0.1_nS, bound).bound() > 0 ? 0 : 1; }
