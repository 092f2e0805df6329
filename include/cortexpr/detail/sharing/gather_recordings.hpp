// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/record/recorder.hpp>
#include <cortexpr/detail/sharing/gather_monitors.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cortexpr::detail {

/// What a rank adds to recordings during a run, and how it becomes whole at the end: each rank has recorded its own
/// neurons, and all ranks then have all of them, in the order of the serial run.
template <auto const& D, class Real>
class gathered_recordings {
  using s = structure<D>;
  using state_type = network_state<D, Real>;
  using recording_type = network_recording<D, Real>;

public:
  /// A run begins.
  void begin(const state_type& state, recording_type& recording) {
    each_gathered([&](auto k) {
      auto& r = item_at<k>(recording.items);
      if constexpr (is_monitor<k>()) {
        former_[k] = r.rows();
      } else if constexpr (is_rate<k>()) {
        former_[k] = r.starts.size();
        // Spikes that are in no bin yet are counted by one rank.
        if (state.rank != 0) each_rate(r, [](rate_trace& rate) { rate.spikes = 0; });
      } else
        former_[k] = r.steps.size();
    });
  }
  /// It has ended; all ranks meet.
  void end(const state_type& state, recording_type& recording, rank_calls& calls, std::string_view call) {
    sequence<std::uint8_t> mine;
    each_gathered([&](auto k) {
      const auto& r = item_at<k>(recording.items);
      if constexpr (is_monitor<k>())
        put_monitor<D, k, Real>(mine, state, r, former_[k]);
      else if constexpr (is_rate<k>())
        put_rates(mine, r, former_[k]);
      else if constexpr (kind_of<k>() == place_kind::spikes)
        put_spikes(mine, r, former_[k]);
      else
        put_columns(mine, r, former_[k], own_columns<k>(state, r));
    });
    calls.meet(call, state.step, {mine.data(), mine.size()});
    std::vector<message_reader> from;
    for (unsigned rank = 0; rank < state.ranks; ++rank) from.emplace_back(calls.from(rank));
    each_gathered([&](auto k) {
      auto& r = item_at<k>(recording.items);
      if constexpr (is_monitor<k>())
        take_monitor<D, k, Real>(from, state, r, former_[k]);
      else if constexpr (is_rate<k>())
        take_rates(from, r, former_[k]);
      else if constexpr (kind_of<k>() == place_kind::spikes)
        take_spikes(from, r, former_[k], s::is_precise(s::template target_place<k>.item));
      else
        for (message_reader& rank : from) take_columns(rank, r, former_[k]);
    });
  }
  /// Whether monitors keep so much that ranks should exchange it now; the same on every rank.
  [[nodiscard]] static bool keep_much(const recording_type& recording) {
    constexpr std::uint64_t much = std::uint64_t{1} << 25;
    std::uint64_t bytes = 0;
    s::template for_each<item_kind::record>([&](auto k) {
      if constexpr (is_monitor<k>()) bytes += kept_bytes<D, k, Real>(item_at<k>(recording.items));
    });
    return bytes > much;
  }

private:
  template <std::size_t K>
  static constexpr place_kind kind_of() {
    return s::template target_place<K>.kind;
  }
  template <std::size_t K>
  static constexpr bool is_rate() {
    return kind_of<K>() == place_kind::rate;
  }
  template <std::size_t K>
  static constexpr bool is_monitor() {
    return MonitorItem<typename s::template item<K>>;
  }
  /// Recordings of neurons and synapses; those of a spike list are complete on every rank.
  template <class F>
  static void each_gathered(const F& f) {
    s::template for_each<item_kind::record>([&](auto k) {
      if constexpr (is_monitor<k>()) {
        f(k);
      } else {
        constexpr std::size_t carrier = s::template target_place<k>.item;
        if constexpr (carrier != not_found)
          if constexpr (!all_have_spikes<D, carrier>() && kind_of<k>() != place_kind::shared_variable) f(k);
      }
    });
  }
  /// The columns of a trace that this rank fills.
  template <std::size_t K>
  static std::vector<std::uint64_t> own_columns(const state_type& state, const trace<Real>& r) {
    constexpr place from = s::template target_place<K>;
    const auto& holder = item_at<from.item>(state.items);
    if constexpr (from.is_per_synapse()) {
      if (r.which.everything()) return own_numbers(*holder.connections);
      return columns_where(r, [&](std::size_t c) { return r.places[c].slice != r.elsewhere; });
    } else if constexpr (from.kind == place_kind::target_variable) {
      std::vector<bool> own;
      for (const slice_rows& slice : holder.connections->slices) own.insert(own.end(), slice.targets, !slice.elsewhere);
      return columns_where(r, [&](std::size_t c) { return own[static_cast<std::size_t>(r.which.unchecked(c))]; });
    } else {
      const auto own = state.of_this_rank().share(holder.bounds);
      return columns_where(
          r, [&](std::size_t c) { return r.which.unchecked(c) >= own.first && r.which.unchecked(c) < own.second; });
    }
  }
  template <class IsOwn>
  static std::vector<std::uint64_t> columns_where(const trace<Real>& r, const IsOwn& is_own) {
    std::vector<std::uint64_t> columns;
    for (std::size_t c = 0; c < r.columns(); ++c)
      if (is_own(c)) columns.push_back(c);
    return columns;
  }

