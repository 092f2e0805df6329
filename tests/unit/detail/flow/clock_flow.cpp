// SPDX-License-Identifier: BSL-1.0
// Clock-driven equations of synapses, their noise and currents, against plain loops.

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <numeric>
#include <random>
#include <set>
#include <sstream>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;
constexpr double dt = 1e-4;

/// NMDA gating: nonlinear, each equation linear in its own variable.
template <class Integrator>
struct gating {
  using integrator = Integrator;
  quantity<dim::second> tau_x = 2_ms, tau_s = 100_ms;
  quantity<dim::hertz> alpha = 500_Hz;
  template <class I>
  struct synapse {
    number<I> x = 0, s = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& y, const auto& p) {
    return {.x = -y.x / p.tau_x, .s = -y.s / p.tau_s + p.alpha * y.x * (1 - y.s)};
  }
  static constexpr auto current(const auto& y, const auto&) { return y.w * y.s; }
  void on_pre(auto& y) const { y.x += 1; }
  bool operator==(const gating&) const = default;
};
/// Linear, so that it is known exactly; by clock because it says so.
struct by_clock {
  using update = clock_driven;
  quantity<dim::second> tau = 20_ms;
  quantity<dim::hertz> k = 30_Hz;
  template <class I>
  struct synapse {
    number<I> a = 0, b = 1;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& y) const {
    return {.a = -y.a / tau, .b = k * (1 - y.b) + k * y.a};
  }
  void on_pre(auto& y) const { y.a += 1, y.w += 0.01_V * y.b; }
  bool operator==(const by_clock&) const = default;
};
/// The same from event to event.
struct by_event {
  quantity<dim::second> tau = 20_ms;
  quantity<dim::hertz> k = 30_Hz;
  template <class I>
  struct synapse {
    number<I> c = 0, d = 1;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& y) const {
    return {.c = -y.c / tau, .d = k * (1 - y.d) + k * y.c};
  }
  void on_pre(auto& y) const { y.c += 1; }
  bool operator==(const by_event&) const = default;
};
/// Ornstein-Uhlenbeck process.
struct noisy {
  quantity<dim::second> tau = 5_ms;
  template <class I>
  struct synapse {
    volt<I> n = 0_mV;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& y, const auto& p) {
    return {.n = -y.n / p.tau};
  }
  template <class S>
  static constexpr synapse<per_root_second<S>> noise(const synapse<S>&, const auto& p) {
    return {.n = 2_mV / sqrt(p.tau)};
  }
  bool operator==(const noisy&) const = default;
};
/// Its variable v is what synapses feed.
struct fed {
  template <class I>
  struct state {
    volt<I> v = 0_V, u = 0_V;
  };
  template <class I>
  struct parameters {};
};

static_assert(detail::is_clock_driven<gating<rk4>>::value && detail::is_clock_driven<by_clock>::value);
static_assert(detail::is_event_driven<by_event>::value && detail::is_clock_driven<noisy>::value);
static_assert(std::is_same_v<detail::integrator_of_rule<by_clock>, exact>);
static_assert(std::is_same_v<detail::integrator_of_rule<noisy>, euler_maruyama>);

constexpr std::size_t sources = 6, targets = 9;
constexpr std::int64_t steps = 400;

template <class... Rules>
constexpr auto describe_with(Rules... rules) {
  return describe(population<"in">(sources, spike_times{}), population<"n">(targets, fed{}),
                  projection<"S: in -> n.v">(given, weight(given), delay(given), plasticity{rules...}));
}
constexpr auto with_rk4 = describe_with(gating<rk4>{}, by_clock{}, by_event{});
constexpr auto with_rk2 = describe_with(gating<rk2>{});
constexpr auto with_exponential = describe_with(gating<exponential_euler>{});
constexpr auto with_default = describe_with(gating<automatic>{});
constexpr auto with_noise = describe_with(noisy{}, gating<euler>{});

