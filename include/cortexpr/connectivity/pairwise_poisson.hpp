// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every pair has a number of synapses that is Poisson distributed with this mean, independently (NEST's
/// pairwise_poisson). Autapses are included unless `.without_autapses()`; multapses are what it is about. Cost: one
/// draw per synapse.
struct pairwise_poisson {
  static constexpr bool numbered = false;
  double mean = 0;
  bool autapses = true;

  [[nodiscard]] constexpr pairwise_poisson without_autapses() const { return {mean, false}; }
  void validate(const projection_extent&, std::string_view item) const {
    if (!(mean >= 0 && mean <= 1e6))
      raise({"projection '", item, "': a mean of ", mean, " synapses per pair is not between 0 and a million"});
  }
  struct plan_type {
    projection_extent extent;
    stream numbers;
    double mean;
    bool autapses;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      // Equal in law: the sum of the numbers of all pairs, spread evenly over the pairs.
      generator g(numbers, i);
      const bool skip = !autapses && extent.has_self(i);
      const std::uint32_t choices = extent.targets - (skip ? 1u : 0u);
      const double of_row = mean * choices;
      if (of_row == 0) return;
      const auto n = boost::random::poisson_distribution<std::int64_t, double>(of_row)(g);
      for (std::int64_t k = 0; k < n; ++k) {
        const std::uint32_t j = g.below(choices);
        f(skip && j >= extent.self_of(i) ? j + 1 : j, std::uint64_t{0});
      }
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view) const {
    return {extent, s, mean, autapses};
  }
  [[nodiscard]] constexpr bool operator==(const pairwise_poisson&) const = default;
};

} // namespace cortexpr
