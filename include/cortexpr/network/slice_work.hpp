// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/pick.hpp>
#include <cortexpr/network/incoming_weights.hpp>
#include <cortexpr/network/late_learning.hpp>
#include <cortexpr/network/rule_runner.hpp>
#include <cortexpr/network/synapse_state.hpp>
#include <cortexpr/network/virtual_scale.hpp>
#include <cstdint>

namespace cortexpr {

namespace detail {

/// Runs the rules of a projection on one of its slices. Everything about an event goes through `load` and `store`.
template <class List, class Real, class Weights>
class slice_work {
public:
  using projection = projection_state<List, Weights>;
  using family = incoming_weights<Weights>;
  using event = synapse_event<List, Real, family>;
  static constexpr std::size_t rule_count = projection::rule_count;
  static_assert(Weights::per_synapse || !list_needs<List, siblings>);
  static_assert(!(is_scaled<List> && list_needs<List, siblings>),
                "cortexpr: a rule that looks at siblings cannot stand in one list with normalise_always, whose weights "
                "are virtual; use regularly<...>(..., normalise{...})");

  slice_work(projection& p, std::size_t slice_index, moment now)
      : p_(p),
        rows_(p.connections->slices[slice_index]),
        values_(p.values[slice_index]),
        slice_(slice_index),
        rules_{p.rules, p.frozen},
        now_(now) {
    if constexpr (is_scaled<List>) held_ = held_sum(p);
  }

  /// A spike arrives at synapses [begin, end) of a line: every synapse runs the whole list.
  void arrive(std::size_t begin, std::size_t end, std::size_t line, Real* variable, bit_view held) {
    meet(begin, end, line);
    for (std::size_t k = begin; k < end; ++k) {
      const auto weight = static_cast<Real>(values_.weight(k, rows_.target[k]));
      arrive_at(k, line, weight, variable, held, [&](auto& s) { rules_.pre(s, all_rules); });
    }
    source_spike(line);
  }

  /// Fetches what the next spike will find.
  [[gnu::always_inline]] void prefetch([[maybe_unused]] std::size_t begin, [[maybe_unused]] std::size_t end) const {
    if constexpr (late)
      if (is_late()) late_learning<List, Weights>(p_, slice_).prefetch(values_, begin, end);
  }
  /// The spikes of a step have been gathered in `waiting`: every rule runs on all of them before the next does.
  void arrive_in_turn(Real* variable, bit_view held) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (turn_of<R>(variable, held), ...); }
    (all_rules);
  }
  void wait(std::size_t begin, std::size_t end, std::size_t line) {
    meet(begin, end, line);
    for (std::size_t k = begin; k < end; ++k)
      p_.waiting[slice_].push_back({k, line, static_cast<double>(values_.weight(k, rows_.target[k]))});
  }

  /// A target of this slice spikes.
  void spike_of_target(std::size_t local_target) {
    if constexpr (any_rule<List, names_on_post>)
      if (!note_spike(local_target)) learn_from(local_target);
    if constexpr (any_rule<List, spikes_at_target>)
      each_rule([&]<class Rule>(const Rule& rule) {
        if constexpr (TargetSpike<Rule>) rule.spike(static_cast<target_part<Rule>&>(values_.target[local_target]));
      });
  }
  void source_spike([[maybe_unused]] std::size_t line) {
    if constexpr (any_rule<List, spikes_at_source>)
      each_rule([&]<class Rule>(const Rule& rule) {
        if constexpr (SourceSpike<Rule>) rule.spike(static_cast<source_part<Rule>&>(values_.source[line]));
      });
  }

  /// Traces decay by one step, and the sums that rules will read in this step are noted.
  void relax() {
    each_rule([&]<class Rule>(const Rule& rule) {
      if constexpr (SourceDecays<Rule>)
        if (!is_late()) decay<source_part<Rule>>(rule, values_.source, now_.dt);
      if constexpr (TargetDecays<Rule>) decay<target_part<Rule>>(rule, values_.target, now_.dt);
    });
    if constexpr (late && slice_values<List, Weights>::has_source) ++values_.log.clock;
    if constexpr (slice_values<List, Weights>::sums) values_.note_sums(rows_);
    if constexpr (is_scaled<List>) fold_scales<Real>(p_, slice_);
  }

