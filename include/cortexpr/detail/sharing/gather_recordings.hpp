// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/record/recorder.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// What a rank adds to recordings during a run, and how it becomes whole at the end: each rank has recorded its own
/// neurons, and all ranks then have all of them, in the order of the serial run.
template <auto const& D, class Real>
class gathered_recordings {
  using s = structure<D>;
  using state_type = network_state<D, Real>;
  using recording_type = network_recording<D, Real>;
  using neuron_range = std::pair<std::uint64_t, std::uint64_t>;

public:
  /// A run begins.
  void begin(const state_type& state, recording_type& recording) {
    each_gathered([&](auto k) {
      auto& r = item_at<k>(recording.items);
      if constexpr (is_rate<k>()) {
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
      if constexpr (is_rate<k>())
        put_rates(mine, r, former_[k]);
      else if constexpr (kind_of<k>() == place_kind::spikes)
        put_spikes(mine, r, former_[k]);
      else
        put_columns(mine, r, former_[k], neurons_of<k>(state, state.rank));
    });
    calls.meet(call, state.step, {mine.data(), mine.size()});
    std::vector<message_reader> from;
    for (unsigned rank = 0; rank < state.ranks; ++rank) from.emplace_back(calls.from(rank));
    each_gathered([&](auto k) {
      auto& r = item_at<k>(recording.items);
      if constexpr (is_rate<k>())
        take_rates(from, r, former_[k]);
      else if constexpr (kind_of<k>() == place_kind::spikes)
        take_spikes(from, r, former_[k]);
      else
        for (unsigned rank = 0; rank < state.ranks; ++rank)
          take_columns(from[rank], r, former_[k], neurons_of<k>(state, rank));
    });
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
  /// Recordings of neurons; those of a spike list are whole on every rank.
  template <class F>
  static void each_gathered(const F& f) {
    s::template for_each<item_kind::record>([&](auto k) {
      if constexpr (!MonitorItem<typename s::template item<k>>) {
        constexpr std::size_t carrier = s::template target_place<k>.item;
        if constexpr (carrier != not_found)
          if constexpr (s::kinds[carrier] == item_kind::population)
            if constexpr (!s::template item<carrier>::listed && kind_of<k>() != place_kind::shared_variable) f(k);
      }
    });
  }
  template <std::size_t K>
  static neuron_range neurons_of(const state_type& state, unsigned rank) {
    const auto& bounds = item_at<s::template target_place<K>.item>(state.items).bounds;
    const auto [first, last] = state.of_rank(rank).share(bounds.size() - 1);
    return {bounds[first], bounds[last]};
  }

  static void put_spikes(sequence<std::uint8_t>& to, const spike_train& r, std::size_t former) {
    put_number(to, r.size() - former);
    std::int64_t step = 0;
    for (std::size_t k = former; k < r.size(); ++k) {
      put_number(to, static_cast<std::uint64_t>(r.steps[k] - step));
      put_number(to, r.neurons[k]);
      step = r.steps[k];
    }
  }
  static void take_spikes(std::vector<message_reader>& from, spike_train& r, std::size_t former) {
    std::vector<std::int64_t> steps;
    std::vector<std::uint32_t> neurons;
    for (message_reader& rank : from) {
      std::int64_t step = 0;
      for (std::uint64_t left = rank.number(); left > 0; --left) {
        step += static_cast<std::int64_t>(rank.number());
        steps.push_back(step);
        neurons.push_back(static_cast<std::uint32_t>(rank.number()));
      }
    }
    // Ranks own ascending neurons: spikes of a step stay in the order of ranks.
    std::vector<std::size_t> order(steps.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return steps[a] < steps[b]; });
    r.steps.resize(former);
    r.neurons.resize(former);
    for (const std::size_t k : order) {
      r.steps.push_back(steps[k]);
      r.neurons.push_back(neurons[k]);
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

  /// Calls f(value) for what neurons of a range have added to a trace.
  template <class Trace, class F>
  static void each_value(Trace& r, std::size_t former, const neuron_range& neurons, const F& f) {
    for (std::size_t row = former; row < r.rows(); ++row)
      for (std::size_t column = 0; column < r.columns(); ++column) {
        const std::uint64_t i = r.which.unchecked(column);
        if (i >= neurons.first && i < neurons.second) f(r.values[row * r.columns() + column]);
      }
  }
  static void put_columns(sequence<std::uint8_t>& to, const trace<Real>& r, std::size_t former,
                          const neuron_range& own) {
    each_value(r, former, own, [&](const Real& x) { put_values(to, &x, 1); });
  }
  static void take_columns(message_reader& from, trace<Real>& r, std::size_t former, const neuron_range& theirs) {
    each_value(r, former, theirs, [&](Real& x) { from.values(&x, 1); });
  }

  std::array<std::size_t, s::size> former_{}; ///< spikes, bins or rows, by item
};

} // namespace cortexpr::detail
