// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/state_variables: start values and weights given by expressions. The random part of v is
// that of reference/state_variables.py.

#include "peers/texts/state_variables.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

#include <numbers>

namespace state_variables_of_brian2 {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::state_variables;

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

constexpr auto in_words = describe(
    population<"G">(100, model_from<words::cell>{}, start<"v">(text<"(sin(2*pi*i/N) - 70 + 0.25*randn()) * mV">)),
    projection<"S: G -> G.v">(all_to_all{}, weight(text<"exp(-(i - j)**2/200.0)*mV*int(i > j)">),
                              plasticity{rule_from<words::connection>{}}));

void compare_weights(const auto& sim) {
  const peers::brian2_numbers brian("state_variables");
  const auto w = sim.template get<"S.w">(), expected_w = brian.numbers("w");
  REQUIRE(w.size() == expected_w.size());
  double worst = 0;
  for (std::size_t k = 0; k < w.size(); ++k) worst = std::max(worst, std::abs(w[k] - expected_w[k]));
  CHECK(worst < 1e-15);
}

TEST_CASE("state_variables: start values and weights", "[peers]") {
  const peers::brian2_numbers brian("state_variables");
  std::vector<double> start = brian.numbers("randn");
  for (std::size_t i = 0; i < start.size(); ++i)
    start[i] = std::sin(2 * std::numbers::pi * static_cast<double>(i) / 100) - 70 + 0.25 * start[i];
  simulation<network<d>> sim{cortexpr::set<"G.v">(values(start, 1_mV))};
  const auto v = sim.get<"G.v">(), expected_v = brian.numbers("v");
  for (std::size_t k = 0; k < v.size(); ++k) CHECK(v[k] == Approx(expected_v[k]).epsilon(1e-12));
  compare_weights(sim);
}
TEST_CASE("state_variables, in words", "[peers][texts]") {
  double sum = 0, squares = 0; // of what is random
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<in_words>> sim{seed{k}};
    if (k == 0) compare_weights(sim);
    const auto v = sim.get<"G.v">();
    for (std::size_t i = 0; i < 100; ++i) {
      const double x = v[i] * 1000 + 70 - std::sin(2 * std::numbers::pi * static_cast<double>(i) / 100);
      sum += x;
      squares += x * x;
    }
  }
  CHECK(std::abs(sum / 2000) < 4 * 0.25 / std::sqrt(2000));
  CHECK(std::sqrt(squares / 2000) == Approx(0.25).epsilon(4 / std::sqrt(2 * 2000)));
}

} // namespace state_variables_of_brian2
