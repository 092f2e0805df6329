// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/detail/state/segment_lines.hpp>

using namespace cortexpr::detail;

TEST_CASE("a segment touches the lines of its bytes", "[storage]") {
  CHECK(segment_lines::touched(0, 8, 8) == 1);
  CHECK(segment_lines::touched(0, 9, 8) == 2);
  CHECK(segment_lines::touched(7, 9, 8) == 2);
  CHECK(segment_lines::touched(8, 16, 8) == 1);
  CHECK(segment_lines::touched(3, 3, 8) == 0);
  CHECK(segment_lines::touched(0, 100, 0) == 0);
}

TEST_CASE("segments of rows: one per source where all delays are one, else as they are listed", "[storage]") {
  synapse_rows connections;
  slice_rows rows;
  rows.row = {0, 40, 40, 100}; // the second source has no synapse
  connections.slices = {rows, slice_rows{}};
  connections.slices[1].elsewhere = true;
  segment_lines s = lines_of_rows(connections);
  CHECK(s.segments == 2);
  CHECK(s.synapses == 100);
  CHECK(s.synapses_per_segment() == 50);
  // Targets [0, 80) and [80, 200) bytes; weights of 8 bytes [0, 320) and [320, 800).
  CHECK(s.lines[0] == 2 + 3);
  CHECK(s.lines[4] == 5 + 5 + 8);
  CHECK(s.lines_per_segment(4) == 9);

  connections.slices[0].segment_begin = {0, 2, 2, 3};
  connections.slices[0].segments = {{1, 30}, {4, 10}, {2, 60}};
  s = lines_of_rows(connections);
  CHECK(s.segments == 3);
  CHECK(s.synapses == 100);
  CHECK(s.lines[0] == 1 + 2 + 3);     // targets [0, 60), [60, 80), [80, 200)
  CHECK(s.lines[4] == 6 + 4 + 2 + 8); // and weights [0, 240), [240, 320), [320, 800)
}

TEST_CASE("segments of a bundle are those between its headings", "[storage]") {
  bundle b;
  b.slices = {bundle_rows{}};
  bundle_rows& slice = b.slices[0];
  slice.chunks = {long_list<bundled_synapse>(64)};
  slice.rows = {{0, 2, 0}, {0, 0, 0}, {0, 2, 36}};
  slice.chunks[0][0] = bundled_synapse::heading(2, 3);
  slice.chunks[0][4] = bundled_synapse::heading(3, 31);
  slice.chunks[0][36] = bundled_synapse::heading(65535, 0); // crosses a gap
  slice.chunks[0][37] = bundled_synapse::heading(1, 2);
  const segment_lines s = lines_of_bundle(b);
  CHECK(s.segments == 3);
  CHECK(s.synapses == 36);
  CHECK(s.lines[2] == 1 + 3 + 1); // words [0, 4), [4, 36), [37, 40)
}
