// SPDX-License-Identifier: BSL-1.0
// Projections onto synapses: which synapses a spike reaches, when, and in whatever way they keep their variables.

#include <cortexpr/description/modulation.hpp>

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/io/connections.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace unit_tests;

/// Counts what spikes of other populations leave at a synapse.
struct counting {
  struct synapse {
    double n = 0, other = 0;
  };
  bool operator==(const counting&) const = default;
};

constexpr auto many =
    describe(population<"in">(3, spike_times{}), population<"out">(4, counter{}), population<"m">(12, spike_times{}),
             projection<"S: in -> out.v">(given, weight(1), delay(uniform(0_ms, 2_ms)).rounded(),
                                          plasticity{transmit{}, counting{}}),
             projection<"D: m -> S.n">(given, weight(given), delay(given)),
             projection<"E: m[2:6] -> S.other">(all_to_all{}, weight(0.5)));

/// What the spike of one modulator at step 10 has left at each synapse.
template <class Rule, class Weight>
std::map<std::pair<int, int>, double> left_by(int neuron, Rule rule, Weight w, unsigned team = 1) {
  // In an order that is not that of rows.
  const std::vector<int> from{2, 0, 1, 0, 2, 1, 0}, to{3, 1, 1, 0, 0, 2, 3};
  const pairs connected(from, to);
  simulation<network<many>> sim{
      threads{team, true},      set<"S">(connected),
      set<"in">(spikes_at({})), set<"m">(spike_list::at_steps(std::vector{10}, std::vector{neuron})),
      set<"D">(rule),           set<"D.w">(w),
      set<"D.delay">(0.3_ms)};
  sim.run(1.3_ms);
  for (const double x : sim.template get<"S.n">()) CHECK(x == 0);
  sim.run(0.1_ms);
  const auto n = sim.template get<"S.n">(), other = sim.template get<"S.other">();
  std::map<std::pair<int, int>, double> all;
  for (std::size_t k = 0; k < n.size(); ++k) {
    if (n[k] != 0) all[{from[k], to[k]}] = n[k];
    CHECK(other[k] == (neuron >= 2 && neuron < 6 ? 0.5 : 0));
  }
  return all;
}
using reached = std::map<std::pair<int, int>, double>;

TEST_CASE("projection onto synapses: the connection rule says which synapses a spike reaches", "[modulation]") {
  for (const unsigned team : {1u, 3u}) {
    CAPTURE(team);
    CHECK(left_by(3, all_to_all{}, 0.25, team) ==
          reached{
              {{2, 3}, .25}, {{0, 1}, .25}, {{1, 1}, .25}, {{0, 0}, .25}, {{2, 0}, .25}, {{1, 2}, .25}, {{0, 3}, .25}});
    CHECK(left_by(1, synapses_onto{pairs(std::vector{0, 1, 1}, std::vector{0, 1, 3})}, 2.0, team) ==
          reached{{{0, 1}, 2}, {{1, 1}, 2}, {{2, 3}, 2}, {{0, 3}, 2}});
    CHECK(left_by(1, synapses_from{pairs(std::vector{0, 1}, std::vector{0, 1})}, 2.0, team) ==
          reached{{{1, 1}, 2}, {{1, 2}, 2}});
    // By number, in the order of creation; a synapse that is listed twice is reached twice.
    CHECK(left_by(4, pairs(std::vector{4, 4, 4, 0}, std::vector{5, 0, 5, 1}),
                  values(std::vector{1.0, 2.0, 4.0, 8.0}, quantity<dim::one>(1)),
                  team) == reached{{{1, 2}, 5}, {{2, 3}, 2}});
    // One weight per neuron that is reached, for all of its synapses.
    CHECK(left_by(7, synapses_onto{pairs(std::vector{7, 6, 7}, std::vector{1, 1, 0})},
                  values(std::vector{1.0, 2.0, 4.0}, quantity<dim::one>(1)),
                  team) == reached{{{0, 1}, 1}, {{1, 1}, 1}, {{0, 0}, 4}, {{2, 0}, 4}});
    double sum = 0;
    for (const auto& [synapse, n] : left_by(0, fixed_outdegree{3}, 1.0, team)) sum += n;
    CHECK(sum == 3);
    CHECK(left_by(0, fixed_outdegree{3}, 1.0, team) == left_by(0, fixed_outdegree{3}, 1.0, 2));
  }
  CHECK_THROWS_AS(left_by(0, one_to_one{}, 1.0), invalid_value);
  CHECK_THROWS_AS(left_by(0, pairs(std::vector{0}, std::vector{7}), 1.0), invalid_value);
}

