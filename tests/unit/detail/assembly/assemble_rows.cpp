// SPDX-License-Identifier: BSL-1.0
// Rows that are placed and assembled piece by piece.
#include "catch.hpp"

#include <algorithm>
#include <cortexpr/detail/assembly/assemble_rows.hpp>
#include <cstdint>
#include <vector>

using namespace cortexpr;

namespace {

using numbers = std::vector<std::uint64_t>;

numbers numbers_of(const detail::synapse_rows& rows, std::size_t s) {
  numbers list(rows.slices[s].size());
  rows.for_slice(s, [&](std::size_t k, std::uint64_t number) { list[k] = number; });
  for (std::size_t k = 0; k < list.size(); ++k) CHECK(detail::creation_number(rows, s, k) == list[k]);
  return list;
}

/// Rows of (target, delay), piece by piece; the weight is the number in the order of creation.
using row = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
detail::synapse_rows assemble(const std::vector<std::vector<row>>& pieces, const detail::slice_bounds& bounds,
                              detail::sequence<detail::long_list<float>>& weights, bool keeps_order = true) {
  std::uint32_t sources = 0, done = 0;
  for (const auto& rows : pieces) sources += static_cast<std::uint32_t>(rows.size());
  detail::row_assembly<float> all(0, sources, bounds, keeps_order);
  detail::row_placer placer(bounds);
  detail::placed_rows<float> piece(bounds.count());
  float number = 0;
  for (const auto& rows : pieces) {
    piece.clear();
    for (const row& r : rows) {
      detail::created_row created;
      for (const auto& [target, delay] : r) {
        created.target.push_back(target);
        created.delay.push_back(delay);
        created.weight.push_back(static_cast<double>(number++));
      }
      placer.place(
          created, [](double w) { return static_cast<float>(w); }, piece);
    }
    done += static_cast<std::uint32_t>(rows.size());
    all.add(piece, static_cast<double>(done) / sources);
  }
  auto [connections, stored] = all.finish();
  weights = std::move(stored);
  return std::move(connections);
}

} // namespace

TEST_CASE("row_assembly: the order of creation is stored from the piece on that needs it", "[storage]") {
  detail::sequence<detail::long_list<float>> w;
  const std::vector<std::vector<row>> pieces{
      {{{0, 1}, {4, 1}}, {{1, 1}, {2, 2}, {5, 2}}}, {{}, {{3, 2}, {2, 1}, {5, 1}}}, {{{0, 1}}}};
  for (const std::uint32_t width : {6u, 3u}) {
    CAPTURE(width);
    const detail::synapse_rows rows = assemble(pieces, detail::cut_evenly(0, 6, width), w);
    for (std::size_t s = 0; s < rows.slices.size(); ++s)
      for (std::size_t k = 0; k < rows.slices[s].size(); ++k)
        CHECK(w[s][k] == static_cast<float>(numbers_of(rows, s)[k]));
    CHECK(rows.slices[0].order.narrow.size() == rows.slices[0].size());
    CHECK_FALSE(rows.slices[0].order.as_stored());
  }
  // Rows that are created slice by slice, each in the order of delays, tell their order.
  const detail::synapse_rows implied =
      assemble({{{{0, 1}, {1, 2}, {3, 1}, {5, 4}}}, {{{2, 3}, {4, 1}}}}, detail::cut_evenly(0, 6, 3), w);
  CHECK(implied.slices[0].order.as_stored());
  CHECK(numbers_of(implied, 0) == numbers{0, 1, 4});
  CHECK(numbers_of(implied, 1) == numbers{2, 3, 5});
  CHECK(w[1] == detail::long_list<float>{2, 3, 5});
  // Without the order of creation the storage order counts.
  const detail::synapse_rows unknown = assemble(pieces, detail::cut_evenly(0, 6), w, false);
  CHECK(unknown.slices[0].order.as_stored());
  CHECK(numbers_of(unknown, 0) == numbers{0, 1, 2, 3, 4, 5, 6, 7, 8});
}

TEST_CASE("row_assembly: ranks and numbers grow wider when they must", "[storage]") {
  detail::sequence<detail::long_list<float>> w;
  row narrow{{1, 2}, {0, 1}}, wide;
  for (std::uint32_t k = 0; k < 70'000; ++k) wide.emplace_back(k % 7, 1 + k % 2);
  const detail::synapse_rows rows = assemble({{narrow}, {wide}, {narrow}}, detail::cut_evenly(0, 7), w);
  CHECK(rows.slices[0].order.narrow.empty());
  CHECK(rows.slices[0].order.middle.size() == 70'004);
  const numbers all = numbers_of(rows, 0);
  CHECK(all[0] == 1);
  CHECK(all[2] == 2);
  CHECK(all[3] == 4);
  CHECK(all[70'002] == 70'003);
  std::size_t wrong = 0;
  for (std::size_t k = 0; k < all.size(); ++k) wrong += w[0][k] != static_cast<float>(all[k]);
  CHECK(wrong == 0);

  const detail::slice_bounds bounds = detail::cut_evenly(0, 1);
  detail::row_assembly<float> listed(0, 2, bounds);
  detail::row_placer placer(bounds);
  detail::placed_rows<float> piece(bounds.count());
  for (const std::uint64_t number : {std::uint64_t{7}, std::uint64_t{5'000'000'000}}) {
    detail::created_row r;
    r.target = {0};
    r.number = {number};
    piece.clear();
    placer.place(
        r, [](double) { return 0.f; }, piece);
    listed.add(piece, 1);
  }
  CHECK(numbers_of(listed.finish().connections, 0) == numbers{7, 5'000'000'000});
}

TEST_CASE("row_assembly: delays far apart", "[storage]") {
  detail::sequence<detail::long_list<float>> w;
  const detail::synapse_rows rows =
      assemble({{{{5, 9'000'000}, {1, 3}, {4, 9'000'000}, {2, 3}, {0, 70'000}}}}, detail::cut_evenly(0, 6, 3), w);
  CHECK(rows.slices[0].target == detail::long_list<std::uint16_t>{1, 2, 0});
  CHECK(rows.slices[1].target == detail::long_list<std::uint16_t>{2, 1});
  CHECK(rows.slices[0].segments == detail::long_list<detail::segment>{{3, 2}, {70'000, 1}});
  CHECK(rows.slices[1].segments == detail::long_list<detail::segment>{{9'000'000, 2}});
  CHECK(numbers_of(rows, 0) == numbers{1, 3, 4});
  CHECK(numbers_of(rows, 1) == numbers{0, 2});
}
