// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/check_cancellation.hpp>
#include <cortexpr/detail/diagnose/check_drives.hpp>
#include <cortexpr/detail/diagnose/check_weight_changes.hpp>

namespace cortexpr::detail {

// Why a population stays silent: the nearest cause that can be proved, and by how much its input falls short.

/// What an excitatory input that is heard brings at once.
inline std::string epsp_words(const group& g, const dynamics& d, const contribution& c, double dt) {
  const dimension unit = d.v().unit;
  const double away = g.threshold - g.rest[d.membrane];
  if (!std::isfinite(away))
    return "; " + c.from->name + ": expected EPSP " + plausible_words(c.sign, unit) + ", but no potential is a spike";
  const double needed = d.linear
                            ? std::ceil(away / c.sign)
                            : single_neuron(d, g.rest, g.u_rest, dt).events_to_spike(c.from->variable, c.sum / c.count);
  return "; " + c.from->name + ": expected EPSP " + plausible_words(c.sign, unit) + ", threshold " +
         in_units(away, unit) + " away: " +
         (needed > 0 ? "about " + counted(needed, "coincident input") + " needed"
                     : std::string("no number of coincident inputs reaches it")) +
         (c.from->poisson ? "" : ", there are " + number_words(c.count));
}

/// "a factor of 12 is missing": what the mean of excitation lacks.
inline void advise_more(const group& g, const dynamics& d, const std::vector<contribution>& excitation,
                        const std::vector<contribution>& inhibition, finding& f) {
  const double factor = excitation.empty() ? 0 : factor_to_threshold(g, d, g.u_high, excitation, inhibition);
  if (factor != 0) {
    f.what += "; a factor of " + number_words(factor) + " is missing";
    // With rates that are only thought to be high the factor is the least that is needed.
    const bool known = std::all_of(excitation.begin(), excitation.end(), [](const auto& c) { return c.known; });
    f.advice = std::string(known ? "weights about " : "weights at least ") + number_words(factor) + " times as large:";
    for (const contribution& c : excitation) f.advice += " '" + c.from->name + "' " + weight_words(c, factor) + ";";
    f.advice.pop_back();
    f.numbers.push_back({"factor", factor, dim::one});
    return;
  }
  if (const double drive = excitation.empty() && g.driven ? drive_to_threshold(g, d) : 0; drive != 0) {
    f.what += "; a factor of " + number_words(drive) + " is missing";
    f.advice = "a drive more than " + number_words(drive) + " times as large, or a projection that excites";
    f.numbers.push_back({"drive_factor", drive, dim::one});
    return;
  }
  f.advice = !std::isfinite(g.threshold) ? "a finite threshold, if it is to spike"
             : excitation.empty()        ? "a projection or a Poisson input that excites, or a drive"
             : d.linear                  ? "more or faster inputs, or a drive"
                                         : "a lower threshold, inputs with a reversal potential above it, or a drive";
}

/// Causes that lie in an input itself: nothing that it brings can count. Empty if it may excite.
inline std::string why_unheard(const population_summary& p, const contribution& c, const std::vector<group>& groups,
                               const network_summary& all, std::string& advice) {
  const afferent_summary& a = *c.from;
  const std::string name = "'" + a.name + "'";
  if (!source_is_alive(c, groups)) {
    if (a.poisson) {
      advice = "a rate above 0 Hz for " + name;
      return name + " has a rate of " + in_units(a.rate, dim::hertz);
    }
    const population_summary& from = all.populations[a.source];
    advice = from.listed        ? "spikes for " + from.name + ": set<\"" + from.name + "\">(spike_list::at_times(...))"
             : from.is_source() ? "parameter<\"rate\">(10_Hz) for " + from.name
                                : "input for " + from.name;
    return name + " comes from " + from.name +
           (from.listed || from.is_source() ? ", which never spikes" : ", which stays silent itself");
  }
  if (c.sum == 0 || (a.has_shrunk(all.step) && c.sign >= 0)) {
    if (a.has_shrunk(all.step)) {
      advice = "see weights_shrunk of " + name;
      return "the mean weight of " + name + " " + change_words(a);
    }
    if (a.empty_pools && a.zeros == a.synapses) {
      advice = "set<\"" + a.name + ".pool\">(...)";
      return "the weights of " + name + " are zero, and the pools that they are to be filled from are empty";
    }
    advice = a.poisson ? "weight(...) for " + name : "set<\"" + a.name + ".w\">(...)";
    return a.zeros == a.synapses ? "the weights of " + name + " are zero" : "what " + name + " brings sums to zero";
  }
  if (c.cancelled) {
    const std::size_t k = acting_variable(p.model, a.variable);
    advice = "the term of " + p.model.variables[k].name + " once, with one sign";
    return "the terms of " + p.model.variables[k].name + " cancel, so that " + name + " has no effect on " +
           p.model.v().name;
  }
  if (all.step > 0 && a.min_delay > all.time) {
    advice = "a longer run, or a shorter delay of " + name;
    return "the delay of " + name + " (" + in_units(a.min_delay, dim::second) + " or more) is longer than the " +
           in_units(all.time, dim::second) + " that were run: nothing has arrived";
  }
  return {};
}

inline void check_silence(const group& g, const population_summary& p, const std::vector<group>& groups,
                          const network_summary& all, diagnosis& out) {
  const dynamics& d = p.model;
  if (g.alive || !p.has_neurons()) return;
  finding f{
      severity::warning, "silent", g.name, {}, "the population stays silent and nothing downstream hears it", {}, {}};
  if (g.inputs.empty() && !g.driven) {
    f.code = "no_input";
    f.what = "gets no projection, no drive and no Poisson input, and does not spike by itself";
    f.advice = d.inputs.empty() ? "a projection onto it"
                                : "a projection onto it, or drive<\"" + p.name + "." + d.inputs[0].name + "\">(...)";
    out.add(std::move(f));
    return;
  }
  const dimension unit = d.v().unit;
  std::vector<contribution> excitation, inhibition;
  std::string unheard, advice;
  bool unknown = false, only_silent = true;
  for (const contribution& c : g.inputs) {
    std::string what_to_do;
    const std::string why = why_unheard(p, c, groups, all, what_to_do);
    if (!why.empty()) {
      // What would only inhibit is not missed.
      if (c.sign < 0) continue;
      only_silent = only_silent && !source_is_alive(c, groups) && !c.from->poisson;
      unheard += (unheard.empty() ? "" : "; ") + why;
      if (advice.find(what_to_do) == std::string::npos) advice += (advice.empty() ? "" : "; ") + what_to_do;
    } else if (c.sign > 0) {
      unknown = unknown || !c.known;
      excitation.push_back(c);
    } else if (c.known) {
      inhibition.push_back(c);
    }
  }
  const moments m = free_moments(d, g.rest, g.u_high, maximal_input(g, d, groups), d.membrane);
  const std::string reach =
      m.falls ? ": " + d.v().name + " falls without bound, nothing brings it back to rest"
      : !m.exist
          ? std::string()
          : ": " + std::string(g.u_low != g.u_high ? "at the peak of its drive " : "") + "the mean of " + d.v().name +
                " is " + plausible_words(m.mean, unit) +
                (m.deviation > 0 ? ", its standard deviation " + plausible_words(m.deviation, unit) : std::string()) +
                (unknown ? ", even if sources of unknown rate fire at " + in_units(highest_plausible_rate, dim::hertz)
                         : std::string());
  const std::string threshold = std::isfinite(g.threshold) ? " of " + in_units(g.threshold, unit) : std::string();
  if (m.exist && std::isfinite(g.threshold))
    f.numbers = {{"mean", m.mean, unit}, {"deviation", m.deviation, unit}, {"threshold", g.threshold, unit}};
  if (excitation.empty() && !g.driven && !unheard.empty()) {
    f.what = (only_silent ? "gets spikes only from populations that are silent themselves: "
                          : "hears nothing that excites it: ") +
             unheard;
    f.advice = advice;
    out.add(std::move(f));
    return;
  }
  if (excitation.empty() && !g.driven) {
    f.what = "gets input that only inhibits" + reach + "; threshold" + threshold;
    advise_more(g, d, excitation, inhibition, f);
    out.add(std::move(f));
    return;
  }
  f.what = "cannot reach its threshold" + threshold + " with the input it gets" + reach;
  for (const contribution& c : excitation) f.what += epsp_words(g, d, c, all.dt);
  if (!unheard.empty()) f.what += "; " + unheard;
  advise_more(g, d, excitation, inhibition, f);
  if (!advice.empty()) f.advice = advice + "; or " + f.advice;
  out.add(std::move(f));
}

} // namespace cortexpr::detail
