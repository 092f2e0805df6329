// SPDX-License-Identifier: BSL-1.0
// Couplings whose routes start or end at synapses.
#include "catch.hpp"
#include <algorithm>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <sstream>
#include <vector>

namespace {

using namespace cortexpr;

/// Follows what it is fed.
struct glia {
  template <class I>
  struct state {
    number<I> c = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
    number<I> gain = 1;
  };
  template <class I>
  struct inputs {
    molar<I> Y = 0_uM;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.c = (in.Y / 1_uM - x.c) / p.tau};
  }
};

/// Transmitter outside, which a spike releases, and gliotransmitter, which changes how much.
struct releasing {
  static constexpr bool transmits = true;
  quantity<dim::hertz> Omega = 40_Hz;
  template <class I>
  struct synapse {
    molar<I> Y = 0_uM;
    number<I> G = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y = -p.Omega * s.Y, .G = 0_Hz};
  }
  static void on_pre(auto& s) { s.Y += (1 + s.G) * 1_uM; }
  bool operator==(const releasing&) const = default;
};
/// The same, integrated in every step.
struct clocked {
  static constexpr bool transmits = true;
  using integrator = euler;
  quantity<dim::hertz> Omega = 40_Hz;
  template <class I>
  struct synapse {
    molar<I> Y = 0_uM;
    number<I> G = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y = -p.Omega * s.Y, .G = 0_Hz};
  }
  static void on_pre(auto& s) { s.Y += (1 + s.G) * 1_uM; }
  bool operator==(const clocked&) const = default;
};

constexpr std::size_t sources = 5, targets = 33, glias = 9;

/// Terms without and with a function, which are computed in packs alike.
constexpr auto to_glia = couple([](auto s, auto, auto w) { return w * s["Y"_name]; });
constexpr auto to_synapses =
    couple([](auto g, auto s, auto w) { return w * g["gain"_name] * tanh(g["c"_name] * (1 + s["w"_name] / 1_mV)); });

template <class Rule>
constexpr auto both_ways = describe(population<"in">(sources, poisson{}, parameter<"rate">(100_Hz)),
                                    population<"cells">(targets, lif{}),
                                    population<"glia">(glias, glia{}, euler{}, parameter<"gain">(uniform(0.5, 1.5))),
                                    projection<"S: in -> cells.v">(all_to_all{}, weight(uniform(0.1_mV, 0.2_mV)),
                                                                   plasticity{Rule{}}),
                                    projection<"Y: S -> glia.Y">(given, weight(given), to_glia),
                                    projection<"G: glia -> S.G">(given, weight(given), to_synapses), record<"glia.Y">(),
                                    record<"glia.c">(), record<"S.Y">(), record<"S.G">(), record<"in.spikes">());
constexpr auto by_clock = both_ways<clocked>;
constexpr auto by_event = both_ways<releasing>;

/// Neurons or synapses that are connected, and weights.
struct wiring {
  std::vector<int> from, onto;
  std::vector<double> weight;
};
/// Some of the pairs of n and m, in an order of their own.
wiring some_pairs(std::size_t n, std::size_t m, std::uint64_t salt) {
  wiring w;
  for (std::size_t k = 0; k < n * m; ++k) {
    const std::uint64_t h = (k * 2654435761u + salt) % 1009;
    if (h % 4 != 0) continue;
    const std::size_t at = (k * 7) % (n * m); // 7 and n m have no factor in common
    w.from.push_back(static_cast<int>(at / m));
    w.onto.push_back(static_cast<int>(at % m));
    w.weight.push_back(0.1 + 0.001 * static_cast<double>(h % 50));
  }
  return w;
}
/// Cells feed glia through the synapses onto them; glia reach synapses by number.
const wiring y_wires = some_pairs(targets, glias, 1), g_wires = some_pairs(glias, sources*targets, 2);

template <class Net>
simulation<Net> simulate(unsigned threads_of_team) {
  return simulation<Net>{seed{3},
                         threads{threads_of_team, true},
                         set<"Y">(synapses_onto{pairs(y_wires.from, y_wires.onto)}),
                         set<"Y.w">(values(y_wires.weight)),
                         set<"G">(pairs(g_wires.from, g_wires.onto)),
                         set<"G.w">(values(g_wires.weight))};
}

