// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cortexpr/storage/rows.hpp>
#include <cortexpr/storage/spike_history.hpp>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

template <class List, class Sequence>
struct synapse_columns_of;
template <class List, std::size_t... K>
struct synapse_columns_of<List, std::index_sequence<K...>> {
  using type = std::tuple<std::vector<variable_type<synapse_variables<List>, K>>...>;
};

} // namespace detail

/// The per-synapse variables of one slice, a column for each.
template <class List>
using synapse_columns =
    typename detail::synapse_columns_of<List, std::make_index_sequence<variable_count<synapse_variables<List>>>>::type;

/// Sums over the synapses of every target of a slice, kept where a rule asks for them.
struct fan_in_sums {
  std::vector<double> weight, degree;
  [[nodiscard]] bool operator==(const fan_in_sums&) const = default;
};
struct no_fan_in {
  [[nodiscard]] bool operator==(const no_fan_in&) const = default;
};

/// What changes in one slice of a projection: weights and per-synapse variables in storage order.
template <class List, class Weights>
struct slice_values {
  Weights weights;
  synapse_columns<List> variables;
  [[no_unique_address]] std::conditional_t<needs_fan_in<List>, fan_in_sums, no_fan_in> fan_in;

  /// Sums anew; to be called whenever weights were changed from outside.
  void sum_fan_in(const slice_rows& rows) {
    if constexpr (needs_fan_in<List>) {
      const std::size_t targets =
          rows.target.empty() ? 0 : *std::max_element(rows.target.begin(), rows.target.end()) + std::size_t{1};
      fan_in.weight.assign(targets, 0);
      fan_in.degree.assign(targets, 0);
      for (std::size_t k = 0; k < rows.size(); ++k) {
        fan_in.weight[rows.target[k]] += static_cast<double>(weights[k]);
        ++fan_in.degree[rows.target[k]];
      }
    }
  }

  [[nodiscard]] bool operator==(const slice_values&) const = default;

  template <class Real>
  [[nodiscard]] synapse_view<List, Real> load(std::size_t k) const {
    synapse_view<List, Real> s;
    s.w = weights[k];
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((variable<I>(static_cast<synapse_variables<List>&>(s)) = std::get<I>(variables)[k]), ...);
    }
    (std::make_index_sequence<variable_count<synapse_variables<List>>>{});
    return s;
  }
  template <class Real>
  void store(std::size_t k, const synapse_view<List, Real>& s) {
    if constexpr (Weights::per_synapse) weights[k] = s.w;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((std::get<I>(variables)[k] = variable<I>(static_cast<const synapse_variables<List>&>(s))), ...);
    }
    (std::make_index_sequence<variable_count<synapse_variables<List>>>{});
  }
};

/// Where a projection's spikes act: one variable of the target population, and which neurons hold it now.
template <class Real>
struct receptor_column {
  Real* variable = nullptr;
  const Real* refractory = nullptr; ///< remaining refractory steps if the variable is held meanwhile, else null
};

namespace detail {

template <class Real, class Weights>
inline void deliver_row(plasticity<transmit>, const slice_rows& rows,
                        slice_values<plasticity<transmit>, Weights>& values, std::size_t begin, std::size_t end,
                        receptor_column<Real> to, double) {
  const std::uint16_t* target = rows.target.data();
  Real* variable = to.variable + rows.first_target;
  if (to.refractory == nullptr) {
    for (std::size_t k = begin; k < end; ++k) variable[target[k]] += values.weights[k];
  } else {
    const Real* refractory = to.refractory + rows.first_target;
    for (std::size_t k = begin; k < end; ++k)
      variable[target[k]] += refractory[target[k]] > 0 ? Real(0) : values.weights[k];
  }
}

template <class Real, class Weights, class... Rules>
inline void deliver_row(const plasticity<Rules...>& list, const slice_rows& rows,
                        slice_values<plasticity<Rules...>, Weights>& values, std::size_t begin, std::size_t end,
                        receptor_column<Real> to, double now) {
  for (std::size_t k = begin; k < end; ++k) {
    const std::size_t j = rows.first_target + rows.target[k];
    Real lost = to.variable[j];
    const bool is_held = to.refractory != nullptr && to.refractory[j] > 0;
    arrival<plasticity<Rules...>, Real> s(values.template load<Real>(k), is_held ? lost : to.variable[j], now);
    [[maybe_unused]] const auto former = static_cast<double>(s.w);
    if constexpr (needs_fan_in<plasticity<Rules...>>) {
      s.incoming_sum = values.fan_in.weight[rows.target[k]];
      s.in_degree = values.fan_in.degree[rows.target[k]];
    }
    std::apply(
        [&](const auto&... rule) {
          const auto run = [&s](const auto& r) {
            if constexpr (requires { r.on_pre(s); }) r.on_pre(s);
          };
          (run(rule), ...);
        },
        list.rules);
    values.template store<Real>(k, s);
    if constexpr (needs_fan_in<plasticity<Rules...>>)
      values.fan_in.weight[rows.target[k]] += static_cast<double>(s.w) - former;
  }
}

} // namespace detail

/// Delivers all spikes that arrive in `step`: by emission step, then source, then synapse number.
template <class List, class Real, class Weights>
void deliver(const List& list, const synapse_rows& connections, std::vector<slice_values<List, Weights>>& values,
             const spike_history& spikes, std::int64_t step, double now, receptor_column<Real> to) {
  if (connections.synapses == 0) return;
  for (std::size_t s = 0; s < connections.slices.size(); ++s) {
    const slice_rows& rows = connections.slices[s];
    for (std::int64_t age = connections.max_delay; age >= connections.min_delay; --age) {
      if (age > step) continue;
      for (const std::uint32_t neuron : spikes.of(step - age)) {
        const std::uint32_t source = neuron - connections.first_source;
        if (neuron < connections.first_source) continue;
        if (source >= connections.sources) break;
        std::size_t begin = rows.row[source], end = rows.row[source + 1];
        if (!connections.one_delay()) {
          auto segment = rows.segment_begin[source];
          const auto last = rows.segment_begin[source + 1];
          while (segment < last && rows.segments[segment].delay < age) begin += rows.segments[segment++].count;
          if (segment == last || rows.segments[segment].delay != age) continue;
          end = begin + rows.segments[segment].count;
        }
        detail::deliver_row(list, rows, values[s], begin, end, to, now);
      }
    }
  }
}

} // namespace cortexpr
