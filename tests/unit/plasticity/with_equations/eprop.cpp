// SPDX-License-Identifier: BSL-1.0
// Updates of e-prop and adam; the gradients themselves are compared in tests/peers/eprop.cpp.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/diagnose/diagnose.hpp>

namespace eprop_tests {

using namespace unit_tests;

template <class... Rules>
inline constexpr std::size_t bytes_beside_weight =
    8 * variable_count<detail::synapse_variables<plasticity<transmit, Rules...>>>;
static_assert(bytes_beside_weight<eprop> == 16 && bytes_beside_weight<adaptive_eprop> == 24);
static_assert(bytes_beside_weight<eprop_readout> == 8 && bytes_beside_weight<adam, eprop> == 32);
static_assert(!detail::visits_incoming<plasticity<transmit, adam, adaptive_eprop>>); // no way back is stored

constexpr auto learning(auto... rules) {
  return describe(population<"in">(9, poisson{}, parameter<"rate">(40_Hz)), population<"cells">(7, eprop_lif{}),
                  population<"out">(1, leaky_readout{}),
                  drive<"out.target">(sinusoid{.amplitude = 1.0, .frequency = 5_Hz}),
                  projection<"B: out -> cells.L">(all_to_all{}, weight(uniform(-1.0, 1.0))),
                  projection<"I: in -> cells.v">(all_to_all{}, weight(uniform(0.0, 0.6)), delay(given),
                                                 plasticity{transmit{}, rules...}),
                  projection<"O: cells -> out.y">(all_to_all{}, weight(0.2)), record<"cells.spikes">());
}
constexpr auto slow = learning(eprop{.eta = 2e-3, .interval = 50_ms});
constexpr auto by_steps = learning(eprop{.eta = 2e-3, .interval = 1_ms});
constexpr auto with_adam = learning(adam{.eta = 1e-2, .interval = 50_ms}, eprop{.eta = 0, .interval = 50_ms});

template <auto const& D, class Real = double>
auto made(unsigned team = 1, double delay = 0) {
  return simulation<network<D, Real>>{seed{5}, time_step{1_ms}, threads{team}, set<"I.delay">(delay * 1_ms)};
}

TEST_CASE("eprop: weights move by the gradient at the end of an interval, and by steps") {
  auto sim = made<slow>();
  CHECK(sim.diagnose().errors().empty());
  sim.run(50_ms);
  const auto w = sim.template get<"I.w">(), gradient = sim.template get<"I.gradient">();
  CHECK(*std::max_element(gradient.begin(), gradient.end()) > 0);
  sim.run_steps(1);
  const auto after = sim.template get<"I.w">();
  for (std::size_t k = 0; k < w.size(); ++k) CHECK(after[k] == w[k] - 2e-3 * gradient[k]);

  // Continuously, each step takes off what the one before has added.
  auto stepwise = made<by_steps>();
  for (int k = 0; k < 60; ++k) {
    const auto former = stepwise.template get<"I.w">(), g = stepwise.template get<"I.gradient">();
    stepwise.run_steps(1);
    const auto now = stepwise.template get<"I.w">();
    for (std::size_t i = 0; i < now.size(); ++i) CHECK(now[i] == former[i] - 2e-3 * g[i]);
  }
  CHECK(stepwise["cells.spikes"_name].size() > 0);
}
TEST_CASE("eprop: frozen, nothing is learnt, then or later") {
  auto sim = made<slow>();
  sim.run(10_ms);
  sim.template freeze<"I", eprop>();
  const auto w = sim.template get<"I.w">(), gradient = sim.template get<"I.gradient">();
  sim.run(60_ms);
  CHECK(sim.template get<"I.w">() == w);
  CHECK(sim.template get<"I.gradient">() == gradient);
}
TEST_CASE("adam: its formula") {
  auto sim = made<with_adam>();
  std::vector<double> mean(63, 0), square(63, 0);
  for (int n = 1; n <= 5; ++n) {
    sim.run(n == 1 ? 50_ms : 49_ms);
    const auto w = sim.template get<"I.w">(), g = sim.template get<"I.gradient">();
    sim.run_steps(1);
    const auto after = sim.template get<"I.w">();
    for (std::size_t k = 0; k < w.size(); ++k) {
      mean[k] = 0.9 * mean[k] + 0.1 * g[k];
      square[k] = 0.999 * square[k] + 0.001 * g[k] * g[k];
      const double step =
          1e-2 * (mean[k] / (1 - std::pow(0.9, n))) / (std::sqrt(square[k] / (1 - std::pow(0.999, n))) + 1e-8);
      CHECK(after[k] == Approx(w[k] - step).epsilon(1e-12).margin(1e-14));
    }
  }
}
TEST_CASE("eprop: with delays, in float, and on any number of threads") {
  auto one = made<slow>(1, 3);
  one.run(300_ms);
  for (const unsigned team : {2u, 3u, 7u}) {
    auto many = made<slow>(team, 3);
    many.run(300_ms);
    CHECK(many.template get<"I.w">() == one.template get<"I.w">());
    CHECK(many.template get<"I.e_bar">() == one.template get<"I.e_bar">());
  }
  auto exact = made<slow>();
  exact.run(40_ms);
  auto single = made<slow, float>();
  single.run(40_ms);
  const auto g = exact.template get<"I.gradient">();
  const auto f = single.template get<"I.gradient">();
  if (exact["cells.spikes"_name].size() == single["cells.spikes"_name].size())
    for (std::size_t k = 0; k < g.size(); ++k)
      CHECK(static_cast<double>(f[k]) == Approx(g[k]).epsilon(1e-3).margin(1e-4));
}

} // namespace eprop_tests
