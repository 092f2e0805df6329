// SPDX-License-Identifier: BSL-1.0
// Scenario s3 with spikes: input, memory and output layers in one population, STDP from input to memory.

#include "choose_integrator.hpp"
#include "replays.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <map>
#include <set>
#include <utility>

namespace oracle {
namespace {

using namespace cortexpr;

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

// Everything is recorded in every step; the case tells which rows it has.
template <class Rule>
constexpr auto network_of = describe(
    record<"G.v">(), record<"G.exc.g">(), record<"G.inh.g">(), record<"G.spikes">(), record<"S_in_mem.w">(),
    population<"P">(given, spike_times{}), population<"G">(given, cell{}, any_integrator{}),
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

/// A pathway of the case: synapses in numbers of whole populations. One that is not there has none.
struct pathway {
  pairs connections{std::vector<std::int64_t>{}, std::vector<std::int64_t>{}};
  value_list<dim::one> weights = values(std::vector<double>{});
  quantity<dim::second> wait{0};
  std::int64_t first_source = 0, first_target = 0;
  bool plastic = false;
};

/// The range "0,25" of the neurons of G, or "P" for all of P.
std::pair<std::int64_t, std::int64_t> range_of(const reference_case& c, const pathway_entry& entry,
                                               const std::string& text, std::int64_t neurons) {
  if (text == "P") return {0, neurons};
  const auto comma = text.find(',');
  const auto begin = number_of(text.substr(0, comma));
  const auto end = comma == std::string::npos ? begin : number_of(text.substr(comma + 1));
  if (comma == std::string::npos || !begin || !end || !(*begin >= 0 && *begin <= *end && *end <= 1e9) ||
      *begin != std::floor(*begin) || *end != std::floor(*end))
    c.refuse("pathway '" + entry.name + "' has the range '" + text + "'; P, or two numbers like 0,25, are expected",
             entry.line);
  if (static_cast<std::int64_t>(*end) > neurons)
    c.refuse("pathway '" + entry.name + "' has the range '" + text + "', but there are " + std::to_string(neurons) +
                 " neurons",
             entry.line);
  return {static_cast<std::int64_t>(*begin), static_cast<std::int64_t>(*end)};
}

pathway read_pathway(const reference_case& c, const pathway_entry& entry, std::int64_t inputs, std::int64_t neurons) {
  const auto say = [&](const std::string& what) { c.refuse("pathway '" + entry.name + "' " + what, entry.line); };
  const auto [from, from_end] = range_of(c, entry, entry.source, entry.source == "P" ? inputs : neurons);
  const auto [to, to_end] = range_of(c, entry, entry.target, neurons);
  if ((entry.source == "P") != (entry.name == "S_stim_in"))
    say("comes from '" + entry.source + "'; S_stim_in comes from P, all others from a range of G");
  const std::string stem = entry.name.substr(2);
  auto sources = c.integers(stem + "_i", {.unit = "index"}, static_cast<double>(from_end - from));
  auto targets = c.integers(stem + "_j", {.unit = "index", .size = sources.size()}, static_cast<double>(to_end - to));
  for (auto& i : sources) i += from;
  for (auto& j : targets) j += to;
  const std::string effect = entry.name.ends_with("_i_e") ? "g_inh_post += w" : "g_exc_post += w";
  if (entry.effect != effect) say("has the effect '" + entry.effect + "'; '" + effect + "' is expected");
  const auto wait = number_of(entry.delay);
  if (!wait || !(*wait >= 0)) say("has the delay '" + entry.delay + "'; seconds from 0 on are expected");
  if (entry.plastic != "0" && entry.plastic != "1") say("has '" + entry.plastic + "' where 1 means plastic and 0 not");
  if (entry.plastic == "1" && entry.name != "S_in_mem") say("is plastic; only S_in_mem can be");
  return {pairs(sources, targets),
          values(c.input(stem + "_w", {.unit = "1", .size = sources.size()})),
          quantity<dim::second>(*wait),
          from,
          to,
          entry.plastic == "1"};
}

/// All pathways that the network has, by name.
std::map<std::string, pathway> read_pathways(const reference_case& c, std::int64_t inputs, std::int64_t neurons) {
  std::map<std::string, pathway> all;
  std::string names;
  for (const char* name : {"S_in_e_i", "S_in_i_e", "S_in_mem", "S_in_out", "S_mem_e_i", "S_mem_i_e", "S_mem_out_A",
                           "S_mem_out_B", "S_mem_self_A", "S_mem_self_B", "S_out_e_i", "S_out_i_e", "S_stim_in"}) {
    all[name];
    names.append(names.empty() ? "" : ", ").append(name);
  }
  std::set<std::string> seen;
  for (const auto& entry : c.pathways()) {
    if (!all.contains(entry.name)) c.refuse("pathway '" + entry.name + "' is none of " + names, entry.line);
    if (!seen.insert(entry.name).second) c.refuse("pathway '" + entry.name + "' is there twice", entry.line);
    all[entry.name] = read_pathway(c, entry, inputs, neurons);
  }
  return all;
}

/// Every stride-th row.
std::vector<double> rows(const trace<double>& all, std::int64_t stride) {
  std::vector<double> chosen;
  for (std::size_t row = 0; row < all.rows(); row += static_cast<std::size_t>(stride))
    for (std::size_t k = 0; k < all.columns(); ++k) chosen.push_back(all(row, k));
  return chosen;
}

template <class Rule>
void run(const reference_case& c, comparison& result) {
  static constexpr const auto& description = network_of<Rule>;
  choose_integrator<cell>(c);
  c.may_have({"n_mem", "n_out", "n_inh_in", "n_inh_mem", "n_inh_out", "rate_on", "rate_off", "w_stim", "w_mem_self",
              "w_mem_out", "w_in_out", "w_ei", "w_ie_in", "w_ie_mem", "w_ie_out", "delay_mem", "p_lat"});
  const auto volts = [&](const char* name) { return quantity<dim::volt>(c.parameter(name)); };
  const auto seconds = [&](const char* name) { return quantity<dim::second>(c.parameter(name)); };
  const auto n = c.integer("N");
  const auto inputs = static_cast<std::int64_t>(c.input("stimulus_rates", {.columns = 0}).shape()[1]);
  const auto path = read_pathways(c, inputs, n);
  const pathway& learning = path.at("S_in_mem");
  const auto poisson_step = c.integers("poisson_step", {.unit = "step"});
  const auto poisson_i =
      c.integers("poisson_i", {.unit = "index", .size = poisson_step.size()}, static_cast<double>(inputs));
  const auto which = c.integers("recorded_synapses", {}, static_cast<double>(c.input("in_mem_i").size()));
  const only neurons(c.integers("recorded", {}, static_cast<double>(n))), synapses(which);
  const auto stride = c.integer("trace_stride"), synapse_stride = c.integer("strace_stride");
  if (stride == 0 || synapse_stride == 0) c.refuse("'trace_stride' and 'strace_stride' must be above 0");
  const double w_max = c.parameter("w_max");
  Rule rule;
  rule.tau_pre = seconds("tau_pre");
  rule.tau_post = seconds("tau_post");
  rule.a_pre = c.parameter("A_pre") / w_max;
  rule.a_post = c.parameter("A_post") / w_max;
  rule.w_max = w_max;

  simulation<network<description>> sim{
      time_step{quantity<dim::second>(c.dt())},
      set<"P">(inputs),
      set<"P">(spike_list::at_steps(poisson_step, poisson_i)),
      set<"G">(n),
      set<"G.E_L">(volts("El")),
      set<"G.exc.E">(volts("Ee")),
      set<"G.inh.E">(volts("Ei")),
      set<"G.V_th">(volts("V_th")),
      set<"G.V_r">(volts("V_r")),
      set<"G.tau_m">(seconds("tau_m")),
      set<"G.exc.tau">(seconds("tau_e")),
      set<"G.inh.tau">(seconds("tau_i")),
      set<"G.t_ref">(seconds("t_ref")),
      set<"G.v">(values(c.input("v0", {.unit = "V", .size = static_cast<std::size_t>(n)}), 1_V)),
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
  if (!learning.plastic) sim.template freeze<"S_in_mem", Rule>();

  const auto sources = c.integers("in_mem_i"), targets = c.integers("in_mem_j");
  std::vector<double> a_src, a_tgt;
  while (sim.state().step < c.steps()) {
    const auto x = sim.template get<"S_in_mem.x">(), y = sim.template get<"S_in_mem.y">();
    for (const std::int64_t k : which) {
      const auto synapse = static_cast<std::size_t>(k);
      a_src.push_back(c.parameter("A_pre") * x[static_cast<std::size_t>(sources[synapse] + learning.first_source)]);
      a_tgt.push_back(c.parameter("A_post") * y[static_cast<std::size_t>(targets[synapse] + learning.first_target)]);
    }
    sim.run_steps(std::min(synapse_stride, c.steps() - sim.state().step), allow_not_finite{});
  }

  result.spikes("spikes_step", "spikes_i", sim["G.spikes"_name].steps, sim["G.spikes"_name].neurons);
  result.array("trace_v", rows(sim["G.v"_name], stride));
  result.array("trace_g_exc", rows(sim["G.exc.g"_name], stride));
  result.array("trace_g_inh", rows(sim["G.inh.g"_name], stride));
  result.array("final_v", sim.template get<"G.v">());
  result.array("final_g_exc", sim.template get<"G.exc.g">());
  result.array("final_g_inh", sim.template get<"G.inh.g">());
  result.array("strace_w", rows(sim["S_in_mem.w"_name], synapse_stride));
  result.array("strace_a_src", a_src);
  result.array("strace_a_tgt", a_tgt);
  result.array("final_w_in_mem", sim.template get<"S_in_mem.w">());
}

using event_driven = stdp<additive, all_pairs, exact_traces>;
using clock_driven = stdp<additive, all_pairs, clock_driven_traces>;

} // namespace

void replay_cortex_layers(const reference_case& c, comparison& result) {
  if (c.meta("variant").find("clock_driven") == std::string::npos) return run<event_driven>(c, result);
  // The method of the traces, which is not that of the neurons, stands in manifest.json only.
  const std::string traces = c.manifest("clock_driven_method").value_or("euler");
  if (traces == "euler")
    run<clock_driven>(c, result);
  else if (traces == "exact" || traces == "linear") // the same numbers as decay from event to event
    run<event_driven>(c, result);
  else
    c.refuse("'clock_driven_method' in manifest.json is '" + traces +
             "'; the library's traces decay by euler or exact");
}

} // namespace oracle
