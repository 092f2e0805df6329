// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/connectivity/by_function/connected_if.hpp>
#include <cortexpr/connectivity/connectivity.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace cortexpr;
using namespace connection_testing;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

static_assert(projection_extent{5, 5, true, 2, 0}.is_self(0, 2) && !projection_extent{5, 5, true, 2, 0}.is_self(2, 2));
static_assert(!projection_extent{5, 5, false}.is_self(2, 2) && !projection_extent{5, 5, false}.has_self(2));
static_assert(projection_extent{5, 5, true, 2, 0}.has_self(2) && projection_extent{5, 5, true, 2, 0}.self_of(2) == 4);
static_assert(!projection_extent{5, 5, true, 2, 0}.has_self(3) && !projection_extent{5, 5, true, 0, 2}.has_self(1));
static_assert(projection_extent{5, 5, true, 0, 2}.has_self(2) && projection_extent{5, 5, true, 0, 2}.self_of(2) == 0);

constexpr projection_extent one_population{6, 6, true};
constexpr projection_extent two_populations{6, 6, false};
constexpr projection_extent overlapping{5, 5, true, 2, 0}; // sources 2..6, targets 0..4 of one population
constexpr projection_extent disjoint{5, 5, true, 0, 5};    // sources 0..4, targets 5..9 of one population
constexpr projection_extent touching{5, 5, true, 0, 4};    // neuron 4 is on both sides

} // namespace

TEST_CASE("all_to_all", "[connect]") {
  for (const projection_extent& extent : {one_population, two_populations, overlapping, disjoint,
                                          projection_extent{3, 7}, projection_extent{0, 4}, projection_extent{4, 0}}) {
    CHECK(connect(all_to_all{}, extent) == every_pair(extent));
    CHECK(connect(all_to_all{}.without_autapses(), extent) == every_pair(extent, false));
  }
  CHECK(connect(all_to_all{}.without_autapses(), one_population).size() == 30);
  CHECK(connect(all_to_all{}.without_autapses(), two_populations).size() == 36);
  CHECK(connect(all_to_all{}.without_autapses(), overlapping).size() == 22);
  CHECK(connect(all_to_all{}.without_autapses(), touching).size() == 24);
  CHECK(connect(all_to_all{}.without_autapses(), disjoint).size() == 25);
}

TEST_CASE("one_to_one", "[connect]") {
  CHECK(connect(one_to_one{}, {4, 4}) == edges{{0, 0}, {1, 1}, {2, 2}, {3, 3}});
  CHECK(connect(one_to_one{}, {2, 2, true, 0, 2}) == edges{{0, 0}, {1, 1}});
  check_refusal(one_to_one{}, {3, 4}, "one_to_one needs equal sizes, but there are 3 sources and 4 targets");
}

TEST_CASE("pairs: synapses keep their numbers", "[connect]") {
  const pairs list(std::vector<int>{2, 0, 2, 1, 2}, std::vector<long>{1, 3, 0, 1, 1});
  const projection_extent extent{4, 4};
  list.validate(extent, "S");
  const auto plan = list.plan(extent, make_stream(1, "S"), "S");
  const auto row = [&](std::uint32_t i) {
    std::vector<std::pair<std::uint32_t, std::uint64_t>> found;
    plan.for_row(i, [&](std::uint32_t j, std::uint64_t number) { found.emplace_back(j, number); });
    return found;
  };
  using synapses = std::vector<std::pair<std::uint32_t, std::uint64_t>>;
  CHECK(row(0) == synapses{{3, 1}});
  CHECK(row(1) == synapses{{1, 3}});
  CHECK(row(2) == synapses{{1, 0}, {0, 2}, {1, 4}});
  CHECK(row(3).empty());
  CHECK(connect(pairs{}, extent).empty());
  CHECK(pairs::numbered);

  const auto of = [](std::vector<int> i, std::vector<int> j) { return pairs(i, j); };
  check_refusal(of({0, 1}, {0}), extent, "2 source numbers but 1 target numbers; the lists must be of one length");
  check_refusal(of({0, 4}, {0, 0}), {4, 5},
                "pair 1 (4 -> 0) is out of range; there are 4 sources and 5 targets, numbered from 0");
  check_refusal(of({0, 0}, {0, 5}), {4, 5},
                "pair 1 (0 -> 5) is out of range; there are 4 sources and 5 targets, numbered from 0");
  check_refusal(of({-1}, {0}), {4, 5},
                "pair 0 (-1 -> 0) is out of range; there are 4 sources and 5 targets, numbered from 0");
  check_refusal(of({0}, {-1}), {4, 5},
                "pair 0 (0 -> -1) is out of range; there are 4 sources and 5 targets, numbered from 0");
}

