// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/units/literals.hpp>
#include <numbers>
#include <string>

namespace cortexpr {

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

} // namespace cortexpr
