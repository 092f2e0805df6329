// SPDX-License-Identifier: BSL-1.0
// Synapses that are drawn, placed and assembled by several threads.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/connectivity/connectivity.hpp>
#include <cortexpr/detail/assembly/make_synapses.hpp>
#include <cortexpr/detail/assembly/row_cutter.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

template <class Plan, class Weights, class Delays>
auto recipe_of(const Plan& plan, const Weights& weights, const Delays& delays, std::uint32_t first_source,
               std::uint32_t sources, const detail::slice_bounds& bounds) {
  return detail::synapse_recipe<false, Plan, Weights, Delays>{.plan = plan,
                                                              .weights = weights,
                                                              .delays = delays,
                                                              .first_source = first_source,
                                                              .sources = sources,
                                                              .bounds = bounds,
                                                              .label = "S",
                                                              .seed = 1,
                                                              .dt = 1e-4,
                                                              .rounds_delay = true};
}

} // namespace

TEST_CASE("make_synapses: any number of threads makes the same synapses", "[storage]") {
  const projection_extent extent{300, 5000};
  const fixed_total_number rule{60'000};
  const auto plan = rule.plan(extent, make_stream(1, "S"), "S");
  const normal weights(1_mV, 1_mV);
  const auto delays = normal(1_ms, 1_ms).redrawn(0_ms, 5_ms);
  const auto recipe = recipe_of(plan, weights, delays, 3, extent.sources, detail::cut_evenly(7, 5000, 1700));
  const auto make = [&](unsigned threads) {
    return detail::make_synapses<float, true>(recipe, threads, true, [](double x) { return static_cast<float>(x); });
  };
  const auto one = make(1);
  const detail::synapse_rows& rows = one.connections;
  const auto& w = one.weights;
  CHECK(rows.synapses == 60'000);
  CHECK(rows.slices.size() == 3);
  for (const unsigned threads : {2u, 3u, 16u}) {
    const auto same = make(threads);
    CHECK(same.connections == rows);
    CHECK(same.weights == w);
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
  const projection_extent extent{4000, 1000};
  const fixed_outdegree rule{3};
  const auto plan = rule.plan(extent, make_stream(1, "S"), "S");
  const auto weights = function_of([](std::uint32_t i, std::uint32_t) { return i >= 3000 ? std::nan("") : 1.0; });
  const auto delays = detail::as_values(1_ms);
  const auto recipe = recipe_of(plan, weights, delays, 0, extent.sources, detail::cut_evenly(0, 1000));
  std::string first;
  for (const unsigned threads : {1u, 4u}) {
    try {
      (void)detail::make_synapses<double, true>(recipe, threads, true, [](double x) { return x; });
      FAIL("no failure");
    } catch (const invalid_value& problem) {
      if (first.empty()) first = problem.what();
      CHECK(first == problem.what());
    }
  }
  CHECK(first.find("'S.w': the value of synapse 9000 (3000 -> ") == 0);
}

namespace {

/// A plan of rows that are created from right to left; one of them has a target twice.
struct backwards {
  std::uint32_t repeated;
  template <class F>
  void for_row(std::uint32_t i, F&& f) const {
    for (std::uint32_t j = 2000; j > 0; j -= 100) f(j - 1 - i % 7, std::uint64_t{0});
    if (i == repeated) f(1999 - i % 7, std::uint64_t{0});
  }
};

/// Checks that ranks which make the slices of some parts have what one process has of these slices, and know the rest.
template <class Recipe>
void check_parts(const Recipe& whole, const std::vector<std::size_t>& cuts, bool repeats) {
  const auto encode = [](double x) { return static_cast<float>(x); };
  const auto all = detail::make_synapses<float, true>(whole, 1, true, encode);
  const detail::synapse_rows& serial = all.connections;
  std::size_t made = 0;
  for (std::size_t c = 0; c + 1 < cuts.size(); ++c)
    for (const unsigned threads : {1u, 3u}) {
      CAPTURE(c, threads);
      Recipe part = whole;
      part.bounds = {whole.bounds.all, cuts[c], cuts[c + 1]};
      part.cutter = &detail::row_cutter<detail::created_row>::make;
      const auto own = detail::make_synapses<float, true>(part, threads, true, encode);
      const detail::synapse_rows& rows = own.connections;
      CHECK(static_cast<const detail::global_facts&>(rows) == serial);
      CHECK(rows.repeats_pairs == (repeats && !part.bounds.complete()));
      CHECK(rows.keeps_order == serial.keeps_order);
      REQUIRE(rows.slices.size() == serial.slices.size());
      for (std::size_t s = 0; s < rows.slices.size(); ++s) {
        const detail::slice_rows &mine = rows.slices[s], &right = serial.slices[s];
        REQUIRE(mine.elsewhere == !part.bounds.has(s));
        CHECK(mine.first_target == right.first_target);
        CHECK(mine.part == right.part);
        if (mine.elsewhere) {
          CHECK(mine.target.empty());
          CHECK(own.weights[s].empty());
          continue;
        }
        made += threads == 1 ? mine.size() : 0;
        CHECK(mine.row == right.row);
        CHECK(mine.target == right.target);
        CHECK(mine.segment_begin == right.segment_begin);
        CHECK(mine.segments == right.segments);
        CHECK(own.weights[s] == all.weights[s]);
        bool same_numbers = true;
        for (std::uint32_t i = 0; i < rows.sources; ++i) {
          std::vector<std::uint64_t> numbers, expected;
          rows.for_row(s, i, [&](std::size_t, std::uint64_t number) { numbers.push_back(number); });
          serial.for_row(s, i, [&](std::size_t, std::uint64_t number) { expected.push_back(number); });
          same_numbers = same_numbers && numbers == expected;
        }
        CHECK(same_numbers);
      }
    }
  CHECK(made == serial.synapses);
}

} // namespace

TEST_CASE("make_synapses: a rank makes the slices of its parts and knows what is true of all", "[storage]") {
  const projection_extent extent{300, 2000};
  const normal weights(1_mV, 1_mV);
  const auto mixed = normal(1_ms, 1_ms).redrawn(0_ms, 5_ms);
  const auto one = detail::as_values(1_ms);
  // Parts 2 ... 7 of the target population.
  detail::slice_bounds bounds = detail::cut_evenly(7, 2000, 400);
  bounds.first_part = 2;
  const std::vector<std::vector<std::size_t>> shares{{0, 20}, {0, 3, 7}, {0, 4, 5, 6, 9}, {0, 2, 3, 4, 5, 6, 7}};
  const stream numbers = make_stream(1, "S");
  for (const auto& cuts : shares) {
    CAPTURE(cuts);
    const fixed_total_number some{20'000};
    check_parts(recipe_of(some.plan(extent, numbers, "S"), weights, mixed, 3, extent.sources, bounds), cuts, true);
    const fixed_probability each{0.1};
    check_parts(recipe_of(each.plan(extent, numbers, "S"), weights, mixed, 3, extent.sources, bounds), cuts, false);
    check_parts(recipe_of(each.plan(extent, numbers, "S"), weights, one, 3, extent.sources, bounds), cuts, false);
  }
  for (const std::uint32_t repeated : {299u, 300u})
    check_parts(recipe_of(backwards{repeated}, weights, one, 3, extent.sources, bounds), shares[2], repeated == 299);
}