TEST_CASE("matrix: entries that are not zero", "[connect]") {
  const matrix m(std::vector<double>{0, 1.5, 0, -2, 0, 3}, 3);
  CHECK(connect(m, {2, 3}) == edges{{0, 1}, {1, 0}, {1, 2}});
  CHECK(m.entries() == std::vector<double>{1.5, -2, 3});
  CHECK(connect(matrix(std::array<float, 2>{-0.0f, 1.0f}, 2), {1, 2}) == edges{{0, 1}});

  check_refusal(m, {3, 2}, "the matrix has 2 x 3 entries, but there are 3 sources and 2 targets (rows are sources)");
  check_refusal(m, {4, 3}, "the matrix has 2 x 3 entries, but there are 4 sources and 3 targets (rows are sources)");
  check_refusal(matrix{}, {2, 3},
                "the matrix has 0 x 0 entries, but there are 2 sources and 3 targets (rows are sources)");
  check_refusal(matrix(std::vector<double>{0, 1, 2, not_a_number}, 2), {2, 2}, "entry (1, 1) of the matrix is NaN");
}

TEST_CASE("fixed_probability: 0 and 1 are exact", "[connect]") {
  for (const projection_extent& extent :
       {one_population, two_populations, overlapping, projection_extent{100, 1000, true}})
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      CHECK(connect(fixed_probability{0}, extent, seed).empty());
      CHECK(connect(fixed_probability{-0.0}, extent, seed).empty());
      CHECK(connect(fixed_probability{1}, extent, seed) == every_pair(extent));
      CHECK(connect(fixed_probability{1}.without_autapses(), extent, seed) == every_pair(extent, false));
    }
  // The smallest probabilities do not spin or overflow.
  for (const double p : {1e-300, std::numeric_limits<double>::denorm_min(), 1e-18})
    CHECK(connect(fixed_probability{p}, {1000, 1'000'000}).empty());
  const auto nearly_all = connect(fixed_probability{1 - 0x1p-53}, {100, 100});
  CHECK(nearly_all == every_pair({100, 100}));
}

TEST_CASE("fixed_probability: degrees are binomial", "[connect]") {
  const projection_extent extent{4000, 300, true};
  for (const double p : {0.003, 0.1, 0.5, 0.93}) {
    const auto list = connect(fixed_probability{p}, extent);
    CAPTURE(p);
    CHECK(std::is_sorted(list.begin(), list.end()));
    CHECK_FALSE(has_multapses(list));
    CHECK(is_plausible(degrees_p(out_degrees(list, extent), extent.targets, p)));
    const projection_extent turned{300, 4000};
    CHECK(is_plausible(degrees_p(in_degrees(connect(fixed_probability{p}, turned), turned), turned.sources, p)));
    const double n = 4000.0 * 300.0;
    CHECK(std::abs(static_cast<double>(list.size()) - n * p) < 5 * std::sqrt(n * p * (1 - p)));
  }
}

