// SPDX-License-Identifier: BSL-1.0
// Shipped models with refractoriness by condition, and spikes at maxima: against the trace of v that the same run
// records.

#include "catch.hpp"
#include "laws/model_laws.hpp"

#include <cortexpr/cortexpr.hpp>
#include <sstream>
#include <vector>

namespace {

using namespace cortexpr;
using counts = std::vector<std::int64_t>;

using crossing = refractory_while<hodgkin_huxley>;
constexpr auto not_repolarised = [](const auto& x, const auto& p) { return x.v > p.V_th || x.n > 0.4; };
using slow = refractory_while<hodgkin_huxley, not_repolarised>;
constexpr auto above_and_driven = [](const auto& x, const auto& p, const auto& in) {
  return x.v > p.V_th && in.I > 0_A;
};
using driven_slow = refractory_while<hodgkin_huxley, above_and_driven>;
using cell = synaptic<crossing, conductance<exponential>, conductance<exponential>>;
using peak = spikes_at_maximum<hodgkin_huxley>;
using peak_cell = spikes_at_maximum<synaptic<hodgkin_huxley, conductance<exponential>>>;
constexpr auto adapted = [](const auto& x, const auto& p) { return x.w > p.b; };
using adex_while = refractory_while<adex, adapted>;
constexpr auto recovering = [](const auto& x, const auto& p) { return x.u > 0.5 * p.d; };
using izhikevich_while = refractory_while<basic_izhikevich<always_integrated>, recovering>;

static_assert(Refractory<crossing> && detail::HasRefractoryFunction<cell> && detail::HasReceptors<peak_cell>);
static_assert(std::is_same_v<default_integrator<crossing>, default_integrator<hodgkin_huxley>>);

constexpr auto d = describe(
    population<"in">(20, poisson{}, parameter<"rate">(300_Hz)),
    population<"crossing">(9, crossing{}, parameter<"t_ref">(0_ms)),
    population<"slow">(9, slow{}, parameter<"t_ref">(0_ms)), population<"cell">(9, cell{}, parameter<"t_ref">(0_ms)),
    population<"peak">(9, peak{}, parameter<"t_ref">(0_ms)),
    population<"peak_cell">(9, peak_cell{}, parameter<"t_ref">(0_ms)), population<"adex">(9, adex_while{}),
    population<"izhikevich">(9, izhikevich_while{}), drive<"crossing.I">(given), drive<"slow.I">(given),
    drive<"peak.I">(given), drive<"adex.I">(0.8_nA), drive<"izhikevich.I">(10_mV / 1_ms),
    projection<"in -> cell.exc">(fixed_probability{0.5}, weight(20_nS)),
    projection<"in -> peak_cell.exc">(fixed_probability{0.5}, weight(20_nS)), record<"crossing.spikes">(),
    record<"slow.spikes">(), record<"cell.spikes">(), record<"peak.spikes">(), record<"peak_cell.spikes">(),
    record<"adex.spikes">(), record<"izhikevich.spikes">(), record<"crossing.v">(), record<"slow.v">(),
    record<"slow.n">(), record<"cell.v">(), record<"peak.v">(), record<"peak_cell.v">(), record<"adex.w">(),
    record<"izhikevich.u">());

counts steps_of(const spike_train& s, std::uint32_t neuron) {
  counts steps;
  for (std::size_t k = 0; k < s.size(); ++k)
    if (s.neurons[k] == neuron) steps.push_back(s.steps[k]);
  return steps;
}

/// The steps k at whose end (row k + 1) v has come above the level.
template <class Trace>
counts crossings(const Trace& v, std::size_t i, double level) {
  counts steps;
  for (std::size_t k = 0; k + 1 < v.rows(); ++k)
    if (v(k, i) <= level && v(k + 1, i) > level) steps.push_back(static_cast<std::int64_t>(k));
  return steps;
}
/// The steps between whose start and end, or in the one after them, v has a maximum above the level.
template <class Trace>
counts maxima(const Trace& v, std::size_t i, double level) {
  counts steps;
  for (std::size_t k = 1; k + 1 < v.rows(); ++k)
    if (v(k, i) > level && v(k - 1, i) < v(k, i) && v(k, i) >= v(k + 1, i))
      steps.push_back(static_cast<std::int64_t>(k));
  return steps;
}

TEST_CASE("shipped models with refractoriness by condition", "[neurons]") {
  std::vector<double> currents;
  for (int i = 0; i < 9; ++i) currents.push_back(0.05 + 0.3 * i); // up to a block
  const timed_array given_current(currents, 9, 1_nA, 1_s);
  simulation<network<d>> sim{time_step{0.02_ms}, seed{3}, set<"crossing.I">(given_current),
                             set<"slow.I">(given_current), set<"peak.I">(given_current)};
  sim.run(100_ms);
  std::size_t all = 0;
  for (std::uint32_t i = 0; i < 9; ++i) {
    CAPTURE(i);
    CHECK(steps_of(sim["crossing.spikes"_name], i) == crossings(sim["crossing.v"_name], i, -20e-3));
    CHECK(steps_of(sim["cell.spikes"_name], i) == crossings(sim["cell.v"_name], i, -20e-3));
    all += steps_of(sim["crossing.spikes"_name], i).size();

    // Free only when both v and n are low: a plain loop over the recorded rows.
    counts expected;
    bool free = true;
    const auto &v = sim["slow.v"_name], &n = sim["slow.n"_name];
    for (std::size_t k = 0; k + 1 < v.rows(); ++k) {
      free = free || !(v(k, i) > -20e-3 || n(k, i) > 0.4);
      if (free && v(k + 1, i) > -20e-3) {
        expected.push_back(static_cast<std::int64_t>(k));
        free = false;
      }
    }
    const counts found = steps_of(sim["slow.spikes"_name], i);
    const std::int64_t last = static_cast<std::int64_t>(v.rows()) - 2;
    CHECK(counts(found.begin(), std::upper_bound(found.begin(), found.end(), last)) == expected);

    // A maximum lies in the step of its spike or at the start of it.
    for (const auto& [spikes, trace] : {std::pair(&sim["peak.spikes"_name], &sim["peak.v"_name]),
                                        std::pair(&sim["peak_cell.spikes"_name], &sim["peak_cell.v"_name])}) {
      const counts peaks = steps_of(*spikes, i), tops = maxima(*trace, i, -20e-3);
      REQUIRE(peaks.size() >= tops.size());
      REQUIRE(peaks.size() <= tops.size() + 1);
      for (std::size_t k = 0; k < tops.size(); ++k) CHECK((peaks[k] == tops[k] || peaks[k] == tops[k] - 1));
    }
    // adex and izhikevich: the recovery variable has fallen to the level before the next spike.
    for (const auto& [spikes, trace, level] :
         {std::tuple(&sim["adex.spikes"_name], &sim["adex.w"_name], 80.5e-12),
          std::tuple(&sim["izhikevich.spikes"_name], &sim["izhikevich.u"_name], 4.0)}) {
      const counts steps = steps_of(*spikes, i);
      CHECK(steps.size() > 0);
      for (std::size_t k = 1; k < steps.size(); ++k) {
        bool fell = false;
        for (std::int64_t row = steps[k - 1] + 1; row <= steps[k]; ++row)
          fell = fell || !((*trace)(static_cast<std::size_t>(row), i) > level);
        CHECK(fell);
      }
    }
  }
  CHECK(all > 20);
}

// Where the integrator itself finds the spikes.
struct for_two_ms : scaled_lif {
  static constexpr auto refractory(const auto&, const auto&) { return 2_ms; }
};
constexpr auto adaptive = describe(population<"n">(9, crossing{}, dormand_prince{}, parameter<"t_ref">(0_ms)),
                                   population<"m">(9, for_two_ms{}, dormand_prince{}), drive<"n.I">(given),
                                   drive<"m.I">(10_V), record<"n.spikes">(), record<"n.v">(), record<"m.spikes">());

TEST_CASE("refractoriness by condition with sub-steps", "[neurons]") {
  std::vector<double> currents;
  for (int i = 0; i < 9; ++i) currents.push_back(0.05 + 0.3 * i);
  simulation<network<adaptive>> sim{time_step{0.02_ms}, set<"n.I">(timed_array(currents, 9, 1_nA, 1_s))};
  sim.run(50_ms);
  std::size_t all = 0;
  for (std::uint32_t i = 0; i < 9; ++i) {
    CAPTURE(i);
    const counts found = steps_of(sim["n.spikes"_name], i), expected = crossings(sim["n.v"_name], i, -20e-3);
    CHECK(found == expected);
    all += found.size();
    counts every_two_ms; // and the 20.01 us from reset to threshold; the first from -70 mV
    for (std::int64_t k = 2; k < 2500; k += 101) every_two_ms.push_back(k);
    CHECK(steps_of(sim["m.spikes"_name], i) == every_two_ms);
  }
  CHECK(all > 10);
}

TEST_CASE("models with refractoriness by condition obey the laws", "[neurons]") {
  CHECK(laws::all<crossing>());
  CHECK(laws::all<driven_slow>());
  CHECK(laws::all<cell>());
  CHECK(laws::all<adex_while>());
  CHECK(laws::all<izhikevich_while>());
}

// What diagnose says of them.
struct stuck : scaled_lif {
  static constexpr auto refractory(const auto& x, const auto& p) { return x.v > p.E_L - 1_mV; }
};
struct leaves : scaled_lif {
  static constexpr auto refractory(const auto& x, const auto&) { return x.v > -55_mV; }
};
template <class M>
diagnosis diagnosed() {
  static constexpr auto one = describe(population<"n">(5, M{}), record<"n.spikes">());
  simulation<network<one>> sim;
  return sim.diagnose();
}

TEST_CASE("diagnose knows refractoriness by condition", "[neurons][diagnose]") {
  CHECK(diagnosed<stuck>().has("refractory_forever"));
  CHECK_FALSE(diagnosed<leaves>().has("refractory_forever"));
  for (const auto& r : {diagnosed<crossing>(), diagnosed<peak>(), diagnosed<slow>()}) {
    CHECK_FALSE(r.has("refractory_forever"));
    CHECK_FALSE(r.has("no_reset"));
    CHECK_FALSE(r.has("reset_above_threshold"));
  }
}

} // namespace
