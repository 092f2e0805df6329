// SPDX-License-Identifier: BSL-1.0
// Random networks with couplings, events, drives that see neurons, time in equations, refractoriness by condition,
// spikes at maxima and rules that see their neurons behave as the naive simulator says.

#include "against_language.hpp"

namespace {

using namespace against_language;
using naive::values;

/// An adapting neuron that is moved by the time, by an input, and by spikes; refractory until it has adapted.
struct busy {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
    number<I> g = 0, a = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, tau_g = 5_ms, tau_a = 15_ms, t_ref = 1_ms;
    number<I> v_th = 1, gain = 0.5;
  };
  template <class T>
  struct inputs {
    number<T> I = 0;
    second<T> t = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (x.g + in.I + 0.2 * sin(200_Hz * in.t) - x.v - x.a) / p.tau,
            .g = -x.g / p.tau_g,
            .a = (0.25 * x.v - x.a) / p.tau_a};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr auto refractory(const auto& x, const auto& p) { return x.a > 0.3 * p.v_th; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = 0;
    x.a += 0.4 * p.v_th;
  }
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > 0.8 * p.v_th; })};
};
void make_busy(experiment& x, const std::string& method) {
  for (values& y : x.n.x) y["g"] = y["a"] = 0;
  for (values& p : x.n.p) p["v_th"] = 0.02 * static_cast<double>(x.in.x.size()), p["gain"] = 0.5;
  x.n.method = method;
  x.n.flow = [](const values& y, const values&, const values& in) {
    const double I = in.count("I") != 0 ? in.at("I") : 0;
    return values{{"v", (y.at("g") + I + 0.2 * std::sin(200 * in.at("t")) - y.at("v") - y.at("a")) / 20e-3},
                  {"g", -y.at("g") / 5e-3},
                  {"a", (0.25 * y.at("v") - y.at("a")) / 15e-3}};
  };
  x.n.spikes = [](const values& y, const values& p, const values&) { return y.at("v") > p.at("v_th"); };
  x.n.refractory = [](const values& y, const values& p, const values&) { return y.at("a") > 0.3 * p.at("v_th"); };
  x.n.reset = [](values& y, const values& p) {
    y["v"] = 0;
    y["a"] += 0.4 * p.at("v_th");
  };
  x.n.held = {"v"};
  x.n.t_ref = 2;
  x.n.conditions["high"] = [](const values& y, const values& p) { return y.at("v") > 0.8 * p.at("v_th"); };
  x.n.drives["I"] = [](double t, const values& y, const values& p) {
    return p.at("gain") * std::sin(90 * t) + 0.1 * y.at("a");
  };
  const auto add = [](naive::event& e) { e.post["g"] += e.s["w"]; };
  x.F.on_pre = x.R.on_pre = add;
  x.R.of = "high";
  x.C.fed = "I";
  x.network.projections.push_back(&x.C);
}
template <class Integrator, class Coupling>
constexpr auto coupled_network =
    describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
             population<"n">(given, busy{}, start<"v">(given), Integrator{}),
             drive<"n.I">([](auto t, auto n) { return n["gain"_name] * sin(90_Hz * t) + 0.1 * n["a"_name]; }),
             projection<"F: in -> n.g">(given, weight(given), delay(given)),
             projection<"R: n@high -> n.g">(given, weight(given), delay(given)),
             projection<"C: n -> n.I">(given, weight(given), Coupling{}), record<"n@high.spikes">());
/// Phases pull at each other; functions make it run in SIMD packs whose values are gathered.
struct pull {
  static constexpr bool couples = true, transmits = true;
  static constexpr auto term(const auto& pre, const auto& post, const auto& w) {
    return 0.1 * w * sin(pre["v"_name] - post["a"_name]) + 0.05 * post["gain"_name];
  }
  bool operator==(const pull&) const = default;
};
auto settings_of_coupled(const experiment& x) {
  return std::tuple(set<"C">(connections(x.C)), set<"C.w">(weights(x.C)),
                    set<"n.v_th">(0.02 * static_cast<double>(x.in.x.size())));
}
std::string look_at_events(const experiment& x, const auto& sim) {
  return difference_of_spikes(x.n.happened.at("high"), sim["n@high.spikes"_name], "events");
}
constexpr auto see_events = [](const experiment& x, const auto& sim) { return look_at_events(x, sim); };

TEST_CASE("random networks: gap junctions, events, drives that see neurons, refractory by condition", "[random]") {
  compare<coupled_network<euler, gap_junction<>>, "n.v", "n.g", "n.a">(
      [](experiment& x) {
        make_busy(x, "euler");
        x.C.term = [](const values& pre, const values&, const values& post, const values&, double w) {
          return w * (pre.at("v") - post.at("v"));
        };
      },
      settings_of_coupled, see_events);
}
TEST_CASE("random networks: couplings with functions under rk4, time at its stages", "[random]") {
  compare<coupled_network<rk4, pull>, "n.v", "n.g", "n.a">(
      [](experiment& x) {
        make_busy(x, "rk4");
        x.C.term = [](const values& pre, const values&, const values& post, const values& post_p, double w) {
          return 0.1 * w * std::sin(pre.at("v") - post.at("a")) + 0.05 * post_p.at("gain");
        };
      },
      settings_of_coupled, see_events);
}

