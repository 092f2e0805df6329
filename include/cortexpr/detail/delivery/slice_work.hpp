// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/base/independent.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/delivery/synapse_access.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/detail/simd/exact_sum.hpp>
#include <cstdint>

namespace cortexpr::detail {

/// Runs the rules of a projection on one of its slices.
template <class List, class Real, class Weights, class Neurons = sees_none, bool Later = false>
class slice_work : synapse_access<List, Real, Weights, Neurons, Later> {
  // Inside lambdas with template parameters g++ 12 does not see these names: there it is this->now_.
  using access = synapse_access<List, Real, Weights, Neurons, Later>;
  using access::acts_alone, access::all_rules, access::late, access::sums_change;
  using access::count_change, access::each_rule, access::is_late, access::load, access::note_lost,
      access::show_siblings, access::store;
  using access::held_, access::now_, access::p_, access::rows_, access::rules_, access::slice_, access::spike_,
      access::values_;

public:
  using access::access;
  using typename access::arrival_event;
  using typename access::event;
  using typename access::family;

  /// A spike arrives at synapses [begin, end) of a trace row: every synapse runs the whole list.
  void arrive(std::size_t begin, std::size_t end, std::size_t trace_row, Real* variable, bit_view held) {
    meet(begin, end, trace_row);
    if constexpr (list_needs<List, rng>) spike_ = repeats_.of(trace_row);
    if constexpr (acts_alone)
      if (rows_.incoming.dense && !held && rules_.none_frozen()) {
        arrive_at_all(begin, trace_row, variable + rows_.first_target);
        source_spike(trace_row);
        return;
      }
    for (std::size_t k = begin; k < end; ++k) {
      const auto weight = static_cast<Real>(values_.weight(k, rows_.target[k]));
      arrive_at(k, trace_row, weight, variable, held, [&](auto& s) { rules_.pre(s, all_rules); });
    }
    source_spike(trace_row);
  }

  /// Fetches what the next spike will find.
  [[gnu::always_inline]] void prefetch([[maybe_unused]] std::size_t begin, [[maybe_unused]] std::size_t end) const {
    if constexpr (late)
      if (is_late()) deferred_plasticity<List, Weights>(p_, slice_).prefetch(values_, begin, end);
  }
  /// The spikes of a step have been gathered in `waiting`: every rule runs on all of them before the next does.
  void arrive_in_turn(Real* variable, bit_view held) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (turn_of<R>(variable, held), ...); }
    (all_rules);
  }
  void wait(std::size_t begin, std::size_t end, std::size_t trace_row) {
    meet(begin, end, trace_row);
    const std::uint64_t spike = repeats_.of(trace_row);
    for (std::size_t k = begin; k < end; ++k)
      p_.waiting[slice_].push_back({k, trace_row, static_cast<double>(values_.weight(k, rows_.target[k])), spike});
  }

  /// A target of this slice spikes: what its synapses learn from it ...
  void learn_from_target([[maybe_unused]] std::size_t local_target) {
    if constexpr (list_needs<List, rng>) spike_ = repeats_.of(local_target);
    if constexpr (any_rule<List, names_on_post>)
      if (!note_spike(local_target)) learn_from(local_target);
  }
  /// ... and what becomes of its traces.
  void raise_target([[maybe_unused]] std::size_t local_target) {
    if constexpr (any_rule<List, spikes_at_target>) raise_traces(values_.target[local_target]);
  }
  void raise_traces(target_variables<List>& target) {
    each_rule([&]<class Rule>(const Rule& rule) {
      if constexpr (TargetSpike<Rule>) rule.spike(static_cast<target_part<Rule>&>(target));
    });
  }
  void source_spike([[maybe_unused]] std::size_t trace_row) {
    if constexpr (any_rule<List, spikes_at_source>)
      each_rule([&]<class Rule>(const Rule& rule) {
        if constexpr (SourceSpike<Rule>) rule.spike(static_cast<source_part<Rule>&>(this->values_.source[trace_row]));
      });
  }

  /// Traces decay by one step, and the sums that rules will read in this step are noted.
  void relax() {
    each_rule([&]<class Rule>(const Rule& rule) {
      if constexpr (SourceDecays<Rule>)
        if (!this->is_late()) decay<source_part<Rule>>(rule, this->values_.source, this->now_.dt);
      if constexpr (TargetDecays<Rule>) decay<target_part<Rule>>(rule, this->values_.target, this->now_.dt);
    });
    if constexpr (late && slice_values<List, Weights>::has_source) ++values_.log.clock;
    if constexpr (flows_at_events<List>) ++values_.times.clock;
    if constexpr (slice_values<List, Weights>::sums) values_.note_sums(rows_);
    if constexpr (is_scaled<List>) fold_scales<Real>(p_, slice_);
  }

  /// Calls f(synapse) for all synapses in storage order and keeps what it writes. `Seen` is what f sees.
  template <class Seen = event, class F>
  void for_each(F&& f, hook from = hook::operation) {
    if constexpr (flows_at_events<List>) flow().advance_all(rows_);
    for_each_with_trace_row(rows_, [&](std::size_t k, std::size_t trace_row) {
      Seen s;
      const std::size_t j = rows_.target[k];
      const auto before = static_cast<Real>(values_.weight(k, j));
      load(s, k, trace_row, j, before, from);
      [[maybe_unused]] const family siblings{rows_, values_.weights, j};
      show_siblings(s, siblings, k, before);
      if constexpr (!std::is_same_v<Seen, event>)
        s.draw_from(*this->p_.connections, this->slice_, k, this->p_.numbers, this->now_.step);
      f(s);
      store(s, k, j, before);
    });
  }
  /// Every synapse runs the rules that act in every step, or at their intervals.
  void every_step() {
    auto since = rules_.due(p_.intervals, now_);
    [[maybe_unused]] const auto all = since;
    if constexpr (any_rule<List, names_on_step_if>) since = rules_.due_everywhere(since, all_rules);
    bool due = false;
    [&]<std::size_t... R>(std::index_sequence<R...>) {
      ((due = due || (NamesOnStep<std::tuple_element_t<R, decltype(List::rules)>> && since[R] != 0)), ...);
    }
    (all_rules);
    if (due) for_each([&](auto& s) { rules_.step(s, since, all_rules); }, hook::step);
    if constexpr (any_rule<List, names_on_step_if>) step_at_some_targets(all);
  }

