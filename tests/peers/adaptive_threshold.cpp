// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/adaptive_threshold.py: a threshold that every spike raises.
#include "catch.hpp"
#include "peers/recorded.hpp"

namespace {

using namespace cortexpr;

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

constexpr auto d = describe(population<"PG">(1, spike_times{}), population<"IF">(1, adaptive_threshold{}),
                            projection<"PG -> IF.v">(all_to_all{}, weight(3_mV)), record<"IF.v">(), record<"IF.vt">(),
                            record<"IF.spikes">());

TEST_CASE("adaptive_threshold", "[peers]") {
  const auto input = peers::recorded_steps("adaptive_threshold", "input");
  simulation<network<d>> sim{set<"PG">(spike_list::at_steps(input, std::vector<std::int64_t>(input.size(), 0)))};
  sim.run(2_s);
  CHECK(sim["IF.spikes"_name].steps == peers::recorded_steps("adaptive_threshold", "spikes"));
  CHECK(peers::difference(sim["IF.v"_name], peers::recorded("adaptive_threshold", "v"), 10) < 1e-9);
  CHECK(peers::difference(sim["IF.vt"_name], peers::recorded("adaptive_threshold", "vt"), 10) < 1e-9);
}

} // namespace
