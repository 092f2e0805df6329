// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/state_variables: start values and weights given by expressions. The random part of v is
// that of reference/state_variables.py.

#include "peers/brian2_numbers.hpp"

#include <numbers>

namespace state_variables_of_brian2 {

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    volt<I> V_th = -50_mV;
  };
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
};

constexpr auto by_distance = function_of([](std::uint32_t i, std::uint32_t j) {
  const double apart = static_cast<double>(i) - static_cast<double>(j);
  return i > j ? std::exp(-apart * apart / 200.0) * 1_mV : 0_mV;
});
constexpr auto d = describe(population<"G">(100, cell{}, start<"v">(given)),
                            projection<"S: G -> G.v">(all_to_all{}, weight(by_distance)));

TEST_CASE("state_variables: start values and weights", "[peers]") {
  const peers::brian2_numbers brian("state_variables");
  std::vector<double> start = brian.numbers("randn");
  for (std::size_t i = 0; i < start.size(); ++i)
    start[i] = std::sin(2 * std::numbers::pi * static_cast<double>(i) / 100) - 70 + 0.25 * start[i];
  simulation<network<d>> sim{cortexpr::set<"G.v">(values(start, 1_mV))};
  const auto v = sim.get<"G.v">(), w = sim.get<"S.w">();
  const auto expected_v = brian.numbers("v"), expected_w = brian.numbers("w");
  REQUIRE(w.size() == expected_w.size());
  for (std::size_t k = 0; k < v.size(); ++k) CHECK(v[k] == Approx(expected_v[k]).epsilon(1e-12));
  double worst = 0;
  for (std::size_t k = 0; k < w.size(); ++k) worst = std::max(worst, std::abs(w[k] - expected_w[k]));
  CHECK(worst < 1e-15);
}

} // namespace state_variables_of_brian2
