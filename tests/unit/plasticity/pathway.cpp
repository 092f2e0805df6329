// SPDX-License-Identifier: BSL-1.0
// Pathways: what rules do when spikes arrive with delays of their own, against a list of events made by hand.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cortexpr/io/connections.hpp>
#include <cortexpr/plasticity/pathway.hpp>
#include <cortexpr/plasticity/stdp/stdp.hpp>
#include <cortexpr/simulation/checkpoint.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <tuple>

namespace {

using namespace unit_tests;
using counts = std::vector<std::int64_t>;

/// Every event writes its number into the synapse: the order of events can be read off.
struct three_ways {
  double a = 1;
  struct synapse {
    double trail = 0, last = 0;
  };
  static constexpr std::tuple pathways{
      pathway<"down">(
          [](const auto& rule, auto& s) { s.w -= 0.5 * rule.a, s.trail = 3 * s.trail + 1, s.last = s.t.si(); }),
      pathway<"kick">([](const auto&, auto& s) { s.receptor += s.w, s.trail = 3 * s.trail + 2; })};
  static constexpr bool transmits = true;
  static constexpr dimension weight_unit = dim::one;
  void on_pre(auto& s) const { s.w += a, s.trail = 3 * s.trail; }
  bool operator==(const three_ways&) const = default;
};

struct counter {
  template <class I>
  struct state {
    number<I> u = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p) {
    return {.u = 0 / p.tau};
  }
};

template <class Connect, class Delay>
constexpr auto network_of(Connect rule, Delay pre) {
  return describe(population<"in">(5, spike_times{}), population<"n">(7, counter{}),
                  projection<"S: in -> n.u">(rule, weight(0.0), pre, plasticity{three_ways{}}, delay_of<"down">(0.3_ms),
                                             delay_of<"kick">(0.16_ms).rounded()),
                  record<"n.u">(), record<"S.w">(), record<"S.trail">());
}
constexpr auto dense = network_of(all_to_all{}, delay(0.1_ms));
constexpr auto sparse = network_of(fixed_probability{0.5}, delay(0.1_ms));
constexpr auto mixed = network_of(fixed_probability{0.5}, delay(uniform(0_ms, 0.6_ms)).rounded());

const counts when{0, 3, 3, 4, 6, 6, 6, 9, 12, 12}, who{1, 0, 1, 4, 2, 3, 1, 0, 0, 2};

template <auto const& D, class Real>
auto run(unsigned n, int steps = 25) {
  simulation<network<D, Real>> sim{seed{5}, threads{n, true}, set<"in">(spike_list::at_steps(when, who))};
  sim.run_steps(steps);
  return sim;
}

template <auto const& D, class Real = double>
void check_by_hand() {
  auto sim = run<D, Real>(1);
  const auto synapses = connections<"S">(sim);
  const auto trail = sim.template get<"S.trail">();
  const auto w = sim.template get<"S.w">(), last = sim.template get<"S.last">();
  const auto& u = sim["n.u"_name];
  std::vector<std::vector<double>> expected_u(26, std::vector<double>(7, 0.0));
  for (std::size_t k = 0; k < synapses.sources.size(); ++k) {
    const auto pre = static_cast<std::int64_t>(std::lround(synapses.delays[k] / 1e-4));
    std::vector<std::tuple<std::int64_t, int>> events; // step, kind in the order of a step
    for (std::size_t e = 0; e < when.size(); ++e)
      if (who[e] == synapses.sources[k]) {
        events.emplace_back(when[e] + pre, 0);
        events.emplace_back(when[e] + 3, 1);
        events.emplace_back(when[e] + 2, 2);
      }
    std::sort(events.begin(), events.end());
    double value = 0, digits = 0, at = 0;
    for (const auto& [step, kind] : events) {
      value += kind == 0 ? 1 : kind == 1 ? -0.5 : 0;
      digits = 3 * digits + kind;
      if (kind == 1) at = 1e-4 * static_cast<double>(step);
      if (kind == 2)
        for (std::size_t row = static_cast<std::size_t>(step) + 1; row < expected_u.size(); ++row)
          expected_u[row][static_cast<std::size_t>(synapses.targets[k])] += value;
    }
    CHECK(w[k] == value);
    CHECK(trail[k] == digits);
    CHECK(last[k] == Approx(at).margin(1e-12));
  }
  for (std::size_t row = 0; row < u.rows(); ++row)
    for (std::size_t j = 0; j < 7; ++j) CHECK(u(row, j) == expected_u[row][j]);
  for (const unsigned n : {2u, 3u, 7u}) {
    auto other = run<D, Real>(n);
    CHECK(other["n.u"_name].values == u.values);
    CHECK(other["S.trail"_name].values == sim["S.trail"_name].values);
  }
}

TEST_CASE("pathway: spikes arrive along each with its own delay, in the order of the list", "[plasticity]") {
  check_by_hand<dense>();
  check_by_hand<sparse>();
  check_by_hand<mixed>();
  check_by_hand<mixed, float>();
}

TEST_CASE("pathway: freezing a rule stops its pathways", "[plasticity]") {
  simulation<network<dense>> sim{seed{5}, set<"in">(spike_list::at_steps(when, who))};
  sim.freeze<"S", three_ways>();
  sim.run_steps(25);
  for (const double w : sim.get<"S.w">()) CHECK(w == 0);
}

TEST_CASE("pathway: a checkpoint holds the spikes that are under way", "[plasticity]") {
  const std::string file = "/tmp/pathway_checkpoint";
  auto whole = run<mixed, double>(1), half = run<mixed, double>(2, 5), rest = run<mixed, double>(1, 0);
  half.save_state(file);
  rest.load_state(file);
  rest.run_steps(20);
  std::remove(file.c_str());
  CHECK(rest.get<"S.trail">() == whole.get<"S.trail">());
  CHECK(rest.get<"n.u">() == whole.get<"n.u">());
}

TEST_CASE("pathway: the schedule names them with their delays", "[plasticity]") {
  std::ostringstream out;
  network<dense>::schedule(out);
  CHECK_THAT(out.str(), Catch::Matchers::Contains("in S, then along down after 0.3 ms, then along kick after 0.16 ms"));
}

constexpr auto off_grid = describe(
    population<"in">(5, spike_times{}), population<"n">(7, counter{}),
    projection<"S: in -> n.u">(all_to_all{}, weight(0.0), plasticity{three_ways{}}, delay_of<"down">(0.16_ms)));
constexpr auto negative = describe(
    population<"in">(5, spike_times{}), population<"n">(7, counter{}),
    projection<"S: in -> n.u">(all_to_all{}, weight(0.0), plasticity{three_ways{}}, delay_of<"down">(-0.1_ms)));
TEST_CASE("pathway: delays off the grid and negative ones are refused", "[plasticity]") {
  CHECK_THROWS_WITH(simulation<network<off_grid>>{seed{1}}, Catch::Matchers::Contains("delay_of<\"down\">"));
  CHECK_THROWS_WITH(simulation<network<negative>>{seed{1}}, Catch::Matchers::Contains("is negative"));
}

/// A pathway that draws random numbers, sees its neurons and event-driven equations.
struct drawing {
  using services = needs<rng>;
  using reads = post<"u">;
  template <class I>
  struct synapse {
    number<I> x = 1, first = 0, second = 0, seen = 0;
  };
  using update = event_driven;
  quantity<dim::second> tau = 1_ms;
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.x = -s.x / p.tau, .first = 0 / p.tau, .second = 0 / p.tau, .seen = 0 / p.tau};
  }
  static constexpr std::tuple pathways{pathway<"late">([](const auto&, auto& s) {
    s.second = s.uniform();
    s.seen = s.post["u"_name];
    s.x += 1;
  })};
  static constexpr dimension weight_unit = dim::one;
  void on_pre(auto& s) const { s.first = s.uniform(); }
  bool operator==(const drawing&) const = default;
};
constexpr auto with_draws =
    describe(population<"in">(5, spike_times{}), population<"n">(7, counter{}),
             projection<"S: in -> n.u">(fixed_probability{0.6}, weight(0.25), plasticity{transmit{}, drawing{}},
                                        delay_of<"late">(0_ms)),
             record<"S.second">());
