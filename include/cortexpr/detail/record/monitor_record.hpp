// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/monitor/window.hpp>
#include <cortexpr/detail/record/monitor_facts.hpp>
#include <cortexpr/detail/record/read_synapses.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/monitor/trace.hpp>
#include <limits>
#include <string>

namespace cortexpr::detail {

/// Neurons that one part of a monitor stands for. The parts of a population that threads own are whole multiples, so
/// that what is added to what depends on no thread.
inline constexpr std::size_t monitor_block = 64;

/// What a monitor of a projection reads of all synapses, in the order of their creation.
template <auto const& D, std::size_t K, class Real>
struct monitored_columns {
  using seen = typename monitor_facts<D, K, Real>::seen;
  typename seen::columns_type columns;

  void reserve(std::size_t n) {
    for (auto& one : columns) one.reserve(n);
  }
  template <class Projection>
  void read(const Projection& projection) {
    for_each_index<seen::places.size() - 1>([&](auto k) {
      columns[k].clear();
      read_synapses<Real, seen::places[k].index>(projection, columns[k]);
    });
  }
};
struct no_monitored_columns {};

/// The parts and neurons of a monitor that belong to one rank.
struct monitored_share {
  std::size_t first_part = 0, last_part = 0, first = 0, last = 0;
};
/// The sum of parts, in their order.
template <class Facts>
struct sum_of_parts {
  typename Facts::part sum{};
  bool any = false;

  void add(const typename Facts::part& one) {
    sum = any ? Facts::does.merge(sum, one) : one;
    any = true;
  }
};

/// What a monitor finds, and what it has not finished. A trace whose rows are results, one column for each number of
/// a result; `result()` where it is one in total.
template <auto const& D, std::size_t K, class Real>
struct monitor_record : trace<double> {
  using facts = monitor_facts<D, K, Real>;
  using part = typename facts::part;
  using own = typename facts::own;
  using trace<double>::operator();

  sequence<part> parts; ///< of the open row: one per block of neurons, or per thread where sums are exact
  sequence<own> owns;   ///< one per neuron
  [[no_unique_address]] own nobodys{};
  [[no_unique_address]] typename facts::sums over_bins{}; ///< of the bins of time that are over
  std::vector<std::uint32_t> neurons;                     ///< of each row, if rows are spikes
  std::int64_t looks_every = 1, first = 0, last = std::numeric_limits<std::int64_t>::max();
  std::int64_t goal = 1, filled = 0, since = 0; ///< looks or steps of a row; done of the open one; where it began
  std::size_t begin = 0, end = 0, team_size = 1;
  std::conditional_t<facts::of_synapses, monitored_columns<D, K, Real>, no_monitored_columns> columns_read;

  // If ranks share a network, they make rows when they talk. Until then each keeps the parts of its own neurons or the
  // columns of its own synapses:
  bool ranks_merge = false;
  monitored_share own_share;           ///< of this rank
  std::vector<std::int64_t> kept_rows; ///< the steps at which rows begin, or at which synapses were read
  sequence<part> kept_parts;           ///< of those rows; exact sums are merged to one part per row
  std::vector<Real> kept_columns;      ///< of the synapses, at those steps

  /// The number in a row, of results that are one number.
  template <std::integral Row>
    requires(facts::row::columns == 1)
  [[nodiscard]] double operator()(Row row) const { return (*this)(row, 0); }
  /// The result so far of a monitor with in_total{}, with its unit.
  [[nodiscard]] auto result() const {
    static_assert(facts::total,
                  "cortexpr: a monitor has rows, sim[\"name\"_name](row, column), and no result() in total "
                  "unless it has the option in_total{}");
    if constexpr (facts::total) return facts::does.result(concluded());
  }

