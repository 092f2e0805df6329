// SPDX-License-Identifier: BSL-1.0
// Texts with noise, events, adaptive thresholds and spikes between the steps, in small networks.
#include "every_time.hpp"
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>

using namespace cortexpr;

namespace {

struct watchful : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
};
using noisy_text =
    equations<"dv/dt = (-65*mV - v)/(15*ms) + 4*mV*xi*(10*ms)**-0.5 : volt", texts::threshold<"v > -58*mV">,
              texts::reset<"v = -68*mV">, texts::refractory<"1.5*ms">, texts::initially<"v = -65*mV">>;
using noisy_synapses = synapse_equations<R"(
  w : volt
  dx/dt = (1 - x)/(50*ms) + 0.1*xi/sqrt(10*ms) : 1 (clock-driven)
  da/dt = -a/(20*ms) : 1 (event-driven))",
                                         texts::on_pre<"v_post += w*clip(x, 0, 2); a += 0.1; x *= 0.8">,
                                         texts::on_post<"w = clip(w + a*0.1*mV, 0*mV, 3*mV)">>;

constexpr auto worded = describe(
    population<"in">(50, poisson{}, parameter<"rate">(30_Hz)), population<"cells">(71, noisy_text{}),
    population<"watch">(40, watchful{}, start<"v">(uniform(-70_mV, -50_mV))), population<"glif">(33, glif5{}),
    population<"late">(200, adex{}, resets_at{slot::start}, start<"v">(uniform(-70_mV, -45_mV))), drive<"late.I">(3_nA),
    drive<"watch.I">(0.3_nA), drive<"glif.I">(0.5_nA),
    projection<"S: in -> cells.v">(fixed_probability{0.4}, weight(uniform(0_mV, 2_mV)), delay(1_ms),
                                   plasticity{noisy_synapses{}}),
    projection<"H: watch@high -> cells.v">(fixed_probability{0.5}, weight(0.05_mV), delay(1_ms)),
    projection<"W: cells -> watch.v">(fixed_indegree{5}, weight(0.5_mV), delay(uniform(0.1_ms, 1_ms)).rounded(),
                                      plasticity{short_term{.U = 0.5}}),
    on_event<"calm", "watch@high">([](auto& n) { n["v"_name] = n["v"_name] - 3_mV * n.uniform(); }),
    record<"cells.spikes">(), record<"late.spikes">(), record<"watch@high.spikes">(), record<"glif.v">(every{3_ms}),
    record<"S.x">(every{5_ms}));

using between = synaptic_lif<current<exponential>, current<alpha>>;
/// Acts on the grid: on the state at the end of a step in which the target may have spiked.
struct halves {
  using writes = post<"v">;
  static void on_pre(auto& s) {
    s.post["v"_name] -= 0.1_mV;
    s.receptor *= 0.5;
  }
  bool operator==(const halves&) const = default;
};
constexpr auto precise =
    describe(population<"in">(30, poisson{}, parameter<"rate">(60_Hz)),
             population<"cells">(200, between{}, precise_spikes{}, start<"v">(uniform(-70_mV, -51_mV))),
             projection<"in -> cells.exc">(fixed_probability{0.3}, weight(100_pA), delay(1_ms)),
             projection<"S: cells -> cells.exc">(fixed_probability{0.07}, weight(uniform(0_pA, 40_pA)),
                                                 delay(uniform(0.1_ms, 2_ms)).rounded(),
                                                 plasticity{transmit{}, pair_stdp{.w_max = 40_pA}}),
             projection<"H: in -> cells.exc">(fixed_probability{0.3}, weight(10_pA), plasticity{transmit{}, halves{}}),
             projection<"I: cells -> cells.inh">(fixed_indegree{7}, weight(-30_pA), delay(1_ms)),
             drive<"cells.I">(0.2_nA), record<"cells.spikes">(), record<"S.w">(every{9_ms}));

constexpr auto of_seed = []<class Net>(std::type_identity<Net>, unsigned n) {
  return simulation<Net>{seed{3}, threads{n, true}};
};

TEST_CASE("every time the same: texts with noise, events, adaptive thresholds", "[every_time]") {
  every_time::check<worded>(60_ms, of_seed);
}
TEST_CASE("every time the same: spikes between the steps", "[every_time]") {
  every_time::check<precise>(60_ms, of_seed);
}

} // namespace
