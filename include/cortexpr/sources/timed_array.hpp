// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace cortexpr {

/// Values on a time grid: row k holds from k dt to (k + 1) dt, the first and last row for all times outside.
/// One column serves all neurons, n columns give each neuron its own. As in Brian2, the row of time t is
/// floor(t/dt + 0.5/K), K = max(1, 2^ceil(log2(8 dt/dt_step))): a shift by at most 1/16 against rounding errors.
///
/// Example (examples/reference/drive.cpp):
///
///     drive<"cells.I">(sinusoid{20_pA, 10_Hz})
///
///     drive<"cells.I">(given)
///
///     const std::vector<double> rows{0, 0, 50, -50}; // two rows of one value for each neuron
///     simulation<network<d>> sim{set<"cells.I">(timed_array(rows, 2, 1_pA, 100_ms))};
///
/// It is a function of time as well, for drives that are functions and for operations: `stimulus(t)`, or
/// `stimulus(t, n.index())` for the column of neuron n, as a quantity.
template <dimension D>
class timed_array {
public:
  static constexpr dimension dims = D;

  timed_array() = default;
  /// A list (one column), or a matrix of times x neurons, counted in `unit`; a row every `dt`. Any range or xtensor
  /// expression, read at once. Throws `invalid_value` for arrays of more than two dimensions.
  template <class Range>
  timed_array(const Range& list_or_matrix, quantity<D> unit, quantity<dim::second> dt) : dt_(dt.si()) {
    if constexpr (detail::Shaped<Range>)
      if (list_or_matrix.shape().size() > 1) columns_ = detail::size_of_matrix("timed_array", list_or_matrix).columns;
    take(list_or_matrix, unit.si());
  }
  /// The same from a list of rows, one after the other.
  template <class Range>
  timed_array(const Range& row_by_row, std::size_t columns, quantity<D> unit, quantity<dim::second> dt)
      : columns_(columns), dt_(dt.si()) {
    detail::require_columns("timed_array", row_by_row, columns);
    take(row_by_row, unit.si());
  }
  /// Of pure numbers: `timed_array(list, 1_ms)`, `timed_array(row_by_row, columns, 1_ms)`.
  template <class Range>
    requires(D == dim::one)
  timed_array(const Range& list_or_matrix, quantity<dim::second> dt)
      : timed_array(list_or_matrix, quantity<D>(1), dt) {}
  template <class Range>
    requires(D == dim::one)
  timed_array(const Range& row_by_row, std::integral auto columns, quantity<dim::second> dt)
      : timed_array(row_by_row, static_cast<std::size_t>(columns), quantity<D>(1), dt) {}

  void validate(const std::string& item) const {
    if (values_.empty()) raise({"drive '", item, "': the timed array is empty; give at least one row"});
    if (columns_ == 0 || values_.size() % columns_ != 0)
      raise({"drive '", item, "': ", values_.size(), " values do not fill rows of ", columns_});
    if (!(dt_ > 0) || !std::isfinite(dt_))
      raise({"drive '", item, "': the time between rows must be positive and finite"});
    for (std::size_t k = 0; k < values_.size(); ++k)
      if (!std::isfinite(values_[k]))
        raise({"drive '", item, "': value ", k % columns_, " of row ", k / columns_, " is not a finite number"});
  }
  void prepare(double step) { shift_ = 0.5 / std::max(1.0, std::exp2(std::ceil(std::log2(8 * dt_ / step)))); }

  [[nodiscard]] std::size_t columns() const { return columns_; }
  /// Whether there is one row, which holds at all times.
  [[nodiscard]] bool is_constant() const { return values_.size() == columns_; }
  /// From the beginning of the first row to the end of the last one, which goes on after it.
  [[nodiscard]] quantity<dim::second> duration() const {
    return quantity<dim::second>(dt_ * static_cast<double>(columns_ == 0 ? 0 : values_.size() / columns_));
  }
  /// All values (SI), row by row.
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  [[nodiscard]] double value(double t) const { return *row(t); }
  [[nodiscard]] const double* row(double t) const {
    const double k = std::floor(t / dt_ + shift_);
    const std::size_t rows = values_.size() / columns_;
    const auto last = static_cast<double>(rows - 1);
    return values_.data() + columns_ * static_cast<std::size_t>(std::clamp(k, 0.0, last));
  }
  /// The value of `column` (0 where all share one) at time t. Throws `invalid_value` if there is no such column or no
  /// row.
  [[nodiscard]] quantity<D> operator()(quantity<dim::second> t, std::size_t column = 0) const {
    if (values_.empty()) raise({"a timed array is empty; give at least one row"});
    if (column >= columns_ && columns_ != 1)
      raise({"a timed array has ", columns_, " columns; there is no column ", column});
    return quantity<D>(row(t.si())[columns_ == 1 ? 0 : column]);
  }
  void exchange(auto& file) { file(values_, columns_, dt_); }
  [[nodiscard]] bool operator==(const timed_array&) const = default;

private:
  template <class Range>
  void take(const Range& numbers, double unit) {
    detail::for_each_element(numbers, [&](const auto& x) { values_.push_back(static_cast<double>(x) * unit); });
  }

  std::vector<double> values_;
  std::size_t columns_ = 1;
  double dt_ = 0;
  /// Of rows, against rounding errors in t / dt. It is less than any step before the array knows the step.
  double shift_ = 1e-6;
};
template <class Range>
timed_array(const Range&, quantity<dim::second>) -> timed_array<dim::one>;
template <class Range>
timed_array(const Range&, std::integral auto, quantity<dim::second>) -> timed_array<dim::one>;

} // namespace cortexpr
