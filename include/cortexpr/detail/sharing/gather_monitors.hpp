// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/record/monitor_record.hpp>
#include <cortexpr/detail/record/read_synapses.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// How monitors become complete when ranks talk: each rank sends the parts of its neurons or the columns of its
// synapses, and all make the same rows from them. Monitors of spike lists are complete on every rank anyway.

namespace cortexpr::detail {

/// Bytes that all ranks together keep for the rows of a monitor; the same number on every rank.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] std::uint64_t kept_bytes(const monitor_record<D, K, Real>& r) {
  using f = monitor_facts<D, K, Real>;
  if constexpr (f::of_synapses)
    return r.kept_rows.size() * r.end * (f::seen::places.size() - 1) * sizeof(Real);
  else
    return r.kept_rows.size() * r.parts.size() * sizeof(typename f::part);
}

/// Writes what a rank sends. `former`: the number of rows that every rank has.
template <auto const& D, std::size_t K, class Real>
void put_monitor(sequence<std::uint8_t>& to, const network_state<D, Real>& state, const monitor_record<D, K, Real>& r,
                 std::size_t former) {
  using f = monitor_facts<D, K, Real>;
  if constexpr (f::everywhere) {
    return;
  } else if constexpr (f::of_synapses) {
    put_number(to, r.kept_rows.size());
    if (r.kept_rows.empty()) return;
    const std::vector<std::uint64_t> numbers = own_numbers(*item_at<f::holder>(state.items).connections);
    put_number(to, numbers.size());
    for (const std::uint64_t number : numbers) put_number(to, number);
    put_values(to, r.kept_columns.data(), r.kept_columns.size());
  } else if constexpr (f::lists) {
    put_number(to, r.rows() - former);
    for (std::size_t row = former; row < r.rows(); ++row) {
      put_number(to, static_cast<std::uint64_t>(r.steps[row]));
      put_number(to, r.neurons[row]);
    }
    put_values(to, r.values.data() + former * f::row::columns, r.values.size() - former * f::row::columns);
  } else {
    put_number(to, r.kept_rows.size());
    put_values(to, r.kept_parts.data(), r.kept_parts.size());
    put_values(to, r.parts.data() + r.own_share.first_part, r.own_share.last_part - r.own_share.first_part);
    if constexpr (f::keeps) put_values(to, r.owns.data() + r.own_share.first, r.own_share.last - r.own_share.first);
  }
}

