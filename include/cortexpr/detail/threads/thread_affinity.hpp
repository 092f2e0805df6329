// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__linux__)
#include <cortexpr/detail/standard.hpp>
#include <sched.h>
#include <unistd.h>
#endif
#include <cstdint>
#include <thread>

namespace cortexpr::detail {

/// The processor on which this thread runs at the moment, or -1 where that is not known.
[[nodiscard]] inline int processor_of_this_thread() {
#if defined(__linux__)
  return sched_getcpu();
#else
  return -1;
#endif
}

/// How many processors this process may use, and how many its machine has.
struct processor_counts {
  std::uint64_t usable, installed;
};
[[nodiscard]] inline processor_counts processors_of_this_process() {
  processor_counts found{std::thread::hardware_concurrency(), std::thread::hardware_concurrency()};
#if defined(__linux__)
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) found.usable = static_cast<unsigned>(CPU_COUNT(&allowed));
  if (const long n = sysconf(_SC_NPROCESSORS_ONLN); n > 0) found.installed = static_cast<std::uint64_t>(n);
#endif
  return found;
}

/// Moves this thread to the processor that stands `places` after `processor` among those that it may use, and leaves
/// it free to be moved on. A new thread begins where its maker runs, and if both wait by yielding it can stay there for
/// good: then a team of two shares one processor beside an idle one.
inline void move_away_from([[maybe_unused]] int processor, [[maybe_unused]] unsigned places) {
#if defined(__linux__)
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (processor < 0 || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  const auto usable = static_cast<unsigned>(CPU_COUNT(&allowed));
  if (usable < 2) return;
  auto chosen = static_cast<unsigned>(processor);
  for (unsigned left = places % usable; left > 0;) {
    chosen = (chosen + 1) % CPU_SETSIZE;
    if (CPU_ISSET(chosen, &allowed)) --left;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(chosen, &one);
  if (sched_setaffinity(0, sizeof one, &one) == 0) sched_setaffinity(0, sizeof allowed, &allowed);
#endif
}

} // namespace cortexpr::detail
