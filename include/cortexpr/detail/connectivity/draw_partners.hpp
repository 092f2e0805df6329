// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

// What the random connection rules share: checks of their parameters, and draws of partners for one neuron.

namespace cortexpr::detail {

inline void require_probability(double p, std::string_view item) {
  if (!(p >= 0 && p <= 1))
    raise({"projection '", item, "': a connection probability of ", p, " is not between 0 and 1"});
}
inline void require_count(std::int64_t k, const char* what, std::string_view item) {
  if (k < 0) raise({"projection '", item, "': ", what, " of ", k, " is negative"});
}

/// Calls f(k) for the successes k among n trials of probability p, ascending: one draw per success (geometric skips).
template <class F>
void for_each_success(generator& g, double p, double n, F&& f) {
  if (p == 0) return;
  const double scale = 1 / std::log1p(-p); // -0 for p = 1: no trial is skipped
  for (double k = 0;; ++k) {
    k += std::floor(std::log1p(-g.uniform()) * scale);
    if (!(k < n)) return;
    f(k);
  }
}

/// Draws `k` of `n` different numbers (Floyd 1987), ascending.
inline sequence<std::uint32_t> sample_distinct(generator& g, std::uint32_t n, std::uint32_t k) {
  sequence<bool> taken(n);
  sequence<std::uint32_t> result;
  result.reserve(k);
  for (std::uint32_t top = n - k; top < n; ++top) {
    std::uint32_t x = g.below(top + 1);
    if (taken[x]) x = top;
    taken[x] = true;
  }
  for (std::uint32_t x = 0; x < n; ++x)
    if (taken[x]) result.push_back(x);
  return result;
}

/// Calls f with k of n partners for one neuron, with or without repetition; `skipped` is never drawn if `skip` is set.
template <class F>
void draw_partners(generator& g, std::uint32_t n, std::int64_t k, bool multapses, bool skip, std::uint32_t skipped,
                   F&& f) {
  const std::uint32_t choices = n - (skip ? 1u : 0u);
  const auto use = [&](std::uint32_t x) { f(skip && x >= skipped ? x + 1 : x); };
  if (multapses)
    for (std::int64_t m = 0; m < k; ++m) use(g.below(choices));
  else
    for (const std::uint32_t x : sample_distinct(g, choices, static_cast<std::uint32_t>(k))) use(x);
}

/// Refuses k partners out of n if there are not so many. `excludes_self`: a neuron may be one of the n and must not be
/// its own partner.
inline void require_partners(std::int64_t k, std::uint32_t n, bool multapses, bool excludes_self, const char* what,
                             std::string_view item) {
  require_count(k, what, item);
  const std::int64_t choices = std::int64_t{n} - (excludes_self ? 1 : 0);
  if (k > 0 && (choices <= 0 || (!multapses && k > choices)))
    raise({"projection '", item, "': ", what, " of ", k, " is not possible with ", choices,
           " partners to choose from; allow multapses or lower it"});
}

} // namespace cortexpr::detail
