// SPDX-License-Identifier: BSL-1.0
// One error, although values, the route and recordings name what the text declares.
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: on_pre, line 1, column 29: unknown function 'clp'; did you mean clip()?
// clang-format on
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <iostream>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using when_one_arrives = on_pre<"g_post += w; apre += a; w = clip(w + apost, 0, w_max)">;
#else
using when_one_arrives = on_pre<"g_post += w; apre += a; w = clp(w + apost, 0, w_max)">;
#endif
using learning = synapse_equations<R"(
  w : 1
  z : 1
  dapre/dt = -apre/tau_p : 1 (event-driven)
  dapost/dt = -apost/(20*ms) : 1 (event-driven))",
                                   when_one_arrives, on_post<"apost -= 1.05*a; w = clip(w + apre + z, 0, w_max)">>;
using cell = equations<"dv/dt = (g - v)/(20*ms) : 1\n dg/dt = -g/(5*ms) : 1", threshold<"v > 1">, reset<"v = 0">>;
constexpr auto d =
    describe(population<"in">(100, poisson{}, parameter<"rate">(20_Hz)), population<"n">(10, cell{}),
             projection<"S: in -> n.g">(connected_if(text<"(i + j) % 2 == 0">), weight(text<"0.1 + 0.05*rand()">),
                                        delay(text<"1*ms + 0.1*ms*j">),
                                        plasticity{learning{}.with<"a">(0.01).with<"w_max">(0.3).with<"tau_p">(20_ms)}),
             record<"S.w">(), record<"S.z">(), record<"n.spikes">());

int main() {
  simulation<network<d>> sim{set<"S.z">(0.5)};
  sim.run(1_s);
  std::cout << sim.get<"S.z">()[0] << sim["S.w"_name](0, 0);
}
