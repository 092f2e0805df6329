// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

// Values that are allowed and that hardly anybody means: a forgotten prefix. The thresholds stand far away from what
// point neurons have; docs/diagnose.md lists them.

/// From which absolute value on a warning is given, and what is usual at most.
struct usual_values {
  double alarm = 0, usual = 0;
  const char* reason = "";
};

inline usual_values usual_parameter(std::string_view path, const dimension& d) {
  const std::size_t dot = last_place(path, ".");
  const std::string_view name = dot == nowhere ? path : path.substr(dot + 1);
  if (d == dim::farad) return {10e-6, 2e-9, "point neurons have capacitances of 1 pF to 10 nF"};
  if (d == dim::siemens && name.substr(0, 1) == "g")
    return {0.5, 1e-6, "conductances of point neurons are in nS and uS"};
  if (d == dim::volt) return {1, 0.2, "potentials of neurons are in mV"};
  if (d != dim::second) return {};
  if (name == "t_ref") return {0.5, 20e-3, "refractory periods are a few ms"};
  if (name == "tau" || name == "tau_m") return {5, 0.5, "time constants of membranes and receptors are in ms"};
  return {};
}

/// One value that is out of all proportion. The advice has the same digits with another prefix.
inline void warn_implausible(const std::string& item, const std::string& name, double value, const dimension& unit,
                             const usual_values& limit, diagnosis& out) {
  if (!std::isfinite(value) || limit.alarm == 0 || std::abs(value) < limit.alarm * (1 - 1e-9)) return;
  double meant = value;
  while (std::abs(meant) > limit.usual) meant /= 1000;
  out.add({severity::warning,
           "implausible",
           item,
           name + " is " + rounded_text(value, unit),
           std::string(limit.reason) + ": a prefix of the unit may be missing",
           name + " = " + literal_text(meant, unit) + ", if that was meant",
           {{name, value, unit}}});
}

/// Parameters of a population.
inline void check_plausible(const population_summary& p, diagnosis& out) {
  if (p.listed) return;
  double capacitance = 0, leak = 0;
  std::string leak_name;
  for (const auto& q : p.model.parameters) {
    const usual_values limit = usual_parameter(q.name, q.unit);
    warn_implausible(p.name, q.name, q.value, q.unit, limit, out);
    if (q.name == "C_m") capacitance = q.value;
    if (q.name == "g_L" || q.name == "g_l") leak = q.value, leak_name = q.name;
    if ((q.unit == dim::farad || q.name == leak_name) && std::abs(q.value) >= limit.alarm) return; // said
  }
  const double tau = leak > 0 ? capacitance / leak : 0;
  if (tau < 5) return;
  out.add({severity::warning,
           "implausible",
           p.name,
           "C_m / " + leak_name + " is a time constant of " + rounded_text(tau, dim::second),
           "time constants of membranes are in ms: a prefix of a unit may be missing",
           "C_m in pF, " + leak_name + " in nS",
           {{"tau", tau, dim::second}}});
}

/// What an event is usually at most, as a weight or by a rule.
inline usual_values usual_event(const dimension& unit, double leak) {
  if (unit == dim::siemens) return {std::max(0.5e-6, 50 * leak), 0.5e-6, "synapses open nS"};
  if (unit == dim::amp) return {10e-6, 10e-9, "synaptic currents are in pA and nA"};
  if (unit == dim::volt) return {1, 0.1, "postsynaptic potentials are in mV"};
  return {};
}

/// Weight, delay and rate of an afferent onto `target`.
inline void check_plausible(const afferent_summary& a, const population_summary& target, diagnosis& out) {
  double leak = 0;
  for (const auto& q : target.model.parameters)
    if (q.name == "g_L" || q.name == "g_l") leak = q.value;
  // What learning makes of weights has findings of its own.
  const double weight = a.start.known ? a.start.mean : std::max(std::abs(a.smallest), std::abs(a.largest));
  usual_values limit = usual_event(a.unit, leak);
  if (a.continuous && a.unit == dim::siemens) limit = {};
  if (a.synapses > 0 && !a.again) warn_implausible(a.name, "weight", weight, a.unit, limit, out);
  // Rules may make more of weights than these say.
  if (a.variable != no_variable && a.synapses > 0 && !out.has("implausible", a.name)) {
    const auto& x = target.model.variables[a.variable];
    warn_implausible(a.name, "what an event brings to " + x.name + " of " + target.name, a.mean_weight(), x.unit,
                     usual_event(x.unit, leak), out);
  }
  if (a.again) return;
  warn_implausible(a.name, "delay", a.min_delay, dim::second, {0.5, 0.1, "delays are in ms"}, out);
  if (a.poisson)
    warn_implausible(a.name, "rate", a.rate, dim::hertz, {100e3, 50e3, "ten thousand synapses at 10 Hz make 100 kHz"},
                     out);
}

// Parameters of rules with values that are possible and that hardly anybody means: the other sign than the default.
// The default says which sign a parameter has, in rules of one's own, too; names say what the other one does.