/// The same network with loops over plain numbers. `decay`: of Y in a step.
template <class Net>
void check_by_hand(const simulation<Net>& sim, double decay, double within) {
  const auto &Y = sim["S.Y"_name], &G = sim["S.G"_name], &c = sim["glia.c"_name], &fed = sim["glia.Y"_name];
  const auto gain = sim.template get<"glia.gain">(), w = sim.template get<"S.w">();
  const auto& spikes = sim["in.spikes"_name];
  std::vector<double> y(sources * targets), g(sources * targets), x(glias), in(glias);
  std::size_t next = 0;
  double apart = 0, most = 0;
  for (std::size_t step = 0; step < Y.rows(); ++step) {
    for (std::size_t k = 0; k < y.size(); ++k)
      apart = std::max({apart, std::abs(1e3 * Y(step, k) - y[k]), std::abs(G(step, k) - g[k])});
    for (std::size_t i = 0; i < glias; ++i)
      apart = std::max({apart, std::abs(c(step, i) - x[i]), std::abs(1e3 * fed(step, i) - in[i])});
    std::fill(in.begin(), in.end(), 0.0), std::fill(g.begin(), g.end(), 0.0);
    for (std::size_t e = 0; e < y_wires.from.size(); ++e)
      for (std::size_t i = 0; i < sources; ++i)
        in[static_cast<std::size_t>(y_wires.onto[e])] +=
            y_wires.weight[e] * y[i * targets + static_cast<std::size_t>(y_wires.from[e])];
    for (std::size_t e = 0; e < g_wires.from.size(); ++e) {
      const auto i = static_cast<std::size_t>(g_wires.from[e]), k = static_cast<std::size_t>(g_wires.onto[e]);
      g[k] += g_wires.weight[e] * gain[i] * std::tanh(x[i] * (1 + w[k] / 1e-3));
    }
    for (std::size_t i = 0; i < glias; ++i) x[i] += 1e-4 * (in[i] - x[i]) / 20e-3;
    for (double& one : y) one *= decay;
    for (; next < spikes.size() && spikes.steps[next] == static_cast<std::int64_t>(step); ++next)
      for (std::size_t j = 0; j < targets; ++j) {
        const std::size_t k = spikes.neurons[next] * targets + j;
        y[k] += 1 + g[k];
      }
    for (const double one : g) most = std::max(most, one);
  }
  CHECK(next > 20);
  CHECK(most > 0.2);
  CHECK(apart < within);
}

} // namespace

TEST_CASE("synapses feed neurons of another population, which set a variable of theirs", "[coupling]") {
  auto sim = simulate<network<by_clock>>(1);
  sim.run(100_ms);
  check_by_hand(sim, 1 - 40 * 1e-4, 1e-12);
  auto in_float = simulate<network<by_clock, float>>(1);
  in_float.run(100_ms);
  check_by_hand(in_float, 1 - 40 * 1e-4, 1e-4);
}

TEST_CASE("couplings read event-driven synapses as they are now", "[coupling]") {
  auto sim = simulate<network<by_event>>(1);
  sim.run(100_ms);
  check_by_hand(sim, std::exp(-40 * 1e-4), 1e-12);
}

TEST_CASE("couplings with synapses are the same on any number of threads", "[coupling][threads]") {
  auto one = simulate<network<by_clock>>(1);
  one.run(50_ms);
  auto one_by_event = simulate<network<by_event>>(1);
  one_by_event.run(50_ms);
  for (unsigned n = 2; n <= 7; ++n) {
    auto many = simulate<network<by_clock>>(n);
    many.run(50_ms);
    CHECK(many["S.Y"_name].values == one["S.Y"_name].values);
    CHECK(many["S.G"_name].values == one["S.G"_name].values);
    CHECK(many["glia.c"_name].values == one["glia.c"_name].values);
    auto many_by_event = simulate<network<by_event>>(n);
    many_by_event.run(50_ms);
    CHECK(many_by_event["S.Y"_name].values == one_by_event["S.Y"_name].values);
    CHECK(many_by_event["glia.c"_name].values == one_by_event["glia.c"_name].values);
  }
}

TEST_CASE("a checkpoint holds couplings with synapses", "[coupling][checkpoint]") {
  const auto path = (std::filesystem::temp_directory_path() / "cortexpr_modulation_coupling.state").string();
  auto whole = simulate<network<by_clock>>(1);
  whole.run(50_ms);
  whole.save_state(path);
  whole.run(50_ms);
  auto parts = simulate<network<by_clock>>(3);
  parts.set<"Y.w">(0.5); // comes back from the file
  parts.load_state(path);
  parts.run(50_ms);
  // A recording of an input shows the step before, also in the first row.
  const auto &a = whole["glia.c"_name], &b = parts["glia.c"_name];
  const auto &in_a = whole["glia.Y"_name], &in_b = parts["glia.Y"_name];
  REQUIRE(b.rows() == 500);
  bool same = true;
  for (std::size_t row = 0; row < b.rows(); ++row)
    for (std::size_t i = 0; i < glias; ++i)
      same = same && a(500 + row, i) == b(row, i) && in_a(500 + row, i) == in_b(row, i);
  CHECK(same);
  CHECK(in_b(0, 0) > 0);
  CHECK(whole.get<"S.Y">() == parts.get<"S.Y">());
  std::filesystem::remove(path);
}

TEST_CASE("the schedule and the storage report tell of couplings with synapses", "[coupling]") {
  std::ostringstream schedule, storage;
  network<by_clock>::schedule(schedule);
  CHECK(schedule.str().find("before groups:\n  couple synapses and neurons through Y (order -2)\n"
                            "  couple synapses and neurons through G (order -1)\n") != std::string::npos);
  auto sim = simulate<network<by_clock>>(1);
  network<by_clock>::storage(storage, sim.state());
  CHECK(storage.str().find("Y: " + std::to_string(sources * y_wires.from.size()) + " connections from 'S' to 'glia'") !=
        std::string::npos);
  CHECK(sim.get<"G.w">() == g_wires.weight);
  std::ostringstream formula;
  print_coupling<network<by_clock>, "Y">(formula);
  CHECK(formula.str() == "Y = sum of w*pre.Y\n");
}
