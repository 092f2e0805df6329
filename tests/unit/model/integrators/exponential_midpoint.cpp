// SPDX-License-Identifier: BSL-1.0
// The default integrator where equations are not linear: exact in the linear block, of order 2 elsewhere.
#include "catch.hpp"
#include "laws/model_laws.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace {

using coba = synaptic<scaled_lif, conductance<alpha>, conductance<exponential>>;
using coba_adex = synaptic<adex, conductance<alpha>>;

template <class M>
constexpr auto& parts = detail::division_of<M>;
using enum detail::advance_by;
static_assert(parts<coba>[0] == whole_step && parts<coba>[1] == propagator && parts<coba>[3] == propagator);
static_assert(parts<hodgkin_huxley>[0] == half_steps && parts<hodgkin_huxley>[1] == whole_step &&
              parts<hodgkin_huxley>[3] == whole_step);
static_assert(parts<coba_adex>[0] == half_steps && parts<coba_adex>[1] == whole_step &&
              parts<coba_adex>[2] == propagator);
static_assert(std::is_same_v<default_integrator<coba>, exponential_midpoint> &&
              std::is_same_v<default_integrator<hodgkin_huxley>, exponential_midpoint> &&
              std::is_same_v<default_integrator<coba_adex>, reset_at_crossing<exponential_midpoint>>);
static_assert(std::is_same_v<default_integrator<adex>, reset_at_crossing<rk2>> &&
              std::is_same_v<default_integrator<lif>, exact>);

// A linear block with a held variable, which another one of the block follows, an input, and what reads both.
struct partly_linear {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    volt<I> trace = -65_mV;
    unless_refractory<number<I>> gate = 0.5;
    number<I> product = 0.2;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms, t_ref = 2_ms;
    volt<I> E_L = -60_mV, scale = 10_mV;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_mV;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto open = exp((x.v - p.E_L) / p.scale);
    return {.v = (p.E_L - x.v + in.I) / p.tau,
            .trace = (x.v - x.trace) / p.tau,
            .gate = open * (1 - x.gate) / p.tau - x.gate * (1 + x.product) / p.tau,
            .product = (x.gate * (1 - x.product) + (x.trace - p.E_L) / p.scale - x.product * x.gate) / p.tau};
  }
};
static_assert(parts<partly_linear>[0] == propagator && parts<partly_linear>[1] == propagator &&
              parts<partly_linear>[2] == half_steps && parts<partly_linear>[3] == whole_step);

template <class M, class Integrator>
std::array<double, detail::state_size<M>> values_after(double duration, std::size_t steps, bool active = true) {
  laws::one_neuron<M, Integrator> neuron(duration / static_cast<double>(steps));
  for (std::size_t k = 0; k < steps; ++k)
    neuron.step(
        [](double t) {
          inputs_of<M, numeric<double>> in{};
          if constexpr (std::is_same_v<M, partly_linear>) in.I = 0.02 * std::cos(300 * t);
          if constexpr (std::is_same_v<M, hodgkin_huxley>) in.I = 0.5e-9 * (1 + std::cos(300 * t));
          if constexpr (std::is_same_v<M, coba_adex>) in.I = 0.5e-9;
          return in;
        },
        active);
  return [&]<std::size_t... K>(std::index_sequence<K...>) { return std::array{neuron.template value<K>()...}; }
  (std::make_index_sequence<detail::state_size<M>>{});
}
// The order in which each variable's error falls with the step.
template <class M>
void check_order_two(double duration, std::size_t steps, bool active = true) {
  const auto truth = values_after<M, rk4>(duration, 64 * steps, active);
  const auto coarse = values_after<M, exponential_midpoint>(duration, steps, active),
             fine = values_after<M, exponential_midpoint>(duration, 2 * steps, active);
  for (std::size_t k = 0; k < truth.size(); ++k) {
    CAPTURE(k, coarse[k], truth[k]);
    const double error = std::abs(coarse[k] - truth[k]);
    if (error > 1e-9 * std::abs(truth[k]))
      CHECK(std::log2(error / std::abs(fine[k] - truth[k])) == Approx(2).margin(0.25));
  }
}

} // namespace

TEST_CASE("exponential_midpoint is of order 2, inputs and held variables included", "[integrators]") {
  check_order_two<hodgkin_huxley>(4e-3, 1600);
  check_order_two<coba_adex>(5e-3, 100);
  check_order_two<partly_linear>(20e-3, 400);
  check_order_two<partly_linear>(20e-3, 400, false);
}