TEST_CASE("fixed_probability: all pairs alike and independent", "[connect]") {
  for (const double p : {0.2, 0.7}) {
    const std::uint64_t trials = 4000;
    for (const auto& [extent, autapses] : {std::pair{projection_extent{5, 7}, true}, std::pair{overlapping, false}}) {
      const auto rule = autapses ? fixed_probability{p} : fixed_probability{p}.without_autapses();
      const auto counts = pair_counts(rule, extent, autapses, trials);
      double square = 0;
      const auto n = static_cast<double>(trials);
      for (const double c : counts) square += (c - n * p) * (c - n * p) / (n * p * (1 - p));
      CAPTURE(p, autapses);
      CHECK(is_plausible(chi_square_p(square, counts.size())));
    }
    // All 16 subsets of a 2 x 2 extent, by their numbers of synapses.
    std::map<edges, double> count;
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) ++count[connect(fixed_probability{p}, {2, 2}, seed)];
    CHECK(count.size() == 16);
    double square = 0;
    for (const auto& [list, c] : count) {
      const double expected = 20'000 * std::pow(p, list.size()) * std::pow(1 - p, 4 - static_cast<double>(list.size()));
      square += (c - expected) * (c - expected) / expected;
    }
    CHECK(is_plausible(chi_square_p(square, 15)));
  }
}

TEST_CASE("fixed_probability: refusals", "[connect]") {
  check_refusal(fixed_probability{1.5}, {2, 2}, "a connection probability of 1.5 is not between 0 and 1");
  check_refusal(fixed_probability{-0.1}, {2, 2}, "a connection probability of -0.1 is not between 0 and 1");
  check_refusal(fixed_probability{not_a_number}, {2, 2}, "a connection probability of NaN is not between 0 and 1");
}

TEST_CASE("distance_dependent: distances", "[connect]") {
  const distance_dependent ring{};
  CHECK(ring.distance({10, 10}, 3, 3) == 0);
  CHECK(ring.distance({10, 10}, 0, 9) == Approx(0.1));
  CHECK(ring.distance({10, 10}, 9, 0) == Approx(0.1));
  CHECK(ring.distance({10, 10}, 1, 6) == Approx(0.5));
  CHECK(ring.distance({10, 20}, 5, 10) == 0);
  CHECK(ring.distance({10, 20}, 0, 19) == Approx(0.05));
  // Turning the ring changes no bit of a distance.
  for (std::uint32_t apart = 0; apart < 60; ++apart)
    for (std::uint32_t i = 0; i < 60; ++i) {
      CHECK(ring.distance({60, 60}, i, (i + apart) % 60) == ring.distance({60, 60}, 0, apart));
      CHECK(ring.distance({60, 30}, i / 2 * 2, (i / 2 + apart / 2) % 30) == ring.distance({60, 30}, 0, apart / 2));
    }
  const auto grid = distance_dependent{}.on_grid(6, 6);
  CHECK(grid.distance({36, 36}, 0, 0) == 0);
  CHECK(grid.distance({36, 36}, 0, 3 + 4 * 6) == Approx(5));
  CHECK(grid.distance({36, 36}, 35, 0) == Approx(std::hypot(5, 5))); // no wrap-around
  const auto coarse = distance_dependent{}.on_grid(6, 3);
  CHECK(coarse.distance({36, 9}, 2 + 4 * 6, 1 + 2 * 3) == 0);
  CHECK(coarse.distance({36, 9}, 0, 1) == Approx(2));
}

