// SPDX-License-Identifier: BSL-1.0
// Event-driven equations of synapses against closed forms, whatever rows, threads and events are like.

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/simulation/checkpoint.hpp>
#include <random>
#include <sstream>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

/// z feeds c, r recovers to 1.
struct linear_parts {
  quantity<dim::second> tau_z = 5_ms, tau_c = 30_ms, tau_r = 200_ms;
  quantity<dim::hertz> k = 40_Hz, none = 0_Hz;
  template <class I>
  struct synapse {
    number<I> z = 0.5, c = 0, r = 0.25;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.z = -s.z / p.tau_z, .c = p.k * s.z - s.c / p.tau_c + p.none, .r = (1 - s.r) / p.tau_r};
  }
  static constexpr bool transmits = true;
  void on_pre(auto& s) const {
    s.receptor += s.w * (s.c + s.r);
    s.z += 1;
    s.r -= 0.3 * s.r;
  }
  bool operator==(const linear_parts&) const = default;
};
/// A change when the target spikes: each synapse has a time of its own.
struct seen_from_both {
  quantity<dim::second> tau = 7_ms;
  template <class I>
  struct synapse {
    number<I> a = 0;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& s) const {
    return {.a = -s.a / tau};
  }
  void on_pre(auto& s) const { s.a += 1; }
  void on_post(auto& s) const { s.w += 0.001_V * s.a; }
  bool operator==(const seen_from_both&) const = default;
};
/// A parameter of every synapse's own.
struct own_tau {
  template <class I>
  struct synapse {
    number<I> b = 0;
    second<I> tau = 20_ms;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& s) const {
    return {.b = -s.b / s.tau, .tau = 0};
  }
  void on_pre(auto& s) const { s.b += 1; }
  bool operator==(const own_tau&) const = default;
};

static_assert(detail::is_event_driven<linear_parts>::value && detail::is_event_driven<own_tau>::value);
static_assert(detail::has_constants<own_tau> && !detail::has_constants<linear_parts>);

constexpr std::size_t sources = 5, targets = 7;
constexpr std::int64_t steps = 700;
constexpr double dt = 1e-4;

template <class Rules, bool InTurn>
constexpr auto describe_with(Rules rules) {
  const auto ends = record<"S.r">(every{10_ms});
  if constexpr (InTurn)
    return describe(population<"in">(sources, spike_times{}), population<"force">(1, spike_times{}),
                    population<"n">(targets, adder<always_integrated>{}),
                    projection<"force -> n.v">(all_to_all{}, weight(2_V)),
                    projection<"S: in -> n.u">(given, weight(given), delay(given), rules, rules_in_turn{}), ends);
  else
    return describe(population<"in">(sources, spike_times{}), population<"force">(1, spike_times{}),
                    population<"n">(targets, adder<always_integrated>{}),
                    projection<"force -> n.v">(all_to_all{}, weight(2_V)),
                    projection<"S: in -> n.u">(given, weight(given), delay(given), rules), ends);
}
constexpr auto of_rows = describe_with<decltype(plasticity{linear_parts{}}), false>(plasticity{linear_parts{}});
constexpr auto in_turn = describe_with<decltype(plasticity{linear_parts{}}), true>(plasticity{linear_parts{}});
constexpr auto list_of_three = plasticity{linear_parts{}, seen_from_both{}, own_tau{}};
constexpr auto of_synapses = describe_with<std::remove_const_t<decltype(list_of_three)>, false>(list_of_three);

