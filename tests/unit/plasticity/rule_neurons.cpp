// SPDX-License-Identifier: BSL-1.0
// Rules that see and change their neurons, against a loop over lists that knows nothing of slices, layouts and threads.

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <sstream>
#include <tuple>

namespace rule_neurons_tests {

using namespace unit_tests;

/// A leaky neuron with a filtered potential `low` and two variables that rules write; v and x are held.
struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -65_mV;
    volt<I> low = -65_mV;
    unless_refractory<number<I>> x = 0;
    number<I> y = 0, g = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E = -47_mV, V_th = -50_mV;
    second<I> tau = 10_ms, tau_low = 20_ms, t_ref = 1_ms;
    number<I> gain = 1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E - x.v) / p.tau,
            .low = (x.v - x.low) / p.tau_low,
            .x = -x.x / p.tau,
            .y = -x.y / p.tau_low,
            .g = -x.g / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.E - 18_mV; }
};

/// Every kind of reading and writing at once.
struct busy {
  using reads = pre_and_post<pre<"v", "gain">, post<"low", "v", "gain">>;
  using writes = pre_and_post<pre<"x", "y">, post<"x", "y">>;
  quantity<dim::second> interval = 0.7_ms;

  void on_pre(auto& s) const {
    s.w += 0.02 * (s.post["v"_name] - s.post["low"_name]) + 0.01 * (s.pre["v"_name] + 65_mV);
    s.post["x"_name] += 0.01 * s.pre["gain"_name] + 0.1 * (s.post["v"_name] / 1_V);
    s.post["y"_name] = 0.5 * s.post["y"_name] + s.post["x"_name];
    s.pre["x"_name] += 0.02 * s.post["gain"_name] + 0.1 * s.pre["x"_name];
    s.pre["y"_name] -= s.w / 1_V;
  }
  void on_post(auto& s) const {
    s.w -= 0.001 * s.pre["y"_name] * 1_mV + 0.01 * (s.post["v"_name] - s.pre["v"_name]);
    s.post["x"_name] *= 0.99;
    s.pre["x"_name] += 0.03;
  }
  void on_step(auto& s) const {
    s.w += (s.dt / 10_s) * (s.pre["v"_name] - s.post["low"_name]);
    s.pre["y"_name] += 1e-3 * (s.w / 1_mV);
  }
  bool operator==(const busy&) const = default;
};

/// Reads only, as most rules do: dense rows may be taken many synapses at a time.
struct reader {
  using reads = pre_and_post<pre<"low">, post<"g", "v", "gain">>;
  void on_pre(auto& s) const { s.w += 0.01 * (s.post["g"_name] + s.post["gain"_name] * (s.post["v"_name] / 1_V)); }
  void on_post(auto& s) const { s.w -= 0.02 * ((s.post["v"_name] - s.pre["low"_name]) / 1_V); }
  bool operator==(const reader&) const = default;
};

struct synapse {
  std::size_t i, j;
  long delay;
  double w;
};
struct spike_event {
  std::size_t i, j, number;
  double x, y;
};