TEST_CASE("distance_dependent: the profile", "[connect]") {
  const auto check = [](const distance_dependent& rule, const projection_extent& extent, std::uint64_t trials) {
    std::map<double, double> pairs_at, found_at; // by distance
    const auto key = [&](edge e) { return rule.distance(extent, e.first, e.second); };
    for (const edge& e : every_pair(extent, rule.autapses)) pairs_at[key(e)] += static_cast<double>(trials);
    for (std::uint64_t seed = 0; seed < trials; ++seed) {
      const auto list = connect(rule, extent, seed);
      CHECK_FALSE(has_multapses(list));
      for (const edge& e : list) ++found_at[key(e)];
    }
    double square = 0;
    std::size_t freedom = 0;
    for (const auto& [d, n] : pairs_at) {
      const double p = d > rule.cut_off ? 0 : rule.p_max * std::exp(-d * d / (2 * rule.sigma * rule.sigma));
      CAPTURE(n, p);
      if (p == 0) CHECK(found_at[d] == 0);
      if (n * p * (1 - p) < 10) continue;
      square += (found_at[d] - n * p) * (found_at[d] - n * p) / (n * p * (1 - p));
      ++freedom;
    }
    CHECK(found_at.size() <= pairs_at.size());
    CHECK(freedom > 5);
    CHECK(is_plausible(chi_square_p(square, freedom)));
  };
  check({.p_max = 0.8, .sigma = 0.1}, {60, 60, true}, 100);
  check({.p_max = 0.8, .sigma = 0.1, .cut_off = 0.15}, {60, 30, false}, 100);
  check(distance_dependent{.p_max = 0.5, .sigma = 0.2}.without_autapses(), {60, 60, true}, 100);
  check(distance_dependent{.p_max = 0.9, .sigma = 2, .cut_off = 4.5}.on_grid(8, 8), {64, 64, true}, 50);
  check(distance_dependent{.p_max = 0.9, .sigma = 2}.on_grid(8, 4), {64, 16, false}, 100);

  const projection_extent extent{20, 20, true};
  CHECK(connect(distance_dependent{.p_max = 1, .sigma = 1e200}, extent) == every_pair(extent));
  CHECK(connect(distance_dependent{.p_max = 1, .sigma = 1e200}.without_autapses(), extent) ==
        every_pair(extent, false));
  CHECK(connect(distance_dependent{.p_max = 0}, extent).empty());
  // A profile without width, and a cut-off of nothing, leave the pairs at distance zero.
  CHECK(connect(distance_dependent{.p_max = 1, .sigma = 1e-200}, extent) == connect(one_to_one{}, extent));
  CHECK(connect(distance_dependent{.p_max = 1, .cut_off = 0}, extent) == connect(one_to_one{}, extent));
}

TEST_CASE("distance_dependent: refusals", "[connect]") {
  const projection_extent extent{4, 4};
  check_refusal(distance_dependent{.p_max = 2}, extent, "a connection probability of 2 is not between 0 and 1");
  for (const double sigma : {0.0, -1.0, not_a_number, std::numeric_limits<double>::infinity()})
    check_refusal(distance_dependent{.sigma = sigma}, extent,
                  "the width sigma of a distance profile must be positive and finite");
  check_refusal(distance_dependent{.cut_off = -1}, extent, "the cut-off of a distance profile is negative");
  check_refusal(distance_dependent{}.on_grid(2, 0), extent, "on_grid needs a width of at least 1 on both sides");
  check_refusal(distance_dependent{}.on_grid(0, 2), extent, "on_grid needs a width of at least 1 on both sides");
}

TEST_CASE("fixed_outdegree: exact counts", "[connect]") {
  const auto check = [](const fixed_outdegree& rule, const projection_extent& extent) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto list = connect(rule, extent, seed);
      CAPTURE(extent.source_begin, extent.target_begin, rule.k, rule.autapses, rule.multapses);
      CHECK(out_degrees(list, extent) ==
            std::vector<std::uint32_t>(extent.sources, static_cast<std::uint32_t>(rule.k)));
      if (!rule.autapses) CHECK_FALSE(has_autapses(list, extent));
      if (!rule.multapses) CHECK_FALSE(has_multapses(list));
      CHECK(std::all_of(list.begin(), list.end(), [&](edge e) { return e.second < extent.targets; }));
    }
  };
  for (const projection_extent& extent : {one_population, two_populations, overlapping, disjoint, touching}) {
    for (const std::int64_t k : {0, 1, 3, 40}) {
      check({k}, extent);
      check(fixed_outdegree{k}.without_autapses(), extent);
    }
    for (const std::int64_t k : {0, 1, 3, 4}) {
      check(fixed_outdegree{k}.without_multapses(), extent);
      check(fixed_outdegree{k}.without_multapses().without_autapses(), extent);
    }
  }
  // As many as there are.
  CHECK(sorted(connect(fixed_outdegree{6}.without_multapses(), one_population)) == every_pair(one_population));
  CHECK(sorted(connect(fixed_outdegree{5}.without_autapses().without_multapses(), one_population)) ==
        every_pair(one_population, false));
  CHECK(sorted(connect(fixed_outdegree{5}.without_autapses().without_multapses(), disjoint)) == every_pair(disjoint));
}

