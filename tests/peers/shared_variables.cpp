// SPDX-License-Identifier: BSL-1.0
// Brian2's (shared) variables, `lastspike` and `not_refractory`; a variable with an equation that is the same in all
// neurons there is one for all here.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

struct neuron {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
    number<I> w = 0;
  };
  template <class I>
  struct shared {
    number<I> a = 0, b = 0.5;
  };
  template <class I>
  struct parameters {
    number<I> drive = 1.2;
    second<I> tau = 8_ms, tau_w = 12_ms, tau_a = 30_ms, t_ref = 3_ms;
  };
  template <class I>
  struct inputs {
    second<I> t, last_spike;
    number<I> not_refractory;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const In& in) {
    return {.v = (p.drive + in.a - x.v) / p.tau,
            .w = (in.not_refractory - x.w + exp(-(in.t - in.last_spike) / 3_ms)) / p.tau_w};
  }
  template <class S, class P>
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, const parameters<P>& p) {
    return {.a = (all.b - all.a) / p.tau_a, .b = 0 / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto&, const auto& in) {
    return x.v > 1 + 0.3 * exp(-(in.t - in.last_spike) / 10_ms) + 0.1 * in.a;
  }
  static constexpr void reset(auto& x, const auto&, const auto& in) { x.v = 0.1 * x.w + 0.05 * in.a; }
};

constexpr auto d = describe(
    population<"n">(5, neuron{}, euler{},
                    parameter<"drive">(function_of([](std::uint32_t i, std::uint32_t) { return 1.2 + 0.1 * i; }))),
    regularly<"switch", "n">(every{20_ms},
                             population_wide([](auto& all) { all["b"_name] = 1 - all["b"_name] * all["b"_name]; })),
    record<"n.spikes">(), record<"n.v">(every{2_ms}), record<"n.w">(every{2_ms}), record<"n.a">(every{2_ms}));

template <auto const& Described>
void compare() {
  const peers::brian2_numbers brian("shared_variables");
  simulation<network<Described>> sim;
  sim.run(400_ms);
  const auto& spikes = sim["n.spikes"_name];
  CHECK(spikes.size() > 50);
  CHECK(spikes.steps == brian.whole_numbers("spikes"));
  const auto neurons = brian.whole_numbers("neurons");
  CHECK(std::equal(neurons.begin(), neurons.end(), spikes.neurons.begin(), spikes.neurons.end()));
  brian.compare("v", sim["n.v"_name], 1e-9);
  brian.compare("w", sim["n.w"_name], 1e-9);
  brian.compare("a", sim["n.a"_name], 1e-9);
}
TEST_CASE("shared variables, the last spike and refractoriness in equations", "[peers]") { compare<d>(); }

/// The same neuron in words.
using neuron_in_words =
    equations<R"(
  dv/dt = (drive + a - v)/tau : 1 (unless refractory)
  dw/dt = (int(not_refractory) - w + exp(-(t - lastspike)/(3*ms)))/(12*ms) : 1
  da/dt = (b - a)/(30*ms) : 1 (shared)
  b : 1 (shared, variable)
  drive : 1
  tau = 8*ms : second)",
              texts::threshold<"v > 1 + 0.3*exp(-(t - lastspike)/(10*ms)) + 0.1*a">, texts::reset<"v = 0.1*w + 0.05*a">,
              texts::refractory<"3*ms">, texts::initially<"b = 0.5">>;
constexpr auto in_words =
    describe(population<"n">(5, neuron_in_words{}, euler{}, parameter<"drive">(texts::text<"1.2 + 0.1*i">)),
             regularly<"switch", "n">(every{20_ms}, texts::text<"b = 1 - b*b">), record<"n.spikes">(),
             record<"n.v">(every{2_ms}), record<"n.w">(every{2_ms}), record<"n.a">(every{2_ms}));

TEST_CASE("shared variables in words", "[peers]") { compare<in_words>(); }

} // namespace