struct wiring {
  std::vector<int> from, to;
  numbers w, delay; // V, ms
  std::vector<std::int64_t> spike_step, spike_source;
};
wiring make_wiring(bool dense, bool one_delay) {
  std::mt19937 random(5);
  wiring x;
  for (int i = 0; i < int(sources); ++i)
    for (int j = 0; j < int(targets); ++j)
      if (dense || random() % 3 != 0) {
        x.from.push_back(i), x.to.push_back(j);
        x.w.push_back(0.1 + 0.01 * double(random() % 100));
        x.delay.push_back(one_delay ? 0.3 : 0.1 * double(1 + random() % 4));
      }
  for (std::int64_t n = 0; n < steps - 10; ++n)
    for (std::int64_t i = 0; i < std::int64_t(sources); ++i)
      if (random() % 60 == 0) x.spike_step.push_back(n), x.spike_source.push_back(i);
  return x;
}
template <auto const& D, class Real = double>
auto simulate(const wiring& x, std::int64_t n, const auto&... options) {
  simulation<network<D, Real>> sim{set<"in">(spike_list::at_steps(x.spike_step, x.spike_source)),
                                   set<"S">(pairs(x.from, x.to)), set<"S.w">(values(x.w, 1_V)),
                                   set<"S.delay">(values(x.delay, 1_ms)), options...};
  sim.run_steps(n);
  return sim;
}

/// One step of the gating equations by some method.
using method = void (*)(double& x, double& s);
double slope(double x, double s) { return -s / 0.1 + 500 * x * (1 - s); }
void rk4_step(double& x, double& s) {
  const double h = dt, f1 = -x / 2e-3, g1 = slope(x, s), x2 = x + h / 2 * f1, s2 = s + h / 2 * g1;
  const double f2 = -x2 / 2e-3, g2 = slope(x2, s2), x3 = x + h / 2 * f2, s3 = s + h / 2 * g2;
  const double f3 = -x3 / 2e-3, g3 = slope(x3, s3), x4 = x + h * f3, s4 = s + h * g3;
  x += h / 6 * (f1 + 2 * f2 + 2 * f3 - x4 / 2e-3), s += h / 6 * (g1 + 2 * g2 + 2 * g3 + slope(x4, s4));
}
void rk2_step(double& x, double& s) {
  const double x2 = x - dt / 2 * x / 2e-3, s2 = s + dt / 2 * slope(x, s);
  x -= dt * x2 / 2e-3, s += dt * slope(x2, s2);
}
void exponential_step(double& x, double& s) {
  const double rate = 1 / 0.1 + 500 * x, goal = 500 * x / rate;
  s = goal + (s - goal) * std::exp(-rate * dt);
  x *= std::exp(-dt / 2e-3);
}
void euler_step(double& x, double& s) {
  const double g = slope(x, s);
  x -= dt * x / 2e-3, s += dt * g;
}

struct expected_values {
  numbers x, s, v = numbers(targets, 0.0);
};
expected_values expected(const wiring& all, std::int64_t end, method step) {
  expected_values r;
  for (std::size_t k = 0; k < all.from.size(); ++k) {
    double x = 0, s = 0;
    for (std::int64_t n = 0; n < end; ++n) {
      if (n + 1 == end) r.v[std::size_t(all.to[k])] += all.w[k] * s; // fed in the last step
      step(x, s);
      for (std::size_t e = 0; e < all.spike_step.size(); ++e)
        if (all.spike_source[e] == all.from[k] && all.spike_step[e] + std::lround(all.delay[k] * 10) == n) x += 1;
    }
    r.x.push_back(x), r.s.push_back(s);
  }
  return r;
}
template <class Real>
void check_near(const std::vector<Real>& is, const numbers& should, double tolerance) {
  REQUIRE(is.size() == should.size());
  for (std::size_t k = 0; k < is.size(); ++k)
    CHECK(double(is[k]) == Approx(should[k]).epsilon(tolerance).margin(1e-14));
}
template <auto const& D, class Real = double>
void check_loop(method step, bool feeds_constant_weights, double tolerance = 1e-11) {
  for (const bool dense : {false, true}) {
    const wiring x = make_wiring(dense, dense);
    for (const std::int64_t n : {1, 57, int(steps)}) {
      const auto should = expected(x, n, step);
      for (const unsigned team : {1u, 3u}) {
        const auto sim = simulate<D, Real>(x, n, threads{team, true});
        check_near(sim.template get<"S.x">(), should.x, tolerance);
        check_near(sim.template get<"S.s">(), should.s, tolerance);
        if (feeds_constant_weights) check_near(sim.template get<"n.v">(), should.v, tolerance);
      }
    }
  }
}