  /// Calls f(synapse) for all synapses in storage order and keeps what it writes.
  template <class F>
  void for_each(F&& f, hook from = hook::operation) {
    for_each_with_line(rows_, [&](std::size_t k, std::size_t line) {
      event s;
      const std::size_t j = rows_.target[k];
      const auto before = static_cast<Real>(values_.weight(k, j));
      load(s, k, line, j, before, from);
      [[maybe_unused]] const family brothers{rows_, values_.weights, j};
      show_siblings(s, brothers, k, s.w);
      f(s);
      store(s, k, j, before);
    });
  }
  /// Every synapse runs the rules that act in every step, or at their intervals.
  void every_step() {
    bool due = false;
    each_rule([&]<class Rule>(const Rule& rule) {
      if constexpr (NamesOnStep<Rule>) due = due || rule_interval(rule, now_) != 0;
    });
    if (due) for_each([&](auto& s) { rules_.step(s, now_, all_rules); }, hook::step);
  }

private:
  static constexpr auto all_rules = std::make_index_sequence<rule_count>{};
  static constexpr bool late = learns_late<List, Weights>;
  /// Sums are kept up to date by what changes; rules that change siblings need them anew.
  static constexpr bool sums_change =
      Weights::per_synapse && slice_values<List, Weights>::sums && !list_needs<List, siblings>;

