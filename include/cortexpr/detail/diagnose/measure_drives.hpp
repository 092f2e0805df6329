// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/diagnose/activity.hpp>
#include <limits>
#include <optional>
#include <string>
#include <vector>

// What is measured of the drives of a group; check_drives.hpp judges it, drive_text.hpp says it.

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

/// What the events of one contribution do to the variable on which they act.
struct drive_effect {
  std::size_t variable = 0;
  double mean = 0, deviation = 0; ///< how far the variable moves, on average, and how much it fluctuates (SI)
  double factor_to_threshold = 0; ///< for the weights to bring the mean potential to the threshold; 0: none does
};
inline std::optional<drive_effect> measure_drive(const group& g, const dynamics& d, const contribution& c) {
  if (!c.known || c.rate == 0 || c.sum == 0) return {};
  arrivals in(d.variables.size());
  group::add(in, c, c.rate, 1);
  const std::size_t k = acting_variable(d, c.from->variable);
  const moments m = free_moments(d, g.rest, g.u_rest, in, k);
  if (!m.exist) return {};
  const bool excites = std::isfinite(g.threshold) && c.sign > 0 && !brought_by_rules(c);
  return drive_effect{k, m.mean - g.rest[k], m.deviation, excites ? factor_to_threshold(g, d, g.u_mean, {c}) : 0};
}

/// How far input k at its largest moves the free potential (V); none if there is no free potential or no movement.
inline std::optional<double> measure_given_drive(const group& g, const dynamics& d, std::size_t k) {
  const arrivals nothing(d.variables.size());
  dynamics::vector u = d.default_inputs();
  const moments silent = free_moments(d, g.start, u, nothing, d.membrane);
  u[k] = g.drives[k].high;
  const moments high = free_moments(d, g.start, u, nothing, d.membrane);
  if (!silent.exist || !high.exist || g.drives[k].high == d.inputs[k].value) return {};
  return high.mean - silent.mean;
}

/// How many events of an excitatory input at once make a neuron at rest spike; 0: no number does.
inline double coincident_events(const group& g, const dynamics& d, const contribution& c, double dt) {
  return d.linear ? std::ceil((g.threshold - g.rest[d.membrane]) / c.sign)
                  : single_neuron(g.alone(d), g.rest, g.u_rest, dt).events_to_spike(c.from->variable, c.sum / c.count);
}

/// What one event does to the potential, and how many at once make a neuron spike.
struct event_size {
  double rest = 0, distance = 0; ///< the potential at rest; from there to the threshold
  double needed = 0;             ///< events at once that make a neuron spike; 0: no number does
};
inline std::optional<event_size> measure_event(const group& g, const dynamics& d, const contribution& c, double dt) {
  if (c.sign == 0 || !std::isfinite(g.threshold) || g.fires_alone) return {};
  event_size e{g.rest[d.membrane], g.threshold - g.rest[d.membrane], 0};
  if (c.sign > 0) e.needed = coincident_events(g, d, c, dt);
  return e;
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

/// The free membrane potential (without a threshold) under everything whose rate is known.
struct free_potential {
  moments m;
  bool above = false;  ///< whether its mean lies at or above the threshold
  double rate = 0;     ///< of spikes by the mean alone (Hz)
  std::string unknown; ///< the names of inputs whose rates are not known before a run
};
inline std::optional<free_potential> measure_potential(const group& g, const dynamics& d, double dt) {
  if (!d.crossed || d.membrane == no_variable || !d.flows || !std::isfinite(g.threshold)) return {};
  free_potential f;
  bool any = g.driven;
  for (const contribution& c : g.inputs) {
    any = any || c.known;
    if (!c.known) f.unknown += (f.unknown.empty() ? "" : ", ") + c.from->name;
  }
  if (!any) return {};
  const arrivals in = g.known(d);
  f.m = free_moments(d, g.rest, g.u_mean, in, d.membrane);
  const double margin = g.rests ? std::abs(g.threshold - g.rest[d.membrane]) : 0;
  f.above = f.m.exist ? f.m.mean >= g.threshold - 1e-3 * margin : !f.m.falls;
  if (f.above) f.rate = std::min(single_neuron(d, g.rest, g.u_mean, std::min(dt, 1e-4)).rate(in), 1 / dt);
  f.rate = std::min(f.rate, most_jumps(g, d));
  return f;
}

/// Whether a mean rate is so high that neurons fire as fast as they can.
inline bool is_saturated(const free_potential& f, const dynamics& d) {
  return f.above && !(f.rate <= (d.t_ref >= 1e-3 ? 0.75 / d.t_ref : 500));
}

} // namespace cortexpr::detail