  void start_parts() {
    const std::size_t blocks = (end + monitor_block - 1) / monitor_block;
    parts.assign(facts::lists         ? 0
                 : facts::exact       ? team_size
                 : facts::of_synapses ? 1
                                      : std::max<std::size_t>(blocks, 1),
                 part{});
    filled = 0;
  }
  void clear() {
    trace<double>::clear();
    neurons.clear();
    forget_kept();
    start_parts();
    owns.assign(owns.size(), own{});
    over_bins = {};
  }
  void forget_kept() {
    kept_rows.clear();
    kept_parts.clear();
    kept_columns.clear();
  }
  void drop_results(const std::string& folder) {
    trace<double>::drop_results(folder);
    neurons.clear();
  }
  void reserve(std::int64_t more_steps) {
    if constexpr (!facts::lists && !facts::total) trace<double>::reserve(more_steps);
  }
  [[nodiscard]] bool sees(std::int64_t step) const { return step >= first && step < last; }
  [[nodiscard]] bool looks_at(std::int64_t step) const { return sees(step) && step % looks_every == 0; }
  /// The part that neuron i belongs to, on a thread.
  [[nodiscard, gnu::always_inline]] part& part_of(std::size_t i, [[maybe_unused]] const team_member& member) {
    if constexpr (facts::exact)
      return parts[own_share.first_part + member.index];
    else
      return parts[i / monitor_block];
  }
  /// The parts and neurons of a rank.
  [[nodiscard]] monitored_share share_of(const network_state<D, Real>& state, unsigned rank) const {
    const auto [from, to] = state.of_rank(rank).share(item_at<facts::holder>(state.items).bounds);
    monitored_share share{.first = std::clamp(from, begin, end), .last = std::clamp(to, begin, end)};
    if (facts::exact) {
      share.first_part = std::size_t{rank} * state.threads();
      share.last_part = share.first_part + state.threads();
    } else if (from != to) { // also blocks without a watched neuron
      share.first_part = std::min(parts.size(), from / monitor_block);
      share.last_part = std::min(parts.size(), (to + monitor_block - 1) / monitor_block);
    }
    return share;
  }