constexpr auto numbered = describe(population<"in">(7, spike_times{}), population<"out">(7, counter{}),
                                   projection<"S: in -> out.v">(one_to_one{}, weight(1), plasticity{counting{}}),
                                   projection<"D: in -> S.n">(one_to_one{}, weight(1)));

TEST_CASE("projection onto synapses: one_to_one is by number, and a source may be that of the synapses",
          "[modulation]") {
  simulation<network<numbered>> sim{set<"in">(spike_list::at_steps(std::vector{1, 1, 4}, std::vector{2, 5, 5}))};
  sim.run(1_ms);
  CHECK(sim.get<"S.n">() == std::vector<double>{0, 0, 1, 0, 0, 2, 0});
  CHECK(sim.get<"out.v">() == std::vector<double>{0, 0, 1, 0, 0, 2, 0});
}

// Ways to keep a synapse: at once or deferred, solved at events (by row or synapse) or in every step.
struct gated_pairs {
  double rate = 0.3;
  struct synapse {
    double m = 0;
  };
  struct at_source {
    double x = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return 20_ms; }
  static constexpr void spike(at_source& pre) { pre.x += 1; }
  static constexpr void on_pre(auto& s) { s.m *= 0.5; }
  constexpr void on_post(auto& s) const { s.w += rate * s.m * s.x; }
  bool operator==(const gated_pairs&) const = default;
};
/// Nothing but a reason not to be deferred.
struct at_once {
  using services = needs<rng>;
  bool operator==(const at_once&) const = default;
};
/// m leaks, and w collects it; solved at events, in the time of rows.
template <class Update>
struct leaking {
  using update = Update;
  template <class I>
  struct synapse {
    number<I> m = 0, sum = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.m = -s.m / 30_ms, .sum = (s.m - s.sum) / 50_ms};
  }
  static constexpr void on_pre(auto& s) { s.w += 0.001 * s.sum; }
  bool operator==(const leaking&) const = default;
};

/// The same as `leaking` in closed form, and weights move between events: dw/dt = m.
struct between {
  struct synapse {
    double m = 0;
  };
  static void between_events(auto& s, quantity<dim::second> elapsed) {
    const double left = expm1(-elapsed / 30_ms);
    s.w -= s.m * 0.03 * left;
    s.m += s.m * left;
  }
  bool operator==(const between&) const = default;
};

