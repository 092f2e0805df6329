// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/groups.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>

namespace cortexpr::detail {

/// Sources of one name, all driven alike, that never spike, or faster than a step can say.
inline void check_source(const population_summary& p, const std::string& name, const std::vector<input_summary>& drives,
                         double dt, diagnosis& out) {
  dynamics::vector u;
  for (const input_summary& drive : drives) u.push_back(drive.high);
  const double peak = p.model.hazard({}, u);
  if (!(peak > 0))
    out.add({severity::warning,
             "no_spikes",
             name,
             "the rate is " + rounded_text(peak, dim::hertz) + " and nothing drives it",
             "the source stays silent",
             "parameter<\"rate\">(10_Hz), or drive<\"" + name + ".drive\">(...)",
             {{"rate", peak, dim::hertz}}});
  if (peak * dt > 0.1)
    out.add({severity::warning,
             "rate_exceeds_step",
             name,
             "a rate of " + rounded_text(peak, dim::hertz) + " is " + rounded_text(peak * dt) + " spikes per step of " +
                 rounded_text(dt, dim::second) + ", but a neuron spikes at most once in a step",
             "spikes of one step are lost and trains become regular",
             "a smaller time_step, more sources, or poisson_input, which counts",
             {{"rate", peak, dim::hertz}, {"per_step", peak * dt, dim::one}}});
}

/// Sources that never spike, or faster than a step can say.
inline void check_source(const population_summary& p, double dt, diagnosis& out) {
  if (p.listed && p.listed_spikes == 0)
    out.add({severity::warning,
             "no_spikes",
             p.name,
             "the list of spikes is empty",
             "the source stays silent",
             "set<\"" + p.name + "\">(spike_list::at_times(times, 1_ms, neurons))",
             {}});
  if (!p.is_source()) return;
  const std::vector<std::uint32_t> cuts = p.cut_by_drives(0, p.size);
  for (std::size_t c = 0; c + 1 < cuts.size(); ++c)
    check_source(p, p.name_of(cuts[c], cuts[c + 1]), p.inputs_of(cuts[c], cuts[c + 1]), dt, out);
}

/// Targets that hear the same random spikes.
inline void check_shared_input(const afferent_summary& a, const network_summary& all, const std::vector<group>& groups,
                               diagnosis& out) {
  const population_summary& from = all.populations[a.source];
  const population_summary& to = all.populations[a.target];
  if (!(a.shared >= 0.5) || a.synapses == 0) return;
  const bool everything = a.synapses == std::uint64_t{a.end - a.begin} * (a.source_end - a.source_begin);
  bool alone = !to.model.noisy && !to.model.hazard;
  for (const group& g : groups)
    if (g.population == a.target && g.begin < a.end && a.begin < g.end) alone = alone && g.inputs.size() == 1;
  const bool identical = a.shared > 0.9999;
  out.add({identical && alone ? severity::warning : severity::note,
           identical ? "identical_inputs" : "shared_inputs",
           a.name,
           std::string(identical ? "every target gets identical input" : "targets get nearly the same input") + ": " +
               (everything ? "all " + rounded_text(a.source_end - a.source_begin) + " spike trains of " + from.name +
                                 " go to all " + rounded_text(a.end - a.begin) + " targets"
                           : "targets share the spike trains of " + from.name) +
               ", so that the correlation of their inputs is " + rounded_text(a.shared),
           "neurons of " + to.name + " fire together; their number adds no information",
           "poisson_input<\"" + to.name + "." + a.receptor +
               "\">(rate, weight) for independent inputs, one_to_one{}, or "
               "fixed_probability{p}",
           {{"correlation", a.shared, dim::one}}});
}

/// Receptors that no projection uses. A receptor is known by the variables that belong to it: "inh.g".
inline void check_receptors(std::size_t number, const network_summary& all, diagnosis& out) {
  const population_summary& p = all.populations[number];
  std::vector<std::string> seen;
  for (std::size_t k = 0; k < p.model.variables.size(); ++k) {
    const std::string& name = p.model.variables[k].name;
    const auto dot = name.find('.');
    if (dot == std::string::npos) continue;
    const std::string receptor = name.substr(0, dot);
    if (std::find(seen.begin(), seen.end(), receptor) != seen.end()) continue;
    seen.push_back(receptor);
    bool used = p.operated;
    for (const afferent_summary& a : all.afferents)
      used = used || (a.target == number && !a.continuous && a.variable != no_variable &&
                      p.model.variables[a.variable].name.compare(0, dot + 1, receptor + ".") == 0);
    if (!used)
      out.add({severity::note,
               "unused_receptor",
               p.name,
               "no projection ends at receptor '" + receptor + "'",
               "it costs memory and time and does nothing; a projection may be missing or aim at another receptor",
               "projection<\"source -> " + p.name + "." + receptor + "\">(...), or a model without this receptor",
               {}});
  }
}

/// A projection onto synapses that changes nothing.
inline void check_modulation(const modulation_summary& m, const network_summary& all, diagnosis& out) {
  const auto add = [&](const char* code, std::string what, std::string advice) {
    out.add({severity::warning, code, m.name, std::move(what), "its spikes change nothing", std::move(advice), {}});
  };
  if (m.connections == 0)
    add("modulates_nothing", "reaches no synapse of '" + m.synapses + "'", "a connection rule that reaches some");
  else if (m.largest == 0)
    add("modulates_nothing", "all its weights are zero", "sim.set<\"" + m.name + ".w\">(...)");
  else if (all.step > 0 && m.delay >= all.time)
    add("modulates_nothing",
        "its delay of " + rounded_text(m.delay, dim::second) + " is as long as the run: nothing has arrived",
        "a longer run, or a shorter delay");
}

/// A word in a connection rule that has no meaning where it stands.
inline void check_autapses(const afferent_summary& a, const network_summary& all, diagnosis& out) {
  if (!a.idle_autapses) return;
  out.add({severity::note,
           "no_autapses",
           a.name,
           "its rule is without_autapses(), but its source and its target are different populations",
           "no synapse is left out: neuron i of '" + all.populations[a.source].name + "' still reaches neuron i of '" +
               all.populations[a.target].name + "'",
           "connected_if([](auto i, auto j) { return i != j; }), if pairs of equal numbers are meant",
           {}});
}

/// A coupling with synapses that feeds nothing.
inline void check_synapse_coupling(const synapse_coupling_summary& c, const network_summary& all, diagnosis& out) {
  const auto add = [&](severity how, const char* code, std::string what, std::string then, std::string advice) {
    out.add({how, code, c.name, std::move(what), std::move(then), std::move(advice), {}});
  };
  const std::string goal = c.fed != no_index ? "no neuron of '" + c.target + "'" : "no synapse of '" + c.target + "'";
  if (c.connections == 0)
    add(severity::warning, "couples_nothing", "reaches " + goal + " from '" + c.source + "'", "it feeds nothing",
        "a connection rule that reaches some");
  else if (c.largest_weight == 0)
    add(severity::warning, "couples_nothing", "all its weights are zero", "it feeds nothing",
        "sim.set<\"" + c.name + ".w\">(...)");
  else if (all.step > 0 && c.largest_sum == 0)
    add(severity::warning, "couples_nothing",
        "every sum over '" + c.source + "' is 0 after " + rounded_text(all.time, dim::second), "it feeds nothing",
        "spikes, equations or start values that move what its term reads");
  else if (c.fed != no_index && c.unconnected > 0)
    add(severity::note, "couples_some",
        std::to_string(c.unconnected) + " of " + std::to_string(c.units) + " neurons of '" + c.target +
            "' are fed by none of '" + c.source + "'",
        "their input gets nothing from it", "a connection rule that reaches all, if all are meant");
}

/// Parameters and variables that no equation reads.
inline void check_unread(const population_summary& p, diagnosis& out) {
  if (p.operated) return;
  for (const auto& q : p.model.parameters)
    if (!q.is_read)
      out.add({severity::warning,
               "unread_parameter",
               p.name,
               "parameter '" + q.name + "' is read by no equation",
               "changing it changes nothing",
               "an equation that uses " + q.name + ", or a model without it",
               {}});
  for (std::size_t k = 0; k < p.model.variables.size(); ++k)
    if (const auto& x = p.model.variables[k]; !x.is_read && !p.recorded[k])
      out.add({severity::warning,
               "unread_variable",
               p.name,
               "variable '" + x.name + "' is read by no equation and no recording",
               "what arrives there has no effect",
               "an equation that uses " + x.name + ", or a model without it",
               {}});
}

} // namespace cortexpr::detail
