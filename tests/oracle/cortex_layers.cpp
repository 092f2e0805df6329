// SPDX-License-Identifier: BSL-1.0
// Scenario s3 with spikes: input, memory and output layers in one population, STDP from input to memory.

#include "replays.hpp"

#include <algorithm>
#include <cortexpr/core.hpp>
#include <map>

namespace oracle {
namespace {

using namespace cortexpr;

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

// Everything is recorded in every step; the case tells which rows it has.
template <class Integrator, class Rule>
constexpr auto network_of = describe(
    record<"G.v">(), record<"G.exc.g">(), record<"G.inh.g">(), record<"G.spikes">(), record<"S_in_mem.w">(),
    population<"P">(given, spike_times{}), population<"G">(given, cell{}, Integrator{}),
    projection<"S_in_e_i: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_in_i_e: G -> G.inh">(given, weight(given), delay(given).rounded()),
    projection<"S_in_mem: G -> G.exc">(given, weight(given), delay(given).rounded(), plasticity{transmit{}, Rule{}}),
    projection<"S_in_out: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_mem_e_i: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_mem_i_e: G -> G.inh">(given, weight(given), delay(given).rounded()),
    projection<"S_mem_out_A: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_mem_out_B: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_mem_self_A: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_mem_self_B: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_out_e_i: G -> G.exc">(given, weight(given), delay(given).rounded()),
    projection<"S_out_i_e: G -> G.inh">(given, weight(given), delay(given).rounded()),
    projection<"S_stim_in: P -> G.exc">(given, weight(given), delay(given).rounded()));

/// A pathway of the case: synapses in numbers of whole populations.
struct pathway {
  pairs connections;
  value_list<dim::one> weights;
  quantity<dim::second> wait{0};
};
pathway read_pathway(const reference_case& c, const std::string& name) {
  for (const auto& field : c.pathways()) {
    if (field.at(1) != name) continue;
    const auto first = [](const std::string& range) { return range == "P" ? 0 : std::stoll(range); };
    auto sources = c.integers(name.substr(2) + "_i"), targets = c.integers(name.substr(2) + "_j");
    for (auto& i : sources) i += first(field.at(2));
    for (auto& j : targets) j += first(field.at(3));
    const bool inhibitory = name.ends_with("_i_e");
    if (field.at(4) != (inhibitory ? "g_inh_post += w" : "g_exc_post += w"))
      throw std::runtime_error(c.folder().string() + ": no replay for the effect of " + name);
    return {pairs(sources, targets), values(c.input(name.substr(2) + "_w")),
            quantity<dim::second>(std::stod(field.at(5)))};
  }
  throw std::runtime_error(c.folder().string() + ": no pathway " + name);
}

/// Every stride-th row.
std::vector<double> rows(const trace<double>& all, std::size_t stride) {
  std::vector<double> chosen;
  for (std::size_t row = 0; row < all.rows(); row += stride)
    for (std::size_t k = 0; k < all.columns(); ++k) chosen.push_back(all(row, k));
  return chosen;
}

template <class Integrator, class Rule>
void run(const reference_case& c, comparison& result) {
  static constexpr const auto& description = network_of<Integrator, Rule>;
  const auto volts = [&](const char* name) { return quantity<dim::volt>(c.parameter(name)); };
  const auto seconds = [&](const char* name) { return quantity<dim::second>(c.parameter(name)); };
  std::map<std::string, pathway> path;
  for (const auto& field : c.pathways()) path[field.at(1)] = read_pathway(c, field.at(1));
  const only neurons(c.integers("recorded")), synapses(c.integers("recorded_synapses"));
  const double w_max = c.parameter("w_max");
  Rule rule;
  rule.tau_pre = seconds("tau_pre");
  rule.tau_post = seconds("tau_post");
  rule.a_pre = c.parameter("A_pre") / w_max;
  rule.a_post = c.parameter("A_post") / w_max;
  rule.w_max = w_max;

  simulation<network<description>> sim{
      time_step{quantity<dim::second>(c.dt())},
      set<"P">(static_cast<std::int64_t>(c.input("stimulus_rates").shape()[1])),
      set<"P">(spike_list::at_steps(c.integers("poisson_step"), c.integers("poisson_i"))),
      set<"G">(c.integer("N")),
      set<"G.E_L">(volts("El")),
      set<"G.exc.E">(volts("Ee")),
      set<"G.inh.E">(volts("Ei")),
      set<"G.V_th">(volts("V_th")),
      set<"G.V_r">(volts("V_r")),
      set<"G.tau_m">(seconds("tau_m")),
      set<"G.exc.tau">(seconds("tau_e")),
      set<"G.inh.tau">(seconds("tau_i")),
      set<"G.t_ref">(seconds("t_ref")),
      set<"G.v">(values(c.input("v0"), 1_V)),
      set<"G.v">(neurons),
      set<"G.exc.g">(neurons),
      set<"G.inh.g">(neurons),
      set<"S_in_mem.w">(synapses),
      set<"S_in_mem">(plasticity{transmit{}, rule}),
#define CORTEXPR_PATHWAY(name)                                                                                         \
  set<name>(path.at(name).connections), set<name ".w">(path.at(name).weights), set<name ".delay">(path.at(name).wait)
      CORTEXPR_PATHWAY("S_in_e_i"),
      CORTEXPR_PATHWAY("S_in_i_e"),
      CORTEXPR_PATHWAY("S_in_mem"),
      CORTEXPR_PATHWAY("S_in_out"),
      CORTEXPR_PATHWAY("S_mem_e_i"),
      CORTEXPR_PATHWAY("S_mem_i_e"),
      CORTEXPR_PATHWAY("S_mem_out_A"),
      CORTEXPR_PATHWAY("S_mem_out_B"),
      CORTEXPR_PATHWAY("S_mem_self_A"),
      CORTEXPR_PATHWAY("S_mem_self_B"),
      CORTEXPR_PATHWAY("S_out_e_i"),
      CORTEXPR_PATHWAY("S_out_i_e"),
      CORTEXPR_PATHWAY("S_stim_in")
#undef CORTEXPR_PATHWAY
  };
  const bool plastic = [&] {
    for (const auto& field : c.pathways())
      if (field.at(1) == "S_in_mem") return field.at(6) != "0";
    return false;
  }();
  if (!plastic) sim.template freeze<"S_in_mem", Rule>();

  const auto synapse_stride = static_cast<std::int64_t>(c.parameter("strace_stride"));
  const auto sources = c.integers("in_mem_i"), targets = c.integers("in_mem_j"),
             which = c.integers("recorded_synapses");
  const auto first = [&](std::size_t column) {
    for (const auto& field : c.pathways())
      if (field.at(1) == "S_in_mem") return std::stoll(field.at(column));
    return 0LL;
  };
  std::vector<double> a_src, a_tgt;
  while (sim.state().step < c.steps()) {
    const auto x = sim.template get<"S_in_mem.x">(), y = sim.template get<"S_in_mem.y">();
    for (const std::int64_t k : which) {
      const auto synapse = static_cast<std::size_t>(k);
      a_src.push_back(c.parameter("A_pre") * x[static_cast<std::size_t>(sources[synapse] + first(2))]);
      a_tgt.push_back(c.parameter("A_post") * y[static_cast<std::size_t>(targets[synapse] + first(3))]);
    }
    sim.run_steps(std::min(synapse_stride, c.steps() - sim.state().step));
  }

  const auto stride = static_cast<std::size_t>(c.parameter("trace_stride"));
  result.spikes("spikes_step", "spikes_i", sim["G.spikes"_name].steps, sim["G.spikes"_name].neurons);
  result.array("trace_v", rows(sim["G.v"_name], stride));
  result.array("trace_g_exc", rows(sim["G.exc.g"_name], stride));
  result.array("trace_g_inh", rows(sim["G.inh.g"_name], stride));
  result.array("final_v", sim.template get<"G.v">());
  result.array("final_g_exc", sim.template get<"G.exc.g">());
  result.array("final_g_inh", sim.template get<"G.inh.g">());
  result.array("strace_w", rows(sim["S_in_mem.w"_name], static_cast<std::size_t>(synapse_stride)));
  result.array("strace_a_src", a_src);
  result.array("strace_a_tgt", a_tgt);
  result.array("final_w_in_mem", sim.template get<"S_in_mem.w">());
}

using event_driven = stdp<additive, all_pairs, exact_traces>;
using clock_driven = stdp<additive, all_pairs, clock_driven_traces>;

} // namespace

void replay_cortex_layers(const reference_case& c, comparison& result) {
  const std::string method = c.meta("method");
  const bool by_clock = c.meta("variant").find("clock_driven") != std::string::npos;
  if (method == "euler" && by_clock)
    run<euler, clock_driven>(c, result);
  else if (method == "euler")
    run<euler, event_driven>(c, result);
  else if (method == "exponential_euler" && !by_clock)
    run<exponential_euler, event_driven>(c, result);
  else
    throw std::runtime_error(c.folder().string() + ": no replay for method " + method);
}

} // namespace oracle
