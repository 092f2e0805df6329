// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every target has exactly k sources, drawn uniformly. Autapses and multapses are allowed by default (as in NEST).
struct fixed_indegree {
  static constexpr bool numbered = false;
  std::int64_t k = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_indegree without_autapses() const { return {k, false, multapses}; }
  [[nodiscard]] constexpr fixed_indegree without_multapses() const { return {k, autapses, false}; }
  void validate(const projection_extent& extent, std::string_view item) const {
    detail::require_partners(k, extent.sources, multapses, extent.overlaps() && !autapses, "an in-degree", item);
  }
  /// The drawn in-edges, turned around: the targets of every source.
  struct plan_type {
    detail::sequence<std::uint64_t> begin;
    detail::sequence<std::uint32_t> targets;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint64_t n = begin[i]; n < begin[i + 1]; ++n) f(targets[n], std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view) const {
    const auto sources_of = [&](std::uint32_t j, auto&& f) {
      generator g(s, j);
      const std::uint64_t neuron = std::uint64_t{extent.target_begin} + j;
      const bool skip = !autapses && extent.same_population && neuron >= extent.source_begin &&
                        neuron < std::uint64_t{extent.source_begin} + extent.sources;
      detail::draw_partners(g, extent.sources, k, multapses, skip,
                            skip ? static_cast<std::uint32_t>(neuron - extent.source_begin) : 0, f);
    };
    plan_type p{detail::sequence<std::uint64_t>(extent.sources + std::size_t{1}), {}};
    for (std::uint32_t j = 0; j < extent.targets; ++j)
      sources_of(j, [&](std::uint32_t i) { ++p.begin[i + std::size_t{1}]; });
    for (std::size_t i = 0; i < extent.sources; ++i) p.begin[i + 1] += p.begin[i];
    p.targets.resize(p.begin.back());
    auto place = p.begin;
    for (std::uint32_t j = 0; j < extent.targets; ++j)
      sources_of(j, [&](std::uint32_t i) { p.targets[place[i]++] = j; });
    return p;
  }
  [[nodiscard]] constexpr bool operator==(const fixed_indegree&) const = default;
};

} // namespace cortexpr
