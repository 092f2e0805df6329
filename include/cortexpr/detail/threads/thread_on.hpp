// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <thread>

namespace cortexpr::detail {

/// A thread that calls work(index). `work` must outlive it. One kind of std::thread for whatever is called: each takes
/// a compiler thirty functions.
template <class Work>
[[nodiscard]] std::thread thread_on(const Work& work, unsigned index) {
  return std::thread(
      +[](const void* what, unsigned k) { (*static_cast<const Work*>(what))(k); }, static_cast<const void*>(&work),
      index);
}

} // namespace cortexpr::detail
