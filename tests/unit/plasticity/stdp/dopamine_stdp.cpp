// SPDX-License-Identifier: BSL-1.0
// Eligibility and dopamine between events, in closed form and against a sum in small steps.

#include <cortexpr/plasticity/stdp/dopamine_stdp.hpp>

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace unit_tests;

struct target_cell {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr dopamine_stdp rule{.tau_pre = 17_ms,
                             .tau_post = 23_ms,
                             .tau_c = 400_ms,
                             .tau_d = 90_ms,
                             .a_pre = 0.5,
                             .a_post = -0.6,
                             .d_0 = 0.02,
                             .w_min = -100,
                             .w_max = 100};

/// One source, one target that a second source makes spike, one dopamine neuron.
template <class Rule>
constexpr auto one_synapse(Rule r) {
  return describe(population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}),
                  population<"dopamine">(1, spike_times{}), population<"n">(1, target_cell{}),
                  projection<"S: in -> n.u">(all_to_all{}, weight(0), delay(1_ms), r),
                  projection<"T: teacher -> n.v">(all_to_all{}, weight(2)),
                  projection<"D: dopamine -> S.d">(all_to_all{}, weight(0.25), delay(0.5_ms)),
                  record<"S.w">(every{7.3_ms}), record<"S.c">(every{7.3_ms}), record<"S.d">(every{7.3_ms}));
}
constexpr auto plain = one_synapse(plasticity{rule});
// What else stands in the list changes nothing.
constexpr auto silent = one_synapse(plasticity{transmit{}, rule});

const std::vector<std::int64_t> pre{50, 400, 1300, 1500, 3000, 3020}, teacher{149, 419, 1399, 1600, 2899, 3029, 3032},
    reward{10, 700, 1439, 2499, 3600};
constexpr double dt = 1e-4;

struct jump {
  double t, amount;
};
double left(double from, double to, double tau) { return from <= to ? std::exp((from - to) / tau) : 0; }

/// The eligibility's jumps by all pairs.
std::vector<jump> eligibility() {
  std::vector<jump> all;
  const auto arrival = [](std::int64_t s) { return static_cast<double>(s + 10) * dt; };
  const auto spike = [](std::int64_t s) { return static_cast<double>(s + 1) * dt; };
  for (const auto p : teacher)
    for (const auto s : pre)
      if (arrival(s) <= spike(p) + dt / 2) all.push_back({spike(p), 0.5 * std::exp((arrival(s) - spike(p)) / 17e-3)});
  for (const auto s : pre)
    for (const auto p : teacher)
      if (spike(p) < arrival(s) - dt / 2) all.push_back({arrival(s), -0.6 * std::exp((spike(p) - arrival(s)) / 23e-3)});
  return all;
}
std::vector<jump> dopamine() {
  std::vector<jump> all;
  for (const auto s : reward) all.push_back({static_cast<double>(s + 5) * dt, 0.25});
  return all;
}
double sum_at(const std::vector<jump>& jumps, double t, double tau) {
  double x = 0;
  for (const jump& j : jumps) x += j.amount * left(j.t, t + dt / 4, tau);
  return x * std::exp(dt / 4 / tau);
}
/// The integral of the product, pair by pair of jumps.
double weight_at(double t) {
  const double both = 1 / (1 / 400e-3 + 1 / 90e-3);
  double w = 0;
  for (const jump& c : eligibility()) {
    if (c.t > t + dt / 4) continue;
    w += c.amount * 0.02 * 400e-3 * (1 - left(c.t, t, 400e-3));
    for (const jump& d : dopamine()) {
      const double begin = std::max(c.t, d.t);
      if (begin > t + dt / 4) continue;
      w += c.amount * left(c.t, begin, 400e-3) * d.amount * left(d.t, begin, 90e-3) * both * (1 - left(begin, t, both));
    }
  }
  return 100 * w;
}

template <auto const& D>
void check_closed_form() {
  simulation<network<D>> sim{set<"in">(spikes_at(pre)), set<"teacher">(spikes_at(teacher)),
                             set<"dopamine">(spikes_at(reward))};
  sim.run(500_ms);
  const auto &w = sim["S.w"_name], &c = sim["S.c"_name], &d = sim["S.d"_name];
  REQUIRE(w.rows() > 60);
  double largest = 0;
  for (std::size_t k = 0; k < w.rows(); ++k) {
    const double t = 7.3e-3 * static_cast<double>(k) - dt; // after the events of the step before
    CAPTURE(k, t);
    CHECK(c(k, 0) == Approx(sum_at(eligibility(), t, 400e-3)).epsilon(1e-12).margin(1e-14));
    CHECK(d(k, 0) == Approx(sum_at(dopamine(), t, 90e-3)).epsilon(1e-12).margin(1e-14));
    CHECK(w(k, 0) == Approx(weight_at(t)).epsilon(1e-12).margin(1e-13));
    largest = std::max(largest, std::abs(w(k, 0)));
  }
  CHECK(largest > 0.1);
}

TEST_CASE("dopamine_stdp: c, d and w at all times are the closed form summed over all pairs of spikes",
          "[dopamine_stdp]") {
  check_closed_form<plain>();
  check_closed_form<silent>();
}

} // namespace
