// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>

namespace cortexpr::detail {

/// Work in pieces 0 ... pieces - 1 that threads prepare side by side and that are put together in their order:
/// `prepare(worker, piece, in_turn)` runs on any thread, `finish(worker, piece)` when all pieces before have been
/// finished. Of several failures the one of the first piece is thrown; a piece that failed is prepared once more when
/// it is its turn, so that its message can count what came before: what `finish` writes may be read in turn alone.
template <class Worker, class Prepare, class Finish>
class ordered_work {
public:
  ordered_work(std::size_t pieces, const Prepare& prepare, const Finish& finish)
      : pieces_(pieces), prepare_(prepare), finish_(finish) {}

  void run(sequence<Worker>& workers) {
    if (workers.size() == 1 || pieces_ < 2) {
      for (std::size_t k = 0; k < pieces_; ++k) {
        prepare_(workers[0], k, true);
        finish_(workers[0], k);
      }
      return;
    }
    sequence<std::thread> threads;
    const std::size_t wanted = std::min(workers.size(), pieces_);
    const auto help = [this, &workers](unsigned t) { work(workers[t]); };
    for (unsigned t = 1; t < wanted; ++t) threads.push_back(thread_on(help, t));
    work(workers[0]);
    for (auto& t : threads) t.join();
#if defined(__cpp_exceptions)
    if (failure_) std::rethrow_exception(failure_);
#endif
  }

private:
  void work(Worker& worker) {
    for (;;) {
      const std::size_t piece = next_.fetch_add(1);
      if (piece >= pieces_ || failed_.load()) return;
      const bool prepared = attempt([&] { prepare_(worker, piece, false); });
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return turn_ == piece || failed_.load(); });
      if (failed_.load()) return;
      const auto complete = [&] {
        if (!prepared) prepare_(worker, piece, true);
        finish_(worker, piece);
      };
#if defined(__cpp_exceptions)
      try {
        complete();
      } catch (...) {
        failure_ = std::current_exception();
        failed_.store(true);
      }
#else
      complete();
#endif
      ++turn_;
      arrived_.notify_all();
    }
  }
  template <class F>
  static bool attempt(const F& f) {
#if defined(__cpp_exceptions)
    try {
      f();
    } catch (...) {
      return false;
    }
#else
    f();
#endif
    return true;
  }

  std::size_t pieces_;
  const Prepare& prepare_;
  const Finish& finish_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::size_t turn_ = 0;
  std::exception_ptr failure_;
};

} // namespace cortexpr::detail
