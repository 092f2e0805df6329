// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>
#include <cstddef>
#include <thread>

namespace cortexpr::detail {

/// Calls work(k) for k = 0 ... pieces - 1 on some threads, the caller's among them: a thread that is free takes the
/// next piece, until stops() says that no more shall begin. Neither may throw.
template <class Stops, class Work>
void share_dynamically(std::size_t pieces, unsigned threads, const Stops& stops, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto take_pieces = [&](unsigned) {
    while (!stops()) {
      const std::size_t k = next.fetch_add(1, std::memory_order_relaxed);
      if (k >= pieces) return;
      work(k);
    }
  };
  sequence<std::thread> others;
  const auto wanted = static_cast<unsigned>(std::min<std::size_t>(threads, pieces));
  for (unsigned index = 1; index < wanted; ++index) others.push_back(thread_on(take_pieces, index));
  take_pieces(0);
  for (auto& thread : others) thread.join();
}

} // namespace cortexpr::detail
