// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/groups.hpp>

namespace cortexpr::detail {

/// Whether any neuron of a source may spike.
inline bool source_is_alive(const contribution& c, const std::vector<group>& groups) {
  if (c.from->poisson) return c.rate > 0;
  for (const group& g : groups)
    if (g.population == c.from->source && g.begin < c.from->source_end && c.from->source_begin < g.end && g.alive)
      return true;
  return false;
}

/// The maximal input of a group: excitation at its highest plausible rate with the strongest weights that
/// learning allows, inhibition where its rate is known.
inline arrivals maximal_input(const group& g, const dynamics& d, const std::vector<group>& groups, double scale = 1) {
  arrivals in(d.variables.size());
  for (contribution c : g.inputs) {
    if (!source_is_alive(c, groups)) continue;
    if (c.from->plastic && c.sum >= 0 && c.from->w_max > 0 && std::isfinite(c.from->w_max)) {
      c.sum = std::max(c.sum, c.count * c.from->w_max);
      c.squares = std::max(c.squares, c.count * c.from->w_max * c.from->w_max);
    }
    if (c.sign > 0 || c.sum == 0)
      group::add(in, c, c.known ? c.peak_rate : highest_plausible_rate, scale);
    else if (c.known)
      group::add(in, c, c.rate, 1);
  }
  return in;
}

/// Whether neurons are spiking already: they start above threshold and excite each other, or (in the middle of a run)
/// the receptors hold what arrived lately.
inline bool is_in_flight(const group& g, const population_summary& p, const network_summary& all) {
  // What was silent through a long recording has no spikes in flight.
  if (p.measured_rate == 0 && p.measured_time >= 0.5) return false;
  bool from_neurons = false, receives = false;
  for (const contribution& c : g.inputs) {
    if (c.cancelled) continue;
    from_neurons = from_neurons || (!c.from->poisson && all.populations[c.from->source].has_neurons());
    const std::size_t k = c.from->variable;
    receives = receives || (k != p.model.membrane && p.largest[k] > 1e-6 * usual_size(p.model.variables[k].unit));
  }
  return from_neurons && (p.above_threshold > 0 || (all.step > 0 && receives));
}

/// Whether a group can reach its threshold: by its drives, by the mean or the fluctuations of what arrives, or when all
/// excitation arrives at once.
inline bool can_spike(const group& g, const population_summary& p, const std::vector<group>& groups,
                      const network_summary& all) {
  const dynamics& d = p.model;
  if (g.fires_alone || d.noisy || p.is_operated(g.begin, g.end) || !d.flows || d.membrane == no_variable || !d.crossed)
    return true;
  // What a population did before its weights became nothing says little about what it will do.
  bool shrunk = false;
  for (const contribution& c : g.inputs) shrunk = shrunk || c.from->has_shrunk(all.step);
  if ((p.measured_rate > 0 && !shrunk) || is_in_flight(g, p, all)) return true;
  dynamics::vector at_once(d.variables.size(), 0);
  for (const contribution& c : g.inputs) {
    if (c.cancelled || !source_is_alive(c, groups)) continue;
    if (c.open || c.from->grows_by_itself) return true;
    if (c.sign > 0) at_once[c.from->variable] += c.sum;
  }
  for (const auto* u : {&g.u_mean, &g.u_low, &g.u_high}) {
    if (fires_under(d, g.start, *u)) return true;
    const moments m = free_moments(d, g.rest, *u, maximal_input(g, d, groups), d.membrane);
    if (m.exist ? m.mean + max_sigma * m.deviation >= g.threshold : !m.falls) return true;
  }
  return single_neuron(d, g.rest, g.u_rest, p.dt).to_events(at_once).spikes;
}

/// Finds the groups that may spike: sources with a rate, and the groups that they and their targets can bring to
/// threshold. Neurons that compute a continuous input are taken for alive.
inline void spread_activity(std::vector<group>& groups, const network_summary& all) {
  for (group& g : groups) {
    const population_summary& p = all.populations[g.population];
    if (p.listed)
      g.alive = p.listed_spikes > 0;
    else if (p.is_source())
      g.alive = rates_of(p, g.begin, g.end).peak > 0;
    else
      for (const afferent_summary& a : all.afferents) g.alive = g.alive || (a.target == g.population && a.continuous);
    for (const synapse_coupling_summary& c : all.synapse_couplings) g.alive = g.alive || c.fed == g.population;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (group& g : groups) {
      const population_summary& p = all.populations[g.population];
      if (g.alive || !p.has_neurons() || !can_spike(g, p, groups, all)) continue;
      g.alive = changed = true;
    }
  }
}

/// The smallest factor between 1e-12 and 1e12 for which something reaches a threshold; 0 if none is it.
template <class Reaches>
double smallest_factor(Reaches&& reaches) {
  double low = 1e-12, high = 1e12;
  if (!reaches(high) || reaches(low)) return 0;
  for (int k = 0; k < 40; ++k) {
    const double middle = std::sqrt(low * high);
    (reaches(middle) ? high : low) = middle;
  }
  return high;
}

/// The factor for the weights of some inputs of a group that brings the mean potential to threshold if nothing but
/// `others` arrives; 0 if none does.
inline double factor_to_threshold(const group& g, const dynamics& d, const dynamics::vector& u,
                                  const std::vector<contribution>& scaled,
                                  const std::vector<contribution>& others = {}) {
  if (!g.rests) return 0; // it spikes without them
  return smallest_factor([&](double factor) {
    arrivals in(d.variables.size());
    for (const contribution& c : scaled) group::add(in, c, c.known ? c.rate : highest_plausible_rate, factor);
    for (const contribution& c : others) group::add(in, c, c.rate, 1);
    const moments m = free_moments(d, g.rest, u, in, d.membrane);
    return m.exist ? m.mean >= g.threshold : !m.falls;
  });
}

/// The same for the drives of a group, at their largest.
inline double drive_to_threshold(const group& g, const dynamics& d) {
  const dynamics::vector none = d.default_inputs();
  return smallest_factor([&](double factor) {
    dynamics::vector u = g.u_high;
    for (std::size_t k = 0; k < u.size(); ++k) u[k] = none[k] + factor * (u[k] - none[k]);
    return fires_under(d, g.start, u);
  });
}

} // namespace cortexpr::detail
