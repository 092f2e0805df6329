// SPDX-License-Identifier: BSL-1.0
// Random networks whose synapses have equations, event-driven and clock-driven, behave as the naive simulator says.

#include "against_language.hpp"

namespace {

using namespace against_language;
using naive::values;

template <class... Rules>
constexpr auto onto_g = describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
                                 population<"n">(given, cell{}, start<"v">(given), euler{}),
                                 projection<"F: in -> n.g">(given, weight(given), delay(given), plasticity<Rules...>{}),
                                 projection<"R: n -> n.g">(given, weight(given), delay(given), plasticity<Rules...>{}));
template <class... Rules>
constexpr auto
    onto_nmda = describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
                         population<"n">(given, cell{}, start<"v">(given), euler{}),
                         projection<"F: in -> n.nmda">(given, weight(given), delay(given), plasticity<Rules...>{}),
                         projection<"R: n -> n.nmda">(given, weight(given), delay(given), plasticity<Rules...>{}));

/// The same rules for both projections.
template <class Rules>
auto rules_of(const Rules& rules) {
  return [rules](const experiment&) { return std::tuple(set<"F">(rules), set<"R">(rules)); };
}
template <class Prepare>
auto both(Prepare prepare, double threshold) {
  return [=](experiment& x) {
    make_cell(x.n);
    for (values& p : x.n.p) p["v_th"] = threshold * static_cast<double>(x.in.x.size());
    for (naive::projection* p : {&x.F, &x.R}) prepare(*p);
  };
}
template <class Rules>
auto with_threshold(const Rules& rules, double threshold) {
  return [=](const experiment& x) {
    return std::tuple(set<"F">(rules), set<"R">(rules), set<"n.v_th">(threshold * static_cast<double>(x.in.x.size())));
  };
}

/// y falls to z, z to x; the solution of all three and of u after a time h.
struct resources {
  double U, tau_rec, tau_inact, tau_facil;

  void solve(values& s, double h) const {
    const double y = s["y"], z = s["z"], whole = s["x"] + y + z;
    const double a = std::exp(-h / tau_inact), b = std::exp(-h / tau_rec);
    s["y"] = y * a;
    s["z"] = z * b + y / tau_inact * (a - b) / (1 / tau_rec - 1 / tau_inact);
    s["x"] = whole - s["y"] - s["z"];
    if (tau_facil > 0) s["u"] *= std::exp(-h / tau_facil);
  }
  double release(values& s) const {
    s["u"] = tau_facil > 0 ? s["u"] + U * (1 - s["u"]) : U;
    const double released = s["u"] * s["x"];
    s["x"] -= released;
    s["y"] += released;
    return released;
  }
  void prepare(naive::projection& p) const {
    for (naive::synapse& s : p.synapses) s.s.insert({{"x", 1}, {"y", 0}, {"z", 0}, {"u", 0}});
    p.solve = [*this](values& s, double h) { solve(s, h); };
  }
};

TEST_CASE("random networks: Tsodyks-Markram synapses that feed currents", "[plasticity][random]") {
  for (const double facil : {0.0, 40e-3}) {
    const resources r{0.4, 90e-3, 4e-3, facil};
    compare<onto_nmda<tsodyks_markram>, "n.v", "n.nmda", "n.low", "F.x", "F.y", "R.z", "R.u">(
        both(
            [&](naive::projection& p) {
              r.prepare(p);
              p.solved_by_clock = true;
              p.fed = "nmda";
              p.current = [](const values& s) { return s.at("w") * s.at("y"); };
              p.on_pre = [r](naive::event& e) { r.release(e.s); };
            },
            0.01),
        with_threshold(plasticity{tsodyks_markram{
                           .U = 0.4, .tau_rec = 90_ms, .tau_inact = 4_ms, .tau_facil = quantity<dim::second>(facil)}},
                       0.01));
  }
}

TEST_CASE("random networks: Tsodyks-Markram synapses by events", "[plasticity][random]") {
  const resources r{0.4, 90e-3, 4e-3, 40e-3};
  compare<onto_g<tsodyks_markram_events>, "n.v", "n.g", "F.x", "F.y", "R.z", "R.u">(
      both(
          [&](naive::projection& p) {
            r.prepare(p);
            p.on_pre = [r](naive::event& e) { e.post["g"] += e.s["w"] * r.release(e.s); };
          },
          0.01),
      [inner = with_threshold(
           plasticity{tsodyks_markram_events{.U = 0.4, .tau_rec = 90_ms, .tau_inact = 4_ms, .tau_facil = 40_ms}},
           0.01)](const experiment& x) { return inner(x); });
}

