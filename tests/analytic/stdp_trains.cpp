// SPDX-License-Identifier: BSL-1.0
// Weights after every spike of given trains against what the papers' formulas say, summed over pairs and triplets.

#include "stdp_trains.hpp"

#include "catch.hpp"

namespace {

using namespace trains;

// Several spikes of the target between two of the source, several of the source between two of the target, one step
// with both, one with an arrival over 3 steps and a spike of the target.
const steps_list pre{5, 20, 31, 32, 50, 61}, post{9, 12, 14, 20, 34, 40, 41, 66};
constexpr std::int64_t end = 80;
constexpr double tau_pre = 17e-3, tau_post = 23e-3, a_pre = 0.011, a_post = -0.013;

/// Sum over pairs up to step `now`: an arrival counts for spikes of the target in its step, not the other way round.
double by_pairs(std::int64_t now, std::int64_t delay, bool nearest) {
  double w = 0.5;
  for (const auto p : post) {
    double x = 0;
    for (const auto s : pre)
      if (s + delay <= p) x = (nearest ? 0 : x) + left(s + delay, p, tau_pre);
    if (p <= now) w += a_pre * x;
  }
  for (const auto s : pre) {
    double y = 0;
    for (const auto p : post)
      if (p < s + delay) y = (nearest ? 0 : y) + left(p, s + delay, tau_post);
    if (s + delay <= now) w += a_post * y;
  }
  return w;
}

template <class Rule>
void check_pairs(bool nearest) {
  const plasticity rules{transmit{}, Rule{.tau_pre = 17_ms, .tau_post = 23_ms, .a_pre = a_pre, .a_post = a_post}};
  for (const std::int64_t delay : {0, 3}) {
    wiring how;
    how.delays = {static_cast<double>(delay)};
    const auto w = weights_over_time(rules, pre, post, end, how);
    for (std::int64_t k = 0; k < end; ++k) {
      CAPTURE(delay, k);
      CHECK(w[static_cast<std::size_t>(k)][0] == Approx(by_pairs(k, delay, nearest)).epsilon(1e-13));
    }
  }
}

TEST_CASE("STDP, all pairs: the sum over all pairs after every step", "[stdp]") { check_pairs<stdp<>>(false); }
TEST_CASE("STDP, nearest pairs: the sum over the latest partners", "[stdp]") {
  check_pairs<stdp<additive, nearest_pairs>>(true);
}

TEST_CASE("STDP: synapses of one source with several delays keep their own times", "[stdp]") {
  const plasticity rules{transmit{}, stdp<>{.tau_pre = 17_ms, .tau_post = 23_ms, .a_pre = a_pre, .a_post = a_post}};
  wiring how; // a jumbled order; the last synapse ends at a target that never spikes
  how.from = {0, 0, 0, 0};
  how.to = {0, 0, 0, 1};
  how.delays = {7, 0, 3, 5};
  how.weights = {0.5, 0.5, 0.5, 0.5};
  how.targets = 2;
  const auto w = weights_over_time(rules, pre, post, end, how);
  for (std::int64_t k = 0; k < end; ++k) {
    const numbers& row = w[static_cast<std::size_t>(k)];
    CAPTURE(k);
    CHECK(row[0] == Approx(by_pairs(k, 7, false)).epsilon(1e-13));
    CHECK(row[1] == Approx(by_pairs(k, 0, false)).epsilon(1e-13));
    CHECK(row[2] == Approx(by_pairs(k, 3, false)).epsilon(1e-13));
    CHECK(row[3] == 0.5);
  }
}

TEST_CASE("STDP: at a bound the weight stands, and leaves it from there", "[stdp]") {
  const plasticity rules{transmit{}, stdp<>{.a_pre = 0.4, .a_post = -0.3, .w_min = 0.1, .w_max = 0.8}};
  const auto w = weights_over_time(rules, {5, 500, 1005, 1500}, {5, 505, 1000, 1495}, 1600);
  CHECK(w[5][0] == 0.8);   // 0.5 + 0.4 * 0.8
  CHECK(w[505][0] == 0.8); // again
  const double step = 0.3 * 0.8 * std::exp(-5.0 / 20);
  CHECK(w[1005][0] == Approx(0.8 - step).epsilon(1e-9));
  CHECK(w[1500][0] == Approx(0.8 - 2 * step).epsilon(1e-9));
}

TEST_CASE("STDP, multiplicative: the distance to the bound shrinks by one factor with every pair", "[stdp]") {
  using rule = stdp<multiplicative>;
  const plasticity rules{transmit{}, rule{.a_pre = 0.2, .a_post = -0.1, .w_min = 0.2, .w_max = 0.9}};
  // Pairs 2 s apart know nothing of each other.
  const auto up = weights_over_time(rules, {0, 2000, 4000}, {8, 2008, 4008}, 4010);
  const auto down = weights_over_time(rules, {8, 2008, 4008}, {1, 2001, 4001}, 4010);
  const double rise = 0.2 * 0.9 / 0.7 * std::exp(-8.0 / 20), fall = 0.1 * 0.9 / 0.7 * std::exp(-7.0 / 20);
  CHECK(0.9 - up[4008][0] == Approx(0.4 * std::pow(1 - rise, 3)).epsilon(1e-12));
  CHECK(down[4008][0] - 0.2 == Approx(0.3 * std::pow(1 - fall, 3)).epsilon(1e-12));
}

TEST_CASE("STDP: traces by Euler's method decay by 1 - dt / tau", "[stdp]") {
  using rule = stdp<additive, all_pairs, clock_driven_traces>;
  const auto w = weights_over_time(plasticity{transmit{}, rule{}}, {3}, {10}, 12);
  CHECK(w[10][0] - 0.5 == Approx(0.01 * std::pow(1 - 1.0 / 20, 7)).epsilon(1e-12));
}

/// Pfister and Gerstner (2006), eqs. 3 and 4: r2 and o2 are taken just before the spike.
double by_triplets(const triplet_stdp& rule, std::int64_t now) {
  const auto trace = [](const steps_list& spikes, std::int64_t at, bool included, double tau) {
    double sum = 0;
    for (const auto s : spikes)
      if (s < at || (included && s == at)) sum += left(s, at, tau);
    return sum;
  };
  double w = 0.5;
  for (const auto s : pre)
    if (s <= now)
      w -= trace(post, s, false, rule.tau_minus.si()) *
           (rule.a2_minus + rule.a3_minus * trace(pre, s, false, rule.tau_x.si()));
  for (const auto p : post)
    if (p <= now)
      w += trace(pre, p, true, rule.tau_plus.si()) *
           (rule.a2_plus + rule.a3_plus * trace(post, p, false, rule.tau_y.si()));
  return w;
}

TEST_CASE("triplets: the formula of Pfister and Gerstner after every step", "[stdp]") {
  for (const triplet_stdp& rule : {triplet_stdp{}, minimal_triplet, triplet_stdp{.a2_plus = 5e-3, .a3_minus = 4e-3}}) {
    const auto w = weights_over_time(plasticity{transmit{}, rule}, pre, post, end);
    for (std::int64_t k = 0; k < end; ++k)
      CHECK(w[static_cast<std::size_t>(k)][0] == Approx(by_triplets(rule, k)).epsilon(1e-13));
  }
}

TEST_CASE("inhibitory plasticity: pairs in both orders raise, every arrival lowers", "[stdp]") {
  const inhibitory_stdp rule{.tau = 15_ms, .rho_0 = 7_Hz, .eta = 0.01};
  const auto w = weights_over_time(plasticity{transmit{}, rule}, pre, post, end);
  for (std::int64_t k = 0; k < end; ++k) {
    double expected = 0.5;
    for (const auto s : pre)
      if (s <= k) expected -= 0.01 * 2 * 7 * 15e-3;
    for (const auto s : pre)
      for (const auto p : post)
        if (std::max(s, p) <= k) expected += 0.01 * left(std::min(s, p), std::max(s, p), 15e-3);
    CHECK(w[static_cast<std::size_t>(k)][0] == Approx(expected).epsilon(1e-13));
  }
}

TEST_CASE("eligibility: a pair changes the weight by signal times the area under its trace", "[stdp]") {
  const modulated_stdp rule{.tau_c = 50_ms, .interval = 4_ms, .a_pre = 0.1, .a_post = -0.2};
  auto sim = build(plasticity{transmit{}, rule}, {10}, {13}, {});
  sim.set<"S.signal">(2);
  sim.run_steps(2000);
  CHECK(sim.get<"S.w">()[0] - 0.5 == Approx(2 * 0.1 * left(10, 13, 20e-3) * 50e-3).epsilon(1e-12));
}

/// What single spikes transmitted.
template <class Rule>
numbers transmitted(const Rule& rule, const steps_list& spikes, const wiring& how = {}) {
  auto sim = build(plasticity{rule}, spikes, {}, how);
  sim.run_steps(spikes.back() + 20);
  const auto& u = sim["n.u"_name];
  numbers steps;
  for (std::size_t k = 1; k < u.rows(); ++k)
    if (u(k, 0) != u(k - 1, 0)) steps.push_back(u(k, 0) - u(k - 1, 0));
  return steps;
}

TEST_CASE("short-term depression: the closed form for a regular train", "[short_term]") {
  const double U = 0.4, q = std::exp(-25e-3 / 0.2), settled = (1 - q) / (1 - (1 - U) * q);
  steps_list regular;
  for (std::int64_t k = 0; k < 30; ++k) regular.push_back(25 * k);
  for (const double delay : {0.0, 6.0}) {
    wiring how;
    how.delays = {delay};
    const auto effect = transmitted(short_term{.U = U, .tau_rec = 200_ms}, regular, how);
    REQUIRE(effect.size() == 30);
    for (std::size_t n = 0; n < effect.size(); ++n)
      CHECK(effect[n] == Approx(0.5 * U * (settled + (1 - settled) * std::pow((1 - U) * q, n))).epsilon(1e-12));
  }
}

TEST_CASE("short-term facilitation: the closed form for a regular train", "[short_term]") {
  const double U = 0.1, q = std::exp(-20e-3 / 0.3);
  steps_list regular;
  for (std::int64_t k = 0; k < 30; ++k) regular.push_back(20 * k);
  // Resources that recover at once leave facilitation alone.
  const auto effect = transmitted(short_term{.U = U, .tau_rec = 0_ms, .tau_facil = 300_ms}, regular);
  REQUIRE(effect.size() == 30);
  for (std::size_t n = 0; n < effect.size(); ++n) {
    const double r = (1 - U) * q;
    CHECK(effect[n] == Approx(0.5 * U * (1 - std::pow(r, n + 1)) / (1 - r)).epsilon(1e-12));
  }
}

TEST_CASE("short-term plasticity: release uses up what facilitation lets it", "[short_term]") {
  const steps_list spikes{2, 5, 30, 31, 90};
  const auto effect = transmitted(short_term{.U = 0.3, .tau_rec = 70_ms, .tau_facil = 40_ms}, spikes);
  REQUIRE(effect.size() == spikes.size());
  double u = 0, R = 1;
  for (std::size_t n = 0; n < spikes.size(); ++n) {
    if (n > 0) {
      u *= left(spikes[n - 1], spikes[n], 40e-3);
      R = 1 - (1 - R) * left(spikes[n - 1], spikes[n], 70e-3);
    }
    u += 0.3 * (1 - u);
    CHECK(effect[n] == Approx(0.5 * u * R).epsilon(1e-12));
    R -= u * R;
  }
}

} // namespace
