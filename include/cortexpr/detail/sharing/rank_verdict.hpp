// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/distributed.hpp>
#include <cortexpr/base/run_stopped.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

/// What a rank wants of all ranks at the end of an epoch: that the run stops, or that all look for values that are not
/// finite.
struct rank_wishes {
  bool stop = false, look = false;
};

/// What the options of a run have said on a rank between two steps.
struct rank_verdict {
  enum kind : std::uint8_t { goes_on, stops, has_stopped, has_found_not_finite };
  std::uint64_t said = goes_on, order = 0;
  std::string words; ///< the message of the exception

  rank_verdict() = default;
  rank_verdict(kind what, const run_stopped& problem) : said(what), order(problem.order), words(problem.what()) {}

  [[nodiscard]] bool throws() const { return said >= has_stopped; }
  /// Whether a run without ranks meets this before `o`.
  [[nodiscard]] bool before(const rank_verdict& o) const {
    if (throws() != o.throws()) return throws();
    return throws() && order < o.order;
  }
};

/// An option of a run, which is asked between two steps: `call(f)` says whether the run stops.
struct asked_option {
  const void* f;
  bool (*call)(const void* f);
};

inline constexpr std::string_view no_words = "an exception that is no std::exception";
#if defined(__cpp_exceptions)
/// Tells the other ranks that a call has failed here.
[[gnu::cold]] inline void tell_failure(rank_calls& calls, std::string_view call, std::int64_t step,
                                       std::string_view why) {
  try {
    calls.tell_failure(call, step, why);
  } catch (const rank_failed&) {
    // Another rank has failed before; the exception of this rank is still the one to throw.
  }
}
#endif

/// What the options say on this rank. It tells the other ranks of exceptions that are not those of a watchdog, and
/// rethrows them.
[[gnu::cold]] inline rank_verdict verdict_of(const asked_option& ask, [[maybe_unused]] rank_calls& calls,
                                             [[maybe_unused]] std::string_view call,
                                             [[maybe_unused]] std::int64_t step) {
  rank_verdict mine;
#if defined(__cpp_exceptions)
  try {
    if (ask.call(ask.f)) mine.said = rank_verdict::stops;
  } catch (const not_finite& problem) {
    mine = rank_verdict(rank_verdict::has_found_not_finite, problem);
  } catch (const run_stopped& problem) {
    mine = rank_verdict(rank_verdict::has_stopped, problem);
  } catch (const rank_failed&) {
    throw;
  } catch (const std::exception& problem) {
    tell_failure(calls, call, step, problem.what());
    throw;
  } catch (...) {
    tell_failure(calls, call, step, no_words);
    throw;
  }
#else
  if (ask.call(ask.f)) mine.said = rank_verdict::stops;
#endif
  return mine;
}

/// Exchanges the verdicts of all ranks: true if the run stops, because one of them wants it. Throws, on all ranks, what
/// a run without ranks would throw.
[[gnu::cold]] inline bool settle(const rank_verdict& mine, std::string_view call, std::int64_t step, unsigned ranks,
                                 rank_calls& calls) {
  sequence<std::uint8_t> message;
  put_number(message, mine.said);
  put_number(message, mine.order);
  put_text(message, mine.words);
  calls.meet(call, step, {message.data(), message.size()});
  bool stops = false;
  rank_verdict first;
  for (unsigned r = 0; r < ranks; ++r) {
    message_reader from(calls.from(r));
    rank_verdict one;
    one.said = from.number();
    one.order = from.number();
    one.words = from.text();
    stops = stops || one.said == rank_verdict::stops;
    if (one.before(first)) first = std::move(one);
  }
  if (first.said == rank_verdict::has_found_not_finite) raise_in_order<not_finite>(first.order, first.words);
  if (first.said == rank_verdict::has_stopped) raise_in_order<run_stopped>(first.order, first.words);
  return stops;
}

} // namespace cortexpr::detail
