// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: precise_spikes{} lets refractoriness end between two steps, which takes a parameter t_ref
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(1, hodgkin_huxley{}, precise_spikes{}));
#else
constexpr auto d = describe(population<"n">(1, spikes_at_maximum<hodgkin_huxley>{}, precise_spikes{}));
#endif

int main() { simulation<network<d>> sim; }
