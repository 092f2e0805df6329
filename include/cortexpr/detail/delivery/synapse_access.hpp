// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/pick.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/synapse/incoming_weights.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cortexpr/detail/synapse/virtual_scale.hpp>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail {

/// The synapses of one slice as events of rules: `load` shows a rule what it may see, `store` keeps what it made of it
/// and all that follows (sums, virtual scales). `Later`: what rules add to a receptor is under way to it.
template <class List, class Real, class Weights, class Neurons = sees_none, bool Later = false>
class synapse_access {
public:
  using projection = projection_state<List, Weights>;
  using family = incoming_weights<Weights>;
  static constexpr dimension unit = unit_of_weights<Weights>;
  using event = synapse_event<List, Real, family, unit, Neurons>;
  using arrival_event = arrival<List, Real, family, unit, Neurons, unit_of_receptor<Weights>, Later>;
  static constexpr std::size_t rule_count = projection::rule_count;
  static_assert(Weights::per_synapse || !list_needs<List, siblings>);
  static_assert(!(is_scaled<List> && list_needs<List, siblings>),
                "cortexpr: a rule that looks at siblings cannot stand in one list with normalise_always, whose weights "
                "are virtual; use regularly<...>(..., normalise{...})");

  static_assert(Neurons::any == list_sees_neurons<List>);

  synapse_access(projection& p, std::size_t slice_index, moment now, const Neurons& neurons = {})
      : p_(p),
        rows_(p.connections->slices[slice_index]),
        values_(p.slices[slice_index]),
        slice_(slice_index),
        rules_{p.rules, p.frozen},
        now_(now),
        neurons_(neurons) {
    if constexpr (is_scaled<List>) held_ = normalisation_goal(p);
  }

protected:
  static constexpr auto all_rules = std::make_index_sequence<rule_count>{};
  static constexpr bool late = defers_plasticity<List, Weights>;
  /// What an event does to a synapse is not seen by another one.
  static constexpr bool acts_alone =
      !list_needs<List, siblings> && !list_needs<List, rng> && !any_rule<List, writes_target> && !changes_neurons<List>;
  /// Sums are kept up to date by what changes; rules that change siblings need them anew.
  static constexpr bool sums_change =
      Weights::per_synapse && slice_values<List, Weights>::sums && !list_needs<List, siblings>;

  [[nodiscard]] bool is_late() const {
    if constexpr (late)
      return values_.log.on;
    else
      return false;
  }
  template <class F>
  void each_rule(F&& f) {
    std::apply([&](const auto&... rule) { (f(rule), ...); }, p_.rules.rules);
  }

  /// Synapse k of trace row `trace_row` and (local) target j, which is given because looking it up can cost a cache
  /// line.
  [[gnu::always_inline]] void load(event& s, std::size_t k, [[maybe_unused]] std::size_t trace_row,
                                   [[maybe_unused]] std::size_t j, Real weight, [[maybe_unused]] hook from,
                                   [[maybe_unused]] std::size_t turn = 0) const {
    values_.read_variables(k, s);
    if constexpr (slice_values<List, Weights>::has_source) {
      auto& traces = static_cast<source_variables<List>&>(s);
      traces = values_.source[trace_row];
      // Where a spike arrives they are those of now; synapses that learn late run no on_post here.
      if constexpr (late)
        if (from == hook::operation && is_late())
          traces = deferred_plasticity<List, Weights>(p_, slice_).source_now(values_, trace_row);
    }
    if constexpr (slice_values<List, Weights>::has_target) static_cast<target_variables<List>&>(s) = values_.target[j];
    s.w = measured<unit, Real>::of_stored(weight);
    s.t = quantity<dim::second>(now_.t);
    s.dt = quantity<dim::second>(now_.dt);
    if constexpr (list_needs<List, incoming_sum>) {
      s.incoming_sum = quantity<unit>(values_.fan_in.at_start[j]);
      s.in_degree = values_.fan_in.count[j];
    }
    if constexpr (list_needs<List, global_signal>) s.signal = now_.signal;
    if constexpr (list_needs<List, which_pair>) s.pair = numbers_of(source_of(trace_row), j);
    if constexpr (list_needs<List, rng>) {
      s.numbers = p_.numbers;
      s.entity = creation_number(*p_.connections, slice_, k) + (spike_ << 48);
      s.counter = (((now_.step << 2) + static_cast<std::uint64_t>(from)) << 16) + (turn << 10);
    }
    if constexpr (Neurons::any) {
      s.post.load(neurons_.post, rows_.first_target + j);
      if constexpr (sees_sources<List>) s.pre.load(neurons_.pre, p_.connections->first_source + source_of(trace_row));
    }
  }

