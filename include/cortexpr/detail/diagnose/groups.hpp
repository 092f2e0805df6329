// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/dynamics/cancelling_terms.hpp>
#include <cortexpr/detail/dynamics/response.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// The rate at which neurons are thought to fire at most where nothing is known about them (Hz).
inline constexpr double highest_plausible_rate = 200;
/// How many standard deviations fluctuations are thought to reach.
inline constexpr double max_sigma = 6;

/// What one afferent brings to the mean neuron of a group.
struct contribution {
  const afferent_summary* from = nullptr;
  double sum = 0, squares = 0, count = 0; ///< of what one event of every synapse adds
  double rate = 0, peak_rate = 0;         ///< Hz per synapse; at most
  bool known = false;                     ///< the rate is
  double sign = 0;                        ///< of what it does to the membrane potential
  bool open = false;                      ///< learning may bring the weights anywhere
  bool cancelled = false;                 ///< it does nothing to the membrane potential: its terms cancel
};

/// Neurons of a population that get the same afferents and drives: their paths may name slices.
struct group {
  std::size_t population = 0;
  std::uint32_t begin = 0, end = 0;
  std::string name;
  std::vector<contribution> inputs;
  std::vector<input_summary> drives; ///< of each input of the model
  bool alive = false;                ///< may spike
  bool driven = false;
  dynamics::vector u_mean, u_low, u_high;
  bool fires_alone = false; ///< by its parameters and drives at their mean
  dynamics::vector start;   ///< where the search for rest begins
  dynamics::vector rest;    ///< without events
  dynamics::vector u_rest;  ///< inputs at that rest: the mean of its drives, or none where these make it spike
  bool rests = false;       ///< there is such a rest
  double threshold = std::numeric_limits<double>::infinity();
  std::optional<dynamics> joined; ///< of a neuron whose couplings lead currents away; none without couplings

  /// The equations of one neuron while its neighbours rest.
  [[nodiscard]] const dynamics& alone(const dynamics& d) const { return joined ? *joined : d; }
  [[nodiscard]] arrivals known(const dynamics& d) const {
    arrivals in(d.variables.size());
    for (const contribution& c : inputs)
      if (c.known) add(in, c, c.rate, 1);
    return in;
  }
  static void add(arrivals& in, const contribution& c, double rate, double scale) {
    const double left = c.from->left_at(rate);
    in.drift[c.from->variable] += rate * c.sum * scale * left;
    in.power[c.from->variable] += rate * c.squares * scale * scale * left * left;
    in.cap[c.from->variable] = std::min(in.cap[c.from->variable], c.from->effect_cap);
  }
};

/// The rates of a population as a source.
struct source_rates {
  bool known = false;
  double mean = 0, peak = 0;
};
/// Of neurons [begin, end): the mean over them, and the largest.
inline source_rates rates_of(const population_summary& p, std::uint32_t begin, std::uint32_t end) {
  if (p.measured_time > 0) return {true, p.measured_rate, p.measured_rate};
  if (!p.is_source()) return {};
  source_rates rates{true, 0, 0};
  const std::vector<std::uint32_t> cuts = p.cut_by_drives(begin, end);
  for (std::size_t c = 0; c + 1 < cuts.size(); ++c) {
    const std::vector<input_summary> drives = p.inputs_of(cuts[c], cuts[c + 1]);
    const auto at = [&](auto member) {
      dynamics::vector u;
      for (const input_summary& drive : drives) u.push_back(drive.*member);
      return std::max(0.0, p.model.hazard({}, u));
    };
    rates.mean += at(&input_summary::mean) * (cuts[c + 1] - cuts[c]) / (end - begin);
    rates.peak = std::max(rates.peak, at(&input_summary::high));
  }
  return rates;
}

inline contribution contribution_of(const afferent_summary& a, const network_summary& all, const group& g) {
  contribution c;
  c.from = &a;
  const double n = g.end - g.begin;
  for (std::uint32_t j = g.begin; j < g.end; ++j) {
    c.sum += a.sum[j - a.begin] / n;
    c.squares += a.squares[j - a.begin] / n;
    c.count += a.count[j - a.begin] / n;
  }
  if (a.poisson) {
    c.known = true;
    c.rate = c.peak_rate = a.rate;
  } else {
    const source_rates r = rates_of(all.populations[a.source], a.source_begin, a.source_end);
    c.known = r.known;
    c.rate = r.mean;
    c.peak_rate = r.peak;
  }
  c.open = a.plastic && !std::isfinite(a.w_max) && !a.has_shrunk(all.step) && !(a.empty_pools && a.zeros == a.synapses);
  return c;
}

/// Whether mean input without threshold means spikes.
inline bool spikes_by(const moments& m, const dynamics& d, const dynamics::vector& u) {
  return m.exist ? d.crossed && d.crossed(m.x, u) : !m.falls;
}

/// Whether a neuron without events spikes under constant inputs, and if not, where it rests.
inline bool fires_under(const dynamics& d, const dynamics::vector& start, const dynamics::vector& u,
                        dynamics::vector* rest = nullptr, bool* rests = nullptr) {
  const moments m = free_moments(d, start, u, arrivals(d.variables.size()), d.membrane);
  if (rest != nullptr && m.exist) *rest = m.x;
  const bool spikes = spikes_by(m, d, u);
  if (rests != nullptr) *rests = m.exist && !spikes;
  return spikes;
}

