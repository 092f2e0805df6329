// SPDX-License-Identifier: BSL-1.0
// Scenario s0: Poisson input onto LIF neurons with exponential synaptic currents, fixed weights.

#include "replays.hpp"

#include <algorithm>
#include <cortexpr/core.hpp>

namespace oracle {
namespace {

using namespace cortexpr;

template <template <class> class Coupling>
using cell =
    synaptic<scaled_lif, receptor<"exc", Coupling<exponential>>, receptor<"inh", minus<Coupling<exponential>>>>;

/// The current variables, clipped once per step.
struct clip_currents {
  double exc_max = 0, inh_max = 0;
  void operator()(const auto& n) const {
    n["exc.I"_name] = std::clamp(n["exc.I"_name], 0.0, exc_max);
    n["inh.I"_name] = std::clamp(n["inh.I"_name], 0.0, inh_max);
  }
};

/// Counts the spikes of every synapse.
struct count_spikes {
  struct synapse {
    double spike_count = 0;
  };
  static void on_pre(auto& s) { s.spike_count += 1; }
  bool operator==(const count_spikes&) const = default;
};
/// Transmits w / (1 + spikes so far); the weight stays.
struct transmit_by_count {
  static constexpr bool transmits = true;
  static void on_pre(auto& s) { s.receptor += s.w / (1 + s.spike_count); }
  bool operator==(const transmit_by_count&) const = default;
};
/// Transmits a stored effective weight.
struct transmit_effective {
  static constexpr bool transmits = true;
  struct synapse {
    double w_eff = 0;
  };
  static void on_pre(auto& s) { s.receptor += s.w_eff; }
  bool operator==(const transmit_effective&) const = default;
};

constexpr auto halve_weight = [](auto& s) {
  s.w = std::clamp(s.w / (1 + s.spike_count), 0.0, 1e-3);
  s.spike_count = 0;
};
constexpr auto forget_count = [](auto& s) { s.spike_count = 0; };
constexpr auto store_effective = [](auto& s) {
  s.w_eff = s.w / (1 + s.spike_count);
  s.spike_count = 0;
};

template <class Cell, class Integrator, class... Extra>
constexpr auto network_of(Extra... extra) {
  return describe(record<"G.v">(), record<"G.exc.I">(), record<"G.inh.I">(), record<"G.spikes">(),
                  population<"E">(given, spike_times{}), population<"I">(given, spike_times{}),
                  population<"G">(given, Cell{}, Integrator{}), extra...);
}
template <class Rules>
constexpr auto exc(Rules rules) {
  return projection<"Se: E -> G.exc">(all_to_all{}, weight(given), rules);
}
template <class Rules>
constexpr auto inh(Rules rules) {
  return projection<"Si: I -> G.inh">(all_to_all{}, weight(given), rules);
}

constexpr plasticity plain{transmit{}};
constexpr plasticity clipped{transmit{}, clip_receptor{0_V, 0_V}};
constexpr auto exact_case = network_of<cell<current>, exact>(exc(plain), inh(plain));
constexpr auto euler_case = network_of<cell<current>, euler>(exc(plain), inh(plain));
constexpr auto at_arrival = network_of<cell<current>, exact>(exc(clipped), inh(clipped));
constexpr auto per_step = network_of<cell<current>, exact>(
    exc(plain), inh(plain), regularly<"clip", "G">(every{}, clip_currents{}, at{slot::before_groups}));
constexpr auto effect_only = network_of<cell<saturating>, euler>(exc(plain), inh(plain));
constexpr auto thread_rule = network_of<cell<current>, exact>(record<"Se.w">(), record<"Se.spike_count">(),
                                                              exc(plasticity{transmit{}, count_spikes{}}), inh(plain),
                                                              regularly<"scale", "Se">(every{}, halve_weight));
constexpr auto effective = network_of<cell<current>, exact>(
    record<"Se.w">(), record<"Se.spike_count">(), exc(plasticity{transmit_by_count{}, count_spikes{}}), inh(plain),
    regularly<"scale", "Se">(every{}, forget_count));
constexpr auto stored =
    network_of<cell<current>, exact>(record<"Se.w">(), record<"Se.spike_count">(), record<"Se.w_eff">(),
                                     exc(plasticity{transmit_effective{}, count_spikes{}}), inh(plain),
                                     regularly<"scale", "Se">(every{}, store_effective));

std::vector<std::int64_t> integers(const xt::xarray<double>& a) { return {a.begin(), a.end()}; }

template <auto const& D, class... More>
void run(const reference_case& c, comparison& result, const More&... more) {
  const auto spikes = [&](const std::string& prefix) {
    return spike_list::at_steps(integers(c.input(c.input_like(prefix, "_step"))),
                                integers(c.input(c.input_like(prefix, "_i"))));
  };
  const only recorded(integers(c.input("recorded")));
  simulation<network<D>> sim{time_step{quantity<dim::second>(c.dt())},
                             set<"E">(c.integer("n_exc")),
                             set<"I">(c.integer("n_inh")),
                             set<"G">(c.integer("n_post")),
                             set<"E">(spikes("exc_")),
                             set<"I">(spikes("inh_")),
                             set<"G.E_L">(quantity<dim::volt>(c.parameter("El"))),
                             set<"G.V_th">(quantity<dim::volt>(c.parameter("V_th"))),
                             set<"G.V_r">(quantity<dim::volt>(c.parameter("V_r"))),
                             set<"G.tau_m">(quantity<dim::second>(c.parameter("tau_m"))),
                             set<"G.t_ref">(quantity<dim::second>(c.parameter("t_ref"))),
                             set<"G.exc.tau">(quantity<dim::second>(c.parameter("tau_e"))),
                             set<"G.inh.tau">(quantity<dim::second>(c.parameter("tau_i"))),
                             set<"G.v">(values(c.input("v0"), 1_V)),
                             set<"Se.w">(values(c.input("w_exc"), 1_mV)),
                             set<"Si.w">(values(c.input("w_inh"), 1_mV)),
                             set<"G.v">(recorded),
                             set<"G.exc.I">(recorded),
                             set<"G.inh.I">(recorded),
                             more...};
  sim.run_steps(c.steps());

  result.spikes("spikes_step", "spikes_i", sim["G.spikes"_name].steps, sim["G.spikes"_name].neurons);
  result.array("trace_v", sim["G.v"_name].values);
  result.array("trace_I_exc", sim["G.exc.I"_name].values);
  result.array("trace_I_inh", sim["G.inh.I"_name].values);
  result.array("final_v", sim.template get<"G.v">());
  result.array("final_I_exc", sim.template get<"G.exc.I">());
  result.array("final_I_inh", sim.template get<"G.inh.I">());
  constexpr double in_mV = 1e3;
  result.array("final_w_exc", sim.template get<"Se.w">(), in_mV);
  if constexpr (structure<D>::find(item_kind::record, "Se.w") != not_found) {
    const auto& w = sim["Se.w"_name].values;
    const auto& count = sim["Se.spike_count"_name].values;
    result.array("strace_w", w, in_mV);
    result.array("strace_spike_count", count);
    result.array("final_spike_count", sim.template get<"Se.spike_count">());
    if constexpr (structure<D>::find(item_kind::record, "Se.w_eff") != not_found) {
      result.array("strace_w_eff", sim["Se.w_eff"_name].values, in_mV);
    } else {
      std::vector<double> w_eff(w.size());
      for (std::size_t k = 0; k < w.size(); ++k) w_eff[k] = w[k] / (1 + count[k]);
      result.array("strace_w_eff", w_eff, in_mV);
    }
  }
}

} // namespace

void replay_stable_currents(const reference_case& c, comparison& result) {
  const std::string variant = c.meta("variant"), method = c.meta("method");
  const quantity<dim::volt> exc_max(c.parameter("I_max_e")), inh_max(c.parameter("I_max_i"));
  constexpr double in_volt = 1e-3;
  const auto synapses = [&] { return only(integers(c.input("recorded_synapses"))); };
  const auto period = [&] { return every{quantity<dim::second>(c.parameter("run_regularly_dt_s"))}; };
  if (variant.starts_with("c1"))
    run<at_arrival>(c, result, set<"Se">(plasticity{transmit{}, clip_receptor{0_V, exc_max}}),
                    set<"Si">(plasticity{transmit{}, clip_receptor{0_V, inh_max}}));
  else if (variant.starts_with("c2"))
    run<per_step>(c, result, set<"clip">(clip_currents{exc_max.si(), inh_max.si()}));
  else if (variant.starts_with("c3"))
    run<effect_only>(c, result, set<"G.exc.I_max">(exc_max), set<"G.inh.I_max">(inh_max));
  else if (variant.starts_with("e1"))
    run<thread_rule>(c, result, set<"scale">(period()), set<"Se.w">(synapses()), set<"Se.spike_count">(synapses()));
  else if (variant.starts_with("e2"))
    run<effective>(c, result, set<"scale">(period()), set<"Se.w">(synapses()), set<"Se.spike_count">(synapses()));
  else if (variant.starts_with("e3"))
    run<stored>(c, result, set<"scale">(period()),
                set<"Se.w_eff">(values(c.input("w_exc"), quantity<dim::one>(in_volt))), set<"Se.w">(synapses()),
                set<"Se.spike_count">(synapses()), set<"Se.w_eff">(synapses()));
  else if (method == "exact")
    run<exact_case>(c, result);
  else if (method == "euler")
    run<euler_case>(c, result);
  else
    throw std::runtime_error(c.folder().string() + ": no replay for method " + method);
}

} // namespace oracle
