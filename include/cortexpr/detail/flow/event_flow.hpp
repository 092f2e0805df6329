// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/flow/propagator_table.hpp>
#include <cortexpr/detail/flow/variable_rows.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/weights.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

// Event-driven equations: variables are stored as they were after the last event of their synapse, with the time of
// that event, and are advanced when the next event comes or when they are read.

namespace cortexpr::detail {

/// Whether synapses of one trace row can have their last events at different times: then each has a time of its own,
/// else the trace row has one.
template <class List>
inline constexpr bool has_time_per_synapse = any_rule<List, names_on_post>;

/// When the event-driven variables of a slice were those that are stored. Times are counted in steps since the start
/// and wrap around.
struct event_times {
  std::uint32_t clock = 0;      ///< now: how many times the equations of a step have been due
  sequence<std::uint32_t> last; ///< of every synapse, or of every trace row

  [[nodiscard]] bool operator==(const event_times&) const = default;
};

template <class Rule>
struct no_table {};
template <class List>
struct tables_of;
template <class... Rules>
struct tables_of<plasticity<Rules...>> {
  struct type
      : std::tuple<
            typename std::conditional_t<is_event_driven<Rules>::value, std::type_identity<propagator_table<Rules>>,
                                        std::type_identity<no_table<Rules>>>::type...> {
    double dt = 0; ///< s
  };
};
/// The solutions of all event-driven rules of a list.
template <class List>
using event_tables = std::shared_ptr<const typename tables_of<List>::type>;

/// Derives the solutions anew if rules or the time step are others.
template <class List>
[[gnu::cold]] void prepare_tables(event_tables<List>& tables, const List& list, double dt, std::string_view owner) {
  bool same = tables != nullptr && tables->dt == dt;
  for_rules<List, is_event_driven>(
      [&](auto r) { same = same && std::get<r>(*tables).is_of(std::get<r>(list.rules), dt); });
  if (same) return;
  auto fresh = std::make_shared<typename tables_of<List>::type>();
  fresh->dt = dt;
  for_rules<List, is_event_driven>([&](auto r) {
    using rule = std::tuple_element_t<r, decltype(List::rules)>;
    std::get<r>(*fresh) = propagator_table<rule>(std::get<r>(list.rules), dt);
    if (!std::get<r>(*fresh).finite())
      raise({owner,
             ": a coefficient in the equations of a rule is not finite; does it divide by a parameter that is 0?"});
  });
  tables = std::move(fresh);
}

/// A synapse as `between_events` sees it.
template <class List, class Real, dimension Unit>
struct waiting_synapse : synapse_variables<List>, never_copied {
  measured<Unit, Real> w;
};
template <class Rule, class View>
concept BetweenEvents = requires(const Rule& r, View& s) {
  r.between_events(s, quantity<dim::second>());
};

/// Advances the event-driven variables of a slice, and weights by rules that change them between events; `Values`: its
/// `slice_values`, `Projection`: its `projection_state`.
template <class List, class Values>
class event_flow {
public:
  template <class Projection>
  event_flow(Values& values, const Projection& p)
      : values_(values), tables_(*p.tables), rules_(p.rules), frozen_(p.frozen) {}

