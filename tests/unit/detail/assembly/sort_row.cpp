// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <algorithm>
#include <cortexpr/detail/assembly/sort_row.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

using namespace cortexpr;

TEST_CASE("row_sorter: by slice, delay and creation, whether delays are counted or sorted by digits", "[storage]") {
  generator g(make_stream(1, "rows"), 0);
  detail::row_sorter sorter;
  for (const std::uint32_t width : {900u, 300u, 70u})               // 1, 3 and 13 slices
    for (const std::uint32_t apart : {0u, 1u, 7u, 1000u, 900'000u}) // steps between delays; 0: one delay
      for (const std::size_t n : {1u, 2u, 50u, 3000u}) {
        CAPTURE(width, apart, n);
        const detail::slice_bounds bounds = detail::cut_evenly(5, 900, width);
        detail::created_row row;
        row.one_delay = 4;
        for (std::size_t k = 0; k < n; ++k) {
          row.target.push_back(g.below(900));
          if (apart != 0) row.delay.push_back(2 + apart * g.below(10));
        }
        const detail::row_order& order = sorter.sort(row, bounds);
        std::vector<std::size_t> stored(n);
        std::iota(stored.begin(), stored.end(), std::size_t{0});
        const auto slice = [&](std::size_t k) { return row.target[k] / width; };
        std::stable_sort(stored.begin(), stored.end(), [&](std::size_t a, std::size_t b) {
          return slice(a) != slice(b) ? slice(a) < slice(b) : row.delay_of(a) < row.delay_of(b);
        });
        std::vector<detail::segment> segments;
        std::vector<std::uint32_t> length(bounds.count()), segment_count(bounds.count());
        std::size_t wrong = 0;
        for (std::size_t at = 0; at < n; ++at) {
          const std::size_t k = stored[at], s = slice(k);
          wrong += order.place[k] != at;
          if (length[s]++ == 0 || segments.back().delay != row.delay_of(k))
            segments.push_back({row.delay_of(k), 0}), ++segment_count[s];
          ++segments.back().count;
        }
        CHECK(wrong == 0);
        CHECK(std::equal(order.segments.begin(), order.segments.end(), segments.begin(), segments.end()));
        CHECK(std::equal(order.length.begin(), order.length.end(), length.begin(), length.end()));
        CHECK(std::equal(order.segment_count.begin(), order.segment_count.end(), segment_count.begin(),
                         segment_count.end()));
        CHECK(order.as_created() == std::is_sorted(stored.begin(), stored.end()));
        const auto [low, high] = std::minmax_element(row.delay.begin(), row.delay.end());
        CHECK(order.min_delay == (row.delay.empty() ? 4 : *low));
        CHECK(order.max_delay == (row.delay.empty() ? 4 : *high));
      }
}
