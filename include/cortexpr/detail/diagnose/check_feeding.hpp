// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/diagnose/groups.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>
#include <string>

// What is fed into neurons in every step: by equations of synapses, by couplings, by drives.

namespace cortexpr::detail {

/// What rules feed into a variable of their targets, and variables of synapses that nothing reads.
inline void check_fed(const afferent_summary& a, const network_summary& all, diagnosis& out) {
  const population_summary& to = all.populations[a.target];
  for (const std::string& name : a.unread)
    out.add({severity::note,
             "unread_variable",
             a.name,
             "variable '" + name + "' of the synapses is read by no rule, operation or recording",
             "what is written there has no effect, unless sim.get reads it",
             "an equation or a rule that uses s." + name + ", or a rule without it",
             {}});
  if (a.variable == no_variable) return;
  const dynamics::named& x = to.model.variables[a.variable];
  if (a.feeds_nothing)
    out.add({severity::warning,
             "feeds_nothing",
             a.name,
             "synapses feed nothing into " + x.name + " of " + to.name +
                 ", whatever spikes arrive: their current stays " +
                 (a.fed_at_rest == 0 ? std::string("0") : "what it is without a spike"),
             "nothing is transmitted",
             "on_pre that changes a variable of which current(s, p) is made, by itself or through its equation",
             {}});
  if (all.step == 0 && std::isfinite(a.fed_at_rest) && a.fed_at_rest != 0)
    out.add({severity::warning,
             "feeds_at_rest",
             a.name,
             "synapses feed " + rounded_text(a.fed_at_rest, x.unit) + " into " + x.name + " of each neuron of " +
                 to.name + " without a spike, and it does not decay",
             "a constant input that was hardly meant: the synapses act as if they were always active",
             "current(s, p) of a variable that is 0 at rest, as the active resources y are, not the recovered ones x",
             {{"fed", a.fed_at_rest, x.unit}}});
}

/// What couplings do to the potential: how much they lead away, whether they drive it apart, whether steps can follow.
inline void check_coupling(const coupling_summary& c, const std::vector<group>& groups, const network_summary& all,
                           diagnosis& out) {
  const population_summary &from = all.populations[c.source], &to = all.populations[c.target];
  const dynamics& d = to.model;
  const std::size_t v = d.membrane;
  if (v == no_variable || !d.flows || c.mean == 0) return;
  const group* g = nullptr;
  for (const group& one : groups)
    if (g == nullptr && one.population == c.target) g = &one;
  if (g == nullptr) return;
  const dynamics::vector rest = g->rest, pre_rest = c.source == c.target ? g->rest : place_to_start(from, all.step);
  const double size = usual_size(d.v().unit);
  // The input's effect on v, and that of a term's own v on the input.
  const auto slope_of_v = [&](double input) {
    dynamics::vector u = g->u_rest, dx;
    u[c.input] += input;
    d.flow(rest, u, dx);
    return dx[v];
  };
  const double input_size = usual_size(d.inputs[c.input].unit);
  const double per_input = (slope_of_v(input_size) - slope_of_v(-input_size)) / (2 * input_size);
  const auto own = [&](double at) {
    dynamics::vector low = rest, high = rest;
    low[v] = rest[v] + (at - 0.1) * size, high[v] = rest[v] + (at + 0.1) * size;
    return (c.term(pre_rest, high, c.mean) - c.term(pre_rest, low, c.mean)) / (0.2 * size);
  };
  const double push = own(0) * per_input; // Hz per synapse, of mean weight
  if (!std::isfinite(push) || push == 0) return;
  dynamics::vector slopes;
  d.slopes(rest, g->u_rest, v, slopes);
  const double leak = -slopes[v], all_push = push * c.sources;
  const std::string& name = d.v().name;
  const std::string text =
      rounded_text(c.sources) + " sources per neuron with a mean weight of " + rounded_text(c.mean, c.unit);
  bool affine = true;
  for (const double at : {-30.0, -10.0, 10.0, 30.0}) affine = affine && std::abs(own(at) / own(0) - 1) < 1e-6;
  if (affine && push > 0) {
    out.add({all_push > leak ? severity::error : severity::warning,
             "coupling_sign",
             c.name,
             text + ": the coupling drives " + name + " of " + to.name + " away from that of its neighbours, by " +
                 rounded_text(all_push, dim::hertz) +
                 (leak > 0 ? ", beside a leak of " + rounded_text(leak, dim::hertz) : std::string()),
             all_push > leak ? "differences grow without bound: no leak brings them back"
                             : "a negative conductance: neighbours repel each other instead of sharing their currents",
             c.mean < 0 ? "positive weights"
                        : "pre[\"" + name + "\"] - post[\"" + name + "\"] where the term has the opposite",
             {{"push", all_push, dim::hertz}}});
    return;
  }
  if (leak > 0 && all_push < 0) {
    const double leaks = -all_push / leak;
    out.add({severity::note,
             "coupling",
             c.name,
             text + " lead away " + rounded_text(leaks) + " times what the leak of " + to.name +
                 " does at rest: if all neighbours move by 1 mV, a neuron follows by " +
                 rounded_text(leaks / (1 + leaks)) + " mV",
             {},
             {},
             {{"leaks", leaks, dim::one}, {"coefficient", leaks / (1 + leaks), dim::one}}});
  }
  // The sum is held during a step, whatever the integrator is: differences shrink by 1 - rate dt, or grow.
  const double rate = std::abs(push / c.mean) * c.stiffest, dt = to.dt;
  const double relaxed = leak > 0 ? std::exp(-leak * dt) : 1.0;
  const double held = leak > 0 ? -std::expm1(-leak * dt) / leak : dt;
  const double factor = relaxed - held * rate;
  const bool unstable = factor < -1;
  if (!unstable && rate * dt < 0.5) return;
  out.add({unstable ? severity::error : severity::warning,
           unstable ? "coupling_unstable" : "coupling_coarse",
           c.name,
           "the time step of " + rounded_text(dt, dim::second) + " is " + rounded_text(rate * dt) +
               " times the time in which the coupling brings neurons of " + to.name + " together (" +
               rounded_text(1 / rate, dim::second) + "), and what it feeds is held during a step",
           unstable ? "differences change their sign in every step and grow without bound, whatever the integrator is"
                    : "neurons overshoot each other: results depend on the step",
           "time_step{" + literal_text(0.1 / rate, dim::second) + "} or less, or smaller weights",
           {{"rate", rate, dim::hertz}, {"factor", factor, dim::one}}});
}

/// Drives that are 0, whose values steps do not meet, or that are over.
inline void check_drive_times(const drive_summary& d, double time, diagnosis& out) {
  if (d.function && d.low == 0 && d.high == 0)
    out.add({severity::warning,
             "zero_drive",
             d.name,
             "the function of the drive is 0 at all times that were tried, from 0 s to " +
                 rounded_text(d.tried, dim::second),
             "it drives nothing",
             "the condition or the amplitude in it: are times in seconds, intervals not empty?",
             {{"tried", d.tried, dim::second}}});
  const double range = d.high - d.low;
  if (d.missed > 0.3 * range && range > 0)
    out.add(
        {severity::warning,
         "drive_between_steps",
         d.name,
         "the drive changes between steps: at " + rounded_text(d.missed_at, dim::second) + " it is " +
             rounded_text(d.missed, d.unit) + " away from what it is at the steps around, where it lies between " +
             rounded_text(d.step_low, d.unit) + " and " + rounded_text(d.step_high, d.unit) + " at all times",
         "it is read once per step, or where the stages of the integrator lie: what happens in between is missed or "
         "seen at random",
         "a smaller time_step, or a drive that is slower than steps",
         {{"missed", d.missed, d.unit}, {"at", d.missed_at, dim::second}}});
  if (time > d.end * (1 + 1e-9))
    out.add({severity::warning,
             "array_ended",
             d.name,
             "the timed array ended at " + rounded_text(d.end, dim::second) + ", before the " +
                 rounded_text(time, dim::second) + " of the run",
             "its last row has gone on since then",
             "more rows, a longer time between them, or a shorter run",
             {{"end", d.end, dim::second}}});
}

} // namespace cortexpr::detail