  /// A spike arrives at synapses [begin, end), which are all of a trace row.
  void advance_row(std::size_t begin, std::size_t end, std::size_t trace_row) const {
    if (begin == end) return;
    auto& times = values_.times;
    if constexpr (has_time_per_synapse<List>) {
      for (std::size_t k = begin; k < end; ++k) advance_synapse(k);
    } else {
      const std::uint32_t steps = times.clock - times.last[trace_row];
      if (steps == 0) return;
      times.last[trace_row] = times.clock;
      if constexpr (learns_between_events<List>)
        for (std::size_t k = begin; k < end; ++k) let_pass(k, steps);
      for_rules<List, is_event_driven>([&](auto r) {
        const auto rows = variable_rows<List, r>(values_.variables);
        using rule = std::tuple_element_t<r, decltype(List::rules)>;
        if constexpr (has_constants<rule>)
          for (std::size_t k = begin; k < end; ++k) advance_one(std::get<r>(tables_), rows, k, steps);
        else
          advance_many(std::get<r>(tables_), rows, begin, end, steps);
      });
    }
  }
  /// Something happens to synapse k alone.
  void advance_synapse(std::size_t k) const requires has_time_per_synapse<List> {
    auto& times = values_.times;
    const std::uint32_t steps = times.clock - times.last[k];
    if (steps == 0) return;
    times.last[k] = times.clock;
    if constexpr (learns_between_events<List>) let_pass(k, steps);
    for_rules<List, is_event_driven>(
        [&](auto r) { advance_one(std::get<r>(tables_), variable_rows<List, r>(values_.variables), k, steps); });
  }
  /// All synapses are looked at.
  void advance_all(const slice_rows& rows) const {
    for_each_trace_row(
        rows, [&](std::size_t begin, std::size_t end, std::size_t trace_row) { advance_row(begin, end, trace_row); });
  }

private:
  /// Rules with `between_events`, each on what the one before it has left.
  void let_pass(std::size_t k, std::uint32_t steps) const {
    using weights = std::remove_cvref_t<decltype(values_.weights)>;
    using real = typename weights::element;
    static constexpr dimension unit = unit_of_weights<weights>;
    static constexpr auto variables = std::make_index_sequence<variable_count<synapse_variables<List>>>{};
    waiting_synapse<List, real, unit> s;
    [&]<std::size_t... V>(std::index_sequence<V...>) { ((variable<V>(s) = std::get<V>(values_.variables)[k]), ...); }
    (variables);
    const quantity<dim::second> elapsed(steps * tables_.dt);
    for_rules<List, acts_between_events>([&](auto r) {
      using rule = std::tuple_element_t<r, decltype(List::rules)>;
      static_assert(BetweenEvents<rule, waiting_synapse<List, real, unit>>,
                    "cortexpr: between_events of a synapse rule cannot be called, or would change a copy; write void "
                    "between_events(auto& s, quantity<dim::second> elapsed) const, public: it sees the variables of "
                    "the synapse and s.w");
      s.w = measured<unit, real>::of_stored(values_.weights[k]);
      if constexpr (BetweenEvents<rule, waiting_synapse<List, real, unit>>)
        std::get<r>(rules_.rules).between_events(s, elapsed);
      // A frozen rule's variables go on with time, its weights do not.
      if (!frozen_[r]) values_.weights[k] = s.w.stored();
    });
    [&]<std::size_t... V>(std::index_sequence<V...>) { ((std::get<V>(values_.variables)[k] = variable<V>(s)), ...); }
    (variables);
  }
  template <class Table, std::size_t N>
  static void advance_one(const Table& table, const std::array<double*, N>& rows, std::size_t k, std::uint32_t steps) {
    std::array<double, N> x;
    for (std::size_t v = 0; v < N; ++v) x[v] = rows[v][k];
    table.advance(x, steps);
    for (std::size_t v = 0; v < N; ++v) rows[v][k] = x[v];
  }
  template <class Table, std::size_t N>
  static void advance_many(const Table& table, const std::array<double*, N>& rows, std::size_t begin, std::size_t end,
                           std::uint32_t steps) {
    using number = lanes<pack<double>>;
    const auto map = table.over(steps);
    for_packs(rows, begin, end, [&](const std::array<double*, N>& at, std::size_t k, std::size_t, std::size_t) {
      std::array<number, N> x, y;
      for (std::size_t v = 0; v < N; ++v) x[v] = load_pack(at[v] + k);
      for (std::size_t v = 0; v < N; ++v) y[v] = number(map.q[v]);
      [&]<std::size_t... E>(std::index_sequence<E...>) {
        ((Table::reaches(E / N, E % N) ? void(y[E / N] += number(map.p[E / N][E % N]) * x[E % N]) : void()), ...);
      }
      (std::make_index_sequence<N * N>{});
      for (std::size_t v = 0; v < N; ++v) store_pack(at[v] + k, y[v]);
    });
  }

  Values& values_;
  const typename tables_of<List>::type& tables_;
  const List& rules_;
  const std::array<bool, std::tuple_size_v<decltype(List::rules)>>& frozen_;
};

/// The weight of one synapse in the place of a store.
template <class Weights>
struct single_weight {
  using element = typename Weights::element;
  element value{};
  [[nodiscard]] element operator[](std::size_t) const { return value; }
  [[nodiscard]] element& operator[](std::size_t) { return value; }
};
template <class Weights>
inline constexpr dimension unit_of_weights<single_weight<Weights>> = unit_of_weights<Weights>;

/// Columns of one synapse, and its weight where rules change it between events.
template <class Columns, class Weights>
struct single_columns;
template <class... Column, class Weights>
struct single_columns<std::tuple<Column...>, Weights> {
  std::tuple<std::array<typename Column::value_type, 1>...> variables;
  single_weight<Weights> weights;
  struct {
    std::uint32_t clock;
    std::array<std::uint32_t, 1> last;
  } times;
};

/// Synapse k of a slice as it is now, to the last bit what its next event would find; nothing changes.
template <class List, class Weights, class Projection>
[[nodiscard]] auto synapse_now(const Projection& p, std::size_t slice, std::size_t k) {
  const auto& values = p.slices[slice];
  using columns = std::remove_cvref_t<decltype(values.variables)>;
  single_columns<columns, Weights> one;
  [&]<std::size_t... V>(std::index_sequence<V...>) {
    ((std::get<V>(one.variables)[0] = std::get<V>(values.variables)[k]), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<columns>>{});
  if constexpr (learns_between_events<List>) one.weights.value = values.weights[k];
  const std::size_t timed = has_time_per_synapse<List> ? k : trace_row_of(p.connections->slices[slice], k);
  one.times = {values.times.clock, {values.times.last[timed]}};
  event_flow<List, decltype(one)>(one, p).advance_row(0, 1, 0);
  return one;
}

} // namespace cortexpr::detail