/// What it does if the parameter `name` has the other sign than its default; in rules with a parameter `beside`.
struct meaning_of_sign {
  std::string_view name, beside;
  severity level;
  const char* why;
};
inline constexpr meaning_of_sign meanings_of_signs[]{
    {"a_pre", "a_post", severity::note, "pre before post weakens"},
    {"a_post", "a_pre", severity::note, "post before pre strengthens"},
    {"a2_plus", "", severity::warning, "pre before post weakens"},
    {"a3_plus", "", severity::warning, "post before pre before post weakens"},
    {"a2_minus", "", severity::warning, "post before pre strengthens"},
    {"a3_minus", "", severity::warning, "pre before post before pre strengthens"},
    {"A_LTD", "A_LTP", severity::warning, "what should weaken strengthens"},
    {"A_LTP", "A_LTD", severity::warning, "what should strengthen weakens"},
    {"lambda", "mu", severity::warning, "potentiation weakens and depression strengthens"},
    {"alpha", "lambda", severity::warning, "both orders of spikes strengthen"},
    {"eta", "rho_0", severity::warning, "weights drive the rates of their targets away from rho_0"},
    {"eta", "interval", severity::warning, "every update raises the error that it should lower"},
    {"C_pre", "tau_Ca", severity::warning, "an arriving spike takes calcium away"},
    {"C_post", "tau_Ca", severity::warning, "a spike of the target takes calcium away"},
    {"w_max", "a_pre", severity::warning, "where changes are counted in parts of it, a_pre > 0 weakens"},
    {"w_max", "a2_plus", severity::warning, "where changes are counted in parts of it, potentiation weakens"},
    {"w_1", "A_LTP", severity::warning, "changes are counted in parts of it: potentiation weakens"},
    {"w_0", "lambda", severity::note, "weights are counted in it: they are negative, too"}};

/// Signs of these say nothing: bounds and goals of weights that are negative, and potentials.
[[gnu::cold]] inline bool has_any_sign(const rule_number& x) {
  for (const std::string_view name : {"w_min", "w_rest", "goal", "low", "high", "scale"})
    if (x.name == name) return true;
  return x.unit == dim::volt && begins_with(x.name, "theta");
}

[[gnu::cold]] inline finding finding_of_sign(const std::string& owner, const rule_number& x, const rule_numbers& all) {
  finding f{severity::note, "unusual_sign", owner, {}, {}, {}, {{std::string(x.name), x.value, x.unit}}};
  f.what = std::string(x.name) + " of '" + std::string(x.rule) + "' is " + rounded_text(x.value, x.unit) +
           "; its default is " + (x.preset < 0 ? "negative" : "positive");
  f.why = "its part of the rule works the other way round";
  for (const meaning_of_sign& m : meanings_of_signs)
    if (m.name == x.name && (m.beside.empty() || find_number(all, m.beside) != nullptr)) {
      f.level = m.level;
      f.why = m.why;
      break;
    }
  f.advice = std::string(x.name) + " = " + literal_text(-x.value, x.unit) + ", unless this was meant";
  return f;
}

/// Whether pairs of spikes change weights in one direction only, by a rule whose defaults have two.
[[gnu::cold]] inline bool check_pairs(const afferent_summary& a, const rule_numbers& all, diagnosis& out) {
  bool found = false;
  each_couple(all, "a_pre", "a_post", [&](const rule_number& pre, const rule_number& post) {
    if (!(pre.value * post.value > 0) || !(pre.preset * post.preset < 0)) return;
    found = true;
    const bool up = pre.value > 0;
    out.add({a.holds_sums ? severity::note : severity::warning,
             "one_direction",
             a.name,
             "a_pre and a_post of '" + std::string(pre.rule) + "' are both " + (up ? "positive" : "negative"),
             std::string("both orders of spikes ") + (up ? "strengthen" : "weaken") + ": weights go to their bound",
             up ? "a_post = " + literal_text(-post.value, post.unit) + " (post before pre weakens)"
                : "a_pre = " + literal_text(-pre.value, pre.unit) + " (pre before post strengthens)",
             {{"a_pre", pre.value, pre.unit}, {"a_post", post.value, post.unit}}});
  });
  return found;
}

/// Values of the rules of a projection that hardly anybody means.
[[gnu::cold, gnu::noinline]] inline void check_rule_values(const afferent_summary& a, diagnosis& out) {
  // The program may be about to set what it can set: a reward after the first trial.
  for (const unfed_signal& s : a.unfed)
    out.add({s.feed.find("sim.set<") == std::string::npos ? severity::warning : severity::note,
             "learns_nothing",
             a.name,
             s.name + ", and nothing feeds it: no spike changes a weight",
             "the rules wait for it: weights stay as they are",
             s.feed,
             {}});
  for (const rule_numbers& all : a.rules) {
    const bool one_way = check_pairs(a, all, out);
    for (const rule_number& x : all) {
      const bool said = one_way && (x.name == "a_pre" || x.name == "a_post");
      if (x.turned() && !has_any_sign(x) && !said) out.add(finding_of_sign(a.name, x, all));
      if (x.name == "w_max" && x.value == 0 && counts_in_parts(x))
        out.add(
            {severity::warning,
             "learns_nothing",
             a.name,
             "w_max of '" + std::string(x.rule) + "' is 0",
             "changes are counted in parts of w_max: no pair of spikes changes a weight",
             "for weights from -2 mV to 0 V: w_min = -2_mV, w_max = 2_mV, and clip_weight{-2_mV, 0_mV} after the rule",
             {}});
    }
    each_couple(all, "w_0", "w_1", [&](const rule_number& low, const rule_number& high) {
      if (low.value > high.value)
        out.add({severity::warning,
                 "unusual_sign",
                 a.name,
                 "w_0 of '" + std::string(low.rule) + "', " + rounded_text(low.value, low.unit) + ", is above w_1, " +
                     rounded_text(high.value, high.unit),
                 "the high state of a synapse has the smaller weight: potentiation weakens",
                 "w_0 below w_1",
                 {{"w_0", low.value, low.unit}, {"w_1", high.value, high.unit}}});
    });
  }
}

} // namespace cortexpr::detail
