// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

namespace cortexpr {

/// Room for what lives within one step. A copy is empty but has the same room, so that a step of a copied state never
/// allocates.
template <class T>
struct scratch : std::vector<T> {
  scratch() = default;
  scratch(const scratch& o) : std::vector<T>() { this->reserve(o.capacity()); }
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
struct roomy : std::vector<T> {
  roomy() = default;
  roomy(const roomy& o) : std::vector<T>() { *this = o; }
  roomy(roomy&&) noexcept = default;
  roomy& operator=(const roomy& o) {
    this->reserve(o.capacity());
    this->assign(o.begin(), o.end());
    return *this;
  }
  roomy& operator=(roomy&&) noexcept = default;
  ~roomy() = default;
};

} // namespace cortexpr
