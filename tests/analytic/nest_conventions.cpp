// SPDX-License-Identifier: BSL-1.0
// What docs/coming_from_nest.md says of conventions: a loop over steps as NEST's iaf_psc_alpha and iaf_psc_exp make it
// (propagators, refractory counter, threshold, arrival, in this order), and the same neurons here.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace {

constexpr double dt = 0.1; // ms, mV, pA, pF below: NEST's units
constexpr double C_m = 250, tau_m = 10, tau_syn = 2, V_th = 15, V_reset = 0, t_ref = 2, I_e = 400, weight = 350;
constexpr int steps = 2000, delay_steps = 15;
constexpr double e = 2.718281828459045;
const std::vector<double> generated{20, 20.5, 21.7, 50, 50.1, 50.2, 120.3}; // spike_times of a spike_generator, ms

struct record_of_nest {
  std::vector<double> v;      // v[k]: V_m - E_L at k dt
  std::vector<double> stamps; // ms
};

/// A neuron of NEST: its synaptic current is solved exactly, and V_m by its variation of constants.
template <bool Alpha>
record_of_nest simulate_as_nest() {
  record_of_nest result{{0.0}, {}};
  const double decay_m = std::exp(-dt / tau_m), decay_s = std::exp(-dt / tau_syn);
  const double R = tau_m / C_m, g = 1 / tau_syn - 1 / tau_m;
  const double from_current = (decay_m - decay_s) / (C_m * g);
  const double from_rise = (decay_m - decay_s - g * dt * decay_s) / (C_m * g * g);
  double v = 0, dI = 0, I = 0;
  int refractory = 0;
  for (int k = 0; k < steps; ++k) {
    if (refractory == 0) {
      v = decay_m * v + R * (1 - decay_m) * I_e + from_current * I + (Alpha ? from_rise * dI : 0);
    } else {
      --refractory;
    }
    I = decay_s * I + (Alpha ? dt * decay_s * dI : 0);
    dI *= decay_s;
    // A spike with the stamp s arrives with the update that ends at s + delay.
    for (const double stamp : generated)
      if (std::lround(stamp / dt) + delay_steps == k + 1) (Alpha ? dI : I) += Alpha ? weight * e / tau_syn : weight;
    if (v >= V_th) {
      refractory = static_cast<int>(std::lround(t_ref / dt));
      v = V_reset;
      result.stamps.push_back((k + 1) * dt);
    }
    result.v.push_back(v);
  }
  return result;
}

template <class Kinetics>
constexpr auto neuron_here(double factor) {
  return describe(population<"in">(1, spike_times{}),
                  population<"n">(1, synaptic_lif<current<Kinetics>>{}, start<"v">(-70_mV), parameter<"E_L">(-70_mV),
                                  parameter<"C_m">(250_pF), parameter<"g_L">(25_nS), parameter<"V_th">(-55_mV),
                                  parameter<"V_r">(-70_mV), parameter<"exc.tau">(2_ms),
                                  parameter<"t_ref">(2_ms + 0.1_ms)), // one step more than NEST's
                  drive<"n.I">(400_pA),
                  projection<"in -> n.exc">(all_to_all{}, cortexpr::weight(factor * 350_pA), delay(1.5_ms)),
                  record<"n.v">(), record<"n.spikes">());
}
constexpr auto with_alpha = neuron_here<alpha>(e);
constexpr auto with_exponential = neuron_here<exponential>(1);

template <auto const& D>
void compare(const record_of_nest& nest) {
  std::vector<double> times;
  for (const double stamp : generated) times.push_back(stamp - dt); // a stamp is the end of a step, here it begins
  simulation<network<D>> sim{time_step{0.1_ms},
                             set<"in">(spike_list::at_times(times, 1_ms, std::vector<int>(times.size(), 0)))};
  sim.run(dt * steps * 1_ms);
  const auto& spikes = sim["n.spikes"_name];
  REQUIRE(nest.stamps.size() > 5);
  REQUIRE(spikes.size() == nest.stamps.size());
  for (std::size_t k = 0; k < spikes.size(); ++k)
    CHECK(std::abs(spikes.time(k) * 1e3 + dt - nest.stamps[k]) < 1e-9); // ms
  const auto& v = sim["n.v"_name];
  double difference = 0;
  for (std::size_t k = 0; k < static_cast<std::size_t>(steps); ++k)
    difference = std::max(difference, std::abs(v(k, 0) * 1e3 + 70 - nest.v[k]));
  CHECK(difference < 1e-9); // mV
}

} // namespace

TEST_CASE("neurons of NEST, with its conventions translated", "[nest]") {
  SECTION("iaf_psc_alpha") { compare<with_alpha>(simulate_as_nest<true>()); }
  SECTION("iaf_psc_exp") { compare<with_exponential>(simulate_as_nest<false>()); }
}
