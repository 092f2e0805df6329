// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/random/binomial_distribution.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <span>

namespace cortexpr {

namespace detail {

/// k targets for one neuron out of n, with or without repetition, one of them possibly forbidden.
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

inline void require_partners(std::int64_t k, std::uint32_t n, bool multapses, bool autapses,
                             const projection_extent& form, const char* what, std::string_view item) {
  require_count(k, what, item);
  const std::int64_t choices = std::int64_t{n} - (form.overlaps() && !autapses ? 1 : 0);
  if (k > 0 && (choices <= 0 || (!multapses && k > choices)))
    raise({"projection '", item, "': ", what, " of ", k, " is not possible with ", choices,
           " partners to choose from; allow multapses or lower it"});
}

} // namespace detail

/// Every source has exactly k targets, drawn uniformly. Autapses and multapses are allowed by default (as NEST).
struct fixed_outdegree {
  static constexpr bool numbered = false;
  std::int64_t k = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_outdegree without_autapses() const { return {k, false, multapses}; }
  [[nodiscard]] constexpr fixed_outdegree without_multapses() const { return {k, autapses, false}; }
  void validate(const projection_extent& form, std::string_view item) const {
    detail::require_partners(k, form.targets, multapses, autapses, form, "an out-degree", item);
  }
  /// Refers to the rule that made it.
  struct plan_type {
    const fixed_outdegree* rule;
    projection_extent form;
    stream numbers;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      generator g(numbers, i);
      const bool skip = !rule->autapses && form.has_self(i);
      detail::draw_partners(g, form.targets, rule->k, rule->multapses, skip, skip ? form.self_of(i) : 0,
                            [&](std::uint32_t j) { f(j, std::uint64_t{0}); });
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& form, stream s, std::string_view) const {
    return {this, form, s};
  }
  [[nodiscard]] constexpr bool operator==(const fixed_outdegree&) const = default;
};

/// Every target has exactly k sources, drawn uniformly. Autapses and multapses are allowed by default (as NEST).
struct fixed_indegree {
  static constexpr bool numbered = false;
  std::int64_t k = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_indegree without_autapses() const { return {k, false, multapses}; }
  [[nodiscard]] constexpr fixed_indegree without_multapses() const { return {k, autapses, false}; }
  void validate(const projection_extent& form, std::string_view item) const {
    detail::require_partners(k, form.sources, multapses, autapses, form, "an in-degree", item);
  }
  /// The drawn in-edges, turned around: targets of every source.
  /// Refers to the rule that made it.
  struct plan_type {
    detail::sequence<std::uint64_t> begin;
    detail::sequence<std::uint32_t> targets;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint64_t n = begin[i]; n < begin[i + 1]; ++n) f(targets[n], std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& form, stream s, std::string_view) const {
    const auto sources_of = [&](std::uint32_t j, auto&& f) {
      generator g(s, j);
      const std::uint64_t neuron = std::uint64_t{form.target_begin} + j;
      const bool skip = !autapses && form.same_population && neuron >= form.source_begin &&
                        neuron < std::uint64_t{form.source_begin} + form.sources;
      detail::draw_partners(g, form.sources, k, multapses, skip,
                            skip ? static_cast<std::uint32_t>(neuron - form.source_begin) : 0, f);
    };
    plan_type p{detail::sequence<std::uint64_t>(form.sources + std::size_t{1}), {}};
    for (std::uint32_t j = 0; j < form.targets; ++j)
      sources_of(j, [&](std::uint32_t i) { ++p.begin[i + std::size_t{1}]; });
    for (std::size_t i = 0; i < form.sources; ++i) p.begin[i + 1] += p.begin[i];
    p.targets.resize(p.begin.back());
    auto place = p.begin;
    for (std::uint32_t j = 0; j < form.targets; ++j) sources_of(j, [&](std::uint32_t i) { p.targets[place[i]++] = j; });
    return p;
  }
  [[nodiscard]] constexpr bool operator==(const fixed_indegree&) const = default;
};

/// Exactly n synapses in all, each pair equally likely. Autapses and multapses are allowed by default (as NEST's
/// fixed_total_number). Out-degrees come from halving the sources binomially, so rows stay independent and no list
/// of all synapses is ever held.
struct fixed_total_number {
  static constexpr bool numbered = false;
  std::int64_t n = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_total_number without_autapses() const { return {n, false, multapses}; }
  [[nodiscard]] constexpr fixed_total_number without_multapses() const { return {n, autapses, false}; }
  void validate(const projection_extent& form, std::string_view item) const {
    detail::require_count(n, "a total number", item);
    std::int64_t pairs = 0;
    for (std::uint32_t i = 0; i < form.sources; ++i) pairs += choices(form, i);
    if (n > 0 && (pairs == 0 || (!multapses && n > pairs)))
      raise({"projection '", item, "': a total number of ", n, " synapses does not fit on ", pairs,
             " pairs; allow multapses or lower it"});
  }
  /// Refers to the rule that made it.
  struct plan_type {
    const fixed_total_number* rule;
    projection_extent form;
    stream numbers;
    detail::sequence<std::int64_t> out_degree;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      generator g(numbers, i);
      const bool skip = !rule->autapses && form.has_self(i);
      detail::draw_partners(g, form.targets, out_degree[i], rule->multapses, skip, skip ? form.self_of(i) : 0,
                            [&](std::uint32_t j) { f(j, std::uint64_t{0}); });
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& form, stream s, std::string_view) const {
    plan_type p{this, form, s, detail::sequence<std::int64_t>(form.sources)};
    // The rows' own generators use entities below 2^32.
    constexpr std::uint64_t beyond_rows = std::uint64_t{1} << 32;
    generator g(s, beyond_rows);
    if (multapses) {
      detail::sequence<std::int64_t> below(form.sources + std::size_t{1});
      for (std::uint32_t i = 0; i < form.sources; ++i) below[i + std::size_t{1}] = below[i] + choices(form, i);
      halve(g, below, p.out_degree, 0, form.sources, n);
    } else {
      count_distinct(g, form, p.out_degree);
    }
    return p;
  }
  [[nodiscard]] constexpr bool operator==(const fixed_total_number&) const = default;

private:
  [[nodiscard]] std::int64_t choices(const projection_extent& form, std::uint32_t i) const {
    return std::int64_t{form.targets} - (!autapses && form.has_self(i) ? 1 : 0);
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
  void count_distinct(generator& g, const projection_extent& form, detail::sequence<std::int64_t>& out) const {
    std::int64_t pairs = 0;
    for (std::uint32_t i = 0; i < form.sources; ++i) pairs += choices(form, i);
    std::int64_t wanted = n;
    for (std::uint32_t i = 0; i < form.sources; ++i)
      for (std::int64_t c = choices(form, i); c > 0; --c, --pairs)
        if (g.uniform() * static_cast<double>(pairs) < static_cast<double>(wanted)) {
          ++out[i];
          --wanted;
        }
  }
};

} // namespace cortexpr