private:
  /// Rules with on_step_if run at the synapses of those targets for which it is true.
  template <class Since>
  void step_at_some_targets(const Since& since) {
    const auto is_due = [](double time) { return time != 0; };
    if (std::none_of(since.begin(), since.end(), is_due)) return;
    if constexpr (flows_at_events<List>) flow().advance_all(rows_);
    decltype(Neurons::view::post) post;
    for (std::size_t j = 0; j < rows_.targets; ++j) {
      post.load(this->neurons_.post, rows_.first_target + j);
      const auto here = rules_.due_at(post, since, all_rules);
      if (std::none_of(here.begin(), here.end(), is_due)) continue;
      for_each_incoming(
          rows_, j,
          [&](std::size_t k, std::size_t trace_row) {
            event s;
            const auto before = static_cast<Real>(values_.weight(k, j));
            load(s, k, trace_row, j, before, hook::step);
            [[maybe_unused]] const family siblings{rows_, values_.weights, j};
            show_siblings(s, siblings, k, before);
            rules_.step(s, here, all_rules);
            store(s, k, j, before);
          },
          [&](std::size_t k) { values_.prefetch(k); });
    }
  }
  repeats repeats_;
  static constexpr auto no_count = [](double, double) {};

  [[nodiscard]] auto flow() const { return event_flow<List, slice_values<List, Weights>>(values_, p_); }

  /// What comes first when a spike arrives at a trace row whose synapses learn late or have event-driven equations.
  void meet([[maybe_unused]] std::size_t begin, [[maybe_unused]] std::size_t end,
            [[maybe_unused]] std::size_t trace_row) {
    if constexpr (late)
      if (is_late()) {
        const deferred_plasticity<List, Weights> synapses(p_, slice_);
        synapses.catch_up(values_, begin, end, trace_row);
        synapses.arrive(values_, trace_row);
      }
    if constexpr (flows_at_events<List>) flow().advance_row(begin, end, trace_row);
  }
  /// Notes the spike of a target where synapses learn late; false elsewhere.
  bool note_spike([[maybe_unused]] std::size_t local_target) {
    if constexpr (late)
      if (is_late()) {
        const auto step = static_cast<std::int64_t>(now_.step);
        if (values_.log.full(step)) deferred_plasticity<List, Weights>(p_, slice_).make_room(values_);
        if constexpr (slice_values<List, Weights>::has_target)
          values_.log.add(local_target, step, values_.target[local_target]);
        else
          values_.log.add(local_target, step, {});
        return true;
      }
    return false;
  }
  /// All synapses of a target that spikes run on_post; what that does to their sum is counted once.
  void learn_from(std::size_t local_target) {
    if constexpr (!sums_change) {
      visit_incoming(local_target, no_count);
    } else {
      exact_sum& sum = values_.fan_in.weight[local_target];
      double largest = 0;
      if (acts_alone && rows_.incoming.dense && rules_.none_frozen())
        largest = visit_incoming_of_all(local_target, sum);
      else
        visit_incoming(local_target, [&](double former, double present) {
          sum.replace(former, present);
          largest = std::max(largest, std::abs(former));
        });
      note_lost(values_.fan_in.look_for_lost_digits(local_target, largest));
      if constexpr (is_scaled<List>) rescale(values_, local_target, held_);
    }
  }
  template <class Count>
  [[gnu::always_inline]] void visit_incoming(std::size_t local_target, Count&& count) {
    for_each_incoming<sums_change>(
        rows_, local_target,
        [&](std::size_t k, std::size_t trace_row) {
          event s;
          if constexpr (flows_at_events<List>) flow().advance_synapse(k);
          const auto before = static_cast<Real>(values_.weight(k, local_target));
          load(s, k, trace_row, local_target, before, hook::post);
          incoming_weights<Weights> siblings{rows_, values_.weights, local_target};
          show_siblings(s, siblings, k, before);
          rules_.post(s, all_rules);
          store(s, k, local_target, before, count);
        },
        [&](std::size_t k) { values_.prefetch(k); });
  }
  /// The same where every trace row has a synapse onto the target and none sees what another does: the rules of many at
  /// a time, then their changes. Returns the largest weight there was.
  double visit_incoming_of_all(std::size_t local_target, exact_sum& sum) {
    constexpr std::size_t block = 64;
    alignas(64) std::array<double, block> former, present;
    exact_sums changes;
    const std::size_t trace_rows = rows_.row.size() - 1, stride = rows_.targets;
    Real scale = 1; // from stored weights to weights
    if constexpr (is_scaled<List>) scale = static_cast<Real>(1 / values_.inverse_scale[local_target]);
    if constexpr (flows_at_events<List>)
      for (std::size_t i = 0; i < trace_rows; ++i) flow().advance_synapse(i * stride + local_target);
    for (std::size_t first = 0; first < trace_rows; first += block) {
      const std::size_t n = std::min(block, trace_rows - first);
      CORTEXPR_INDEPENDENT
      for (std::size_t l = 0; l < n; ++l) {
        const std::size_t k = (first + l) * stride + local_target;
        event s;
        const Real before = values_.weights[k] * scale;
        load(s, k, first + l, local_target, before, hook::post);
        rules_.template post<true>(s, all_rules);
        store(s, k, local_target, before, [&](double was, double is) { former[l] = was, present[l] = is; });
      }
      std::fill(former.begin() + static_cast<std::ptrdiff_t>(n), former.end(), 0.0);
      std::fill(present.begin() + static_cast<std::ptrdiff_t>(n), present.end(), 0.0);
      changes.replace(former, present);
    }
    sum.add(changes.total());
    return changes.largest_former();
  }

  template <std::size_t R>
  void turn_of(Real* variable, bit_view held) {
    for (const waiting_event& x : p_.waiting[slice_]) {
      spike_ = x.spike;
      arrive_at(
          x.position, x.trace_row, static_cast<Real>(x.w_before), variable, held,
          [&](auto& s) { rules_.pre(s, std::index_sequence<R>{}); }, R);
    }
  }

  /// A spike arrives at a trace row with one synapse for every target, in their order: nothing that one synapse does is
  /// seen by another, so that the compiler may take many at a time.
  void arrive_at_all(std::size_t begin, std::size_t trace_row, Real* variable) {
    const std::size_t n = rows_.targets;
    std::uint64_t lost = 0;
    CORTEXPR_INDEPENDENT
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t k = begin + j;
      arrival_event s(variable[j]);
      const auto before = static_cast<Real>(values_.weight(k, j));
      load(s, k, trace_row, j, before, hook::pre);
      if constexpr (Neurons::any && !Later) s.post.share_receptor(s.receptor);
      rules_.template pre<true>(s, all_rules);
      variable[j] = s.receptor.stored();
      store(s, k, j, before, [&](double former, double present) { lost |= count_change(j, former, present); });
    }
    note_lost(lost);
  }

  template <class F>
  void arrive_at(std::size_t k, std::size_t trace_row, Real w_before, Real* variable, bit_view held, F&& run,
                 std::size_t turn = 0) {
    const std::size_t local = rows_.target[k], j = rows_.first_target + local;
    Real lost = variable[j];
    Real& place = held && held[j] ? lost : variable[j];
    arrival_event s(place);
    const auto before = static_cast<Real>(values_.weight(k, local));
    load(s, k, trace_row, local, before, hook::pre, turn);
    if constexpr (Neurons::any && !Later) s.post.share_receptor(s.receptor);
    [[maybe_unused]] const family siblings{rows_, values_.weights, local};
    show_siblings(s, siblings, k, w_before);
    run(s);
    place = s.receptor.stored();
    store(s, k, local, before);
  }
};

} // namespace cortexpr::detail
