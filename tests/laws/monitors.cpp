// SPDX-License-Identifier: BSL-1.0
// The laws of monitors for all of the library's, and for one of the user's own whose sums depend on their order.

#include "monitor_laws.hpp"

#include <array>
#include <cmath>

using namespace cortexpr;

namespace {

/// Not associative: any other grouping of neurons would show.
struct order_matters {
  static constexpr auto reads = names<"v", "C_m">;
  struct part {
    double sum = 1, n = 0;
  };
  static void on_step(part& p, const auto& n) {
    p.sum = std::cos(p.sum + n["v"_name] / 1_mV) + n["C_m"_name] / 1_nF;
    p.n += 1;
  }
  static void on_spike(part& p, const auto& n) { p.sum = p.sum / 3 + static_cast<double>(n.index()); }
  static part merge(const part& a, const part& b) { return {std::sin(a.sum) - b.sum / 7, a.n + b.n}; }
  static auto result(const part& p) { return std::array{p.sum, p.n}; }
};

constexpr auto cells = population<"cells">(given, synaptic_lif<current<exponential>>{},
                                           start<"v">(uniform(-70_mV, -50_mV)), parameter<"t_ref">(2_ms));
constexpr auto push = drive<"cells.I">(sinusoid{0.4_nA, 30_Hz, 0.0, 0.3_nA});
constexpr auto learning =
    projection<"S: cells -> cells.exc">(fixed_probability{0.2}, weight(uniform(0_pA, 30_pA)), delay(1_ms),
                                        plasticity{transmit{}, stdp{.w_max = 50_pA}, clip_weight{0_pA, 50_pA}});
constexpr auto plain = describe(cells, push, learning);
constexpr auto watched = describe(
    plain, monitor<"mean", "cells">(mean_of<"v">{}, every{1_ms}),
    monitor<"sum", "cells">(sum_of<"v">{}, window{0.7_ms}),
    monitor<"deviation", "cells">(deviation_of<"v">{}, every{0.5_ms}),
    monitor<"deviation in all", "cells">(deviation_of<"v">{}, in_total{}, during{3_ms, 8_ms}),
    monitor<"range", "cells">(range_of<"v">{}), monitor<"histogram", "cells">(histogram_of<"v", 13>(-72_mV, -49_mV)),
    monitor<"quartiles", "cells">(quantiles_of<"v">(std::array{0.25, 0.5, 0.75}, -80_mV, -40_mV), window{3_ms}),
    monitor<"weights", "S">(histogram_of<"w", 10>(0_pA, 50_pA), every{5_ms}),
    monitor<"mean weight", "S">(mean_of<"w">{}, every{2_ms}),
    monitor<"spread of weights", "S">(deviation_of<"w">{}, every{7_ms}),
    monitor<"count", "cells">(spike_count{}, window{2_ms}), monitor<"rate", "cells">(mean_rate{}, window{5_ms}),
    monitor<"of the first", "cells[0:1]">(mean_rate{}, in_total{}),
    monitor<"interval", "cells">(mean_interval{}, in_total{}),
    monitor<"cv", "cells">(interval_variation{}, window{4_ms}), monitor<"v at spikes", "cells">(value_at_spikes<"v">{}),
    monitor<"own", "cells">(order_matters{}, every{0.3_ms}, window{1.2_ms}),
    monitor<"own in all", "cells">(order_matters{}, in_total{}));

const auto numbers_of = [](const auto& sim) {
  auto all = sim.template get<"cells.v">();
  for (const auto x : sim.template get<"cells.exc.I">()) all.push_back(x);
  for (const auto x : sim.template get<"S.w">()) all.push_back(x);
  return all;
};

} // namespace

TEST_CASE("monitors change nothing and find the same on any number of threads and across checkpoints", "[law]") {
  monitor_laws::hold<plain, watched, double>(103, {2, 7}, numbers_of, set<"cells">(200u));
}

TEST_CASE("monitors keep their laws where there are fewer neurons than a part of them has", "[law]") {
  const unsigned n = GENERATE(1u, 33u);
  INFO(n << " neurons");
  monitor_laws::hold<plain, watched, double>(103, {3}, numbers_of, set<"cells">(n));
}

TEST_CASE("monitors keep their laws in float", "[law]") {
  monitor_laws::hold<plain, watched, float>(103, {3}, numbers_of, set<"cells">(129u));
}
