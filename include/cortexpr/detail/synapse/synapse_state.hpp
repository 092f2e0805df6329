// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/description/coupling.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/base/step_scratch.hpp>
#include <cortexpr/detail/flow/clock_flow.hpp>
#include <cortexpr/detail/flow/event_flow.hpp>
#include <cortexpr/detail/plasticity/trace_powers.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/rows/row_bits.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/spike_log.hpp>
#include <cortexpr/detail/rows/spikes_in_flight.hpp>
#include <cortexpr/detail/rows/weights.hpp>
#include <cortexpr/detail/simd/exact_sum.hpp>
#include <cortexpr/detail/synapse/degree_counts.hpp>
#include <cortexpr/detail/synapse/dendrite_state.hpp>
#include <cortexpr/detail/synapse/former_sources.hpp>
#include <cortexpr/detail/synapse/pathway_delays.hpp>
#include <cortexpr/detail/synapse/weight_summary.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

template <class List, class Sequence>
struct synapse_columns_of;
template <class List, std::size_t... K>
struct synapse_columns_of<List, std::index_sequence<K...>> {
  using type = std::tuple<sequence<variable_type<synapse_variables<List>, K>>...>;
};

/// The per-synapse variables of one slice, a column for each.
template <class List>
using synapse_columns =
    typename synapse_columns_of<List, std::make_index_sequence<variable_count<synapse_variables<List>>>>::type;

/// Whether a rule keeps the incoming sums by a virtual scale per target: the weight is the stored one / the inverse
/// scale.
template <class List>
inline constexpr bool is_scaled = any_rule<List, has_virtual_scale>;

/// Whether the synapses of a list may learn from a spike of their target later: what their on_post sees can be told
/// later as well (neurons cannot), and only the synapse itself sees what it does.
template <class List, class Weights>
inline constexpr bool defers_plasticity =
    Weights::per_synapse&& any_rule<List, names_on_post> && !acts_every_step<List> && !any_rule<List, writes_target> &&
    !list_needs<List, incoming_sum> && !list_needs<List, siblings> && !list_needs<List, rng> &&
    !list_needs<List, global_signal> && !is_scaled<List> && !list_sees_neurons<List> && !flows_at_events<List> &&
    !flows_every_step<List> && !has_pathways<List> && !list_needs<List, which_pair>;

/// Whether dense slices of a projection count the bits of their targets.
template <class List, class Weights>
inline constexpr bool counts_bits = std::is_same_v<List, plasticity<transmit>> && !Weights::per_synapse;

/// Sums over the synapses of every target of a slice, kept where a rule asks for them.
struct fan_in_sums {
  sequence<exact_sum> weight;       ///< of the stored weights, up to date at every moment
  sequence<double> at_start, count; ///< the sum at the start of the step; the number of synapses
  sequence<std::uint64_t> stale;    ///< targets whose sums have lost digits; as wide as sums, for loops over both
  bool any_stale = false;

  /// Whether digits were lost; then the caller sets `any_stale`.
  [[gnu::always_inline]] std::uint64_t replace(std::size_t target, double former, double present) {
    weight[target].replace(former, present);
    return look_for_lost_digits(target, std::abs(former));
  }
  /// Twice the precision of double keeps 16 digits of the rest when a term 1e10 times as large goes, not of less.
  [[gnu::always_inline]] std::uint64_t look_for_lost_digits(std::size_t target, double largest_former) {
    const std::uint64_t lost = largest_former > 1e10 * std::abs(weight[target].value()) ? 1 : 0;
    stale[target] |= lost;
    return lost;
  }
  [[nodiscard]] bool operator==(const fan_in_sums&) const = default;
};

template <int>
struct absent {
  [[nodiscard]] bool operator==(const absent&) const = default;
};

/// One synapse event that waits for the next rule: where it lies, its weight before the step, and which spike of its
/// source in the step it is of.
struct waiting_event {
  std::size_t position, trace_row;
  double w_before;
  std::uint64_t spike;
};

/// What changes in one slice of a projection: weights and per-synapse variables in storage order, variables of the
/// sources (one for every trace row of the slice) and of the targets.
template <class List, class Weights>
struct slice_values {
  static constexpr bool sums = list_needs<List, incoming_sum> || is_scaled<List>;
  static constexpr bool has_source = variable_count<source_variables<List>> != 0;
  static constexpr bool has_target = variable_count<target_variables<List>> != 0;

  Weights weights;
  synapse_columns<List> variables;
  [[no_unique_address]] std::conditional_t<has_source, sequence<source_variables<List>>, absent<0>> source;
  [[no_unique_address]] std::conditional_t<has_target, sequence<target_variables<List>>, absent<1>> target;
  [[no_unique_address]] std::conditional_t<sums, fan_in_sums, absent<2>> fan_in;
  [[no_unique_address]] std::conditional_t<is_scaled<List>, sequence<double>, absent<3>> inverse_scale;
  [[no_unique_address]] std::conditional_t<defers_plasticity<List, Weights>, spike_log<target_variables<List>>,
                                           absent<4>>
      log;
  [[no_unique_address]] std::conditional_t<flows_at_events<List>, event_times, absent<5>> times;

  /// Start values of everything but the weights.
  void assign_defaults(const slice_rows& rows) {
    constexpr synapse_variables<List> defaults{};
    [&]<std::size_t... V>(std::index_sequence<V...>) {
      (std::get<V>(variables).assign(rows.size(), variable<V>(defaults)), ...);
    }
    (std::make_index_sequence<variable_count<synapse_variables<List>>>{});
    if constexpr (has_source) source.assign(count_trace_rows(rows), {});
    if constexpr (has_target) target.assign(rows.targets, {});
    if constexpr (flows_at_events<List>)
      times.last.assign(has_time_per_synapse<List> ? rows.size() : count_trace_rows(rows), 0);
  }

