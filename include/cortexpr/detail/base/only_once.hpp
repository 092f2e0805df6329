// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cortexpr/base/error.hpp>
#include <string_view>

namespace cortexpr::detail {

/// Marks work as going on while it exists; throws `invalid_value` where that work goes on already.
class only_once {
public:
  only_once(std::atomic<bool>& at_work, std::string_view refusal) : at_work_(at_work) {
    if (at_work_.exchange(true)) raise({refusal});
  }
  only_once(const only_once&) = delete;
  only_once& operator=(const only_once&) = delete;
  ~only_once() { at_work_ = false; }

private:
  std::atomic<bool>& at_work_;
};

} // namespace cortexpr::detail
