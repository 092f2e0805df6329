// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/bundle/bundle.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace cortexpr::detail {

/// What one spike reads at once: the synapses of one source with one delay in one slice. They lie at a random place of
/// main memory, so that the cache lines that they touch are what their delivery costs in large networks.
struct segment_lines {
  /// Bytes of a weight, by which `lines` is ordered; 0: no weight is stored per synapse.
  static constexpr std::array<std::size_t, 5> widths{0, 1, 2, 4, 8};
  static constexpr std::size_t line = 64; ///< bytes

  std::uint64_t segments = 0, synapses = 0;
  std::array<std::uint64_t, widths.size()> lines{}; ///< of targets and weights, if weights had each of the widths

  [[nodiscard]] double synapses_per_segment() const { return per_segment(synapses); }
  [[nodiscard]] double lines_per_segment(std::size_t width) const { return per_segment(lines[width]); }

  /// Lines that elements [begin, end) of an array touch; the array begins at a line boundary.
  [[nodiscard]] static std::uint64_t touched(std::uint64_t begin, std::uint64_t end, std::uint64_t bytes) {
    return bytes == 0 || begin == end ? 0 : (end * bytes - 1) / line - begin * bytes / line + 1;
  }
  void add(std::uint64_t begin, std::uint64_t end) {
    if (begin == end) return;
    ++segments;
    synapses += end - begin;
    for (std::size_t k = 0; k < widths.size(); ++k)
      lines[k] += touched(begin, end, sizeof(std::uint16_t)) + touched(begin, end, widths[k]);
  }

private:
  [[nodiscard]] double per_segment(std::uint64_t n) const {
    return segments == 0 ? 0 : static_cast<double>(n) / static_cast<double>(segments);
  }
};

[[nodiscard]] inline segment_lines lines_of_rows(const synapse_rows& connections) {
  segment_lines result;
  for (const slice_rows& rows : connections.slices) {
    if (rows.elsewhere) continue;
    for (std::size_t i = 0; i + 1 < rows.row.size(); ++i) {
      std::uint64_t at = rows.row[i];
      if (rows.segment_begin.empty())
        result.add(at, rows.row[i + 1]);
      else
        for (std::uint64_t k = rows.segment_begin[i]; k < rows.segment_begin[i + 1]; ++k) {
          const std::uint64_t end = at + rows.segments[k].count;
          result.add(at, end);
          at = end;
        }
    }
  }
  return result;
}

/// The words of a bundle hold target, weight and headings: `lines` has them at width 2 alone.
[[nodiscard]] inline segment_lines lines_of_bundle(const bundle& b) {
  segment_lines result;
  for (const bundle_rows& slice : b.slices)
    for (const auto& start : slice.rows) {
      const bundled_synapse* heading =
          start.segments == 0 ? nullptr : slice.chunks[start.chunk].data() + start.position;
      std::uint64_t at = start.position;
      for (std::uint32_t left = start.segments; left > 0; --left) {
        const std::uint32_t count = heading->count();
        if (count != 0) {
          ++result.segments;
          result.synapses += count;
          result.lines[2] += segment_lines::touched(at, at + 1 + count, sizeof(bundled_synapse));
        }
        heading += 1 + count;
        at += 1 + count;
      }
    }
  return result;
}

} // namespace cortexpr::detail
