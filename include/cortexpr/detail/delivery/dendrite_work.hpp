// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/delivery/connect_rows.hpp>
#include <cortexpr/detail/delivery/slice_work.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/detail/simd/exact_sum.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cortexpr::detail {

/// Runs the rules of a projection on one of its slices where each synapse has a dendritic delay d of its own: what it
/// adds to the receptor is under way to the soma for d steps, it sees the variables of its target as they were d steps
/// ago, and it learns from a spike of the target after d steps.
template <class List, class Real, class Weights>
class dendrite_work : synapse_access<List, Real, Weights, sees_none, true> {
  using access = synapse_access<List, Real, Weights, sees_none, true>;
  using access::all_rules, access::sums_change;
  using access::held_, access::now_, access::p_, access::rows_, access::rules_, access::slice_, access::spike_,
      access::values_;
  using access::load, access::note_lost, access::show_siblings, access::store;
  using typename access::arrival_event;
  using typename access::event;
  using typename access::family;

public:
  dendrite_work(projection_state<List, Weights>& p, std::size_t slice, moment now)
      : access(p, slice, now), traces_(p, slice, now), step_(static_cast<std::int64_t>(now.step)) {}

  /// A spike arrives at synapses [begin, end) of a trace row: every synapse runs the whole list.
  void arrive(std::size_t begin, std::size_t end, std::size_t trace_row) {
    meet(begin, end, trace_row);
    spike_ = repeats_.of(trace_row);
    for (std::size_t k = begin; k < end; ++k)
      arrive_at(k, trace_row, static_cast<Real>(values_.weight(k, rows_.target[k])),
                [&](auto& s) { rules_.pre(s, all_rules); });
    source_spike(trace_row);
  }
  /// ... or waits until all spikes of the step are there, for every rule to run on all of them before the next does.
  void wait(std::size_t begin, std::size_t end, std::size_t trace_row) {
    meet(begin, end, trace_row);
    const std::uint64_t spike = repeats_.of(trace_row);
    for (std::size_t k = begin; k < end; ++k)
      p_.waiting[slice_].push_back({k, trace_row, static_cast<double>(values_.weight(k, rows_.target[k])), spike});
  }
  void arrive_in_turn() {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (turn_of<R>(), ...); }
    (all_rules);
  }
  void source_spike(std::size_t trace_row) { traces_.source_spike(trace_row); }

  /// What the synapses with d steps of dendritic delay learn from the spikes of a target in one step, each of which
  /// sees what those before it have done to the traces. Returns how many there are.
  std::size_t learn_from_target([[maybe_unused]] std::size_t j, std::uint32_t d,
                                std::span<const std::uint32_t> spikes) {
    std::size_t count = 1;
    while (count < spikes.size() && spikes[count] == spikes[0]) ++count;
    if constexpr (any_rule<List, names_on_post>) {
      if constexpr (slice_values<List, Weights>::has_target) {
        auto& target = p_.dendrites.template of_target<false>(slice_, values_, j, step_, d);
        const auto before = target;
        for (spike_ = 0; spike_ < count; ++spike_) {
          if (spike_ != 0) traces_.raise_traces(target);
          learn_once(j, d);
        }
        target = before;
      } else {
        for (spike_ = 0; spike_ < count; ++spike_) learn_once(j, d);
      }
    }
    return count;
  }

