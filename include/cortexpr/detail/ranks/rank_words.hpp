// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/detail/threads/thread_affinity.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Messages about ranks that slow a run down or keep it waiting.

namespace cortexpr::detail {

/// "rank 1, rank 5 and 12 more": the ranks that do not wait.
[[nodiscard, gnu::cold]] inline std::string ranks_that_lack(const std::vector<bool>& waits) {
  constexpr std::size_t most = 8;
  std::string list;
  std::size_t n = 0;
  for (std::size_t r = 0; r < waits.size(); ++r)
    if (!waits[r] && ++n <= most) list += joined({n == 1 ? "rank " : ", rank ", r});
  return n > most ? joined({list, " and ", n - most, " more"}) : list;
}
/// The message of rank `rank` about the ranks that it has waited for so long, in a call such as "run (step 1005)".
[[nodiscard, gnu::cold]] inline std::string words_of_waiting(int rank, double seconds, std::string_view call,
                                                             const std::vector<bool>& waits) {
  const std::string who = ranks_that_lack(waits);
  return joined({"rank ", rank, ": has waited ", static_cast<std::int64_t>(seconds), " s in ", call, " for ",
                 who.empty() ? "messages of ranks that wait, too: does the network between them carry any?"
                             : joined({who, ": stopped, or busy in the program's own code"})});
}

/// Which option of mpirun is missing if ranks may use fewer processors than they have threads and their machine has;
/// empty if none is missing.
[[nodiscard, gnu::cold]] inline std::string words_of_binding(std::span<const processor_counts> of_ranks,
                                                             unsigned threads) {
  const auto wanted = [&](const processor_counts& p) { return std::min<std::uint64_t>(threads, p.installed); };
  const auto lacks = [&](const processor_counts& p) { return p.usable < wanted(p); };
  const auto first = std::find_if(of_ranks.begin(), of_ranks.end(), lacks);
  if (first == of_ranks.end()) return "";
  const auto others = std::count_if(first, of_ranks.end(), lacks) - 1;
  const std::string more = others == 0 ? std::string() : joined({" and ", others, others == 1 ? " other" : " others"});
  return joined({"rank ", first - of_ranks.begin(), more, " may use ", first->usable, " of ", first->installed,
                 " processors for ", threads, " threads: steps will be slow; start with mpirun --map-by slot:PE=",
                 wanted(*first), ", or --bind-to none, or srun --cpus-per-task=", threads});
}

/// Why so many threads cannot use an MPI that takes calls from the main thread only.
[[nodiscard, gnu::cold]] inline std::string words_of_thread_level(unsigned threads) {
  return joined({"mpi: threads{", threads,
                 "} call MPI one at a time, but this program has initialised MPI for calls from its main thread only; "
                 "call MPI_Init_thread with MPI_THREAD_SERIALIZED, or leave the initialisation to cortexpr::mpi"});
}

} // namespace cortexpr::detail
