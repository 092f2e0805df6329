// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/monitor/missing.hpp>
#include <cortexpr/detail/monitor/selection.hpp>
#include <cortexpr/detail/monitor/trace_column.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr {

namespace detail {

/// Room for more entries. Grows at least twofold, so that many short runs cost no more than a long one, and at most
/// by 2^27 entries at once: a run that a callback will stop may be announced as endless.
template <class T>
void reserve_more(std::vector<T>& v, std::size_t more) {
  constexpr std::size_t most = std::size_t{1} << 27;
  const std::size_t wanted = v.size() + std::min(more, most);
  if (wanted > v.capacity()) v.reserve(std::max(wanted, v.size() + std::min(v.capacity(), most)));
}

} // namespace detail

/// Values of a variable over time: row k was taken at step `steps[k]` from the selected neurons or synapses.
///
/// All of it is checked and throws `invalid_value`, which says what exists; `unchecked(row, column)` is not.
///
/// Example (examples/reference/recording.cpp):
///
///     record<"cells.v">(every{1_ms}, only{4, 7})
///
///     const auto& v = sim["cells.v"_name];
///     const double of_four = v(500, 0);            // of the first recorded neuron, number v.which[0]
///     const double of_seven = v.of_neuron(7)(500); // of neuron 7
template <class Real>
struct trace {
  detail::selection which;
  detail::columns_of kind = detail::columns_of::neurons;
  std::int64_t period = 1; ///< steps between rows
  double dt = 0;           ///< s per step
  std::string unit;
  std::vector<std::int64_t> steps;
  std::vector<Real> values; ///< rows x columns, row by row
  detail::recording_origin origin;

  /// Where chosen synapses lie in the storage of these connections, or `elsewhere` if another rank has them.
  struct synapse_place {
    std::size_t slice = 0, position = 0;
  };
  static constexpr std::size_t elsewhere = static_cast<std::size_t>(-1);
  detail::sequence<synapse_place> places;
  const void* places_in = nullptr;

  [[nodiscard]] std::size_t rows() const { return steps.size(); }
  [[nodiscard]] std::size_t columns() const { return which.size(); }
  template <std::integral Row, std::integral Column>
  [[nodiscard]] Real operator()(Row row, Column column) const {
    return unchecked(checked_row(row), checked_column(column));
  }
  [[nodiscard]] Real unchecked(std::size_t row, std::size_t column) const { return values[row * columns() + column]; }
  /// Time of a row (s).
  template <std::integral Row>
  [[nodiscard]] double time(Row row) const {
    return static_cast<double>(steps[checked_row(row)]) * dt;
  }

  /// The values of one recorded neuron, or synapse, or target of a projection, by its number.
  template <std::integral Number>
  [[nodiscard]] detail::trace_column<Real> of_neuron(Number number) const& {
    return column_of(number, detail::columns_of::neurons, "neuron");
  }
  template <std::integral Number>
  [[nodiscard]] detail::trace_column<Real> of_synapse(Number number) const& {
    return column_of(number, detail::columns_of::synapses, "synapse");
  }
  template <std::integral Number>
  [[nodiscard]] detail::trace_column<Real> of_target(Number number) const& {
    return column_of(number, detail::columns_of::targets, "target");
  }
  /// The columns of one group of the population, numbered within the group; throws `invalid_value` if there is none of
  /// this name.
  [[nodiscard]] trace of(std::string_view group) const {
    const detail::group_range those = detail::neurons_of_group(origin, group);
    std::vector<std::size_t> mine;
    for (std::size_t k = 0; k < columns(); ++k)
      if (those.holds(which.unchecked(k))) mine.push_back(k);
    trace part;
    part.origin = detail::origin_in(origin, group);
    part.which = detail::selection_in(which, those, part.origin.name);
    part.kind = kind;
    part.period = period;
    part.dt = dt;
    part.unit = unit;
    part.steps = steps;
    part.values.reserve(rows() * mine.size());
    for (std::size_t row = 0; row < rows(); ++row)
      for (const std::size_t k : mine) part.values.push_back(unchecked(row, k));
    return part;
  }
  /// The values of one column.
  template <std::integral Column>
  [[nodiscard]] detail::trace_column<Real> column(Column column) const& {
    return {*this, checked_column(column)};
  }
  // A column refers to its trace, which must outlive it.
  template <std::integral Number>
  detail::trace_column<Real> of_neuron(Number) const&& = delete;
  template <std::integral Number>
  detail::trace_column<Real> of_synapse(Number) const&& = delete;
  template <std::integral Number>
  detail::trace_column<Real> of_target(Number) const&& = delete;
  template <std::integral Column>
  detail::trace_column<Real> column(Column) const&& = delete;

  /// The same number if there is such a row or column.
  template <std::integral Row>
  [[nodiscard]] std::size_t checked_row(Row row) const {
    if (!detail::is_below(row, rows())) refuse_row(row);
    return static_cast<std::size_t>(row);
  }
  template <std::integral Column>
  [[nodiscard]] std::size_t checked_column(Column column) const {
    if (!detail::is_below(column, columns()))
      detail::refuse_column(origin, column, which, kind, static_cast<std::uint64_t>(column));
    return static_cast<std::size_t>(column);
  }

  void clear() {
    steps.clear();
    values.clear();
    origin.streamed = 0;
  }
  [[nodiscard]] bool holds_results() const { return !steps.empty(); }
  /// Removes what has been written to a folder.
  void drop_results(const std::string& folder) {
    origin.folder = folder;
    origin.streamed += rows();
    steps.clear();
    values.clear();
  }
  void reserve(std::int64_t more_steps) {
    const auto more = static_cast<std::size_t>(more_steps / period + 1);
    detail::reserve_more(steps, more);
    constexpr std::size_t bound = std::size_t{1} << 32; // the product must not overflow
    detail::reserve_more(values, std::min(more, bound) * std::min(columns(), bound - 1));
  }

private:
  template <std::integral Number>
  [[nodiscard]] detail::trace_column<Real> column_of(Number number, detail::columns_of asked_for,
                                                     std::string_view what) const {
    const std::size_t column = number < 0 ? columns() : which.column_of(static_cast<std::uint64_t>(number));
    if (kind != asked_for || column >= columns())
      detail::refuse_number(origin, what, number, which, kind, kind != asked_for);
    return {*this, column};
  }
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_row(detail::text_piece wrote) const {
    std::string there;
    if (rows() > 0)
      there = detail::joined({", from ", detail::quantity_text(static_cast<double>(steps.front()) * dt, dim::second),
                              " to ", detail::quantity_text(static_cast<double>(steps.back()) * dt, dim::second),
                              ", one every ", detail::quantity_text(static_cast<double>(period) * dt, dim::second),
                              period > 1 ? "; is it a step?" : ""});
    detail::refuse_place(origin, "row", wrote, rows(), there, "");
  }
};

} // namespace cortexpr
