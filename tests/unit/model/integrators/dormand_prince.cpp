// SPDX-License-Identifier: BSL-1.0
// Dormand and Prince's rule: order, tolerances, resets at the crossing, against plain loops and closed forms.
#include "catch.hpp"
#include "laws/model_laws.hpp"
#include "support/io_testing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <vector>

using namespace cortexpr;

namespace {

// x' = x (1 - x) / tau + u: logistic without input.
struct logistic {
  template <class I>
  struct state {
    number<I> x = 0.1;
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
    return {.x = x.x * (1 - x.x) / p.tau + in.u};
  }
};
// x' = -x / tau + u, with u = cos(t).
struct driven : logistic {
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.x = -x.x / p.tau + in.u};
  }
};

constexpr double solution(double t) { return 1 / (1 + 9 * std::exp(-t)); }

template <class M, class... Tolerances>
double value_after_two_seconds(std::size_t steps, Tolerances... tolerances) {
  const double dt = 2.0 / static_cast<double>(steps);
  using method = dormand_prince<Tolerances...>;
  laws::one_neuron<M, method> neuron(dt);
  neuron.stepper.configure(method(tolerances...));
  for (std::size_t k = 0; k < steps; ++k)
    neuron.step([](double t) {
      inputs_of<M, numeric<double>> in{};
      if constexpr (std::is_same_v<M, driven>) in.u = std::cos(t);
      return in;
    });
  return neuron.template value<0>();
}
double order(double coarse, double fine) { return std::log2(std::abs(coarse) / std::abs(fine)); }

} // namespace

TEST_CASE("whole steps of dormand_prince are of order 5", "[integrators]") {
  const relative_tolerance any(1e9); // accepts every step
  const auto error = [&](std::size_t steps) { return value_after_two_seconds<logistic>(steps, any) - solution(2); };
  CHECK(order(error(8), error(16)) == Approx(5).margin(0.35));
  CHECK(order(error(16), error(32)) == Approx(5).margin(0.2));
  const auto with_input = [&](std::size_t steps) { // inputs, too, are read such that the order is 5
    return value_after_two_seconds<driven>(steps, any) - 0.5 * (std::cos(2.) + std::sin(2.)) -
           (0.1 - 0.5) * std::exp(-2.);
  };
  CHECK(order(with_input(8), with_input(16)) == Approx(5).margin(0.35));
}

TEST_CASE("the error of dormand_prince is proportional to the tolerance", "[integrators]") {
  const auto error = [](double share) {
    return std::abs(value_after_two_seconds<logistic>(1, relative_tolerance(share)) - solution(2));
  };
  for (const double share : {1e-5, 1e-7, 1e-9}) {
    CHECK(error(share) < 10 * share);
    CHECK(error(share) > 1e-3 * share);
  }
  const auto absolute = [](double allowed) {
    return std::abs(value_after_two_seconds<logistic>(1, relative_tolerance(0), tolerance<"x">(allowed)) - solution(2));
  };
  CHECK(absolute(1e-3) < 1e-2);
  CHECK(absolute(1e-3) > 1e-6);
  CHECK(absolute(1e-9) < 1e-8);
}

TEST_CASE("laws of models hold under dormand_prince", "[integrators]") {
  CHECK(laws::held_at_rest<adex, dormand_prince<>>());
  CHECK(laws::scalar_equals_pack<adex, dormand_prince<>>(1e-9));
  CHECK(laws::scalar_equals_pack<hodgkin_huxley, dormand_prince<>>(1e-9));
  CHECK(laws::prepare_is_idempotent<izhikevich, dormand_prince<>>());
}

namespace {

// The neuron of NEST's test of its aeif models.
constexpr auto aeif = describe(
    population<"n">(3, adex{}, dormand_prince{}, parameter<"V_r">(-58_mV), parameter<"V_T">(-50_mV),
                    parameter<"g_L">(11_nS), parameter<"tau_w">(300_ms), parameter<"E_L">(-70_mV), parameter<"a">(3_nS),
                    parameter<"b">(0_pA), parameter<"C_m">(200_pF), start<"v">(-70_mV), start<"w">(5_pA)),
    drive<"n.I">(420_pA), record<"n.v">(), record<"n.w">(), record<"n.spikes">());

struct trajectory {
  std::vector<double> v, w;
  int spikes = 0;
};
// The same in a plain loop: Runge and Kutta's rule with steps that shrink as the potential runs away.
trajectory plain_aeif(double duration, double dt) {
  const auto flow = [](double v, double w) {
    const double u = std::min(v, 0.);
    return std::array{(11e-9 * (-70e-3 - u) + 11e-9 * 2e-3 * std::exp((u + 50e-3) / 2e-3) - w + 420e-12) / 200e-12,
                      (3e-9 * (u + 70e-3) - w) / 300e-3};
  };
  trajectory all;
  double v = -70e-3, w = 5e-12;
  for (int row = 0; row < static_cast<int>(std::lround(duration / dt)); ++row) {
    all.v.push_back(v), all.w.push_back(w);
    for (double left = dt; left > 0;) {
      const auto k1 = flow(v, w);
      const double h = std::min({left, 1e-6, 0.01 * 2e-3 / std::abs(k1[0])});
      const auto k2 = flow(v + h / 2 * k1[0], w + h / 2 * k1[1]), k3 = flow(v + h / 2 * k2[0], w + h / 2 * k2[1]),
                 k4 = flow(v + h * k3[0], w + h * k3[1]);
      v += h / 6 * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]);
      w += h / 6 * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1]);
      left -= h;
      if (v > 0) v = -58e-3, ++all.spikes;
    }
  }
  return all;
}

} // namespace

