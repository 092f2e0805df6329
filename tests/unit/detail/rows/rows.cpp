// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/row_builder.hpp"

#include <algorithm>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <vector>

using namespace cortexpr;

namespace {

using numbers = std::vector<std::uint64_t>;
using targets = detail::long_list<std::uint16_t>;
using segments = detail::long_list<detail::segment>;
using weights = detail::long_list<double>;

static_assert(detail::slice_bounds::widest == 65535);

/// The creation numbers of a slice in storage order.
numbers numbers_of_slice(const detail::synapse_rows& rows, std::size_t s) {
  numbers list(rows.slices[s].size());
  rows.for_slice(s, [&](std::size_t k, std::uint64_t number) { list[k] = number; });
  return list;
}

/// Targets, delays, numbers and weights of one source's row in one slice.
struct synapse {
  std::uint32_t target, delay;
  std::uint64_t number;
  double weight;
  bool operator==(const synapse&) const = default;
};

std::vector<synapse> read_row(const detail::synapse_rows& rows, const detail::sequence<weights>& w, std::size_t s,
                              std::uint32_t source) {
  const detail::slice_rows& slice = rows.slices[s];
  std::vector<synapse> list;
  auto k = static_cast<std::size_t>(slice.row[source]);
  const auto end = static_cast<std::size_t>(slice.row[source + 1]);
  const numbers number = numbers_of_slice(rows, s);
  const auto add = [&](std::uint32_t delay) {
    list.push_back({slice.first_target + slice.target[k], delay, number[k], w[s][k]});
    ++k;
  };
  if (slice.segment_begin.empty()) {
    while (k < end) add(rows.min_delay);
  } else {
    for (auto g = slice.segment_begin[source]; g < slice.segment_begin[source + 1]; ++g)
      for (std::uint32_t n = 0; n < slice.segments[g].count; ++n) add(slice.segments[g].delay);
  }
  CHECK(k == end);
  return list;
}

} // namespace

TEST_CASE("row_builder: one delay for all", "[storage]") {
  row_builder b(10, 3, detail::cut_evenly(20, 5));
  b.start_row();
  b.add(4, 2, 0, 0.5);
  b.add(0, 2, 1, 1.5);
  b.start_row();
  b.start_row();
  b.add(4, 2, 2, 2.5);
  b.add(4, 2, 3, 3.5);
  const detail::synapse_rows rows = b.finish();
  CHECK(rows.first_source == 10);
  CHECK(rows.sources == 3);
  CHECK(rows.synapses == 4);
  CHECK(rows.one_delay());
  CHECK(rows.min_delay == 2);
  CHECK(rows.max_delay == 2);
  REQUIRE(rows.slices.size() == 1);
  const detail::slice_rows& slice = rows.slices[0];
  CHECK(slice.first_target == 20);
  CHECK(slice.size() == 4);
  CHECK(slice.row == numbers{0, 2, 2, 4});
  CHECK(slice.target == targets{4, 0, 4, 4}); // in the order of creation, multapses included
  // Nothing is stored that the position tells.
  CHECK(slice.segment_begin.empty());
  CHECK(slice.segments.empty());
  CHECK(slice.order.as_stored());
  CHECK(b.weights() == std::vector<weights>{{0.5, 1.5, 2.5, 3.5}});
}

TEST_CASE("row_builder: delays in rising order, equal delays in the order of creation", "[storage]") {
  row_builder b(0, 3, detail::cut_evenly(0, 9));
  b.start_row();
  b.add(1, 3, 0, 0.0);
  b.add(2, 1, 1, 0.1);
  b.add(3, 3, 2, 0.2);
  b.add(4, 0, 3, 0.3);
  b.add(1, 1, 4, 0.4);
  b.start_row();
  b.start_row();
  b.add(8, 3, 5, 0.5);
  const detail::synapse_rows rows = b.finish();
  CHECK_FALSE(rows.one_delay());
  CHECK(rows.min_delay == 0);
  CHECK(rows.max_delay == 3);
  const detail::slice_rows& slice = rows.slices[0];
  CHECK(slice.row == numbers{0, 5, 5, 6});
  CHECK(slice.target == targets{4, 2, 1, 1, 3, 8});
  CHECK(numbers_of_slice(rows, 0) == numbers{3, 1, 4, 0, 2, 5});
  CHECK(slice.segment_begin == numbers{0, 3, 3, 4});
  CHECK(slice.segments == segments{{0, 1}, {1, 2}, {3, 2}, {3, 1}});
  CHECK(b.weights() == std::vector<weights>{{0.3, 0.1, 0.4, 0.0, 0.2, 0.5}});
}

