// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <numbers>
#include <sstream>
#include <string>
#include <vector>

using namespace cortexpr;

namespace drive_function_tests {

constexpr double pi = std::numbers::pi;

/// Integrates its input: v(t) is the sum of what arrived.
struct integral {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    second<I> delay = 0_ms;
    amp<I> a = 1_nA;
    farad<I> C = 1_nF;
  };
  template <class I>
  struct inputs {
    amp<I> I_ext = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.v = in.I_ext / p.C};
  }
};

const timed_array stimulus(std::vector<double>{0, 1, 3, -2}, 1_nA, 2_ms);

constexpr auto d = describe(
    population<"n">(7, integral{}, euler{}, parameter<"delay">(given), parameter<"a">(given)),
    drive<"n.I_ext">([](auto t, const auto& n) { return n["a"_name] * sin(2 * pi * 50_Hz * (t - n["delay"_name])); }),
    drive<"n.I_ext">([](auto t) { return t < 1_ms ? 2_nA : 0_nA; }), record<"n.v">());

template <class Real, std::size_t Threads>
void check_sum() {
  std::vector<double> delay, a;
  for (int i = 0; i < 7; ++i) delay.push_back(1e-3 * i), a.push_back(1e-9 * (i + 1));
  simulation<network<d, Real>> sim{set<"n.delay">(values(delay, 1_s)), set<"n.a">(values(a, 1_A)),
                                   threads{Threads, true}};
  sim.run(20_ms);
  // A sum of floats is right to some parts in 10 million of its largest value, 0.027 V, also where it passes zero.
  constexpr double of_float = 0.027 * 5e-7;
  for (std::size_t i = 0; i < 7; ++i) {
    double v = 0;
    for (int k = 0; k < 200; ++k) {
      CHECK(sim["n.v"_name].of_neuron(i)[static_cast<std::size_t>(k)] ==
            Approx(v).epsilon(sizeof(Real) == 8 ? 1e-12 : 1e-4).margin(sizeof(Real) == 8 ? 1e-9 : of_float));
      const double t = k * 1e-4;
      v += 1e-4 * (a[i] * std::sin(2 * pi * 50 * (t - delay[i])) + (t < 1e-3 - 1e-9 ? 2e-9 : 0)) / 1e-9;
    }
  }
}

/// Time in the equations, the threshold and the reset.
struct clocked {
  template <class I>
  struct state {
    volt<I> v = 0_V;
    volt<I> last = 0_V;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    hertz<I> f = 40_Hz;
    number<I> phase = 0;
  };
  template <class T>
  struct inputs {
    second<T> t = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (10_mV * sin(2 * pi * p.f * in.t + p.phase) - x.v) / p.tau, .last = 0 * x.last / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&, const auto& in) { return x.v > 1_mV && in.t > 10_ms; }
  static constexpr void reset(auto& x, const auto&, const auto& in) {
    x.v = 0_V;
    x.last = in.t * (1_V / 1_s);
  }
};

template <class Integrator>
constexpr auto clocks = describe(population<"n">(5, clocked{}, Integrator{}, parameter<"phase">(given)),
                                 record<"n.v">(), record<"n.last">(), record<"n.spikes">());

/// One step of a naive integrator: slope f(v, t).
template <class Integrator, class F>
double naive(double v, double t, double dt, const F& f) {
  if constexpr (std::is_same_v<Integrator, euler>) {
    return v + dt * f(v, t);
  } else if constexpr (std::is_same_v<Integrator, rk2>) {
    return v + dt * f(v + dt / 2 * f(v, t), t + dt / 2);
  } else if constexpr (std::is_same_v<Integrator, heun>) {
    const double k = f(v, t);
    return v + dt / 2 * (k + f(v + dt * k, t + dt));
  } else if constexpr (std::is_same_v<Integrator, rk4>) {
    const double k1 = f(v, t), k2 = f(v + dt / 2 * k1, t + dt / 2), k3 = f(v + dt / 2 * k2, t + dt / 2),
                 k4 = f(v + dt * k3, t + dt);
    return v + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  } else { // exponential_euler, tau = 10 ms: the drive is held during the step
    const double rest = v + f(v, t) * 10e-3;
    return rest + (v - rest) * std::exp(-dt / 10e-3);
  }
}

