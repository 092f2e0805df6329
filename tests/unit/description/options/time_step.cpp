// SPDX-License-Identifier: BSL-1.0
// Populations with a time step of their own.
#include "support/diagnose_testing.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <filesystem>
#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

using namespace cortexpr;
using diagnose_tests::number_of;

namespace {

/// With what the library gives to neurons: a random number, the last spike, noise.
struct noisy_cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -65_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, t_ref = 4_ms;
    volt<I> V_th = -50_mV;
  };
  template <class I>
  struct inputs {
    volt<I> a = 0_mV;
    second<I> last_spike;
    uniform_number<I> u;
    second<I> t;
  };
  template <class S, class P, class U>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<U>& in) {
    return {.v = (-60_mV - x.v + in.a + select(in.t - in.last_spike < 8_ms, -1_mV, 0_mV) + 2_mV * sin(in.t / 50_ms)) /
                 p.tau};
  }
  template <class S>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const auto& p) {
    return {.v = 1_mV / sqrt(p.tau)};
  }
  static constexpr auto spikes(const auto& x, const auto& p, const auto& in) { return x.v > p.V_th - in.u * 1_mV; }
  static constexpr void reset(auto& x, const auto&) { x.v = -65_mV; }
};

using cell = synaptic_lif<conductance<exponential>, conductance<alpha>>;

/// A network of much of the library; `own...` are options of all its populations.
template <class Integrator, class... Own>
constexpr auto circuit(Integrator integrator, Own... own) {
  return describe(
      population<"in">(40, poisson{}, parameter<"rate">(40_Hz), own...),
      population<"E">(150, cell{}, integrator, start<"v">(uniform(-70_mV, -50_mV)), own...),
      population<"N">(70, noisy_cell{}, euler_maruyama{}, own...), population<"R">(9, rate_unit<>{}, own...),
      drive<"E.I">(sinusoid{0.1_nA, 7_Hz, 0, 0.2_nA}), drive<"N.a">([](auto t) { return t < 30_ms ? 20_mV : 8_mV; }),
      drive<"N[10:40].a">([](auto t, const auto& n) { return 1_mV * (t / 100_ms) * (n["v"_name] / 60_mV); }),
      poisson_input<"E.exc">(3_kHz, weight(0.5_nS)), poisson_input<"N[3:60].v">(50_Hz, weight(1_mV)),
      projection<"in -> E.exc">(fixed_probability{0.3}, weight(uniform(0_nS, 5_nS)), delay(2_ms)),
      projection<"E -> E.inh">(fixed_indegree{20}, weight(2_nS), delay(1_ms)),
      projection<"E -> N.v">(fixed_indegree{3}, weight(0.4_mV), delay(5_ms)),
      projection<"N -> E.exc">(all_to_all{}, weight(0.1_nS), delay(3_ms)),
      projection<"R -> R.net">(all_to_all{}, weight(uniform(-1, 1))), record<"E.spikes">(), record<"N.spikes">(),
      record<"in.spikes">(), record<"E.v">(), record<"N.u">(), record<"R.x">());
}

constexpr auto slow_by_default = circuit(automatic{}, time_step{1_ms});
constexpr auto by_default = circuit(automatic{});
constexpr auto slow_by_rk4 = circuit(rk4{}, time_step{1_ms});
constexpr auto by_rk4 = circuit(rk4{});
constexpr auto slow_by_euler = circuit(euler{}, time_step{1_ms});
constexpr auto by_euler = circuit(euler{});

/// All populations with steps of 1 ms in a network with steps of 0.1 ms, and a network with steps of 1 ms.
template <class Slow, class Net>
void compare_steps(std::initializer_list<unsigned> teams) {
  simulation<Net> coarse{seed{7}, time_step{1_ms}};
  coarse.run(80_ms);
  for (const unsigned n : teams) {
    INFO(n << " threads");
    simulation<Slow> sim{seed{7}, time_step{0.1_ms}, threads{n, true}};
    sim.run(80_ms);
    const auto check_spikes = [](const auto& some, const auto& others) {
      REQUIRE(some.size() == others.size());
      REQUIRE(some.size() > 5);
      std::size_t different = 0;
      for (std::size_t k = 0; k < some.size(); ++k)
        different += some.neurons[k] != others.neurons[k] || some.steps[k] != 10 * others.steps[k];
      CHECK(different == 0);
    };
    check_spikes(sim["E.spikes"_name], coarse["E.spikes"_name]);
    check_spikes(sim["N.spikes"_name], coarse["N.spikes"_name]);
    check_spikes(sim["in.spikes"_name], coarse["in.spikes"_name]);
    CHECK(sim["E.v"_name].values == coarse["E.v"_name].values);
    CHECK(sim["N.u"_name].values == coarse["N.u"_name].values);
    CHECK(sim["R.x"_name].values == coarse["R.x"_name].values);
    CHECK(sim["E.v"_name].time(3) == coarse["E.v"_name].time(3));
    CHECK(sim.template get<"E.exc.g">() == coarse.template get<"E.exc.g">());
  }
}

/// Adds up what arrives; leaks nothing.
struct counter {
  template <class I>
  struct state {
    number<I> n = 0;
  };
  template <class I>
  struct parameters {};
  template <class S>
  static constexpr state<ddt<S>> flow(const state<S>&, const auto&) {
    return {.n = 0_Hz};
  }
};

constexpr auto mixed = describe(population<"list">(3, spike_times{}), population<"slow">(2, counter{}, time_step{1_ms}),
                                projection<"list -> slow.n">(all_to_all{}, weight(1.0), delay(0.3_ms)),
                                record<"slow.n">(), monitor<"mean", "slow">(mean_of<"n">{}));