struct cell {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 3; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

template <class List>
constexpr auto kept_by(List list) {
  return describe(
      population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(33, cell{}),
      population<"m">(9, poisson{}, parameter<"rate">(30_Hz)),
      projection<"T: in -> out.v">(fixed_probability{0.3}, weight(0.4)),
      projection<"S: in -> out.u">(fixed_probability{0.4}, weight(0.2), delay(uniform(0_ms, 3_ms)).rounded(), list),
      projection<"D: m -> S.m">(synapses_onto{fixed_probability{0.3}}, weight(uniform(0.1, 0.4)), delay(0.7_ms)),
      projection<"A: m[0:2] -> S.m">(all_to_all{}, weight(0.05)),
      projection<"W: m[3:9] -> S.w">(fixed_outdegree{20}, weight(-0.01), delay(1_ms)), record<"S.w">(every{5_ms}),
      record<"out.spikes">());
}
constexpr auto deferred = kept_by(plasticity{transmit{}, gated_pairs{}});
constexpr auto at_every_spike = kept_by(plasticity{transmit{}, gated_pairs{}, at_once{}});
constexpr auto at_events = kept_by(plasticity{leaking<event_driven>{}});
constexpr auto at_events_of_both = kept_by(plasticity{leaking<event_driven>{}, pair_stdp{.w_min = -10, .w_max = 10}});
constexpr auto every_step = kept_by(plasticity{leaking<clock_driven>{}});
constexpr auto every_step_of_both = kept_by(plasticity{leaking<clock_driven>{}, pair_stdp{.w_min = -10, .w_max = 10}});
constexpr auto closed_form = kept_by(plasticity{transmit{}, between{}});
constexpr auto with_sums = kept_by(plasticity{transmit{}, leaking<event_driven>{}, normalise_on_event{3.0}});
constexpr auto with_scales = kept_by(plasticity{transmit{}, leaking<event_driven>{}, normalise_always{3.0}});
static_assert(detail::defers_plasticity<plasticity<transmit, gated_pairs>, detail::stored_weights<double>>);
static_assert(!detail::defers_plasticity<plasticity<transmit, gated_pairs, at_once>, detail::stored_weights<double>>);

/// Weights and variables after a second.
template <auto const& D, class Real = double>
std::vector<std::vector<Real>> run_of(unsigned team, bool with_checkpoint = false) {
  using net = network<D, Real>;
  simulation<net> sim{seed{5}, threads{team, true}};
  sim.run(60_ms);
  if (with_checkpoint) {
    const temporary_folder folder;
    const auto path = folder / "modulation.state";
    sim.save_state(path);
    simulation<net> other{seed{6}, threads{team % 3 + 1, true}};
    other.load_state(path);
    other.run(60_ms);
    return {other.template get<"S.w">(), other.template get<"S.m">(), other.template get<"D.w">()};
  }
  sim.run(60_ms);
  return {sim.template get<"S.w">(), sim.template get<"S.m">(), sim.template get<"D.w">()};
}
template <class Real>
double largest_difference(const std::vector<std::vector<Real>>& a, const std::vector<std::vector<Real>>& b) {
  double largest = 0, size = 0;
  REQUIRE(a[0].size() == b[0].size());
  for (const std::size_t k : {0u, 1u})
    for (std::size_t i = 0; i < a[k].size(); ++i) {
      largest = std::max(largest, std::abs(static_cast<double>(a[k][i] - b[k][i])));
      size = std::max(size, std::abs(static_cast<double>(a[k][i])));
    }
  CHECK(size > 0.3);
  return largest / size;
}

template <auto const& D>
void check_threads(std::vector<unsigned> teams = {3, 7}) {
  const auto one = run_of<D>(1);
  for (const unsigned team : teams) {
    CAPTURE(team);
    CHECK(run_of<D>(team) == one);
  }
  CHECK(run_of<D>(1, true) == one);
  CHECK(run_of<D>(4, true) == one);
  const auto in_float = run_of<D, float>(1);
  CHECK(run_of<D, float>(3) == in_float);
  CHECK(run_of<D, float>(2, true) == in_float);
  for (std::size_t k = 0; k < one[1].size(); ++k) CHECK(in_float[1][k] == Approx(one[1][k]).epsilon(1e-3).margin(1e-3));
}

TEST_CASE("projection onto synapses: threads and checkpoints, at once and deferred", "[modulation]") {
  check_threads<deferred>({2, 3, 4, 5, 6, 7});
  check_threads<at_every_spike>();
  CHECK(largest_difference(run_of<deferred>(1), run_of<at_every_spike>(1)) < 1e-13);
}
TEST_CASE("projection onto synapses: threads and checkpoints, equations solved at events", "[modulation]") {
  check_threads<at_events>();
  check_threads<at_events_of_both>();
  CHECK(largest_difference(run_of<at_events>(1), run_of<every_step>(1)) < 1e-12);
  CHECK(largest_difference(run_of<at_events_of_both>(1), run_of<every_step_of_both>(1)) < 1e-12);
}
TEST_CASE("projection onto synapses: threads and checkpoints, in every step and in closed form", "[modulation]") {
  check_threads<every_step>();
  check_threads<closed_form>({2, 3, 4, 5, 6, 7});
}
TEST_CASE("projection onto synapses: threads and checkpoints, where sums are kept", "[modulation]") {
  check_threads<with_sums>();
  check_threads<with_scales>();
  simulation<network<with_scales>> sim{seed{5}};
  sim.run(100_ms);
  // The scale holds the sum whatever spikes do to weights.
  const auto w = sim.get<"S.w">();
  const auto to = connections<"S">(sim).targets;
  std::vector<double> sum(33, 0);
  for (std::size_t k = 0; k < w.size(); ++k) sum[static_cast<std::size_t>(to[k])] += w[k];
  for (const double x : sum) CHECK(x == Approx(3).epsilon(1e-12));
}

TEST_CASE("projection onto synapses: its weights can be read and set, and recordings change nothing", "[modulation]") {
  simulation<network<deferred>> sim{seed{5}};
  CHECK(sim.get<"A.w">() == std::vector<double>{0.05});
  const auto drawn = sim.get<"D.w">();
  CHECK(drawn.size() > 60);
  for (const double w : drawn) CHECK((w >= 0.1 && w < 0.4));
  sim.set<"A.w">(0.0);
  sim.set<"D.w">(0.0);
  sim.set<"W.w">(values(std::vector{0.0}, quantity<dim::one>(1)));
  CHECK_THROWS_AS(sim.set<"D.w">(values(std::vector{0.0}, quantity<dim::one>(1))), invalid_value);
  sim.run(100_ms);
  for (const double w : sim.get<"S.w">()) CHECK(w == 0.2);
  std::ostringstream schedule, storage;
  network<deferred>::schedule(schedule);
  CHECK(schedule.str().find("deliver spikes to synapses through D") != std::string::npos);
  network<deferred>::storage(storage, sim.state());
  CHECK(storage.str().find("A: ") != std::string::npos);
  CHECK(storage.str().find("connections to synapses of 'S', 8 bytes") != std::string::npos);
}

} // namespace
