// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Ranks that are processes of MPI; the only header that includes <mpi.h>. Link to cortexpr::mpi.

#include <algorithm>
#include <chrono>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/ranks/message_slot.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/rank_words.hpp>
#include <cortexpr/detail/threads/thread_affinity.hpp>
#include <cortexpr/ranks/communicator.hpp>
#include <cortexpr/ranks/patience.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <limits>
#include <list>
#include <memory>
#include <mpi.h>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

[[nodiscard]] inline bool mpi_goes_on() {
  int finalized = 0;
  MPI_Finalized(&finalized);
  return finalized == 0;
}

/// Waits for meetings. Ranks that have waited too long tell each other, on a second communicator, to find the others.
class mpi_waiting {
public:
  mpi_waiting(MPI_Comm of, const patience& waits)
      : until_named_(waits.until_named.si()), until_ended_(waits.until_ended.si()) {
    MPI_Comm_dup(of, &words_);
    MPI_Comm_rank(words_, &rank_);
    MPI_Comm_size(words_, &size_);
  }
  ~mpi_waiting() {
    if (!mpi_goes_on()) return;
    hear();
    MPI_Comm_free(&words_);
  }
  mpi_waiting(const mpi_waiting&) = delete;
  mpi_waiting& operator=(const mpi_waiting&) = delete;

  [[nodiscard]] unsigned rank() const { return static_cast<unsigned>(rank_); }
  [[nodiscard]] unsigned ranks() const { return static_cast<unsigned>(size_); }
  /// A meeting begins, to which this rank brings `mine`.
  void meeting_begins(std::span<const std::uint8_t> mine) {
    ++meeting_;
    mine_ = mine;
  }
  void until_done(MPI_Request& request) {
    int done = 0;
    for (int tries = 0; tries < 1000; ++tries) {
      MPI_Test(&request, &done, MPI_STATUS_IGNORE);
      if (done != 0) return;
    }
    wait_long(request);
  }

private:
  using clock = std::chrono::steady_clock;

  /// Yields and sleeps, because others may need this processor.
  [[gnu::noinline]] void wait_long(MPI_Request& request) {
    const auto since = clock::now();
    bool asked = false, named = false;
    for (int done = 0;;) {
      MPI_Test(&request, &done, MPI_STATUS_IGNORE);
      if (done != 0) return;
      std::this_thread::yield();
      const double waited = std::chrono::duration<double>(clock::now() - since).count();
      if (waited > 1) std::this_thread::sleep_for(std::chrono::microseconds(200));
      if (waited > until_named_ && !std::exchange(asked, true)) ask();
      if (asked) hear();
      // Leaves time for ranks that began to wait a little later.
      if (waited > until_named_ * 1.1 + 0.2 && !std::exchange(named, true)) name(waited);
      if (until_ended_ > 0 && waited > until_ended_) end(waited);
    }
  }
  [[gnu::cold]] void ask() {
    waits_.assign(static_cast<std::size_t>(size_), false);
    waits_[static_cast<std::size_t>(rank_)] = true;
    told_.push_back(meeting_);
    for (int r = 0; r < size_; ++r) {
      if (r == rank_) continue;
      MPI_Request sent{};
      MPI_Isend(&told_.back(), 1, MPI_UINT64_T, r, 0, words_, &sent);
      MPI_Request_free(&sent); // the buffer stays in told_: a stopped rank may receive it at any time
    }
  }
  void hear() {
    for (int here = 1; here != 0;) {
      MPI_Status from{};
      MPI_Iprobe(MPI_ANY_SOURCE, 0, words_, &here, &from);
      if (here == 0) return;
      std::uint64_t meeting = 0;
      MPI_Recv(&meeting, 1, MPI_UINT64_T, from.MPI_SOURCE, 0, words_, MPI_STATUS_IGNORE);
      if (meeting == meeting_ && !waits_.empty()) waits_[static_cast<std::size_t>(from.MPI_SOURCE)] = true;
    }
  }
  /// All waiting ranks know the same; the first of them prints.
  [[gnu::cold]] void name(double waited) const {
    if (std::find(waits_.begin(), waits_.end(), true) - waits_.begin() != rank_) return;
    std::fprintf(stderr, "%s\n", words_of_waiting(rank_, waited, rank_calls::call_of(mine_), waits_).c_str());
    std::fflush(stderr);
  }
  [[noreturn, gnu::cold]] void end(double waited) const {
    std::fprintf(stderr, "rank %d: ends the job after waiting %.3g s, as patience{.until_ended} says\n", rank_, waited);
    std::fflush(nullptr);
    MPI_Abort(MPI_COMM_WORLD, 1);
    std::abort();
  }

