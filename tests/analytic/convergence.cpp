// SPDX-License-Identifier: BSL-1.0
// The error of every integrator falls with the step as its order says, on problems whose solutions are known.
#include "../laws/one_neuron.hpp"
#include "catch.hpp"

#include <cmath>
#include <cortexpr/units/literals.hpp>
#include <random>

using namespace cortexpr;

namespace {

// x' = x (1 - x) / tau: nonlinear, solved by a logistic curve.
struct logistic {
  template <class I>
  struct state {
    number<I> x = 0.1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.x = x.x * (1 - x.x) / p.tau};
  }
  static double solution(double t) { return 1 / (1 + 9 * std::exp(-t)); }
};

// x' = -x / tau + cos(t): linear with an input that depends on time.
struct driven {
  template <class I>
  struct state {
    number<I> x = 1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
  };
  template <class I>
  struct inputs {
    hertz<I> u = 0 / 1_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.x = -x.x / p.tau + in.u};
  }
  static double solution(double t) { return 0.5 * (std::cos(t) + std::sin(t)) + 0.5 * std::exp(-t); }
};

// x' = -y x, y' = -y: each linear in itself, together not.
struct gated {
  template <class I>
  struct state {
    number<I> x = 1, y = 2;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.x = -x.y * x.x / p.tau, .y = -x.y / p.tau};
  }
  static double solution(double t) { return std::exp(-2 * (1 - std::exp(-t))); }
};

template <class M, class Integrator>
double error_after_two_seconds(std::size_t steps) {
  const double dt = 2.0 / static_cast<double>(steps);
  laws::one_neuron<M, Integrator> neuron(dt);
  for (std::size_t k = 0; k < steps; ++k)
    neuron.step([](double t) {
      inputs_of<M, numeric<double>> in{};
      if constexpr (detail::input_count < M >> 0) in.u = std::cos(t);
      return in;
    });
  return std::abs(neuron.template value<0>() - M::solution(2.0));
}

template <class M, class Integrator>
double order(std::size_t steps) {
  return std::log2(error_after_two_seconds<M, Integrator>(steps) / error_after_two_seconds<M, Integrator>(2 * steps));
}

} // namespace

TEST_CASE("integrators converge with their order", "[integrators]") {
  CHECK(order<logistic, euler>(400) == Approx(1).margin(0.1));
  CHECK(order<logistic, rk2>(200) == Approx(2).margin(0.1));
  CHECK(order<logistic, heun>(200) == Approx(2).margin(0.1));
  CHECK(order<logistic, rk4>(50) == Approx(4).margin(0.1));
  CHECK(order<gated, exponential_euler>(400) == Approx(1).margin(0.1));
  CHECK(order<gated, rk4>(50) == Approx(4).margin(0.1));
}

TEST_CASE("integrators read a time-dependent input at their stages", "[integrators]") {
  CHECK(order<driven, euler>(400) == Approx(1).margin(0.1));
  CHECK(order<driven, rk2>(200) == Approx(2).margin(0.1));
  CHECK(order<driven, heun>(200) == Approx(2).margin(0.1));
  CHECK(order<driven, rk4>(50) == Approx(4).margin(0.1));
  // The input is constant within a step, so these are of order 1 in it.
  CHECK(order<driven, exact>(400) == Approx(1).margin(0.1));
  CHECK(order<driven, exponential_euler>(400) == Approx(1).margin(0.1));
}

namespace {

// dx = -x dt / tau + sigma x dW (geometric) or + sigma dW (additive).
template <bool Geometric>
struct noisy {
  template <class I>
  struct state {
    number<I> x = 1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
    carrier<I, dim::one / dim::second.root()> sigma = quantity<dim::one / dim::second.root()>(0.8);
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.x = -x.x / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    if constexpr (Geometric)
      return {.x = p.sigma * x.x};
    else
      return {.x = p.sigma};
  }
};

// Mean difference between the path with `steps` steps and the reference, along the same Brownian paths.
template <class M, class Reference>
double strong_error(int steps, const Reference& reference) {
  constexpr int finest = 1024, paths = 4000;
  std::mt19937_64 engine(12345);
  std::normal_distribution<double> normal;
  const int stride = finest / steps;
  const double dt = 1.0 / steps;
  double sum = 0;
  for (int path = 0; path < paths; ++path) {
    laws::one_neuron<M, euler_maruyama> neuron(dt);
    std::vector<double> increments;
    for (int k = 0; k < finest; ++k) increments.push_back(normal(engine) / std::sqrt(double(finest)));
    for (int k = 0; k < steps; ++k) {
      double dw = 0;
      for (int j = 0; j < stride; ++j) dw += increments[static_cast<std::size_t>(k * stride + j)];
      neuron.x = neuron.stepper.advance(neuron.x, neuron.p, std::array<detail::no_inputs, 1>{}, neuron.at(true),
                                        {detail::lanes<double>(dw / std::sqrt(dt))});
    }
    sum += std::abs(neuron.template value<0>() - reference(increments));
  }
  return sum / paths;
}

} // namespace

TEST_CASE("euler_maruyama converges strongly", "[integrators]") {
  const auto geometric = [](const std::vector<double>& increments) {
    double w = 0;
    for (const double dw : increments) w += dw;
    return std::exp(-1 - 0.5 * 0.64 + 0.8 * w);
  };
  const auto additive = [](const std::vector<double>& increments) {
    double x = 1;
    const double h = 1.0 / static_cast<double>(increments.size());
    for (const double dw : increments) x = x * std::exp(-h) + 0.8 * std::exp(-h / 2) * dw;
    return x;
  };
  const double half =
      std::log2(strong_error<noisy<true>>(32, geometric) / strong_error<noisy<true>>(128, geometric)) / 2;
  const double one = std::log2(strong_error<noisy<false>>(16, additive) / strong_error<noisy<false>>(64, additive)) / 2;
  CHECK(half == Approx(0.5).margin(0.1));
  CHECK(one == Approx(1).margin(0.1));
}
