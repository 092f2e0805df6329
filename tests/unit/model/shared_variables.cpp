// SPDX-License-Identifier: BSL-1.0
// Variables of which a population has one: equations, operations, records, settings, checkpoints, threads.
#include "catch.hpp"

#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdio>
#include <sstream>
#include <vector>

namespace {

using namespace cortexpr;

/// Every neuron relaxes to the mean of all: deviations from it decay with tau, the mean stays.
struct to_the_mean {
  template <class I>
  struct state {
    volt<I> v = -60_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class I>
  struct shared {
    volt<I> mean = 0_mV;
    number<I> lowest = 0, highest = 0;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const shared<S>& all) {
    return {.v = (all.mean - x.v) / p.tau};
  }
};
constexpr auto note_mean = regularly<"note", "n">(every{}, population_wide([](auto& all) {
                                                    all["mean"_name] = all.mean("v"_name);
                                                    all["lowest"_name] = all.smallest("v"_name) / 1_mV;
                                                    all["highest"_name] =
                                                        all.largest([](const auto& n) { return n["v"_name] / 1_mV; });
                                                  }));

template <std::uint32_t N>
constexpr auto relaxing = describe(population<"n">(N, to_the_mean{}, start<"v">(uniform(-70_mV, -50_mV))), note_mean,
                                   record<"n.mean">(), record<"n.v">(every{1_ms}));

template <class Real, std::uint32_t N>
void check_relaxation(double tolerance) {
  CAPTURE(N);
  simulation<network<relaxing<N>, Real>> sim{seed{3}};
  const auto first = sim.template get<"n.v">();
  double mean = 0;
  for (const auto v : first) mean += static_cast<double>(v) / N;
  sim.run(25_ms);
  const auto last = sim.template get<"n.v">();
  for (std::size_t i = 0; i < N; ++i) {
    const double expected = mean + (static_cast<double>(first[i]) - mean) * std::exp(-2.5);
    CHECK(std::abs(static_cast<double>(last[i]) - expected) <= tolerance);
  }
  const auto& recorded = sim["n.mean"_name];
  CHECK(recorded.columns() == 1);
  // The operation is described before the recording, both in slot start.
  CHECK(std::abs(static_cast<double>(recorded(0, 0)) - mean) <= tolerance);
  CHECK(std::abs(static_cast<double>(recorded(200, 0)) - mean) <= tolerance);
}

TEST_CASE("neurons relax to their mean", "[shared]") {
  check_relaxation<double, 1>(1e-15);
  check_relaxation<double, 7>(1e-15);
  check_relaxation<double, 8>(1e-15);
  check_relaxation<double, 9>(1e-15);
  check_relaxation<double, 33>(1e-15);
  check_relaxation<float, 7>(2e-7);
  check_relaxation<float, 33>(2e-7);
}

TEST_CASE("smallest and largest", "[shared]") {
  simulation<network<relaxing<33>>> sim{seed{3}};
  const auto v = sim.get<"n.v">();
  sim.run(0.1_ms);
  CHECK(sim.get<"n.lowest">() == std::vector{*std::min_element(v.begin(), v.end()) / 1e-3});
  CHECK(sim.get<"n.highest">() == std::vector{*std::max_element(v.begin(), v.end()) / 1e-3});
}

TEST_CASE("shared variables do not depend on the number of threads", "[shared]") {
  using net = network<relaxing<1003>>;
  simulation<net> one{seed{3}, threads{1, true}};
  one.run(5_ms);
  for (const unsigned n : {2u, 3u, 7u}) {
    simulation<net> many{seed{3}, threads{n, true}};
    many.run(5_ms);
    CHECK(many["n.mean"_name].values == one["n.mean"_name].values);
    CHECK(many.get<"n.v">() == one.get<"n.v">());
  }
}

/// Two shared variables with equations, one of them not linear; neurons follow one of them.
struct follows {
  template <class I>
  struct state {
    number<I> y = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> r = 100_Hz;
    second<I> tau = 20_ms;
    number<I> scale = 1;
  };
  template <class I>
  struct shared {
    number<I> logistic = 0.1, decay = 1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const shared<S>& all) {
    return {.y = p.scale * p.r * all.logistic};
  }
  template <class S, class P>
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, const parameters<P>& p) {
    return {.logistic = p.r * all.logistic * (1 - all.logistic), .decay = -all.decay / p.tau};
  }
};
double logistic(double t) { return 1 / (1 + 9 * std::exp(-100 * t)); }
/// The integral of r times it.
double integral(double t) { return std::log((1 + 9 * std::exp(-100 * t)) / 10) + 100 * t; }

template <class Integrator>
constexpr auto following =
    describe(population<"n">(9, follows{}, Integrator{},
                             parameter<"scale">(function_of([](std::uint32_t i, std::uint32_t) { return 1.0 + i; }))),
             record<"n.decay">());

struct errors {
  double shared, neuron;
};
template <class Integrator>
errors measure(time_step dt) {
  simulation<network<following<Integrator>>> sim{dt};
  sim.run(40_ms);
  const auto y = sim.template get<"n.y">();
  return {std::abs(sim.template get<"n.logistic">()[0] - logistic(0.04)), std::abs(y[8] / 9 - integral(0.04))};
}
template <class Integrator>
void check_order(double order) {
  CAPTURE(Integrator::name);
  const errors coarse = measure<Integrator>(time_step{2_ms}), fine = measure<Integrator>(time_step{1_ms});
  CHECK(std::log2(coarse.shared / fine.shared) > order - 0.25);
  CHECK(std::log2(coarse.neuron / fine.neuron) > order - 0.25);
  CHECK(std::log2(coarse.neuron / fine.neuron) < order + 1.5);
}
TEST_CASE("neurons that follow a shared variable converge with the order of their integrator", "[shared]") {
  check_order<euler>(1);
  check_order<rk2>(2);
  check_order<heun>(2);
  check_order<rk4>(4);
  check_order<exponential_midpoint>(2);
}

/// Linear equations are exact; neurons of all integrators see the same values.
struct decays {
  template <class I>
  struct state {
    number<I> y = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
  };
  template <class I>
  struct shared {
    number<I> a = 1, b = 0.5;
  };
  template <class S, class P>
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, const parameters<P>& p) {
    return {.a = -all.a / p.tau, .b = 0 / 1_s};
  }
  static constexpr auto spikes(const auto&, const auto&, const auto& in) { return in.a < 0.5; }
};
constexpr auto decaying =
    describe(population<"n">(9, decays{}, start<"b">(2.0)), record<"n.a">(), record<"n.spikes">());
