// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>

namespace cortexpr::detail {

/// Room for what lives within one step. A copy is empty but has the same room, so that a step of a copied state never
/// allocates.
template <class T>
struct scratch : sequence<T> {
  scratch() = default;
  scratch(const scratch& o) : sequence<T>() { this->reserve(o.capacity()); }
  scratch(scratch&&) noexcept = default;
  scratch& operator=(const scratch& o) {
    this->clear();
    this->reserve(o.capacity());
    return *this;
  }
  scratch& operator=(scratch&&) noexcept = default;
  ~scratch() = default;
};

/// A list whose copies have its room as well, so that a step of a copied state never allocates.
template <class T>
struct roomy : sequence<T> {
  roomy() = default;
  roomy(const roomy& o) : sequence<T>() { *this = o; }
  roomy(roomy&&) noexcept = default;
  roomy& operator=(const roomy& o) {
    this->reserve(o.capacity());
    this->clear();
    this->append(o.data(), o.size());
    return *this;
  }
  roomy& operator=(roomy&&) noexcept = default;
  ~roomy() = default;
};

} // namespace cortexpr::detail