TEST_CASE("pathway: random numbers of its own, neurons, event-driven equations", "[plasticity]") {
  auto sim = run<with_draws, double>(1);
  const auto first = sim.get<"S.first">(), second = sim.get<"S.second">(), seen = sim.get<"S.seen">(),
             x = sim.get<"S.x">();
  const auto synapses = connections<"S">(sim);
  bool any = false;
  for (std::size_t k = 0; k < first.size(); ++k) {
    double decayed = 1;
    std::int64_t from = -1; // a step integrates before spikes arrive
    for (std::size_t e = 0; e < when.size(); ++e)
      if (who[e] == synapses.sources[k]) {
        decayed = decayed * std::exp(-0.1 * static_cast<double>(when[e] - from)) + 1;
        from = when[e];
      }
    decayed *= std::exp(-0.1 * static_cast<double>(24 - from));
    CHECK(x[k] == Approx(decayed).epsilon(1e-12));
    CHECK(first[k] != second[k]);
    CHECK(seen[k] > 0);
    any = true;
  }
  CHECK(any);
  CHECK(run<with_draws, double>(3)["S.second"_name].values == sim["S.second"_name].values);
}

/// Pairs of spikes, the target's `late` steps later than they are.
template <class Connect, class Option>
constexpr auto learning(Connect rule, Option late) {
  return describe(population<"force">(3, spike_times{}), population<"in">(4, spike_times{}),
                  population<"cell">(3, adder<always_integrated>{}),
                  projection<"force -> cell.v">(one_to_one{}, weight(2_V)),
                  projection<"S: in -> cell.u">(rule, weight(1_V), delay(0.2_ms), late,
                                                plasticity{transmit{}, pair_stdp{.w_max = 3_V}}));
}
constexpr auto late_dense = learning(all_to_all{}, delay_of<"post">(0.7_ms));
constexpr auto late_sparse = learning(fixed_probability{0.6}, delay_of<"post">(0.7_ms));
constexpr auto early_dense = learning(all_to_all{}, delay_of<"post">(0_ms));
constexpr auto early_sparse = learning(fixed_probability{0.6}, delay_of<"post">(0_ms));

template <auto const& D>
std::vector<double> learnt(const counts& forced, unsigned n = 1) {
  simulation<network<D>> sim{
      seed{2}, threads{n, true}, set<"force">(spike_list::at_steps(forced, counts{0, 1, 2, 0, 1})),
      set<"in">(spike_list::at_steps(counts{5, 8, 10, 12, 15, 21, 30}, counts{0, 1, 2, 3, 0, 2, 1}))};
  sim.run_steps(60);
  return sim.template get<"S.w">();
}
TEST_CASE("pathway: a delay of on_post is a later spike of the target", "[plasticity]") {
  const counts early{4, 9, 13, 20, 24}, late{11, 16, 20, 27, 31};
  CHECK(learnt<late_dense>(early) == learnt<early_dense>(late));
  CHECK(learnt<late_dense>(early) != learnt<early_dense>(early));
  CHECK(learnt<late_sparse>(early) == learnt<early_sparse>(late));
  CHECK(learnt<late_sparse>(early) != learnt<early_sparse>(early));
  for (const unsigned n : {2u, 3u, 7u}) CHECK(learnt<late_sparse>(early, n) == learnt<late_sparse>(early));
}

} // namespace
