// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/space/placement.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/quantity.hpp>
#include <limits>
#include <string_view>

// Kernels: functions of the distance of two neurons. The peak is a number, for probabilities, or a quantity, for
// weights:
//
//   within(circle(300_um)) | with_probability(gaussian_kernel(0.8, 100_um))
//   weight(exponential_kernel(2_nS, 150_um))

namespace cortexpr {

namespace detail {

// Its name is what compilers say of a constant kernel.
[[gnu::cold]] inline void the_width_of_a_kernel_must_be_positive(std::string_view what, quantity<dim::metre> x) {
  raise({what, " is ", quantity_text(x.si(), dim::metre), "; it must be positive and finite"});
}
constexpr quantity<dim::metre> width_of_kernel(quantity<dim::metre> x, std::string_view what) {
  if (!(x.si() > 0 && x.si() <= std::numeric_limits<double>::max())) the_width_of_a_kernel_must_be_positive(what, x);
  return x;
}

} // namespace detail

/// peak exp(-d^2 / (2 sigma^2)).
template <class Peak>
struct gaussian_kernel {
  Peak peak;
  quantity<dim::metre> sigma;
  constexpr gaussian_kernel(Peak at_zero, quantity<dim::metre> width)
      : peak(at_zero), sigma(detail::width_of_kernel(width, "the width sigma of a gaussian_kernel")) {}
  template <class I, class J, class Pre, class Post>
  [[nodiscard]] auto operator()(I, J, const Pre& pre, const Post& post) const {
    const double d = distance(pre, post).si() / sigma.si();
    return peak * std::exp(-0.5 * d * d);
  }
};

/// peak exp(-d / scale).
template <class Peak>
struct exponential_kernel {
  Peak peak;
  quantity<dim::metre> scale;
  constexpr exponential_kernel(Peak at_zero, quantity<dim::metre> length)
      : peak(at_zero), scale(detail::width_of_kernel(length, "the length of an exponential_kernel")) {}
  template <class I, class J, class Pre, class Post>
  [[nodiscard]] auto operator()(I, J, const Pre& pre, const Post& post) const {
    return peak * std::exp(-distance(pre, post).si() / scale.si());
  }
};

/// peak (1 - d / end), and 0 beyond `end`.
template <class Peak>
struct linear_kernel {
  Peak peak;
  quantity<dim::metre> end;
  constexpr linear_kernel(Peak at_zero, quantity<dim::metre> vanishes_at)
      : peak(at_zero), end(detail::width_of_kernel(vanishes_at, "the distance at which a linear_kernel vanishes")) {}
  template <class I, class J, class Pre, class Post>
  [[nodiscard]] auto operator()(I, J, const Pre& pre, const Post& post) const {
    return peak * std::max(0.0, 1 - distance(pre, post).si() / end.si());
  }
};

} // namespace cortexpr
