// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/diagnose/activity.hpp>
#include <cortexpr/diagnose/diagnosis.hpp>

namespace cortexpr::detail {

/// The variable through which events at variable k act on the membrane: g of an alpha conductance, whose events raise
/// s.
inline std::size_t acting_variable(const dynamics& d, std::size_t k) {
  if (k == d.membrane || d.uses(d.membrane, k)) return k;
  for (std::size_t j = 0; j < d.variables.size(); ++j)
    if (j != d.membrane && d.uses(j, k) && d.uses(d.membrane, j)) return j;
  return k;
}

/// "weight(0.0977_mV)": the mean weight of an afferent, times a factor.
inline std::string weight_words(const contribution& c, double factor) {
  const double mean = c.from->poisson || c.count == 0 ? c.sum : c.sum / c.count;
  return "weight(" + as_literal(mean * factor, c.from->unit) + ")";
}

/// Mean and standard deviation of every drive whose rate is known, and the weight that would make it balanced.
inline void check_drive(const group& g, const population_facts& p, const contribution& c, diagnosis& out) {
  const dynamics& d = p.model;
  if (!c.known || c.rate == 0 || c.sum == 0) return;
  arrivals in(d.variables.size());
  group::add(in, c, c.rate, 1);
  const std::size_t k = acting_variable(d, c.from->variable);
  const moments m = free_moments(d, g.rest, g.u_mean, in, k);
  if (!m.exist) return;
  const dimension unit = d.variables[k].unit;
  const double mean = m.mean - g.rest[k];
  finding f{severity::note, "drive", c.from->name, {}, {}, {}, {}};
  f.what = (c.from->poisson ? "Poisson input of " + in_units(c.rate, dim::hertz)
                            : counted(c.count, "input") + " per neuron at " + in_units(c.rate, dim::hertz)) +
           " with a mean weight of " + in_units(c.from->poisson ? c.sum : c.sum / c.count, c.from->unit) + ": " +
           d.variables[k].name + " of " + g.name + (k == d.membrane ? " moves by " : " has mean ") +
           in_units(mean, unit) + ", standard deviation " + in_units(m.deviation, unit);
  f.numbers = {{"mean", mean, unit}, {"deviation", m.deviation, unit}, {"rate", c.rate, dim::hertz}};
  if (std::isfinite(g.threshold) && c.sign > 0)
    if (const double factor = factor_to_threshold(g, d, g.u_mean, {c}); factor != 0) {
      f.advice = weight_words(c, factor) + " would bring the mean potential to the threshold";
      f.numbers.push_back({"balanced_weight", factor * (c.from->poisson ? c.sum : c.sum / c.count), c.from->unit});
    }
  out.add(std::move(f));
}

/// Currents (or rates) that are given: mean, deviation, extremes, and how far they move the potential.
inline void check_given_drive(const group& g, const population_facts& p, diagnosis& out) {
  const dynamics& d = p.model;
  if (g.begin != 0 || d.membrane == no_variable || !d.flows) return;
  for (std::size_t k = 0; k < p.inputs.size(); ++k) {
    const input_facts& in = p.inputs[k];
    if (!in.driven) continue;
    const dimension unit = d.inputs[k].unit;
    finding f{severity::note, "drive", p.name + "." + d.inputs[k].name, {}, {}, {}, {}};
    f.what = "drive with mean " + in_units(in.mean, unit);
    if (in.deviation > 0)
      f.what += ", standard deviation " + in_units(in.deviation, unit) + " (" + in_units(in.low, unit) + " to " +
                in_units(in.high, unit) + ")";
    f.numbers = {{"mean", in.mean, unit}, {"deviation", in.deviation, unit}};
    const arrivals nothing(d.variables.size());
    dynamics::vector u = d.default_inputs();
    const moments silent = free_moments(d, p.start, u, nothing, d.membrane);
    u[k] = in.high;
    const moments high = free_moments(d, p.start, u, nothing, d.membrane);
    if (silent.exist && high.exist)
      f.what += std::string(": ") + (in.deviation > 0 ? "at its largest it" : "it") + " moves " + d.v().name + " by " +
                in_units(high.mean - silent.mean, d.v().unit);
    out.add(std::move(f));
  }
}

/// What one event does to the potential, and how many at once make a neuron spike.
inline void check_event_size(const group& g, const population_facts& p, const contribution& c, double dt,
                             diagnosis& out) {
  const dynamics& d = p.model;
  if (c.sign == 0 || !std::isfinite(g.threshold) || g.fires_alone) return;
  const double event = c.sum / c.count, v = g.rest[d.membrane], away = g.threshold - v;
  const dimension unit = d.v().unit;
  finding f{severity::note, "event_size", c.from->name, {}, {}, {}, {}};
  f.what = "expected " + std::string(c.sign > 0 ? "EPSP " : "IPSP ") + in_units(c.sign, unit) + " in " + g.name +
           " at rest (" + in_units(v, unit) + "), threshold " + in_units(away, unit) + " away";
  f.numbers = {{"peak", c.sign, unit}, {"distance", away, unit}};
  if (c.sign > 0) {
    const double needed = d.linear ? std::ceil(away / c.sign)
                                   : lone_neuron(d, g.rest, g.u_mean, dt).events_to_spike(c.from->variable, event);
    f.what += needed > 0 ? ": about " + counted(needed, "coincident input") + " needed"
                         : ": no number of coincident inputs reaches it";
    if (!c.from->poisson) f.what += ", a neuron has " + number_words(c.count);
    f.numbers.push_back({"needed", needed, dim::one});
  }
  out.add(std::move(f));
}

/// Free membrane potential against threshold, and what is far too much.
inline void check_potential(const group& g, const population_facts& p, double dt, diagnosis& out) {
  const dynamics& d = p.model;
  if (!d.crossed || d.membrane == no_variable || !d.flows || !std::isfinite(g.threshold)) return;
  std::string unknown;
  bool any = g.driven;
  for (const contribution& c : g.inputs) {
    any = any || c.known;
    if (!c.known) unknown += (unknown.empty() ? "" : ", ") + c.from->name;
  }
  if (!any) return;
  const arrivals in = g.known(d);
  const moments m = free_moments(d, g.rest, g.u_mean, in, d.membrane);
  const dimension unit = d.v().unit;
  finding f{severity::note, "potential", g.name, {}, {}, {}, {}};
  const bool above = !m.exist || m.mean >= g.threshold - 1e-3 * (g.threshold - g.rest[d.membrane]);
  if (m.exist) {
    const double distance = (g.threshold - m.mean) / m.deviation;
    const bool at_peaks = fires_under(d, g.rest, g.u_high) || fires_under(d, g.rest, g.u_low);
    f.what = "free " + d.v().name + " (no threshold) has mean " + in_units(m.mean, unit) +
             (m.deviation > 0 ? ", standard deviation " + in_units(m.deviation, unit) : std::string()) +
             "; threshold " + in_units(g.threshold, unit) + ": " +
             (above                        ? "driven by the mean"
              : distance < far_fluctuation ? "driven by fluctuations, " + number_words(distance) + " deviations away"
              : at_peaks                   ? "above threshold at the peaks of its drive"
                                           : "silent by this input alone");
    f.numbers = {{"mean", m.mean, unit}, {"deviation", m.deviation, unit}, {"threshold", g.threshold, unit}};
  } else {
    f.what = "the mean input makes it spike: there is no free mean of " + d.v().name;
  }
  if (!unknown.empty()) f.what += " (without " + unknown + ", whose rates are not known before a run)";
  if (above) {
    const double rate = lone_neuron(d, g.rest, g.u_mean, dt).rate(in);
    const double most = d.t_ref >= 1e-3 ? 0.75 / d.t_ref : 500;
    f.numbers.push_back({"rate", rate, dim::hertz});
    f.what += "; the mean alone gives " + in_units(rate, dim::hertz);
    if (rate > most) {
      f.level = severity::warning;
      f.code = "saturated";
      f.why = "neurons fire as fast as they can, whatever the input says";
      std::vector<contribution> known;
      for (const contribution& c : g.inputs)
        if (c.known && c.sum != 0) known.push_back(c);
      const double factor = known.empty() ? 0 : factor_to_threshold(g, d, g.u_mean, known);
      if (factor != 0) {
        f.advice = "weights " + number_words(factor) + " times as large put the mean potential at the threshold:";
        for (const contribution& c : known) f.advice += " '" + c.from->name + "' " + weight_words(c, factor) + ";";
        f.advice.pop_back();
        f.numbers.push_back({"factor", factor, dim::one});
      } else {
        f.advice = "smaller drives or weights, a lower rate of the sources, or transmit_share";
      }
    }
  }
  out.add(std::move(f));
}

inline void check_silence(const group& g, const population_facts& p, const std::vector<group>& groups, double dt,
                          diagnosis& out) {
  const dynamics& d = p.model;
  if (g.alive || !p.has_neurons()) return;
  finding f{
      severity::warning, "silent", g.name, {}, "the population stays silent and nothing downstream hears it", {}, {}};
  if (g.inputs.empty() && !g.driven) {
    f.code = "no_input";
    f.what = "gets no projection, no drive and no Poisson input, and does not spike by itself";
    f.advice = "a projection onto it, or drive<\"" + p.name + ".I\">(...)";
    out.add(std::move(f));
    return;
  }
  const dimension unit = d.v().unit;
  const moments m = free_moments(d, g.rest, g.u_high, best_hope(g, d, groups), d.membrane);
  f.what = "cannot reach its threshold of " + in_units(g.threshold, unit) + " with the input it gets: mean " +
           in_units(m.mean, unit) + ", standard deviation " + in_units(m.deviation, unit) +
           ", even if sources of unknown rate fire at " + in_units(highest_plausible_rate, dim::hertz);
  f.numbers = {{"mean", m.mean, unit}, {"deviation", m.deviation, unit}, {"threshold", g.threshold, unit}};
  std::vector<contribution> excitation;
  bool any_source = g.driven;
  for (const contribution& c : g.inputs) {
    const bool heard = source_is_alive(c, groups);
    any_source = any_source || heard;
    if (!heard || c.sign <= 0) continue;
    excitation.push_back(c);
    const double away = g.threshold - g.rest[d.membrane];
    const double needed = d.linear
                              ? std::ceil(away / c.sign)
                              : lone_neuron(d, g.rest, g.u_mean, dt).events_to_spike(c.from->variable, c.sum / c.count);
    f.what += "; " + c.from->name + ": expected EPSP " + in_units(c.sign, unit) + ", threshold " +
              in_units(away, unit) + " away: about " + counted(needed, "coincident input") + " needed" +
              (c.from->poisson ? "" : ", there are " + number_words(c.count));
  }
  if (!any_source) f.what = "gets spikes only from populations that are silent themselves";
  const double factor = excitation.empty() ? 0 : factor_to_threshold(g, d, g.u_high, excitation);
  if (factor != 0) {
    f.advice = "weights about " + number_words(factor) + " times as large:";
    for (const contribution& c : excitation) f.advice += " '" + c.from->name + "' " + weight_words(c, factor) + ";";
    f.advice.pop_back();
    f.numbers.push_back({"factor", factor, dim::one});
  } else {
    f.advice = "larger weights, more or faster inputs, or a drive";
  }
  out.add(std::move(f));
}

} // namespace cortexpr::detail
