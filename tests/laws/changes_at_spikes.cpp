// SPDX-License-Identifier: BSL-1.0
// What rules and operations do to a neuron in the step in which its spike is located acts on its state at the end of
// that step: what is set is what was set, whatever the reset has done before. The expectation is the state of a neuron
// to which nothing is done, changed by hand.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <limits>
#include <vector>

using namespace cortexpr;

namespace changes_at_spikes {

/// A linear neuron with a variable that its reset adds to.
struct cell {
  template <class I>
  struct state {
    volt<I> v = -60_mV;
    amp<I> w = 0.2_nA;
    amp<I> I_syn = 0.1_nA;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms, tau_w = 30_ms;
    volt<I> E = -40_mV;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E - x.v) / p.tau, .w = -x.w / p.tau_w, .I_syn = -x.I_syn / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > -50_mV; }
  static constexpr void reset(auto& x, const auto&) {
    x.v = -70_mV;
    x.w += 80_pA;
    x.I_syn = 0.5 * x.I_syn;
  }
};
/// The same with an upstroke.
struct upstroke : cell {
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto above = (x.v + 55_mV) / 1_mV;
    return {.v = (above * above * 1_mV + 1_mV) / p.tau, .w = -x.w / p.tau_w, .I_syn = -x.I_syn / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > -10_mV; }
};

struct sets_both {
  using writes = post<"v", "w">;
  static void on_pre(auto& s) {
    s.post["v"_name] = -63_mV;
    s.post["w"_name] = 3_nA;
  }
};
struct adds_and_scales {
  using writes = post<"v", "w">;
  static void on_pre(auto& s) {
    s.post["v"_name] -= 1_mV;
    s.post["w"_name] *= 0.5;
    s.post["w"_name] += 10_pA;
  }
};
/// Keeps what it reads of a spike.
struct reads_v {
  using reads = post<"v">;
  using writes = post<"w">;
  static void on_post(auto& s) { s.post["w"_name] = (s.post["v"_name] / 1_mV) * 1_nA; }
};
/// Sets the receptor.
struct sets_receptor {
  static void on_pre(auto& s) { s.receptor = 2_nA; }
};
struct saturates {
  static void on_pre(auto& s) { s.receptor += 0.25 * (1_nA - s.receptor); }
};

/// The step in which the operations below work.
inline std::int64_t due_step = -1;
bool due(const auto& n) { return std::llround(n.t / n.dt) == due_step; }
constexpr auto sets_v = [](auto& n) {
  if (due(n)) n["v"_name] = -63_mV;
};
constexpr auto sets_w_from_itself = [](auto& n) {
  if (due(n)) n["w"_name] = 0.5 * n["w"_name] + 10_pA;
};
/// Reads v at the spike and changes another variable.
constexpr auto notes_v = [](auto& n) { n["w"_name] = (n["v"_name] / 1_mV) * 1_nA; };

template <class... Options>
constexpr auto network_of(auto model, Options... options) {
  const auto cells = [&]<fixed_string Name>(name_constant<Name>) {
    return population<Name>(200, model, start<"v">(given), options...);
  };
  return describe(population<"a">(1, spike_times{}), cells("none"_name), cells("set"_name), cells("scaled"_name),
                  cells("read"_name), cells("bound"_name), cells("saturated"_name), cells("in turn"_name),
                  cells("worked"_name), cells("noted"_name),
                  projection<"S: a -> set.w">(all_to_all{}, weight(0_nA), plasticity{sets_both{}}),
                  projection<"T: a -> scaled.w">(all_to_all{}, weight(0_nA), plasticity{adds_and_scales{}}),
                  projection<"U: a -> read.I_syn">(all_to_all{}, weight(0_nA), plasticity{reads_v{}}),
                  projection<"V: a -> bound.I_syn">(all_to_all{}, weight(1_nA),
                                                    plasticity{transmit{}, clip_receptor{0_nA, 1.01_nA}}),
                  projection<"W: a -> saturated.w">(all_to_all{}, weight(0_nA), plasticity{saturates{}}),
                  // What is set is set, also after an addition; what is added is added, also to what was set.
                  projection<"X: a -> in turn.I_syn">(all_to_all{}, weight(1_nA)),
                  projection<"Y: a -> in turn.I_syn">(all_to_all{}, weight(1_nA), plasticity{sets_receptor{}}),
                  projection<"Z: a -> in turn.I_syn">(all_to_all{}, weight(1_nA)),
                  regularly<"one", "worked">(every{}, sets_v, at{slot::after_thresholds}),
                  regularly<"two", "worked">(every{}, sets_w_from_itself, at{slot::synapses}),
                  on_event<"three", "noted">(notes_v), record<"none.spikes">());
}

constexpr auto precise = network_of(cell{}, precise_spikes{});
constexpr auto precise_pieces = network_of(upstroke{}, precise_spikes{});
constexpr auto at_crossing = network_of(upstroke{});
constexpr auto by_tolerance = network_of(upstroke{}, dormand_prince{});