TEST_CASE("adaptive exponential neurons are reset at the crossing", "[integrators]") {
  const trajectory plain = plain_aeif(0.1, 1e-5);
  simulation<network<aeif>> sim{time_step{0.01_ms}};
  simulation<network<aeif, float>> in_float{time_step{0.01_ms}};
  sim.run(100_ms);
  in_float.run(100_ms);
  const auto mean_difference = [&](const auto& found, const std::vector<double>& wanted) {
    double sum = 0;
    std::size_t n = 0;
    for (std::size_t k = 0; k < wanted.size(); ++k)
      if (wanted[k] > 0 || wanted[k] < -25e-3) // v is left out in the upstroke, as NEST does
        sum += std::abs(static_cast<double>(found(k, 2)) / wanted[k] - 1), ++n;
    return sum / static_cast<double>(n);
  };
  CHECK(plain.spikes > 5);
  CHECK(sim["n.spikes"_name].steps.size() == 3 * static_cast<std::size_t>(plain.spikes));
  CHECK(mean_difference(sim["n.v"_name], plain.v) < 1e-6); // NEST wants 5e-4
  CHECK(mean_difference(sim["n.w"_name], plain.w) < 1e-6); // and 1e-4
  CHECK(mean_difference(in_float["n.v"_name], plain.v) < 2e-5);
  CHECK(mean_difference(in_float["n.w"_name], plain.w) < 2e-5);
}

namespace {

constexpr auto strong_current =
    describe(population<"n">(2, hodgkin_huxley{}, dormand_prince{}), drive<"n.I">(3_nA), record<"n.v">());
constexpr auto very_strong = describe(population<"n">(2, hodgkin_huxley{}, dormand_prince{}), drive<"n.I">(1_uA));
constexpr auto small_steps = describe(population<"n">(2, hodgkin_huxley{}, rk4{}), drive<"n.I">(3_nA), record<"n.v">());

} // namespace

TEST_CASE("Hodgkin-Huxley neurons under a strong current, at a step of 0.1 ms", "[integrators]") {
  simulation<network<small_steps>> fine{time_step{0.0005_ms}};
  simulation<network<strong_current>> sim;
  simulation<network<strong_current, float>> in_float;
  fine.run(30_ms);
  sim.run(30_ms);
  in_float.run(30_ms);
  double highest = -1, worst = 0, worst_float = 0;
  for (std::size_t k = 0; k < 300; ++k) {
    const double v = fine["n.v"_name](200 * k, 0);
    highest = std::max(highest, v);
    worst = std::max(worst, std::abs(sim["n.v"_name](k, 1) - v));
    worst_float = std::max(worst_float, std::abs(static_cast<double>(in_float["n.v"_name](k, 1)) - v));
  }
  CHECK(highest > 30e-3);
  CHECK(worst < 2e-6); // 0.1 mV is wanted
  CHECK(worst_float < 2e-5);
  simulation<network<very_strong>> extreme;
  extreme.run(5_ms);
  CHECK(std::isfinite(extreme.get<"n.v">()[1]));
}

namespace {

constexpr auto leaky = describe(
    population<"n">(21, lif{}, dormand_prince{relative_tolerance(1e-9)}, parameter<"t_ref">(0_ms), start<"v">(-70_mV)),
    drive<"n.I">(0.6_nA), record<"n.spikes">());

} // namespace

