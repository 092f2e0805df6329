// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/summary/network_summary.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>

namespace cortexpr::detail {

/// "fell from 291 mV to 0.501 pV, by a factor of 5.8e+11".
inline std::string change_text(const afferent_summary& a) {
  const bool fell = a.now.mean < a.start.mean;
  std::string text = std::string(fell ? "fell" : "rose") + " from " + rounded_text(a.start.mean, a.unit) + " to " +
                     rounded_text(a.now.mean, a.unit);
  if (const double factor = fell ? a.start.mean / a.now.mean : a.now.mean / a.start.mean;
      a.now.mean > 0 && std::isfinite(factor))
    text += ", by a factor of " + rounded_text(factor);
  return text;
}

inline std::string causes_text(const afferent_summary& a) {
  if (a.causes.empty()) return "its rules and operations";
  std::string text;
  for (const std::string& cause : a.causes) text += (text.empty() ? "" : ", and ") + cause;
  return text;
}

/// Weights that rules and operations have brought far away from where they started.
inline void check_weight_changes(const afferent_summary& a, const network_summary& all, diagnosis& out) {
  if (all.step == 0 || !a.start.known || !a.finite || a.synapses == 0 || a.start.mean == 0) return;
  const std::vector<finding::number> numbers{{"start", a.start.mean, a.unit}, {"now", a.now.mean, a.unit}};
  const double n = static_cast<double>(a.synapses);
  // Weights that rest at a bound are told by `weights_piled`.
  const bool piled = static_cast<double>(a.at_low) >= 0.9 * n || static_cast<double>(a.at_high) >= 0.9 * n;
  if (a.has_shrunk(all.step) && !piled)
    out.add(
        {severity::warning, "weights_shrunk", a.name,
         "the mean weight " + change_text(a) + ", since the start; by " + causes_text(a),
         "what '" + a.name + "' brings to " + all.populations[a.target].name +
             " has fallen by as much: a population that it drove falls silent",
         "a change that does not repeat itself on its own result: compute the weight from an initial weight that is "
         "kept in a variable of the synapse (s.w = s.w_start / (1 + s.spike_count)), or let it fall at events only",
         numbers});
  const bool bounded = std::isfinite(a.w_max) && a.outside == 0;
  if (a.now.mean > far_from_start * a.start.mean && !bounded)
    out.add({a.now.mean > 1e6 * a.start.mean ? severity::error : severity::warning, "weights_exploded", a.name,
             "the mean weight " + change_text(a) + ", since the start; by " + causes_text(a),
             "nothing bounds it: weights go on growing",
             "clip_weight{low, high} after the rules that change weights, normalise_always{goal}, or a rule that "
             "weakens weights as well",
             numbers});
}

/// Incoming sums that lie far apart, though a rule or operation is to hold them.
inline void check_sums(const afferent_summary& a, std::int64_t step, diagnosis& out) {
  if (step == 0 || !a.start.known || !a.finite || a.now.lowest_sum == 0 || a.has_shrunk(step)) return;
  const double spread = a.now.highest_sum / a.now.lowest_sum;
  const double former = a.start.lowest_sum > 0 ? a.start.highest_sum / a.start.lowest_sum : 1;
  if (spread < (a.holds_sums ? 30 : 1000) || spread < (a.holds_sums ? 10 : 100) * former) return;
  out.add({severity::warning,
           "sums_apart",
           a.name,
           "the incoming weights of a target sum to between " + rounded_text(a.now.lowest_sum, a.unit) + " and " +
               rounded_text(a.now.highest_sum, a.unit) + ", a factor of " + rounded_text(spread) + " (at the start " +
               rounded_text(former) + ")" +
               (a.holds_sums ? ", though a rule or operation divides by the incoming sum" : ""),
           a.holds_sums ? "the sums are not held: each event divides by the sum at the start of its step, however many "
                          "weights the same step has changed"
                        : "some targets get nearly everything, others nearly nothing",
           "normalise_always{goal} in the list of rules, or regularly<\"normalise\", \"" + a.name +
               "\">(every{10_ms}, normalise{goal}); both hold every sum",
           {{"lowest", a.now.lowest_sum, a.unit}, {"highest", a.now.highest_sum, a.unit}}});
}

} // namespace cortexpr::detail
