// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/flow/event_flow.hpp>
#include <cortexpr/detail/rows/modulator_rows.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/detail/synapse/virtual_scale.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cortexpr::detail {

/// Computes what the synapses of a slice have still to learn, and what their equations do until now.
template <class List, class Weights>
void bring_slice_forward([[maybe_unused]] projection_state<List, Weights>& p, [[maybe_unused]] std::size_t slice) {
  [[maybe_unused]] auto& values = p.slices[slice];
  if constexpr (defers_plasticity<List, Weights>)
    if (values.log.on) deferred_plasticity<List, Weights>(p, slice).catch_up(values);
  if constexpr (flows_at_events<List>)
    event_flow<List, slice_values<List, Weights>>(values, p).advance_all(p.connections->slices[slice]);
}

/// Changes variable V (`not_found`: the weight) of synapses of one slice by spikes that arrive at them.
template <std::size_t V, class List, class Weights>
class modulated_slice {
public:
  modulated_slice(projection_state<List, Weights>& p, std::size_t slice)
      : p_(p), rows_(p.connections->slices[slice]), values_(p.slices[slice]), slice_(slice) {}

  /// The spikes of `spikes` that arrive in `step`.
  void arrive(const modulator_rows& from, const sequence<double>& weight, const spike_history& spikes,
              std::int64_t step) {
    if (from.delay > step) return;
    const modulator_slice& mine = from.slices[slice_];
    for (const std::uint32_t neuron : spikes.of(step - from.delay)) {
      if (neuron < from.first_source) continue;
      const std::uint32_t i = neuron - from.first_source;
      if (i >= from.sources) break;
      if (from.all) {
        bring_slice_forward(p_, slice_);
        for (std::size_t k = 0; k < rows_.size(); ++k) add(k, weight[0]);
        continue;
      }
      for (std::uint64_t e = mine.row[i]; e < mine.row[i + std::size_t{1}]; ++e) {
        bring_forward(mine.position[e]);
        add(mine.position[e], weight[mine.weight_of.empty() ? 0 : mine.weight_of[e]]);
      }
    }
  }

private:
  /// What synapses have still to learn, and what their equations do until now, comes first.
  void bring_forward([[maybe_unused]] std::size_t k) {
    if constexpr (flows_at_events<List> && has_time_per_synapse<List>) {
      flow().advance_synapse(k);
    } else if constexpr (flows_at_events<List> || defers_plasticity<List, Weights>) {
      // A trace row has one time for all its synapses.
      const trace_row_bounds row = trace_row_around(rows_, k);
      if constexpr (defers_plasticity<List, Weights>)
        if (values_.log.on)
          deferred_plasticity<List, Weights>(p_, slice_).catch_up(values_, row.begin, row.end, row.number);
      if constexpr (flows_at_events<List>) flow().advance_row(row.begin, row.end, row.number);
    }
  }
  void add(std::size_t k, double amount) {
    if constexpr (V != not_found) {
      auto& x = std::get<V>(values_.variables)[k];
      using type = std::remove_cvref_t<decltype(x)>;
      if constexpr (std::is_arithmetic_v<type>)
        x = static_cast<type>(x + amount);
      else
        x = type(x.si() + amount);
    } else {
      using real = typename Weights::element;
      const std::size_t j = rows_.target[k];
      real added = static_cast<real>(amount);
      if constexpr (is_scaled<List>) added = static_cast<real>(amount * values_.inverse_scale[j]);
      const auto former = static_cast<double>(values_.weights[k]);
      values_.weights[k] += added;
      if constexpr (slice_values<List, Weights>::sums) {
        const std::uint64_t lost = values_.fan_in.replace(j, former, static_cast<double>(values_.weights[k]));
        values_.fan_in.any_stale = values_.fan_in.any_stale || lost != 0;
      }
      if constexpr (is_scaled<List>) rescale(values_, j, normalisation_goal(p_));
    }
  }
  [[nodiscard]] auto flow() const { return event_flow<List, slice_values<List, Weights>>(values_, p_); }

  projection_state<List, Weights>& p_;
  const slice_rows& rows_;
  slice_values<List, Weights>& values_;
  std::size_t slice_;
};

} // namespace cortexpr::detail