struct wiring {
  std::vector<int> from, to;
  numbers w, delay; // V, ms
  std::vector<std::int64_t> spike_step, spike_source, forced;
};
wiring make_wiring(bool dense, bool one_delay) {
  std::mt19937 random(3);
  wiring x;
  for (int i = 0; i < int(sources); ++i)
    for (int j = 0; j < int(targets); ++j)
      if (dense || random() % 3 != 0) {
        x.from.push_back(i), x.to.push_back(j);
        x.w.push_back(0.1 + 0.01 * double(random() % 100));
        x.delay.push_back(one_delay ? 0.3 : 0.1 * double(1 + random() % 4));
      }
  for (std::int64_t n = 0; n < steps - 10; ++n) {
    for (std::int64_t i = 0; i + 1 < std::int64_t(sources); ++i) // the last is silent
      if (random() % 40 == 0) x.spike_step.push_back(n), x.spike_source.push_back(i);
    if (n % 23 == 7) x.forced.push_back(n);
  }
  return x;
}
template <auto const& D, class Real = double>
auto simulate(const wiring& x, std::int64_t n, const auto&... options) {
  simulation<network<D, Real>> sim{set<"in">(spike_list::at_steps(x.spike_step, x.spike_source)),
                                   set<"force">(spikes_at(x.forced)),
                                   set<"S">(pairs(x.from, x.to)),
                                   set<"S.w">(values(x.w, 1_V)),
                                   set<"S.delay">(values(x.delay, 1_ms)),
                                   options...};
  sim.run_steps(n);
  return sim;
}

/// What the equations of `linear_parts` come to in closed form.
struct closed_form {
  double z = 0.5, c = 0, r = 0.25;
  void advance(double t) {
    const double a = 1 / 5e-3, b = 1 / 30e-3, k = 40;
    c = c * std::exp(-b * t) + k * z * (std::exp(-b * t) - std::exp(-a * t)) / (a - b);
    z *= std::exp(-a * t);
    r = 1 - (1 - r) * std::exp(-t / 200e-3);
  }
};
/// All values at the end, synapse by synapse, from the spikes that arrive.
struct expected_values {
  numbers z, c, r, u = numbers(targets, 0.0);
};
expected_values expected(const wiring& x, std::int64_t end) {
  expected_values all;
  for (std::size_t k = 0; k < x.from.size(); ++k) {
    closed_form s;
    std::int64_t last = 0;
    for (std::size_t e = 0; e < x.spike_step.size(); ++e)
      if (x.spike_source[e] == x.from[k]) {
        const std::int64_t arrival = x.spike_step[e] + std::lround(x.delay[k] * 10);
        if (arrival >= end) continue;
        s.advance(double(arrival + 1 - last) * dt); // equations come before the spikes of a step
        last = arrival + 1;
        all.u[std::size_t(x.to[k])] += x.w[k] * (s.c + s.r);
        s.z += 1;
        s.r *= 0.7;
      }
    s.advance(double(end - last) * dt);
    all.z.push_back(s.z), all.c.push_back(s.c), all.r.push_back(s.r);
  }
  return all;
}
template <class Real>
void check_near(const std::vector<Real>& is, const numbers& should, double tolerance) {
  REQUIRE(is.size() == should.size());
  for (std::size_t k = 0; k < is.size(); ++k)
    CHECK(double(is[k]) == Approx(should[k]).epsilon(tolerance).margin(1e-15));
}
template <auto const& D, class Real = double>
void check_closed_form(bool dense, bool one_delay, double tolerance = 1e-12) {
  const wiring x = make_wiring(dense, one_delay);
  for (const std::int64_t n : {1, 333, int(steps)}) {
    const auto should = expected(x, n);
    for (const unsigned team : {1u, 3u}) {
      const auto sim = simulate<D, Real>(x, n, threads{team, true});
      check_near(sim.template get<"S.z">(), should.z, tolerance);
      check_near(sim.template get<"S.c">(), should.c, tolerance);
      check_near(sim.template get<"S.r">(), should.r, tolerance);
      if (&D != static_cast<const void*>(&of_synapses)) // whose weights change
        check_near(sim.template get<"n.u">(), should.u, tolerance);
    }
  }
}
template <auto const& D>
void check_threads() {
  const wiring x = make_wiring(false, false);
  const auto one = simulate<D>(x, steps, threads{1});
  for (const unsigned n : {2u, 3u, 5u, 7u}) {
    const auto more = simulate<D>(x, steps, threads{n, true});
    CHECK(more.template get<"S.c">() == one.template get<"S.c">());
    CHECK(more.template get<"n.u">() == one.template get<"n.u">());
    CHECK(more["S.r"_name].values == one["S.r"_name].values);
  }
}

