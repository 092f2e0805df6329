// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/check_after_run.hpp>
#include <cortexpr/detail/diagnose/check_drives.hpp>
#include <cortexpr/detail/diagnose/check_feeding.hpp>
#include <cortexpr/detail/diagnose/check_inputs.hpp>
#include <cortexpr/detail/diagnose/check_plausible.hpp>
#include <cortexpr/detail/diagnose/check_reset.hpp>
#include <cortexpr/detail/diagnose/check_signs.hpp>
#include <cortexpr/detail/diagnose/check_silence.hpp>
#include <cortexpr/detail/diagnose/check_values.hpp>
#include <cortexpr/detail/diagnose/check_weight_changes.hpp>
#include <cortexpr/detail/summary/collect.hpp>
#include <cortexpr/diagnose/report/diagnosis.hpp>
#include <cstdint>
#include <sstream>

namespace cortexpr {

namespace detail {

/// All checks on the facts of a network.
inline diagnosis check(const network_summary& all) {
  diagnosis out;
  check_numbers(all, out);
  std::vector<group> groups;
  // Where numbers are none, only that is worth saying.
  if (out.findings.empty()) groups = make_groups(all);
  spread_activity(groups, all);
  for (const group& g : groups) {
    const population_summary& p = all.populations[g.population];
    if (!p.has_neurons()) continue;
    check_signs(g, p, out);
    check_cancellation(g, p, out);
    // A potential that is pushed away from rest has no mean and no threshold.
    if (out.has("leak_sign", p.name)) continue;
    check_time_step(g, p, p.dt, out);
    check_given_drive(g, p, out);
    check_silence(g, p, groups, all, out);
    check_potential(g, p, p.dt, out);
    if (p.model.membrane == no_variable) continue;
    for (const contribution& c : g.inputs) {
      check_drive(g, p, c, out);
      check_event_size(g, p, c, p.dt, out);
    }
  }
  for (std::size_t k = 0; k < all.populations.size(); ++k) {
    const population_summary& p = all.populations[k];
    check_source(p, p.dt, out);
    check_far_values(p, all, out);
    check_plausible(p, out);
    check_rates(p, p.dt, out);
    if (p.listed) continue;
    check_start(p, all.step, out);
    check_reset(p, p.dt, out);
    check_rounding(p, p.dt, out);
    check_precise(k, all, out);
    check_receptors(k, all, out);
    check_unread(p, out);
  }
  for (const coupling_summary& c : all.couplings) check_coupling(c, groups, all, out);
  for (const drive_summary& d : all.drives) check_drive_times(d, all.time, out);
  for (const afferent_summary& a : all.afferents) {
    check_fed(a, all, out);
    check_plausible(a, all.populations[a.target], out);
    if (a.again) continue;
    check_weights(a, all.step, out);
    check_rule_values(a, out);
    check_delay(a, all, out);
    check_autapses(a, all, out);
    check_piles(a, all.step, out);
    check_weight_changes(a, all, out);
    check_sums(a, all.step, out);
    if (!a.poisson) check_shared_input(a, all, groups, out);
  }
  for (const modulation_summary& m : all.modulations) check_modulation(m, all, out);
  for (const synapse_coupling_summary& c : all.synapse_couplings) check_synapse_coupling(c, all, out);
  out.sort();
  return out;
}

} // namespace detail

/// What will go wrong, before it does, and what has gone wrong, after it did: drives against thresholds, signs, time
/// steps, weights, inputs, and what was recorded. Changes nothing; costs about as much as a second of the network.
template <class Net>
[[nodiscard]] diagnosis diagnose(const simulation<Net>& sim) {
  return sim.diagnose();
}

/// Implements `simulation::diagnose`.
template <auto const& D, class Real>
[[nodiscard]] diagnosis diagnosis_of(const network_state<D, Real>& state,
                                     const detail::network_recording<D, Real>& recording) {
  return detail::check(detail::look_at<network<D, Real>>(state, recording));
}

/// Option of `run`: diagnoses first and, if there are errors, throws `invalid_value` with them instead of running:
/// `sim.run(1_s, refuse_on_errors{})`.
struct refuse_on_errors {
  static constexpr bool works_on_ranks = true;
  void begin(auto& sim, auto&, std::int64_t) const {
    diagnosis bad;
    bad.findings = sim.diagnose().errors();
    if (bad.findings.empty()) return;
    std::ostringstream text;
    text << "run: refused because of errors\n" << bad;
    raise(text.str());
  }
  static bool after_step(auto&, auto&) { return false; }
  static void end(auto&, auto&) {}
  [[nodiscard]] static bool acts(std::int64_t) { return false; }
};

} // namespace cortexpr
