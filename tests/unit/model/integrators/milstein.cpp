// SPDX-License-Identifier: BSL-1.0
// Integrators of noise along fixed Brownian paths, against solutions in the sense of Ito and of Stratonovich.
#include "catch.hpp"
#include "laws/one_neuron.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <random>
#include <vector>

using namespace cortexpr;

namespace {

// dx = -x dt / tau + sigma x dW, and a held variable with the same noise.
struct geometric {
  template <class I>
  struct state {
    number<I> x = 1;
    unless_refractory<number<I>> held = 1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s, t_ref = 1_s;
    carrier<I, dim::one / dim::second.root()> sigma = quantity<dim::one / dim::second.root()>(0.8);
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.x = -x.x / p.tau, .held = -x.held / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    return {.x = p.sigma * x.x, .held = p.sigma * x.held};
  }
  static double ito(double w) { return std::exp(-1 - 0.5 * 0.64 + 0.8 * w); }
  static double stratonovich(double w) { return std::exp(-1 + 0.8 * w); }
};
// Two variables that scale each other's noise: not diagonal.
struct crossed : geometric {
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    return {.x = p.sigma * x.held, .held = p.sigma * x.x};
  }
};
// Noise that depends on a variable without noise is diagonal.
struct scaled : geometric {
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    return {.x = p.sigma * x.held, .held = 0 / sqrt(p.tau)};
  }
};
static_assert(fits<milstein_ito, geometric> && !fits<milstein_ito, crossed> && fits<milstein_stratonovich, scaled>);
static_assert(fits<stochastic_heun, crossed> && fits<milstein_ito, lif> && fits<stochastic_heun, lif>);

// Mean difference at 1 s from the solution, along Brownian paths that are the same for every number of steps.
template <class Integrator, class Solution>
double strong_error(int steps, const Solution& solution) {
  constexpr int finest = 512, paths = 2000;
  std::mt19937_64 engine(12345);
  std::normal_distribution<double> normal;
  const int stride = finest / steps;
  const double dt = 1.0 / steps;
  double sum = 0;
  for (int path = 0; path < paths; ++path) {
    laws::one_neuron<geometric, Integrator> neuron(dt);
    double w = 0;
    const std::array<inputs_of<geometric, numeric<double>>, Integrator::stages.size()> in{};
    for (int k = 0; k < steps; ++k) {
      double dw = 0;
      for (int j = 0; j < stride; ++j) dw += normal(engine) / std::sqrt(double(finest));
      w += dw;
      const detail::lanes<double> xi(dw / std::sqrt(dt));
      neuron.x = neuron.stepper.advance(neuron.x, neuron.p, in, neuron.at(false), {xi, xi});
    }
    REQUIRE(neuron.template value<1>() == 1); // held: no drift and no noise
    sum += std::abs(neuron.template value<0>() - solution(w));
  }
  return sum / paths;
}
template <class Integrator, class Solution>
double order(const Solution& solution) {
  return std::log2(strong_error<Integrator>(32, solution) / strong_error<Integrator>(128, solution)) / 2;
}

} // namespace

TEST_CASE("integrators of noise converge strongly, each in its sense", "[integrators]") {
  CHECK(order<euler_maruyama>(geometric::ito) == Approx(0.5).margin(0.1));
  CHECK(order<milstein_ito>(geometric::ito) == Approx(1).margin(0.1));
  CHECK(order<milstein_stratonovich>(geometric::stratonovich) == Approx(1).margin(0.1));
  CHECK(order<stochastic_heun>(geometric::stratonovich) == Approx(1).margin(0.1));
  // In the other sense they don't converge.
  CHECK(strong_error<milstein_ito>(128, geometric::stratonovich) > 0.05);
  CHECK(strong_error<stochastic_heun>(128, geometric::ito) > 0.05);
}

TEST_CASE("with noise that does not depend on the variable, Milstein's rule is that of Euler and Maruyama",
          "[integrators]") {
  const auto step = [](auto integrator) {
    laws::one_neuron<scaled, decltype(integrator)> neuron(1e-3);
    for (int k = 0; k < 20; ++k)
      neuron.x = neuron.stepper.advance(neuron.x, neuron.p, std::array<detail::no_inputs, 1>{}, neuron.at(true),
                                        {detail::lanes<double>(std::sin(k))});
    return neuron.template value<0>();
  };
  CHECK(step(milstein_ito{}) == step(euler_maruyama{}));
  CHECK(step(milstein_stratonovich{}) == step(euler_maruyama{}));
}

namespace {

template <class Integrator>
constexpr auto noisy_network = describe(population<"n">(70, geometric{}, Integrator{}, parameter<"tau">(10_ms)),
                                        population<"quiet">(9, lif{}, Integrator{}), drive<"quiet.I">(0.3_nA),
                                        record<"n.x">());

template <class Integrator, class Real>
void check_in_a_network() {
  using net = network<noisy_network<Integrator>, Real>;
  simulation<net> one{seed{3}, threads{1}}, three{seed{3}, threads{3, true}};
  one.run(20_ms);
  three.run(20_ms);
  CHECK(one.state() == three.state()); // bit for bit on any number of threads
  const auto& x = one["n.x"_name];
  CHECK(std::isfinite(x(100, 69)));
  CHECK(x(100, 0) != x(100, 1));
  CHECK(one.template get<"quiet.v">()[3] != Real(-70e-3)); // without noise: a step of its drift
}

} // namespace

TEST_CASE("integrators of noise in networks", "[integrators]") {
  check_in_a_network<euler_maruyama, double>();
  check_in_a_network<milstein_ito, double>();
  check_in_a_network<milstein_stratonovich, float>();
  check_in_a_network<stochastic_heun, double>();
  check_in_a_network<stochastic_heun, float>();
}
