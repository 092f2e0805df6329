// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/units/quantity.hpp>
#include <string>

namespace cortexpr {

/// The same value at all times.
template <dimension D>
struct constant_drive {
  static constexpr dimension dims = D;
  quantity<D> amplitude;

  void validate(const std::string& item) const {
    if (!std::isfinite(amplitude.si())) raise({"drive '", item, "': the value is not a finite number"});
  }
  void prepare(double) {}
  [[nodiscard]] static constexpr bool is_constant() { return true; }
  [[nodiscard]] double value(double) const { return amplitude.si(); }
  [[nodiscard]] bool operator==(const constant_drive&) const = default;
};

template <dimension D>
constant_drive(quantity<D>) -> constant_drive<D>;

} // namespace cortexpr
