// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"
#include "support/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What connection rules make, without a network.
namespace connection_testing {

using namespace cortexpr;

using edge = std::pair<std::uint32_t, std::uint32_t>;
using edges = std::vector<edge>;

/// All connections of a rule, row by row.
template <class Rule>
edges connect(const Rule& rule, const projection_extent& extent, std::uint64_t seed = 1, std::string_view name = "S") {
  rule.validate(extent, name);
  const auto plan = rule.plan(extent, make_stream(seed, name), name);
  edges list;
  for (std::uint32_t i = 0; i < extent.sources; ++i)
    plan.for_row(i, [&](std::uint32_t j, std::uint64_t) { list.emplace_back(i, j); });
  return list;
}

/// All pairs of an extent, with or without autapses.
inline edges every_pair(const projection_extent& extent, bool autapses = true) {
  edges list;
  for (std::uint32_t i = 0; i < extent.sources; ++i)
    for (std::uint32_t j = 0; j < extent.targets; ++j)
      if (autapses || !extent.is_self(i, j)) list.emplace_back(i, j);
  return list;
}

inline edges sorted(edges list) {
  std::sort(list.begin(), list.end());
  return list;
}
inline bool has_multapses(const edges& list) { return std::set<edge>(list.begin(), list.end()).size() != list.size(); }
inline bool has_autapses(const edges& list, const projection_extent& extent) {
  return std::any_of(list.begin(), list.end(), [&](edge e) { return extent.is_self(e.first, e.second); });
}
inline std::vector<std::uint32_t> out_degrees(const edges& list, const projection_extent& extent) {
  std::vector<std::uint32_t> count(extent.sources);
  for (const edge& e : list) ++count[e.first];
  return count;
}
inline std::vector<std::uint32_t> in_degrees(const edges& list, const projection_extent& extent) {
  std::vector<std::uint32_t> count(extent.targets);
  for (const edge& e : list) ++count[e.second];
  return count;
}

inline std::vector<double> binomial(std::uint32_t n, double p) {
  std::vector<double> probability(n + 1u);
  for (std::uint32_t k = 0; k <= n; ++k)
    probability[k] = std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) +
                              (n - k) * std::log1p(-p));
  return probability;
}
/// Degrees against the binomial distribution B(n, p).
inline double degrees_p(const std::vector<std::uint32_t>& degrees, std::uint32_t n, double p) {
  std::vector<double> counts(n + 1u);
  for (const auto k : degrees) ++counts[k];
  return fit_p(counts, binomial(n, p));
}

/// How often every allowed pair is connected; nothing else may be.
template <class Rule>
std::vector<double> pair_counts(const Rule& rule, const projection_extent& extent, bool autapses,
                                std::uint64_t trials) {
  std::map<edge, double> count;
  for (const edge& e : every_pair(extent, autapses)) count[e] = 0;
  const std::size_t allowed = count.size();
  for (std::uint64_t seed = 0; seed < trials; ++seed)
    for (const edge& e : connect(rule, extent, seed)) ++count[e];
  CHECK(count.size() == allowed);
  std::vector<double> list;
  for (const auto& [e, c] : count) list.push_back(c);
  return list;
}

/// How often every set of connections comes up; `sets` is how many there are.
template <class Rule>
double sets_p(const Rule& rule, const projection_extent& extent, std::size_t sets, std::uint64_t trials) {
  std::map<edges, double> count;
  for (std::uint64_t seed = 0; seed < trials; ++seed) ++count[sorted(connect(rule, extent, seed))];
  CHECK(count.size() <= sets);
  std::vector<double> list(sets);
  std::size_t k = 0;
  for (const auto& [e, c] : count) list[std::min(k++, sets - 1)] = c;
  return equal_p(list);
}

template <class Rule>
void check_refusal(const Rule& rule, const projection_extent& extent, const std::string& sentence) {
  CHECK_THROWS_AS(rule.validate(extent, "S"), invalid_value);
  CHECK_THROWS_WITH(rule.validate(extent, "S"), "projection 'S': " + sentence);
}

} // namespace connection_testing
