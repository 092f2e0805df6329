// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: renamed<text, "old", "new", ...> takes names in pairs
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define NAMES "u", "v"
#else
#define NAMES "u", "v", "tau"
#endif
constexpr fixed_string piece = "du/dt = -u/tau : 1\n";
using own = equations<renamed<piece, NAMES>>;
constexpr auto d = describe(population<"n">(5, own{}, parameter<"tau">(10_ms)));

int main() { simulation<network<d>> sim{seed{1}}; }
