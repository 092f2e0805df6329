// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a generator of connections lists the targets of a neuron i
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define LIST "k for k in range(i + 1)"
#else
#define LIST "k for k in range(i + 1) if k != j"
#endif
using cell = equations<"dv/dt = -v/(10*ms) : 1", threshold<"v > 1">, reset<"v = 0">>;
constexpr auto d = describe(population<"n">(5, cell{}), projection<"S: n -> n.v">(targets_of(text<LIST>), weight(0.1)));

int main() { simulation<network<d>> sim{seed{1}}; }
