// SPDX-License-Identifier: BSL-1.0
// Rows that are made in chunks, by several threads.
#include "catch.hpp"

#include <algorithm>
#include <atomic>
#include <cortexpr/connectivity/connectivity.hpp>
#include <cortexpr/detail/assembly/build_synapses.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstdint>
#include <limits>
#include <string>
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

/// Rows of (target, delay), chunk by chunk; the weight is the number in the order of creation.
using row = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
detail::synapse_rows assemble(const std::vector<std::vector<row>>& chunks, const detail::slice_bounds& bounds,
                              detail::sequence<detail::long_list<float>>& weights, bool keeps_order = true) {
  std::uint32_t sources = 0, done = 0;
  for (const auto& chunk : chunks) sources += static_cast<std::uint32_t>(chunk.size());
  detail::row_assembly<float> all(0, sources, bounds, keeps_order);
  detail::row_chunk<float> chunk(bounds);
  float number = 0;
  for (const auto& rows : chunks) {
    chunk.clear();
    for (const row& r : rows) {
      detail::created_row created;
      for (const auto& [target, delay] : r) {
        created.target.push_back(target);
        created.delay.push_back(delay);
        created.weight.push_back(static_cast<double>(number++));
      }
      chunk.add(created, [](double w) { return static_cast<float>(w); });
    }
    done += static_cast<std::uint32_t>(rows.size());
    all.add(chunk, static_cast<double>(done) / sources);
  }
  weights = all.weights;
  return all.finish();
}

} // namespace

TEST_CASE("row_assembly: the order of creation is stored from the chunk on that needs it", "[storage]") {
  detail::sequence<detail::long_list<float>> w;
  const std::vector<std::vector<row>> chunks{
      {{{0, 1}, {4, 1}}, {{1, 1}, {2, 2}, {5, 2}}}, {{}, {{3, 2}, {2, 1}, {5, 1}}}, {{{0, 1}}}};
  for (const std::uint32_t width : {6u, 3u}) {
    CAPTURE(width);
    const detail::synapse_rows rows = assemble(chunks, detail::cut_evenly(0, 6, width), w);
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
  const detail::synapse_rows unknown = assemble(chunks, detail::cut_evenly(0, 6), w, false);
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
  detail::row_chunk<float> chunk(bounds);
  for (const std::uint64_t number : {std::uint64_t{7}, std::uint64_t{5'000'000'000}}) {
    detail::created_row r;
    r.target = {0};
    r.number = {number};
    chunk.clear();
    chunk.add(r, [](double) { return 0.f; });
    listed.add(chunk, 1);
  }
  CHECK(numbers_of(listed.finish(), 0) == numbers{7, 5'000'000'000});
}

TEST_CASE("row_chunk: delays far apart are sorted too", "[storage]") {
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

TEST_CASE("make_synapses: any number of threads makes the same synapses", "[storage]") {
  const projection_extent form{300, 5000};
  const fixed_total_number rule{60'000};
  const auto plan = rule.plan(form, make_stream(1, "S"), "S");
  const normal weights(1_mV, 1_mV);
  const auto delays = normal(1_ms, 1_ms).redrawn(0_ms, 5_ms);
  const detail::synapse_recipe recipe{plan, weights, delays, 3,   form.sources, detail::cut_evenly(7, 5000, 1700),
                                      "S",  1,       1e-4,   true};
  const auto make = [&](unsigned threads, detail::sequence<detail::long_list<float>>& w) {
    return detail::make_synapses<false, true>(
        recipe, threads, true, [](double x) { return static_cast<float>(x); }, w);
  };
  detail::sequence<detail::long_list<float>> w, same;
  const detail::synapse_rows rows = make(1, w);
  CHECK(rows.synapses == 60'000);
  CHECK(rows.slices.size() == 3);
  for (const unsigned threads : {2u, 3u, 16u}) {
    CHECK(make(threads, same) == rows);
    CHECK(same == w);
  }
  // Every value is the one that its row's generators give it.
  generator weight_numbers(make_stream(1, "S.w"), 250), delay_numbers(make_stream(1, "S.delay"), 250);
  detail::sequence<detail::long_list<float>> expected(3);
  std::uint64_t number = 0;
  for (std::uint32_t i = 0; i < 250; ++i) plan.for_row(i, [&](std::uint32_t, std::uint64_t) { ++number; });
  struct synapse {
    std::uint32_t target, delay;
    float weight;
    bool operator==(const synapse&) const = default;
  };
  std::vector<synapse> created, found(created);
  plan.for_row(250, [&](std::uint32_t j, std::uint64_t) {
    const float x = static_cast<float>(weights(weight_numbers, 250, j));
    created.push_back({j, detail::delay_steps(delays(delay_numbers, 250, j), 1e-4, true, "S"), x});
  });
  found.resize(created.size());
  for (std::size_t s = 0; s < 3; ++s) {
    const detail::slice_rows& slice = rows.slices[s];
    std::vector<std::uint32_t> delay_at(slice.size());
    for (auto g = slice.segment_begin[250], k = slice.row[250]; g < slice.segment_begin[251]; ++g)
      for (std::uint32_t n = 0; n < slice.segments[g].count; ++n) delay_at[k++] = slice.segments[g].delay;
    rows.for_row(s, 250, [&](std::size_t k, std::uint64_t at) {
      found.at(at - number) = {slice.first_target - 7 + slice.target[k], delay_at[k], w[s][k]};
    });
  }
  CHECK(found == created);
}

TEST_CASE("make_synapses: a bad value is reported with its number by any number of threads", "[storage]") {
  const projection_extent form{4000, 1000};
  const fixed_outdegree rule{3};
  const auto plan = rule.plan(form, make_stream(1, "S"), "S");
  const auto weights = function_of([](std::uint32_t i, std::uint32_t) { return i >= 3000 ? std::nan("") : 1.0; });
  const auto delays = detail::as_values(1_ms);
  const detail::synapse_recipe recipe{plan, weights, delays, 0,   form.sources, detail::cut_evenly(0, 1000),
                                      "S",  1,       1e-4,   true};
  std::string first;
  for (const unsigned threads : {1u, 4u}) {
    detail::sequence<detail::long_list<double>> w;
    try {
      (void)detail::make_synapses<false, true>(
          recipe, threads, true, [](double x) { return x; }, w);
      FAIL("no failure");
    } catch (const invalid_value& problem) {
      if (first.empty()) first = problem.what();
      CHECK(first == problem.what());
    }
  }
  CHECK(first.find("'S.w': the value of synapse 9000 (3000 -> ") == 0);
}
