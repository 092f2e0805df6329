// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/activity.hpp>
#include <optional>
#include <vector>

// What is measured of a group that cannot spike; check_silence.hpp judges it and says it.

namespace cortexpr::detail {

/// Why an input cannot excite, whatever its receptor does: the nearest cause that can be proved.
enum class no_effect {
  silent_source,    ///< its sources never spike
  shrunk_weights,   ///< its weights have become nothing in the run
  empty_pools,      ///< its weights are zero, and so are the pools that they are filled from
  zero_weights,     ///< its weights are zero
  zero_sum,         ///< its weights cancel each other
  cancelling_terms, ///< the terms of its receptor cancel each other
  long_delay,       ///< nothing has arrived yet
};
inline std::optional<no_effect> cause_of_no_effect(const contribution& c, const std::vector<group>& groups,
                                                   const network_summary& all) {
  const afferent_summary& a = *c.from;
  const bool shrunk = a.has_shrunk(all.step), all_zero = a.zeros == a.synapses;
  if (!source_is_alive(c, groups)) return no_effect::silent_source;
  if (shrunk && (c.sum == 0 || c.sign >= 0)) return no_effect::shrunk_weights;
  if (c.sum == 0)
    return all_zero && a.empty_pools ? no_effect::empty_pools
           : all_zero                ? no_effect::zero_weights
                                     : no_effect::zero_sum;
  if (c.cancelled) return no_effect::cancelling_terms;
  if (all.step > 0 && a.min_delay > all.time) return no_effect::long_delay;
  return {};
}

/// The inputs of a group, by what they can do, and the most that they can bring together.
struct silent_inputs {
  struct ineffective {
    const contribution* input = nullptr;
    no_effect cause{};
  };
  std::vector<contribution> excitation, inhibition;
  std::vector<ineffective> without_effect; ///< those that might excite
  bool unknown = false;                    ///< some excitation has a rate that is not known before a run
  moments free;                            ///< the free potential under the most that the inputs can bring
};
inline silent_inputs measure_silence(const group& g, const dynamics& d, const std::vector<group>& groups,
                                     const network_summary& all) {
  silent_inputs s;
  for (const contribution& c : g.inputs) {
    if (const auto cause = cause_of_no_effect(c, groups, all); cause) {
      // An input that would only inhibit is not missed.
      if (c.sign >= 0) s.without_effect.push_back({&c, *cause});
    } else if (c.sign > 0) {
      s.unknown = s.unknown || !c.known;
      s.excitation.push_back(c);
    } else if (c.known) {
      s.inhibition.push_back(c);
    }
  }
  s.free = free_moments(d, g.rest, g.u_high, maximal_input(g, d, groups), d.membrane);
  return s;
}

/// The factors by which the input of a group is too small; 0: no factor is enough.
struct missing_factor {
  double weights = 0, drive = 0;
};
inline missing_factor measure_missing(const group& g, const dynamics& d, const silent_inputs& s) {
  if (!s.excitation.empty()) return {factor_to_threshold(g, d, g.u_high, s.excitation, s.inhibition), 0};
  return {0, g.driven ? drive_to_threshold(g, d) : 0};
}

} // namespace cortexpr::detail
