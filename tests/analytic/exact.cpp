// SPDX-License-Identifier: BSL-1.0
// The exact integrator against closed forms.
#include "../laws/one_neuron.hpp"
#include "catch.hpp"

#include <cmath>
#include <cortexpr/neurons/lif.hpp>

using namespace cortexpr;

namespace {

constexpr double E_L = -70e-3, C = 200e-12, dt = 1e-4;
constexpr double tau_m = 20e-3;

double relative(double have, double want, double scale) { return std::abs(have - want) / scale; }

// Potential above rest after time t, for a receptor current of amplitude w that begins at 0.
double psp_exponential(double w, double tau, double t) {
  if (tau == tau_m) return w / C * t * std::exp(-t / tau);
  const double a = 1 / tau_m, b = 1 / tau;
  return w / C * (std::exp(-a * t) - std::exp(-b * t)) / (b - a);
}
double psp_alpha(double w, double tau, double t) {
  if (tau == tau_m) return w / C * t * t / (2 * tau) * std::exp(-t / tau);
  const double d = 1 / tau - 1 / tau_m;
  return w / (C * tau) * (std::exp(-t / tau_m) - std::exp(-t / tau) * (1 + d * t)) / (d * d);
}

} // namespace

TEST_CASE("membrane charging is exact", "[exact]") {
  laws::one_neuron<lif> neuron(dt);
  STATIC_REQUIRE(std::is_same_v<default_integrator<lif>, exact>);
  const double I = 0.15e-9;
  for (int k = 1; k <= 1000; ++k) {
    neuron.step([&](double) { return inputs_of<lif, numeric<double>>{.I = I}; });
    const double want = I / C * tau_m * -std::expm1(-k * dt / tau_m);
    REQUIRE(relative(neuron.value<0>() - E_L, want, I / C * tau_m) < 1e-12);
  }
}

TEST_CASE("any step size gives the same solution", "[exact]") {
  laws::one_neuron<lif> fine(1e-5), coarse(0.1);
  fine.x.v = coarse.x.v = -0.05;
  fine.run(10000);
  coarse.run(1);
  CHECK(relative(fine.value<0>(), coarse.value<0>(), 1) < 1e-12);
  CHECK(relative(coarse.value<0>(), E_L + 20e-3 * std::exp(-5.0), 1) < 1e-15);
}

TEMPLATE_TEST_CASE_SIG("exponential and alpha potentials are exact", "[exact]", ((int tau_in_ms), tau_in_ms), 5, 20, 19,
                       100, 1) {
  using cuba = synaptic_lif<current<exponential>, current<alpha>>;
  const double tau = tau_in_ms * 1e-3, w = 100e-12;
  parameters_of<cuba, columns<double>> p{};
  variable<find_variable<decltype(p)>("exc.tau")>(p) = tau;
  variable<find_variable<decltype(p)>("inh.tau")>(p) = tau;
  laws::one_neuron<cuba> with_exponential(dt, p), with_alpha(dt, p);
  REQUIRE(variable_names<state_of<cuba, checked>>[1].view() == "exc.I");
  REQUIRE(variable_names<state_of<cuba, checked>>[3].view() == "inh.s");
  variable<1>(with_exponential.x) = w;
  variable<3>(with_alpha.x) = w;
  double peak_e = 0, peak_a = 0, error_e = 0, error_a = 0;
  for (int k = 1; k <= 2000; ++k) {
    with_exponential.step();
    with_alpha.step();
    const double e = psp_exponential(w, tau, k * dt), a = psp_alpha(w, tau, k * dt);
    peak_e = std::max(peak_e, e);
    peak_a = std::max(peak_a, a);
    // Where time constants are alike, the closed form itself loses digits; the sum v - E_L loses three more.
    error_e = std::max(error_e, std::abs(with_exponential.value<0>() - E_L - e));
    error_a = std::max(error_a, std::abs(with_alpha.value<0>() - E_L - a));
  }
  CHECK(error_e < 1e-12 * std::abs(E_L));
  CHECK(error_a < 1e-12 * std::abs(E_L));
  CHECK(peak_e > 0);
  CHECK(peak_a > 0);
}

TEST_CASE("a held membrane rests while its receptors decay", "[exact]") {
  using cuba = synaptic_lif<current<exponential>, current<alpha>>;
  laws::one_neuron<cuba> neuron(dt);
  variable<1>(neuron.x) = 1e-9;
  neuron.run(100, false);
  CHECK(neuron.value<0>() == E_L);
  CHECK(neuron.value<1>() == Approx(1e-9 * std::exp(-2.0)).epsilon(1e-12));
  neuron.run(1, true);
  CHECK(neuron.value<0>() > E_L);
}

namespace {

// A second variable that follows the held one: its own course changes while v rests.
struct follower {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -50_mV;
    volt<I> w = 0_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau_v = 10_ms, tau_w = 30_ms, t_ref = 2_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau_v, .w = (x.v - x.w) / p.tau_w};
  }
};

} // namespace

TEST_CASE("what follows a held variable sees it at rest", "[exact]") {
  laws::one_neuron<follower> resting(dt), moving(dt);
  resting.run(300, false);
  moving.run(300, true);
  const double t = 0.03, a = 1 / 0.01, b = 1 / 0.03;
  CHECK(resting.value<0>() == -0.05);
  CHECK(resting.value<1>() == Approx(-0.05 * -std::expm1(-b * t)).epsilon(1e-12));
  CHECK(moving.value<0>() == Approx(-0.05 * std::exp(-a * t)).epsilon(1e-12));
  CHECK(moving.value<1>() == Approx(-0.05 * b * (std::exp(-b * t) - std::exp(-a * t)) / (a - b)).epsilon(1e-12));
}

TEST_CASE("a parameter per neuron gives a propagator per neuron", "[exact]") {
  constexpr std::size_t n = 37;
  using B = detail::pack<double>;
  parameters_of<lif, columns<double>> p{};
  p.C_m.assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) p.C_m[i] = (100 + 10 * static_cast<double>(i)) * 1e-12;
  exact::stepper<lif, double> stepper;
  stepper.prepare(p, dt, n);
  const auto numbers = parameters_of<lif, numeric<B>>{};
  detail::sequence<double, detail::memory::cache_lines> v(128, -0.05);
  for (std::size_t first = 0; first < n; first += detail::lanes<B>::size) {
    state_of<lif, numeric<B>> x{.v = detail::load_lanes<B>(v.data() + first)};
    for (int k = 0; k < 100; ++k)
      x = stepper.advance(x, numbers, std::array{inputs_of<lif, numeric<B>>{}},
                          detail::block<B>{first, typename detail::lanes<B>::mask(true), detail::lanes<B>(dt)});
    detail::store_lanes<B>(v.data() + first, x.v);
  }
  for (std::size_t i = 0; i < n; ++i)
    CHECK(v[i] == Approx(E_L + 20e-3 * std::exp(-0.01 * 10e-9 / p.C_m[i])).epsilon(1e-12));
}
