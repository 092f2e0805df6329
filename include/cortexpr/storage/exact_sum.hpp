// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace cortexpr {

/// A sum in twice the precision of double (Knuth's TwoSum): what was added can be taken away again without a trace, so
/// that a sum kept up to date for hours equals the sum taken anew.
class exact_sum {
public:
  void add(double x) {
    const rounded r = two_sum(high_, x);
    low_ += r.lost;
    // Into the high part again at once, so that large terms that come and go leave no error behind.
    const double total = r.sum + low_;
    low_ -= total - r.sum;
    high_ = total;
  }
  /// The same as to add -former and present, in fewer operations.
  void replace(double former, double present) {
    const rounded change = two_sum(present, -former), r = two_sum(high_, change.sum);
    low_ += r.lost + change.lost;
    high_ = r.sum;
  }
  [[nodiscard]] double value() const { return high_ + low_; }
  void exchange(auto& file) { file(high_, low_); }
  [[nodiscard]] bool operator==(const exact_sum&) const = default;

private:
  struct rounded {
    double sum, lost;
  };
  [[nodiscard]] static rounded two_sum(double a, double b) {
    const double sum = a + b, part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
  }

  double high_ = 0, low_ = 0;
};

} // namespace cortexpr
