// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

namespace cortexpr {

// A drive is an external input to a population: `value(t)` for all neurons, or `row(t)` with one value per neuron.

/// The same value at all times.
template <dimension D>
struct constant_drive {
  static constexpr dimension dims = D;
  quantity<D> amplitude;

  void validate(const std::string& item) const {
    if (!std::isfinite(amplitude.si())) raise({"drive '", item, "': the value is not a finite number"});
  }
  void prepare(double) {}
  [[nodiscard]] double value(double) const { return amplitude.si(); }
  [[nodiscard]] bool operator==(const constant_drive&) const = default;
};

template <dimension D>
constant_drive(quantity<D>) -> constant_drive<D>;

/// offset + amplitude sin(2 pi frequency t + phase). Defaults: frequency 5 Hz, phase 0, offset 0.
template <dimension D>
struct sinusoid {
  static constexpr dimension dims = D;
  quantity<D> amplitude;
  quantity<dim::hertz> frequency = 5_Hz;
  double phase = 0;
  quantity<D> offset = quantity<D>(0);

  void validate(const std::string& item) const {
    if (!std::isfinite(amplitude.si()) || !std::isfinite(frequency.si()) || !std::isfinite(phase) ||
        !std::isfinite(offset.si()))
      raise({"drive '", item, "': a parameter of the sinusoid is not a finite number"});
  }
  void prepare(double) {}
  [[nodiscard]] double value(double t) const {
    return offset.si() + amplitude.si() * std::sin(2 * std::numbers::pi * frequency.si() * t + phase);
  }
  [[nodiscard]] bool operator==(const sinusoid&) const = default;
};
template <dimension D, class... Rest>
sinusoid(quantity<D>, Rest...) -> sinusoid<D>;

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
  /// All values (SI), row by row.
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  [[nodiscard]] double value(double t) const { return *row(t); }
  [[nodiscard]] const double* row(double t) const {
    const double k = std::floor(t / dt_ + shift_);
    const std::size_t rows = values_.size() / columns_;
    const auto last = static_cast<double>(rows - 1);
    return values_.data() + columns_ * static_cast<std::size_t>(std::clamp(k, 0.0, last));
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
  double shift_ = 0.5;
};

} // namespace cortexpr
