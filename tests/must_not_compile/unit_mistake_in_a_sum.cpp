// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a quantity of one dimension meets a place of another dimension
#include <cortexpr/units/literals.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto sum = 1_mV + 2_mV;
#else
constexpr auto sum = 1_mV + 2_nA;
#endif

static_assert(sum.si() != 0);
int main() {}