  /// The weight of a synapse as rules and users see it.
  [[nodiscard]] auto weight(std::size_t k, [[maybe_unused]] std::size_t local_target) const {
    if constexpr (is_scaled<List>)
      return static_cast<std::remove_cvref_t<decltype(weights[k])>>(weights[k] / inverse_scale[local_target]);
    else
      return weights[k];
  }

  /// The variables of synapse k, to and from a view of it.
  void read_variables(std::size_t k, synapse_variables<List>& to) const {
    [&]<std::size_t... V>(std::index_sequence<V...>) { ((variable<V>(to) = std::get<V>(variables)[k]), ...); }
    (std::make_index_sequence<variable_count<synapse_variables<List>>>{});
  }
  void write_variables(std::size_t k, const synapse_variables<List>& from) {
    [&]<std::size_t... V>(std::index_sequence<V...>) { ((std::get<V>(variables)[k] = variable<V>(from)), ...); }
    (std::make_index_sequence<variable_count<synapse_variables<List>>>{});
  }

  /// Brings what changes in synapse k near.
  void prefetch(std::size_t k) const {
    if constexpr (Weights::per_synapse) __builtin_prefetch(weights.values.data() + k, 1);
    std::apply([&](const auto&... column) { (__builtin_prefetch(column.data() + k, 1), ...); }, variables);
  }

  /// Sums anew; to be called whenever weights were changed from outside.
  void sum_fan_in([[maybe_unused]] const slice_rows& rows) {
    if constexpr (sums) {
      fan_in.count.assign(rows.targets, 0);
      for (const std::uint16_t j : rows.target) ++fan_in.count[j];
      fan_in.weight.resize(rows.targets);
      fan_in.at_start.resize(rows.targets);
      fan_in.stale.assign(rows.targets, 1);
      fan_in.any_stale = true;
      note_sums(rows);
    }
  }
  /// Takes the present sums for those at the start of the step, after summing anew where digits were lost.
  void note_sums(const slice_rows& rows) {
    if (fan_in.any_stale) {
      for (std::size_t j = 0; j < fan_in.stale.size(); ++j)
        if (fan_in.stale[j] != 0) fan_in.weight[j] = {};
      for (std::size_t k = 0; k < rows.size(); ++k)
        if (fan_in.stale[rows.target[k]] != 0) fan_in.weight[rows.target[k]].add(static_cast<double>(weights[k]));
      std::fill(fan_in.stale.begin(), fan_in.stale.end(), std::uint64_t{0});
      fan_in.any_stale = false;
    }
    for (std::size_t j = 0; j < fan_in.at_start.size(); ++j) fan_in.at_start[j] = fan_in.weight[j].value();
  }

  /// Of slices whose synapses have learnt from all that has happened.
  [[nodiscard]] bool operator==(const slice_values&) const = default;
};

/// The synapses of one projection: connections, which copies of a state share, and what changes.
template <class List, class Weights>
struct projection_state {
  using weights_type = Weights;
  static constexpr std::size_t rule_count = std::tuple_size_v<decltype(List::rules)>;

  std::shared_ptr<const synapse_rows> connections;
  sequence<slice_values<List, Weights>> slices;
  List rules;
  std::array<bool, rule_count> frozen{};            ///< rules that do nothing at present
  std::array<std::int64_t, rule_count> intervals{}; ///< derived: steps between two calls of a rule's on_step
  stream numbers{};                                 ///< random numbers of the rules
  double signal = 0;                                ///< what rules that need `signal` read
  sequence<step_scratch<waiting_event>> waiting{};  ///< events of `rules_in_turn`, per slice
  step_scratch<exact_sum> sums{};                   ///< of operations on targets
  sequence<spikes_in_flight<row_walk>> in_flight{}; ///< of static projections, per slice
  [[no_unique_address]] std::conditional_t<defers_plasticity<List, Weights>, trace_powers<List>, absent<0>> powers{};
  [[no_unique_address]] std::conditional_t<Weights::per_synapse, weight_summary, absent<1>> at_start{};
  dendrite_state<List, typename Weights::element> dendrites{};
  /// What rules add to variables of sources in a step, per slice.
  [[no_unique_address]] std::conditional_t<adds_to_sources<List>, sequence<step_scratch<source_addition<List>>>,
                                           absent<2>>
      additions{};
  /// Variables of sources as they were before the events, where these change them: seen_neurons_of.
  [[no_unique_address]] std::conditional_t<sees_sources<List>, sequence<sequence<typename Weights::element>>, absent<3>>
      sources_before{};
  /// Inputs of targets in this step, where rules look at them.
  [[no_unique_address]] std::conditional_t<list_sees_neurons<List>, sequence<sequence<double>>, absent<6>>
      inputs_of_targets{};
  [[no_unique_address]] std::conditional_t<flows_at_events<List>, event_tables<List>, absent<4>> tables{};
  [[no_unique_address]] std::conditional_t<flows_every_step<List>, clock_steppers<List>, absent<5>> steppers{};
  [[no_unique_address]] std::conditional_t<list_needs<List, which_pair>, degree_counts, absent<8>> degrees{};
  [[no_unique_address]] std::conditional_t<couples<List>, former_sources, absent<6>> former{};
  [[no_unique_address]] std::conditional_t<has_own_delays<List>, pathway_delays<List>, absent<7>> delays{};

  [[nodiscard]] bool operator==(const projection_state& o) const {
    return (connections == o.connections || *connections == *o.connections) && rules == o.rules && frozen == o.frozen &&
           signal == o.signal && dendrites == o.dendrites && former == o.former && equal_synapses(*this, o);
  }
};

} // namespace cortexpr::detail
