// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr {

/// Connects i -> j where a run-time matrix of sources x targets is not zero: `matrix(w)` of any xtensor expression with
/// two dimensions, or `matrix(list, columns)` of a list row by row; read at once. The same matrix gives the weights:
/// `set<"label">(matrix(w)), set<"label.w">(values(w, unit))`, or `values(m.entries(), unit)` without its zeros.
class matrix {
public:
  static constexpr bool numbered = false;

  matrix() = default;
  template <class Range>
  matrix(const Range& row_by_row, std::size_t columns) : columns_(columns) {
    detail::require_columns("matrix", row_by_row, columns);
    detail::append_elements<double>(values_, row_by_row);
  }
  template <detail::Shaped Array>
  explicit matrix(const Array& sources_by_targets)
      : matrix(sources_by_targets, detail::size_of_matrix("matrix", sources_by_targets).columns) {}
  /// The entries that are not zero, in the order of the synapses' creation.
  [[nodiscard]] std::vector<double> entries() const {
    std::vector<double> list;
    std::copy_if(values_.begin(), values_.end(), std::back_inserter(list), [](double x) { return x != 0; });
    return list;
  }
  void validate(const projection_extent& extent, std::string_view item) const {
    const std::string name = "projection '" + std::string(item) + "': ";
    if (columns_ != extent.targets || values_.size() != std::size_t{extent.sources} * extent.targets)
      raise({name, "the matrix has ", columns_ == 0 ? 0 : values_.size() / columns_, " x ", columns_,
             " entries, but there are ", extent.sources, " sources and ", extent.targets,
             " targets (rows are sources)"});
    for (std::size_t k = 0; k < values_.size(); ++k)
      if (std::isnan(values_[k])) raise({name, "entry (", k / columns_, ", ", k % columns_, ") of the matrix is NaN"});
  }
  struct plan_type {
    const detail::sequence<double>* values;
    std::size_t columns;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint32_t j = 0; j < columns; ++j)
        if ((*values)[i * columns + j] != 0) f(j, std::uint64_t{0});
    }
  };
  /// The plan refers to this object.
  [[nodiscard]] plan_type plan(const projection_extent&, stream, std::string_view) const {
    return {&values_, columns_};
  }

private:
  detail::sequence<double> values_;
  std::size_t columns_ = 0;
};

} // namespace cortexpr
