// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <string_view>
#include <type_traits>

namespace {

using namespace cortexpr;
using namespace cortexpr::texts;

constexpr fixed_string synapse = "dg/dt = -g/tau : siemens # g of tau\n g2 = 2*g*(g+tau_g) : 1 ; g : tau\n";

static_assert(renamed<synapse, "g", "g_e"> ==
              fixed_string("dg_e/dt = -g_e/tau : siemens # g of tau\n g2 = 2*g_e*(g_e+tau_g) : 1 ; g_e : tau\n"));
static_assert(renamed<synapse, "tau", "5*ms"> ==
              fixed_string("dg/dt = -g/(5*ms) : siemens # g of tau\n g2 = 2*g*(g+tau_g) : 1 ; g : tau\n"));
// One after the other, so that names can be exchanged by way of a third.
static_assert(renamed<"a = b", "a", "c", "b", "a", "c", "b"> == fixed_string("b = a"));
static_assert(renamed<"x = d*g + dg", "g", "k"> == fixed_string("x = d*k + dg"));
static_assert(renamed<"dg / dt = -g/tau : 1", "g", "h"> == fixed_string("dh / dt = -h/tau : 1"));
static_assert(renamed<"x = -g : 1 (constant over dt)\ny = g : 1", "g", "-0.5"> ==
              fixed_string("x = -(-0.5) : 1 (constant over dt)\ny = (-0.5) : 1"));
static_assert(renamed<synapse> == synapse);

constexpr fixed_string membrane = "dv/dt = (I_e + I_i - v)/tau_m : 1 (unless refractory)\n";
constexpr fixed_string current = "dI/dt = -I/tau : 1\n";
using from_pieces =
    equations<membrane + renamed<current, "I", "I_e", "tau", "5*ms"> + renamed<current, "I", "I_i", "tau", "tau_i">,
              threshold<"v > 1">, reset<"v = 0">, refractory<"2*ms">>;
using at_once = equations<"dv/dt = (I_e + I_i - v)/tau_m : 1 (unless refractory)\ndI_e/dt = -I_e/(5*ms) : 1\n"
                          "dI_i/dt = -I_i/tau_i : 1\n",
                          threshold<"v > 1">, reset<"v = 0">, refractory<"2*ms">>;
static_assert(std::is_same_v<from_pieces, at_once>);

/// Rules are made of pieces as models are, and stand in lists with rules of the library; a text takes receptors.
constexpr fixed_string trace = "dx/dt = -x/tau : 1 (event-driven)\n";
using two_traces =
    synapse_equations<renamed<trace, "x", "apre", "tau", "20*ms"> + renamed<trace, "x", "apost", "tau", "25*ms"> +
                          "w : siemens",
                      on_pre<"apre += 0.01; w = w + apost*nS">, on_post<"apost -= 0.011; w = w + apre*nS">>;
struct membrane_as_class {
  static constexpr std::string_view model = "dv/dt = (E_L - v + I*100*Mohm)/(10*ms) : volt\n I : amp (input)",
                                    threshold = "v > -58*mV", reset = "v = E_L", start = "v = E_L";
};
constexpr auto d = describe(
    population<"in">(4, poisson{}, parameter<"rate">(100_Hz)),
    population<"n">(2, synaptic<model_from<membrane_as_class>, conductance<exponential>>{}, parameter<"E_L">(-60_mV)),
    projection<"S: in -> n.exc">(all_to_all{}, weight(5_nS),
                                 plasticity{transmit{}, two_traces{}, clip_weight{4_nS, 9_nS}}),
    record<"n.spikes">());

} // namespace

TEST_CASE("text_algebra: a text takes receptors, and a list of rules has one text among policies", "[equations]") {
  simulation<network<d>> sim{seed{1}};
  sim.run(300_ms);
  CHECK(sim["n.spikes"_name].size() > 5);
  const auto w = sim.get<"S.w">();
  bool low = false, high = false, between = false;
  for (const double x : w) {
    CHECK(x >= 4e-9 * (1 - 1e-12));
    CHECK(x <= 9e-9 * (1 + 1e-12));
    low = low || x < 5e-9;
    high = high || x > 5e-9;
    between = between || (x > 4e-9 && x < 9e-9);
  }
  CHECK((between && (low || high)));
}