template <class Integrator, class Real, std::size_t Threads>
void check_clock() {
  const std::vector<double> phase{0, 0.5, 1, 1.5, 2};
  using net = network<clocks<Integrator>, Real>;
  simulation<net> sim{set<"n.phase">(values(phase)), threads{Threads, true}};
  sim.run(30_ms);
  // A checkpoint in the middle of a run knows the time as well.
  simulation<net> halves{set<"n.phase">(values(phase))};
  halves.run(15_ms);
  const std::string file = "drive_functions.state";
  halves.save_state(file);
  simulation<net> rest{set<"n.phase">(values(phase))};
  rest.load_state(file);
  rest.run(15_ms);
  std::remove(file.c_str());
  CHECK(rest.template get<"n.v">() == sim.template get<"n.v">());
  CHECK(rest.template get<"n.last">() == sim.template get<"n.last">());

  const double tolerance = sizeof(Real) == 8 ? 1e-12 : 1e-4, dt = 1e-4;
  std::size_t spikes = 0;
  for (std::size_t i = 0; i < phase.size(); ++i) {
    double v = 0, last = 0;
    for (int k = 0; k < 300; ++k) {
      const auto row = static_cast<std::size_t>(k);
      REQUIRE(sim["n.v"_name].of_neuron(i)[row] == Approx(v).epsilon(tolerance).margin(1e-3 * tolerance));
      REQUIRE(sim["n.last"_name].of_neuron(i)[row] == Approx(last).epsilon(1e-5));
      const double t = k * dt;
      v = naive<Integrator>(
          v, t, dt, [&](double y, double s) { return (10e-3 * std::sin(2 * pi * 40 * s + phase[i]) - y) / 10e-3; });
      if (v > 1e-3 && k > 100) v = 0, last = t, ++spikes;
    }
  }
  CHECK(sim["n.spikes"_name].size() == spikes);
  CHECK(spikes > 10);
}

struct linear_clock {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class T>
  struct inputs {
    second<T> t = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (in.t * (1_V / 1_s) - x.v) / p.tau};
  }
};
static_assert(!linear_model<linear_clock> && conditionally_linear_model<linear_clock>);
static_assert(fits<exponential_euler, linear_clock> && !fits<exact, linear_clock>);

constexpr auto looked_up = describe(
    population<"n">(6, integral{}, euler{}, parameter<"delay">(given)),
    drive<"n.I_ext">([](auto t, const auto& n) { return stimulus(t - n["delay"_name]); }),
    population<"in">(3, poisson{}), drive<"in.drive">([](auto t) { return t > 5_ms && t < 6_ms ? 10_kHz : 0_Hz; }),
    record<"n.v">(), record<"n.I_ext">(), record<"in.spikes">());

constexpr auto driven_cells =
    describe(population<"cells">(4, lif{}), record<"cells.spikes">(),
             drive<"cells.I">([](auto t, const auto& n) { return (0.2_nA + 0.1_nA * n.index()) * (1 + 0 * t / 1_s); }));

constexpr auto stimulated = describe(
    population<"cells">(4, synaptic<lif, receptor<"exc", conductance<exponential>>>{}), record<"cells.spikes">(),
    poisson_input<"cells.exc">([](auto t) { return t < 500_ms ? 2_kHz : 0_Hz; }, weight(1_nS)));

constexpr auto too_fast = describe(population<"in">(3, poisson{}, parameter<"rate">(given)), record<"in.spikes">(),
                                   drive<"in.drive">([](auto t) { return t < 1_ms ? 0_Hz : 9.5_kHz; }));

} // namespace drive_function_tests
using namespace drive_function_tests;

