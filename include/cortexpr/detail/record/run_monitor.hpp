// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/record/monitor_record.hpp>
#include <cortexpr/detail/record/own_spikes.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <utility>

namespace cortexpr::detail {

/// What a monitor does in a step: every thread shows the policy the neurons that it owns; the first one completes rows.
template <auto const& D, std::size_t E, class Real>
class monitor_step {
  static constexpr std::size_t k = item_of_entry<D, E>;
  using f = monitor_facts<D, k, Real>;
  using seen = typename f::seen;

public:
  monitor_step(const network_state<D, Real>& state, monitor_record<D, k, Real>& r, const team_member& member)
      : state_(state), r_(r), member_(member) {}

  /// on_step for neurons.
  [[gnu::always_inline]] void look() const {
    if (!r_.looks_at(state_.step)) return;
    each_part([&](std::size_t, std::size_t from, std::size_t to) {
      const moment now = moment_of<D, Real>(state_);
      while (from < to) {
        const std::size_t block_end = std::min(to, (from / monitor_block + 1) * monitor_block);
        auto& place = r_.part_of(from, member_);
        constexpr bool small = sizeof(place) <= 64;
        std::conditional_t<small, typename f::part, typename f::part&> p = place; // in registers, if it fits
        for (; from < block_end; ++from) f::step(p, seen(population(), from, now, r_.begin), own_of(from));
        if constexpr (small) place = p;
      }
    });
    if constexpr (!f::spikes) count();
  }
  /// on_step for synapses; by one thread.
  void look_at_synapses() const {
    const auto& projection = item_at<f::holder>(state_.items);
    if (state_.ranks == 1) {
      r_.columns_read.read(projection);
      return r_.show_synapses(moment_of<D, Real>(state_));
    }
    r_.kept_rows.push_back(state_.step);
    for_each_index<seen::places.size() - 1>(
        [&](auto c) { read_own_synapses<Real, seen::places[c].index>(projection, r_.kept_columns); });
  }
  /// on_spike.
  [[gnu::always_inline]] void hear() const {
    if (!r_.sees(state_.step)) return;
    const moment now = moment_of<D, Real>(state_);
    each_part([&](std::size_t part, std::size_t, std::size_t) {
      for (const std::uint32_t i : population().spikes.of_part(state_.step, part))
        if (chosen(i)) f::spike(r_.part_of(i, member_), seen(population(), i, now, r_.begin), own_of(i));
    });
    count();
  }
  /// at_spike: a row for each spike; by one thread.
  void list() const {
    const moment now = moment_of<D, Real>(state_);
    for (const std::uint32_t i : own_spikes(state_, population(), state_.step))
      if (chosen(i)) {
        r_.append(state_.step, f::does.at_spike(seen(population(), i, now, r_.begin)));
        r_.neurons.push_back(i);
      }
  }

private:
  [[nodiscard]] const auto& population() const { return item_at<f::holder>(state_.items); }
  [[nodiscard]] bool chosen(std::size_t i) const { return i >= r_.begin && i < r_.end; }
  [[nodiscard, gnu::always_inline]] auto& own_of(std::size_t i) const { return r_.own_of(i); }
  /// Calls f(part, first neuron, end) for what this thread owns of the neurons that are watched.
  template <class F>
  [[gnu::always_inline]] void each_part(F&& visit) const {
    if constexpr (f::everywhere) {
      if (member_.leads())
        for (std::size_t part = 0; part < population().spikes.parts(); ++part) visit(part, r_.begin, r_.end);
    } else {
      const auto& bounds = population().bounds;
      const auto [first, last] = member_.share(bounds.size() - 1);
      for (std::size_t part = first; part < last; ++part)
        visit(part, std::max<std::size_t>(bounds[part], r_.begin), std::min<std::size_t>(bounds[part + 1], r_.end));
    }
  }
  /// The first thread counts; a row may be complete when all have looked.
  [[gnu::always_inline]] void count() const {
    if constexpr (!f::total || f::binned) member_.wait();
    if (member_.leads()) r_.count(state_.step);
  }

  const network_state<D, Real>& state_;
  monitor_record<D, k, Real>& r_;
  const team_member& member_;
};

} // namespace cortexpr::detail