/// Makes rows of synapses: every rank shows its monitor the synapses of all ranks.
template <auto const& D, std::size_t K, class Real>
void take_looks_at_synapses(std::vector<message_reader>& from, const network_state<D, Real>& state,
                            monitor_record<D, K, Real>& r) {
  using f = monitor_facts<D, K, Real>;
  constexpr std::size_t columns = f::seen::places.size() - 1;
  const std::size_t looks = r.kept_rows.size();
  struct told {
    std::vector<std::uint64_t> numbers;
    std::vector<Real> values;
  };
  std::vector<told> all;
  for (message_reader& rank : from) {
    if (rank.number() != looks) raise<error>("a monitor has looked differently at synapses of two ranks");
    if (looks == 0) continue;
    told& one = all.emplace_back();
    one.numbers.resize(rank.count(1));
    for (std::uint64_t& number : one.numbers) number = rank.number();
    one.values.resize(looks * columns * one.numbers.size());
    rank.values(one.values.data(), one.values.size());
  }
  const auto synapses = static_cast<std::size_t>(item_at<f::holder>(state.items).connections->synapses);
  for (std::size_t look = 0; look < looks; ++look) {
    for (std::size_t c = 0; c < columns; ++c) {
      auto& column = r.columns_read.columns[c];
      column.assign(synapses, Real(0));
      for (const told& one : all)
        for (std::size_t k = 0; k < one.numbers.size(); ++k)
          column[static_cast<std::size_t>(one.numbers[k])] = one.values[(look * columns + c) * one.numbers.size() + k];
    }
    const std::int64_t step = r.kept_rows[look];
    r.show_synapses({static_cast<double>(step) * state.dt, state.dt, static_cast<std::uint64_t>(step)});
  }
}
/// The order of the serial run for spikes that stand rank by rank. Ranks own ascending neurons: spikes of a step stay
/// as they are.
[[nodiscard]] inline std::vector<std::size_t> serial_order(const std::vector<std::int64_t>& steps) {
  std::vector<std::size_t> order(steps.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return steps[a] != steps[b] ? steps[a] < steps[b] : a < b; });
  return order;
}
/// Makes rows that are spikes, in the order of the serial run.
template <auto const& D, std::size_t K, class Real>
void take_listed_spikes(std::vector<message_reader>& from, monitor_record<D, K, Real>& r, std::size_t former) {
  constexpr std::size_t columns = monitor_facts<D, K, Real>::row::columns;
  std::vector<std::int64_t> steps;
  std::vector<std::uint32_t> neurons;
  std::vector<double> values;
  for (message_reader& rank : from) {
    const std::size_t begin = steps.size(), n = rank.count(2);
    for (std::size_t k = 0; k < n; ++k) {
      steps.push_back(static_cast<std::int64_t>(rank.number()));
      neurons.push_back(static_cast<std::uint32_t>(rank.number()));
    }
    values.resize((begin + n) * columns);
    rank.values(values.data() + begin * columns, n * columns);
  }
  const std::vector<std::size_t> order = serial_order(steps);
  r.steps.resize(former);
  r.neurons.resize(former);
  r.values.resize(former * columns);
  for (const std::size_t k : order) {
    r.steps.push_back(steps[k]);
    r.neurons.push_back(neurons[k]);
    for (std::size_t c = 0; c < columns; ++c) r.values.push_back(values[k * columns + c]);
  }
}
/// Makes rows of sums over neurons: parts are merged in the order of the serial run.
template <auto const& D, std::size_t K, class Real>
void take_sums(std::vector<message_reader>& from, const network_state<D, Real>& state, monitor_record<D, K, Real>& r) {
  using f = monitor_facts<D, K, Real>;
  using part = typename f::part;
  std::vector<sum_of_parts<f>> rows(r.kept_rows.size());
  std::vector<std::vector<part>> told;
  for (unsigned rank = 0; rank < from.size(); ++rank) {
    const monitored_share theirs = r.share_of(state, rank);
    const std::size_t in_row = f::exact ? 1 : theirs.last_part - theirs.first_part;
    if (from[rank].number() != rows.size()) raise<error>("a monitor has other rows on two ranks");
    std::vector<part> parts(rows.size() * in_row);
    from[rank].values(parts.data(), parts.size());
    for (std::size_t k = 0; k < parts.size(); ++k) rows[k / in_row].add(parts[k]);
    from[rank].values(r.parts.data() + theirs.first_part, theirs.last_part - theirs.first_part);
    if constexpr (f::keeps) from[rank].values(r.owns.data() + theirs.first, theirs.last - theirs.first);
  }
  for (std::size_t k = 0; k < rows.size(); ++k) r.conclude(r.kept_rows[k], rows[k].sum);
}
/// Makes rows from what all ranks have sent.
template <auto const& D, std::size_t K, class Real>
void take_monitor(std::vector<message_reader>& from, const network_state<D, Real>& state, monitor_record<D, K, Real>& r,
                  std::size_t former) {
  using f = monitor_facts<D, K, Real>;
  if constexpr (f::of_synapses)
    take_looks_at_synapses<D, K, Real>(from, state, r);
  else if constexpr (f::lists && !f::everywhere)
    take_listed_spikes<D, K, Real>(from, r, former);
  else if constexpr (!f::everywhere)
    take_sums<D, K, Real>(from, state, r);
  r.forget_kept();
}

} // namespace cortexpr::detail
