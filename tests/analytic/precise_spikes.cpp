// SPDX-License-Identifier: BSL-1.0
// Spikes between the steps against closed forms and against a simulation without steps.
#include "catch.hpp"
#include "event_driven.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <random>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic_lif<receptor<"fast", current<exponential>>, receptor<"slow", current<alpha>>>;

constexpr auto one_cell = describe(population<"n">(9, lif{}, parameter<"t_ref">(given), precise_spikes{}),
                                   drive<"n.I">(1_nA), record<"n.spikes">());

template <bool Precise>
constexpr auto make_network() {
  const auto with = [](auto... option) {
    return describe(population<"n">(given, cell{}, parameter<"E_L">(given), parameter<"t_ref">(1.2345_ms),
                                    parameter<"fast.tau">(3_ms), parameter<"slow.tau">(7_ms), option...),
                    drive<"n.I">(0.21_nA), projection<"fast: n -> n.fast">(given, weight(given), delay(given)),
                    projection<"slow: n -> n.slow">(given, weight(given), delay(given)),
                    projection<"kick: n -> n.v">(given, weight(given), delay(given)), record<"n.spikes">());
  };
  if constexpr (Precise)
    return with(precise_spikes{});
  else
    return with();
}
constexpr auto precise_network = make_network<true>();
constexpr auto grid_network = make_network<false>();

/// Connections by a rule of residues: all receptors, several delays, whole numbers of 0.5 ms.
struct wiring {
  std::vector<double> E_L;
  std::vector<event_driven::cell> cells;
  std::vector<event_driven::synapse> synapses;

  explicit wiring(int n, double strength = 1) {
    for (int i = 0; i < n; ++i) add_cell(-70e-3 + 0.37e-3 * (i % 7));
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        const int mix = (7 * i + 11 * j + i * j) % 13;
        if (i == j || mix > 8) continue;
        const int receptor = i % 4 == 3 ? 1 : mix % 4 == 1 ? 2 : 0;
        const double weight = strength * (receptor == 0   ? 20e-12 + 1e-12 * mix
                                          : receptor == 1 ? -60e-12 - 2e-12 * mix
                                                          : 0.3e-3);
        synapses.push_back(
            {i, j, receptor, static_cast<long double>(weight), static_cast<long double>(1 + mix % 3) * 0.5e-3L});
      }
  }
  /// Random connections, in a jumbled order, some pairs several times, with autapses.
  explicit wiring(std::mt19937_64& random) {
    const auto uniform = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(random); };
    const auto whole = [&](int a, int b) { return std::uniform_int_distribution<int>(a, b)(random); };
    const int n = whole(3, 19);
    for (int i = 0; i < n; ++i) add_cell(uniform(-72e-3, -66e-3));
    for (int k = 0; k < n * n / 2; ++k) {
      const int receptor = whole(0, 2);
      const double weight = receptor == 0   ? uniform(-20e-12, 50e-12)
                            : receptor == 1 ? uniform(-90e-12, 20e-12)
                                            : uniform(-0.5e-3, 0.5e-3);
      synapses.push_back({whole(0, n - 1), whole(0, n - 1), receptor, static_cast<long double>(weight),
                          static_cast<long double>(whole(1, 9)) * 0.5e-3L});
    }
  }

private:
  void add_cell(double rest) {
    event_driven::cell c;
    E_L.push_back(rest);
    c.E_L = static_cast<long double>(rest); // the same number
    c.t_ref = static_cast<long double>((1.2345_ms).si());
    c.tau_0 = static_cast<long double>((3_ms).si());
    c.tau_1 = static_cast<long double>((7_ms).si());
    c.drive = static_cast<long double>((0.21_nA).si());
    c.C = static_cast<long double>((200_pF).si());
    c.g = static_cast<long double>((10_nS).si());
    c.V_th = static_cast<long double>((-50_mV).si());
    c.V_r = static_cast<long double>((-60_mV).si());
    cells.push_back(c);
  }
};

