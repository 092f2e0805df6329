// SPDX-License-Identifier: BSL-1.0
// Synapses that are drawn, placed and assembled by several threads.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/connectivity/connectivity.hpp>
#include <cortexpr/detail/assembly/make_synapses.hpp>
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