/// A pseudorandom number in [0, 1).
double hashed(std::size_t k) {
  const auto bits = (k + 1) * 0x9E3779B97F4A7C15ull;
  return static_cast<double>((bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9ull >> 11) / 9007199254740992.0;
}

constexpr std::size_t n = 300;
double gain_of(std::size_t k) { return 0.5 + hashed(1000 + k); }
double start_of(std::size_t k) { return -70e-3 + 25e-3 * hashed(5000 + k); }

/// Synapses in a jumbled order with several delays, some pairs twice, or all pairs with one delay.
std::vector<synapse> wiring(bool dense, std::size_t sources, std::size_t targets, double w) {
  std::vector<synapse> all;
  if (dense) {
    for (std::size_t i = 0; i < sources; ++i)
      for (std::size_t j = 0; j < targets; ++j) all.push_back({i, j, 2, w * hashed(i * targets + j)});
  } else {
    for (std::size_t k = 0; k < 6 * sources; ++k)
      all.push_back({static_cast<std::size_t>(hashed(k) * static_cast<double>(sources)),
                     static_cast<std::size_t>(hashed(7 * k + 3) * static_cast<double>(targets)),
                     static_cast<long>(hashed(k + 77) * 6), w * hashed(k + 999)});
    all.push_back({3, 3, 0, w});
    all.push_back({3, 3, 2, w});
  }
  return all;
}

/// The network step by step as the page says it.
struct reference {
  std::vector<double> v, low, x, y, g;
  std::vector<int> refractory = std::vector<int>(n, 0);
  std::vector<std::vector<std::size_t>> spikes, of_source{n}, of_target{n};
  std::vector<synapse> synapses;
  std::size_t first_source = 0, first_target = 0;
  double dt = 1e-4;
  std::size_t spike_count = 0;

  void run(bool is_busy, bool onto_v, long steps) {
    v.resize(n), low.assign(n, -65e-3), x.assign(n, 0), y.assign(n, 0), g.assign(n, 0);
    for (std::size_t k = 0; k < n; ++k) v[k] = start_of(k);
    for (std::size_t k = 0; k < synapses.size(); ++k) {
      of_source[synapses[k].i + first_source].push_back(k);
      of_target[synapses[k].j + first_target].push_back(k);
    }
    for (long step = 0; step < steps; ++step) {
      if (is_busy && step % 7 == 0) {
        std::vector<spike_event> later;
        for (synapse& s : synapses) {
          const std::size_t i = s.i + first_source, j = s.j + first_target;
          s.w += (7 * dt / 10) * (v[i] - low[j]);
          later.push_back({i, j, later.size(), 0, 1e-3 * (s.w / 1e-3)});
        }
        add(later);
      }
      spikes.emplace_back();
      for (std::size_t k = 0; k < n; ++k) {
        if (refractory[k] > 0) --refractory[k];
        const bool held = refractory[k] > 0;
        const double was = v[k];
        if (!held) v[k] += dt * (-47e-3 - v[k]) / 10e-3, x[k] += dt * -x[k] / 10e-3;
        low[k] += dt * (was - low[k]) / 20e-3;
        y[k] += dt * -y[k] / 20e-3;
        g[k] += dt * -g[k] / 10e-3;
        if (!held && v[k] > -50e-3) {
          spikes.back().push_back(k);
          refractory[k] = 10;
          ++spike_count;
        }
      }
      arrive(step, is_busy, onto_v);
      learn(step, is_busy);
      for (const std::size_t k : spikes.back()) v[k] = -65e-3;
    }
  }

private:
  void add(std::vector<spike_event>& later) {
    std::sort(later.begin(), later.end(), [](const spike_event& a, const spike_event& b) {
      return std::tie(a.i, a.j, a.number) < std::tie(b.i, b.j, b.number);
    });
    for (const spike_event& e : later) {
      if (refractory[e.i] == 0) x[e.i] += e.x;
      y[e.i] += e.y;
    }
  }
  void arrive(long step, bool is_busy, bool onto_v) {
    const auto v_before = v, x_before = x;
    std::vector<spike_event> later;
    for (long age = 8; age >= 0; --age) {
      if (age > step) continue;
      for (const std::size_t i : spikes[static_cast<std::size_t>(step - age)])
        for (const std::size_t number : of_source[i]) {
          synapse& s = synapses[number];
          if (s.delay != age) continue;
          const std::size_t j = s.j + first_target;
          double& receptor = onto_v ? v[j] : g[j];
          if (!onto_v || refractory[j] == 0) receptor += s.w;
          if (is_busy) {
            // The event sees its own transmission, even where it is lost.
            const double seen_v = v[j] + (onto_v && refractory[j] > 0 ? s.w : 0);
            s.w += 0.02 * (seen_v - low[j]) + 0.01 * (v_before[i] + 65e-3);
            const double new_x = x[j] + 0.01 * gain_of(i) + 0.1 * seen_v;
            y[j] = 0.5 * y[j] + new_x;
            if (refractory[j] == 0) x[j] = new_x;
            later.push_back({i, j, later.size(), 0.02 * gain_of(j) + 0.1 * x_before[i], -s.w});
          } else {
            s.w += 0.01 * (g[j] + gain_of(j) * v[j]);
          }
        }
    }
    add(later);
  }
  void learn(long step, bool is_busy) {
    std::vector<spike_event> later;
    for (const std::size_t j : spikes[static_cast<std::size_t>(step)]) {
      for (const std::size_t number : of_target[j]) {
        synapse& s = synapses[number];
        const std::size_t i = s.i + first_source;
        if (is_busy) {
          s.w -= 0.001 * y[i] * 1e-3 + 0.01 * (v[j] - v[i]);
          later.push_back({i, j, later.size(), 0.03, 0});
        } else {
          s.w -= 0.02 * (v[j] - low[i]);
        }
      }
    }
    add(later);
  }
};

constexpr auto busy_network = describe(
    population<"n">(n, cell{}, parameter<"gain">(given), start<"v">(given), euler{}),
    projection<"S: n[10:250] -> n[20:290].v">(given, weight(given), delay(given), plasticity{transmit{}, busy{}}),
    record<"n.spikes">());
constexpr auto reading_network =
    describe(population<"n">(n, cell{}, parameter<"gain">(given), start<"v">(given), euler{}),
             projection<"S: n -> n.g">(given, weight(given), delay(given), plasticity{transmit{}, reader{}}),
             record<"n.spikes">());

template <auto const& D>
inline constexpr bool is_busy = std::remove_cvref_t<decltype(D)>::size == 3 && network<D>::structure::names[1] == "S" &&
                                network<D>::structure::template item<1>::path.receptor == "v";

template <auto const& D, class Real>
auto make(const std::vector<synapse>& synapses, unsigned team) {
  std::vector<std::int64_t> i, j;
  std::vector<double> w, d, gain, start;
  for (const synapse& s : synapses) {
    i.push_back(static_cast<std::int64_t>(s.i)), j.push_back(static_cast<std::int64_t>(s.j));
    w.push_back(s.w), d.push_back(1e-4 * static_cast<double>(s.delay));
  }
  for (std::size_t k = 0; k < n; ++k) gain.push_back(gain_of(k)), start.push_back(start_of(k));
  const auto settings = [&] {
    if constexpr (is_busy<D>)
      return cortexpr::set<"S.w">(values(w, 1_V));
    else
      return cortexpr::set<"S.w">(values(w));
  }();
  return simulation<network<D, Real>>{threads{team, true},
                                      cortexpr::set<"S">(pairs(i, j)),
                                      settings,
                                      cortexpr::set<"S.delay">(values(d, 1_s)),
                                      cortexpr::set<"n.gain">(values(gain)),
                                      cortexpr::set<"n.v">(values(start, 1_V))};
}

/// The largest difference relative to the largest number.
double apart(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double most = 0, largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    most = std::max(most, std::abs(a[k] - b[k])), largest = std::max(largest, std::abs(b[k]));
  return most / largest;
}

template <auto const& D>
void compare(bool dense) {
  constexpr bool busy_one = is_busy<D>;
  reference expected;
  expected.first_source = busy_one ? 10 : 0, expected.first_target = busy_one ? 20 : 0;
  expected.synapses = wiring(dense, busy_one ? 240 : n, busy_one ? 270 : n, busy_one ? 0.3e-3 / (dense ? 20 : 1) : 0.1);
  auto one = make<D, double>(expected.synapses, 1);
  one.run_steps(400);
  expected.run(busy_one, busy_one, 400);
  CHECK(expected.spike_count > 200);
  CHECK(one["n.spikes"_name].size() == expected.spike_count);
  std::vector<double> w;
  for (const synapse& s : expected.synapses) w.push_back(s.w);
  CHECK(apart(one.template get<"S.w">(), w) < 1e-11);
  CHECK(apart(one.template get<"n.v">(), expected.v) < 1e-11);
  if (busy_one) {
    CHECK(apart(one.template get<"n.x">(), expected.x) < 1e-11);
    CHECK(apart(one.template get<"n.y">(), expected.y) < 1e-11);
  }
  for (const unsigned team : {2u, 3u, 7u}) {
    auto many = make<D, double>(
        wiring(dense, busy_one ? 240 : n, busy_one ? 270 : n, busy_one ? 0.3e-3 / (dense ? 20 : 1) : 0.1), team);
    many.run_steps(400);
    CAPTURE(team);
    CHECK(many.template get<"S.w">() == one.template get<"S.w">());
    CHECK(many.template get<"n.x">() == one.template get<"n.x">());
    CHECK(many.template get<"n.y">() == one.template get<"n.y">());
    CHECK(many["n.spikes"_name].neurons == one["n.spikes"_name].neurons);
  }
}

TEST_CASE("rules read and change both neurons: sparse rows, mixed delays, slices, any number of threads") {
  compare<busy_network>(false);
}
TEST_CASE("rules read and change both neurons: dense rows") { compare<busy_network>(true); }
TEST_CASE("rules that only read: sparse and dense rows") {
  compare<reading_network>(false);
  compare<reading_network>(true);
}

TEST_CASE("in float rules see floats, and threads agree as well") {
  const auto synapses = wiring(false, 240, 270, 0.3e-3);
  auto one = make<busy_network, float>(synapses, 1), three = make<busy_network, float>(synapses, 3);
  auto exact = make<busy_network, double>(synapses, 1);
  // Later a neuron near its threshold spikes a step apart in float and double, and the weights part with it.
  one.run_steps(100), exact.run_steps(100);
  REQUIRE(exact["n.spikes"_name].size() > 100);
  CHECK(one["n.spikes"_name].neurons == exact["n.spikes"_name].neurons);
  std::vector<double> w;
  for (const float x : one.get<"S.w">()) w.push_back(static_cast<double>(x));
  CHECK(apart(w, exact.get<"S.w">()) < 1e-3);
  one.run_steps(100), three.run_steps(200);
  CHECK(one.get<"S.w">() == three.get<"S.w">());
  CHECK(one.get<"n.x">() == three.get<"n.x">());
}

TEST_CASE("the schedule says what rules see and change") {
  std::ostringstream out;
  network<busy_network>::schedule(out);
  CHECK_THAT(out.str(),
             Catch::Matchers::Contains(
                 "deliver spikes, each through all rules, in S (order -1) (reads the source's v, gain; reads "
                 "the target's low, v, gain; changes the target's x, y; at the end adds to the source's x, "
                 "y)"));
}

TEST_CASE("rules that see neurons are diagnosed like others, frozen, copied and compared") {
  auto sim = make<busy_network, double>(wiring(false, 240, 270, 0.3e-3), 2);
  sim.run_steps(50);
  std::ostringstream out;
  out << sim.diagnose();
  auto copy = sim.state();
  sim.freeze<"S", busy>();
  const auto w = sim.get<"S.w">();
  sim.run_steps(50);
  CHECK(sim.get<"S.w">() == w);
  for (int k = 0; k < 50; ++k) network<busy_network>::step(copy);
  CHECK_FALSE(copy == sim.state());
}

TEST_CASE("rules that see neurons go on from a checkpoint, on another number of threads") {
  const temporary_folder folder;
  const auto synapses = wiring(false, 240, 270, 0.3e-3);
  auto whole = make<busy_network, double>(synapses, 2);
  whole.run_steps(203);
  whole.save_state(folder / "half");
  whole.run_steps(150);
  auto second = make<busy_network, double>(wiring(false, 240, 270, 0.1e-3), 3);
  second.run_steps(7);
  second.load_state(folder / "half");
  second.run_steps(150);
  CHECK(second.get<"S.w">() == whole.get<"S.w">());
  CHECK(second.get<"n.x">() == whole.get<"n.x">());
  CHECK(second.get<"n.v">() == whole.get<"n.v">());
}

/// Every rule sees all spikes of a step before the next; two bundled projections beside it.
constexpr auto in_turn = describe(
    population<"n">(n, cell{}, start<"v">(uniform(-70_mV, -45_mV)), euler{}),
    projection<"A: n[0:100] -> n.g">(
        fixed_probability{0.2}, weight(uniform(quantity<dim::one>(0), quantity<dim::one>(0.1))), stored_as<fixed16>{}),
    projection<"B: n -> n.y">(fixed_probability{0.2}, weight(uniform(quantity<dim::one>(0), quantity<dim::one>(0.1))),
                              stored_as<fixed16>{}),
    projection<"S: n -> n.v">(fixed_probability{0.1}, weight(uniform(0_mV, 0.3_mV)),
                              delay(uniform(0_ms, 2_ms)).rounded(), plasticity{busy{}, transmit{}}, rules_in_turn{}),
    record<"n.spikes">());

TEST_CASE("rules in turn, beside bundles: any number of threads gives the same bits") {
  simulation<network<in_turn>> one{seed{4}};
  one.run_steps(300);
  CHECK(one["n.spikes"_name].size() > 300);
  for (const unsigned team : {2u, 5u}) {
    simulation<network<in_turn>> many{seed{4}, threads{team, true}};
    many.run_steps(300);
    CHECK(many.get<"S.w">() == one.get<"S.w">());
    CHECK(many.get<"n.x">() == one.get<"n.x">());
    CHECK(many.get<"n.y">() == one.get<"n.y">());
  }
}

/// The order of rules is that of the list, also for a variable that the projection acts on.
struct note_potential {
  struct synapse {
    quantity<dim::volt> seen;
  };
  using reads = post<"v">;
  void on_pre(auto& s) const { s.seen = s.post["v"_name]; }
  bool operator==(const note_potential&) const = default;
};
constexpr auto before_and_after =
    describe(population<"in">(1, spike_times{}), population<"n">(1, adder<always_integrated>{}, start<"v">(0.25_V)),
             projection<"S: in -> n.v">(all_to_all{}, weight(0.5_V), plasticity{note_potential{}, transmit{}}),
             projection<"T: in -> n.v">(all_to_all{}, weight(0.125_V), plasticity{transmit{}, note_potential{}}),
             projection<"U: in -> n.u">(all_to_all{}, weight(0.125_V), plasticity{transmit{}, note_potential{}}));
TEST_CASE("what a list has transmitted is seen by its later rules and by later projections") {
  simulation<network<before_and_after>> sim{cortexpr::set<"in">(spikes_at({3}))};
  sim.run_steps(5);
  CHECK(sim.get<"S.seen">()[0] == 0.25);
  CHECK(sim.get<"T.seen">()[0] == 0.875);
  CHECK(sim.get<"U.seen">()[0] == 0.875);
}

/// Operations on the synapses see what the rules have declared.
struct remember {
  void operator()(auto& s) const { s.w = s.pre["v"_name] - s.post["low"_name]; }
};
constexpr auto operated =
    describe(population<"a">(3, cell{}), population<"b">(2, cell{}),
             projection<"S: a -> b.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, busy{}}),
             regularly<"remember", "S">(every{1_ms}, remember{}));
TEST_CASE("operations on synapses see what rules have declared") {
  simulation<network<operated>> sim;
  sim.run_steps(1);
  CHECK(sim.get<"S.w">()[0] == 0);
  sim.set<"a.v">(-55_mV);
  sim.run_steps(9);
  const double v = sim.get<"a.v">()[1], low = sim.get<"b.low">()[1];
  sim.run_steps(1);
  CHECK(sim.get<"S.w">()[3] == Approx(v - low).epsilon(1e-2));
}

} // namespace rule_neurons_tests
