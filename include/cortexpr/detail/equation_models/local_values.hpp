// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>

namespace cortexpr::detail::equation {

// What statements have given to names of their own, each value of its own type: the latest first.

struct no_locals {};
template <std::size_t Name, class Value, class Before>
struct with_local {
  const Value& value;
  const Before& before;

  /// The value of the name with number K among all names.
  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] constexpr const auto& at() const {
    if constexpr (K == Name)
      return value;
    else
      return before.template at<K>();
  }
};

} // namespace cortexpr::detail::equation