TEST_CASE("a model without equations of its own has shared ones; its threshold sees the end of the step", "[shared]") {
  simulation<network<decaying>> sim{set<"n.a">(3.0)};
  CHECK(sim.get<"n.b">() == std::vector{2.0});
  sim.run(50_ms);
  const auto& a = sim["n.a"_name];
  for (std::size_t k = 0; k < a.rows(); k += 10)
    CHECK(std::abs(a(k, 0) - 3 * std::exp(-static_cast<double>(k) / 200)) < 1e-13);
  // 3 exp(-t / 20 ms) < 0.5 from 35.835 ms on: found in the step that ends at 35.9 ms.
  CHECK(sim["n.spikes"_name].steps[0] == 358);
  sim.set<"n.a">(1.0);
  CHECK(sim.get<"n.a">() == std::vector{1.0});
}

/// Spikes are counted by operations of both kinds; the count inhibits.
struct counted {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, drive = 25_mV, inhibition = 0.01_mV;
    second<I> tau = 10_ms, t_ref = 2_ms;
  };
  template <class I>
  struct shared {
    number<I> spikes_by_neuron = 0, spikes_in_all = 0, drawn = 0;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const shared<S>& all) {
    return {.v = (p.E_L + p.drive - p.inhibition * all.spikes_by_neuron - x.v) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.E_L; }
};
constexpr auto counting = describe(population<"n">(100, counted{}, start<"v">(uniform(-70_mV, -50_mV))),
                                   on_event<"each", "n">([](auto& n) { n["spikes_by_neuron"_name] += 1; }),
                                   regularly<"all", "n">(every{}, population_wide([](auto& all) {
                                                           all["spikes_in_all"_name] +=
                                                               static_cast<double>(all.spikes());
                                                           all["drawn"_name] = all.uniform();
                                                         }),
                                                         at{slot::end, 0}),
                                   record<"n.spikes">(), record<"n.spikes_by_neuron">(), record<"n.drawn">());

TEST_CASE("operations count spikes in shared variables", "[shared]") {
  using net = network<counting>;
  simulation<net> sim{seed{8}};
  sim.run(40_ms);
  const auto n = static_cast<double>(sim["n.spikes"_name].size());
  CHECK(n > 100);
  CHECK(sim.get<"n.spikes_by_neuron">() == std::vector{n});
  CHECK(sim.get<"n.spikes_in_all">() == std::vector{n});

  SECTION("checkpoints hold them") {
    simulation<net> half{seed{8}}, other{seed{1}};
    half.run(20_ms);
    half.save_state("shared_variables.state");
    other.load_state("shared_variables.state");
    CHECK(other.get<"n.spikes_by_neuron">() == half.get<"n.spikes_by_neuron">());
    other.run(20_ms);
    CHECK(other.state() == sim.state());
    std::remove("shared_variables.state");
  }
  SECTION("they are part of a comparison of states") {
    simulation<net> other{seed{8}};
    other.run(40_ms);
    CHECK(other.state() == sim.state());
    other.set<"n.drawn">(7.0);
    CHECK(!(other.state() == sim.state()));
  }
}

TEST_CASE("equations of shared variables are printed, and their place in the step", "[shared]") {
  std::ostringstream text, order;
  print_equations<follows>(text);
  CHECK(text.str() == "dy/dt = scale*r*logistic\ndlogistic/dt = r*logistic*(1 - logistic) (shared)\n"
                      "ddecay/dt = -decay/tau (shared)\n");
  network<following<rk2>>::schedule(order);
  CHECK(order.str().find("integrate the shared variables of n (order -1)\n  integrate n") != std::string::npos);
}

TEST_CASE("a parameter that differs between neurons cannot move what they share", "[shared]") {
  simulation<network<following<rk2>>> sim;
  CHECK_THROWS_WITH(sim.set<"n.r">(uniform(1_Hz, 2_Hz)),
                    "population 'n': its shared variables read the parameter r, which differs between neurons; give it "
                    "one value for all, or let shared_flow read another one");
  CHECK(sim.get<"n.r">() == std::vector{100.0});
}

TEST_CASE("models without shared variables keep nothing for them", "[shared]") {
  STATIC_REQUIRE(std::is_empty_v<detail::shared_values<lif, exact, double>>);
  STATIC_REQUIRE(std::is_empty_v<detail::last_spikes<false, double>>);
  STATIC_REQUIRE(std::is_empty_v<detail::numbers_of_neurons<false>>);
  STATIC_REQUIRE(sizeof(detail::shared_values<counted, exact, float>) == 3 * sizeof(float));
}

} // namespace