  static void put_spikes(sequence<std::uint8_t>& to, const spike_train& r, std::size_t former) {
    put_number(to, r.size() - former);
    std::int64_t step = 0;
    for (std::size_t k = former; k < r.size(); ++k) {
      put_number(to, static_cast<std::uint64_t>(r.steps[k] - step));
      put_number(to, r.neurons[k]);
      step = r.steps[k];
    }
    if (!r.offsets.empty()) put_values(to, r.offsets.data() + former, r.size() - former);
  }
  static void take_spikes(std::vector<message_reader>& from, spike_train& r, std::size_t former, bool precise) {
    std::vector<std::int64_t> steps;
    std::vector<std::uint32_t> neurons;
    std::vector<double> offsets;
    for (message_reader& rank : from) {
      std::int64_t step = 0;
      const std::size_t n = rank.count(2), before = offsets.size();
      for (std::size_t left = n; left > 0; --left) {
        step += static_cast<std::int64_t>(rank.number());
        steps.push_back(step);
        neurons.push_back(static_cast<std::uint32_t>(rank.number()));
      }
      if (!precise) continue;
      offsets.resize(before + n);
      rank.values(offsets.data() + before, n);
    }
    const std::vector<std::size_t> order = serial_order(steps);
    r.steps.resize(former);
    r.neurons.resize(former);
    if (precise) r.offsets.resize(former);
    for (const std::size_t k : order) {
      r.steps.push_back(steps[k]);
      r.neurons.push_back(neurons[k]);
      if (precise) r.offsets.push_back(offsets[k]);
    }
  }

  /// Calls f(rate) for a rate and those of its groups.
  template <class Rate, class F>
  static void each_rate(Rate& r, const F& f) {
    f(r);
    for (auto& group : r.of_groups) f(group);
  }
  static double spikes_per_hertz(const rate_trace& r) {
    return static_cast<double>(r.population) * static_cast<double>(r.period) * r.dt;
  }
  /// Rates are sent as numbers of spikes: their sum is exact.
  static void put_rates(sequence<std::uint8_t>& to, const rate_trace& of, std::size_t former) {
    each_rate(of, [&](const rate_trace& r) {
      put_number(to, r.size() - former);
      for (std::size_t k = former; k < r.size(); ++k)
        put_number(to, static_cast<std::uint64_t>(std::llround(r.hertz[k] * spikes_per_hertz(r))));
      put_number(to, r.spikes);
    });
  }
  static void take_rates(std::vector<message_reader>& from, rate_trace& of, std::size_t former) {
    each_rate(of, [&](rate_trace& r) {
      std::vector<std::uint64_t> spikes(r.size() - former);
      r.spikes = 0;
      for (message_reader& rank : from) {
        if (rank.number() != spikes.size()) raise<error>("a rate was recorded differently by two ranks");
        for (std::uint64_t& n : spikes) n += rank.number();
        r.spikes += rank.number();
      }
      for (std::size_t k = 0; k < spikes.size(); ++k)
        r.hertz[former + k] = static_cast<double>(spikes[k]) / spikes_per_hertz(r);
    });
  }

  /// Calls f(value) for the values that were added to these columns of a trace.
  template <class Trace, class F>
  static void each_value(Trace& r, std::size_t former, const std::vector<std::uint64_t>& columns, const F& f) {
    for (std::size_t row = former; row < r.rows(); ++row)
      for (const std::uint64_t column : columns) f(r.values[row * r.columns() + column]);
  }
  static void put_columns(sequence<std::uint8_t>& to, const trace<Real>& r, std::size_t former,
                          const std::vector<std::uint64_t>& own) {
    if (r.rows() == former) return;
    put_number(to, own.size());
    for (const std::uint64_t column : own) put_number(to, column);
    each_value(r, former, own, [&](const Real& x) { put_values(to, &x, 1); });
  }
  static void take_columns(message_reader& from, trace<Real>& r, std::size_t former) {
    if (r.rows() == former) return;
    std::vector<std::uint64_t> theirs(from.count(1));
    for (std::uint64_t& column : theirs)
      if (column = from.number(); column >= r.columns()) raise<error>("a message between ranks is damaged");
    each_value(r, former, theirs, [&](Real& x) { from.values(&x, 1); });
  }

  std::array<std::size_t, s::size> former_{}; ///< spikes, bins or rows, by item
};

} // namespace cortexpr::detail
