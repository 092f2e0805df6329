// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/ranks/communicator.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace cortexpr {

namespace detail {

/// A rank that is alone: it hears its own messages as those of all ranks.
class rank_of_dry_run final : public communicator {
public:
  rank_of_dry_run(unsigned rank, unsigned ranks) : rank_(rank), ranks_(ranks) {}
  [[nodiscard]] unsigned rank() const override { return rank_; }
  [[nodiscard]] unsigned ranks() const override { return ranks_; }
  [[nodiscard]] bool is_dry() const override { return true; }
  void gather(std::span<const std::uint8_t> mine, gathered_bytes& all) override {
    all.bytes.clear();
    all.begin.assign(1, 0);
    for (unsigned r = 0; r < ranks_; ++r) {
      all.bytes.insert(all.bytes.end(), mine.begin(), mine.end());
      all.begin.push_back(all.bytes.size());
    }
  }

private:
  unsigned rank_, ranks_;
};

} // namespace detail

/// Option of a simulation: builds and steps what one of many ranks would, on this machine and without the others, to
/// learn what memory and time a rank needs. Neurons and synapses are those of this rank; the other ranks are taken to
/// fire as it does, so that it hears as many spikes as it would. Nothing is waited for: the time of messages is
/// missing. What is recorded, of own neurons alone, means nothing; reading the network, saving and checkpoints are
/// refused. Throws `invalid_value` for a rank that does not exist.
///
/// Example (examples/reference/ranks.cpp):
///
///     simulation<net> one{seed{42}, dry_run{.rank = 3, .of = 10}};
struct dry_run {
  unsigned rank = 0; ///< this one, counted from 0
  unsigned of = 1;   ///< ranks

  operator distributed() const {
    constexpr unsigned most = 1'000'000;
    if (of < 1 || of > most) raise({"dry_run{.of = ", of, "}: 1 to ", most, " ranks are possible"});
    if (rank >= of)
      raise({"dry_run{.rank = ", rank, ", .of = ", of, "}: ranks are counted from 0, the last one is ", of - 1});
    return {std::make_shared<detail::rank_of_dry_run>(rank, of)};
  }
};

} // namespace cortexpr
