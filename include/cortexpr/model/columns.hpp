// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>

namespace cortexpr {

/// One variable of all neurons: contiguous, cache-line aligned and padded to whole lines, so that loops over
/// SIMD packs need no tail. A column of length one stands for a value that all neurons share.
template <class T>
class column {
public:
  using value_type = T;
  static constexpr std::size_t line = detail::cache_line / sizeof(T);

  column() : column(T{}) {}
  // NOLINTBEGIN(google-explicit-constructor): default values of a model are columns of length one
  template <detail::Arithmetic N>
  column(N value) : data_(line, static_cast<T>(value)) {}
  template <dimension D>
  column(quantity<D> value) : column(value.si()) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool shared() const { return size_ == 1; }
  [[nodiscard]] T* data() { return data_.data(); }
  [[nodiscard]] const T* data() const { return data_.data(); }
  [[nodiscard]] T& operator[](std::size_t i) { return data_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return data_[i]; }
  /// The value of neuron `i`, whether it is shared or the neuron's own.
  [[nodiscard]] const T& of(std::size_t i) const { return data_[shared() ? 0 : i]; }
  [[nodiscard]] auto begin() { return data_.begin(); }
  [[nodiscard]] auto begin() const { return data_.begin(); }
  [[nodiscard]] auto end() { return data_.begin() + static_cast<std::ptrdiff_t>(size_); }
  [[nodiscard]] auto end() const { return data_.begin() + static_cast<std::ptrdiff_t>(size_); }

  /// `n` neurons that all have `value`; the padding has it too, so padded lanes compute harmless numbers.
  void assign(std::size_t n, T value) {
    data_.assign((n + line - 1) / line * line, value);
    size_ = n;
  }
  [[nodiscard]] bool operator==(const column& o) const {
    return size_ == o.size_ && std::equal(begin(), end(), o.begin());
  }

private:
  detail::sequence<T, detail::memory::cache_lines> data_;
  std::size_t size_ = 1;
};

/// Reads a model as the structure of arrays itself, with named members.
template <class T>
struct columns {
  template <dimension>
  using carrier = column<T>;
};

} // namespace cortexpr