TEST_CASE("a drive is any function of time and neuron") {
  check_sum<double, 1>();
  check_sum<double, 3>();
  check_sum<float, 2>();
}

TEST_CASE("time is an input of equations, thresholds and resets") {
  check_clock<euler, double, 1>();
  check_clock<rk2, double, 2>();
  check_clock<heun, double, 3>();
  check_clock<rk4, double, 4>();
  check_clock<exponential_euler, double, 1>();
  check_clock<rk4, float, 2>();
}

TEST_CASE("a timed array is a function of time") {
  CHECK(stimulus(0_ms) == 0_nA);
  CHECK(stimulus(2_ms) == 1_nA);
  CHECK(stimulus(3.9_ms) == 1_nA);
  CHECK(stimulus(-5_ms) == 0_nA);
  CHECK(stimulus(1_s) == -2_nA);
  const timed_array two(std::vector<double>{1, 2, 3, 4}, 2, 1_mV, 1_ms);
  CHECK(two(1_ms, 1) == 4_mV);
  CHECK_THROWS_AS(two(1_ms, 2), invalid_value);
  CHECK_THROWS_AS(timed_array<dim::volt>{}(0_ms), invalid_value);
  // Times on the grid of steps fall into the row that starts there.
  for (int k = 0; k < 100000; ++k) REQUIRE(two(k * 0.1_ms).si() == two(quantity<dim::second>(k / 10 * 1e-3)).si());

  const std::vector<double> delay{0, 1e-3, 2e-3, 3e-3, 4e-3, 5e-3};
  simulation<network<looked_up>> sim{set<"n.delay">(values(delay, 1_s)), seed{1}};
  sim.run(10_ms);
  const auto& current = sim["n.I_ext"_name];
  for (std::size_t i = 0; i < delay.size(); ++i)
    for (std::size_t k = 0; k + 1 < 100; ++k)
      REQUIRE(current.of_neuron(i)[k + 1] ==
              stimulus(quantity<dim::second>(1e-4 * static_cast<double>(k)) - quantity<dim::second>(delay[i])).si());
  // 10 kHz are one spike in every step.
  CHECK(sim["in.spikes"_name].size() == 3 * 9);
  const auto& in = sim["in.spikes"_name];
  for (std::size_t k = 0; k < in.size(); ++k) CHECK((in.time(k) > 5.05e-3 && in.time(k) < 5.95e-3));
}

TEST_CASE("diagnose sees drives that are functions") {
  simulation<network<driven_cells>> sim{seed{1}};
  std::ostringstream text;
  text << sim.diagnose();
  INFO(text.str());
  CHECK(text.str().find("cells.I") != std::string::npos);
  CHECK(text.str().find("500 pA") != std::string::npos);
}

TEST_CASE("diagnose takes the mean of a Poisson input's rate over the first second") {
  simulation<network<stimulated>> sim{seed{1}};
  const auto found = sim.diagnose();
  std::ostringstream text;
  text << found;
  INFO(text.str());
  double rate = 0;
  for (const auto& f : found.findings)
    for (const auto& n : f.numbers)
      if (f.item == "cells.exc" && n.name == "rate") rate = n.si;
  CHECK(rate == Approx(1000));
}

TEST_CASE("a rate above one spike per step is refused in the step in which a function gives it") {
  const std::vector<double> rates{0, 0, 1000};
  simulation<network<too_fast>> sim{set<"in.rate">(values(rates, 1_Hz)), seed{1}};
  sim.run(0.9_ms);
  CHECK_THROWS_WITH(sim.run(1_ms), Catch::Contains("population 'in'") && Catch::Contains("of neuron 2 is 10.5 kHz"));
  const std::vector<double> slower{0, 0, 500};
  simulation<network<too_fast>> fits{set<"in.rate">(values(slower, 1_Hz)), threads{2, true}};
  fits.run(5_ms);
}