TEST_CASE("clock-driven equations: integrators and currents are those of plain loops") {
  check_loop<with_rk2>(rk2_step, true);
  check_loop<with_exponential>(exponential_step, true);
  check_loop<with_default>(rk4_step, true, 5e-4); // a rule of second order
  check_loop<with_rk4>(rk4_step, false);          // by_clock changes weights
  check_loop<with_noise>(euler_step, true);
  check_loop<with_rk2, float>(rk2_step, true, 1e-6);
}

TEST_CASE("clock-driven equations: linear ones are those that are solved from event to event") {
  const auto sim = simulate<with_rk4>(make_wiring(false, false), steps);
  check_near(sim.get<"S.a">(), sim.get<"S.c">(), 1e-12);
  check_near(sim.get<"S.b">(), sim.get<"S.d">(), 1e-12);
}

template <auto const& D>
void check_bits() {
  const wiring x = make_wiring(false, false);
  const auto one = simulate<D>(x, steps, threads{1});
  for (const unsigned n : {2u, 3u, 5u, 7u}) {
    const auto more = simulate<D>(x, steps, threads{n, true});
    CHECK(more.template get<"S.s">() == one.template get<"S.s">());
    CHECK(more.template get<"n.v">() == one.template get<"n.v">());
  }
  const temporary_folder folder;
  auto whole = simulate<D>(x, 133);
  whole.save_state(folder / "state");
  auto resumed = simulate<D>(x, 0, threads{3, true}), same = simulate<D>(x, 5);
  resumed.load_state(folder / "state"), same.load_state(folder / "state");
  CHECK(same.state() == whole.state());
  whole.run_steps(200), resumed.run_steps(200), same.run_steps(200);
  CHECK(same.state() == whole.state());
  CHECK(resumed.template get<"S.s">() == whole.template get<"S.s">());
  CHECK(resumed.template get<"n.v">() == whole.template get<"n.v">());
}
TEST_CASE("clock-driven equations: any number of threads and a checkpoint in the middle give the same bits") {
  check_bits<with_rk4>();
  check_bits<with_default>();
  check_bits<with_noise>();
  const wiring x = make_wiring(false, false);
  CHECK(simulate<with_noise>(x, 50, threads{4, true}).get<"S.n">() == simulate<with_noise>(x, 50).get<"S.n">());
}

constexpr auto many = describe(population<"in">(40, spike_times{}), population<"n">(50, fed{}),
                               projection<"S: in -> n.u">(all_to_all{}, weight(1_V), plasticity{noisy{}}));
TEST_CASE("clock-driven equations: noise has the variance and the correlation of the process") {
  simulation<network<many>> sim{seed{3}};
  sim.run(50_ms);
  const auto n = sim.get<"S.n">();
  sim.run(5_ms);
  const auto later = sim.get<"S.n">();
  double mean = 0, square = 0, product = 0, neighbours = 0;
  for (std::size_t k = 0; k < n.size(); ++k) {
    mean += n[k], square += n[k] * n[k], product += n[k] * later[k];
    if (k > 0) neighbours += n[k] * n[k - 1];
  }
  const double size = double(n.size()), variance = 4e-6 / 2; // 2000 synapses: 3 % accuracy
  CHECK(std::abs(mean / size) < 4 * std::sqrt(variance / size));
  CHECK(square / size == Approx(variance).epsilon(0.15));
  CHECK(product / size == Approx(variance * std::exp(-1)).epsilon(0.3));
  CHECK(std::abs(neighbours / size) < 0.1 * variance);
  CHECK(std::set<double>(n.begin(), n.end()).size() == n.size());
}