TEST_CASE("integrate-and-fire neurons keep the phase that their spikes have within the step", "[integrators]") {
  const parameters_of<lif, checked> p{};
  const double tau = (p.C_m / p.g_L).si(), E = p.E_L.si(), V_th = p.V_th.si(), V_r = p.V_r.si();
  const double I = 0.6e-9, V_inf = E + I / p.g_L.si();
  simulation<network<leaky>> sim{time_step{0.5_ms}};
  sim.run(200_ms);
  const double first = tau * std::log((V_inf + 70e-3) / (V_inf - V_th));
  const double period = tau * std::log((V_inf - V_r) / (V_inf - V_th));
  const double since = std::fmod(0.2 - first, period);
  CHECK(sim.get<"n.v">()[20] == Approx(V_inf + (V_r - V_inf) * std::exp(-since / tau)).epsilon(1e-7));
  CHECK(sim["n.spikes"_name].steps.size() == 21 * static_cast<std::size_t>(1 + (0.2 - first) / period));
}

namespace {

constexpr auto mixed =
    describe(population<"in">(3, spike_times{}),
             population<"n">(77, synaptic<adex, conductance<alpha>>{}, dormand_prince{tolerance<"w">(0.01_pA)},
                             parameter<"t_ref">(1_ms), parameter<"g_L">(normal(30_nS, 3_nS))),
             drive<"n.I">(0.9_nA), projection<"S: in -> n.exc">(all_to_all{}, weight(5_nS), delay(1_ms)),
             record<"n.spikes">(), record<"n.v">());
using net = network<mixed>;
simulation<net> make(threads team, std::uint64_t number = 1) {
  return simulation<net>{team, seed{number},
                         set<"in">(spike_list::at_times(std::vector{5., 9.3, 20.}, 1_ms, std::vector{0, 1, 2}))};
}

} // namespace

TEST_CASE("dormand_prince in networks: threads, checkpoints, refractoriness, neighbours", "[integrators]") {
  auto one = make(threads{1}), four = make(threads{4, true});
  one.run(60_ms);
  four.run(60_ms);
  CHECK(one["n.v"_name].values == four["n.v"_name].values); // bit for bit
  CHECK(one.get<"n.w">() == four.get<"n.w">());
  const auto& spikes = one["n.spikes"_name];
  CHECK(spikes.steps.size() > 200);

  // The potential rests at V_r from the spike on, for as many steps as t_ref has, the step of the spike among them.
  const auto step = static_cast<std::size_t>(spikes.steps[0]);
  const std::size_t neuron = spikes.neurons[0];
  const auto& v = one["n.v"_name];
  for (std::size_t k = 1; k <= 10; ++k) CHECK(v(step + k, neuron) == -70.6e-3);
  CHECK(v(step + 11, neuron) > -70.6e-3);

  auto half = make(threads{1});
  half.run(30_ms);
  const temporary_folder folder;
  half.save_state(folder / "state");
  auto other = make(threads{2, true}, 7);
  other.load_state(folder / "state");
  other.run(30_ms);
  CHECK(other.get<"n.v">() == one.get<"n.v">());
  CHECK(other.get<"n.w">() == one.get<"n.w">());

  // A neuron that is lost slows down or changes no other one.
  auto broken = make(threads{1});
  auto whole = make(threads{1});
  for (auto* sim : {&broken, &whole}) sim->run(1_ms);
  variable<0>(detail::item_at<1>(broken.state().items).variables)[1] = std::nan("");
  broken.run(1_ms, allow_not_finite{});
  whole.run(1_ms);
  CHECK(std::isnan(broken.get<"n.v">()[1]));
  CHECK(broken.get<"n.v">()[0] == whole.get<"n.v">()[0]);
  CHECK(broken.get<"n.v">()[76] == whole.get<"n.v">()[76]);
}

namespace {

// v' = v^2: infinite after a finite time, without a threshold.
struct singular {
  template <class I>
  struct state {
    number<I> x = 1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.x = x.x * x.x / p.tau};
  }
};
constexpr auto lost = describe(population<"n">(2, singular{}, dormand_prince{}));

constexpr auto jump = describe(population<"in">(1, spike_times{}), population<"n">(2, lif{}, dormand_prince{}),
                               projection<"in -> n.v">(all_to_all{}, weight(30_mV)), record<"n.spikes">());

} // namespace

TEST_CASE("a singularity is reported", "[integrators]") {
  simulation<network<lost>> sim;
  CHECK_THROWS_AS(sim.run(2_ms), not_finite);
}

TEST_CASE("a neuron that a synapse lifts above the threshold spikes in the next step", "[integrators]") {
  simulation<network<jump>> sim{set<"in">(spike_list::at_steps(std::vector{3}, std::vector{0}))};
  sim.run(2_ms);
  REQUIRE(sim["n.spikes"_name].steps.size() == 2);
  CHECK(sim["n.spikes"_name].steps[0] == 4);
}
