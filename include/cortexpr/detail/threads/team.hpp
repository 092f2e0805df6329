// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>

namespace cortexpr {

/// Execution policy of a simulation: n threads, each with its own part of every population and the synapses onto it.
/// Results are those of one thread, bit by bit. Where steps are too short for a team, or other programs have its
/// processors, one thread does all for as long as that is faster; with `always`, every step is made by all n.
struct threads {
  unsigned n = 2;
  bool always = false;
};

namespace detail {

/// What a thread does that looks again at once whether it may go on.
inline void pause_briefly() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

/// Where the threads of a team wait for each other. Waiting threads spin for a while, because steps are short, and
/// then let others run; where there are fewer processors than threads, they do so at once.
class step_barrier {
public:
  explicit step_barrier(unsigned members)
      : members_(members), most_spins_(members <= std::thread::hardware_concurrency() ? 4096 : 0) {}
  step_barrier(const step_barrier&) = delete;
  step_barrier& operator=(const step_barrier&) = delete;

  /// The last thread to arrive runs `last()` before all go on. False if a thread has left the team with an exception.
  template <class F>
  bool arrive(F&& last) {
    const std::uint32_t round = round_.load(std::memory_order_acquire);
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == members_) {
      last();
      arrived_.store(0, std::memory_order_relaxed);
      round_.store(round + 1, std::memory_order_release);
    } else {
      for (unsigned spins = 0; round_.load(std::memory_order_acquire) == round; ++spins) {
        if (broken_.load(std::memory_order_acquire)) return false;
        if (spins >= most_spins_)
          std::this_thread::yield();
        else
          pause_briefly();
      }
    }
    return !broken_.load(std::memory_order_acquire);
  }
  /// Lets all threads that wait or will wait go.
  void leave() { broken_.store(true, std::memory_order_release); }

private:
  unsigned members_, most_spins_;
  alignas(64) std::atomic<unsigned> arrived_{0};
  alignas(64) std::atomic<std::uint32_t> round_{0};
  std::atomic<bool> broken_{false};
};

/// Thrown inside a thread when another one has failed; never leaves the library.
struct team_has_failed {};

struct rank_talk;

/// One thread of the team that makes a step: which one, of how many. Where ranks share a network, each has such a team.
struct team_member {
  unsigned index = 0, size = 1;
  step_barrier* barrier = nullptr;
  unsigned rank = 0, ranks = 1;
  const rank_talk* talk = nullptr; ///< null unless ranks share the network

  [[nodiscard]] bool leads() const { return index == 0; }
  /// The parts [first, last) of `parts` that belong to this thread.
  [[nodiscard]] std::pair<std::size_t, std::size_t> share(std::size_t parts) const {
    const std::size_t all = std::size_t{ranks} * size, place = std::size_t{rank} * size + index;
    return {parts * place / all, parts * (place + 1) / all};
  }
  /// The neurons [first, last) of these parts, which begin at `bounds` and end at its last number.
  [[nodiscard]] std::pair<std::size_t, std::size_t> share(const sequence<std::uint32_t>& bounds) const {
    const auto [first, last] = share(bounds.size() - 1);
    return {bounds[first], bounds[last]};
  }
  /// The same thread, for work of this rank's team on the neurons of all ranks.
  [[nodiscard]] team_member on_this_rank() const { return {index, size, barrier, 0, 1, nullptr}; }
  [[nodiscard]] bool owns(std::size_t part, std::size_t parts) const {
    const auto [first, last] = share(parts);
    return first <= part && part < last;
  }
  template <class F>
  void wait(F&& last) const {
    if (barrier == nullptr) {
      last();
      return;
    }
#if defined(__cpp_exceptions)
    if (!barrier->arrive(last)) throw team_has_failed{};
#else
    barrier->arrive(last);
#endif
  }
  void wait() const {
    wait([] {});
  }
};

/// First neurons of the parts of a population, and its size: whole cache lines, fewer than 65,536 neurons each, as
/// many parts for every thread. Numbers of neurons that make rows of dense synapses a multiple of a memory page long
/// are avoided: all synapses of one target would compete for the same few lines of the cache.
inline sequence<std::uint32_t> part_bounds(std::uint32_t n, unsigned team_size) {
  constexpr std::uint64_t line = 64, widest = 65'344, page = 4096 / sizeof(double);
  const std::uint64_t per_thread = (n + team_size * widest - 1) / (team_size * widest);
  const std::uint64_t parts = team_size * std::max<std::uint64_t>(per_thread, 1);
  sequence<std::uint32_t> bounds{0};
  for (std::uint64_t k = 1; k < parts; ++k) {
    std::uint64_t bound = (n * k / parts + line / 2) / line * line;
    if (bound > bounds.back() && (bound - bounds.back()) % page == 0) bound -= line;
    bounds.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(n, bound)));
  }
  bounds.push_back(n);
  return bounds;
}

} // namespace detail

} // namespace cortexpr
