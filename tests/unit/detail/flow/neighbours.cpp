// SPDX-License-Identifier: BSL-1.0
// Equations of rules that see weights, neurons, inputs and traces, and currents into inputs, against plain loops.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/diagnose/diagnose.hpp>
#include <sstream>

namespace neighbours_tests {

using namespace unit_tests;

/// A leaky neuron with a filtered potential, an input, and a variable that synapses feed.
struct cell {
  template <class I>
  struct state {
    volt<I> v = -65_mV, low = -60_mV, fed = 0_V;
  };
  template <class I>
  struct parameters {
    volt<I> E = -47_mV, V_th = -50_mV;
    second<I> tau = 10_ms;
    number<I> gain = 1;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E + in.I - x.v) / p.tau, .low = (x.v - x.low) / (2 * p.tau), .fed = 0_V / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.E - 18_mV; }
};

/// All that equations can see at once. Euler's method, so that a loop can say the same.
struct seeing {
  using reads = pre_and_post<pre<"v", "gain">, post<"low", "gain", "I">>;
  using integrator = euler;
  static constexpr std::string_view feeds = "fed";
  static constexpr bool transmits = true;
  quantity<dim::second> tau = 20_ms;
  struct at_source {
    double x = 0;
  };
  struct at_target {
    quantity<dim::volt> y = 0_V;
  };
  quantity<dim::second> time_constants(at_source) const { return 5_ms; }
  quantity<dim::second> time_constants(at_target) const { return 8_ms; }
  static void spike(at_source& pre) { pre.x += 1; }
  static void spike(at_target& post) { post.y += 1_mV; }

  template <class I>
  struct synapse {
    volt<I> q = 0_V;
    number<I> r = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p, const auto& n) {
    return {.q = (n.pre["v"_name] + n.post["gain"_name] * n.post["low"_name] + n.post["I"_name] - s.q) / p.tau,
            .r = (n.w / 1_mV * n.pre["x"_name] * n.pre["gain"_name] + n.post["y"_name] / 1_V - s.r * s.r) / p.tau};
  }
  static constexpr auto current(const auto& s, const auto&) {
    return s.w * s.r + 0.01 * s.pre["gain"_name] * (s.pre["v"_name] - s.post["low"_name]) + s.post["y"_name];
  }
  bool operator==(const seeing&) const = default;
};

constexpr auto d = describe(population<"a">(given, cell{}, parameter<"gain">(given), start<"v">(given)),
                            population<"b">(given, cell{}, parameter<"gain">(given), start<"v">(given)),
                            drive<"b.I">([](auto t, auto n) { return 1_mV * sin(100 * (t / 1_s)) * n["gain"_name]; }),
                            projection<"S: a -> b.v">(given, weight(given), delay(given), plasticity{seeing{}}),
                            record<"a.spikes">(), record<"b.spikes">());

