// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/diagnose/drive_text.hpp>
#include <cortexpr/detail/diagnose/measure_drives.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>
#include <utility>
#include <vector>

// What is judged of the drives of a group: measured in measure_drives.hpp, put into words in drive_text.hpp.

namespace cortexpr::detail {

/// Mean and standard deviation of every drive whose rate is known, and the weight that would make it balanced.
inline void check_drive(const group& g, const population_summary& p, const contribution& c, diagnosis& out) {
  const dynamics& d = p.model;
  const auto effect = measure_drive(g, d, c);
  if (!effect) return;
  finding f{severity::note, "drive", c.from->name, {}, {}, {}, {}};
  f.what = drive_text(g, d, c, *effect);
  const dimension unit = d.variables[effect->variable].unit;
  f.numbers = {{"mean", effect->mean, unit}, {"deviation", effect->deviation, unit}, {"rate", c.rate, dim::hertz}};
  if (const double factor = effect->factor_to_threshold; factor != 0) {
    f.advice = weight_text(c, factor) + (g.inputs.size() > 1 ? ", if nothing else arrived," : "") +
               " would bring the mean potential to the threshold";
    f.numbers.push_back({"balanced_weight", factor * mean_weight_of(c), c.from->unit});
  }
  out.add(std::move(f));
}

/// Currents (or rates) that are given: mean, deviation, extremes, and how far they move the potential. Said once for
/// all neurons between two places at which slices of drives cut the population.
inline void check_given_drive(const group& g, const population_summary& p, diagnosis& out) {
  const dynamics& d = p.model;
  const std::vector<std::uint32_t> cuts = p.cut_by_drives(0, p.size);
  const auto begin = std::find(cuts.begin(), cuts.end(), g.begin);
  if (begin == cuts.end() || d.membrane == no_variable || !d.flows) return;
  const std::string name = p.name_of(g.begin, *(begin + 1));
  for (std::size_t k = 0; k < g.drives.size(); ++k) {
    const input_summary& in = g.drives[k];
    if (!in.driven) continue;
    const dimension unit = d.inputs[k].unit;
    finding f{severity::note, "drive", name + "." + d.inputs[k].name, {}, {}, {}, {}};
    f.what = given_drive_text(d, k, in, measure_given_drive(g, d, k));
    f.numbers = {{"mean", in.mean, unit}, {"deviation", in.deviation, unit}};
    out.add(std::move(f));
  }
}

/// What one event does to the potential, and how many at once make a neuron spike.
inline void check_event_size(const group& g, const population_summary& p, const contribution& c, double dt,
                             diagnosis& out) {
  const dynamics& d = p.model;
  const auto event = measure_event(g, d, c, dt);
  if (!event) return;
  finding f{severity::note, "event_size", c.from->name, {}, {}, {}, {}};
  f.what = event_text(g, d, c, *event);
  f.numbers = {{"peak", c.sign, d.v().unit}, {"distance", event->distance, d.v().unit}};
  if (c.sign > 0) f.numbers.push_back({"needed", event->needed, dim::one});
  out.add(std::move(f));
}

/// What is far too much: the advice is the weights, or the drive, that put the mean potential at the threshold.
inline void advise_less(const group& g, const dynamics& d, finding& f) {
  f.level = severity::warning;
  f.code = "saturated";
  f.why = "neurons fire as fast as they can, whatever their input is";
  std::vector<contribution> known;
  for (const contribution& c : g.inputs)
    if (c.known && c.sum != 0 && !brought_by_rules(c)) known.push_back(c);
  // Where the drives alone make it spike, no weights help.
  const bool by_drive = g.fires_alone && g.driven;
  const double factor = known.empty() || by_drive ? 0 : factor_to_threshold(g, d, g.u_rest, known);
  if (factor != 0) {
    f.advice = "weights " + rounded_text(factor) + " times as large put the mean potential at the threshold:";
    for (const contribution& c : known) f.advice += " '" + c.from->name + "' " + weight_text(c, factor) + ";";
    f.advice.pop_back();
    f.numbers.push_back({"factor", factor, dim::one});
  } else if (const double drive = known.empty() || by_drive ? drive_to_threshold(g, d) : 0; drive != 0) {
    f.advice = "a drive " + rounded_text(drive) + " times as large puts the potential at the threshold" +
               (known.empty() ? "" : ", if nothing else arrives");
    f.numbers.push_back({"drive_factor", drive, dim::one});
  } else {
    f.advice = "smaller drives or weights, a lower rate of the sources, or transmit_share";
  }
}

/// Free membrane potential against threshold, and what is far too much.
inline void check_potential(const group& g, const population_summary& p, double dt, diagnosis& out) {
  const dynamics& d = p.model;
  const auto potential = measure_potential(g, d, dt);
  if (!potential) return;
  finding f{severity::note, "potential", g.name, {}, {}, {}, {}};
  f.what = potential_text(g, d, *potential);
  const dimension unit = d.v().unit;
  if (potential->m.exist)
    f.numbers = {{"mean", potential->m.mean, unit},
                 {"deviation", potential->m.deviation, unit},
                 {"threshold", g.threshold, unit}};
  if (potential->above && potential->rate != 0 && std::isfinite(potential->rate))
    f.numbers.push_back({"rate", potential->rate, dim::hertz});
  if (is_saturated(*potential, d)) advise_less(g, d, f);
  out.add(std::move(f));
}

} // namespace cortexpr::detail
