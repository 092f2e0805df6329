// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/advanced/stochastic_odes.py: geometrical Brownian motion, by Euler and Maruyama (Ito).
#include "peers/texts/stochastic_odes.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using namespace cortexpr;
namespace words = peers::texts::stochastic_odes;

struct brownian {
  template <class I>
  struct state {
    number<I> X = 1;
  };
  template <class I>
  struct parameters {
    hertz<I> mu = 0.5_Hz, sigma = 0.1_Hz;
  };
  // Ito's equation: Stratonovich's, that of the example, has the drift (mu - sigma^2 / 2) X.
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.X = p.mu * x.X};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    return {.X = p.sigma * sqrt(1_s) * x.X};
  }
};

constexpr auto d = describe(population<"G">(1000, brownian{}, euler_maruyama{}));
// The words are those of the example, an equation of Stratonovich's.
constexpr auto in_words = describe(population<"G">(1000, model_from<words::brownian>{}, stochastic_heun{}));

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("stochastic_odes");
  const auto quantiles = brian.numbers("quantiles"), spread = brian.numbers("spread");
  std::array<double, 5> found{};
  double mean = 0, mean_of_log = 0, square = 0;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<D>> sim{seed{k}, time_step{1_ms}};
    sim.run(1_s);
    auto X = sim.template get<"G.X">();
    for (const double x : X) mean += x / 20'000, mean_of_log += std::log(x) / 20'000;
    for (const double x : X) square += std::log(x) * std::log(x) / 20'000;
    std::sort(X.begin(), X.end());
    constexpr std::array at{0.05, 0.25, 0.5, 0.75, 0.95};
    for (std::size_t q = 0; q < 5; ++q) found[q] += X[static_cast<std::size_t>(at[q] * 1000)] / 20;
  }
  // Both sides are means over 20 seeds: five standard errors of their difference.
  for (std::size_t q = 0; q < 5; ++q) CHECK(std::abs(found[q] - quantiles[q]) < 5 * spread[q] * std::sqrt(2.0 / 20));
  CHECK(std::abs(mean - brian.numbers("mean")[0]) < 5 * brian.numbers("spread_of_mean")[0] * std::sqrt(2.0 / 20));
  // The exact solution: X = exp((mu - sigma^2 / 2) t + sigma W).
  CHECK(mean_of_log == Approx(0.495).margin(5 * 0.1 / std::sqrt(20'000)));
  CHECK(square - mean_of_log * mean_of_log == Approx(0.01).epsilon(0.05));
}
TEST_CASE("stochastic_odes", "[peers]") { compare<d>(); }
TEST_CASE("stochastic_odes, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
