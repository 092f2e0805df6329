// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/check_drives.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>

namespace cortexpr::detail {

/// How a variable enters the equation of the membrane potential v, found by probing the equation itself.
struct membrane_term {
  double push = 0;       ///< d(dv/dt) / dx at rest
  double slope = 0;      ///< ... and how that changes with v: negative for a conductance
  bool reverses = false; ///< the push is affine in v and not constant: a conductance with a reversal potential
  double reversal = 0;   ///< where the push is zero
};

inline membrane_term membrane_term_of(const dynamics& d, dynamics::vector x, const dynamics::vector& u, std::size_t k) {
  const double step = 10 * usual_size(d.v().unit), v = x[d.membrane];
  dynamics::vector slopes;
  const auto push_at = [&](double potential) {
    x[d.membrane] = potential;
    d.slopes(x, u, k, slopes);
    return slopes[d.membrane];
  };
  const double below = push_at(v - step), here = push_at(v), above = push_at(v + step);
  membrane_term t{here, (above - below) / (2 * step), false, 0};
  const double size = std::abs(below) + std::abs(here) + std::abs(above);
  t.reverses = std::abs(above - below) > 1e-6 * size && std::abs(above - 2 * here + below) < 1e-6 * size;
  if (t.reverses) t.reversal = v - here / t.slope;
  return t;
}

/// The state at rest with all receptors closed; the start where there is no rest.
inline dynamics::vector closed_receptors(const group& g, const dynamics& d) {
  dynamics::vector x = g.rest;
  for (const contribution& c : g.inputs)
    if (c.from->variable != d.membrane) x[c.from->variable] = x[acting_variable(d, c.from->variable)] = 0;
  return x;
}

/// The leak: towards a resting potential that is not 0 by oversight.
inline void check_leak(const group& g, const population_summary& p, diagnosis& out) {
  const dynamics& d = p.model;
  dynamics::vector x = closed_receptors(g, d), slopes;
  const dynamics::vector u = d.default_inputs();
  const auto slope_at = [&](double v) {
    x[d.membrane] = v;
    d.slopes(x, u, d.membrane, slopes);
    return slopes[d.membrane];
  };
  const double v = g.start[d.membrane], step = 20 * usual_size(d.v().unit), here = slope_at(v);
  // An equation that bends may push away from a threshold; a leak of the wrong sign does so everywhere.
  bool everywhere = here > 0 && std::isfinite(here);
  for (const double below : {1.0, 2.0, 4.0, 8.0}) everywhere = everywhere && slope_at(v - below * step) > 0;
  if (everywhere) {
    out.add({severity::error,
             "leak_sign",
             p.name,
             "the leak pushes " + d.v().name + " away from its resting potential: d(d" + d.v().name + "/dt)/d" +
                 d.v().name + " = +" + rounded_text(here, dim::hertz) + " at " + rounded_text(v, d.v().unit),
             "every deviation grows exponentially; no potential is stable",
             "E_L - " + d.v().name + " where the model has " + d.v().name + " - E_L",
             {{"slope", here, dim::hertz}}});
    return;
  }
  if (!d.crossed || d.v().unit != dim::volt || here == 0) return;
  const steady_state rest = settle(d, g.start, u, arrivals(d.variables.size()), d.sources_of(d.membrane));
  if (!rest.exists || std::abs(rest.x[d.membrane]) > 1e-9 || !d.crossed(rest.x, u)) return;
  out.add({severity::warning,
           "leak_to_zero",
           p.name,
           "without input " + d.v().name + " rests at 0 mV, above its threshold: the leak goes towards 0",
           "the population fires by itself; a leak towards 0 mV is usually a forgotten E_L",
           "(E_L - " + d.v().name + ") in place of (-" + d.v().name + ") in the leak",
           {{"rest", 0, dim::volt}}});
}

/// The capacitance of a model; 0 if it has none.
inline double capacitance_of(const dynamics& d) {
  double capacitance = 0;
  for (const auto& parameter : d.parameters)
    if (parameter.unit == dim::farad) capacitance = parameter.value;
  return capacitance;
}

/// A leak conductance that enters twice: what v feels of it in a model with one conductance that is a parameter.
inline void check_leak_twice(const population_summary& p, double leak, diagnosis& out) {
  const dynamics::named* g_L = nullptr;
  for (const auto& q : p.model.parameters)
    if (q.unit == dim::siemens) {
      if (g_L != nullptr) return;
      g_L = &q;
    }
  if (g_L == nullptr || p.model.bends_itself(p.model.membrane) || !(std::abs(leak / g_L->value - 2) < 1e-6)) return;
  out.add({severity::warning,
           "enters_twice",
           p.name,
           g_L->name + " enters the equation of " + p.model.v().name + " twice",
           "the leak is twice as strong as " + g_L->name + " says, the membrane twice as fast",
           g_L->name + " * (E_L - " + p.model.v().name + ") once",
           {{"times", 2, dim::one}}});
}

/// Terms of receptors and other variables in the membrane's equation.
inline void check_terms(const group& g, const population_summary& p, diagnosis& out) {
  const dynamics& d = p.model;
  const dynamics::vector x = closed_receptors(g, d), u = d.default_inputs();
  dynamics::vector slopes;
  d.slopes(x, u, d.membrane, slopes);
  const double leak = std::abs(slopes[d.membrane]);
  const double capacitance = capacitance_of(d);
  check_leak_twice(p, capacitance * leak, out);
  for (std::size_t k = 0; k < d.variables.size(); ++k) {
    if (k == d.membrane || !d.uses(d.membrane, k)) continue;
    const membrane_term t = membrane_term_of(d, x, u, k);
    const std::string& name = d.variables[k].name;
    if (t.reverses && t.slope > 0) {
      out.add({severity::error,
               "receptor_sign",
               p.name,
               "the current of " + name + " pushes " + d.v().name + " away from its reversal potential of " +
                   rounded_text(t.reversal, d.v().unit),
               "the further " + d.v().name + " is from the reversal potential the stronger it is driven away",
               name + " * (E - " + d.v().name + ") where the model has " + name + " * (" + d.v().name + " - E)",
               {{"reversal", t.reversal, d.v().unit}}});
      continue;
    }
    if ((d.v().bent >> k & 1U) != 0) continue;
    // What one unit of the variable does, in terms of the leak or the capacitance, is 1 where it enters once.
    const dimension unit = d.variables[k].unit;
    const double effect = std::abs(t.reverses ? t.slope : t.push);
    const bool by_capacitance = unit == (t.reverses ? dim::siemens : dim::amp);
    const bool by_leak = unit == (t.reverses ? dim::one : d.v().unit);
    const double times = by_capacitance ? effect * capacitance : by_leak && leak > 0 ? effect / leak : 0;
    if (std::abs(times - 2) < 1e-6 || std::abs(times - 3) < 1e-6)
      out.add({severity::warning,
               "enters_twice",
               p.name,
               name + " enters the equation of " + d.v().name + " " + (times > 2.5 ? "three times" : "twice"),
               "the receptor acts " + rounded_text(times) + " times as strongly as its weight says",
               "the current of " + name + " once; receptors of synaptic<...> are added to the input I already",
               {{"times", times, dim::one}}});
  }
}

inline bool named_like(const std::string& receptor, std::initializer_list<const char*> words) {
  for (const char* word : words)
    if (receptor.find(word) != std::string::npos) return true;
  return false;
}

/// Signs of weights against what the receptor does with them.
inline void check_weight_signs(const group& g, const population_summary& p, const contribution& c, diagnosis& out) {
  const dynamics& d = p.model;
  const afferent_summary& a = *c.from;
  const std::size_t k = acting_variable(d, a.variable);
  if (k == d.membrane || a.synapses == 0) return;
  const membrane_term t = membrane_term_of(d, closed_receptors(g, d), d.default_inputs(), k);
  const double share = static_cast<double>(a.negatives) / static_cast<double>(a.synapses);
  const std::string range = rounded_text(a.smallest, a.unit) + " to " + rounded_text(a.largest, a.unit);
  if (t.reverses && t.slope < 0 && a.negatives > 0) {
    out.add({share > 0.5 ? severity::error : severity::warning,
             "negative_conductance",
             a.name,
             rounded_text(100 * share) + " % of the weights are negative (" + range + "), but " + d.variables[k].name +
                 " of " + p.name + " is a conductance",
             "a negative conductance drives " + d.v().name + " away from the reversal potential of " +
                 rounded_text(t.reversal, d.v().unit) + ": inhibition turns into excitation",
             "positive weights; the reversal potential makes the receptor inhibitory",
             {{"share", share, dim::one}}});
    return;
  }
  if (t.reverses && t.slope < 0 && c.sum < 0) {
    out.add({severity::error,
             "negative_conductance",
             a.name,
             "the rule brings less than nothing, " + rounded_text(c.sum / c.count, d.variables[a.variable].unit) +
                 " by an event, to " + d.variables[k].name + " of " + p.name + ", and " + d.variables[k].name + " of " +
                 p.name + " is a conductance",
             "a negative conductance drives " + d.v().name + " away from the reversal potential of " +
                 rounded_text(t.reversal, d.v().unit) + ": inhibition turns into excitation",
             "the sign of what the rule adds or feeds; the reversal potential makes the receptor inhibitory",
             {{"event", c.sum / c.count, d.variables[a.variable].unit}}});
    return;
  }
  if (!t.reverses && t.push < 0 && share > 0.5) {
    out.add({severity::warning,
             "double_negative",
             a.name,
             "negative weights (" + range + ") on a receptor that inhibits by itself: the projection excites",
             "two signs cancel: what was meant to inhibit " + p.name + " excites it",
             "positive weights, or the receptor without minus<...>",
             {{"share", share, dim::one}}});
    return;
  }
  if (c.sum == 0) return;
  const bool excites = t.reverses ? t.reversal > g.threshold && c.sum > 0 : t.push * c.sum > 0;
  const bool inhibits = t.reverses ? t.reversal < g.rest[d.membrane] && c.sum > 0 : t.push * c.sum < 0;
  if (excites && named_like(a.receptor, {"inh", "gaba"}))
    out.add({severity::warning,
             "inhibition_excites",
             a.name,
             "events at '" + a.receptor + "' raise " + d.v().name + " of " + p.name + " (weights " + range + ")",
             "a receptor of this name is expected to inhibit",
             t.reverses ? "a reversal potential below rest: parameter<\"" + a.receptor + ".E\">(-80_mV)"
                        : std::string("negative weights, or minus<current<...>>"),
             {}});
  if (inhibits && named_like(a.receptor, {"exc", "ampa", "nmda"}))
    out.add({severity::warning,
             "excitation_inhibits",
             a.name,
             "events at '" + a.receptor + "' lower " + d.v().name + " of " + p.name + " (weights " + range + ")",
             "a receptor of this name is expected to excite",
             t.reverses ? "a reversal potential above the threshold: parameter<\"" + a.receptor + ".E\">(0_mV)"
                        : std::string("positive weights"),
             {}});
}

inline void check_signs(const group& g, const population_summary& p, diagnosis& out) {
  if (p.model.membrane == no_variable || !p.model.flows) return;
  if (g.begin == 0) {
    check_leak(g, p, out);
    check_terms(g, p, out);
  }
  for (const contribution& c : g.inputs) check_weight_signs(g, p, c, out);
}

/// "A or B": parameters that are zero, which may be the reason that a term does nothing.
inline std::string zero_parameters(const dynamics& d) {
  std::string text;
  for (const auto& q : d.parameters)
    if (q.is_read && q.value == 0 && q.unit != dim::volt && q.name != "t_ref")
      text += (text.empty() ? "" : " or ") + q.name;
  return text;
}

/// Terms of the membrane's equation that cancel each other: a receptor that enters with both signs, a leak that does.
inline void check_cancellation(const group& g, const population_summary& p, diagnosis& out) {
  const dynamics& d = p.model;
  if (d.membrane == no_variable || !d.flows || g.begin != 0) return;
  const std::string& v = d.v().name;
  const std::string zero = zero_parameters(d);
  const std::string perhaps = zero.empty() ? std::string() : ", or their factor is zero (" + zero + " is 0)";
  const severity level = zero.empty() ? severity::error : severity::warning;
  for (std::size_t k = 0; k < d.variables.size(); ++k) {
    if (!terms_cancel(d, g.rest, k)) continue;
    const std::string& name = d.variables[k].name;
    if (k == d.membrane) {
      out.add({level,
               "terms_cancel",
               p.name,
               v + " appears in its own equation without effect: the terms of the leak cancel" + perhaps,
               "nothing brings " + v + " back to rest: it integrates its input without a leak",
               "the leak once, with one sign: g_L * (E_L - " + v + ")",
               {}});
      continue;
    }
    const bool conductance = d.variables[k].unit == dim::siemens;
    out.add({level,
             "terms_cancel",
             p.name,
             std::string(conductance ? "the conductance " : "the variable ") + name + " has no net effect on " + v +
                 ": it enters the equation with both signs, and the terms cancel" + perhaps,
             "whatever arrives there, " + v + " does not move: larger weights change nothing",
             name + (conductance ? " * (E - " + v + ") once; drop the term " + name + " * (" + v + " - E)"
                                 : std::string(" once, with one sign")),
             {}});
  }
}

} // namespace cortexpr::detail
