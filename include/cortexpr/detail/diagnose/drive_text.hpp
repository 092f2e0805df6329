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
inline std::string weight_text(const contribution& c, double factor) {
  if (c.from->share != 0) return "transmit_share<>{" + rounded_text(c.from->share * factor) + "}";
  if (c.from->scaled) return "normalise_always{" + literal_text(c.sum * factor, c.from->unit) + "}";
  return "weight(" + literal_text(mean_weight_of(c) * factor, c.from->unit) + ")";
}

inline std::string drive_text(const group& g, const dynamics& d, const contribution& c, const drive_effect& e) {
  const dimension unit = d.variables[e.variable].unit;
  return (c.from->poisson ? "Poisson input of " + rounded_text(c.rate, dim::hertz)
                          : counted_text(c.count, "input") + " per neuron at " + rounded_text(c.rate, dim::hertz)) +
         (brought_by_rules(c) ? ", a spike of which adds " : " with a mean weight of ") +
         rounded_text(mean_weight_of(c), c.from->unit) + ": " + d.variables[e.variable].name + " of " + g.name +
         (e.variable == d.membrane ? " moves by " : " has mean ") + plausible_text(e.mean, unit) +
         ", standard deviation " + plausible_text(e.deviation, unit);
}

inline std::string given_drive_text(const dynamics& d, std::size_t k, const input_summary& in,
                                    const std::optional<double>& moves) {
  const dimension unit = d.inputs[k].unit;
  std::string what = "drive with mean " + rounded_text(in.mean, unit);
  if (in.deviation > 0)
    what += ", standard deviation " + rounded_text(in.deviation, unit) + " (" + rounded_text(in.low, unit) + " to " +
            rounded_text(in.high, unit) + ")";
  if (moves)
    what += std::string(": ") + (in.deviation > 0 ? "at its largest it" : "it") + " moves " + d.v().name + " by " +
            plausible_text(*moves, d.v().unit);
  return what;
}

inline std::string event_text(const group& g, const dynamics& d, const contribution& c, const event_size& e) {
  const dimension unit = d.v().unit;
  std::string what = "expected " + std::string(c.sign > 0 ? "EPSP " : "IPSP ") + plausible_text(c.sign, unit) + " in " +
                     g.name + " at rest (" + rounded_text(e.rest, unit) + "), threshold " +
                     rounded_text(e.distance, unit) + " away";
  if (c.from->negatives > 0 && c.from->positives > 0) // the mean is the event of no synapse
    return what + "; that is the mean of weights of both signs, " + rounded_text(c.from->smallest, c.from->unit) +
           " to " + rounded_text(c.from->largest, c.from->unit);
  if (c.sign > 0) {
    what += e.needed == 1  ? ": a single input makes it spike"
            : e.needed > 0 ? ": about " + counted_text(e.needed, "coincident input") + " needed"
                           : ": no number of coincident inputs reaches it";
    if (!c.from->poisson) what += ", a neuron has " + rounded_text(c.count);
  }
  return what;
}

/// What the free potential means for spikes.
inline std::string firing_text(const group& g, const dynamics& d, const moments& m, bool above) {
  if (above) return "driven by the mean";
  if (const double far = (g.threshold - m.mean) / m.deviation; far < max_sigma)
    return "driven by fluctuations, " + rounded_text(far) + " standard deviations away";
  const bool changes = g.u_low != g.u_high;
  const bool at_peaks = changes && (fires_under(d, g.rest, g.u_high) || fires_under(d, g.rest, g.u_low));
  return at_peaks ? "above threshold at the peaks of its drive" : "silent by this input alone";
}

inline std::string potential_text(const group& g, const dynamics& d, const free_potential& f) {
  const dimension unit = d.v().unit;
  const std::string& v = d.v().name;
  std::string what;
  if (f.m.exist)
    what = "free " + v + " (no threshold) has mean " + plausible_text(f.m.mean, unit) +
           (f.m.deviation > 0 ? ", standard deviation " + plausible_text(f.m.deviation, unit) : std::string()) +
           "; threshold " + rounded_text(g.threshold, unit) + ": " +
           (!f.above || f.rate != 0 ? firing_text(g, d, f.m, f.above)
            : d.reset               ? "driven by the mean, but so slowly that 0.3 s pass without a spike"
                                    : "held above it, where it does not spike again");
  else if (f.m.falls)
    what = "the mean input lets " + v + " fall without bound: nothing brings it back to rest";
  else if (f.rate == 0)
    what = "there is no free mean of " + v + " under the mean input, which does not make it spike either";
  else
    what = "the mean input makes it spike: there is no free mean of " + v;
  if (!f.unknown.empty()) what += " (without " + f.unknown + ", whose rates are not known before a run)";
  if (f.above && f.rate != 0 && std::isfinite(f.rate))
    what += "; the mean alone gives " + rounded_text(f.rate, dim::hertz);
  return what;
}

} // namespace cortexpr::detail
