// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/groups/between_groups.hpp>

#include "catch.hpp"
#include <algorithm>
#include <array>
#include <cortexpr/cortexpr.hpp>
#include <vector>

using namespace cortexpr;

namespace between_groups_tests {

constexpr auto d = describe(population<"cortex">(groups(std::array{group{"E", 30}, group{"I", 10}}), lif{}),
                            population<"out">(7, lif{}),
                            projection<"cortex -> cortex.v">(given, weight(given), delay(given).rounded()),
                            projection<"S: cortex -> out.v">(given, weight(given)));
using net = network<d>;
using table = std::vector<std::vector<double>>;

template <class... More>
simulation<net> make(const More&... more) {
  const auto none = [](std::size_t, std::size_t) { return 0; };
  return simulation<net>{seed{1},
                         set<"cortex -> cortex.v">(fixed_total_numbers(none)),
                         set<"cortex -> cortex.v.w">(1_mV),
                         set<"cortex -> cortex.v.delay">(1_ms),
                         set<"S">(fixed_total_numbers(none)),
                         set<"S.w">(1_mV),
                         more...};
}

/// How many synapses lead from group to group (E, I to E, I), by the ends of all synapses.
std::array<std::size_t, 4> count(const simulation<net>& sim) {
  std::array<std::size_t, 4> n{};
  const auto ends = connections<"cortex -> cortex.v">(sim);
  for (std::size_t k = 0; k < ends.sources.size(); ++k)
    ++n[(ends.sources[k] < 30 ? 0u : 2u) + (ends.targets[k] < 30 ? 0u : 1u)];
  return n;
}

// A synapse with a variable of its own.
struct marking {
  struct synapse {
    double mark = 1;
  };
  static constexpr void on_pre(auto& s, const auto&...) { s.mark += 1; }
};
constexpr auto grouped = describe(population<"c">(groups(std::array{group{"E", 12}, group{"I", 5}}), lif{}),
                                  projection<"c -> c.v">(given, weight(given), plasticity{transmit{}, marking{}}));
template <fixed_string Route>
constexpr auto pair_of = projection<Route>(fixed_probability{0.5}, weight(given), plasticity{transmit{}, marking{}});
constexpr auto apart = describe(population<"E">(12, lif{}), population<"I">(5, lif{}), pair_of<"E -> E.v">,
                                pair_of<"E -> I.v">, pair_of<"I -> E.v">, pair_of<"I -> I.v">);

/// Values of the four projections of `apart`, in ascending order.
template <fixed_string Part, class Sim>
std::vector<double> values_apart(const Sim& sim) {
  std::vector<double> all;
  const auto add = [&](const auto& values) { all.insert(all.end(), values.begin(), values.end()); };
  if constexpr (Part.view() == "w") {
    add(sim.template get<"E -> E.v.w">()), add(sim.template get<"E -> I.v.w">());
    add(sim.template get<"I -> E.v.w">()), add(sim.template get<"I -> I.v.w">());
  } else {
    add(sim.template get<"E -> E.v.mark">()), add(sim.template get<"E -> I.v.mark">());
    add(sim.template get<"I -> E.v.mark">()), add(sim.template get<"I -> I.v.mark">());
  }
  std::sort(all.begin(), all.end());
  return all;
}
std::vector<double> sorted(const auto& values) {
  std::vector<double> all(values.begin(), values.end());
  std::sort(all.begin(), all.end());
  return all;
}

} // namespace between_groups_tests

using namespace between_groups_tests;

TEST_CASE("a table of numbers connects groups, rows are sources", "[groups]") {
  const auto sim = make(set<"cortex -> cortex.v">(fixed_total_numbers(table{{5, 7}, {0, 11}})));
  CHECK(count(sim) == std::array<std::size_t, 4>{5, 7, 0, 11});
}

TEST_CASE("a matrix of probabilities and a function of both groups connect groups", "[groups]") {
  const xt::xtensor<double, 2> p{{0, 1}, {0, 0.5}};
  const auto n = count(make(set<"cortex -> cortex.v">(fixed_probabilities(p))));
  CHECK(n[0] == 0);
  CHECK(n[1] == 300);
  CHECK(n[2] == 0);
  CHECK((n[3] > 25 && n[3] < 75));
  const auto by_rule = make(set<"cortex -> cortex.v">(between_groups(
      [](std::size_t from, std::size_t to) { return fixed_indegree{static_cast<std::int64_t>(from + 2 * to)}; })));
  CHECK(count(by_rule) == std::array<std::size_t, 4>{0, 20, 30, 30});
}

TEST_CASE("groups project to a population without groups, which is one", "[groups]") {
  const auto sim = make(set<"S">(fixed_total_numbers(table{{3}, {4}})),
                        set<"S.w">(per_pair([](std::size_t from, std::size_t) { return double(from + 1) * 1_mV; })));
  auto w = sim.get<"S.w">();
  std::sort(w.begin(), w.end());
  CHECK(std::vector<double>(w.begin(), w.end()) == std::vector<double>{1e-3, 1e-3, 1e-3, 2e-3, 2e-3, 2e-3, 2e-3});
  const xt::xtensor<double, 2> mV{{1}, {2}}; // rows are sources, also of one column
  auto of_table =
      make(set<"S">(fixed_total_numbers(table{{3}, {4}})), set<"S.w">(per_pair(values(mV, 1_mV)))).get<"S.w">();
  std::sort(of_table.begin(), of_table.end());
  CHECK(of_table == w);
}

