// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/random/binomial_distribution.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cortexpr {

/// Exactly n synapses in all, each pair equally likely. Autapses and multapses are allowed by default (as in NEST's
/// fixed_total_number). Out-degrees are drawn by halving the set of sources, with binomial numbers, so that rows stay
/// independent and no list of all synapses is held.
struct fixed_total_number {
  static constexpr bool numbered = false;
  std::int64_t n = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_total_number without_autapses() const { return {n, false, multapses}; }
  [[nodiscard]] constexpr fixed_total_number without_multapses() const { return {n, autapses, false}; }
  void validate(const projection_extent& extent, std::string_view item) const {
    detail::require_count(n, "a total number", item);
    std::int64_t pairs = 0;
    for (std::uint32_t i = 0; i < extent.sources; ++i) pairs += choices(extent, i);
    if (n > 0 && (pairs == 0 || (!multapses && n > pairs)))
      raise({"projection '", item, "': a total number of ", n, " synapses does not fit on ", pairs,
             " pairs; allow multapses or lower it"});
  }
  /// Refers to this rule.
  struct plan_type {
    const fixed_total_number* rule;
    projection_extent extent;
    stream numbers;
    detail::sequence<std::int64_t> out_degree;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      generator g(numbers, i);
      const bool skip = !rule->autapses && extent.has_self(i);
      detail::draw_partners(g, extent.targets, out_degree[i], rule->multapses, skip, skip ? extent.self_of(i) : 0,
                            [&](std::uint32_t j) { f(j, std::uint64_t{0}); });
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view) const {
    plan_type p{this, extent, s, detail::sequence<std::int64_t>(extent.sources)};
    // The rows' own generators use entities below 2^32.
    constexpr std::uint64_t beyond_rows = std::uint64_t{1} << 32;
    generator g(s, beyond_rows);
    if (multapses) {
      detail::sequence<std::int64_t> below(extent.sources + std::size_t{1});
      for (std::uint32_t i = 0; i < extent.sources; ++i) below[i + std::size_t{1}] = below[i] + choices(extent, i);
      halve(g, below, p.out_degree, 0, extent.sources, n);
    } else {
      count_distinct(g, extent, p.out_degree);
    }
    return p;
  }
  [[nodiscard]] constexpr bool operator==(const fixed_total_number&) const = default;

private:
  [[nodiscard]] std::int64_t choices(const projection_extent& extent, std::uint32_t i) const {
    return std::int64_t{extent.targets} - (!autapses && extent.has_self(i) ? 1 : 0);
  }
  static void halve(generator& g, std::span<const std::int64_t> below, std::span<std::int64_t> out, std::size_t first,
                    std::size_t last, std::int64_t total) {
    if (total == 0 || first == last) return;
    if (last - first == 1) {
      out[first] = total;
      return;
    }
    const std::size_t middle = first + (last - first) / 2;
    const double share =
        static_cast<double>(below[middle] - below[first]) / static_cast<double>(below[last] - below[first]);
    const std::int64_t left = share <= 0   ? 0
                              : share >= 1 ? total
                                           : boost::random::binomial_distribution<std::int64_t>(total, share)(g);
    halve(g, below, out, first, middle, left);
    halve(g, below, out, middle, last, total - left);
  }
  // Selection sampling over all pairs (Fan, Muller, Rezucha 1962) gives the exact joint law of the row lengths.
  void count_distinct(generator& g, const projection_extent& extent, detail::sequence<std::int64_t>& out) const {
    std::int64_t pairs = 0;
    for (std::uint32_t i = 0; i < extent.sources; ++i) pairs += choices(extent, i);
    std::int64_t wanted = n;
    for (std::uint32_t i = 0; i < extent.sources; ++i)
      for (std::int64_t c = choices(extent, i); c > 0; --c, --pairs)
        if (g.uniform() * static_cast<double>(pairs) < static_cast<double>(wanted)) {
          ++out[i];
          --wanted;
        }
  }
};

} // namespace cortexpr
