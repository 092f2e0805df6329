// SPDX-License-Identifier: BSL-1.0
// Steps along the upstroke and resets at the crossing: against dormand_prince, whose tests compare it with plain loops.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <sstream>
#include <vector>

using namespace cortexpr;

namespace {

// The neuron of NEST's test of its aeif models.
template <class Integrator, class... Options>
constexpr auto aeif_by(Integrator integrator, Options... options) {
  return describe(population<"n">(3, adex{}, integrator, options..., parameter<"V_r">(-58_mV), parameter<"V_T">(-50_mV),
                                  parameter<"g_L">(11_nS), parameter<"tau_w">(300_ms), parameter<"E_L">(-70_mV),
                                  parameter<"a">(3_nS), parameter<"b">(0_pA), parameter<"C_m">(200_pF),
                                  start<"v">(-70_mV), start<"w">(5_pA)),
                  drive<"n.I">(420_pA), record<"n.v">(), record<"n.w">(), record<"n.spikes">());
}
constexpr auto aeif = aeif_by(automatic{});
constexpr auto aeif_plain = aeif_by(rk2{});
constexpr auto aeif_precise = aeif_by(automatic{}, precise_spikes{});
constexpr auto aeif_true = aeif_by(dormand_prince{relative_tolerance(1e-9)});

struct difference {
  double v = 0, w = 0;
  std::size_t spikes = 0;
};
template <auto const& D, class Real = double>
difference from_truth(quantity<dim::second> dt) {
  simulation<network<D, Real>> sim{time_step{dt}};
  simulation<network<aeif_true>> truth{time_step{dt}};
  sim.run(100_ms);
  truth.run(100_ms);
  const auto mean = [](const auto& found, const auto& wanted, bool spares_upstroke) {
    double sum = 0;
    std::size_t n = 0;
    for (std::size_t k = 0; k < wanted.rows(); ++k)
      if (!spares_upstroke || wanted(k, 2) < -25e-3) // as NEST does
        sum += std::abs(static_cast<double>(found(k, 2)) / wanted(k, 2) - 1), ++n;
    return sum / static_cast<double>(n);
  };
  CHECK(sim["n.spikes"_name].steps.size() == truth["n.spikes"_name].steps.size());
  return {mean(sim["n.v"_name], truth["n.v"_name], true), mean(sim["n.w"_name], truth["n.w"_name], false),
          sim["n.spikes"_name].steps.size()};
}

} // namespace

TEST_CASE("adaptive exponential neurons by default", "[integrators]") {
  const difference found = from_truth<aeif>(0.01_ms), in_float = from_truth<aeif, float>(0.01_ms),
                   plain = from_truth<aeif_plain>(0.01_ms), coarse = from_truth<aeif>(0.1_ms);
  CHECK(found.spikes == 21);
  CHECK(found.v < 5e-4); // wanted by NEST
  CHECK(found.w < 1e-4);
  CHECK(in_float.v < 5e-4);
  CHECK(in_float.w < 1e-4);
  CHECK(plain.v > 10 * found.v);
  CHECK(plain.w > 30 * found.w);
  CHECK(coarse.v < 2.5e-3);
  CHECK(coarse.w < 1e-4);
}

namespace {

// The same neuron by scipy: DOP853 in time up to -40 mV (located), from there to the cut in v, tolerances 1e-12.
const std::vector<double> spikes_in_ms{18.716048308, 30.561900307, 42.497086085, 54.520116864,
                                       66.629454468, 78.823515128, 91.100673406};
struct sample {
  double v, w; // mV, pA
};
const std::vector<sample> every_10_ms{
    {-54.028267871632, 5.696950631325},  {-56.256879376324, 7.492903105468},  {-43.194326145901, 9.183650622015},
    {-46.963474673349, 10.688141422491}, {-49.238009112301, 12.189201699563}, {-51.418194552072, 13.682072126484},
    {-53.778079917563, 15.173540231041}, {-56.450747734097, 16.674636821576}, {-44.704067525885, 18.020501786992}};

/// Largest relative differences of v and w from these samples, and of the times of spikes (s).
struct far_off {
  double v = 0, w = 0, time = 0;
};
template <auto const& D>
far_off from_scipy() {
  simulation<network<D>> sim{time_step{0.01_ms}};
  sim.run(100_ms);
  far_off all;
  for (std::size_t k = 0; k < every_10_ms.size(); ++k) {
    const std::size_t row = 1000 * (k + 1);
    all.v = std::max(all.v, std::abs(sim["n.v"_name](row, 1) * 1e3 / every_10_ms[k].v - 1));
    all.w = std::max(all.w, std::abs(sim["n.w"_name](row, 1) * 1e12 / every_10_ms[k].w - 1));
  }
  const auto& spikes = sim["n.spikes"_name];
  REQUIRE(spikes.size() == 3 * spikes_in_ms.size());
  for (std::size_t k = 0; k < spikes.size(); ++k)
    all.time = std::max(all.time, std::abs(spikes.time(k) - 1e-3 * spikes_in_ms[k / 3]));
  return all;
}

} // namespace

