// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// A parameter of a rule that is a weight: a quantity in the unit of the projection's weights, or a bare number where
/// weights have no unit. The network compares the dimension with that of the weights.
class weight_value {
public:
  // NOLINTBEGIN(google-explicit-constructor): parameters are written as quantities and numbers
  template <dimension D>
  constexpr weight_value(quantity<D> value) : si_(value.si()), dims_(D) {}
  constexpr weight_value(double value) : si_(value) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] constexpr double si() const { return si_; }
  [[nodiscard]] constexpr dimension dims() const { return dims_; }
  /// Whether this can be compared with weights of that dimension; a bare 0 can with all.
  [[nodiscard]] constexpr bool fits(dimension weights) const {
    return dims_ == weights || (si_ == 0 && dims_ == dim::one);
  }
  void exchange(auto& file) { file(si_, dims_); }
  [[nodiscard]] bool operator==(const weight_value&) const = default;

private:
  double si_;
  dimension dims_ = dim::one;
};

} // namespace cortexpr
