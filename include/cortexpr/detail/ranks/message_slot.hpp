// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

#include <algorithm>
#include <cstddef>

namespace cortexpr::detail {

/// How many bytes every rank sends in the one collective call that most meetings are. All ranks know the lengths of all
/// messages, so that all choose alike: up at once, down slowly. What is too long for any slot, as recordings are,
/// changes nothing.
class message_slot {
public:
  /// `head`: bytes in front of each message.
  explicit message_slot(std::size_t head) : head_(head) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  /// For the next meeting, after one whose longest message had so many bytes.
  void adapt(std::size_t longest) {
    constexpr std::size_t widest = 65'536;
    if (longest > widest) return;
    recent_ = std::max(longest, recent_ - recent_ / 64);
    size_ = std::min((recent_ + recent_ / 8 + head_ + 63) / 64 * 64, widest);
  }

private:
  std::size_t head_, size_ = 64, recent_ = 0;
};

} // namespace cortexpr::detail
