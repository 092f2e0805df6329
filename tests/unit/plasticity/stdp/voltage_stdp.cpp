// SPDX-License-Identifier: BSL-1.0
// Voltage-based STDP against a loop that has nothing in common with the library.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace voltage_stdp_tests {

using namespace unit_tests;

constexpr std::size_t sources = 6, targets = 3;
constexpr std::array<double, targets> current{0.55e-9, 0.7e-9, 0.9e-9};

template <class Neuron>
constexpr auto network_of =
    describe(population<"in">(sources, spike_times{}), population<"n">(targets, Neuron{}, rk2{}), drive<"n.I">(given),
             projection<"S: in -> n.v">(all_to_all{}, weight(0.5_mV), delay(given),
                                        plasticity{transmit{}, voltage_stdp{.w_1 = 0.5_mV, .w_max = 2_mV}}),
             record<"n.spikes">(), record<"n.v">(), record<"n.u_plus">());

/// Each source spikes at its own intervals.
bool spikes_now(std::size_t i, long step) {
  return step % (97 + 40 * static_cast<long>(i)) == 13 * static_cast<long>(i);
}

struct reference {
  struct neuron {
    double v, w, u_minus, u_plus, u_homeo;
  };
  std::array<neuron, targets> cell;
  std::array<std::array<double, targets>, sources> weight;
  std::array<double, sources> x{};
  std::size_t spike_count = 0;
  double u_ref = 7.746e-3;

  static neuron flow(const neuron& y, double I) {
    const double v = std::min(y.v, 0.0);
    const double rise = 30e-9 * 2e-3 * std::exp((v + 50.4e-3) / 2e-3);
    return {(30e-9 * (-70.6e-3 - v) + rise - y.w + I) / 281e-12, (4e-9 * (v + 70.6e-3) - y.w) / 144e-3,
            (std::min(y.v, 33e-3) - y.u_minus) / 10e-3, (std::min(y.v, 33e-3) - y.u_plus) / 7e-3,
            (std::min(y.v, 33e-3) + 70.6e-3 - y.u_homeo) / 1.0};
  }
  static neuron moved(const neuron& y, const neuron& d, double dt) {
    return {y.v + dt * d.v, y.w + dt * d.w, y.u_minus + dt * d.u_minus, y.u_plus + dt * d.u_plus,
            y.u_homeo + dt * d.u_homeo};
  }
  void run(long steps, long delay, double dt) {
    cell.fill({-70.6e-3, 0, -70.6e-3, -70.6e-3, 0});
    for (auto& row : weight) row.fill(0.5e-3);
    const auto positive = [](double y) { return std::max(y, 0.0); };
    for (long step = 0; step < steps; ++step) {
      for (double& trace : x) trace *= std::exp(-dt / 15e-3);
      for (std::size_t i = 0; i < sources; ++i)
        for (std::size_t j = 0; j < targets; ++j)
          grow(i, j, positive(cell[j].v + 45.3e-3) * positive(cell[j].u_plus + 70.6e-3) * dt);
      std::array<bool, targets> fired{};
      for (std::size_t j = 0; j < targets; ++j) {
        const neuron half = moved(cell[j], flow(cell[j], current[j]), dt / 2);
        cell[j] = moved(cell[j], flow(half, current[j]), dt);
        fired[j] = cell[j].v > 0;
      }
      for (std::size_t i = 0; i < sources; ++i) {
        if (step < delay || !spikes_now(i, step - delay)) continue;
        for (std::size_t j = 0; j < targets; ++j) {
          cell[j].v += weight[i][j];
          const double load = u_ref > 0 ? cell[j].u_homeo / u_ref : 1;
          weight[i][j] =
              std::clamp(weight[i][j] - 0.5e-3 * 0.14 * load * load * positive(cell[j].u_minus + 70.6e-3), 0.0, 2e-3);
        }
        x[i] += 1;
      }
      for (std::size_t j = 0; j < targets; ++j) {
        if (!fired[j]) continue;
        ++spike_count;
        for (std::size_t i = 0; i < sources; ++i)
          grow(i, j, (33e-3 + 45.3e-3) * positive(cell[j].u_plus + 70.6e-3) * 2e-3);
        cell[j].u_minus += (33e-3 - cell[j].u_minus) * (1 - std::exp(-2.0 / 10));
        cell[j].u_plus += (33e-3 - cell[j].u_plus) * (1 - std::exp(-2.0 / 7));
        cell[j].u_homeo += (33e-3 + 70.6e-3 - cell[j].u_homeo) * (1 - std::exp(-2.0 / 1000));
        cell[j].v = -70.6e-3;
        cell[j].w += 80.5e-12;
      }
    }
  }

private:
  void grow(std::size_t i, std::size_t j, double area) {
    weight[i][j] = std::clamp(weight[i][j] + 0.5e-3 * 80 * area * x[i] / 15e-3, 0.0, 2e-3);
  }
};

template <auto const& D, class Real = double>
auto make(double delay_ms, unsigned team, const auto&... settings) {
  std::vector<std::int64_t> steps, neurons;
  for (long step = 0; step < 5000; ++step)
    for (std::size_t i = 0; i < sources; ++i)
      if (spikes_now(i, step)) steps.push_back(step), neurons.push_back(static_cast<std::int64_t>(i));
  return simulation<network<D, Real>>{
      threads{team, true}, cortexpr::set<"in">(spike_list::at_steps(steps, neurons)),
      cortexpr::set<"S.delay">(delay_ms * 1_ms),
      cortexpr::set<"n.I">(timed_array(std::vector<double>(current.begin(), current.end()), targets, 1_A, 1_s)),
      settings...};
}

