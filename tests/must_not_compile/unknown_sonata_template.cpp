// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: there is no neuron for this model_template of SONATA
// nearest: nest:iaf_psc_exp
#include <cortexpr/core.hpp>
#include <cortexpr/sonata/point_neurons.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"cells">(1, sonata_neuron<"nest:iaf_psc_exp">{}));
#else
constexpr auto d = describe(population<"cells">(1, sonata_neuron<"nest:iaf_psc_exq">{}));
#endif

int main() { static_cast<void>(d); }
