// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/detail/connectivity/row_table.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every pair of different neurons of one population is connected in both directions with probability p, or in none
/// (NEST's symmetric_pairwise_bernoulli). No autapses, no multapses. Cost: two draws per pair, and 8 bytes
/// while building.
struct symmetric_probability {
  static constexpr bool numbered = false;
  double p = 0;

  void validate(const projection_extent& extent, std::string_view item) const {
    detail::require_probability(p, item);
    if (!extent.same_population || extent.source_begin != extent.target_begin || extent.sources != extent.targets)
      raise({"projection '", item,
             "': symmetric_probability connects neurons of one set with each other; source and target must be the same "
             "population and slice"});
  }
  [[nodiscard]] detail::row_table plan(const projection_extent& extent, stream s, std::string_view) const {
    return detail::tabulate(extent.sources, [&](auto&& f) {
      for (std::uint32_t i = 0; i + 1 < extent.sources; ++i) {
        generator g(s, i);
        detail::for_each_success(g, p, extent.sources - i - 1, [&](double k) {
          const std::uint32_t j = i + 1 + static_cast<std::uint32_t>(k);
          f(i, j);
          f(j, i);
        });
      }
    });
  }
  [[nodiscard]] constexpr bool operator==(const symmetric_probability&) const = default;
};

} // namespace cortexpr