TEST_CASE("event-driven equations: the closed form, for sparse and dense rows, one delay and mixed ones") {
  for (const bool dense : {false, true})
    for (const bool one_delay : {false, true}) {
      check_closed_form<of_rows>(dense, one_delay);
      check_closed_form<in_turn>(dense, one_delay);
      check_closed_form<of_synapses>(dense, one_delay);
    }
  check_closed_form<of_rows, float>(false, false, 1e-5);
}

TEST_CASE("event-driven equations: any number of threads gives the same bits") {
  check_threads<of_rows>();
  check_threads<of_synapses>();
}

TEST_CASE("event-driven equations: on_post sees them, and synapses may have time constants of their own") {
  for (const bool dense : {false, true}) {
    const wiring x = make_wiring(dense, dense);
    numbers taus;
    for (std::size_t k = 0; k < x.from.size(); ++k) taus.push_back(3 + double(k % 5));
    const auto sim = simulate<of_synapses>(x, steps, set<"S.tau">(values(taus, 1_ms)));
    const auto w = sim.get<"S.w">(), b = sim.get<"S.b">();
    for (std::size_t k = 0; k < x.from.size(); ++k) {
      double a = 0, weight = x.w[k], own = 0;
      for (std::int64_t n = 0; n < steps; ++n) {
        a *= std::exp(-dt / 7e-3);
        own *= std::exp(-dt / (taus[k] * 1e-3));
        for (std::size_t e = 0; e < x.spike_step.size(); ++e)
          if (x.spike_source[e] == x.from[k] && x.spike_step[e] + std::lround(x.delay[k] * 10) == n) a += 1, own += 1;
        for (const std::int64_t forced : x.forced)
          if (forced + 1 == n) weight += 0.001 * a;
      }
      CHECK(w[k] == Approx(weight).epsilon(1e-12));
      CHECK(b[k] == Approx(own).epsilon(1e-12));
    }
  }
}

TEST_CASE("event-driven equations: minutes between two events") {
  for (const std::uint32_t steps_between : {255u, 256u, 65'535u, 65'536u, 4'194'303u, 4'194'304u, 90'000'000u}) {
    const detail::propagator_table<linear_parts> table(linear_parts{.tau_r = 1000_s}, dt);
    const double left = std::exp(-double(steps_between) * dt / 1000);
    CHECK(table.over(steps_between).p[2][2] == Approx(left).epsilon(1e-12));
    std::array<double, 3> x{0, 0, 0.25};
    table.advance(x, steps_between);
    CHECK(x[2] == Approx(1 - 0.75 * left).epsilon(1e-12));
  }
}

TEST_CASE("event-driven equations: what reads a variable changes nothing") {
  const wiring x = make_wiring(false, false);
  auto read = simulate<of_synapses>(x, 200), alone = simulate<of_synapses>(x, 200);
  for (int k = 0; k < 50; ++k) {
    read.run_steps(7);
    static_cast<void>(read.get<"S.c">());
    alone.run_steps(7);
  }
  CHECK(read.state() == alone.state());
}

template <auto const& D>
void check_checkpoint() {
  const temporary_folder folder;
  const wiring x = make_wiring(false, false);
  auto whole = simulate<D>(x, 333);
  whole.save_state(folder / "state");
  auto resumed = simulate<D>(x, 0, threads{3, true}), same = simulate<D>(x, 5);
  resumed.load_state(folder / "state");
  same.load_state(folder / "state");
  CHECK(same.state() == whole.state());
  whole.run_steps(300), resumed.run_steps(300), same.run_steps(300);
  CHECK(same.state() == whole.state());
  CHECK(resumed.template get<"S.c">() == whole.template get<"S.c">());
  CHECK(resumed.template get<"n.u">() == whole.template get<"n.u">());
}
TEST_CASE("event-driven equations: a checkpoint in the middle goes on bit by bit") {
  check_checkpoint<of_rows>();
  check_checkpoint<of_synapses>();
}

