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

} // namespace cortexpr::detail