TEST_CASE("row_builder: equal delays of neighbouring rows are two segments", "[storage]") {
  row_builder b(0, 2, detail::cut_evenly(0, 2));
  b.start_row();
  b.add(0, 1, 0, 0);
  b.add(1, 2, 1, 0);
  b.start_row();
  b.add(0, 2, 2, 0);
  const detail::synapse_rows rows = b.finish();
  CHECK(rows.slices[0].segments == segments{{1, 1}, {2, 1}, {2, 1}});
  CHECK(rows.slices[0].segment_begin == numbers{0, 2, 3});
}

TEST_CASE("row_builder: slices", "[storage]") {
  row_builder b(5, 2, detail::cut_evenly(100, 8, 3));
  b.start_row();
  b.add(7, 2, 0, 0.0);
  b.add(0, 2, 1, 0.1);
  b.add(2, 1, 2, 0.2);
  b.add(3, 2, 3, 0.3);
  b.start_row();
  b.add(6, 1, 4, 0.4);
  b.add(1, 1, 5, 0.5);
  const detail::synapse_rows rows = b.finish();
  REQUIRE(rows.slices.size() == 3);
  CHECK(rows.slices[0].first_target == 100);
  CHECK(rows.slices[1].first_target == 103);
  CHECK(rows.slices[2].first_target == 106);
  CHECK(rows.slices[0].target == targets{2, 0, 1});
  CHECK(rows.slices[1].target == targets{0});
  CHECK(rows.slices[2].target == targets{1, 0});
  CHECK(rows.slices[0].row == numbers{0, 2, 3});
  CHECK(rows.slices[1].row == numbers{0, 1, 1});
  CHECK(rows.slices[2].row == numbers{0, 1, 2});
  CHECK(numbers_of_slice(rows, 0) == numbers{2, 1, 5});
  CHECK(numbers_of_slice(rows, 1) == numbers{3});
  CHECK(numbers_of_slice(rows, 2) == numbers{0, 4});
  CHECK(rows.slices[0].segments == segments{{1, 1}, {2, 1}, {1, 1}});
  CHECK(rows.slices[1].segment_begin == numbers{0, 1, 1});
  CHECK(b.weights() == std::vector<weights>{{0.2, 0.1, 0.5}, {0.3}, {0.0, 0.4}});
  CHECK(rows.synapses == 6);
}