  /// Calls f(part) for parts in their order, after adding the results of their neurons.
  template <class F>
  void each_part_of(const monitored_share& share, const F& f) const {
    for (std::size_t k = share.first_part; k < share.last_part; ++k) {
      part one = parts[k];
      if constexpr (SumsUpNeurons<typename facts::policy>) {
        const std::size_t from = facts::exact ? (k == share.first_part ? share.first : share.last)
                                              : std::max(share.first, k * monitor_block);
        const std::size_t to = facts::exact ? share.last : std::min(share.last, (k + 1) * monitor_block);
        for (std::size_t i = from; i < to; ++i) facts::does.on_result(one, owns[i]);
      }
      f(one);
    }
  }
  [[nodiscard, gnu::always_inline]] own& own_of([[maybe_unused]] std::size_t i) {
    if constexpr (facts::keeps)
      return owns[i];
    else
      return nobodys;
  }
  /// All parts in their order.
  [[nodiscard]] part merged() const {
    sum_of_parts<facts> all;
    each_part_of({0, parts.size(), begin, end}, [&](const part& one) { all.add(one); });
    return all.sum;
  }
  /// What a result is made from.
  [[nodiscard]] typename facts::concluded concluded() const {
    if constexpr (facts::binned)
      return over_bins;
    else
      return merged();
  }
  void keep_for_ranks() {
    kept_rows.push_back(since);
    if constexpr (facts::exact) {
      sum_of_parts<facts> all;
      each_part_of(own_share, [&](const part& one) { all.add(one); });
      kept_parts.push_back(all.sum);
    } else {
      each_part_of(own_share, [&](const part& one) { kept_parts.push_back(one); });
    }
  }
  void append(std::int64_t step, const typename facts::result& x) {
    steps.push_back(step);
    for (std::size_t k = 0; k < facts::row::columns; ++k) values.push_back(facts::row::si(x, k));
  }
  /// A look, or a step, has been added to the open row.
  void count(std::int64_t step) {
    if (filled == 0) since = step;
    if (++filled < goal || (facts::total && !facts::binned)) return;
    if (ranks_merge)
      keep_for_ranks();
    else
      conclude(since, merged());
    for (part& one : parts) one = part{};
    filled = 0;
  }
  /// Finishes a row or a bin of time.
  void conclude(std::int64_t begun, const part& all) {
    if constexpr (facts::binned) {
      facts::does.on_bin(over_bins, all);
      if constexpr (!facts::total) append(begun, facts::does.result(over_bins));
    } else if constexpr (!facts::total) {
      append(begun, facts::does.result(all));
    }
  }
  /// Shows all synapses, whose values have been read, to the monitor.
  void show_synapses(const moment& now) requires(facts::of_synapses) {
    using seen = typename facts::seen;
    part p = parts[0]; // in registers, if it fits
    const std::size_t to = std::min(end, columns_read.columns[0].size());
    for (std::size_t i = begin; i < to; ++i) facts::step(p, seen(columns_read.columns, i, now), own_of(i));
    parts[0] = p;
    count(static_cast<std::int64_t>(now.step));
  }
};

/// An empty recording of monitor R of a built state.
template <auto const& D, std::size_t R, class Real>
void build_monitor(const network_state<D, Real>& state, monitor_record<D, R, Real>& r) {
  using s = structure<D>;
  using f = monitor_facts<D, R, Real>;
  using item = typename s::template item<R>;
  const auto& it = s::template value<R>();
  const std::string name(item::path.view()), owner = "monitor '" + name + "'";
  const auto& holder = item_at<f::holder>(state.items);
  r.dt = state.dt;
  r.origin.name = name;
  r.unit = unit_symbol(f::row::dims);
  r.kind = columns_of::results;
  r.which.all(f::row::columns);
  r.team_size = state.team_size;
  r.looks_every = it.period.period.si() == 0 ? steps_of_holder<D, f::holder>(state)
                                             : period_steps(it.period.period.si(), state.dt, owner);
  r.period = it.rows.length.si() == 0 ? r.looks_every : period_steps(it.rows.length.si(), state.dt, owner);
  if (r.period % r.looks_every != 0)
    raise({owner, ": a window of ", quantity_text(it.rows.length), " is no multiple of its period of ",
           quantity_text(it.period.period)});
  r.goal = f::spikes ? r.period : r.period / r.looks_every;
  if (!(it.times.from.si() < it.times.to.si())) raise({owner, ": the times of during{from, to} must rise"});
  const auto step_at = [&](double seconds) {
    const double k = first_step_from(seconds, state.dt);
    return k < most_steps ? static_cast<std::int64_t>(std::max(k, 0.0)) : std::numeric_limits<std::int64_t>::max();
  };
  r.first = step_at(it.times.from.si());
  r.last = step_at(it.times.to.si());
  std::size_t n = 0;
  if constexpr (f::of_synapses)
    n = static_cast<std::size_t>(holder.connections->synapses);
  else
    n = holder.size;
  r.begin = 0;
  r.end = n;
  if constexpr (!item::sliced.part.whole) {
    r.begin = item::sliced.part.begin;
    r.end = item::sliced.part.end;
    if (r.end > n) raise({owner, ": its slice ends at ", r.end, ", but there are ", n});
  }
  if constexpr (HasRoomFor<typename f::policy>)
    if (r.end - r.begin > std::size_t{f::policy::room})
      raise({owner, ": it has room for ", std::size_t{f::policy::room}, " of the ", r.end - r.begin,
             " that it watches; give it more, or watch a slice: \"", item::target.item,
             "[0:", std::size_t{f::policy::room}, "]\""});
  if constexpr (f::of_synapses) r.columns_read.reserve(n);
  if constexpr (f::keeps) r.owns.assign(r.end, typename f::own{});
  r.start_parts();
  if constexpr (!f::of_synapses && !f::everywhere)
    if (state.ranks > 1) {
      r.ranks_merge = true;
      r.own_share = r.share_of(state, state.rank);
    }
}

} // namespace cortexpr::detail
