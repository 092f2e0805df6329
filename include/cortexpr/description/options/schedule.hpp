// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr {

/// The slots of a time step in the order in which they run; the default places of all work are Brian2's.
enum class slot : int {
  before_start,
  start,
  after_start,
  before_groups,
  groups,
  after_groups,
  before_thresholds,
  thresholds,
  after_thresholds,
  before_synapses,
  synapses,
  after_synapses,
  before_resets,
  resets,
  after_resets,
  before_end,
  end,
  after_end
};

/// What schedules call a slot.
[[nodiscard]] constexpr std::string_view slot_name(slot s) {
  constexpr std::array<std::string_view, 18> names{
      "before start",      "start",      "after start",      "before groups",   "groups",   "after groups",
      "before thresholds", "thresholds", "after thresholds", "before synapses", "synapses", "after synapses",
      "before resets",     "resets",     "after resets",     "before end",      "end",      "after end"};
  return names[static_cast<std::size_t>(s)];
}

/// A place in the step: slot, and order inside it (smaller runs first; equal ones in the order of description).
struct at {
  slot where = slot::start;
  int order = 0;
  [[nodiscard]] constexpr bool operator==(const at&) const = default;
};

/// Option of a projection: what a spike of the source and one of the target count for that meet at a synapse in one
/// step. Rules differ in nothing else. The names say which order of work inside the step makes it so.
enum class coincident_pairs {
  pre_before_post, ///< arrivals, then targets: a pair pre before post at distance 0 (as Brian2). The default
  post_before_pre, ///< targets, then arrivals: a pair post before pre at distance 0
  not_counted      ///< targets act, spikes arrive, traces of targets rise: no pair of either kind (as NEST)
};

namespace detail {

/// What an entry of the schedule does with its item.
enum class verb {
  record,
  note,
  operate,
  couple,
  relax,
  flow,
  act,
  share,
  update,
  threshold,
  deliver,
  deliver_in_turn,
  modulate,
  sum_up,
  learn,
  raise,
  stimulate,
  reset
};

[[nodiscard]] constexpr std::string_view verb_words(verb v) {
  switch (v) {
  case verb::record:
    return "record";
  case verb::note:
    return "record spikes for";
  case verb::operate:
    return "operate";
  case verb::couple:
    return "add up outputs through";
  case verb::relax:
    return "let traces decay and note sums in";
  case verb::flow:
    return "integrate clock-driven equations of";
  case verb::act:
    return "run the rules of every step in";
  case verb::share:
    return "integrate the shared variables of";
  case verb::update:
    return "integrate";
  case verb::threshold:
    return "find spikes of";
  case verb::deliver:
    return "deliver spikes, each through all rules, in";
  case verb::deliver_in_turn:
    return "deliver spikes, all through one rule before the next, in";
  case verb::modulate:
    return "deliver spikes to synapses through";
  case verb::sum_up:
    return "couple synapses and neurons through";
  case verb::learn:
    return "let targets' spikes act on";
  case verb::raise:
    return "let targets' spikes raise their traces in";
  case verb::stimulate:
    return "add Poisson input";
  case verb::reset:
    return "reset spiking neurons of";
  }
  return "";
}

/// One entry of the schedule: verb `what` on the item of that index, at a place.
struct schedule_entry {
  at place;
  std::size_t item = 0;
  verb what = verb::record;
};

/// Sorts entries by slot and order and keeps the order of description among equals.
template <std::size_t N>
[[nodiscard]] constexpr std::array<schedule_entry, N> sorted_schedule(std::array<schedule_entry, N> entries) {
  const auto later = [](const schedule_entry& a, const schedule_entry& b) {
    return a.place.where != b.place.where ? a.place.where > b.place.where : a.place.order > b.place.order;
  };
  for (std::size_t i = 1; i < N; ++i) {
    const schedule_entry entry = entries[i];
    std::size_t k = i;
    for (; k > 0 && later(entries[k - 1], entry); --k) entries[k] = entries[k - 1];
    entries[k] = entry;
  }
  return entries;
}

/// Whether only updates and thresholds stand between a population's update and its threshold, and its reset does not
/// precede them: a reset that waits for the next step is not part of the pass that finds the spikes.
template <std::size_t N>
[[nodiscard]] constexpr bool stand_together(const std::array<schedule_entry, N>& schedule, std::size_t population) {
  bool inside = false;
  for (const auto& entry : schedule) {
    if (entry.what == verb::threshold && entry.item == population) return inside;
    if (entry.what == verb::reset && entry.item == population) return false;
    if (inside && entry.what != verb::update && entry.what != verb::threshold) return false;
    if (entry.what == verb::update && entry.item == population) inside = true;
  }
  return false;
}

} // namespace detail

} // namespace cortexpr
