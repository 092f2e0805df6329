// SPDX-License-Identifier: BSL-1.0
// Brian2's example frompapers/Clopath_et_al_2010_homeostasis: voltage-based STDP written for a leaky neuron, whose
// synapses read a trace of their source and raise filtered potentials of their target. The inputs spike as they did
// there (reference/Clopath_2010.py); everything else is computed.

#include "peers/texts/Clopath_2010.hpp"
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/io/npz.hpp>
#include <string>
#include <vector>

namespace clopath_2010 {

using namespace cortexpr;
namespace words = peers::texts::Clopath_2010;

struct downstream {
  template <class I>
  struct state {
    volt<I> v = -70_mV, v_lowpass1 = -70_mV, v_lowpass2 = -70_mV, v_homeo = 0_mV;
    siemens<I> g_ampa = 0_nS;
  };
  template <class I>
  struct parameters {
    volt<I> V_rest = -70_mV, V_thresh = -55_mV, E_ampa = 0_mV;
    farad<I> C = 300_pF;
    siemens<I> g_leak = 30_nS;
    second<I> tau_ampa = 2_ms, tau_1 = 40_ms, tau_2 = 30_ms, tau_homeo = 1_s;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.g_leak * (p.V_rest - x.v) + x.g_ampa * (p.E_ampa - x.v)) / p.C,
            .v_lowpass1 = (x.v - x.v_lowpass1) / p.tau_1,
            .v_lowpass2 = (x.v - x.v_lowpass2) / p.tau_2,
            .v_homeo = (x.v - p.V_rest - x.v_homeo) / p.tau_homeo,
            .g_ampa = -x.g_ampa / p.tau_ampa};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_thresh; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_rest; }
};

/// Spikes where its input says so, and remembers it.
struct source {
  template <class I>
  struct state {
    number<I> x_trace = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_x = 15_ms;
  };
  template <class T>
  struct inputs {
    number<T> spike = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>&) {
    return {.x_trace = -x.x_trace / p.tau_x};
  }
  static constexpr auto spikes(const auto&, const auto&, const auto& in) { return in.spike > 0.5; }
  static constexpr void reset(auto& x, const auto& p) { x.x_trace += 1_ms / p.tau_x; }
};

struct voltage_rule {
  using reads = pre_and_post<pre<"x_trace">, post<"V_rest">>;
  using writes = post<"v_lowpass1", "v_lowpass2", "v_homeo">;
  weight_value w_max = 50_nS;
  double A_LTD = 1.5e-4, A_LTP = 1.5e-2;

  void on_pre(auto& s) const {
    const auto v_homeo = quantity<dim::volt>(s.post["v_homeo"_name]);
    const double A_LTD_u = A_LTD * (v_homeo * v_homeo / (12_mV * 1_mV));
    const double above = max(s.post["v_lowpass1"_name] - s.post["V_rest"_name], 0_mV) / 1_mV;
    s.w = clip(s.w - w_max * (A_LTD_u * above), 0_nS, w_max);
  }
  void on_post(auto& s) const {
    s.post["v_lowpass1"_name] += 10_mV;
    s.post["v_lowpass2"_name] += 10_mV;
    s.post["v_homeo"_name] += 0.1_mV;
    const double above = max(s.post["v_lowpass2"_name] - s.post["V_rest"_name], 0_mV) / 1_mV;
    s.w = clip(s.w + w_max * (A_LTP * s.pre["x_trace"_name] * above), 0_nS, w_max);
  }
  bool operator==(const voltage_rule&) const = default;
};

constexpr auto network_of(auto neuron, auto weights, auto rules) {
  return describe(population<"in">(5, source{}), drive<"in.spike">(given), population<"n">(1, neuron, euler{}),
                  projection<"S: in -> n.g_ampa">(all_to_all{}, weights, rules), record<"n.spikes">(),
                  record<"S.w">(every{20_ms}), record<"n.v">(every{20_ms}), record<"n.v_lowpass1">(every{20_ms}),
                  record<"n.v_lowpass2">(every{20_ms}), record<"n.v_homeo">(every{20_ms}));
}
constexpr auto d = network_of(downstream{}, weight(25_nS), plasticity{transmit{}, voltage_rule{}});
constexpr auto in_words =
    network_of(model_from<words::downstream>{}, weight(0.5), plasticity{rule_from<words::connection>{}});

std::vector<double> recorded(const std::string& name) {
  const std::string here = __FILE__;
  const auto array = load_npz<double>(here.substr(0, here.find_last_of('/')) + "/recorded/Clopath_2010.npz", name);
  return {array.begin(), array.end()};
}
/// The largest difference, in units of the largest number.
double difference(const std::vector<double>& found, const std::vector<double>& expected, double unit = 1) {
  REQUIRE(found.size() == expected.size());
  double worst = 0, largest = 0;
  for (std::size_t k = 0; k < found.size(); ++k) {
    worst = std::max(worst, std::abs(found[k] / unit - expected[k]));
    largest = std::max(largest, std::abs(expected[k]));
  }
  return worst / largest;
}

template <auto const& D>
void compare(double unit) {
  constexpr std::size_t steps = 16'000;
  const auto step = recorded("input_step"), neuron = recorded("input_neuron");
  std::vector<double> active(5 * steps, 0);
  for (std::size_t k = 0; k < step.size(); ++k)
    active[5 * static_cast<std::size_t>(step[k]) + static_cast<std::size_t>(neuron[k])] = 1;
  simulation<network<D>> sim{time_step{0.5_ms}, cortexpr::set<"in.spike">(timed_array(active, 5, 0.5_ms))};
  sim.run(8_s);
  const auto& spikes = sim["n.spikes"_name];
  CHECK(std::vector<double>(spikes.steps.begin(), spikes.steps.end()) == recorded("spike_step"));
  CHECK(difference(sim["S.w"_name].values, recorded("w"), unit) < 1e-9);
  CHECK(difference(sim["n.v"_name].values, recorded("v")) < 1e-9);
  CHECK(difference(sim["n.v_lowpass1"_name].values, recorded("v_lowpass1")) < 1e-9);
  CHECK(difference(sim["n.v_lowpass2"_name].values, recorded("v_lowpass2")) < 1e-9);
  CHECK(difference(sim["n.v_homeo"_name].values, recorded("v_homeo")) < 1e-9);
}
TEST_CASE("Clopath et al. 2010 with homeostasis, as Brian2 computes it", "[peers]") { compare<d>(50e-9); }
TEST_CASE("Clopath et al. 2010 with homeostasis, in words", "[peers][texts]") { compare<in_words>(1); }

} // namespace clopath_2010