/// Linear equations with a time constant of every synapse's own, events of both sides, and a weight that learns.
struct tagging {
  static constexpr bool transmits = true;
  quantity<dim::second> tau_m = 12_ms;
  template <class I>
  struct synapse {
    number<I> a = 0, m = 0.25;
    second<I> tau = 20_ms;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.a = -s.a / s.tau, .m = (s.a - s.m) / p.tau_m, .tau = 0};
  }
  void on_pre(auto& s) const {
    s.receptor += s.w * (1 + s.m);
    s.a += 1;
    s.w += 0.02 * s.m;
  }
  void on_post(auto& s) const {
    s.w -= 0.01 * s.a;
    s.m *= 0.9;
  }
  bool operator==(const tagging&) const = default;
};
void tag(naive::projection& p) {
  for (naive::synapse& s : p.synapses)
    s.s.insert({{"a", 0}, {"m", 0.25}, {"tau", 5e-3 + 1e-3 * static_cast<double>(s.source)}});
  p.solve = [](values& s, double h) {
    const double tau = s["tau"], a = s["a"], fast = std::exp(-h / tau), slow = std::exp(-h / 12e-3);
    const double apart = 1 / 12e-3 - 1 / tau;
    s["m"] = s["m"] * slow + a / 12e-3 * (std::abs(apart) < 1e-9 ? h * slow : (fast - slow) / apart);
    s["a"] = a * fast;
  };
  p.on_pre = [](naive::event& e) {
    e.post["g"] += e.s["w"] * (1 + e.s["m"]);
    e.s["a"] += 1;
    e.s["w"] += 0.02 * e.s["m"];
  };
  p.on_post = [](naive::event& e) {
    e.s["w"] -= 0.01 * e.s["a"];
    e.s["m"] *= 0.9;
  };
}
auto own_times(const naive::projection& p) {
  return cortexpr::values(of_synapses(p, [](const naive::synapse& s) { return s.s.at("tau"); }), 1_s);
}

TEST_CASE("random networks: event-driven equations with a time constant per synapse", "[plasticity][random]") {
  compare<onto_g<tagging>, "n.v", "n.g", "F.a", "F.m", "F.w", "R.a", "R.m", "R.w">(
      both(tag, 0.03), [](const experiment& x) {
        return std::tuple(set<"F.tau">(own_times(x.F)), set<"R.tau">(own_times(x.R)),
                          set<"n.v_th">(0.03 * static_cast<double>(x.in.x.size())));
      });
}

void gate(naive::projection& p) {
  for (naive::synapse& s : p.synapses) s.s.insert({{"x", 0}, {"s", 0}});
  p.fed = "nmda";
  p.method = "rk2";
  p.flow = [](const values& y) {
    return values{{"x", -y.at("x") / 2e-3}, {"s", -y.at("s") / 100e-3 + 500 * y.at("x") * (1 - y.at("s"))}};
  };
}

TEST_CASE("random networks: NMDA gating of every synapse", "[plasticity][random]") {
  compare<onto_nmda<nmda>, "n.v", "n.nmda", "F.x", "F.s", "R.x", "R.s">(
      both(
          [](naive::projection& p) {
            gate(p);
            p.current = [](const values& s) { return s.at("w") * s.at("s"); };
            p.on_pre = [](naive::event& e) { e.s["x"] += 1; };
          },
          0.05),
      with_threshold(plasticity{nmda{}}, 0.05));
}

TEST_CASE("random networks: AMPA and NMDA on one spike", "[plasticity][random]") {
  compare<onto_g<ampa_and_nmda>, "n.v", "n.g", "n.nmda", "F.s", "R.x">(
      both(
          [](naive::projection& p) {
            gate(p);
            p.current = [](const values& s) { return 0.2 * s.at("w") * s.at("s"); };
            p.on_pre = [](naive::event& e) {
              e.post["g"] += e.s["w"];
              e.s["x"] += 1;
            };
          },
          0.04),
      with_threshold(plasticity{ampa_and_nmda{.ratio = 0.2}}, 0.04));
}

TEST_CASE("random networks: the comparison of equations finds a small difference", "[plasticity][random]") {
  experiment x(1, wiring::dense, 7);
  make_cell(x.n);
  for (naive::projection* p : {&x.F, &x.R}) {
    gate(*p);
    p->current = [](const values& s) { return s.at("w") * s.at("s"); };
    p->on_pre = [](naive::event& e) { e.s["x"] += 1 + 1e-9; };
  }
  auto sim = make<onto_nmda<nmda>, double>(x, 1, rules_of(plasticity{nmda{}}));
  sim.run_steps(20), x.network.run(20);
  CHECK(difference_of<"n.nmda">(x, sim, 1e-12) != "");
}

} // namespace
