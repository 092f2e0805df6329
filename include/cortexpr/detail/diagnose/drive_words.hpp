// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/diagnose/measure_drives.hpp>
#include <cortexpr/detail/summary/message_format.hpp>
#include <string>

// What is said of the drives of a group.

namespace cortexpr::detail {

/// "weight(0.0977_mV)": the mean weight of an afferent, times a factor; where shares arrive, their scale; where weights
/// are held at a sum, that sum.
inline std::string weight_words(const contribution& c, double factor) {
  if (c.from->share != 0) return "transmit_share<>{" + number_words(c.from->share * factor) + "}";
  if (c.from->scaled) return "normalise_always{" + as_literal(c.sum * factor, c.from->unit) + "}";
  return "weight(" + as_literal(mean_weight_of(c) * factor, c.from->unit) + ")";
}

inline std::string drive_words(const group& g, const dynamics& d, const contribution& c, const drive_effect& e) {
  const dimension unit = d.variables[e.variable].unit;
  return (c.from->poisson ? "Poisson input of " + in_units(c.rate, dim::hertz)
                          : counted(c.count, "input") + " per neuron at " + in_units(c.rate, dim::hertz)) +
         (brought_by_rules(c) ? ", a spike of which adds " : " with a mean weight of ") +
         in_units(mean_weight_of(c), c.from->unit) + ": " + d.variables[e.variable].name + " of " + g.name +
         (e.variable == d.membrane ? " moves by " : " has mean ") + plausible_words(e.mean, unit) +
         ", standard deviation " + plausible_words(e.deviation, unit);
}

inline std::string given_drive_words(const dynamics& d, std::size_t k, const input_summary& in,
                                     const std::optional<double>& moves) {
  const dimension unit = d.inputs[k].unit;
  std::string what = "drive with mean " + in_units(in.mean, unit);
  if (in.deviation > 0)
    what += ", standard deviation " + in_units(in.deviation, unit) + " (" + in_units(in.low, unit) + " to " +
            in_units(in.high, unit) + ")";
  if (moves)
    what += std::string(": ") + (in.deviation > 0 ? "at its largest it" : "it") + " moves " + d.v().name + " by " +
            plausible_words(*moves, d.v().unit);
  return what;
}

inline std::string event_words(const group& g, const dynamics& d, const contribution& c, const event_size& e) {
  const dimension unit = d.v().unit;
  std::string what = "expected " + std::string(c.sign > 0 ? "EPSP " : "IPSP ") + plausible_words(c.sign, unit) +
                     " in " + g.name + " at rest (" + in_units(e.rest, unit) + "), threshold " +
                     in_units(e.distance, unit) + " away";
  if (c.sign > 0) {
    what += e.needed == 1  ? ": a single input makes it spike"
            : e.needed > 0 ? ": about " + counted(e.needed, "coincident input") + " needed"
                           : ": no number of coincident inputs reaches it";
    if (!c.from->poisson) what += ", a neuron has " + number_words(c.count);
  }
  return what;
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

inline std::string free_potential_words(const group& g, const dynamics& d, const free_potential& f) {
  const dimension unit = d.v().unit;
  const std::string& v = d.v().name;
  std::string what;
  if (f.m.exist)
    what = "free " + v + " (no threshold) has mean " + plausible_words(f.m.mean, unit) +
           (f.m.deviation > 0 ? ", standard deviation " + plausible_words(f.m.deviation, unit) : std::string()) +
           "; threshold " + in_units(g.threshold, unit) + ": " +
           (!f.above || f.rate != 0 ? potential_words(g, d, f.m, f.above)
            : d.reset               ? "driven by the mean, but so slowly that 0.3 s pass without a spike"
                                    : "held above it, where it does not spike again");
  else if (f.m.falls)
    what = "the mean input lets " + v + " fall without bound: nothing brings it back to rest";
  else if (f.rate == 0)
    what = "there is no free mean of " + v + " under the mean input, which does not make it spike either";
  else
    what = "the mean input makes it spike: there is no free mean of " + v;
  if (!f.unknown.empty()) what += " (without " + f.unknown + ", whose rates are not known before a run)";
  if (f.above && f.rate != 0 && std::isfinite(f.rate)) what += "; the mean alone gives " + in_units(f.rate, dim::hertz);
  return what;
}

} // namespace cortexpr::detail
