// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Ranks that are processes of MPI; the only header that includes <mpi.h>. Link to cortexpr::mpi.

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/ranks/communicator.hpp>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <mpi.h>
#include <span>
#include <vector>

namespace cortexpr {

namespace detail {

/// The ranks of a communicator of MPI. A meeting is one MPI_Allgather as long as messages fit into its slots, whose
/// size follows what all ranks have seen; what does not fit follows in an MPI_Allgatherv.
class mpi_communicator final : public communicator {
public:
  explicit mpi_communicator(MPI_Comm of) {
    MPI_Comm_dup(of, &comm_);
    MPI_Comm_rank(comm_, &rank_);
    MPI_Comm_size(comm_, &size_);
  }
  ~mpi_communicator() override {
    int finalized = 0;
    MPI_Finalized(&finalized);
    if (finalized == 0) MPI_Comm_free(&comm_);
  }
  mpi_communicator(const mpi_communicator&) = delete;
  mpi_communicator& operator=(const mpi_communicator&) = delete;

  [[nodiscard]] unsigned rank() const override { return static_cast<unsigned>(rank_); }
  [[nodiscard]] unsigned ranks() const override { return static_cast<unsigned>(size_); }

  void gather(std::span<const std::uint8_t> mine, gathered_bytes& all) override {
    const auto n = static_cast<std::size_t>(size_);
    const std::size_t room = slot_ - head, now = std::min(room, mine.size());
    out_.assign(slot_, 0);
    in_.resize(slot_ * n);
    const std::uint64_t length = mine.size();
    std::memcpy(out_.data(), &length, head);
    if (now != 0) std::memcpy(out_.data() + head, mine.data(), now);
    const int slot = static_cast<int>(slot_);
    MPI_Allgather(out_.data(), slot, MPI_BYTE, in_.data(), slot, MPI_BYTE, comm_);

    all.begin.assign(1, 0);
    std::size_t longest = 0;
    for (std::size_t r = 0; r < n; ++r) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, in_.data() + r * slot_, head);
      all.begin.push_back(all.begin.back() + static_cast<std::size_t>(bytes));
      longest = std::max(longest, static_cast<std::size_t>(bytes));
    }
    if (all.begin.back() > most)
      raise<error>(
          {"ranks: ", all.begin.back(),
           " bytes in one meeting are more than MPI can count; record fewer "
           "neurons or run for a shorter time; a projection that is read, set or saved holds less than 2 GiB"});
    all.bytes.resize(all.begin.back());
    for (std::size_t r = 0; r < n; ++r) {
      const std::size_t bytes = std::min(room, all.begin[r + 1] - all.begin[r]);
      if (bytes != 0) std::memcpy(all.bytes.data() + all.begin[r], in_.data() + r * slot_ + head, bytes);
    }
    if (longest > room) gather_rest(mine.subspan(now), room, all);
    choose_slot(longest);
  }

private:
  static constexpr std::size_t head = sizeof(std::uint64_t), widest_slot = 65'536;
  static constexpr std::size_t most = std::numeric_limits<int>::max();

  void gather_rest(std::span<const std::uint8_t> rest, std::size_t room, gathered_bytes& all) {
    lengths_.clear();
    places_.clear();
    for (std::size_t r = 0; r + 1 < all.begin.size(); ++r) {
      const std::size_t bytes = all.begin[r + 1] - all.begin[r], sent = std::min(room, bytes);
      lengths_.push_back(static_cast<int>(bytes - sent));
      places_.push_back(static_cast<int>(all.begin[r] + sent));
    }
    MPI_Allgatherv(rest.data(), static_cast<int>(rest.size()), MPI_BYTE, all.bytes.data(), lengths_.data(),
                   places_.data(), MPI_BYTE, comm_);
  }
  /// All ranks know all lengths, so that all choose alike: up at once, down slowly. What is too long for any slot, as
  /// recordings are, changes nothing.
  void choose_slot(std::size_t longest) {
    if (longest > widest_slot) return;
    recent_ = std::max(longest, recent_ - recent_ / 64);
    slot_ = std::min((recent_ + recent_ / 8 + head + 63) / 64 * 64, widest_slot);
  }

  MPI_Comm comm_{};
  int rank_ = 0, size_ = 1;
  std::size_t slot_ = 64, recent_ = 0;
  std::vector<int> lengths_, places_;
  std::vector<std::uint8_t> out_, in_;
};

} // namespace detail

/// The MPI of a program: begins it, unless the program has, and ends what it began.
///
/// Example (tests/mpi/same_bits.cpp):
///
///     mpi mpi(argc, argv);
class mpi {
public:
  mpi(int& argc, char**& argv) {
    int begun = 0, level = 0;
    MPI_Initialized(&begun);
    ends_ = begun == 0;
    if (ends_) MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level);
    among_ = std::make_shared<detail::mpi_communicator>(MPI_COMM_WORLD);
  }
  /// Some processes of a program that has begun MPI itself; the communicator is copied.
  explicit mpi(MPI_Comm some) : among_(std::make_shared<detail::mpi_communicator>(some)) {}
  mpi(const mpi&) = delete;
  mpi& operator=(const mpi&) = delete;
  ~mpi() {
    among_.reset();
    if (ends_) MPI_Finalize();
  }

  [[nodiscard]] distributed ranks() const { return {among_}; }
  [[nodiscard]] unsigned rank() const { return among_->rank(); }
  [[nodiscard]] bool root() const { return rank() == 0; }

  /// Runs the program of a rank. What leaves it by an exception is printed with the rank, and ends all ranks: an
  /// ordinary end would wait for ever for those that still compute. Returns what main returns.
  template <class Program>
  int run(const Program& program) const {
#if defined(__cpp_exceptions)
    try {
      program();
      return 0;
    } catch (const std::exception& problem) {
      stop(problem.what());
    } catch (...) {
      stop("an exception that is no std::exception");
    }
#else
    program();
#endif
    return 0;
  }

private:
  [[gnu::cold]] void stop(const char* why) const {
    std::fprintf(stderr, "rank %u: %s\n", rank(), why);
    std::fflush(nullptr);
    MPI_Abort(MPI_COMM_WORLD, 1);
  }

  std::shared_ptr<communicator> among_;
  bool ends_ = false;
};

} // namespace cortexpr
