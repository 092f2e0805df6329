// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/dynamics/mean_field.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>
#include <cstdint>
#include <limits>

namespace cortexpr::detail {

// What happens to a neuron that has just crossed its threshold: something has to bring it back, or it spikes again and
// again without further input.

/// Moves the variables for a time without events; those that are held while the neuron is refractory rest.
inline void relax(const dynamics& d, dynamics::vector& x, const dynamics::vector& u, double duration) {
  constexpr double weight[] = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}, ahead[] = {0, 0.5, 0.5, 1};
  const double steps = std::clamp(std::ceil(duration / 2e-5), 1.0, 1e5), h = duration / steps;
  dynamics::vector slope(x.size(), 0), point, sum;
  for (double n = 0; n < steps; ++n) {
    sum.assign(x.size(), 0);
    for (int stage = 0; stage < 4; ++stage) {
      point = x;
      for (std::size_t k = 0; k < x.size(); ++k) point[k] += ahead[stage] * h * slope[k];
      d.flow(point, u, slope);
      for (std::size_t k = 0; k < x.size(); ++k) {
        if (d.variables[k].held && (d.t_ref > 0 || d.refractory)) slope[k] = 0;
        sum[k] += weight[stage] * slope[k];
      }
    }
    for (std::size_t k = 0; k < x.size(); ++k) x[k] += h * sum[k];
  }
}

/// Brings the membrane variable to where the threshold is just crossed, if it can be. In the middle of a run it may be
/// above already; the way then begins far below.
inline bool reach_threshold(const dynamics& d, dynamics::vector& x, const dynamics::vector& u) {
  double& v = x[d.membrane];
  const double size = usual_size(d.v().unit), now = v;
  for (double down = size; d.crossed(x, u); v = now - down)
    if ((down *= 2) > 1e6 * size) {
      v = now;
      return true;
    }
  const double below = v;
  double low = below, above = size;
  while (v = below + above, !d.crossed(x, u)) {
    low = v;
    if ((above *= 2) > 1e6 * size) return false;
  }
  double high = v;
  for (int k = 0; k < 60; ++k) {
    v = (low + high) / 2;
    (d.crossed(x, u) ? high : low) = v;
  }
  v = high;
  return true;
}

/// Whether some derivative bends: what brings a potential back without a reset is a curved equation (channels of an
/// action potential, a cubic), never one that is straight in every variable.
inline bool bends(const dynamics& d) {
  return std::any_of(d.variables.begin(), d.variables.end(), [](const auto& x) { return x.bent != 0; });
}

/// Whether a neuron in state x, which has just spiked, stays refractory whatever may happen: the condition holds, and
/// all that it reads is held.
inline bool never_leaves_refractoriness(const dynamics& d, const dynamics::vector& x, const dynamics::vector& u) {
  if (!d.refractory || !d.refractory(x, u, std::numeric_limits<double>::infinity())) return false;
  std::uint64_t held = 0;
  for (std::size_t k = 0; k < d.variables.size(); ++k)
    if (d.variables[k].held) held |= std::uint64_t{1} << k;
  return (d.refractory_uses & ~held) == 0;
}
/// Moves the variables until the neuron, which has just spiked, is no longer refractory, or for a second.
inline void relax_refractory(const dynamics& d, dynamics::vector& x, const dynamics::vector& u) {
  const double h = 1e-4;
  for (double since = h; since < 1 && d.refractory(x, u, since); since += h) relax(d, x, u, h);
}

/// Resets that leave the neuron above its threshold, and models without reset that do not come back by themselves.
inline void check_reset(const population_summary& p, double dt, diagnosis& out) {
  const dynamics& d = p.model;
  // An operation may do what a reset would.
  if (!d.crossed || d.membrane == no_variable || !d.flows || p.operated) return;
  const dynamics::vector u = d.default_inputs();
  const auto& v = d.v();
  dynamics::vector x = p.start;
  for (const double value : x)
    if (!std::isfinite(value)) return;
  if (!reach_threshold(d, x, u)) return;
  const double threshold = x[d.membrane];
  if (d.reset) d.reset(x);
  if (never_leaves_refractoriness(d, x, u)) {
    out.add({severity::error,
             "refractory_forever",
             p.name,
             "a neuron that has spiked stays refractory for ever: the condition of refractory(x, p) holds after the "
             "spike, and all variables that it reads are held meanwhile",
             "every neuron spikes once and never again",
             "a reset that ends the condition, or always_integrated in place of unless_refractory for a variable that "
             "the condition reads",
             {}});
    return;
  }
  if (d.reset) {
    const double after = x[d.membrane];
    if (after == threshold || !d.crossed(x, u)) return; // a reset of other variables leaves v to the equations
    if (d.refractory)
      relax_refractory(d, x, u);
    else if (d.t_ref > 0)
      relax(d, x, u, d.t_ref);
    const bool stays = d.crossed(x, u);
    out.add({stays ? severity::error : severity::warning,
             "reset_above_threshold",
             p.name,
             "a spike resets " + v.name + " to " + rounded_text(after, v.unit) + ", which is above the threshold of " +
                 rounded_text(threshold, v.unit),
             stays ? "the neuron spikes again in every step (or whenever its refractory period ends), without any input"
                   : "only the refractory period keeps the neuron from spiking again at once",
             "a reset potential below the threshold: parameter<\"V_r\">(...) below V_th",
             {{"reset", after, v.unit}, {"threshold", threshold, v.unit}}});
    return;
  }
  if (bends(d) || d.refractory) {
    // One action potential shall count once: below the threshold when the next spike is possible.
    x[d.membrane] = threshold + usual_size(v.unit);
    d.refractory ? relax_refractory(d, x, u) : relax(d, x, u, std::max(d.t_ref, dt));
    if (std::isfinite(x[d.membrane]) && !d.crossed(x, u)) return;
  }
  out.add({severity::warning,
           "no_reset",
           p.name,
           "the model spikes but has no reset, and its equations do not take " + v.name +
               " back below the threshold (" + rounded_text(threshold, v.unit) + ") " +
               (d.refractory  ? "while the neuron is refractory"
                : d.t_ref > 0 ? "within the refractory period of " + rounded_text(d.t_ref, dim::second)
                              : "within a step of " + rounded_text(dt, dim::second)),
           "the neuron spikes again in every step in which it may, as long as it is above the threshold",
           "static constexpr void reset(auto& x, const auto& p) { x." + v.name +
               " = p.V_r; } in the model; or, where the equations bring it back, a parameter t_ref that is longer than "
               "the time above the threshold",
           {{"threshold", threshold, v.unit}}});
}

} // namespace cortexpr::detail
