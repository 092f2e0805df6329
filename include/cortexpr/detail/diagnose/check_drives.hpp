// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/activity.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>

namespace cortexpr::detail {

/// Whether what arrives is more than nothing though the weights are zero: rules bring it.
inline bool brought_by_rules(const contribution& c) { return c.from->raw_mean == 0 && c.sum != 0; }

/// The mean weight of what a contribution is made of. Where rules decide what a weight does, it is not what arrives.
inline double mean_weight_of(const contribution& c) {
  const afferent_summary& a = *c.from;
  const double arrives = a.poisson || c.count == 0 ? c.sum : c.sum / c.count;
  const double all = a.mean_weight();
  return all == a.raw_mean || all == 0 || brought_by_rules(c) ? arrives : a.raw_mean * arrives / all;
}

/// "weight(0.0977_mV)": the mean weight of an afferent, times a factor; where shares arrive, their scale; where weights
/// are held at a sum, that sum.
inline std::string weight_words(const contribution& c, double factor) {
  if (c.from->share != 0) return "transmit_share<>{" + number_words(c.from->share * factor) + "}";
  if (c.from->scaled) return "normalise_always{" + as_literal(c.sum * factor, c.from->unit) + "}";
  return "weight(" + as_literal(mean_weight_of(c) * factor, c.from->unit) + ")";
}

/// Mean and standard deviation of every drive whose rate is known, and the weight that would make it balanced.
inline void check_drive(const group& g, const population_summary& p, const contribution& c, diagnosis& out) {
  const dynamics& d = p.model;
  if (!c.known || c.rate == 0 || c.sum == 0) return;
  arrivals in(d.variables.size());
  group::add(in, c, c.rate, 1);
  const std::size_t k = acting_variable(d, c.from->variable);
  const moments m = free_moments(d, g.rest, g.u_rest, in, k);
  if (!m.exist) return;
  const dimension unit = d.variables[k].unit;
  const double mean = m.mean - g.rest[k];
  finding f{severity::note, "drive", c.from->name, {}, {}, {}, {}};
  f.what = (c.from->poisson ? "Poisson input of " + in_units(c.rate, dim::hertz)
                            : counted(c.count, "input") + " per neuron at " + in_units(c.rate, dim::hertz)) +
           (brought_by_rules(c) ? ", a spike of which adds " : " with a mean weight of ") +
           in_units(mean_weight_of(c), c.from->unit) + ": " + d.variables[k].name + " of " + g.name +
           (k == d.membrane ? " moves by " : " has mean ") + plausible_words(mean, unit) + ", standard deviation " +
           plausible_words(m.deviation, unit);
  f.numbers = {{"mean", mean, unit}, {"deviation", m.deviation, unit}, {"rate", c.rate, dim::hertz}};
  if (std::isfinite(g.threshold) && c.sign > 0 && !brought_by_rules(c))
    if (const double factor = factor_to_threshold(g, d, g.u_mean, {c}); factor != 0) {
      f.advice = weight_words(c, factor) + (g.inputs.size() > 1 ? ", if nothing else arrived," : "") +
                 " would bring the mean potential to the threshold";
      f.numbers.push_back({"balanced_weight", factor * mean_weight_of(c), c.from->unit});
    }
  out.add(std::move(f));
}

/// Currents (or rates) that are given: mean, deviation, extremes, and how far they move the potential.
inline void check_given_drive(const group& g, const population_summary& p, diagnosis& out) {
  const dynamics& d = p.model;
  if (g.begin != 0 || d.membrane == no_variable || !d.flows) return;
  for (std::size_t k = 0; k < p.inputs.size(); ++k) {
    const input_summary& in = p.inputs[k];
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
    const moments silent = free_moments(d, g.start, u, nothing, d.membrane);
    u[k] = in.high;
    const moments high = free_moments(d, g.start, u, nothing, d.membrane);
    if (silent.exist && high.exist && in.high != d.inputs[k].value)
      f.what += std::string(": ") + (in.deviation > 0 ? "at its largest it" : "it") + " moves " + d.v().name + " by " +
                plausible_words(high.mean - silent.mean, d.v().unit);
    out.add(std::move(f));
  }
}

/// What one event does to the potential, and how many at once make a neuron spike.
inline void check_event_size(const group& g, const population_summary& p, const contribution& c, double dt,
                             diagnosis& out) {
  const dynamics& d = p.model;
  if (c.sign == 0 || !std::isfinite(g.threshold) || g.fires_alone) return;
  const double event = c.sum / c.count, v = g.rest[d.membrane], away = g.threshold - v;
  const dimension unit = d.v().unit;
  finding f{severity::note, "event_size", c.from->name, {}, {}, {}, {}};
  f.what = "expected " + std::string(c.sign > 0 ? "EPSP " : "IPSP ") + plausible_words(c.sign, unit) + " in " + g.name +
           " at rest (" + in_units(v, unit) + "), threshold " + in_units(away, unit) + " away";
  f.numbers = {{"peak", c.sign, unit}, {"distance", away, unit}};
  if (c.sign > 0) {
    const double needed = d.linear ? std::ceil(away / c.sign)
                                   : single_neuron(d, g.rest, g.u_rest, dt).events_to_spike(c.from->variable, event);
    f.what += needed == 1  ? ": a single input makes it spike"
              : needed > 0 ? ": about " + counted(needed, "coincident input") + " needed"
                           : ": no number of coincident inputs reaches it";
    if (!c.from->poisson) f.what += ", a neuron has " + number_words(c.count);
    f.numbers.push_back({"needed", needed, dim::one});
  }
  out.add(std::move(f));
}

/// "beyond its threshold" in words: what the free potential means for spikes.
inline std::string potential_words(const group& g, const dynamics& d, const moments& m, bool above) {
  if (above) return "driven by the mean";
  if (const double far = (g.threshold - m.mean) / m.deviation; far < max_sigma)
    return "driven by fluctuations, " + number_words(far) + " deviations away";
  const bool changes = g.u_low != g.u_high;
  const bool at_peaks = changes && (fires_under(d, g.rest, g.u_high) || fires_under(d, g.rest, g.u_low));
  return at_peaks ? "above threshold at the peaks of its drive" : "silent by this input alone";
}

/// What is far too much: the advice is the weights, or the drive, that put the mean potential at the threshold.
inline void advise_less(const group& g, const dynamics& d, finding& f) {
  f.level = severity::warning;
  f.code = "saturated";
  f.why = "neurons fire as fast as they can, whatever the input says";
  std::vector<contribution> known;
  for (const contribution& c : g.inputs)
    if (c.known && c.sum != 0 && !brought_by_rules(c)) known.push_back(c);
  // Where the drives alone make it spike, no weights help.
  const bool by_drive = g.fires_alone && g.driven;
  const double factor = known.empty() || by_drive ? 0 : factor_to_threshold(g, d, g.u_rest, known);
  if (factor != 0) {
    f.advice = "weights " + number_words(factor) + " times as large put the mean potential at the threshold:";
    for (const contribution& c : known) f.advice += " '" + c.from->name + "' " + weight_words(c, factor) + ";";
    f.advice.pop_back();
    f.numbers.push_back({"factor", factor, dim::one});
  } else if (const double drive = known.empty() || by_drive ? drive_to_threshold(g, d) : 0; drive != 0) {
    f.advice = "a drive " + number_words(drive) + " times as large puts the potential at the threshold" +
               (known.empty() ? "" : ", if nothing else arrives");
    f.numbers.push_back({"drive_factor", drive, dim::one});
  } else {
    f.advice = "smaller drives or weights, a lower rate of the sources, or transmit_share";
  }
}

/// Jumps of the potential per second, where nothing else excites: a reset forgets a jump, however large it is, so that
/// none makes more than one spike.
inline double most_jumps(const group& g, const dynamics& d) {
  double jumps = 0;
  bool only_jumps = !g.driven && !g.fires_alone && d.reset;
  for (const contribution& c : g.inputs) {
    only_jumps = only_jumps && (!c.known || c.from->variable == d.membrane);
    if (c.known && c.sign > 0) jumps += c.count * c.rate;
  }
  return only_jumps ? jumps : std::numeric_limits<double>::infinity();
}

/// Free membrane potential against threshold, and what is far too much.
inline void check_potential(const group& g, const population_summary& p, double dt, diagnosis& out) {
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
  const std::string& v = d.v().name;
  finding f{severity::note, "potential", g.name, {}, {}, {}, {}};
  const double margin = g.rests ? std::abs(g.threshold - g.rest[d.membrane]) : 0;
  const bool above = m.exist ? m.mean >= g.threshold - 1e-3 * margin : !m.falls;
  double rate = above ? std::min(single_neuron(d, g.rest, g.u_mean, std::min(dt, 1e-4)).rate(in), 1 / dt) : 0;
  rate = std::min(rate, most_jumps(g, d));
  if (m.exist) {
    f.what = "free " + v + " (no threshold) has mean " + plausible_words(m.mean, unit) +
             (m.deviation > 0 ? ", standard deviation " + plausible_words(m.deviation, unit) : std::string()) +
             "; threshold " + in_units(g.threshold, unit) + ": " +
             (!above || rate != 0 ? potential_words(g, d, m, above)
              : d.reset           ? "driven by the mean, but so slowly that 0.3 s pass without a spike"
                                  : "held above it, where it does not spike again");
    f.numbers = {{"mean", m.mean, unit}, {"deviation", m.deviation, unit}, {"threshold", g.threshold, unit}};
  } else if (m.falls) {
    f.what = "the mean input lets " + v + " fall without bound: nothing brings it back to rest";
  } else if (rate == 0) {
    f.what = "there is no free mean of " + v + " under the mean input, which does not make it spike either";
  } else {
    f.what = "the mean input makes it spike: there is no free mean of " + v;
  }
  if (!unknown.empty()) f.what += " (without " + unknown + ", whose rates are not known before a run)";
  if (above && rate != 0 && std::isfinite(rate)) {
    f.numbers.push_back({"rate", rate, dim::hertz});
    f.what += "; the mean alone gives " + in_units(rate, dim::hertz);
  }
  if (above && !(rate <= (d.t_ref >= 1e-3 ? 0.75 / d.t_ref : 500))) advise_less(g, d, f);
  out.add(std::move(f));
}

} // namespace cortexpr::detail