  MPI_Comm words_{};
  int rank_ = 0, size_ = 1;
  double until_named_, until_ended_;
  std::uint64_t meeting_ = 0;
  std::span<const std::uint8_t> mine_;
  std::vector<bool> waits_;
  std::list<std::uint64_t> told_;
};

/// The ranks of a communicator of MPI. A meeting is one MPI_Allgather as long as messages fit into its slots, whose
/// size depends on lengths that all ranks know; the rest follows in an MPI_Allgatherv. Ranks wait for both with a
/// clock, because a rank that is stopped, or hangs, never comes.
class mpi_communicator final : public communicator {
public:
  explicit mpi_communicator(MPI_Comm of, const patience& waits = {}) : waiting_(of, waits) { MPI_Comm_dup(of, &comm_); }
  ~mpi_communicator() override {
    if (mpi_goes_on()) MPI_Comm_free(&comm_);
  }
  mpi_communicator(const mpi_communicator&) = delete;
  mpi_communicator& operator=(const mpi_communicator&) = delete;

  [[nodiscard]] unsigned rank() const override { return waiting_.rank(); }
  [[nodiscard]] unsigned ranks() const override { return waiting_.ranks(); }

  void look_at_processors(unsigned threads) override {
    int level = MPI_THREAD_SINGLE;
    MPI_Query_thread(&level);
    if (threads > 1 && level < MPI_THREAD_SERIALIZED) raise(words_of_thread_level(threads));
    if (std::exchange(looked_, true)) return;
    const processor_counts mine = processors_of_this_process();
    std::vector<processor_counts> all(ranks());
    constexpr int bytes = sizeof mine;
    MPI_Gather(&mine, bytes, MPI_BYTE, all.data(), bytes, MPI_BYTE, 0, comm_);
    const std::string words = rank() == 0 ? words_of_binding(all, threads) : std::string();
    if (!words.empty()) std::fprintf(stderr, "%s\n", words.c_str());
  }
  void gather(std::span<const std::uint8_t> mine, gathered_bytes& all) override {
    waiting_.meeting_begins(mine);
    const std::size_t n = ranks();
    const std::size_t width = slot_.size(), room = width - head, now = std::min(room, mine.size());
    out_.assign(width, 0);
    in_.resize(width * n);
    const std::uint64_t length = mine.size();
    std::memcpy(out_.data(), &length, head);
    if (now != 0) std::memcpy(out_.data() + head, mine.data(), now);
    const int slot = static_cast<int>(width);
    MPI_Request sent{};
    MPI_Iallgather(out_.data(), slot, MPI_BYTE, in_.data(), slot, MPI_BYTE, comm_, &sent);
    waiting_.until_done(sent);

    all.begin.assign(1, 0);
    std::size_t longest = 0;
    for (std::size_t r = 0; r < n; ++r) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, in_.data() + r * width, head);
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
      if (bytes != 0) std::memcpy(all.bytes.data() + all.begin[r], in_.data() + r * width + head, bytes);
    }
    if (longest > room) gather_rest(mine.subspan(now), room, all);
    slot_.adapt(longest);
  }