template <auto const& D, class Real = double>
simulation<network<D, Real>> make(const wiring& w, quantity<dim::second> dt, unsigned team = 1) {
  std::array<std::vector<int>, 3> from, to;
  std::array<std::vector<double>, 3> weight, wait;
  for (const auto& s : w.synapses) {
    const auto r = static_cast<std::size_t>(s.receptor);
    from[r].push_back(s.source);
    to[r].push_back(s.target);
    weight[r].push_back(static_cast<double>(s.weight));
    wait[r].push_back(static_cast<double>(s.delay));
  }
  return simulation<network<D, Real>>{seed{1},
                                      time_step{dt},
                                      threads{team, true},
                                      set<"n">(w.cells.size()),
                                      set<"n.E_L">(values(w.E_L, 1_V)),
                                      set<"n.v">(values(w.E_L, 1_V)),
                                      set<"fast">(pairs(from[0], to[0])),
                                      set<"fast.w">(values(weight[0], 1_A)),
                                      set<"fast.delay">(values(wait[0], 1_s)),
                                      set<"slow">(pairs(from[1], to[1])),
                                      set<"slow.w">(values(weight[1], 1_A)),
                                      set<"slow.delay">(values(wait[1], 1_s)),
                                      set<"kick">(pairs(from[2], to[2])),
                                      set<"kick.w">(values(weight[2], 1_V)),
                                      set<"kick.delay">(values(wait[2], 1_s))};
}

std::vector<event_driven::spike> by_time(const spike_train& spikes) {
  std::vector<event_driven::spike> all;
  for (std::size_t k = 0; k < spikes.size(); ++k)
    all.push_back({static_cast<long double>(spikes.time(k)), static_cast<int>(spikes.neuron(k))});
  return all;
}
/// The largest distance of a spike from the reference's, neuron by neuron; infinite if one has more spikes.
double distance(std::vector<event_driven::spike> a, std::vector<event_driven::spike> b) {
  const auto order = [](const auto& x, const auto& y) {
    return x.neuron != y.neuron ? x.neuron < y.neuron : x.time < y.time;
  };
  std::sort(a.begin(), a.end(), order);
  std::sort(b.begin(), b.end(), order);
  if (a.size() != b.size()) return INFINITY;
  double worst = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    worst =
        a[k].neuron != b[k].neuron ? INFINITY : std::max(worst, static_cast<double>(std::abs(a[k].time - b[k].time)));
  return worst;
}

} // namespace

