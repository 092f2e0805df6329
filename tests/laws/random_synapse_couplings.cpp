// SPDX-License-Identifier: BSL-1.0
// Random networks in which synapses feed neurons, neurons set variables of synapses, and synapses those of other
// synapses behave as the naive simulator says.

#include "against_language.hpp"

#include <memory>

namespace {

using namespace against_language;
using naive::values;

/// Leaky neuron without units whose c follows what synapses feed.
struct fed {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
    number<I> g = 0, c = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, tau_g = 5_ms, t_ref = 1_ms;
    number<I> v_th = 1;
  };
  template <class I>
  struct inputs {
    number<I> Y = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (x.g - x.v) / p.tau, .g = -x.g / p.tau_g, .c = (in.Y - x.c) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

/// What a spike leaves outside of the synapse, and two variables that are set from outside: G changes what is
/// transmitted, H what is left.
struct released {
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> Y = 0.5, G = 0, H = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.Y = -100_Hz * s.Y, .G = 0_Hz, .H = 0_Hz};
  }
  static void on_pre(auto& s) {
    s.receptor += s.w * (1 + 0.5 * s.G);
    s.Y += 1 + s.H;
  }
  bool operator==(const released&) const = default;
};
/// The same with an equation that is not linear, in every step.
struct released_by_clock : released {
  using integrator = euler;
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.Y = -100_Hz * s.Y * (1 + 0.2 * s.G), .G = 0_Hz, .H = 0_Hz};
  }
  bool operator==(const released_by_clock&) const = default;
};

template <class Rule>
constexpr auto network_of = describe(
    record<"n.spikes">(), population<"in">(given, spike_times{}),
    population<"n">(given, fed{}, start<"v">(given), euler{}),
    projection<"F: in -> n.g">(given, weight(given), delay(given), plasticity{Rule{}}),
    projection<"R: n -> n.g">(given, weight(given), delay(given), plasticity{Rule{}}),
    projection<"down: n -> R.G">(synapses_from{one_to_one{}}, weight(0.4), couple([](auto n, auto s, auto w) {
                                   return w * tanh(n["c"_name] * (1 + s["w"_name]));
                                 })),
    projection<"up: R -> n.Y">(synapses_onto{one_to_one{}}, weight(0.25), couple([](auto s, auto n, auto w) {
                                 return w * s["Y"_name] * (1 + s["G"_name] - 0.1 * n["v"_name]);
                               })),
    projection<"across: F -> n.Y">(given, weight(given), couple([](auto s, auto, auto w) { return w * s["Y"_name]; })),
    projection<"side: R -> F.H">(given, weight(given),
                                 couple([](auto s, auto, auto w) { return w * s["G"_name] * s["Y"_name]; })));

/// Some pairs of n and m numbers, in a jumbled order, and weights.
std::vector<naive::synapse_coupling::wire> some_wires(std::size_t n, std::size_t m, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<naive::synapse_coupling::wire> wires;
  for (std::size_t k = 0; k < std::min(2 * (n + m), n * m / 2 + 1); ++k) {
    const std::size_t from = random() % n, to = random() % m;
    if (std::none_of(wires.begin(), wires.end(), [&](const auto& w) { return w.from == from && w.to == to; }))
      wires.push_back({from, to, static_cast<double>(random() % 32 + 1) / 128});
  }
  return wires;
}
struct couplings {
  naive::synapse_coupling down, up, across, side;

  couplings(experiment& x) {
    down.from_neurons = &x.n, down.to_synapses = &x.R, down.fed = "G";
    up.from_synapses = &x.R, up.to_neurons = &x.n, up.fed = "Y";
    across.from_synapses = &x.F, across.to_neurons = &x.n, across.fed = "Y";
    side.from_synapses = &x.R, side.to_synapses = &x.F, side.fed = "H";
    for (std::size_t k = 0; k < x.R.synapses.size(); ++k) {
      down.wires.push_back({x.R.synapses[k].source, k, 0.4});
      up.wires.push_back({k, x.R.synapses[k].target, 0.25});
    }
    across.wires = some_wires(x.F.synapses.size(), x.n.x.size(), 5);
    side.wires = some_wires(x.R.synapses.size(), x.F.synapses.size(), 6);
    down.term = [](const values& n, const values& s, double w) { return w * std::tanh(n.at("c") * (1 + s.at("w"))); };
    up.term = [](const values& s, const values& n, double w) {
      return w * s.at("Y") * (1 + s.at("G") - 0.1 * n.at("v"));
    };
    across.term = [](const values& s, const values&, double w) { return w * s.at("Y"); };
    side.term = [](const values& s, const values&, double w) { return w * s.at("G") * s.at("Y"); };
    x.network.synapse_couplings = {&down, &up, &across, &side};
  }
};

void make_fed(experiment& x, bool by_clock) {
  for (values& y : x.n.x) y["g"] = y["c"] = 0;
  for (values& p : x.n.p) p["v_th"] = 0.03 * static_cast<double>(x.in.x.size());
  x.n.flow = [](const values& y, const values&, const values& in) {
    return values{{"v", (y.at("g") - y.at("v")) / 20e-3},
                  {"g", -y.at("g") / 5e-3},
                  {"c", ((in.count("Y") != 0 ? in.at("Y") : 0) - y.at("c")) / 20e-3}};
  };
  x.n.spikes = [](const values& y, const values& p, const values&) { return y.at("v") > p.at("v_th"); };
  x.n.reset = [](values& y, const values&) { y["v"] = 0; };
  x.n.held = {"v"};
  x.n.t_ref = 2;
  for (naive::projection* p : {&x.F, &x.R}) {
    for (naive::synapse& s : p->synapses) s.s.insert({{"Y", 0.5}, {"G", 0}, {"H", 0}});
    if (by_clock)
      p->flow = [](const values& s) { return values{{"Y", -100 * s.at("Y") * (1 + 0.2 * s.at("G"))}}; };
    else
      p->solve = [](values& s, double h) { s["Y"] *= std::exp(-100 * h); };
    p->on_pre = [](naive::event& e) {
      e.post["g"] += e.s["w"] * (1 + 0.5 * e.s["G"]);
      e.s["Y"] += 1 + e.s["H"];
    };
  }
}
template <class Rule>
void compare_couplings(bool by_clock) {
  std::vector<std::unique_ptr<couplings>> kept;
  const auto settings_of = [](const naive::synapse_coupling& c) {
    std::vector<double> from, to, w;
    for (const auto& wire : c.wires)
      from.push_back(static_cast<double>(wire.from)), to.push_back(static_cast<double>(wire.to)), w.push_back(wire.w);
    return std::pair(pairs(from, to), cortexpr::values(w));
  };
  compare<network_of<Rule>, "n.v", "n.g", "n.c", "F.Y", "F.H", "R.Y", "R.G">(
      [&](experiment& x) {
        make_fed(x, by_clock);
        kept.push_back(std::make_unique<couplings>(x));
      },
      [&](const experiment& x) {
        const auto [across, across_w] = settings_of(*x.network.synapse_couplings[2]);
        const auto [side, side_w] = settings_of(*x.network.synapse_couplings[3]);
        return std::tuple(set<"across">(across), set<"across.w">(across_w), set<"side">(side), set<"side.w">(side_w),
                          set<"n.v_th">(0.03 * static_cast<double>(x.in.x.size())));
      });
}

TEST_CASE("random networks: couplings with event-driven synapses", "[plasticity][random]") {
  compare_couplings<released>(false);
}
TEST_CASE("random networks: couplings with clock-driven synapses", "[plasticity][random]") {
  compare_couplings<released_by_clock>(true);
}

} // namespace