struct wiring {
  std::vector<std::size_t> from, to;
  std::vector<double> delay, w;
};
double hashed(std::size_t k) {
  const auto bits = (k + 1) * 0x9E3779B97F4A7C15ull;
  return static_cast<double>((bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9ull >> 11) / 9007199254740992.0;
}
wiring wire(std::size_t sources, std::size_t targets, bool dense) {
  wiring all;
  for (std::size_t i = 0; i < sources; ++i)
    for (std::size_t j = 0; j < targets; ++j) {
      const std::size_t k = i * targets + j;
      if (!dense && hashed(k) > 0.6) continue;
      all.from.push_back(i), all.to.push_back(dense ? j : targets - 1 - j);
      all.delay.push_back(dense ? 0.2 : 0.1 * std::floor(4 * hashed(3 * k + 1)));
      all.w.push_back(0.02e-3 * hashed(7 * k));
    }
  return all;
}

template <class Real>
auto start(const wiring& x, std::size_t sources, std::size_t targets, unsigned team) {
  std::vector<double> gain_a, gain_b, v_a, v_b;
  for (std::size_t i = 0; i < sources; ++i) gain_a.push_back(0.5 + hashed(i)), v_a.push_back(-70 + 20 * hashed(50 + i));
  for (std::size_t j = 0; j < targets; ++j) gain_b.push_back(0.5 + hashed(99 + j)), v_b.push_back(-70 + 20 * hashed(j));
  return simulation<network<d, Real>>{threads{team, true},
                                      set<"a">(static_cast<std::int64_t>(sources)),
                                      set<"b">(static_cast<std::int64_t>(targets)),
                                      set<"a.gain">(values(gain_a)),
                                      set<"b.gain">(values(gain_b)),
                                      set<"a.v">(values(v_a, 1_mV)),
                                      set<"b.v">(values(v_b, 1_mV)),
                                      set<"S">(pairs(x.from, x.to)),
                                      set<"S.w">(values(x.w, 1_V)),
                                      set<"S.delay">(values(x.delay, 1_ms))};
}

template <class Real>
void against_a_loop(std::size_t sources, std::size_t targets, bool dense, double tolerance) {
  const wiring x = wire(sources, targets, dense);
  auto sim = start<Real>(x, sources, targets, 1);
  std::vector<double> trace(x.from.size(), 0), post(targets, 0); // traces per synapse: delays are mixed
  const double dt = 1e-4, tau = 20e-3;
  double worst = 0, largest = 0;
  for (std::int64_t k = 0; k < 300; ++k) {
    const auto v = sim.template get<"a.v">(), low = sim.template get<"b.low">(), gain = sim.template get<"b.gain">(),
               gain_a = sim.template get<"a.gain">();
    const auto q = sim.template get<"S.q">(), r = sim.template get<"S.r">();
    for (double& one : trace) one *= std::exp(-0.1 / 5);
    for (double& one : post) one *= std::exp(-0.1 / 8);
    sim.run_steps(1);
    const auto next_q = sim.template get<"S.q">(), next_r = sim.template get<"S.r">(),
               fed = sim.template get<"b.fed">();
    std::vector<double> sum(targets, 0);
    for (std::size_t s = 0; s < x.from.size(); ++s) {
      const std::size_t i = x.from[s], j = x.to[s];
      const double in = 1e-3 * std::sin(100 * static_cast<double>(k) * dt) * gain[j];
      const double expected_q = q[s] + dt * (v[i] + gain[j] * low[j] + in - q[s]) / tau;
      const double expected_r = r[s] + dt * (x.w[s] / 1e-3 * trace[s] * gain_a[i] + post[j] - r[s] * r[s]) / tau;
      worst = std::max({worst, std::abs(next_q[s] - expected_q), std::abs(next_r[s] - expected_r)});
      largest = std::max(largest, static_cast<double>(std::abs(next_r[s])));
      sum[j] += x.w[s] * r[s] + 0.01 * gain_a[i] * (v[i] - low[j]) + post[j];
    }
    for (std::size_t j = 0; j < targets; ++j) worst = std::max(worst, std::abs(fed[j] - sum[j]));
    const auto& sent = sim["a.spikes"_name];
    for (std::size_t s = 0; s < x.from.size(); ++s)
      for (std::size_t e = 0; e < sent.size(); ++e)
        if (static_cast<std::size_t>(sent.neurons[e]) == x.from[s] &&
            static_cast<std::int64_t>(sent.steps[e]) + std::lround(x.delay[s] * 10) == k)
          trace[s] += 1;
    const auto& emitted = sim["b.spikes"_name];
    for (std::size_t e = 0; e < emitted.size(); ++e)
      if (static_cast<std::int64_t>(emitted.steps[e]) == k) post[static_cast<std::size_t>(emitted.neurons[e])] += 1e-3;
  }
  INFO(sources << " x " << targets << (dense ? " dense" : ""));
  CHECK(worst < tolerance);
  CHECK((largest > 1e-5 || x.from.empty()));
}

TEST_CASE("neighbours: equations see both neurons, inputs, weights and traces") {
  for (const std::size_t n : {1u, 7u, 8u, 9u, 33u}) {
    against_a_loop<double>(n, 9, true, 1e-15);
    against_a_loop<double>(5, n, false, 1e-15);
  }
  against_a_loop<float>(9, 33, true, 1e-8);
  against_a_loop<float>(9, 33, false, 1e-8);
}

TEST_CASE("neighbours: the same on any number of threads") {
  for (const bool dense : {false, true}) {
    const wiring x = wire(40, 70, dense);
    auto one = start<double>(x, 40, 70, 1);
    one.run(20_ms);
    for (const unsigned team : {2u, 3u, 7u}) {
      auto many = start<double>(x, 40, 70, team);
      many.run(20_ms);
      CHECK(many.get<"S.q">() == one.get<"S.q">());
      CHECK(many.get<"S.r">() == one.get<"S.r">());
      CHECK(many.get<"b.fed">() == one.get<"b.fed">());
    }
  }
}

/// Keeps what it sees.
template <class Place>
struct watching {
  using place = Place;
  using reads = pre_and_post<pre<"v">, post<"v", "I">>;
  struct at_source {
    double x = 0;
  };
  static quantity<dim::second> time_constants(at_source) { return 5_ms; }
  static void spike(at_source& pre) { pre.x += 1; }
  template <class I>
  struct synapse {
    volt<I> pre_v = 0_V, post_v = 0_V, in = 0_V;
    number<I> x = 0, sum = 0;
  };
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto& n) {
    return {.pre_v = n.pre["v"_name],
            .post_v = n.post["v"_name],
            .in = n.post["I"_name],
            .x = n.pre["x"_name],
            .sum = s.sum + n.active * n.dt / 1_s};
  }
  bool operator==(const watching&) const = default;
};
template <class Place>
constexpr auto watched(at where) {
  return describe(population<"a">(3, cell{}), population<"b">(2, cell{}),
                  drive<"b.I">([](auto t) { return t / 1_s * 1_V; }),
                  projection<"S: a -> b.fed">(all_to_all{}, weight(1_mV), plasticity{watching<Place>{}}),
                  record<"a.v">(where), record<"b.v">(where), record<"S.x">(), record<"S.post_v">(),
                  record<"S.pre_v">(), record<"S.in">(), record<"a.spikes">());
}
constexpr auto early = watched<before_traces>(at{slot::start});
constexpr auto late = watched<after_thresholds>(at{slot::after_thresholds, -1});