/// Where the search for rest begins: the start of the network; in the middle of a run, or where values are none that a
/// neuron can have, that of the model. What never changes by itself stays what it is.
inline dynamics::vector place_to_start(const population_summary& p, std::int64_t step) {
  const dynamics& d = p.model;
  dynamics::vector x = p.start;
  for (std::size_t k = 0; k < x.size(); ++k)
    if ((step > 0 && d.variables[k].uses != 0) || !is_plausible(x[k], d.variables[k].unit)) x[k] = d.initial[k];
  return x;
}

inline void find_rest(group& g, const population_summary& p, std::int64_t step) {
  const dynamics& d = p.model;
  for (const input_summary& input : g.drives) {
    g.u_mean.push_back(input.mean);
    g.u_low.push_back(input.low);
    g.u_high.push_back(input.high);
    g.driven = g.driven || input.driven;
  }
  g.start = g.rest = place_to_start(p, step);
  g.u_rest = g.u_mean;
  if (d.membrane == no_variable || !d.flows) return;
  g.fires_alone = fires_under(d, g.start, g.u_mean, &g.rest, &g.rests);
  if (!d.crossed) return;
  if (!g.rests) fires_under(d, g.start, g.u_rest = d.default_inputs(), &g.rest, &g.rests);
  g.threshold = single_neuron(d, g.rest, g.u_rest, 1e-4).threshold();
}

/// Adds to the equations what couplings from neurons at rest change of them when the neuron leaves its rest.
inline void join(group& g, const network_summary& all) {
  const population_summary& p = all.populations[g.population];
  for (const coupling_summary& c : all.couplings) {
    if (c.target != g.population || p.model.membrane == no_variable) continue;
    const dynamics& d = g.alone(p.model);
    const dynamics::vector pre = c.source == c.target ? g.rest : place_to_start(all.populations[c.source], all.step);
    const auto flow = [former = d.flow, term = c.term, pre, rest = g.rest, w = c.mean, n = c.sources,
                       k = c.input](const dynamics::vector& x, const dynamics::vector& u, dynamics::vector& dx) {
      dynamics::vector inputs = u;
      inputs[k] += n * (term(pre, x, w) - term(pre, rest, w));
      former(x, inputs, dx);
    };
    dynamics with = d;
    with.flow = flow;
    with.slopes = [flow, variables = d.variables](const dynamics::vector& x, const dynamics::vector& u, std::size_t k,
                                                  dynamics::vector& slopes) {
      const double step = 1e-3 * usual_size(variables[k].unit);
      dynamics::vector y = x, below;
      y[k] = x[k] - step, flow(y, u, below);
      y[k] = x[k] + step, flow(y, u, slopes);
      for (std::size_t i = 0; i < slopes.size(); ++i) slopes[i] = (slopes[i] - below[i]) / (2 * step);
    };
    g.joined = std::move(with);
  }
}

inline void find_signs(group& g, const population_summary& p, double dt) {
  const dynamics& d = g.alone(p.model);
  if (d.membrane == no_variable) return;
  const single_neuron neuron(d, g.rest, g.u_rest, dt);
  for (contribution& c : g.inputs) {
    const double event = c.count > 0 ? c.sum / c.count : 0;
    const std::size_t k = acting_variable(d, c.from->variable);
    c.cancelled = k != d.membrane && terms_cancel(d, g.rest, k);
    if (event == 0) continue;
    c.sign = g.rests ? neuron.to_event(c.from->variable, event).peak : neuron.difference(c.from->variable, event);
  }
}

/// The name of the group that has just these neurons; empty if there is none.
inline std::string_view name_of_group(const population_summary& p, std::uint32_t begin, std::uint32_t end) {
  if (p.groups.count() == 0) return {};
  const std::size_t g = p.groups.of_neuron(begin);
  return p.groups.first(g) == begin && p.groups.first(g) + p.groups.size(g) == end ? std::string_view(p.groups.name(g))
                                                                                   : std::string_view();
}

/// Cuts populations where slices and groups do.
inline std::vector<group> make_groups(const network_summary& all) {
  std::vector<group> groups;
  for (std::size_t k = 0; k < all.populations.size(); ++k) {
    const population_summary& p = all.populations[k];
    std::vector<std::uint32_t> cuts = p.cut_by_drives(0, p.size);
    cuts.insert(cuts.end(), p.groups.bounds().begin(), p.groups.bounds().end());
    for (const afferent_summary& a : all.afferents)
      if (a.target == k) cuts.insert(cuts.end(), {a.begin, a.end});
    for (const reach& part : p.operated_parts)
      cuts.insert(cuts.end(), {static_cast<std::uint32_t>(part.begin), static_cast<std::uint32_t>(part.end)});
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t c = 0; c + 1 < cuts.size(); ++c) {
      group g;
      g.population = k;
      g.begin = cuts[c];
      g.end = cuts[c + 1];
      const std::string_view of_groups = name_of_group(p, g.begin, g.end);
      g.name = of_groups.empty() ? p.name_of(g.begin, g.end) : joined({"group ", of_groups, " of ", p.name});
      g.drives = p.inputs_of(g.begin, g.end);
      for (const afferent_summary& a : all.afferents)
        if (a.target == k && !a.continuous && a.finite && a.covers(g.begin, g.end))
          if (contribution x = contribution_of(a, all, g); x.count > 0) g.inputs.push_back(x);
      if (p.has_neurons()) {
        find_rest(g, p, all.step);
        join(g, all);
        find_signs(g, p, p.dt);
      }
      groups.push_back(std::move(g));
    }
  }
  return groups;
}

} // namespace cortexpr::detail