TEST_CASE("fixed_indegree: exact counts", "[connect]") {
  const auto check = [](const fixed_indegree& rule, const projection_extent& extent) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto list = connect(rule, extent, seed);
      CAPTURE(extent.source_begin, extent.target_begin, rule.k, rule.autapses, rule.multapses);
      CHECK(in_degrees(list, extent) == std::vector<std::uint32_t>(extent.targets, static_cast<std::uint32_t>(rule.k)));
      if (!rule.autapses) CHECK_FALSE(has_autapses(list, extent));
      if (!rule.multapses) CHECK_FALSE(has_multapses(list));
    }
  };
  for (const projection_extent& extent :
       {one_population, two_populations, overlapping, disjoint, touching, projection_extent{6, 9, true, 1, 0}}) {
    for (const std::int64_t k : {0, 1, 3, 40}) {
      check({k}, extent);
      check(fixed_indegree{k}.without_autapses(), extent);
    }
    for (const std::int64_t k : {0, 1, 3, 4}) {
      check(fixed_indegree{k}.without_multapses(), extent);
      check(fixed_indegree{k}.without_multapses().without_autapses(), extent);
    }
  }
  CHECK(sorted(connect(fixed_indegree{6}.without_multapses(), one_population)) == every_pair(one_population));
  CHECK(sorted(connect(fixed_indegree{5}.without_autapses().without_multapses(), one_population)) ==
        every_pair(one_population, false));
  CHECK(sorted(connect(fixed_indegree{5}.without_autapses().without_multapses(), disjoint)) == every_pair(disjoint));
}

TEST_CASE("fixed degrees: partners are uniform", "[connect]") {
  // Counts are equal in law inside a row (a column), so each adds its own chi-square.
  const auto rows_p = [](const std::vector<double>& counts, const std::vector<std::vector<std::size_t>>& groups) {
    double square = 0;
    std::size_t freedom = 0;
    for (const auto& group : groups) {
      double total = 0;
      for (const auto k : group) total += counts[k];
      const double expected = total / static_cast<double>(group.size());
      for (const auto k : group) square += (counts[k] - expected) * (counts[k] - expected) / expected;
      freedom += group.size() - 1;
    }
    return chi_square_p(square, freedom);
  };
  const auto groups = [](const projection_extent& extent, bool autapses, bool by_source) {
    std::map<std::uint32_t, std::vector<std::size_t>> found;
    std::size_t k = 0;
    for (const edge& e : every_pair(extent, autapses)) found[by_source ? e.first : e.second].push_back(k++);
    std::vector<std::vector<std::size_t>> list;
    for (const auto& [key, group] : found) list.push_back(group);
    return list;
  };
  for (const projection_extent& extent : {projection_extent{5, 7}, overlapping}) {
    const std::uint64_t trials = 3000;
    CHECK(is_plausible(rows_p(pair_counts(fixed_outdegree{4}, extent, true, trials), groups(extent, true, true))));
    CHECK(is_plausible(rows_p(pair_counts(fixed_indegree{4}, extent, true, trials), groups(extent, true, false))));
    CHECK(is_plausible(rows_p(pair_counts(fixed_outdegree{4}.without_autapses(), extent, false, trials),
                              groups(extent, false, true))));
    CHECK(is_plausible(rows_p(pair_counts(fixed_indegree{4}.without_autapses(), extent, false, trials),
                              groups(extent, false, false))));
  }
  // Degrees on the other side are binomial.
  const projection_extent extent{100, 2000};
  CHECK(is_plausible(degrees_p(in_degrees(connect(fixed_outdegree{300}, extent), extent), 100 * 300, 1.0 / 2000)));
  CHECK(is_plausible(
      degrees_p(in_degrees(connect(fixed_outdegree{300}.without_multapses(), extent), extent), 100, 300.0 / 2000)));
  const projection_extent turned{2000, 100};
  CHECK(is_plausible(degrees_p(out_degrees(connect(fixed_indegree{300}, turned), turned), 100 * 300, 1.0 / 2000)));
  CHECK(is_plausible(
      degrees_p(out_degrees(connect(fixed_indegree{300}.without_multapses(), turned), turned), 100, 300.0 / 2000)));
}

