// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/check_weight_changes.hpp>
#include <cortexpr/detail/diagnose/groups.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>

namespace cortexpr::detail {

/// "0 to 0.01", "at most 0.01".
inline std::string bounds_text(const afferent_summary& a) {
  if (!std::isfinite(a.w_min)) return "at most " + rounded_text(a.w_max, a.unit);
  if (!std::isfinite(a.w_max)) return "at least " + rounded_text(a.w_min, a.unit);
  return rounded_text(a.w_min, a.unit) + " to " + rounded_text(a.w_max, a.unit);
}

/// Weights: all zero, outside their bounds, normalised in vain or at the wrong moment.
inline void check_weights(const afferent_summary& a, std::int64_t step, diagnosis& out) {
  const auto n = static_cast<double>(a.synapses);
  if (a.synapses == 0) {
    out.add({severity::warning,
             "no_synapses",
             a.name,
             "the projection has no synapses",
             "it does nothing",
             "a larger connection probability, or other sizes or slices",
             {}});
    return;
  }
  if (a.zeros == a.synapses && !a.grows_by_itself && a.empty_pools)
    out.add({severity::warning,
             "empty_pools",
             a.name,
             "all " + rounded_text(n) +
                 " weights are zero, and so is the pool of every target that they are to take "
                 "their weight from",
             "an empty pool has nothing to give: all weights stay zero and nothing is transmitted",
             "set<\"" + a.name + ".pool\">(5.0), or values(list): the weight that a target has to share",
             {}});
  else if (a.zeros == a.synapses && !a.grows_by_itself && !(a.poisson && a.rate == 0) && !a.has_shrunk(step))
    out.add(
        {severity::warning,
         "zero_weights",
         a.name,
         "all " + rounded_text(n) + " weights are zero: they were never set",
         a.plastic ? "nothing is transmitted, and arriving spikes alone do not change that" : "nothing is transmitted",
         a.poisson ? "weight(...) in the description, or set<\"" + a.name + ".w\">(...)"
                   : "set<\"" + a.name + ".w\">(uniform(...)) or weight(...) in the description",
         {}});
  // The largest weight sets the resolution of all: much smaller weights of other groups are rounded to zero.
  if (const auto zeros = static_cast<double>(a.zeros); a.resolution > 0 && zeros > 0.1 * n)
    out.add({severity::warning,
             "weights_rounded_away",
             a.name,
             rounded_text(100 * zeros / n) + " % of the " + rounded_text(n) +
                 " weights are zero: they are stored as whole multiples of " + rounded_text(a.resolution, a.unit),
             "smaller weights than half of that transmit nothing",
             "stored_as<float>{} in the description",
             {{"resolution", a.resolution, a.unit}}});
  // In the middle of a run it is what rules and normalisation make of each other; normalise_always does so from the
  // start, unless its goal leaves no room within the bounds. What is far outside was never bounded.
  const double widest =
      std::max(std::isfinite(a.w_min) ? std::abs(a.w_min) : 0, std::isfinite(a.w_max) ? std::abs(a.w_max) : 0);
  const bool far = std::max(std::abs(a.smallest), std::abs(a.largest)) > 10 * widest;
  const bool made = (step != 0 || (a.scaled && static_cast<double>(a.outside) < 0.5 * n)) && !far;
  if (a.outside > 0)
    out.add({made ? severity::note : severity::warning,
             "out_of_bounds",
             a.name,
             rounded_text(static_cast<double>(a.outside)) + " of " + rounded_text(n) + " weights (" +
                 rounded_text(a.smallest, a.unit) + " to " + rounded_text(a.largest, a.unit) +
                 ") are outside the bounds of a rule, " + bounds_text(a),
             step != 0 && far
                 ? "what comes after the bound in the list of rules, or an operation, moves weights out of it"
             : made ? "the next event clips them"
                    : "the next event clips them: the values that were set are lost",
             step != 0 && far ? "the bound after whatever changes weights: clip_weight{low, high} as the last rule"
                              : "weights inside the bounds, or other bounds (w_min, w_max, clip_weight{low, high})",
             {{"smallest", a.smallest, a.unit}, {"largest", a.largest, a.unit}}});
  if (a.zero_sums > 0)
    out.add({severity::warning,
             "zero_sum",
             a.name,
             "the incoming weights of " + counted_text(static_cast<double>(a.zero_sums), "target") +
                 " sum to zero; normalisation leaves them alone",
             "these targets never get the sum that is wanted",
             "weights that do not sum to zero, or leave these targets out of the projection",
             {{"targets", static_cast<double>(a.zero_sums), dim::one}}});
  if (a.normalised_before_change)
    out.add({severity::warning,
             "normalises_before_change",
             a.name,
             "normalise_on_event comes before a rule that changes weights",
             "the sum is computed before the change that it should correct",
             "the normalisation after the rules whose change it corrects: plasticity{transmit{}, pair_stdp{}, "
             "normalise_on_event{}}",
             {}});
  if (a.clipped_after_normalising)
    out.add({severity::note,
             "clips_after_normalising",
             a.name,
             "clip_weight comes after normalise_on_event",
             "weights that are clipped take the sum away from its goal",
             "clip_weight before the normalisation where the sum matters more than the bounds",
             {}});
}

/// Refractory periods and delays that are no whole number of steps.
inline void check_rounding(const population_summary& p, double dt, diagnosis& out) {
  if (p.t_ref_off <= 1e-3 * dt) return;
  bool varies = false;
  for (const auto& q : p.model.parameters) varies = varies || (q.name == "t_ref" && q.varies);
  out.add({varies ? severity::note : severity::warning,
           "refractory_rounded",
           p.name,
           "the refractory period" +
               (varies ? std::string("s are") : " of " + rounded_text(p.model.t_ref, dim::second) + " is") +
               " rounded down to whole steps of " + rounded_text(dt, dim::second) + ", by up to " +
               rounded_text(p.t_ref_off, dim::second),
           "neurons recover earlier than written",
           "a multiple of the time step, or a time_step that divides it",
           {{"off", p.t_ref_off, dim::second}}});
}
/// What of a population whose spikes are located is on the grid of steps nevertheless.
inline void check_precise(std::size_t population, const network_summary& all, diagnosis& out) {
  const population_summary& p = all.populations[population];
  if (!p.precise) return;
  std::string on_grid;
  for (const afferent_summary& a : all.afferents) {
    if (a.again || a.continuous || (a.source != population && a.target != population)) continue;
    if (!a.poisson && all.populations[a.source].precise && all.populations[a.target].precise) continue;
    on_grid.append(on_grid.empty() ? "" : ", ").append(a.name);
  }
  out.add({severity::note,
           "precise_spikes",
           p.name,
           "spikes are located between the steps" +
               (on_grid.empty() ? std::string() : "; those of " + on_grid + " arrive at the end of a step"),
           "rules of plasticity, drives, couplings, monitors and recordings of variables see whole steps",
           "",
           {}});
}
inline void check_delay(const afferent_summary& a, const network_summary& all, diagnosis& out) {
  const double dt = all.dt;
  if (all.time >= 0.02 && a.min_delay >= all.time)
    out.add({severity::warning,
             "delay_exceeds_run",
             a.name,
             "the delay of " + rounded_text(a.min_delay, dim::second) + " or more is longer than the " +
                 rounded_text(all.time, dim::second) + " of the run",
             "no spike has arrived yet",
             "a longer run, or a shorter delay (a prefix too many?)",
             {{"delay", a.min_delay, dim::second}}});
  // More than half a step is no rounding: the delay was replaced by another one.
  if (a.rounds_delay && a.delay_off > 1e-3 * dt && a.delay_off < 0.501 * dt)
    out.add({severity::note,
             "delay_rounded",
             a.name,
             "the delay is rounded by " + rounded_text(a.delay_off, dim::second) + " to whole steps of " +
                 rounded_text(dt, dim::second) + ", as requested",
             "spikes arrive at a different time than written",
             "a multiple of the time step",
             {{"off", a.delay_off, dim::second}}});
}

/// Neurons that start above threshold.
inline void check_start(const population_summary& p, std::int64_t step, diagnosis& out) {
  if (step != 0 || p.above_threshold == 0) return;
  const auto& v = p.model.v();
  const bool many = p.above_threshold > 0.25;
  out.add({many ? severity::warning : severity::note,
           "start_above_threshold",
           p.name,
           rounded_text(100 * p.above_threshold) + " % of the neurons start above their threshold (mean " + v.name +
               " " + rounded_text(p.start[p.model.membrane], v.unit) + ")",
           "they all spike in the first step, whatever their input",
           "start<\"" + v.name + "\">(...) below the threshold",
           {{"share", p.above_threshold, dim::one}}});
}

/// The time step against the fastest time constant of the equations.
inline void check_time_step(const group& g, const population_summary& p, double dt, diagnosis& out) {
  const dynamics& d = p.model;
  if (!d.flows || p.method == scheme::none || p.method == scheme::own) return;
  double fastest = 0;
  std::size_t which = 0;
  const auto look = [&](const dynamics::vector& x, const dynamics::vector& u) {
    const std::vector<double> J = jacobian(d, x, u);
    for (std::size_t k = 0; k < x.size(); ++k)
      if (const double rate = -J[k * x.size() + k]; rate > fastest) fastest = rate, which = k;
  };
  look(g.start, g.u_mean);
  look(g.rest, g.u_mean);
  if (const steady_state s =
          settle(d, g.rest, g.u_mean, g.known(d), d.sources_of(d.membrane == no_variable ? 0 : d.membrane));
      s.exists)
    look(s.x, g.u_mean);
  const double z = fastest * dt;
  const bool explicit_rule = p.method != scheme::exact && p.method != scheme::exponential;
  const double limit = p.method == scheme::fourth_order ? 2.785 : 2;
  const double bad = explicit_rule ? 0.5 : 1;
  if (z <= bad) return;
  finding f{severity::warning, "time_step", g.name, {}, {}, {}, {}};
  f.what = "the time step of " + rounded_text(dt, dim::second) + " is " + rounded_text(z) +
           " times the time constant of " + d.variables[which].name + " (" + rounded_text(1 / fastest, dim::second) +
           "), integrated by " + p.integrator;
  f.numbers = {{"dt", dt, dim::second}, {"tau", 1 / fastest, dim::second}};
  f.advice = "time_step{" + literal_text(0.1 / fastest, dim::second) + "} or less";
  if (!explicit_rule) {
    f.why = "the method stays stable, but what happens inside a step is not resolved";
    if (p.method == scheme::exponential) f.level = severity::note;
  } else if (z >= limit) {
    f.level = severity::error;
    f.why = "the method is unstable from " + rounded_text(limit) + " on: values grow without bound";
    f.advice += d.linear ? ", or exact{} or exponential_euler{}" : ", or exponential_euler{}";
  } else {
    f.why = "results depend on the step";
    f.advice += d.linear ? ", or exact{} or exponential_euler{}" : ", or exponential_euler{}";
  }
  out.add(std::move(f));
}

} // namespace cortexpr::detail
