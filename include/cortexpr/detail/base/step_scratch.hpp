// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>

namespace cortexpr::detail {

/// Room for what lives within one step. A copy is empty but has the same room, so that a step of a copied state never
/// allocates.
template <class T>
struct step_scratch : sequence<T> {
  step_scratch() = default;
  step_scratch(const step_scratch& o) : sequence<T>() { this->reserve(o.capacity()); }
  step_scratch(step_scratch&&) noexcept = default;
  step_scratch& operator=(const step_scratch& o) {
    this->clear();
    this->reserve(o.capacity());
    return *this;
  }
  step_scratch& operator=(step_scratch&&) noexcept = default;
  ~step_scratch() = default;
};

/// A list whose copies have its room as well, so that a step of a copied state never allocates.
template <class T>
struct capacity_preserving : sequence<T> {
  capacity_preserving() = default;
  capacity_preserving(const capacity_preserving& o) : sequence<T>() { *this = o; }
  capacity_preserving(capacity_preserving&&) noexcept = default;
  capacity_preserving& operator=(const capacity_preserving& o) {
    this->reserve(o.capacity());
    this->clear();
    this->append(o.data(), o.size());
    return *this;
  }
  capacity_preserving& operator=(capacity_preserving&&) noexcept = default;
  ~capacity_preserving() = default;
};

} // namespace cortexpr::detail