constexpr auto tonic = describe(
    population<"slow">(1, lif{}, time_step{0.5_ms}, parameter<"t_ref">(2_ms), euler{}),
    population<"target">(1, counter{}), drive<"slow.I">(0.5_nA),
    projection<"slow -> target.n">(all_to_all{}, weight(1.0), delay(0.2_ms)), record<"slow.spikes">(),
    record<"slow.v">(), record<"slow.v_fast">([](auto n) { return n["v"_name]; }, every{0.1_ms}), record<"target.n">());

/// Steps of 0.1 ms suit its membrane, its own ones do not.
constexpr auto unstable = describe(population<"slow">(1, lif{}, time_step{50_ms}, euler{}), drive<"slow.I">(0.5_nA));

template <class F>
std::string refusal(F&& work) {
  try {
    work();
  } catch (const invalid_value& e) {
    return e.what();
  }
  return {};
}

} // namespace

TEST_CASE("a network of populations with long steps is the network with long steps", "[threads]") {
  compare_steps<network<slow_by_default>, network<by_default>>({1, 2, 3, 7});
  compare_steps<network<slow_by_default, float>, network<by_default, float>>({3});
}
TEST_CASE("the same with other integrators", "[threads]") {
  compare_steps<network<slow_by_rk4>, network<by_rk4>>({1});
  compare_steps<network<slow_by_euler, float>, network<by_euler, float>>({2});
}

TEST_CASE("a population with long steps gets every spike", "[network]") {
  simulation<network<mixed>> sim{set<"list">(
      spike_list::at_times(std::vector{0.0, 0.3, 0.7, 0.9, 1.0, 2.4, 2.5}, 1_ms, std::vector{0, 1, 2, 0, 1, 2, 0}))};
  sim.run(4_ms);
  // They arrive 0.3 ms later: at 0.3, 0.6, 1.0, 1.2, 1.3, 2.7, 2.8 ms. A row shows what was there before its step.
  const auto& n = sim["slow.n"_name];
  REQUIRE(n.rows() == 4);
  CHECK(n(0, 0) == 0);
  CHECK(n(1, 1) == 2);
  CHECK(n(2, 0) == 5);
  CHECK(n(3, 0) == 7);
  CHECK(n.time(3) == Approx(3e-3));
  CHECK(sim["mean"_name].rows() == 4);
}

TEST_CASE("a population with long steps spikes in its steps, and is refractory for a time", "[network]") {
  simulation<network<tonic>> sim{};
  sim.run(200_ms);
  const auto& spikes = sim["slow.spikes"_name];
  const auto& v = sim["slow.v"_name];
  const auto& fast = sim["slow.v_fast"_name];
  const auto& arrived = sim["target.n"_name];
  REQUIRE(spikes.size() > 3);
  REQUIRE(v.rows() == 400);
  // Forward Euler with steps of 0.5 ms, by hand; 4 steps of refractoriness.
  constexpr double tau = 20e-3, rest = -70e-3, threshold = -50e-3, low = -60e-3, pull = 0.5e-9 / 200e-12, start = rest;
  double x = start;
  std::size_t found = 0;
  int held = 0;
  for (std::size_t row = 0; row < 400; ++row) {
    INFO(row);
    REQUIRE(v(row, 0) == Approx(x).epsilon(1e-12));
    if (held > 0) --held;
    if (held == 0) x += 0.5e-3 * ((rest - x) / tau + pull);
    if (held == 0 && x > threshold) {
      REQUIRE(spikes.steps[found] == static_cast<std::int64_t>(5 * row));
      CHECK(arrived(5 * row + 2, 0) == static_cast<double>(found));
      if (row < 399) CHECK(arrived(5 * row + 3, 0) == static_cast<double>(found + 1));
      ++found;
      x = low;
      held = 4;
    }
    // It stands still between its steps.
    for (std::size_t k = 1; k < 5; ++k) REQUIRE(fast(5 * row + k, 0) == Approx(x).epsilon(1e-12));
  }
  CHECK(found == spikes.size());
}

TEST_CASE("a population's own step in schedule, checkpoints and diagnosis", "[network]") {
  std::ostringstream out;
  network<tonic>::schedule(out);
  CHECK(out.str().find("integrate slow, every 0.5 ms\n") != std::string::npos);
  CHECK(out.str().find("integrate target\n") != std::string::npos);

  const auto path = std::filesystem::temp_directory_path() / "cortexpr_own_steps.state";
  simulation<network<slow_by_default>> first{seed{2}}, second{seed{2}};
  first.run(20.3_ms); // within a step of its populations
  first.save_state(path.string());
  second.load_state(path.string());
  std::filesystem::remove(path);
  first.run(30_ms);
  second.run(30_ms);
  CHECK(first.state() == second.state());
  auto copy = simulation<network<slow_by_default>>{seed{2}}.state();
  for (int k = 0; k < 503; ++k) network<slow_by_default>::step(copy);
  CHECK(copy == first.state());

  const auto off = refusal([] { simulation<network<tonic>> sim{time_step{0.2_ms}}; });
  CHECK(off == "population 'slow': its own time step of 0.5 ms is no multiple of the time step (0.2 ms); nearest: 0.4 "
               "ms, 0.6 ms");
  CHECK_FALSE(refusal([] { simulation<network<tonic>> sim{time_step{1_ms}}; }).empty());
  CHECK(number_of(simulation<network<unstable>>{}.diagnose(), "time_step", "slow", "dt") == 50e-3);
}