TEST_CASE("laws of models hold under exponential_midpoint", "[integrators]") {
  const auto all = []<class M>(std::type_identity<M>) {
    CHECK(laws::held_at_rest<M, exponential_midpoint>());
    CHECK(laws::scalar_equals_pack<M, exponential_midpoint>());
    CHECK(laws::prepare_is_idempotent<M, exponential_midpoint>());
  };
  all(std::type_identity<coba>{});
  all(std::type_identity<coba_adex>{});
  all(std::type_identity<hodgkin_huxley>{});
  all(std::type_identity<partly_linear>{});
  all(std::type_identity<lif>{});
}

TEST_CASE("an affine equation is solved to order 4, and stays within bounds", "[integrators]") {
  const auto left_after = [](double z) { // of a deviation of 1 from the fixed point, after a step of z time constants
    const detail::lanes<double> one(1), slope(-z), half(0.5);
    const auto moves = detail::solve_affine<double>(slope * one, slope, half);
    CHECK(1 + moves.half.value >= 0);
    return 1 + moves.whole.value;
  };
  CHECK(left_after(1e-3) == Approx(std::exp(-1e-3)).epsilon(1e-15));
  CHECK(left_after(0.1) == Approx(std::exp(-0.1)).epsilon(1e-8));
  CHECK(left_after(1) == Approx(std::exp(-1)).epsilon(1e-3));
  for (const double z : {5., 20., 1e3, 1e6}) {
    CHECK(left_after(z) >= 0);
    CHECK(left_after(z) < 0.02);
  }
}

namespace {

template <class Integrator>
constexpr auto
    synapse = describe(population<"in">(1, spike_times{}),
                       population<"n">(3, synaptic<lif, conductance<alpha>>{}, Integrator{}, start<"v">(-70_mV)),
                       projection<"S: in -> n.exc">(all_to_all{}, weight(1_nS)), record<"n.v">(), record<"n.exc.g">());

struct peaks {
  double g, v;
};
template <class Integrator, class Real = double>
peaks peaks_of(quantity<dim::second> tau, quantity<dim::second> dt) {
  simulation<network<synapse<Integrator>, Real>> sim{time_step{dt}, set<"n.exc.tau">(tau),
                                                     set<"in">(spike_list::at_steps(std::vector{0}, std::vector{0}))};
  sim.run(20_ms);
  peaks p{0, -1};
  for (std::size_t k = 0; k < sim["n.v"_name].steps.size(); ++k) {
    p.g = std::max(p.g, static_cast<double>(sim["n.exc.g"_name](k, 2)));
    p.v = std::max(p.v, static_cast<double>(sim["n.v"_name](k, 2)));
  }
  return {p.g, p.v + 70e-3};
}

} // namespace

TEST_CASE("conductances by alpha functions are exact by default", "[integrators]") {
  for (const auto tau : {5_ms, 0.2_ms}) {
    const peaks truth = peaks_of<rk4>(tau, 1_us), found = peaks_of<automatic>(tau, 0.1_ms),
                in_float = peaks_of<automatic, float>(tau, 0.1_ms), former = peaks_of<exponential_euler>(tau, 0.1_ms);
    CAPTURE(tau.si(), former.g * 1e9, former.v, found.v, truth.v);
    CHECK(found.g == Approx(1e-9 * std::exp(-1.)).epsilon(1e-12)); // w/e, at a multiple of the step
    CHECK(in_float.g == Approx(1e-9 * std::exp(-1.)).epsilon(1e-5));
    CHECK(found.v == Approx(truth.v).epsilon(tau == 5_ms ? 2e-5 : 0.03));
    CHECK(std::abs(former.v / truth.v - 1) > 0.005);
  }
}

namespace {

constexpr auto varied = describe(
    population<"n">(50, coba_adex{}, parameter<"exc.tau">(given), parameter<"C_m">(given), start<"exc.s">(5_nS)),
    drive<"n.I">(0.7_nA), record<"n.spikes">());
constexpr auto alike =
    describe(population<"n">(50, coba_adex{}, start<"exc.s">(5_nS)), drive<"n.I">(0.7_nA), record<"n.spikes">());

} // namespace

TEST_CASE("neurons with parameters of their own are integrated as those that share them", "[integrators]") {
  simulation<network<varied>> own{threads{3, true}, set<"n.exc.tau">(values(std::vector<double>(50, 3.), 1_ms)),
                                  set<"n.C_m">(values(std::vector<double>(50, 281.), 1_pF))};
  simulation<network<alike>> shared{set<"n.exc.tau">(3_ms)};
  own.run(50_ms);
  shared.run(50_ms);
  CHECK(shared["n.spikes"_name].steps.size() >= 50);
  CHECK(own["n.spikes"_name].steps == shared["n.spikes"_name].steps);
  CHECK(own.get<"n.exc.g">()[49] == Approx(shared.get<"n.exc.g">()[49]).epsilon(1e-12));
  CHECK(own.get<"n.w">()[49] == Approx(shared.get<"n.w">()[49]).epsilon(1e-9));
}