TEST_CASE("event-driven equations: set gives values at the present time, and frozen rules do not stop them") {
  const wiring x = make_wiring(false, true);
  auto sim = simulate<of_rows>(x, 100);
  sim.set<"S.c">(2.0);
  const auto z = sim.get<"S.z">();
  CHECK(sim.get<"S.c">() == numbers(x.from.size(), 2.0));
  sim.freeze<"S", linear_parts>();
  const auto r = sim.get<"S.r">();
  sim.run_steps(50);
  for (std::size_t k = 0; k < z.size(); ++k) {
    closed_form s{z[k], 2, r[k]};
    s.advance(50 * dt);
    CHECK(sim.get<"S.c">()[k] == Approx(s.c).epsilon(1e-12));
    CHECK(sim.get<"S.r">()[k] == Approx(s.r).epsilon(1e-12));
  }
}

TEST_CASE("event-driven equations: bytes per synapse, words of the schedule, coefficients that are no numbers") {
  const wiring x = make_wiring(false, true);
  std::ostringstream rows, schedule;
  const auto sim = simulate<of_rows>(x, 1);
  network<of_rows>::schedule(schedule);
  CHECK(schedule.str().find("keep the time of event-driven equations in S") != std::string::npos);
  const auto& p = detail::item_at<4>(sim.state().items);
  CHECK(p.slices[0].times.last.size() == sources); // a time per source
  const auto other = simulate<of_synapses>(x, 1);
  const auto& q = detail::item_at<4>(other.state().items);
  CHECK(q.slices[0].times.last.size() == x.from.size());
  CHECK(complaint_of<invalid_value>([&] {
          simulate<of_rows>(x, 1, set<"S">(plasticity{linear_parts{.k = quantity<dim::hertz>(INFINITY)}}));
        }).find("not finite") != std::string::npos);
}

/// A variable that starts away from 0, kept by event and by clock.
struct decaying {
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> x = 1, at_event = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.x = -s.x / p.tau, .at_event = 0 / 1_s};
  }
  static void on_pre(auto& s) { s.at_event = s.x; }
  bool operator==(const decaying&) const = default;
};
struct decaying_by_clock {
  using update = clock_driven;
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> y = 1, seen = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.y = -s.y / p.tau, .seen = 0 / 1_s};
  }
  static void on_pre(auto& s) { s.seen = s.y; }
  bool operator==(const decaying_by_clock&) const = default;
};
constexpr auto from_one = describe(
    population<"in">(1, spike_times{}), population<"n">(1, lif{}),
    projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), delay(given), plasticity{decaying{}, decaying_by_clock{}}));
static_assert(detail::is_event_driven<decaying>::value && detail::is_clock_driven<decaying_by_clock>::value);

TEST_CASE("event_flow: what starts away from 0 is the same by event and by clock, at the first event, too") {
  for (const std::int64_t event : {0, 1, 7, 150})
    for (const double delay : {0.0, 0.3}) {
      simulation<network<from_one>> sim{set<"in">(spike_list::at_steps(std::vector{event}, std::vector{0})),
                                        set<"S.delay">(delay * 1_ms)};
      const std::int64_t arrival = event + std::lround(delay * 10);
      CHECK(sim.get<"S.x">()[0] == 1); // row 0 is the state at the start
      sim.run_steps(arrival + 1);
      // A step of equations comes before the events of that step, so that the first event has seen arrival + 1 of them.
      const double expected = std::exp(-0.1 / 20 * static_cast<double>(arrival + 1));
      CHECK(sim.get<"S.seen">()[0] == Approx(expected).epsilon(1e-13));
      CHECK(sim.get<"S.at_event">()[0] == Approx(expected).epsilon(1e-13));
      sim.run_steps(13);
      CHECK(sim.get<"S.x">()[0] == Approx(sim.get<"S.y">()[0]).epsilon(1e-13));
      // After k steps they have made k steps, as neurons have.
      CHECK(sim.get<"S.x">()[0] == Approx(std::exp(-sim.time() / 20e-3)).epsilon(1e-13));
    }
}

} // namespace