/// Compares a variable with what is expected.
void compare(const char* what, const std::vector<double>& is, const std::vector<double>& expected, double tolerance) {
  INFO(what);
  REQUIRE(is.size() == expected.size());
  double apart = 0;
  for (std::size_t i = 0; i < is.size(); ++i) apart = std::max(apart, std::abs(is[i] / expected[i] - 1));
  CHECK(apart <= tolerance);
}
std::vector<double> doubles(const auto& x) { return {x.begin(), x.end()}; }
std::vector<double> changed(std::vector<double> x, const auto& f) {
  std::transform(x.begin(), x.end(), x.begin(), f);
  return x;
}

template <auto const& D, class Real>
void check(double level) {
  std::vector<double> start;
  for (int k = 0; k < 200; ++k) start.push_back(-60e-3 + (k * 37 % 200) * 0.045e-3);
  const auto v = values(start, 1_V);
  const auto made = [&](std::vector<int> steps, unsigned team) {
    return simulation<network<D, Real>>{
        threads{team, true},
        cortexpr::set<"a">(spike_list::at_steps(steps, std::vector<int>(steps.size(), 0))),
        cortexpr::set<"none.v">(v),
        cortexpr::set<"set.v">(v),
        cortexpr::set<"scaled.v">(v),
        cortexpr::set<"read.v">(v),
        cortexpr::set<"bound.v">(v),
        cortexpr::set<"saturated.v">(v),
        cortexpr::set<"in turn.v">(v),
        cortexpr::set<"worked.v">(v),
        cortexpr::set<"noted.v">(v)};
  };
  auto alone = made({}, 1);
  due_step = -1;
  alone.run(30_ms);
  const auto spikes = alone["none.spikes"_name];
  REQUIRE(spikes.size() >= 200);
  const double rounding = 20 * static_cast<double>(std::numeric_limits<Real>::epsilon());
  for (std::size_t k = 0; k < spikes.size(); k += 41) {
    const auto step = spikes.steps[k];
    const std::size_t spiking = spikes.neuron(k);
    due_step = step;
    for (const unsigned team : {1u, 2u, 3u, 7u}) {
      if (team != 1 && k != 0) continue;
      auto sim = made({static_cast<int>(step)}, team);
      sim.run_steps(step + 1);
      const std::vector<double> end_v = doubles(sim.template get<"none.v">()),
                                end_w = doubles(sim.template get<"none.w">()),
                                end_I = doubles(sim.template get<"none.I_syn">());
      INFO("neuron " << spiking << ", step " << step << ", v at its end " << end_v[spiking] << ", threads " << team);
      CHECK(end_v[spiking] < -65e-3); // the reset is over
      compare("v set", doubles(sim.template get<"set.v">()), changed(end_v, [](double) { return -63e-3; }), rounding);
      compare("w set", doubles(sim.template get<"set.w">()), changed(end_w, [](double) { return 3e-9; }), rounding);
      compare("v added to", doubles(sim.template get<"scaled.v">()), changed(end_v, [](double x) { return x - 1e-3; }),
              rounding);
      compare("w scaled", doubles(sim.template get<"scaled.w">()),
              changed(end_w, [](double x) { return 0.5 * x + 10e-12; }), rounding);
      compare("bounded", doubles(sim.template get<"bound.I_syn">()),
              changed(end_I, [](double x) { return std::min(x + 1e-9, 1.01e-9); }), rounding);
      compare("saturated", doubles(sim.template get<"saturated.w">()),
              changed(end_w, [](double x) { return x + 0.25 * (1e-9 - x); }), rounding);
      compare("set between additions", doubles(sim.template get<"in turn.I_syn">()),
              changed(end_I, [](double) { return 3e-9; }), rounding);
      compare("v set by an operation", doubles(sim.template get<"worked.v">()),
              changed(end_v, [](double) { return -63e-3; }), rounding);
      compare("w changed by an operation", doubles(sim.template get<"worked.w">()),
              changed(end_w, [](double x) { return 0.5 * x + 10e-12; }), rounding);
      // Variables that are read only are those at the threshold.
      for (const auto& read : {doubles(sim.template get<"read.w">()), doubles(sim.template get<"noted.w">())})
        CHECK(read[spiking] == Approx(level * 1e-6).epsilon(1e-5));
      compare("v read", doubles(sim.template get<"read.v">()), end_v, rounding);
    }
  }
}

} // namespace changes_at_spikes

using namespace changes_at_spikes;

TEST_CASE("what rules set at a located spike is what they set, exact equations", "[precise]") {
  check<precise, double>(-50e-3);
  check<precise, float>(-50e-3);
}
TEST_CASE("what rules set at a located spike is what they set, in pieces", "[precise]") {
  check<precise_pieces, double>(-10e-3);
  check<precise_pieces, float>(-10e-3);
}
TEST_CASE("what rules set at a spike is what they set where the reset is at the crossing", "[integrators]") {
  check<at_crossing, double>(-10e-3);
  check<at_crossing, float>(-10e-3);
}
TEST_CASE("what rules set at a spike is what they set where sub-steps find it", "[integrators]") {
  check<by_tolerance, double>(-10e-3);
  check<by_tolerance, float>(-10e-3);
}