template <auto const& D>
void check_place(double decays_before) {
  simulation<network<D>> sim;
  sim.run_steps(600);
  double x = 0;
  const auto& spikes = sim["a.spikes"_name];
  REQUIRE(spikes.size() > 0);
  std::size_t seen_spikes = 0;
  for (std::size_t k = 0; k + 1 < 600; ++k) {
    // Row k+1 of synapses is what they saw in step k.
    CHECK(sim["S.post_v"_name](k + 1, 0) == sim["b.v"_name](k, 0));
    CHECK(sim["S.pre_v"_name](k + 1, 1) == sim["a.v"_name](k, 0));
    CHECK(sim["S.in"_name](k + 1, 0) == Approx(static_cast<double>(k) * 1e-4).margin(1e-15));
    CHECK(sim["S.x"_name](k + 1, 0) == Approx(x * decays_before).epsilon(1e-12).margin(1e-15));
    x *= std::exp(-0.1 / 5);
    for (std::size_t e = 0; e < spikes.size(); ++e)
      if (static_cast<std::size_t>(spikes.steps[e]) == k && spikes.neurons[e] == 0) x += 1, ++seen_spikes;
  }
  CHECK(seen_spikes > 1);
  CHECK(sim.template get<"S.sum">()[0] == Approx(600 * 1e-4));
  sim.template freeze<"S", std::remove_cvref_t<decltype(std::get<1>(boost::hana::at_c<3>(D.items).list.rules))>>();
  sim.run_steps(5);
  CHECK(sim.template get<"S.sum">()[0] == Approx(600 * 1e-4)); // n.active
}
TEST_CASE("neighbours: equations before traces decay, or when spikes have been found") {
  check_place<early>(1);
  check_place<late>(std::exp(-0.1 / 5));
  std::ostringstream out;
  network<late>::schedule(out);
  INFO(out.str());
  CHECK(out.str().find("after thresholds:\n  record a.v (order -1)") != std::string::npos);
  CHECK(out.str().find("  integrate clock-driven equations of S (reads the source's v; reads the target's v, I)\n"
                       "synapses:") != std::string::npos);
}