private:
  static constexpr std::size_t head = sizeof(std::uint64_t);
  static constexpr std::size_t most = std::numeric_limits<int>::max();

  void gather_rest(std::span<const std::uint8_t> rest, std::size_t room, gathered_bytes& all) {
    lengths_.clear();
    places_.clear();
    for (std::size_t r = 0; r + 1 < all.begin.size(); ++r) {
      const std::size_t bytes = all.begin[r + 1] - all.begin[r], sent = std::min(room, bytes);
      lengths_.push_back(static_cast<int>(bytes - sent));
      places_.push_back(static_cast<int>(all.begin[r] + sent));
    }
    MPI_Request sent{};
    MPI_Iallgatherv(rest.data(), static_cast<int>(rest.size()), MPI_BYTE, all.bytes.data(), lengths_.data(),
                    places_.data(), MPI_BYTE, comm_, &sent);
    waiting_.until_done(sent);
  }

  MPI_Comm comm_{};
  mpi_waiting waiting_;
  bool looked_ = false;
  message_slot slot_{head};
  std::vector<int> lengths_, places_;
  std::vector<std::uint8_t> out_, in_;
};

} // namespace detail

/// Initialises MPI, unless the program has. If so, it finalises MPI when all ranks have come to the end; a rank that
/// ends its program while others wait for it in a call is named.
///
/// Example (tests/mpi/same_bits.cpp):
///
///     mpi mpi(argc, argv, patience{.until_named = 1_s, .until_ended = limit});
class mpi {
public:
  mpi(int& argc, char**& argv, const patience& waits = {}) {
    int begun = 0, level = 0;
    MPI_Initialized(&begun);
    ends_ = begun == 0;
    if (ends_) MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level);
    among_ = std::make_shared<detail::mpi_communicator>(MPI_COMM_WORLD, waits);
  }
  /// Some processes of a program that has begun MPI itself; the communicator is copied.
  explicit mpi(MPI_Comm some, const patience& waits = {})
      : among_(std::make_shared<detail::mpi_communicator>(some, waits)) {}
  mpi(const mpi&) = delete;
  mpi& operator=(const mpi&) = delete;
  /// An exception that leaves the program of one rank ends all ranks: MPI_Finalize would wait for the others for ever.
  ~mpi() {
    if (ends_ && std::uncaught_exceptions() > exceptions_)
      stop("an exception leaves the program; mpi.run prints its words");
    if (ends_) run([] {});
    among_.reset();
    if (ends_) MPI_Finalize();
  }

  [[nodiscard]] distributed ranks() const { return {among_}; }
  [[nodiscard]] unsigned rank() const { return among_->rank(); }
  [[nodiscard]] bool root() const { return rank() == 0; }

  /// Runs the program of a rank. An exception that leaves it is printed with the rank and ends all ranks: a normal end
  /// would wait for ever for those that still compute. Returns the value for main to return, when all ranks have come
  /// to the end.
  template <class Program>
  int run(const Program& program) const {
#if defined(__cpp_exceptions)
    try {
      program();
      end_together();
      return 0;
    } catch (const std::exception& problem) {
      stop(problem.what());
    } catch (...) {
      stop("an exception that is no std::exception");
    }
#else
    program();
    end_together();
#endif
    return 0;
  }

private:
  void end_together() const {
    if (among_->ranks() > 1) detail::rank_calls(among_).meet("the end of its program", detail::rank_calls::no_step, {});
  }
  [[gnu::cold]] void stop(const char* why) const {
    std::fprintf(stderr, "rank %u: %s\n", rank(), why);
    std::fflush(nullptr);
    MPI_Abort(MPI_COMM_WORLD, 1);
  }

  std::shared_ptr<communicator> among_;
  bool ends_ = false;
  int exceptions_ = std::uncaught_exceptions();
};

} // namespace cortexpr