private:
  [[nodiscard]] auto flow() const { return event_flow<List, slice_values<List, Weights>>(values_, p_); }

  void meet([[maybe_unused]] std::size_t begin, [[maybe_unused]] std::size_t end,
            [[maybe_unused]] std::size_t trace_row) {
    if constexpr (flows_at_events<List>) flow().advance_row(begin, end, trace_row);
  }
  /// The target's variables as the synapse sees them.
  template <bool Arriving>
  void see_target([[maybe_unused]] event& s, [[maybe_unused]] std::size_t k, [[maybe_unused]] std::size_t j) {
    if constexpr (slice_values<List, Weights>::has_target)
      static_cast<target_variables<List>&>(s) =
          p_.dendrites.template of_target<Arriving>(slice_, values_, j, step_, rows_.dendrite[k]);
  }
  template <std::size_t R>
  void turn_of() {
    for (const waiting_event& x : p_.waiting[slice_]) {
      spike_ = x.spike;
      arrive_at(
          x.position, x.trace_row, static_cast<Real>(x.w_before),
          [&](auto& s) { rules_.pre(s, std::index_sequence<R>{}); }, R);
    }
  }
  template <class F>
  void arrive_at(std::size_t k, std::size_t trace_row, Real w_before, F&& run, std::size_t turn = 0) {
    const std::size_t j = rows_.target[k];
    Real& place = p_.dendrites.arriving(step_ + rows_.dendrite[k])[rows_.first_target + j];
    arrival_event s(place);
    const auto before = static_cast<Real>(values_.weight(k, j));
    load(s, k, trace_row, j, before, hook::pre, turn);
    see_target<true>(s, k, j);
    [[maybe_unused]] const family siblings{rows_, values_.weights, j};
    show_siblings(s, siblings, k, w_before);
    run(s);
    place = s.receptor.stored();
    store(s, k, j, before);
  }

  void learn_once(std::size_t j, std::uint32_t d) {
    if constexpr (!sums_change) {
      visit(j, d, [](double, double) {});
    } else {
      exact_sum& sum = values_.fan_in.weight[j];
      double largest = 0;
      visit(j, d, [&](double former, double present) {
        sum.replace(former, present);
        largest = std::max(largest, std::abs(former));
      });
      note_lost(values_.fan_in.look_for_lost_digits(j, largest));
      if constexpr (is_scaled<List>) rescale(values_, j, held_);
    }
  }
  template <class Count>
  void visit(std::size_t j, std::uint32_t d, const Count& count) {
    for_each_incoming_behind<sorts_by_dendrite<List>>(rows_, j, d, [&](std::size_t k, std::size_t trace_row) {
      event s;
      if constexpr (flows_at_events<List>) flow().advance_synapse(k);
      const auto before = static_cast<Real>(values_.weight(k, j));
      load(s, k, trace_row, j, before, hook::post);
      see_target<false>(s, k, j);
      [[maybe_unused]] const family siblings{rows_, values_.weights, j};
      show_siblings(s, siblings, k, before);
      rules_.post(s, all_rules);
      store(s, k, j, before, count);
    });
  }

  slice_work<List, Real, Weights> traces_; ///< raises them
  std::int64_t step_;
  repeats repeats_;
};

/// Delivers all spikes that arrive in the present step at the synapses of slice s, from which they are under way to the
/// somata. `latest`: the step of the latest spikes of sources.
template <bool InTurn, class Real, class List, class Weights>
void deliver_to_own_dendrites(projection_state<List, Weights>& p, std::size_t s, const spike_history& spikes,
                              std::int64_t latest, moment now) {
  dendrite_work<List, Real, Weights> work(p, s, now);
  const auto each = [&](auto&& f) { for_each_arrival(*p.connections, p.connections->slices[s], spikes, latest, f); };
  if constexpr (InTurn) {
    p.waiting[s].clear();
    each([&](std::size_t begin, std::size_t end, std::size_t trace_row) { work.wait(begin, end, trace_row); });
    work.arrive_in_turn();
    each([&](std::size_t, std::size_t, std::size_t trace_row) { work.source_spike(trace_row); });
  } else {
    each([&](std::size_t begin, std::size_t end, std::size_t trace_row) { work.arrive(begin, end, trace_row); });
  }
}

/// What the spikes of targets of slice s do that reach synapses in the present step: those longest under way first.
template <class Real, class List, class Weights>
void learn_behind_own_dendrites(projection_state<List, Weights>& p, std::size_t s, const spike_history& target_spikes,
                                std::int64_t latest, moment now) {
  dendrite_work<List, Real, Weights> work(p, s, now);
  const slice_rows& rows = p.connections->slices[s];
  for (std::int64_t d = p.dendrites.steps; d >= 0; --d) {
    if (d > latest) continue;
    const auto& spikes = target_spikes.of_part(latest - d, rows.part);
    for (std::size_t k = 0; k < spikes.size();) {
      const std::uint32_t neuron = spikes[k];
      if (neuron < rows.first_target || neuron - rows.first_target >= rows.targets)
        ++k;
      else
        k += work.learn_from_target(neuron - rows.first_target, static_cast<std::uint32_t>(d),
                                    std::span(spikes.data() + k, spikes.size() - k));
    }
  }
}

} // namespace cortexpr::detail
