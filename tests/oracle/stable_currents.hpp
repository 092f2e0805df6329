// SPDX-License-Identifier: BSL-1.0
#pragma once

// Scenario s0: Poisson input onto LIF neurons with exponential synaptic currents, fixed weights. Its variants are seven
// networks in four files, because a network takes long to compile under sanitizers.

#include "choose_integrator.hpp"
#include "replays.hpp"

#include <cortexpr/core.hpp>

namespace oracle {

// One file each.
void replay_limited_currents(const reference_case& c, comparison& result);
void replay_scaled_weights(const reference_case& c, comparison& result);
void replay_effective_weights(const reference_case& c, comparison& result);

namespace stable_currents {

using namespace cortexpr;

template <template <class> class Coupling>
using cell =
    synaptic<scaled_lif, receptor<"exc", Coupling<exponential>>, receptor<"inh", minus<Coupling<exponential>>>>;

/// Counts the spikes of every synapse.
struct count_spikes {
  struct synapse {
    double spike_count = 0;
  };
  static void on_pre(auto& s) { s.spike_count += 1; }
  bool operator==(const count_spikes&) const = default;
};

template <class Cell, class... Extra>
constexpr auto network_of(Extra... extra) {
  return describe(record<"G.v">(), record<"G.exc.I">(), record<"G.inh.I">(), record<"G.spikes">(),
                  population<"E">(given, spike_times{}), population<"I">(given, spike_times{}),
                  population<"G">(given, Cell{}, any_integrator{}), extra...);
}
template <class Rules>
constexpr auto exc(Rules rules) {
  return projection<"Se: E -> G.exc">(all_to_all{}, weight(given), rules);
}
template <class Rules>
constexpr auto inh(Rules rules) {
  return projection<"Si: I -> G.inh">(all_to_all{}, weight(given), rules);
}

inline constexpr plasticity plain{transmit{}};

// What the variants with counted spikes set besides.
inline auto recorded_synapses(const reference_case& c) {
  return only(c.integers("recorded_synapses", {}, static_cast<double>(c.integer("n_exc") * c.integer("n_post"))));
}
inline every period_of(const reference_case& c) {
  return every{quantity<dim::second>(c.parameter("run_regularly_dt_s"))};
}

template <auto const& D, class Cell, class... More>
void run(const reference_case& c, comparison& result, const More&... more) {
  choose_integrator<Cell>(c);
  const auto n_exc = c.integer("n_exc"), n_inh = c.integer("n_inh"), n_post = c.integer("n_post");
  const auto spikes = [&](const std::string& prefix, std::int64_t n) {
    const auto steps = c.integers(c.input_like(prefix, "_step"), {.unit = "step"});
    return spike_list::at_steps(
        steps, c.integers(c.input_like(prefix, "_i"), {.unit = "index", .size = steps.size()}, static_cast<double>(n)));
  };
  const auto matrix = [&](const char* name, std::int64_t n) {
    return values(c.input(name, {.unit = "mV", .size = static_cast<std::size_t>(n * n_post)}), 1_mV);
  };
  c.may_have({"I_max_e", "I_max_i"});
  const only recorded(c.integers("recorded", {}, static_cast<double>(n_post)));
  simulation<network<D>> sim{
      time_step{quantity<dim::second>(c.dt())},
      set<"E">(n_exc),
      set<"I">(n_inh),
      set<"G">(n_post),
      set<"E">(spikes("exc_", n_exc)),
      set<"I">(spikes("inh_", n_inh)),
      set<"G.E_L">(quantity<dim::volt>(c.parameter("El"))),
      set<"G.V_th">(quantity<dim::volt>(c.parameter("V_th"))),
      set<"G.V_r">(quantity<dim::volt>(c.parameter("V_r"))),
      set<"G.tau_m">(quantity<dim::second>(c.parameter("tau_m"))),
      set<"G.t_ref">(quantity<dim::second>(c.parameter("t_ref"))),
      set<"G.exc.tau">(quantity<dim::second>(c.parameter("tau_e"))),
      set<"G.inh.tau">(quantity<dim::second>(c.parameter("tau_i"))),
      set<"G.v">(values(c.input("v0", {.unit = "V", .size = static_cast<std::size_t>(n_post)}), 1_V)),
      set<"Se.w">(matrix("w_exc", n_exc)),
      set<"Si.w">(matrix("w_inh", n_inh)),
      set<"G.v">(recorded),
      set<"G.exc.I">(recorded),
      set<"G.inh.I">(recorded),
      more...};
  sim.run_steps(c.steps(), allow_not_finite{});

  result.spikes("spikes_step", "spikes_i", sim["G.spikes"_name].steps, sim["G.spikes"_name].neurons);
  result.array("trace_v", sim["G.v"_name].values);
  result.array("trace_I_exc", sim["G.exc.I"_name].values);
  result.array("trace_I_inh", sim["G.inh.I"_name].values);
  result.array("final_v", sim.template get<"G.v">());
  result.array("final_I_exc", sim.template get<"G.exc.I">());
  result.array("final_I_inh", sim.template get<"G.inh.I">());
  constexpr double in_mV = 1e3;
  result.array("final_w_exc", sim.template get<"Se.w">(), in_mV);
  if constexpr (detail::structure<D>::find(item_kind::record, "Se.w") != not_found) {
    const auto& w = sim["Se.w"_name].values;
    const auto& count = sim["Se.spike_count"_name].values;
    result.array("strace_w", w, in_mV);
    result.array("strace_spike_count", count);
    result.array("final_spike_count", sim.template get<"Se.spike_count">());
    if constexpr (detail::structure<D>::find(item_kind::record, "Se.w_eff") != not_found) {
      result.array("strace_w_eff", sim["Se.w_eff"_name].values, in_mV);
    } else {
      std::vector<double> w_eff(w.size());
      for (std::size_t k = 0; k < w.size(); ++k) w_eff[k] = w[k] / (1 + count[k]);
      result.array("strace_w_eff", w_eff, in_mV);
    }
  }
}

} // namespace stable_currents
} // namespace oracle
