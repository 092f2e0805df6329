// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/adaptive_threshold.py: a threshold that every spike raises.
#include "peers/texts/adaptive_threshold.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::adaptive_threshold;

struct adaptive_threshold {
  template <class I>
  struct state {
    volt<I> v = 0_mV, vt = 10_mV;
  };
  template <class I>
  struct parameters {};
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>&) {
    return {.v = -x.v / 10_ms, .vt = (10_mV - x.vt) / 15_ms};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > x.vt; }
  static constexpr void reset(auto& x, const auto&) {
    x.v = 0_mV;
    x.vt += 3_mV;
  }
};

constexpr auto network_of(auto neuron) {
  return describe(population<"PG">(1, spike_times{}), population<"IF">(1, neuron, exact{}),
                  projection<"PG -> IF.v">(all_to_all{}, weight(3_mV)), record<"IF.v">(every{1_ms}),
                  record<"IF.vt">(every{1_ms}), record<"IF.spikes">());
}
constexpr auto d = network_of(adaptive_threshold{});
constexpr auto in_words = network_of(model_from<words::neuron>{});

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("adaptive_threshold");
  const auto input = brian.whole_numbers("input");
  simulation<network<D>> sim{set<"PG">(spike_list::at_steps(input, std::vector<std::int64_t>(input.size(), 0)))};
  sim.run(2_s);
  CHECK(sim["IF.spikes"_name].steps == brian.whole_numbers("spikes"));
  brian.compare("v", sim["IF.v"_name], 1e-9);
  brian.compare("vt", sim["IF.vt"_name], 1e-9);
}
TEST_CASE("adaptive_threshold", "[peers]") { compare<d>(); }
TEST_CASE("adaptive_threshold, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
