// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/check_weight_changes.hpp>
#include <cortexpr/detail/diagnose/drive_text.hpp>
#include <cortexpr/detail/diagnose/measure_drives.hpp>
#include <cortexpr/detail/diagnose/measure_silence.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>
#include <string>
#include <utility>

// Why a population stays silent: the nearest cause that can be proved, and by how much its input falls short. Measured
// in measure_silence.hpp; here are first the sentences, then what is judged.

namespace cortexpr::detail {

inline constexpr const char* why_silence_matters =
    "the population stays silent, and its targets receive no spikes from it";

/// What one event of an excitatory input does.
inline std::string epsp_text(const group& g, const dynamics& d, const contribution& c, double dt) {
  const dimension unit = d.v().unit;
  const std::string epsp = "; " + c.from->name + ": expected EPSP " + plausible_text(c.sign, unit);
  const double away = g.threshold - g.rest[d.membrane];
  if (!std::isfinite(away)) return epsp + ", but no potential is a spike";
  const double needed = coincident_events(g, d, c, dt);
  return epsp + ", threshold " + rounded_text(away, unit) + " away: " +
         (needed > 0 ? "about " + counted_text(needed, "coincident input") + " needed"
                     : std::string("no number of coincident inputs reaches it")) +
         (c.from->poisson ? "" : ", there are " + rounded_text(c.count));
}

/// Why an input has no effect, and what to do about it.
struct no_effect_text {
  std::string why, advice;
};
inline no_effect_text text_of(const silent_inputs::ineffective& x, const population_summary& p,
                              const network_summary& all) {
  const afferent_summary& a = *x.input->from;
  const std::string name = "'" + a.name + "'";
  const std::string set_weights = a.poisson ? "weight(...) for " + name : "set<\"" + a.name + ".w\">(...)";
  switch (x.cause) {
  case no_effect::silent_source: {
    if (a.poisson)
      return {name + " has a rate of " + rounded_text(a.rate, dim::hertz), "a rate above 0 Hz for " + name};
    const population_summary& from = all.populations[a.source];
    const std::string comes = name + " comes from " + from.name;
    if (from.listed)
      return {comes + ", which never spikes",
              "spikes for " + from.name + ": set<\"" + from.name + "\">(spike_list::at_times(...))"};
    if (from.is_source()) return {comes + ", which never spikes", "parameter<\"rate\">(10_Hz) for " + from.name};
    return {comes + ", which stays silent itself", "input for " + from.name};
  }
  case no_effect::shrunk_weights:
    return {"the mean weight of " + name + " " + change_text(a), "see weights_shrunk of " + name};
  case no_effect::empty_pools:
    return {"the weights of " + name + " are zero, and the pools that they are to be filled from are empty",
            "set<\"" + a.name + ".pool\">(...)"};
  case no_effect::zero_weights:
    return {"the weights of " + name + " are zero", set_weights};
  case no_effect::zero_sum:
    return {"what " + name + " brings sums to zero", set_weights};
  case no_effect::cancelling_terms: {
    const std::string& term = p.model.variables[acting_variable(p.model, a.variable)].name;
    return {"the terms of " + term + " cancel, so that " + name + " has no effect on " + p.model.v().name,
            "the term of " + term + " once, with one sign"};
  }
  case no_effect::long_delay:
    return {"the delay of " + name + " (" + rounded_text(a.min_delay, dim::second) + " or more) is longer than the " +
                rounded_text(all.time, dim::second) + " of the run: nothing has arrived",
            "a longer run, or a shorter delay of " + name};
  }
  return {};
}

/// The free potential under the most that the inputs can bring.
inline std::string reach_text(const group& g, const dynamics& d, const silent_inputs& s) {
  const dimension unit = d.v().unit;
  if (s.free.falls) return ": " + d.v().name + " falls without bound, nothing brings it back to rest";
  if (!s.free.exist) return {};
  return ": " + std::string(g.u_low != g.u_high ? "at the peak of its drive " : "") + "the mean of " + d.v().name +
         " is " + plausible_text(s.free.mean, unit) +
         (s.free.deviation > 0 ? ", its standard deviation " + plausible_text(s.free.deviation, unit) : std::string()) +
         (s.unknown ? ", even if sources of unknown rate fire at " + rounded_text(highest_plausible_rate, dim::hertz)
                    : std::string());
}

/// "a factor of 12 is missing", and the weights or the drive that would be enough.
inline void advise_more(const group& g, const dynamics& d, const silent_inputs& s, finding& f) {
  const missing_factor missing = measure_missing(g, d, s);
  if (missing.weights != 0) {
    f.what += "; a factor of " + rounded_text(missing.weights) + " is missing";
    // With rates that are only assumed to be high the factor is the least that is needed.
    f.advice = std::string(s.unknown ? "weights at least " : "weights about ") + rounded_text(missing.weights) +
               " times as large:";
    for (const contribution& c : s.excitation)
      f.advice += " '" + c.from->name + "' " + weight_text(c, missing.weights) + ";";
    f.advice.pop_back();
    f.numbers.push_back({"factor", missing.weights, dim::one});
  } else if (missing.drive != 0) {
    f.what += "; a factor of " + rounded_text(missing.drive) + " is missing";
    f.advice = "a drive more than " + rounded_text(missing.drive) + " times as large, or a projection that excites";
    f.numbers.push_back({"drive_factor", missing.drive, dim::one});
  } else {
    f.advice = !std::isfinite(g.threshold) ? "a finite threshold, if it is to spike"
               : s.excitation.empty()      ? "a projection or a Poisson input that excites, or a drive"
               : d.linear                  ? "more or faster inputs, or a drive"
                                           : "a lower threshold, inputs with a reversal potential above it, or a drive";
  }
}

inline finding no_input(const group& g, const population_summary& p) {
  return {severity::warning,
          "no_input",
          g.name,
          "gets no projection, no drive and no Poisson input, and does not spike by itself",
          why_silence_matters,
          p.model.inputs.empty()
              ? "a projection onto it"
              : "a projection onto it, or drive<\"" + p.name + "." + p.model.inputs[0].name + "\">(...)",
          {}};
}

inline void check_silence(const group& g, const population_summary& p, const std::vector<group>& groups,
                          const network_summary& all, diagnosis& out) {
  const dynamics& d = p.model;
  if (g.alive || !p.has_neurons()) return;
  if (g.inputs.empty() && !g.driven) {
    out.add(no_input(g, p));
    return;
  }
  const silent_inputs s = measure_silence(g, d, groups, all);
  std::string causes, advice;
  bool only_silent = true;
  for (const auto& x : s.without_effect) {
    const no_effect_text text = text_of(x, p, all);
    only_silent = only_silent && x.cause == no_effect::silent_source && !x.input->from->poisson;
    causes += (causes.empty() ? "" : "; ") + text.why;
    if (advice.find(text.advice) == std::string::npos) advice += (advice.empty() ? "" : "; ") + text.advice;
  }
  const dimension unit = d.v().unit;
  const std::string threshold = std::isfinite(g.threshold) ? " of " + rounded_text(g.threshold, unit) : std::string();
  finding f{severity::warning, "silent", g.name, {}, why_silence_matters, {}, {}};
  if (s.free.exist && std::isfinite(g.threshold))
    f.numbers = {{"mean", s.free.mean, unit}, {"deviation", s.free.deviation, unit}, {"threshold", g.threshold, unit}};
  const bool excited = !s.excitation.empty() || g.driven;
  if (!excited && !causes.empty()) {
    f.what = (only_silent ? "gets spikes only from populations that are silent themselves: "
                          : "gets no input that excites it: ") +
             causes;
    f.advice = advice;
  } else if (!excited) {
    f.what = "gets input that only inhibits" + reach_text(g, d, s) + "; threshold" + threshold;
    advise_more(g, d, s, f);
  } else {
    f.what = "cannot reach its threshold" + threshold + " with the input it gets" + reach_text(g, d, s);
    for (const contribution& c : s.excitation) f.what += epsp_text(g, d, c, p.dt);
    if (!causes.empty()) f.what += "; " + causes;
    advise_more(g, d, s, f);
    if (!advice.empty()) f.advice = advice + "; or " + f.advice;
  }
  out.add(std::move(f));
}

} // namespace cortexpr::detail