TEST_CASE("adaptive exponential neurons against another integrator, spikes on the grid and precise ones",
          "[integrators]") {
  const far_off on_grid = from_scipy<aeif>(), precise = from_scipy<aeif_precise>(), truth = from_scipy<aeif_true>();
  CHECK(on_grid.v < 5e-4);
  CHECK(on_grid.w < 1e-4);
  CHECK(on_grid.time < 0.012e-3); // a spike counts as that of its step
  CHECK(precise.v < 5e-4);
  CHECK(precise.w < 1e-4);
  CHECK(precise.time < 0.005e-3);
  CHECK(truth.v < 1e-6);
  CHECK(truth.w < 1e-7);
}

namespace {

template <class Integrator>
constexpr auto izhikevich_by(Integrator integrator) {
  return describe(population<"n">(1, izhikevich{}, integrator), drive<"n.I">(10_mV / 1_ms), record<"n.spikes">());
}
constexpr auto regular = izhikevich_by(automatic{});
constexpr auto regular_plain = izhikevich_by(rk2{});
constexpr auto regular_true = izhikevich_by(dormand_prince{relative_tolerance(1e-9)});

template <auto const& D>
double last_spike() {
  simulation<network<D>> sim{time_step{0.1_ms}};
  sim.run(1_s);
  return static_cast<double>(sim["n.spikes"_name].steps.back());
}

/// Keeps the potential that a target has when it spikes.
struct looks {
  static constexpr bool transmits = true;
  using reads = post<"v">;
  struct synapse {
    quantity<dim::volt> seen{0};
  };
  void on_post(auto& s) const { s.seen = s.post["v"_name]; }
  void on_pre(auto& s) const { s.receptor += s.w; }
  bool operator==(const looks&) const = default;
};
template <class Integrator>
constexpr auto looked_at(Integrator integrator) {
  return describe(population<"in">(1, spike_times{}), population<"n">(9, adex{}, integrator),
                  projection<"S: in -> n.v">(all_to_all{}, weight(0_mV), plasticity{looks{}}), drive<"n.I">(1_nA),
                  record<"n.spikes">());
}
constexpr auto seen_by_default = looked_at(automatic{});
constexpr auto seen_by_dormand_prince = looked_at(dormand_prince{});

template <auto const& D>
void check_seen() {
  simulation<network<D>> sim;
  sim.run(50_ms);
  REQUIRE(sim["n.spikes"_name].steps.size() >= 9);
  for (const double v : sim.template get<"S.seen">()) CHECK(v == Approx(0).margin(1e-6)); // V_cut
  for (const double v : sim.template get<"n.v">()) CHECK(v < -30e-3);                     // the reset has come
}

} // namespace

TEST_CASE("Izhikevich neurons by default keep their phase over a second", "[integrators]") {
  const double truth = last_spike<regular_true>();
  CHECK(std::abs(last_spike<regular>() - truth) <= 2); // steps of 0.1 ms
  CHECK(std::abs(last_spike<regular_plain>() - truth) > 10);
}

TEST_CASE("rules see a neuron at its threshold when it spikes, not after the reset", "[integrators]") {
  check_seen<seen_by_default>();
  check_seen<seen_by_dormand_prince>();
}

namespace {

constexpr auto many =
    describe(population<"in">(3, spike_times{}),
             population<"n">(given, synaptic<adex, conductance<alpha>>{}, parameter<"g_L">(normal(30_nS, 2_nS)),
                             parameter<"t_ref">(1_ms), start<"v">(uniform(-70_mV, -50_mV))),
             drive<"n.I">(0.9_nA), projection<"S: in -> n.exc">(all_to_all{}, weight(5_nS), delay(1_ms)),
             record<"n.spikes">(), record<"n.v">());

template <class Real>
void check_threads(std::size_t n) {
  using net = network<many, Real>;
  const auto make = [&](unsigned team) {
    return simulation<net>{threads{team, true}, seed{3}, set<"n">(n),
                           set<"in">(spike_list::at_times(std::vector{5., 9.3, 20.}, 1_ms, std::vector{0, 1, 2}))};
  };
  auto one = make(1);
  one.run(40_ms);
  CHECK(one["n.spikes"_name].steps.size() >= n);
  for (const unsigned team : {2u, 7u}) {
    auto other = make(team);
    other.run(40_ms);
    CHECK(other["n.v"_name].values == one["n.v"_name].values); // bit for bit
    CHECK(other["n.spikes"_name].neurons == one["n.spikes"_name].neurons);
  }
  // The potential rests at V_r from the spike on, for as many steps as t_ref has, the step of the spike among them.
  const auto step = static_cast<std::size_t>(one["n.spikes"_name].steps[0]);
  const std::size_t neuron = one["n.spikes"_name].neurons[0];
  const auto& v = one["n.v"_name];
  for (std::size_t k = 1; k <= 10; ++k) CHECK(static_cast<double>(v(step + k, neuron)) == Approx(-70.6e-3));
  CHECK(static_cast<double>(v(step + 11, neuron)) > -70.6e-3);
}

} // namespace

TEST_CASE("resets at the crossing on several threads, for sizes around a pack", "[integrators]") {
  for (const std::size_t n : {1u, 7u, 8u, 9u, 33u}) {
    check_threads<double>(n);
    check_threads<float>(n);
  }
}
