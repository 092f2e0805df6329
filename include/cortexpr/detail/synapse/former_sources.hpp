// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The variables of sources that a delayed coupling reads, as they were in the last steps: a ring, of one step more
/// than the longest delay. Empty without a delay.
class former_sources {
public:
  [[nodiscard]] bool any() const { return depth_ != 0; }
  /// Room for the longest delay, a number of variables and of sources.
  void make_room(std::size_t delay, std::size_t variables, std::size_t sources) {
    depth_ = delay + 1;
    variables_ = variables;
    sources_ = sources;
    values_.assign(depth_ * variables * sources, 0.0);
  }
  [[nodiscard]] std::size_t depth() const { return depth_; }
  /// Variable v of all sources in a step, which is not negative.
  [[nodiscard]] double* at(std::int64_t step, std::size_t v) { return values_.data() + begin(step, v); }
  [[nodiscard]] const double* at(std::int64_t step, std::size_t v) const { return values_.data() + begin(step, v); }
  /// To and from a checkpoint.
  void exchange(auto& file) {
    for (double& x : values_) file(x);
  }
  [[nodiscard]] bool operator==(const former_sources&) const = default;

private:
  [[nodiscard]] std::size_t begin(std::int64_t step, std::size_t v) const {
    return (static_cast<std::size_t>(step) % depth_ * variables_ + v) * sources_;
  }
  std::size_t depth_ = 0, variables_ = 0, sources_ = 0;
  sequence<double> values_;
};

} // namespace cortexpr::detail
