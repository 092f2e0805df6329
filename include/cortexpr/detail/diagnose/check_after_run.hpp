// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/groups.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>

namespace cortexpr::detail {

/// Rates that were recorded.
inline void check_rates(const population_summary& p, double dt, diagnosis& out) {
  if (p.measured_time <= 0 || p.measured_rate < 0) return;
  const finding::number rate{"rate", p.measured_rate, dim::hertz};
  const std::string during = " in " + rounded_text(p.measured_time, dim::second);
  const bool source = p.is_source() || p.listed;
  if (p.measured_rate == 0 && p.measured_time >= 0.5 && !source) {
    out.add({severity::warning,
             "was_silent",
             p.name,
             "no neuron has spiked" + during,
             "its targets receive no spikes from it",
             out.has("runaway", p.name)    ? "see the finding 'runaway', which says why"
             : out.has("silent", p.name)   ? "see the finding 'silent', which says why"
             : out.has("no_input", p.name) ? "see the finding 'no_input', which says why"
                                           : "stronger or more inputs; see the notes on its input",
             {rate}});
    return;
  }
  const double most = p.model.t_ref >= 1e-3 ? std::min(500.0, 0.75 / p.model.t_ref) : highest_plausible_rate * 1.5;
  if (!source && !p.counted && p.measured_time >= 0.02 && p.measured_rate > most)
    out.add({severity::warning,
             "rate_too_high",
             p.name,
             "neurons have fired at " + rounded_text(p.measured_rate, dim::hertz) + during,
             "the input saturates the population: neurons fire as fast as they can",
             "smaller weights or drives, a refractory period (t_ref), or inhibition",
             {rate}});
  if (!source && !p.counted && p.size >= 50 && p.crowded_steps >= 3)
    out.add({severity::warning,
             "synchrony",
             p.name,
             "in " + counted_text(p.crowded_steps, "step") + " of " + rounded_text(dt, dim::second) +
                 " half of the neurons or more (up to " + rounded_text(100 * p.busiest_step) +
                 " %) have spiked together",
             "a synchronous explosion: the population acts as one neuron",
             "random start values and delays, weaker excitation, independent inputs",
             {{"steps", p.crowded_steps, dim::one}, {"largest_share", p.busiest_step, dim::one}}});
}

/// Weights that plasticity has moved to a bound.
inline void check_piles(const afferent_summary& a, std::int64_t step, diagnosis& out) {
  if (step == 0 || !a.plastic || a.synapses == 0) return;
  const auto look = [&](std::uint64_t count, double bound, const char* which) {
    const double share = static_cast<double>(count) / static_cast<double>(a.synapses);
    if (share < 0.9) return;
    out.add(
        {severity::warning,
         "weights_piled",
         a.name,
         rounded_text(100 * share) + " % of the weights are at the " + which + " bound, " + rounded_text(bound, a.unit),
         "what was learnt is lost: all synapses are alike",
         "the balance of potentiation and depression (a_pre, a_post), a smaller learning rate, or "
         "multiplicative weight "
         "dependence",
         {{"share", share, dim::one}}});
  };
  look(a.at_low, a.w_min, "lower");
  look(a.at_high, a.w_max, "upper");
}

/// Values that no neuron can have.
inline void check_far_values(const population_summary& p, const network_summary& all, diagnosis& out) {
  if (p.far_variable == no_index) return;
  const auto& x = p.model.variables[p.far_variable];
  out.add({severity::error,
           "runaway",
           p.name,
           x.name + " of neuron " + std::to_string(p.far_neuron) + " is " + rounded_text(p.far_value, x.unit) +
               (all.step > 0 ? " after step " + std::to_string(all.step) : " at the start") +
               ": no potential is beyond 1 kV",
           all.step > 0 ? "the equations have diverged; everything computed since then is meaningless"
                        : "a start value with a wrong unit, or a forgotten prefix",
           all.step > 0 ? "run with watch_value<\"" + p.name + "." + x.name + "\">(" +
                              (p.far_variable == p.model.membrane ? "-200_mV, 200_mV" : "-1_V, 1_V") +
                              ") to stop at the first one; a smaller time_step, the sign of every term "
                              "in flow, a reset and a threshold"
                        : "start<\"" + x.name + "\">(-70_mV)",
           {{"value", p.far_value, x.unit}, {"neuron", static_cast<double>(p.far_neuron), dim::one}}});
}

/// Values that are not finite.
inline void check_numbers(const network_summary& all, diagnosis& out) {
  const std::string advice = "run with watch_nan{} to stop at the first one; a smaller time_step, smaller weights";
  const char* why = "everything computed from it becomes NaN as well";
  for (const auto& bad : all.bad_values)
    out.add({severity::error,
             "not_a_number",
             bad.item,
             bad.what + " of number " + std::to_string(bad.place) + " is not finite in step " +
                 std::to_string(bad.step) + ", the first such step of the recording",
             why,
             advice,
             {{"step", static_cast<double>(bad.step), dim::one}}});
  for (const population_summary& p : all.populations)
    if (p.bad_variable != no_index)
      out.add({severity::error,
               "not_a_number",
               p.name,
               p.model.variables[p.bad_variable].name + " of neuron " + std::to_string(p.bad_neuron) +
                   " is not finite after step " + std::to_string(all.step),
               why,
               advice,
               {{"neuron", static_cast<double>(p.bad_neuron), dim::one}}});
  for (const afferent_summary& a : all.afferents)
    if (!a.finite)
      out.add({severity::error,
               "not_a_number",
               a.name,
               "a weight is not finite after step " + std::to_string(all.step),
               why,
               advice + ", a rule that divides by no sum or weight that may be zero",
               {}});
}

} // namespace cortexpr::detail
