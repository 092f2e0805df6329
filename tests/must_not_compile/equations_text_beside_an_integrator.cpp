// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: equations<"...", ...> takes beside the equations threshold<"...">
// mistake: integrators and values are options of the population
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using extra = reset<"v = 0">;
#else
using extra = rk4;
#endif
using own = equations<"dv/dt = -v/(10*ms) : 1", threshold<"v > 1">, extra>;
constexpr auto d = describe(population<"n">(5, own{}, start<"v">(0.5)), record<"n.v">());

int main() { simulation<network<d>> sim{seed{1}}; }
