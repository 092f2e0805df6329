// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The targets of every source as a table: the plan of rules that are not made source by source.
struct row_table {
  sequence<std::uint64_t> begin;
  sequence<std::uint32_t> targets;
  template <class F>
  void for_row(std::uint32_t i, F&& f) const {
    for (std::uint64_t n = begin[i]; n < begin[i + 1]; ++n) f(targets[n], std::uint64_t{0});
  }
};

/// `each_pair(f)` calls f(i, j) for all synapses in an order of its own. It is called twice and gives the same both
/// times, so that no list of pairs is held.
template <class EachPair>
[[nodiscard]] row_table tabulate(std::uint32_t sources, const EachPair& each_pair) {
  row_table table{sequence<std::uint64_t>(sources + std::size_t{1}), {}};
  each_pair([&](std::uint32_t i, std::uint32_t) { ++table.begin[i + std::size_t{1}]; });
  for (std::size_t i = 0; i < sources; ++i) table.begin[i + 1] += table.begin[i];
  table.targets.resize(table.begin.back());
  auto place = table.begin;
  each_pair([&](std::uint32_t i, std::uint32_t j) { table.targets[place[i]++] = j; });
  return table;
}

} // namespace cortexpr::detail
