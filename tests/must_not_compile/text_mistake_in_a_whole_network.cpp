// SPDX-License-Identifier: BSL-1.0
// One error, although values, drives, links, routes, events and recordings name what the text declares.
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 2, column 3: the line of 'v' has no unit; it ends in ': volt' or, for a pure number, in ': 1'
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define UNIT " : volt"
#else
#define UNIT ""
#endif
constexpr fixed_string words = R"(
  dv/dt = (E_L - v + R*stim(t, i) + sigma*sqrt(tau_m)*xi + J)/tau_m)" UNIT R"(
  du/dt = -u/tau_u + x/(mV*ms) : 1
  I_syn = u*nA : amp
  x : volt (linked)
  J : volt (input)
  k : integer (constant)
  q : 1 (shared, variable)
  kept = rand() : 1 (constant over dt)
  on : boolean)";
// clang-format on
using cell = equations<words, threshold<"v > V_th and on">, reset<"v = E_L; u += k + kept + q; on = False">,
                       refractory<"ref">, custom_event<"high", "u > 2">, initially<"v = E_L">>;
constexpr auto d = describe(
    population<"m">(5, lif{}),
    population<"n">(5, cell{}, euler_maruyama{}, parameter<"E_L">(-70_mV), parameter<"V_th">(-50_mV),
                    parameter<"tau_m">(text<"10*ms + i*ms">), parameter<"tau_u">(10_ms),
                    parameter<"R">(uniform(1_Mohm, 2_Mohm)), parameter<"sigma">(1_mV), parameter<"k">(3),
                    parameter<"ref">(2_ms), start<"v">(-60_mV)),
    link<"m.v -> n.x">(), drive<"n.stim">(given), drive<"n.J">(1_mV),
    regularly<"chance", "n">(every{10_ms}, text<"q = rand()">), on_event<"rest", "n@high">(text<"u = 0">),
    projection<"S: n -> n.v">(all_to_all{}, weight(1_mV)), projection<"n@high -> m.v">(all_to_all{}, weight(1_mV)),
    poisson_input<"n.v">(10_Hz, weight(1_mV)), record<"n.I_syn">(), record<"n.v">(), record<"n@high.spikes">());

int main() {
  simulation<network<d>> sim{set<"n.stim">(timed_array(std::vector{0.1, 0.2}, 1_nA, 10_ms)), set<"n.E_L">(-65_mV)};
  sim.set<"n.v">(-60_mV);
  sim.run(1_s);
  std::cout << sim["n.v"_name](0, 0) << sim["n.I_syn"_name](0, 0) << sim.get<"n.u">()[0];
}