TEST_CASE("numbers of a pair of groups follow each other, whatever lies between", "[groups]") {
  // A rule for the whole population mixes targets of both groups: no two weights of a row are one number twice.
  const auto sim =
      make(set<"cortex -> cortex.v">(fixed_outdegree{20}),
           set<"cortex -> cortex.v.w">(per_pair([](std::size_t, std::size_t) { return uniform(0_mV, 1_mV); })));
  auto w = sim.get<"cortex -> cortex.v.w">();
  std::sort(w.begin(), w.end());
  CHECK(w.size() == 800);
  CHECK(std::adjacent_find(w.begin(), w.end()) == w.end());
}

TEST_CASE("tables that do not fit the groups are refused by name", "[groups]") {
  const auto says = [](const auto& setting, const char* words) {
    CHECK_THROWS_WITH(make(setting), Catch::Contains(words));
  };
  says(set<"cortex -> cortex.v">(fixed_total_numbers(table{{1, 2, 3}, {1, 2, 3}})),
       "'cortex -> cortex.v': the table is 2 x 3, but there are 2 groups of sources and 2 groups of targets");
  says(set<"cortex -> cortex.v">(fixed_total_numbers(table{{1, 2}, {1, -2}})), "'I -> I.v'");
  says(set<"cortex -> cortex.v">(fixed_total_numbers(table{{1, 2.5}, {1, 2}})), "'E -> I.v'");
  says(set<"cortex -> cortex.v">(fixed_probabilities(table{{0, 0}, {1.5, 0}})), "'I -> E.v'");
  says(set<"cortex -> cortex.v.w">(per_pair(std::vector<std::vector<quantity<dim::volt>>>{{1_mV, 1_mV}})),
       "'cortex -> cortex.v.w': the table is 1 x 2");
  says(set<"cortex -> cortex.v.w">(per_pair(values(xt::xtensor<double, 2>{{1, 2, 3}, {4, 5, 6}}, 1_mV))),
       "'cortex -> cortex.v.w': the table is 2 x 3");
  says(set<"cortex -> cortex.v.w">(
           per_pair([](std::size_t, std::size_t to) { return normal(1_mV, (to == 0 ? 1.0 : -1.0) * 1_mV); })),
       "'E -> I.v.w': the standard deviation is negative");
  CHECK_THROWS_WITH(fixed_total_numbers(table{{1, 2}, {1}}), Catch::Contains("row 1 of the table has 1 entries"));
}

TEMPLATE_TEST_CASE("values of synapses are those of separate populations, at the build and later", "[groups]", float,
                   double) {
  const auto by_pair = [](double from, double to) { return normal((from + 1) * 1_mV, (to + 1) * 1_mV); };
  const auto mark = [](double from, double to) { return uniform(from, to + 5); };
  simulation<network<apart, TestType>> a{seed{3},
                                         threads{2},
                                         set<"E -> E.v.w">(by_pair(0, 0)),
                                         set<"E -> I.v.w">(by_pair(0, 1)),
                                         set<"I -> E.v.w">(by_pair(1, 0)),
                                         set<"I -> I.v.w">(by_pair(1, 1)),
                                         set<"E -> E.v.mark">(mark(0, 0)),
                                         set<"E -> I.v.mark">(mark(0, 1)),
                                         set<"I -> E.v.mark">(mark(1, 0)),
                                         set<"I -> I.v.mark">(mark(1, 1))};
  const auto marks = per_pair([&](std::size_t from, std::size_t to) { return mark(double(from), double(to)); });
  const auto weights = per_pair([&](std::size_t from, std::size_t to) { return by_pair(double(from), double(to)); });
  const auto half = fixed_probabilities([](std::size_t, std::size_t) { return 0.5; });
  simulation<network<grouped, TestType>> g{seed{3}, threads{3}, set<"c -> c.v">(half), set<"c -> c.v.w">(weights),
                                           set<"c -> c.v.mark">(marks)};
  const auto check_alike = [&] {
    CHECK(sorted(g.template get<"c -> c.v.w">()) == values_apart<"w">(a));
    CHECK(sorted(g.template get<"c -> c.v.mark">()) == values_apart<"mark">(a));
  };
  check_alike();
  // One distribution for all pairs.
  g.template set<"c -> c.v.w">(uniform(0_mV, 3_mV));
  a.template set<"E -> E.v.w">(uniform(0_mV, 3_mV)), a.template set<"E -> I.v.w">(uniform(0_mV, 3_mV));
  a.template set<"I -> E.v.w">(uniform(0_mV, 3_mV)), a.template set<"I -> I.v.w">(uniform(0_mV, 3_mV));
  g.template set<"c -> c.v.mark">(normal(0, 1));
  a.template set<"E -> E.v.mark">(normal(0, 1)), a.template set<"E -> I.v.mark">(normal(0, 1));
  a.template set<"I -> E.v.mark">(normal(0, 1)), a.template set<"I -> I.v.mark">(normal(0, 1));
  check_alike();
  // One for each pair.
  g.template set<"c -> c.v.w">(weights);
  a.template set<"E -> E.v.w">(by_pair(0, 0)), a.template set<"E -> I.v.w">(by_pair(0, 1));
  a.template set<"I -> E.v.w">(by_pair(1, 0)), a.template set<"I -> I.v.w">(by_pair(1, 1));
  check_alike();
  const auto before = g.template get<"c -> c.v.w">();
  CHECK_THROWS_WITH(g.template set<"c -> c.v.w">(per_pair(std::vector<std::vector<decltype(1_mV)>>{{1_mV, 2_mV}})),
                    "'c -> c.v.w': the table is 1 x 2, but there are 2 groups of sources and 2 groups of targets (rows "
                    "are sources)");
  CHECK(g.template get<"c -> c.v.w">() == before);
}