/// Brian2's "(summed)" for an input of a model: I_post = w s (summed), with v of both sides.
struct graded {
  using reads = pre_and_post<pre<"v">, post<"v">>;
  quantity<dim::second> tau = 10_ms;
  template <class I>
  struct synapse {
    number<I> s = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& x, const auto& p) {
    return {.s = -x.s / p.tau};
  }
  static constexpr void on_pre(auto& x) { x.s += 1; }
  static constexpr auto current(const auto& x, const auto&) {
    return x.w * x.s * (x.pre["v"_name] - x.post["v"_name]) / 1_mV;
  }
  bool operator==(const graded&) const = default;
};
constexpr auto fed = describe(
    population<"a">(9, cell{}, start<"v">(uniform(-70_mV, -50_mV))), population<"b">(5, cell{}), drive<"b.I">(2_mV),
    projection<"S: a -> b.I">(all_to_all{}, weight(uniform(0_mV, 1_mV)), plasticity{graded{}}),
    projection<"T: a -> b.I">(all_to_all{}, weight(uniform(0_mV, 1_mV)), plasticity{graded{}}),
    projection<"C: a -> b.I">(all_to_all{}, weight(0.01),
                              couple([](auto pre, auto post, auto w) { return w * (pre["v"_name] - post["v"_name]); })),
    record<"b.I">(), record<"b.v">(), record<"a.spikes">());

TEST_CASE("neighbours: currents into an input add up with couplings and drives") {
  for (const unsigned team : {1u, 2u, 3u}) {
    simulation<network<fed>> sim{seed{3}, threads{team, true}};
    CHECK(sim.diagnose().summary() != "");
    std::vector<double> v_b;
    double worst = 0;
    for (int k = 0; k < 400; ++k) {
      const auto v = sim.get<"a.v">(), w = sim.get<"S.w">(), s = sim.get<"S.s">(), wt = sim.get<"T.w">(),
                 st = sim.get<"T.s">();
      v_b = sim.get<"b.v">();
      sim.run_steps(1);
      std::vector<double> in(5, 2e-3);
      for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t j = 0; j < 5; ++j)
          in[j] += (w[i * 5 + j] * s[i * 5 + j] + wt[i * 5 + j] * st[i * 5 + j]) * (v[i] - v_b[j]) / 1e-3 +
                   0.01 * (v[i] - v_b[j]);
      const auto after = sim.get<"b.v">();
      for (std::size_t j = 0; j < 5; ++j) {
        const double expected = v_b[j] + (-47e-3 + in[j] - v_b[j]) * (1 - std::exp(-0.01));
        if (expected < -50e-3) worst = std::max(worst, std::abs(after[j] - expected));
      }
    }
    CHECK(worst < 1e-14);
    CHECK(sim["a.spikes"_name].size() > 0);
  }
}

// A weight that is a function of the numbers has the unit that the function gives, not that of the input.
struct proportional {
  using reads = post<"v">;
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> s = 2;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>&, const auto&) {
    return {.s = 0_Hz};
  }
  static constexpr auto current(const auto& x, const auto&) { return x.w * x.s * x.post["v"_name]; }
  bool operator==(const proportional&) const = default;
};
constexpr auto by_function = describe(
    population<"a">(3, cell{}), population<"b">(2, cell{}),
    projection<"S: a -> b.I">(all_to_all{}, weight([](auto i, auto j) { return (1 + i + 3 * j) * (0.001_V / 1_V); }),
                              plasticity{proportional{}}),
    record<"b.I">());

TEST_CASE("neighbours: a weight by a function has a unit of its own") {
  simulation<network<by_function>> sim;
  sim.run_steps(2);
  const auto& I = sim["b.I"_name];
  CHECK(I(1, 0) == Approx(0.001 * (1 + 2 + 3) * 2 * -65e-3));
  CHECK(I(1, 1) == Approx(0.001 * (4 + 5 + 6) * 2 * -65e-3));
}

// What a rule says is the unit of weights that are given later.
struct ohmic : proportional {
  static constexpr dimension weight_unit = dim::siemens;
  static constexpr auto current(const auto& x, const auto&) { return x.w * x.s * x.post["v"_name] * 1_Mohm; }
};
constexpr auto with_a_unit =
    describe(population<"a">(3, cell{}), population<"b">(2, cell{}),
             projection<"S: a -> b.I">(all_to_all{}, weight(given), plasticity{ohmic{}}), record<"b.I">());

TEST_CASE("neighbours: a rule says the unit of weights that are given later") {
  simulation<network<with_a_unit>> sim{set<"S.w">(values({1, 2, 3, 4, 5, 6}, 1_nS))};
  sim.run_steps(2);
  CHECK(sim["b.I"_name](1, 0) == Approx(1e-3 * (1 + 3 + 5) * 2 * -65e-3));
  CHECK(sim["b.I"_name](1, 1) == Approx(1e-3 * (2 + 4 + 6) * 2 * -65e-3));
}

} // namespace neighbours_tests
