// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cortexpr {

/// Another rank has failed, has left, or makes other calls than this one; the message names it and has its words.
class rank_failed : public error {
public:
  using error::error;
};

/// What all ranks have said at one meeting.
struct gathered_bytes {
  std::vector<std::uint8_t> bytes;
  std::vector<std::size_t> begin{0}; ///< of every rank's bytes, and the end

  [[nodiscard]] std::span<const std::uint8_t> of(unsigned rank) const {
    return {bytes.data() + begin[rank], begin[rank + std::size_t{1}] - begin[rank]};
  }
};

/// How the ranks that share a network talk: processes of MPI (<cortexpr/mpi.hpp>) or threads of one program
/// (<cortexpr/ranks/ranks_as_threads.hpp>). Another one implements `rank`, `ranks` and `gather`. The ranks are
/// numbered 0 ... ranks() - 1; all of them make the same calls in the same order, each on one thread at a time.
class communicator {
public:
  communicator() = default;
  communicator(const communicator&) = delete;
  communicator& operator=(const communicator&) = delete;
  virtual ~communicator() = default;

  [[nodiscard]] virtual unsigned rank() const = 0;
  [[nodiscard]] virtual unsigned ranks() const = 0;
  /// Returns when all ranks have called it, with the bytes of all ranks. Throws `rank_failed` if one will not call it.
  virtual void gather(std::span<const std::uint8_t> mine, gathered_bytes& all) = 0;
  /// Whether there is no other rank, and messages are answered by this one's own: `dry_run`.
  [[nodiscard]] virtual bool is_dry() const { return false; }
  /// Called by all ranks when a simulation with so many threads per rank has been built. May warn that processors lack.
  virtual void look_at_processors([[maybe_unused]] unsigned threads) {}
};

/// Option of a simulation: the network is shared by the ranks of a communicator. `mpi::ranks()` and `ranks_as_threads`
/// give one; without it, or with one rank, nothing is shared and nothing is waited for.
///
/// Example (examples/reference/ranks.cpp):
///
///     simulation<net> sim{seed{42}, ranks, threads{1}};
struct distributed {
  std::shared_ptr<communicator> among;

  [[nodiscard]] unsigned rank() const { return among ? among->rank() : 0; }
  [[nodiscard]] unsigned ranks() const { return among ? among->ranks() : 1; }
};

} // namespace cortexpr
