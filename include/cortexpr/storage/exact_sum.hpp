// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace cortexpr {

/// A sum in twice the precision of double (Knuth's TwoSum): what was added can be taken away again without a trace, so
/// that a sum kept up to date for hours equals the sum taken anew.
class exact_sum {
public:
  void add(double x) {
    const double sum = high_ + x;
    const double part = sum - high_;
    low_ += (high_ - (sum - part)) + (x - part);
    // Into the high part again at once, so that large terms that come and go leave no error behind.
    const double total = sum + low_;
    low_ -= total - sum;
    high_ = total;
  }
  /// The same as to add -former and present, in fewer operations.
  void replace(double former, double present) {
    const double change = present - former;
    const double back = change - present;
    const double lost = (present - (change - back)) - (former + back);
    const double sum = high_ + change;
    const double part = sum - high_;
    low_ += ((high_ - (sum - part)) + (change - part)) + lost;
    high_ = sum;
  }
  [[nodiscard]] double value() const { return high_ + low_; }
  void exchange(auto& file) { file(high_, low_); }
  [[nodiscard]] bool operator==(const exact_sum&) const = default;

private:
  double high_ = 0, low_ = 0;
};

} // namespace cortexpr
