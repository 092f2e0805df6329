// SPDX-License-Identifier: BSL-1.0
// The way back from targets to their synapses.

#include "catch.hpp"
#include "support/row_builder.hpp"

#include <cortexpr/detail/rows/incoming.hpp>
#include <ostream>
#include <random>
#include <vector>

namespace {

using namespace cortexpr;

struct found {
  std::size_t position, line;
  bool operator==(const found&) const = default;
};
using found_list = std::vector<found>;

std::ostream& operator<<(std::ostream& out, const found& f) { return out << '(' << f.position << ' ' << f.line << ')'; }

found_list of_target(const detail::slice_rows& rows, std::size_t target) {
  found_list list;
  detail::for_each_incoming(rows, target, [&](std::size_t k, std::size_t line) { list.push_back({k, line}); });
  return list;
}

/// Random rows; sources may be without synapses, pairs may be multiple.
detail::synapse_rows random_rows(unsigned seed, std::uint32_t sources, std::uint32_t targets, double p,
                                 std::uint32_t delays, std::uint32_t width = detail::slice_bounds::widest) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  row_builder builder(0, sources, detail::cut_evenly(0, targets, width));
  std::uint64_t number = 0;
  for (std::uint32_t i = 0; i < sources; ++i) {
    builder.start_row();
    for (std::uint32_t j = 0; j < targets; ++j)
      while (uniform(random) < p) builder.add(j, static_cast<std::uint32_t>(uniform(random) * delays), number++, 0);
  }
  return builder.finish();
}

TEST_CASE("incoming: every synapse of a target once, in storage order, with its line", "[storage]") {
  for (const std::uint32_t delays : {1u, 5u})
    for (const std::uint32_t width : {4u, 100u})
      for (unsigned seed = 1; seed < 20; ++seed) {
        detail::synapse_rows all = random_rows(seed, 1 + seed % 7, 1 + seed % 9, 0.3, delays, width);
        for (detail::slice_rows& rows : all.slices) {
          detail::index_incoming(rows, true, "S");
          // By hand: lines are counted while walking the rows.
          std::vector<found_list> expected(rows.targets);
          std::size_t line = 0, k = 0;
          for (std::size_t i = 0; i + 1 < rows.row.size(); ++i) {
            if (rows.segment_begin.empty()) {
              for (; k < rows.row[i + 1]; ++k) expected[rows.target[k]].push_back({k, i});
            } else {
              for (std::size_t g = rows.segment_begin[i]; g < rows.segment_begin[i + 1]; ++g, ++line)
                for (std::uint32_t n = 0; n < rows.segments[g].count; ++n, ++k)
                  expected[rows.target[k]].push_back({k, line});
            }
          }
          for (std::size_t j = 0; j < rows.targets; ++j) CHECK(of_target(rows, j) == expected[j]);
          CHECK(count_trace_rows(rows) == (rows.segment_begin.empty() ? rows.row.size() - 1 : line));
          found_list forwards, in_order;
          for_each_with_trace_row(rows, [&](std::size_t p, std::size_t l) { forwards.push_back({p, l}); });
          for (std::size_t p = 0; p < rows.size(); ++p)
            for (const found_list& list : expected)
              for (const found& f : list)
                if (f.position == p) in_order.push_back(f);
          CHECK(forwards == in_order);
        }
      }
}

TEST_CASE("incoming: all-to-all rows store no way back", "[storage]") {
  const auto dense = [](bool swapped, bool missing) {
    row_builder builder(0, 3, detail::cut_evenly(10, 4));
    std::uint64_t number = 0;
    for (std::uint32_t i = 0; i < 3; ++i) {
      builder.start_row();
      for (std::uint32_t j = 0; j < 4; ++j) {
        if (missing && i == 2 && j == 1) continue;
        builder.add(swapped && i == 1 && j < 2 ? 1 - j : j, 2, number++, 0);
      }
    }
    detail::synapse_rows all = builder.finish();
    detail::index_incoming(all.slices[0], true, "S");
    return all.slices[0];
  };
  const detail::slice_rows plain = dense(false, false);
  CHECK(plain.incoming.dense);
  CHECK(plain.incoming.position.empty());
  CHECK(plain.incoming.begin.empty());
  CHECK(of_target(plain, 1) == found_list{{1, 0}, {5, 1}, {9, 2}});
  const detail::slice_rows swapped = dense(true, false), missing = dense(false, true);
  CHECK_FALSE(swapped.incoming.dense);
  CHECK(of_target(swapped, 1) == found_list{{1, 0}, {4, 1}, {9, 2}});
  CHECK_FALSE(missing.incoming.dense);
  CHECK(of_target(missing, 1) == found_list{{1, 0}, {5, 1}});
}

TEST_CASE("incoming: as many synapses as all-to-all has, but of other sources", "[storage]") {
  row_builder builder(0, 2, detail::cut_evenly(0, 2));
  builder.start_row();
  for (std::uint32_t k = 0; k < 4; ++k) builder.add(k % 2, 0, k, 0);
  builder.start_row();
  detail::synapse_rows all = builder.finish();
  detail::index_incoming(all.slices[0], true, "S");
  CHECK(of_target(all.slices[0], 1) == found_list{{1, 0}, {3, 0}});
}

TEST_CASE("incoming: lines are kept only if they will be asked for", "[storage]") {
  detail::synapse_rows all = random_rows(3, 5, 5, 0.4, 1);
  detail::index_incoming(all.slices[0], false, "S");
  CHECK(all.slices[0].incoming.trace_row.empty());
  CHECK(all.slices[0].incoming.position.size() == all.synapses);
  detail::index_incoming(all.slices[0], true, "S"); // anew
  CHECK(all.slices[0].incoming.trace_row.size() == all.synapses);
}

TEST_CASE("incoming: no synapses at all", "[storage]") {
  detail::synapse_rows all = random_rows(3, 4, 3, 0, 1);
  detail::index_incoming(all.slices[0], true, "S");
  for (std::size_t j = 0; j < 3; ++j) CHECK(of_target(all.slices[0], j).empty());
}

} // namespace
