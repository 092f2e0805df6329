// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

namespace detail {

/// A gamma distributed number of scale 1 (Marsaglia and Tsang 2000, ACM Trans. Math. Softw. 26:363).
[[nodiscard]] inline double standard_gamma(generator& g, double shape) {
  // A shape below 1 is raised by one and lowered again by a power of a uniform number.
  const double raised = shape < 1 ? shape + 1 : shape;
  const double d = raised - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = standard_normal(g), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root, u = 1 - g.uniform();
    if (std::log(u) < x * x / 2 + d - d * v + d * std::log(v))
      return shape < 1 ? d * v * std::pow(1 - g.uniform(), 1 / shape) : d * v;
  }
}

} // namespace detail

/// Gamma distributed with a shape (a number) and a scale, as numpy.random.gamma: mean shape * scale, standard deviation
/// sqrt(shape) * scale.
///
///     weight(gamma_values(2.0, 0.5_nS))
template <dimension D>
struct gamma_values {
  static constexpr dimension dims = D;
  double shape;
  quantity<D> scale;

  constexpr gamma_values(double form, quantity<D> width) : shape(form), scale(width) {}
  void validate(std::string_view item) const {
    detail::require_finite(shape, item, "the shape");
    detail::require_finite(scale.si(), item, "the scale");
    if (!(shape > 0)) raise({"'", item, "': the shape of a gamma distribution must be positive"});
    if (!(scale.si() > 0)) raise({"'", item, "': the scale of a gamma distribution must be positive"});
  }
  [[nodiscard]] double operator()(generator& g, std::uint32_t, std::uint32_t) const {
    return detail::standard_gamma(g, shape) * scale.si();
  }
  [[nodiscard]] constexpr bool operator==(const gamma_values&) const = default;
};
gamma_values(double, double)->gamma_values<dim::one>;

} // namespace cortexpr
