// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/distributed.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

/// The meetings of ranks. Every message begins with the call that a rank is in, the step, and whether it has failed:
/// different calls end in an error that names them, not in a deadlock, and all ranks learn that one has failed.
class rank_calls {
public:
  rank_calls() = default;
  explicit rank_calls(std::shared_ptr<communicator> among) : among_(std::move(among)) {}

  /// Gathers the bodies of all ranks; from(rank) then has that of a rank. `call`: what the user has called, "run".
  /// Throws the same `rank_failed` on all ranks, except on those that have told of a failure.
  void meet(std::string_view call, std::int64_t step, std::span<const std::uint8_t> body) {
    begin(going_on, call, step);
    mine_.append(body.data(), body.size());
    gather();
    bodies_.clear();
    headers_.clear();
    for (unsigned r = 0; r < among_->ranks(); ++r) {
      message_reader from(all_.of(r));
      headers_.push_back(read_header(from));
      bodies_.push_back(from.rest());
    }
    look_for_failures();
    look_for_other_calls();
  }
  [[nodiscard]] std::span<const std::uint8_t> from(unsigned rank) const { return bodies_[rank]; }

  /// Tells the others, at the meeting that they wait at or will come to, that this rank has failed.
  void tell_failure(std::string_view call, std::int64_t step, std::string_view why) {
    begin(failed, call, step);
    mine_.append(reinterpret_cast<const std::uint8_t*>(why.data()), why.size());
    told_ = true;
    gather();
  }
  /// The call that a message names: "run (step 1005)".
  [[nodiscard]] static std::string call_of(std::span<const std::uint8_t> message) {
    message_reader from(message);
    return read_header(from).text();
  }
  /// Lets the communicator warn where so many threads per rank lack processors.
  void look_at_processors(unsigned threads) const { among_->look_at_processors(threads); }
  /// Whether there are no other ranks but those that this one imitates.
  [[nodiscard]] bool dry() const { return among_ && among_->is_dry(); }
  /// Whether all ranks have learnt at the latest meeting that one of them has failed.
  [[nodiscard]] bool told() const { return told_; }
  /// Seconds that this rank has spent at meetings.
  [[nodiscard]] double waited() const { return waited_; }
  /// The step of calls outside runs.
  static constexpr std::int64_t no_step = -1;

private:
  enum status : std::uint8_t { going_on, failed };
  struct header {
    std::uint64_t status = going_on;
    std::int64_t step = no_step;
    std::string call;
    [[nodiscard]] bool same_call(const header& o) const { return step == o.step && call == o.call; }
    [[nodiscard]] std::string text() const { return step == no_step ? call : joined({call, " (step ", step, ")"}); }
  };

  void begin(status now, std::string_view call, std::int64_t step) {
    mine_.clear();
    put_number(mine_, now);
    put_number(mine_, static_cast<std::uint64_t>(step - no_step));
    put_text(mine_, call);
  }
  static header read_header(message_reader& from) {
    header h;
    h.status = from.number();
    h.step = static_cast<std::int64_t>(from.number()) + no_step;
    h.call = from.text();
    return h;
  }
  void gather() {
    using clock = std::chrono::steady_clock;
    const auto begin = clock::now();
    among_->gather({mine_.data(), mine_.size()}, all_);
    waited_ += std::chrono::duration<double>(clock::now() - begin).count();
  }
  void look_for_failures() {
    for (unsigned r = 0; r < headers_.size(); ++r)
      if (headers_[r].status == failed) {
        told_ = true;
        raise<rank_failed>({"rank ", r, " has failed in ", headers_[r].text(), ": ",
                            std::string_view(reinterpret_cast<const char*>(bodies_[r].data()), bodies_[r].size())});
      }
    told_ = false;
  }
  void look_for_other_calls() const {
    for (unsigned r = 1; r < headers_.size(); ++r)
      if (!headers_[r].same_call(headers_[0]))
        raise<rank_failed>({"rank 0 is in ", headers_[0].text(), ", rank ", r, " in ", headers_[r].text(),
                            ": all ranks must make the same calls in the same order"});
  }

  std::shared_ptr<communicator> among_;
  sequence<std::uint8_t> mine_;
  gathered_bytes all_;
  sequence<header> headers_;
  sequence<std::span<const std::uint8_t>> bodies_;
  double waited_ = 0;
  bool told_ = false;
};

} // namespace cortexpr::detail
