// SPDX-License-Identifier: BSL-1.0
// A spike strengthens a synapse when it arrives and weakens it two milliseconds later, as a rule in C++ and in words.
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

struct up_and_down {
  quantity<dim::volt> a = 0.1_mV;
  static constexpr std::tuple pathways{pathway<"down">([](const auto& rule, auto& s) { s.w -= rule.a; })};
  void on_pre(auto& s) const { s.w += a; }
  bool operator==(const up_and_down&) const = default;
};
using in_words =
    synapse_equations<"w : volt", texts::on_pre<"v_post += w; w += 0.1*mV">, texts::on_path<"down", "w -= 0.1*mV">>;

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"n">(1, lif{}),
    projection<"S: in -> n.v">(all_to_all{}, weight(0_mV), plasticity{up_and_down{}}, delay(1_ms),
                               delay_of<"down">(3_ms)),
    projection<"T: in -> n.v">(all_to_all{}, weight(0_mV), plasticity{in_words{}}, delay(1_ms), delay_of<"down">(3_ms)),
    record<"S.w">(every{1_ms}), record<"T.w">(every{1_ms}));

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_times(std::vector{1.0}, 1_ms, std::vector{0}))};
  sim.run(6_ms);
  const auto &w = sim["S.w"_name], &t = sim["T.w"_name];
  for (std::size_t row = 0; row < w.rows(); ++row) std::cout << w(row, 0) << ' ' << t(row, 0) << '\n';
  return w(3, 0) == 1e-4 && w(5, 0) == 0 && w.values == t.values ? 0 : 1;
}