TEST_CASE("a driven neuron spikes at the times of the closed form", "[precise]") {
  // Nine neurons with refractory periods of none, of parts of a step and of many.
  const std::vector<double> periods{0, 0.01e-3, 0.1e-3, 0.15e-3, 1.2345e-3, 2e-3, 3.0001e-3, 7.77e-3, 20e-3};
  const double dt_ms = GENERATE(0.1, 0.025, 1.0);
  simulation<network<one_cell>> sim{seed{1}, time_step{dt_ms * 1_ms}, set<"n.t_ref">(values(periods, 1_s))};
  sim.run(8_s);
  const auto& spikes = sim["n.spikes"_name];
  const long double tau = static_cast<long double>((200_pF).si()) / static_cast<long double>((10_nS).si());
  const long double rest = -70e-3L + 100e-3L;
  std::vector<long double> next(9, tau * std::log((rest + 70e-3L) / (rest + 50e-3L)));
  double worst = 0;
  for (std::size_t k = 0; k < spikes.size(); ++k) {
    const std::size_t i = spikes.neuron(k);
    worst = std::max(worst, static_cast<double>(std::abs(static_cast<long double>(spikes.time(k)) - next[i])));
    next[i] += static_cast<long double>(periods[i]) + tau * std::log((rest + 60e-3L) / (rest + 50e-3L));
  }
  CHECK(spikes.size() > 19'000);
  for (const long double t : next) CHECK(t > 8);
  INFO("the largest error: " << worst);
  CHECK(worst < 1e-12);
}

TEST_CASE("a network's spikes are those of a simulation without steps", "[precise]") {
  const wiring w(13);
  const auto reference = event_driven::run(w.cells, w.synapses, 1);
  CHECK(reference.size() > 200);
  const double dt_ms = GENERATE(0.5, 0.25, 0.1, 0.0625);
  auto sim = make<precise_network>(w, dt_ms * 1_ms);
  sim.run(1_s);
  const auto& spikes = sim["n.spikes"_name];
  CHECK(spikes.size() == reference.size());
  const double worst = distance(by_time(spikes), reference);
  INFO("step " << dt_ms << " ms, largest error " << worst << " s");
  CHECK(worst < 1e-11);
}

TEST_CASE("random networks spike as a simulation without steps does", "[precise][random]") {
  std::size_t spikes = 0;
  for (unsigned number = 1; number <= 8; ++number) {
    std::mt19937_64 random(number);
    const wiring w(random);
    const auto reference = event_driven::run(w.cells, w.synapses, 0.25L);
    spikes += reference.size();
    for (const double dt_ms : {0.5, 0.1})
      for (const unsigned team : {1u, 2u, 3u, 7u}) {
        CAPTURE(number, dt_ms, team);
        auto sim = make<precise_network>(w, dt_ms * 1_ms, team);
        sim.run(250_ms);
        CHECK(distance(by_time(sim["n.spikes"_name]), reference) < 1e-9);
      }
  }
  CHECK(spikes > 400);
}

TEST_CASE("the spikes of a network on the grid converge with order 1", "[precise]") {
  // Until spikes come in another order.
  const wiring w(13);
  const auto reference = event_driven::run(w.cells, w.synapses, 0.06L);
  std::vector<double> errors;
  for (const double dt_ms : {0.1, 0.05, 0.025, 0.0125}) {
    auto sim = make<grid_network>(w, dt_ms * 1_ms);
    sim.run(60_ms);
    auto spikes = by_time(sim["n.spikes"_name]);
    for (auto& s : spikes) s.time += static_cast<long double>(dt_ms) * 1e-3L; // the end of its step
    errors.push_back(distance(spikes, reference));
  }
  CHECK(errors.back() > 1e-5); // where precise spikes are exact to 1e-11
  CHECK(std::log2(errors[1] / errors[3]) / 2 == Approx(1).margin(0.1));
}

namespace {

struct single {
  template <bool Precise>
  static constexpr auto make() {
    const auto with = [](auto... option) {
      return describe(population<"n">(9, synaptic_lif<conductance<exponential>, conductance<alpha>>{},
                                      parameter<"t_ref">(1.2345_ms), parameter<"V_th">(normal(-50_mV, 1_mV)),
                                      start<"v">(uniform(-70_mV, -55_mV)), option...),
                      drive<"n.I">(0.25_nA), projection<"n[0:6] -> n.exc">(all_to_all{}, weight(1.1_nS), delay(1.5_ms)),
                      projection<"n[6:9] -> n.inh">(all_to_all{}, weight(2_nS), delay(0.5_ms)), record<"n.spikes">());
    };
    if constexpr (Precise)
      return with(precise_spikes{});
    else
      return with();
  }
};
constexpr auto precise_conductances = single::make<true>();
constexpr auto grid_conductances = single::make<false>();

template <auto const& D>
std::vector<event_driven::spike> spikes_of(double dt_ms, quantity<dim::second> time, double late = 0) {
  simulation<network<D>> sim{seed{3}, time_step{dt_ms * 1_ms}};
  sim.run(time);
  auto spikes = by_time(sim["n.spikes"_name]);
  for (auto& s : spikes) s.time += static_cast<long double>(late * dt_ms) * 1e-3L;
  return spikes;
}

} // namespace

TEST_CASE("spikes of neurons with conductances converge with order 2", "[precise]") {
  const auto reference = spikes_of<precise_conductances>(1. / 512, 200_ms);
  CHECK(reference.size() > 50);
  std::vector<double> precise, grid;
  for (const double dt_ms : {0.25, 0.125, 0.0625, 0.03125}) {
    precise.push_back(distance(spikes_of<precise_conductances>(dt_ms, 200_ms), reference));
    grid.push_back(distance(spikes_of<grid_conductances>(dt_ms, 200_ms, 1), reference));
  }
  for (std::size_t k = 1; k < precise.size(); ++k)
    CHECK(std::log2(precise[k - 1] / precise[k]) == Approx(2).margin(0.15));
  CHECK(std::log2(grid[1] / grid[3]) / 2 < 1.6);
  CHECK(precise[3] < grid[3] / 1000);
}

TEST_CASE("a potential that is above the threshold for a part of a step makes a spike", "[precise]") {
  // One spike of neuron 0 excites neuron 1 up to a peak that is a little above or below its threshold.
  std::vector<event_driven::cell> cells(2);
  cells[0].drive = 0.25e-9L;
  cells[0].t_ref = 1;
  const auto peak_for = [&](long double weight) {
    event_driven::membrane x;
    x.s1 = weight;
    long double peak = -1;
    for (long double t = 0; t < 0.05L; t += 1e-6L) peak = std::max(peak, x.potential(cells[1], t));
    return peak;
  };
  const long double per_weight = (peak_for(200e-12L) + 70e-3L) / 200e-12L;
  const double above = GENERATE(1e-3, 1e-5, 1e-7, 1e-9, -1e-9, -1e-7, -1e-5);
  const double dt_ms = GENERATE(1.0, 0.5, 0.1);
  wiring w(0);
  w.cells = cells;
  w.E_L = {-70e-3, -70e-3};
  w.synapses = {{0, 1, 1, (20e-3L + static_cast<long double>(above)) / per_weight, 2e-3L}};
  using grazed = synaptic_lif<current<alpha>>;
  static constexpr auto pair =
      describe(population<"a">(1, lif{}, parameter<"t_ref">(1_s), precise_spikes{}), drive<"a.I">(0.25_nA),
               population<"b">(1, grazed{}, parameter<"exc.tau">(10_ms), parameter<"t_ref">(1_s), precise_spikes{}),
               projection<"S: a -> b.exc">(all_to_all{}, weight(given), delay(2_ms)), record<"b.spikes">());
  simulation<network<pair>> sim{seed{1}, time_step{dt_ms * 1_ms},
                                set<"S.w">(static_cast<double>(w.synapses[0].weight) * 1_A)};
  sim.run(200_ms);
  const auto reference = event_driven::run(w.cells, w.synapses, 0.2L);
  const auto& spikes = sim["b.spikes"_name];
  REQUIRE(spikes.size() == (above > 0 ? 1 : 0));
  REQUIRE(reference.size() == 1 + spikes.size());
  // The crossing is as flat as the potential is round: its time is known to the root of a rounding error.
  if (above > 0)
    CHECK(std::abs(spikes.time(0) - static_cast<double>(reference[1].time)) < 1e-17 / std::sqrt(above * 1e-3) + 1e-11);
}

namespace {

// v' = v^2: infinite after 1 / v. Its threshold is never crossed.
struct singular {
  template <class I>
  struct state {
    number<I> v = 1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = x.v * x.v / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v < -1; }
};

} // namespace

TEST_CASE("a singularity ends the integration and is reported", "[precise]") {
  static constexpr auto d = describe(population<"n">(3, singular{}, precise_spikes{}), record<"n.spikes">());
  simulation<network<d>> sim{seed{1}};
  CHECK_THROWS_AS(sim.run(3_ms), not_finite);
}
