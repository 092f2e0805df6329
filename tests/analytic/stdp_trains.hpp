// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "laws/plasticity_laws.hpp"

/// One source or a few, targets whose spikes are given: weights after every step. Steps of 1 ms.
namespace trains {

using namespace cortexpr;
using numbers = std::vector<double>;
using steps_list = std::vector<std::int64_t>;

template <class List>
inline constexpr auto stage = describe(record<"n.u">(), population<"in">(given, spike_times{}),
                                       population<"teacher">(given, spike_times{}),
                                       population<"n">(given, laws::detail::puppet{}, resets_at{slot::before_synapses}),
                                       projection<"T: teacher -> n.v">(one_to_one{}, weight(2)),
                                       projection<"S: in -> n.u">(given, weight(given), delay(given), List{}));

template <class List>
using stage_of = simulation<network<stage<List>>>;

/// Synapses between one source and one target.
struct wiring {
  numbers from{0}, to{0}, weights{0.5}, delays{0}; ///< delays in steps
  std::int64_t sources = 1, targets = 1;
};

/// Source 0 spikes at `pre`, target 0 at `post`.
template <class List>
stage_of<List> build(const List& rules, const steps_list& pre, steps_list post, const wiring& how = {}) {
  for (auto& step : post) --step; // the teacher is one step ahead
  return stage_of<List>{time_step{1_ms},
                        set<"in">(how.sources),
                        set<"teacher">(how.targets),
                        set<"n">(how.targets),
                        set<"S">(pairs(how.from, how.to)),
                        set<"S.w">(values(how.weights)),
                        set<"S.delay">(values(how.delays, 1_ms)),
                        set<"S">(rules),
                        set<"in">(spike_list::at_steps(pre, steps_list(pre.size(), 0))),
                        set<"teacher">(spike_list::at_steps(post, steps_list(post.size(), 0)))};
}

/// Weights after step 0, 1, ...; a row per step.
template <class List>
std::vector<numbers> weights_over_time(const List& rules, const steps_list& pre, const steps_list& post,
                                       std::int64_t steps, const wiring& how = {}) {
  auto sim = build(rules, pre, post, how);
  std::vector<numbers> rows;
  for (std::int64_t k = 0; k < steps; ++k) {
    sim.run_steps(1);
    rows.push_back(sim.template get<"S.w">());
  }
  return rows;
}

/// exp(-(to - from) ms / tau).
inline double left(std::int64_t from, std::int64_t to, double tau) {
  return std::exp(-static_cast<double>(to - from) * 1e-3 / tau);
}

} // namespace trains