constexpr auto adex_network = network_of<voltage_traces<adex>>;

TEST_CASE("voltage_stdp: as a plain loop says, with homeostasis and without, on any number of threads") {
  for (const double u_ref : {7.746e-3, 0.0}) {
    const auto rules =
        plasticity{transmit{}, voltage_stdp{.u_ref = quantity<dim::volt>(u_ref), .w_1 = 0.5_mV, .w_max = 2_mV}};
    reference expected;
    expected.u_ref = u_ref;
    expected.run(5000, 12, 1e-4);
    CHECK(expected.spike_count > 20);
    auto one = make<adex_network>(1.2, 1, cortexpr::set<"S">(rules));
    one.run_steps(5000);
    CHECK(one["n.spikes"_name].size() == expected.spike_count);
    const auto w = one.get<"S.w">();
    double smallest = 1, largest = 0;
    for (std::size_t i = 0; i < sources; ++i)
      for (std::size_t j = 0; j < targets; ++j) {
        CHECK(w[i * targets + j] == Approx(expected.weight[i][j]).epsilon(1e-9));
        smallest = std::min(smallest, w[i * targets + j]), largest = std::max(largest, w[i * targets + j]);
      }
    CHECK(smallest < 0.495e-3);
    CHECK(largest > 0.55e-3);
    for (std::size_t j = 0; j < targets; ++j) {
      CHECK(one.get<"n.u_minus">()[j] == Approx(expected.cell[j].u_minus).epsilon(1e-9));
      CHECK(one.get<"n.u_homeo">()[j] == Approx(expected.cell[j].u_homeo).epsilon(1e-9));
    }
    auto three = make<adex_network>(1.2, 3, cortexpr::set<"S">(rules));
    three.run_steps(5000);
    CHECK(three.get<"S.w">() == w);
  }
}

/// A potential that stays where it is.
struct plateau {
  template <class I>
  struct state {
    volt<I> v = -30_mV, z = 0_V;
  };
  template <class I>
  struct parameters {
    volt<I> V_th = 1_V;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>&) {
    return {.v = 0_V / 1_s, .z = 0_V / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
};

TEST_CASE("voltage_stdp: a neuron without a spike of its own potentiates while it is depolarised") {
  // A held potential of -30 mV: the integral is known.
  static constexpr auto d =
      describe(population<"in">(1, spike_times{}), population<"n">(1, voltage_traces<plateau>{}),
               projection<"S: in -> n.z">(all_to_all{}, weight(1_V),
                                          plasticity{transmit{}, voltage_stdp{.w_1 = 1_V, .w_max = 3_V}}));
  simulation<network<d>> sim{cortexpr::set<"in">(spikes_at({0})), cortexpr::set<"n.v">(-30_mV),
                             cortexpr::set<"n.u_plus">(-30_mV), cortexpr::set<"n.u_minus">(-75_mV)};
  sim.run_steps(2000);
  // One spike leaves x = 1; the sum over the steps of exp(-k dt / tau) dt / tau.
  const double q = std::exp(-0.1 / 15), area = (0.1 / 15) * q * (1 - std::pow(q, 1999)) / (1 - q);
  CHECK(sim.get<"S.w">()[0] == Approx(1 + 8e-5 * 15.3 * 40.6 * area).epsilon(1e-12));
}

TEST_CASE("voltage_traces: neurons with receptors, exact where the neuron is linear") {
  using cell = voltage_traces<synaptic<lif, conductance<exponential>>>;
  static_assert(std::is_same_v<default_integrator<voltage_traces<scaled_lif>>, exact>);
  static constexpr auto d =
      describe(population<"in">(1, spike_times{}), population<"n">(1, cell{}, start<"v">(-70_mV)),
               projection<"S: in -> n.exc">(all_to_all{}, weight(3_nS),
                                            plasticity{transmit{}, voltage_stdp{.w_1 = 1_nS, .w_max = 5_nS}}));
  simulation<network<d>> sim{cortexpr::set<"in">(spikes_at({5, 50, 90}))};
  sim.run_steps(300);
  CHECK(sim.get<"n.exc.g">()[0] > 0);
  CHECK(sim.get<"n.u_plus">()[0] > sim.get<"n.u_minus">()[0]);
  CHECK(sim.get<"S.w">()[0] < 3e-9);
  simulation<network<d, float>> single{cortexpr::set<"in">(spikes_at({5, 50, 90}))};
  single.run_steps(300);
  CHECK(static_cast<double>(single.get<"S.w">()[0]) == Approx(sim.get<"S.w">()[0]).epsilon(1e-5));
}

TEST_CASE("voltage_traces: a filter of a constant potential relaxes exponentially") {
  static constexpr auto d = describe(population<"n">(1, voltage_traces<scaled_lif>{}, start<"v">(-60_mV),
                                                     parameter<"E_L">(-60_mV), start<"u_plus">(-70_mV)));
  simulation<network<d>> sim;
  sim.run_steps(100);
  CHECK(sim.get<"n.u_plus">()[0] == Approx(-60e-3 - 10e-3 * std::exp(-10.0 / 7)).epsilon(1e-12));
  CHECK(sim.get<"n.u_homeo">()[0] == Approx(10.6e-3 * (1 - std::exp(-0.01))).epsilon(1e-9));
}

} // namespace voltage_stdp_tests