  void show_siblings([[maybe_unused]] event& s, [[maybe_unused]] const family& all, [[maybe_unused]] std::size_t k,
                     [[maybe_unused]] Real w_before) const {
    if constexpr (list_needs<List, siblings>) {
      s.all = &all;
      s.self = k;
      s.w_before = measured<unit, Real>::of_stored(w_before);
    }
  }

  void store(const event& s, std::size_t k, std::size_t j, Real before) {
    store(s, k, j, before, [&](double former, double present) { note_lost(count_change(j, former, present)); });
  }
  /// What follows for a target when a stored weight changes; whether its sum has lost digits.
  [[gnu::always_inline]] std::uint64_t count_change([[maybe_unused]] std::size_t j, [[maybe_unused]] double former,
                                                    [[maybe_unused]] double present) {
    std::uint64_t lost = 0;
    if constexpr (sums_change) lost = values_.fan_in.replace(j, former, present);
    if constexpr (is_scaled<List>) rescale(values_, j, held_);
    return lost;
  }
  void note_lost([[maybe_unused]] std::uint64_t lost) {
    if constexpr (sums_change) values_.fan_in.any_stale = values_.fan_in.any_stale || lost != 0;
  }
  /// Keeps what rules made of a synapse whose weight was `before`. `count(former, present)` is told the stored
  /// weight before and after, where sums are kept.
  template <class Count>
  [[gnu::always_inline]] void store(const event& s, std::size_t k, [[maybe_unused]] std::size_t j,
                                    [[maybe_unused]] Real before, [[maybe_unused]] Count&& count) {
    values_.write_variables(k, s);
    store_target(s, j);
    if constexpr (Neurons::any) store_neurons(s);
    if constexpr (sums_change) {
      const Real former = values_.weights[k];
      Real present = s.w.stored();
      // A weight that no rule changed stays what it was to the last digit.
      if constexpr (is_scaled<List>)
        present = pick(present == before, former, static_cast<Real>(present * values_.inverse_scale[j]));
      values_.weights[k] = present;
      count(static_cast<double>(former), static_cast<double>(present));
    } else if constexpr (Weights::per_synapse) {
      values_.weights[k] = s.w.stored();
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

  [[gnu::always_inline]] void store_neurons(const event& s) {
    s.post.store(neurons_.post);
    if constexpr (adds_to_sources<List>) {
      auto& all = p_.additions[slice_];
      source_addition<List> one{static_cast<std::uint32_t>(s.pre.neuron()), static_cast<std::uint32_t>(s.post.neuron()),
                                static_cast<std::uint32_t>(all.size())};
      if (s.pre.take_added(one.amount)) all.push_back(one);
    }
  }
  [[nodiscard]] numbers_of_pair numbers_of(std::size_t source, std::size_t local_target) const {
    const synapse_rows& all = *p_.connections;
    const std::size_t target = rows_.first_target - all.slices.front().first_target + local_target;
    const degree_counts& degrees = p_.degrees;
    return {static_cast<double>(source), static_cast<double>(target), degrees.sources, degrees.targets,
            degrees.in[target],          degrees.out[source]};
  }
  /// The source of a trace row.
  [[nodiscard]] std::size_t source_of(std::size_t trace_row) const {
    if (rows_.segment_begin.empty()) return trace_row;
    const auto& begin = rows_.segment_begin;
    return static_cast<std::size_t>(std::upper_bound(begin.begin(), begin.end(), trace_row) - begin.begin()) - 1;
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
  std::uint64_t spike_ = 0; ///< which of the spikes of one neuron in one step, told to random numbers
  rule_runner<List> rules_;
  moment now_;
  double held_ = 0; ///< the sum that a virtual scale holds
  [[no_unique_address]] Neurons neurons_;
};

/// Brings what the events of a slice add to sources into an order that does not depend on how targets are cut: by
/// source, then target.
template <class List, class Weights>
void sort_additions(projection_state<List, Weights>& p, std::size_t slice) {
  const auto before = [](const source_addition<List>& a, const source_addition<List>& b) {
    return std::tie(a.source, a.target, a.number) < std::tie(b.source, b.target, b.number);
  };
  auto& all = p.additions[slice];
  if (!std::is_sorted(all.begin(), all.end(), before)) std::sort(all.begin(), all.end(), before);
}

} // namespace cortexpr::detail
