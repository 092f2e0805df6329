// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/simd/simd.hpp>
#include <cstddef>

namespace cortexpr::detail {

template <class T>
struct rounded {
  T sum, error;
};
/// a + b as the nearest number, and its rounding error (Knuth).
template <class T>
[[nodiscard]] rounded<T> two_sum(const T& a, const T& b) {
  const T sum = a + b, part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

/// A sum in twice the precision of double (Knuth's TwoSum): what was added can be taken away again without a trace, so
/// that a sum kept up to date for hours equals the sum taken anew.
class exact_sum {
public:
  void add(double x) {
    const auto r = two_sum(high_, x);
    low_ += r.error;
    // Into the high part again at once, so that large terms that come and go leave no error behind.
    const double total = r.sum + low_;
    low_ -= total - r.sum;
    high_ = total;
  }
  void add(const exact_sum& x) {
    add(x.high_);
    add(x.low_);
  }
  /// The same as to add -former and present, in fewer operations.
  void replace(double former, double present) {
    const auto change = two_sum(present, -former), r = two_sum(high_, change.sum);
    low_ += r.error + change.error;
    high_ = r.sum;
  }
  [[nodiscard]] double value() const { return high_ + low_; }
  void exchange(auto& file) { file(high_, low_); }
  [[nodiscard]] bool operator==(const exact_sum&) const = default;

private:
  double high_ = 0, low_ = 0;
};

/// Exact sums in the lanes of a pack, so that an addition need not wait for the one before.
class exact_sums {
public:
  using batch = xsimd::batch<double>;

  template <std::size_t N>
  void replace(const std::array<double, N>& former, const std::array<double, N>& present) {
    static_assert(N % batch::size == 0);
    for (std::size_t k = 0; k < N; k += batch::size) {
      const batch was = batch::load_unaligned(former.data() + k), is = batch::load_unaligned(present.data() + k);
      const auto change = two_sum(is, -was), r = two_sum(high_, change.sum);
      low_ += r.error + change.error;
      high_ = r.sum;
      largest_ = xsimd::max(xsimd::abs(was), largest_);
    }
  }
  [[nodiscard]] exact_sum total() const {
    exact_sum sum;
    for (const double x : values(high_)) sum.add(x);
    for (const double x : values(low_)) sum.add(x);
    return sum;
  }
  /// The largest term, by absolute value, that was taken away.
  [[nodiscard]] double largest_former() const {
    const auto all = values(largest_);
    return *std::max_element(all.begin(), all.end());
  }

private:
  [[nodiscard]] static std::array<double, batch::size> values(const batch& x) {
    std::array<double, batch::size> all;
    x.store_unaligned(all.data());
    return all;
  }
  batch high_ = batch(0.0), low_ = batch(0.0), largest_ = batch(0.0); // braces would list lanes
};

} // namespace cortexpr::detail