TEST_CASE("row_builder: how targets fall into slices", "[storage]") {
  const auto first_targets = [](std::uint32_t n, std::uint32_t width) {
    std::vector<std::uint32_t> list;
    for (const auto& s : row_builder(0, 1, detail::cut_evenly(7, n, width)).finish().slices)
      list.push_back(s.first_target);
    return list;
  };
  using list = std::vector<std::uint32_t>;
  CHECK(first_targets(0, 3).empty());
  CHECK(first_targets(1, 3) == list{7});
  CHECK(first_targets(3, 3) == list{7});
  CHECK(first_targets(4, 3) == list{7, 10});
  CHECK(first_targets(6, 3) == list{7, 10});
  CHECK(first_targets(2, 0) == list{7, 8}); // a width of 0 is one of 1
  CHECK(first_targets(65535, 1'000'000) == list{7});
  CHECK(first_targets(65536, 1'000'000) == list{7, 7 + 65535});
  CHECK(first_targets(4'294'967'288u, 65535).size() == 65537);

  row_builder b(0, 1, detail::cut_evenly(0, 70'000));
  b.start_row();
  for (const std::uint32_t j : {0u, 65534u, 65535u, 69999u}) b.add(j, 1, j, j);
  const detail::synapse_rows rows = b.finish();
  CHECK(rows.slices[0].target == targets{0, 65534});
  CHECK(rows.slices[1].target == targets{0, 4464});
  CHECK(numbers_of_slice(rows, 1) == numbers{65535, 69999});
}

TEST_CASE("slices: cut where the parts of the target population meet", "[storage]") {
  using list = detail::sequence<std::uint32_t>;
  const list parts{0, 64, 128, 192, 200};
  const auto cut = [&](std::uint32_t begin, std::uint32_t end) { return detail::cut_at_parts(parts, begin, end); };
  CHECK(cut(0, 200) == detail::slice_bounds{parts, 0});
  CHECK(cut(0, 64) == detail::slice_bounds{{0, 64}, 0});
  CHECK(cut(0, 65) == detail::slice_bounds{{0, 64, 65}, 0});
  CHECK(cut(10, 20) == detail::slice_bounds{{10, 20}, 0});
  CHECK(cut(63, 65) == detail::slice_bounds{{63, 64, 65}, 0});
  CHECK(cut(64, 130) == detail::slice_bounds{{64, 128, 130}, 1});
  CHECK(cut(192, 200) == detail::slice_bounds{{192, 200}, 3});
  CHECK(cut(199, 200) == detail::slice_bounds{{199, 200}, 3});
  CHECK(cut(70, 70) == detail::slice_bounds{});
  CHECK(detail::cut_at_parts(list{0, 5}, 2, 4) == detail::slice_bounds{{2, 4}, 0});
  CHECK(detail::cut_evenly(3, 5, 2) == detail::slice_bounds{{3, 5, 7, 8}, 0});
  CHECK(detail::cut_evenly(3, 0, 2).count() == 0);

  row_builder b(0, 1, cut(100, 200));
  b.start_row();
  for (const std::uint32_t j : {99u, 0u, 28u, 27u, 92u, 91u}) b.add(j, 1, 0, 0);
  const detail::synapse_rows rows = b.finish();
  REQUIRE(rows.slices.size() == 3);
  CHECK(rows.slices[0].part == 1);
  CHECK(rows.slices[2].part == 3);
  CHECK(rows.slices[0].target == targets{0, 27});
  CHECK(rows.slices[1].target == targets{0, 63});
  CHECK(rows.slices[2].target == targets{7, 0});
}

TEST_CASE("row_builder: numbers are kept unless they equal the position", "[storage]") {
  const auto numbers_of = [](const numbers& list, std::uint32_t width, bool is_implied) {
    row_builder b(0, 1, detail::cut_evenly(0, 4, width));
    b.start_row();
    for (const auto n : list) b.add(0, 1, n, 0);
    const detail::synapse_rows rows = b.finish();
    CHECK(rows.slices[0].order.as_stored() == is_implied);
    return numbers_of_slice(rows, 0);
  };
  CHECK(numbers_of({0, 1, 2}, 4, true) == numbers{0, 1, 2});
  CHECK(numbers_of({0, 2, 1}, 4, false) == numbers{0, 2, 1});
  CHECK(numbers_of({1, 2}, 4, false) == numbers{1, 2});
  CHECK(numbers_of({0, 1, 2}, 2, false) == numbers{0, 1, 2}); // a second slice counts on
}

TEST_CASE("row_builder: nothing to connect", "[storage]") {
  row_builder no_synapse(2, 3, detail::cut_evenly(4, 5));
  for (int i = 0; i < 3; ++i) no_synapse.start_row();
  const detail::synapse_rows rows = no_synapse.finish();
  CHECK(rows.synapses == 0);
  CHECK(rows.min_delay == 0);
  CHECK(rows.max_delay == 0);
  CHECK(rows.one_delay());
  CHECK(rows.slices[0].row == numbers{0, 0, 0, 0});
  CHECK(rows.slices[0].segment_begin.empty()); // as ever with one delay
  CHECK(no_synapse.weights() == std::vector<weights>{{}});

  const detail::synapse_rows no_source = row_builder(0, 0, detail::cut_evenly(0, 5)).finish();
  CHECK(no_source.slices[0].row == numbers{0});
  row_builder no_target(0, 2, detail::cut_evenly(0, 0));
  no_target.start_row();
  no_target.start_row();
  CHECK(no_target.finish().slices.empty());
}

TEST_CASE("row_builder: slices of any width hold the same synapses", "[storage]") {
  constexpr std::uint32_t sources = 20, width = 17;
  // Delays that are sorted by counting, and by digits.
  const std::uint32_t delay_unit = GENERATE(1u, 2047u, 700'001u);
  std::vector<std::vector<synapse>> expected(sources);
  generator g(make_stream(1, "S"), 0);
  std::uint64_t number = 0;
  for (auto& row : expected)
    for (std::uint32_t k = g.below(30); k > 0; --k)
      row.push_back({30 + g.below(width), 1 + delay_unit * g.below(12), number++, g.uniform()});

  for (const std::uint32_t slice_width : {1u, 2u, 3u, 5u, 16u, 17u, 18u, 65535u}) {
    row_builder b(0, sources, detail::cut_evenly(30, width, slice_width));
    for (const auto& row : expected) {
      b.start_row();
      for (const synapse& x : row) b.add(x.target - 30, x.delay, x.number, x.weight);
    }
    const detail::synapse_rows rows = b.finish();
    CAPTURE(slice_width, delay_unit);
    CHECK(rows.synapses == number);
    std::size_t wrong = 0;
    for (std::size_t s = 0; s < rows.slices.size(); ++s)
      for (std::uint32_t i = 0; i < sources; ++i) {
        std::vector<synapse> wanted;
        for (const synapse& x : expected[i])
          if ((x.target - 30) / slice_width == s) wanted.push_back(x);
        std::stable_sort(wanted.begin(), wanted.end(),
                         [](const synapse& a, const synapse& c) { return a.delay < c.delay; });
        wrong += read_row(rows, b.weights(), s, i) != wanted;
      }
    CHECK(wrong == 0);
  }
}
