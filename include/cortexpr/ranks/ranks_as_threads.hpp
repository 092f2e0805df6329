// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <condition_variable>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>
#include <cortexpr/ranks/communicator.hpp>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// Where ranks that are threads of one program meet.
class rank_hub {
public:
  explicit rank_hub(unsigned ranks) : messages_(ranks) {}

  [[nodiscard]] unsigned ranks() const { return static_cast<unsigned>(messages_.size()); }
  void gather(unsigned rank, std::span<const std::uint8_t> mine, gathered_bytes& all) {
    messages_[rank].assign(mine.begin(), mine.end());
    wait();
    all.bytes.clear();
    all.begin.assign(1, 0);
    for (const auto& message : messages_) {
      all.bytes.insert(all.bytes.end(), message.begin(), message.end());
      all.begin.push_back(all.bytes.size());
    }
    wait(); // no rank changes a message that another still reads
  }
  /// A rank comes to no further meeting: ranks that wait for it go on with an exception.
  void leave(unsigned rank, std::exception_ptr problem) {
    const std::lock_guard lock(mutex_);
    if (!has_left_) gone_ = rank;
    has_left_ = true;
    if (!first_problem_) first_problem_ = std::move(problem);
    all_here_.notify_all();
  }
  /// What the rank that failed first has thrown, if one has.
  [[nodiscard]] std::exception_ptr first_problem() const { return first_problem_; }

private:
  void wait() {
    std::unique_lock lock(mutex_);
    const auto round = round_;
    if (++arrived_ == ranks()) {
      arrived_ = 0;
      ++round_;
      all_here_.notify_all();
      return;
    }
    all_here_.wait(lock, [&] { return round_ != round || has_left_; });
    if (round_ != round) return;
    --arrived_;
    raise<rank_failed>({"rank ", gone_, " has left while others wait for it: all ranks must make the same calls"});
  }

  sequence<std::vector<std::uint8_t>> messages_;
  std::exception_ptr first_problem_;
  unsigned arrived_ = 0, gone_ = 0;
  bool has_left_ = false;
  std::uint64_t round_ = 0;
  std::mutex mutex_;
  std::condition_variable all_here_;
};

/// One rank of a hub.
class rank_of_hub final : public communicator {
public:
  rank_of_hub(rank_hub& hub, unsigned rank) : hub_(&hub), rank_(rank) {}
  [[nodiscard]] unsigned rank() const override { return rank_; }
  [[nodiscard]] unsigned ranks() const override { return hub_->ranks(); }
  void gather(std::span<const std::uint8_t> mine, gathered_bytes& all) override { hub_->gather(rank_, mine, all); }

private:
  rank_hub* hub_;
  unsigned rank_;
};

} // namespace detail

/// Calls program(ranks) on `n` threads, each of which is a rank with its own simulation: what `mpirun -n` does with
/// processes, for tests and for a debugger. Throws what the rank that failed first has thrown.
///
/// Example (examples/reference/ranks.cpp):
///
///     ranks_as_threads(3, [](distributed ranks) {
template <class Program>
void ranks_as_threads(unsigned n, const Program& program) {
  if (n < 1 || n > 1024) raise({"ranks_as_threads: ", n, " ranks are not possible; 1 to 1024 are"});
  detail::rank_hub hub(n);
  const auto work = [&](unsigned rank) {
    std::exception_ptr problem;
    const distributed ranks{std::make_shared<detail::rank_of_hub>(hub, rank)};
#if defined(__cpp_exceptions)
    try {
      program(ranks);
    } catch (...) {
      problem = std::current_exception();
    }
#else
    program(ranks);
#endif
    hub.leave(rank, problem);
  };
  detail::sequence<std::thread> others;
  for (unsigned rank = 1; rank < n; ++rank) others.push_back(detail::thread_on(work, rank));
  work(0);
  for (auto& thread : others) thread.join();
#if defined(__cpp_exceptions)
  if (hub.first_problem()) std::rethrow_exception(hub.first_problem());
#endif
}

} // namespace cortexpr
