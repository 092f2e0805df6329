// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr {

/// In a description, the drive of an input that the program writes while the network runs, one number per neuron:
/// a sensor, another program, a controller. At first it gives 0. `sim.input<"n.I">()` is where to write.
///
/// Example (examples/reference/closed_loop.cpp):
///
///     drive<"cells.I">(live)
///
///     const std::span<double> current = loop.input<"cells.I">(); // A, one per neuron
struct live_later {
  [[nodiscard]] constexpr bool operator==(const live_later&) const = default;
};
inline constexpr live_later live{};

namespace detail {

/// What a `live` drive holds: a number per neuron, or one for the signal of a projection.
template <dimension D>
class live_values {
public:
  static constexpr dimension dims = D;

  live_values() = default;
  live_values(const live_values&) = default;
  live_values(live_values&&) noexcept = default;
  ~live_values() = default;
  live_values& operator=(const live_values&) = default;
  /// Numbers move, their place does not: the program holds a span of it, also after `reset` and `load_state`.
  live_values& operator=(live_values&& other) noexcept {
    if (values_.size() == other.values_.size())
      std::copy(other.values_.begin(), other.values_.end(), values_.begin());
    else
      values_ = std::move(other.values_);
    return *this;
  }

  /// Of so many neurons, all 0 unless they have been written.
  void fit(std::size_t n) {
    if (values_.size() != n) values_.assign(n, 0);
  }
  void validate(const std::string& item) const {
    for (std::size_t k = 0; k < values_.size(); ++k)
      if (!std::isfinite(values_[k])) raise({"drive '", item, "': the value of neuron ", k, " is not a finite number"});
  }
  void prepare(double) {}
  [[nodiscard]] std::size_t columns() const { return values_.size(); }
  [[nodiscard]] double value(double) const { return values_[0]; }
  [[nodiscard]] const double* row(double) const { return values_.data(); }
  [[nodiscard]] std::span<double> written() { return values_; }
  void exchange(auto& file) { file(values_); }
  [[nodiscard]] bool operator==(const live_values&) const = default;

private:
  std::vector<double> values_ = {0};
};

template <class Policy>
inline constexpr bool is_live = false;
template <dimension D>
inline constexpr bool is_live<live_values<D>> = true;

} // namespace detail

} // namespace cortexpr