constexpr auto two_feeds =
    describe(population<"in">(sources, spike_times{}), population<"n">(targets, fed{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(2_V), plasticity{gating<euler>{}}),
             projection<"T: in -> n[0:6].v">(one_to_one{}, weight(3_V), plasticity{gating<euler>{}, by_event{}}));
TEST_CASE("clock-driven equations: what several projections feed is added up, and a frozen rule feeds nothing") {
  simulation<network<two_feeds>> sim{set<"in">(spike_list::at_steps(std::vector{3, 3, 8}, std::vector{0, 1, 0}))};
  sim.run_steps(30);
  const auto s = sim.get<"S.s">(), t = sim.get<"T.s">();
  sim.run_steps(1);
  const auto v = sim.get<"n.v">();
  for (std::size_t j = 0; j < targets; ++j) {
    double sum = j < sources ? 3 * t[j] : 0;
    for (std::size_t i = 0; i < sources; ++i) sum += 2 * s[i * targets + j];
    CHECK(v[j] == Approx(sum).epsilon(1e-13));
  }
  sim.freeze<"S", gating<euler>>();
  const auto later = sim.get<"T.s">();
  sim.run_steps(1);
  for (std::size_t j = 0; j < targets; ++j)
    CHECK(sim.get<"n.v">()[j] == Approx(j < sources ? 3 * later[j] : 0).epsilon(1e-13));
  std::ostringstream schedule;
  network<two_feeds>::schedule(schedule);
  CHECK(schedule.str().find("sum up currents and integrate clock-driven equations of S (order -1)") !=
        std::string::npos);
}

using cell = synaptic<lif, receptor<"ampa", conductance<exponential>>,
                      receptor<"nmda", magnesium_block<conductance<summed>>>, receptor<"extra", current<summed>>>;
constexpr auto with_receptors = describe(
    population<"in">(2, spike_times{}), population<"cell">(3, cell{}),
    projection<"S: in -> cell.nmda">(all_to_all{}, weight(5_nS), plasticity{gating<rk2>{}}), record<"cell.v">());
TEST_CASE("clock-driven equations: an NMDA receptor is what its formula says") {
  simulation<network<with_receptors>> sim{set<"in">(spike_list::at_steps(std::vector{3, 30}, std::vector{0, 1})),
                                          set<"cell.nmda.Mg">(0.5_mM)};
  sim.run_steps(300);
  // The membrane by the same integrator, exponential_euler.
  double x[2] = {0, 0}, s[2] = {0, 0}, v = -70e-3;
  const auto trace = column_of(sim["cell.v"_name], 1);
  for (int n = 0; n < 300; ++n) {
    REQUIRE(trace[std::size_t(n)] == Approx(v).epsilon(1e-10));
    const double g = 5e-9 * (s[0] + s[1]), u = v;
    const auto f = [&](double at) {
      return ((-70e-3 - at) * 10e-9 + g * (0 - at) / (1 + 0.5 / 3.57 * std::exp(-62 * at))) / 200e-12;
    };
    const double half = u + dt / 2 * f(u); // rk2
    v = u + dt * f(half);
    for (int i = 0; i < 2; ++i) {
      rk2_step(x[i], s[i]);
      if (n == (i == 0 ? 3 : 30)) x[i] += 1;
    }
  }
  CHECK(v > -69.9e-3);
  const auto found = sim.diagnose();
  std::ostringstream words;
  words << found;
  INFO(words.str());
  CHECK(found.errors().empty());
}

} // namespace