  [[nodiscard]] bool is_late() const {
    if constexpr (late)
      return values_.log.on;
    else
      return false;
  }
  /// What comes first when a spike arrives at a line whose synapses learn late.
  void meet([[maybe_unused]] std::size_t begin, [[maybe_unused]] std::size_t end, [[maybe_unused]] std::size_t line) {
    if constexpr (late)
      if (is_late()) {
        const late_learning<List, Weights> synapses(p_, slice_);
        synapses.catch_up(values_, begin, end, line);
        synapses.arrive(values_, line);
      }
  }
  /// Notes the spike of a target where synapses learn late; false elsewhere.
  bool note_spike([[maybe_unused]] std::size_t local_target) {
    if constexpr (late)
      if (is_late()) {
        const auto step = static_cast<std::int64_t>(now_.step);
        if (values_.log.full(step)) late_learning<List, Weights>(p_, slice_).make_room(values_);
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
    [[maybe_unused]] exact_sum sum;
    [[maybe_unused]] double largest = 0;
    if constexpr (sums_change) sum = values_.fan_in.weight[local_target];
    for_each_incoming<sums_change>(
        rows_, local_target,
        [&](std::size_t k, std::size_t line) {
          event s;
          const auto before = static_cast<Real>(values_.weight(k, local_target));
          load(s, k, line, local_target, before, hook::post);
          incoming_weights<Weights> brothers{rows_, values_.weights, local_target};
          show_siblings(s, brothers, k, s.w);
          rules_.post(s, all_rules);
          store(s, k, local_target, before, [&](double former, double present) {
            sum.replace(former, present);
            largest = std::max(largest, std::abs(former));
          });
        },
        [&](std::size_t k) { values_.prefetch(k); });
    if constexpr (sums_change) {
      values_.fan_in.weight[local_target] = sum;
      values_.fan_in.look_for_lost_digits(local_target, largest);
      if constexpr (is_scaled<List>) rescale(values_, local_target, held_);
    }
  }

  template <class F>
  void each_rule(F&& f) {
    std::apply([&](const auto&... rule) { (f(rule), ...); }, p_.rules.rules);
  }

  template <std::size_t R>
  void turn_of(Real* variable, bit_view held) {
    for (const waiting_event& x : p_.waiting[slice_])
      arrive_at(
          x.position, x.line, static_cast<Real>(x.w_before), variable, held,
          [&](auto& s) { rules_.pre(s, std::index_sequence<R>{}); }, R);
  }

  template <class F>
  void arrive_at(std::size_t k, std::size_t line, Real w_before, Real* variable, bit_view held, F&& run,
                 std::size_t turn = 0) {
    const std::size_t local = rows_.target[k], j = rows_.first_target + local;
    Real lost = variable[j];
    const bool is_held = held && held[j];
    arrival<List, Real, family> s(is_held ? lost : variable[j]);
    const auto before = static_cast<Real>(values_.weight(k, local));
    load(s, k, line, local, before, hook::pre, turn);
    [[maybe_unused]] const family brothers{rows_, values_.weights, local};
    show_siblings(s, brothers, k, w_before);
    run(s);
    store(s, k, local, before);
  }

  /// Synapse k of line `line` and (local) target j, which is given because looking it up can cost a cache line.
  [[gnu::always_inline]] void load(event& s, std::size_t k, [[maybe_unused]] std::size_t line,
                                   [[maybe_unused]] std::size_t j, Real weight, [[maybe_unused]] hook from,
                                   [[maybe_unused]] std::size_t turn = 0) const {
    values_.read_variables(k, s);
    if constexpr (slice_values<List, Weights>::has_source) {
      auto& traces = static_cast<source_variables<List>&>(s);
      traces = values_.source[line];
      // Where a spike arrives they are those of now; synapses that learn late run no on_post here.
      if constexpr (late)
        if (from == hook::operation && is_late())
          traces = late_learning<List, Weights>(p_, slice_).source_now(values_, line);
    }
    if constexpr (slice_values<List, Weights>::has_target) static_cast<target_variables<List>&>(s) = values_.target[j];
    s.w = weight;
    s.t = now_.t;
    s.dt = now_.dt;
    if constexpr (list_needs<List, incoming_sum>) {
      s.incoming_sum = values_.fan_in.at_start[j];
      s.in_degree = values_.fan_in.count[j];
    }
    if constexpr (list_needs<List, global_signal>) s.signal = now_.signal;
    if constexpr (list_needs<List, rng>) {
      s.numbers = p_.numbers;
      s.entity = creation_number(*p_.connections, slice_, k);
      s.counter = (((now_.step << 2) + static_cast<std::uint64_t>(from)) << 16) + (turn << 10);
    }
  }

  void show_siblings([[maybe_unused]] event& s, [[maybe_unused]] const family& all, [[maybe_unused]] std::size_t k,
                     [[maybe_unused]] Real w_before) const {
    if constexpr (list_needs<List, siblings>) {
      s.all = &all;
      s.self = k;
      s.w_before = w_before;
    }
  }

  void store(const event& s, std::size_t k, std::size_t j, Real before) {
    store(s, k, j, before, [&]([[maybe_unused]] double former, [[maybe_unused]] double present) {
      if constexpr (sums_change) values_.fan_in.replace(j, former, present);
      if constexpr (is_scaled<List>) rescale(values_, j, held_);
    });
  }
  /// Keeps what rules made of a synapse whose weight was `before`. `count(former, present)` is told the stored
  /// weight before and after, where sums are kept.
  template <class Count>
  [[gnu::always_inline]] void store(const event& s, std::size_t k, [[maybe_unused]] std::size_t j,
                                    [[maybe_unused]] Real before, [[maybe_unused]] Count&& count) {
    values_.write_variables(k, s);
    store_target(s, j);
    if constexpr (sums_change) {
      const Real former = values_.weights[k];
      Real present = s.w;
      // A weight that nobody changed stays what it was to the last digit.
      if constexpr (is_scaled<List>) present = pick(s.w == before, former, static_cast<Real>(s.w * values_.stretch[j]));
      values_.weights[k] = present;
      count(static_cast<double>(former), static_cast<double>(present));
    } else if constexpr (Weights::per_synapse) {
      values_.weights[k] = s.w;
      if constexpr (slice_values<List, Weights>::sums) sum_anew(j);
    }
  }

  // Traces change by `spike` alone; what is stored here are the plain variables of a target.
  void store_target([[maybe_unused]] const event& s, [[maybe_unused]] std::size_t j) {
    if constexpr (any_rule<List, writes_target>)
      each_rule([&]<class Rule>(const Rule&) {
        if constexpr (writes_target<Rule>::value)
          static_cast<target_part<Rule>&>(values_.target[j]) = static_cast<const target_part<Rule>&>(s);
      });
  }

  void sum_anew(std::size_t j) {
    exact_sum sum;
    for_each_incoming(rows_, j, [&](std::size_t k, std::size_t) { sum.add(static_cast<double>(values_.weights[k])); });
    values_.fan_in.weight[j] = sum;
  }

  projection& p_;
  const slice_rows& rows_;
  slice_values<List, Weights>& values_;
  std::size_t slice_;
  rule_runner<List> rules_;
  moment now_;
  double held_ = 0; ///< the sum that a virtual scale holds
};

} // namespace detail

} // namespace cortexpr
