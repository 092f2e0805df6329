// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"

#include <cortexpr/connectivity/by_function/connected_if.hpp>
#include <cortexpr/connectivity/by_function/filtered.hpp>
#include <cortexpr/connectivity/connectivity.hpp>
#include <vector>

using namespace cortexpr;
using namespace connection_testing;

TEST_CASE("where: keeps the pairs for which a function holds", "[connect]") {
  const auto lower = [](auto i, auto j) { return i > j; };
  CHECK(connect(all_to_all{} | where(lower), {3, 3}) == connect(connected_if(lower), {3, 3}));
  // The rule in front draws what it draws alone.
  const auto all = connect(fixed_indegree{4}, {20, 20});
  edges kept;
  for (const edge& e : all)
    if (e.first > e.second) kept.push_back(e);
  CHECK(connect(fixed_indegree{4} | where(lower), {20, 20}) == kept);
}

TEST_CASE("with_probability: 0, 1, and each synapse independently", "[connect]") {
  const projection_extent extent{400, 300};
  CHECK(connect(all_to_all{} | with_probability(1), extent).size() == 120'000);
  CHECK(connect(all_to_all{} | with_probability(0.0), extent).empty());
  const auto list = connect(all_to_all{} | with_probability(0.3), extent);
  CHECK(is_plausible(degrees_p(out_degrees(list, extent), 300, 0.3)));
  CHECK(is_plausible(degrees_p(in_degrees(list, extent), 400, 0.3)));
  const auto diagonal = connect(one_to_one{} | with_probability(0.75), {4000, 4000});
  CHECK(std::abs(static_cast<double>(diagonal.size()) - 3000) < 5 * std::sqrt(4000 * 0.75 * 0.25));
}

TEST_CASE("with_probability: a function of the pair", "[connect]") {
  const auto list =
      connect(all_to_all{} | with_probability([](auto i, auto) { return i == 0 ? 0.25 : 1.0; }), {2, 4000});
  const std::vector<std::uint32_t> degree = out_degrees(list, {2, 4000});
  CHECK(degree[1] == 4000);
  CHECK(std::abs(degree[0] - 1000.0) < 5 * std::sqrt(4000 * 0.25 * 0.75));
}

TEST_CASE("with_probability: several filters, and a random rule before them, draw independently", "[connect]") {
  const projection_extent extent{500, 400};
  const auto twice = connect(all_to_all{} | with_probability(0.5) | with_probability(0.4), extent);
  CHECK(is_plausible(degrees_p(out_degrees(twice, extent), 400, 0.2)));
  CHECK(is_plausible(degrees_p(in_degrees(twice, extent), 500, 0.2)));
  const auto thinned = connect(fixed_probability{0.5} | with_probability(0.4), extent);
  CHECK(is_plausible(degrees_p(out_degrees(thinned, extent), 400, 0.2)));
  CHECK(is_plausible(degrees_p(in_degrees(thinned, extent), 500, 0.2)));
}

TEST_CASE("with_probability: what is no probability is refused", "[connect]") {
  check_refusal(one_to_one{} | with_probability(1.5), {3, 3}, "a connection probability of 1.5 is not between 0 and 1");
  const auto rule = all_to_all{} | with_probability([](auto i, auto j) { return i + j == 0 ? -1.0 : 0.5; });
  CHECK_THROWS_WITH(connect(rule, {2, 2}), "projection 'S': with_probability gives -1 for the pair 0 -> 0; a "
                                           "probability is between 0 and 1");
}