TEST_CASE("fixed degrees without multapses: every subset is equally likely", "[connect]") {
  CHECK(is_plausible(sets_p(fixed_outdegree{2}.without_multapses(), {1, 5}, 10, 20'000)));
  CHECK(is_plausible(sets_p(fixed_outdegree{4}.without_multapses(), {1, 5}, 5, 20'000)));
  CHECK(is_plausible(sets_p(fixed_outdegree{2}.without_multapses(), {2, 4}, 36, 40'000)));
  CHECK(is_plausible(sets_p(fixed_outdegree{2}.without_multapses().without_autapses(), {2, 4, true}, 9, 20'000)));
  CHECK(is_plausible(sets_p(fixed_indegree{3}.without_multapses(), {5, 1}, 10, 20'000)));
  CHECK(is_plausible(sets_p(fixed_indegree{2}.without_multapses(), {4, 2}, 36, 40'000)));
  // Neuron 1 is source 0 and target 1: 3 sources for target 0, 2 for target 1.
  CHECK(is_plausible(sets_p(fixed_indegree{1}.without_multapses().without_autapses(), {3, 2, true, 1, 0}, 6, 20'000)));
}

TEST_CASE("fixed degrees: refusals", "[connect]") {
  check_refusal(fixed_outdegree{-1}, {4, 4}, "an out-degree of -1 is negative");
  check_refusal(fixed_indegree{-2}, {4, 4}, "an in-degree of -2 is negative");
  check_refusal(fixed_outdegree{5}.without_multapses(), {9, 4},
                "an out-degree of 5 is not possible with 4 partners to choose from; allow multapses or lower it");
  check_refusal(fixed_indegree{5}.without_multapses(), {4, 9},
                "an in-degree of 5 is not possible with 4 partners to choose from; allow multapses or lower it");
  check_refusal(fixed_outdegree{4}.without_multapses().without_autapses(), {4, 4, true},
                "an out-degree of 4 is not possible with 3 partners to choose from; allow multapses or lower it");
  check_refusal(fixed_indegree{5}.without_multapses().without_autapses(), touching,
                "an in-degree of 5 is not possible with 4 partners to choose from; allow multapses or lower it");
  check_refusal(fixed_outdegree{1}, {4, 0},
                "an out-degree of 1 is not possible with 0 partners to choose from; allow multapses or lower it");
  check_refusal(fixed_indegree{1}.without_autapses(), {1, 1, true},
                "an in-degree of 1 is not possible with 0 partners to choose from; allow multapses or lower it");
  // Slices that share no neuron forbid nothing.
  CHECK_NOTHROW(fixed_outdegree{5}.without_multapses().without_autapses().validate(disjoint, "S"));
  CHECK_NOTHROW(fixed_indegree{5}.without_multapses().without_autapses().validate(disjoint, "S"));
  CHECK_NOTHROW(fixed_outdegree{1}.without_autapses().validate({1, 1, true, 0, 1}, "S"));
  CHECK_NOTHROW(fixed_outdegree{0}.validate({4, 0}, "S"));
}

TEST_CASE("fixed_total_number: exact totals", "[connect]") {
  for (const projection_extent& extent : {one_population, two_populations, overlapping, disjoint, touching,
                                          projection_extent{1, 9}, projection_extent{9, 1}})
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(extent.source_begin, extent.target_begin, seed);
      const auto pairs_left = every_pair(extent, false).size();
      for (const std::int64_t n : {0, 1, 7, 1000}) {
        CHECK(connect(fixed_total_number{n}, extent, seed).size() == static_cast<std::size_t>(n));
        const auto list = connect(fixed_total_number{n}.without_autapses(), extent, seed);
        CHECK(list.size() == static_cast<std::size_t>(n));
        CHECK_FALSE(has_autapses(list, extent));
      }
      for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{7}, pairs_left}) {
        const fixed_total_number rule{static_cast<std::int64_t>(n)};
        const auto list = connect(rule.without_multapses(), extent, seed);
        CHECK(list.size() == n);
        CHECK_FALSE(has_multapses(list));
        const auto fewer = connect(rule.without_autapses().without_multapses(), extent, seed);
        CHECK(fewer.size() == n);
        CHECK_FALSE(has_multapses(fewer));
        CHECK_FALSE(has_autapses(fewer, extent));
      }
    }
  CHECK(connect(fixed_total_number{1'000'000}, {1000, 1000, true}).size() == 1'000'000);
  CHECK(connect(fixed_total_number{999}.without_multapses(), {100, 10}).size() == 999);
  CHECK(connect(fixed_total_number{0}, {0, 0}).empty());
}

TEST_CASE("fixed_total_number: all pairs alike", "[connect]") {
  for (const projection_extent& extent : {projection_extent{3, 3}, projection_extent{5, 2}, projection_extent{7, 3}}) {
    CHECK(is_plausible(equal_p(pair_counts(fixed_total_number{20}, extent, true, 3000))));
    // Single synapses: the halving is not steered by larger counts.
    CHECK(is_plausible(equal_p(pair_counts(fixed_total_number{1}, extent, true, 30'000))));
  }
  for (const projection_extent& extent :
       {projection_extent{4, 4, true}, overlapping, touching, projection_extent{3, 1, true}})
    CHECK(is_plausible(equal_p(pair_counts(fixed_total_number{20}.without_autapses(), extent, false, 3000))));

  // The joint law of the out-degrees is multinomial: 4 synapses on 3 sources.
  std::map<std::vector<std::uint32_t>, double> count;
  for (std::uint64_t seed = 0; seed < 40'000; ++seed)
    ++count[out_degrees(connect(fixed_total_number{4}, {3, 3}, seed), {3, 3})];
  CHECK(count.size() == 15);
  double square = 0;
  for (const auto& [degrees, c] : count) {
    double expected = 40'000 * 24.0 / 81;
    for (const auto k : degrees) expected /= std::tgamma(k + 1.0);
    square += (c - expected) * (c - expected) / expected;
  }
  CHECK(is_plausible(chi_square_p(square, 14)));

  // Large shapes: degrees of both sides are binomial.
  const projection_extent extent{2000, 1500};
  const auto list = connect(fixed_total_number{40'000}, extent);
  CHECK(is_plausible(degrees_p(out_degrees(list, extent), 40'000, 1.0 / 2000)));
  CHECK(is_plausible(degrees_p(in_degrees(list, extent), 40'000, 1.0 / 1500)));
}

TEST_CASE("fixed_total_number without multapses: every subset is equally likely", "[connect]") {
  const auto rule = [](std::int64_t n) { return fixed_total_number{n}.without_multapses(); };
  CHECK(is_plausible(sets_p(rule(1), {3, 3}, 9, 20'000)));
  CHECK(is_plausible(sets_p(rule(3), {3, 3}, 84, 50'000)));
  CHECK(is_plausible(sets_p(rule(7), {3, 3}, 36, 40'000)));
  CHECK(is_plausible(sets_p(rule(3).without_autapses(), {3, 3, true}, 20, 20'000)));
  // Neurons 1 and 2 are on both sides: 7 pairs are left.
  CHECK(is_plausible(sets_p(rule(3).without_autapses(), {3, 3, true, 0, 1}, 35, 40'000)));
}

TEST_CASE("fixed_total_number: refusals", "[connect]") {
  check_refusal(fixed_total_number{-1}, {4, 4}, "a total number of -1 is negative");
  check_refusal(fixed_total_number{10}.without_multapses(), {3, 3},
                "a total number of 10 synapses does not fit on 9 pairs; allow multapses or lower it");
  check_refusal(fixed_total_number{7}.without_multapses().without_autapses(), {3, 3, true},
                "a total number of 7 synapses does not fit on 6 pairs; allow multapses or lower it");
  check_refusal(fixed_total_number{1}, {3, 0},
                "a total number of 1 synapses does not fit on 0 pairs; allow multapses or lower it");
  check_refusal(fixed_total_number{1}.without_autapses(), {1, 1, true},
                "a total number of 1 synapses does not fit on 0 pairs; allow multapses or lower it");
}

TEST_CASE("rules: rows can be asked for in any order and again", "[connect]") {
  const projection_extent extent{30, 40, true, 3, 8};
  const auto check = [&](const auto& rule) {
    const auto plan = rule.plan(extent, make_stream(7, "S"), "S");
    const auto row = [&](std::uint32_t i) {
      std::vector<std::pair<std::uint32_t, std::uint64_t>> found;
      plan.for_row(i, [&](std::uint32_t j, std::uint64_t number) { found.emplace_back(j, number); });
      return found;
    };
    std::vector<decltype(row(0))> forwards, backwards;
    for (std::uint32_t i = 0; i < extent.sources; ++i) forwards.push_back(row(i));
    for (std::uint32_t i = extent.sources; i-- > 0;) backwards.push_back(row(i));
    std::reverse(backwards.begin(), backwards.end());
    CHECK(forwards == backwards);
  };
  const auto check_random = [&](const auto& rule) {
    check(rule);
    const auto list = connect(rule, extent, 7, "S");
    CHECK_FALSE(list.empty());
    CHECK(list == connect(rule, extent, 7, "S"));
    CHECK(list != connect(rule, extent, 8, "S"));
    CHECK(list != connect(rule, extent, 7, "T"));
    CHECK_FALSE(std::decay_t<decltype(rule)>::numbered);
    auto copy = rule;
    CHECK(copy == rule);
  };
  check(all_to_all{});
  check(predicate([](auto i, auto j) { return (i * j) % 3 == 1; }));
  check(pairs(std::vector<int>{5, 0, 5, 29}, std::vector<int>{1, 2, 39, 0}));
  check_random(fixed_probability{0.2});
  check_random(distance_dependent{.p_max = 0.9, .sigma = 0.2});
  check_random(fixed_outdegree{5});
  check_random(fixed_outdegree{5}.without_autapses().without_multapses());
  check_random(fixed_indegree{5});
  check_random(fixed_indegree{5}.without_autapses().without_multapses());
  check_random(fixed_total_number{200});
  check_random(fixed_total_number{200}.without_autapses().without_multapses());
}

TEST_CASE("rules: rows of one plan are independent of each other", "[connect]") {
  // Equal rows of neighbouring sources would show as equal target lists.
  const projection_extent extent{200, 1000};
  const auto check = [&](const auto& rule) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> rows;
    for (const edge& e : connect(rule, extent)) rows[e.first].push_back(e.second);
    std::set<std::vector<std::uint32_t>> different;
    for (auto& [i, row] : rows) different.insert(row);
    CHECK(different.size() == extent.sources);
  };
  check(fixed_probability{0.05});
  check(fixed_outdegree{20});
  check(fixed_outdegree{20}.without_multapses());
  check(fixed_indegree{20});
  check(fixed_total_number{4000});
  check(fixed_total_number{4000}.without_multapses());
}