/// FitzHugh-Nagumo: no reset, spikes are counted at maxima of v.
struct fitzhugh {
  template <class I>
  struct state {
    number<I> v = -1, g = 0, r = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 3_ms, tau_g = 5_ms;
    number<I> v_th = 0.5;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (x.v - x.v * x.v * x.v / 3 - x.r + 0.1 * x.g) / p.tau,
            .g = -x.g / p.tau_g,
            .r = 0.08 * (x.v + 0.7 - 0.8 * x.r) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
};
constexpr auto maxima = describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
                                 population<"n">(given, spikes_at_maximum<fitzhugh>{}, start<"v">(given), rk4{}),
                                 projection<"F: in -> n.g">(given, weight(given), delay(given)),
                                 projection<"R: n -> n.g">(given, weight(given), delay(given)));
TEST_CASE("random networks: spikes at maxima", "[random]") {
  compare<maxima, "n.v", "n.g", "n.r">([](experiment& x) {
    for (values& y : x.n.x) y["g"] = y["r"] = 0;
    x.n.method = "rk4";
    x.n.flow = [](const values& y, const values&, const values&) {
      const double v = y.at("v"), r = y.at("r"), g = y.at("g");
      return values{
          {"v", (v - v * v * v / 3 - r + 0.1 * g) / 3e-3}, {"g", -g / 5e-3}, {"r", 0.08 * (v + 0.7 - 0.8 * r) / 3e-3}};
    };
    x.n.spikes = x.n.refractory = [f = x.n.flow](const values& y, const values& p, const values& in) {
      return y.at("v") > 0.5 && f(y, p, in).at("v") <= 0;
    };
    x.F.on_pre = x.R.on_pre = [](naive::event& e) { e.post["g"] += e.s["w"]; };
  });
}

/// Reads and changes both neurons, at events and, where the target is depolarised, in every step.
struct watcher {
  static constexpr bool transmits = true;
  using reads = pre_and_post<pre<"low">, post<"v", "v_th">>;
  using writes = pre_and_post<pre<"low">, post<"low">>;

  void on_pre(auto& s) const {
    s.receptor += s.w;
    s.w += 0.01 * (s.post["v"_name] - s.pre["low"_name]);
    s.post["low"_name] += 0.02 * s.w;
    s.pre["low"_name] += 0.01 * s.post["v"_name];
  }
  void on_post(auto& s) const {
    s.w -= 0.01 * s.pre["low"_name];
    s.pre["low"_name] -= 0.005;
  }
  static bool on_step_if(const auto& post) { return post["v"_name] > 0.7 * post["v_th"_name]; }
  void on_step(auto& s) const { s.w += 0.001 * s.post["v"_name] - 0.0005; }
  bool operator==(const watcher&) const = default;
};
constexpr auto watched = describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
                                  population<"n">(given, cell{}, start<"v">(given), euler{}),
                                  projection<"F: in -> n.g">(given, weight(given), delay(given)),
                                  projection<"R: n -> n.g">(given, weight(given), delay(given), plasticity{watcher{}}));
TEST_CASE("random networks: rules that see and change both neurons", "[plasticity][random]") {
  compare<watched, "n.v", "n.g", "n.low", "R.w">(
      [](experiment& x) {
        make_cell(x.n);
        for (values& p : x.n.p) p["v_th"] = 0.03 * static_cast<double>(x.in.x.size());
        x.F.on_pre = [](naive::event& e) { e.post["g"] += e.s["w"]; };
        x.R.on_pre = [](naive::event& e) {
          e.post["g"] += e.s["w"];
          e.s["w"] += 0.01 * (e.post["v"] - e.pre.at("low"));
          e.post["low"] += 0.02 * e.s["w"];
          e.add_to_source["low"] += 0.01 * e.post["v"];
        };
        x.R.on_post = [](naive::event& e) {
          e.s["w"] -= 0.01 * e.pre.at("low");
          e.add_to_source["low"] -= 0.005;
        };
        x.R.on_step_if = [](const values& post, const values& p) { return post.at("v") > 0.7 * p.at("v_th"); };
        x.R.on_step = [](naive::event& e) { e.s["w"] += 0.001 * e.post["v"] - 0.0005; };
      },
      [](const experiment& x) { return std::tuple(set<"n.v_th">(0.03 * static_cast<double>(x.in.x.size()))); });
}

} // namespace
