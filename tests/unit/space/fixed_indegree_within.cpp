// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <map>
#include <string>
#include <vector>

using namespace cortexpr;
using namespace connection_testing;

namespace {

/// Two placed populations, as a projection shows them to its rule.
struct placed_pair {
  detail::placement from, to;
  [[nodiscard]] const detail::placement& places_of_sources() const { return from; }
  [[nodiscard]] const detail::placement& places_of_targets() const { return to; }
  [[nodiscard]] auto source(std::uint32_t i) const { return detail::placed_neuron(from, i); }
  [[nodiscard]] auto target(std::uint32_t j) const { return detail::placed_neuron(to, j); }
};
template <class From, class To>
placed_pair place(const From& from, std::uint32_t n, const To& to, std::uint32_t m) {
  return {from.place(n, make_stream(1, "from"), "from"), to.place(m, make_stream(1, "to"), "to")};
}

template <class Rule>
edges connect_placed(const Rule& rule, const projection_extent& extent, const placed_pair& neurons,
                     std::uint64_t seed = 1) {
  rule.validate(extent, "S");
  const auto plan = rule.plan(extent, make_stream(seed, "S"), "S", neurons);
  edges list;
  for (std::uint32_t i = 0; i < extent.sources; ++i)
    plan.for_row(i, [&](std::uint32_t j, std::uint64_t) { list.emplace_back(i, j); });
  return list;
}
std::vector<std::size_t> in_degrees(const edges& list, std::uint32_t targets) {
  std::vector<std::size_t> n(targets);
  for (const edge& e : list) ++n[e.second];
  return n;
}
bool all_are(const std::vector<std::size_t>& list, std::size_t k) {
  return std::all_of(list.begin(), list.end(), [&](std::size_t n) { return n == k; });
}

/// The chance of a fit as bad: how often sources of each distance are drawn, against kernel and numbers of neighbours.
template <class Kernel>
double fit_of_distances(const Kernel& kernel, double (*by_hand)(double), bool autapses, bool multapses) {
  constexpr std::uint32_t side = 36, n = side * side;
  const auto sheet = grid(side, side, 10_um).periodic();
  const placed_pair neurons = place(sheet, n, sheet, n);
  fixed_indegree_within rule(30, circle(110_um), kernel);
  if (!autapses) rule = rule.without_autapses();
  if (!multapses) rule = rule.without_multapses();
  const edges list = connect_placed(rule, {n, n, true}, neurons, 11);
  CHECK(all_are(in_degrees(list, n), 30));
  // In units of the spacing, squared: whole numbers. All targets see the same neighbourhood.
  std::map<int, double> weight;
  for (int x = -11; x <= 11; ++x)
    for (int y = -11; y <= 11; ++y)
      if (const int square = x * x + y * y; square <= 121 && (autapses || square != 0))
        weight[square] += by_hand(10 * std::sqrt(square));
  double sum = 0;
  for (const auto& [square, w] : weight) sum += w;
  std::map<int, std::size_t> count;
  for (const auto& [i, j] : list) {
    const auto apart = [](std::uint32_t a, std::uint32_t b) {
      const int d = std::abs(static_cast<int>(a) - static_cast<int>(b));
      return std::min(d, static_cast<int>(side) - d);
    };
    const int x = apart(i % side, j % side), y = apart(i / side, j / side);
    ++count[x * x + y * y];
  }
  std::vector<std::size_t> counts;
  std::vector<double> probability;
  for (const auto& [square, w] : weight) {
    counts.push_back(count[square]);
    count.erase(square);
    probability.push_back(w / sum);
  }
  CHECK(count.empty()); // nothing outside of the mask
  return fit_p(counts, probability);
}

/// A kernel that counts how often it is asked.
struct counting {
  std::size_t* calls;
  template <class I, class J>
  double operator()(I, J) const {
    ++*calls;
    return 1;
  }
};

std::string refusal(auto&& work) {
  try {
    work();
  } catch (const invalid_value& e) {
    return e.what();
  }
  return {};
}

} // namespace

TEST_CASE("fixed_indegree_within: sources are drawn in proportion to a kernel of distance", "[space]") {
  CHECK(is_plausible(fit_of_distances(
      gaussian_kernel(1.0, 50_um), [](double d) { return std::exp(-d * d / 5000); }, true, true)));
  CHECK(is_plausible(fit_of_distances(
      exponential_kernel(0.3, 60_um), [](double d) { return std::exp(-d / 60); }, false, true)));
  CHECK(is_plausible(fit_of_distances(
      linear_kernel(1.0, 120_um), [](double d) { return std::max(0.0, 1 - d / 120); }, true, true)));
  CHECK(is_plausible(fit_of_distances(
      detail::all_alike{}, [](double) { return 1.0; }, true, true)));
}

TEST_CASE("fixed_indegree_within: different sources, drawn from those that are left", "[space]") {
  // Three sources of the weights 1, 2 and 5, two of which each of many targets gets.
  constexpr std::uint32_t targets = 20000;
  const std::vector<double> at{0, 10, 20}, zeros(3, 0), origin(targets, 0);
  const placed_pair neurons = place(positions(at, zeros, 1_um), 3, positions(origin, origin, 1_um), targets);
  const std::vector<double> w{1, 2, 5};
  const auto rule = fixed_indegree_within(2, circle(30_um), [](auto, auto, auto pre, auto) {
                      return pre.x() < 5_um ? 1.0 : pre.x() < 15_um ? 2.0 : 5.0;
                    }).without_multapses();
  std::vector<std::size_t> missing(3);
  edges list = connect_placed(rule, {3, targets}, neurons, 5);
  CHECK(all_are(in_degrees(list, targets), 2));
  std::vector<std::vector<std::uint32_t>> of(targets);
  for (const auto& [i, j] : list) of[j].push_back(i);
  for (const auto& pair : of) {
    REQUIRE(pair[0] != pair[1]);
    ++missing[3 - pair[0] - pair[1]];
  }
  std::vector<double> probability;
  for (std::size_t left = 0; left < 3; ++left) {
    const double a = w[(left + 1) % 3], b = w[(left + 2) % 3];
    probability.push_back(a / 8 * b / (8 - a) + b / 8 * a / (8 - b));
  }
  CHECK(is_plausible(fit_p(missing, probability)));
  // Without a kernel every set is as likely.
  const auto even = fixed_indegree_within(2, circle(30_um)).without_multapses();
  std::fill(missing.begin(), missing.end(), 0);
  list = connect_placed(even, {3, targets}, neurons, 6);
  for (auto& pair : of) pair.clear();
  for (const auto& [i, j] : list) of[j].push_back(i);
  for (const auto& pair : of) ++missing[3 - pair[0] - pair[1]];
  CHECK(is_plausible(equal_p(missing)));
}

TEST_CASE("fixed_indegree_within: pairs are those of within, for masks that are not symmetric and slices", "[space]") {
  const placed_pair neurons = place(random_in(400_um, 300_um), 250, random_in(300_um, 400_um), 333);
  const auto mask = shifted(circle(150_um), 50_um, -30_um);
  const projection_extent extent{200, 100, false, 20, 200};
  // As many draws as find every neighbour.
  edges allowed;
  for (std::uint32_t i = 0; i < extent.sources; ++i)
    for (std::uint32_t j = 0; j < extent.targets; ++j)
      if (mask.contains(detail::displacement(neurons.from[extent.source_begin + i], neurons.to[extent.target_begin + j],
                                             neurons.from.space)))
        allowed.emplace_back(i, j);
  const auto rule = fixed_indegree_within(4000, mask);
  edges drawn = sorted(connect_placed(rule, extent, neurons));
  drawn.erase(std::unique(drawn.begin(), drawn.end()), drawn.end());
  CHECK(drawn == sorted(allowed));
}

TEST_CASE("fixed_indegree_within: looks at neighbours, not at all pairs", "[space]") {
  for (const std::uint32_t side : {20u, 60u}) {
    const std::uint32_t n = side * side;
    const auto sheet = grid(side, side, 10_um).periodic();
    std::size_t calls = 0;
    const edges list = connect_placed(fixed_indegree_within(5, circle(30_um), counting{&calls}), {n, n, true},
                                      place(sheet, n, sheet, n));
    CHECK(list.size() == 5 * n);
    CHECK(calls == 2 * n * 29); // 29 places within 3 spacings; rows are made in two walks
  }
}

TEST_CASE("fixed_indegree_within: what is refused", "[space]") {
  const auto sheet = grid(5, 5, 10_um);
  const placed_pair neurons = place(sheet, 25, sheet, 25);
  const projection_extent extent{25, 25, true};
  const auto of = [&](const auto& rule) { return refusal([&] { connect_placed(rule, extent, neurons); }); };
  CHECK(of(fixed_indegree_within(-1, circle(10_um))) == "projection 'S': an in-degree of -1 is negative");
  CHECK_THAT(of(fixed_indegree_within(2, circle(0_um))), Catch::Contains("the radius of a mask"));
  CHECK(of(fixed_indegree_within(3, circle(10_um)).without_multapses()).empty());
  CHECK(of(fixed_indegree_within(4, circle(10_um)).without_multapses()) ==
        "projection 'S': target 0 has 3 sources within the mask, of which an in-degree of 4 cannot be drawn; write a "
        "wider mask, a lower in-degree, or allow multapses");
  CHECK_THAT(of(fixed_indegree_within(1, circle(5_um)).without_autapses()), Catch::Contains("has 0 sources"));
  CHECK(of(fixed_indegree_within(0, circle(5_um)).without_autapses()).empty());
  CHECK_THAT(of(fixed_indegree_within(1, circle(10_um), [](auto i, auto) { return i == 3 ? -1.0 : 1.0; })),
             Catch::Contains("gives -1 for the pair 3 -> "));
  CHECK_THAT(refusal([&] {
               const placed_pair apart = place(sheet, 25, grid(5, 5, 10_um).periodic(), 25);
               connect_placed(fixed_indegree_within(1, circle(10_um)), {25, 25}, apart);
             }),
             Catch::Contains("periodic in boxes of different size"));
}

namespace {

constexpr auto described =
    describe(population<"E">(400, synaptic_lif<current<exponential>>{}, placed(grid(20, 20, 20_um).periodic())),
             projection<"S: E -> E.exc">(
                 fixed_indegree_within(20, circle(100_um), gaussian_kernel(1.0, 40_um)).without_autapses(),
                 weight(uniform(0_pA, 1_pA))));

} // namespace

TEST_CASE("fixed_indegree_within: in a network, for any number of threads", "[space][threads]") {
  simulation<network<described>> one{seed{3}};
  CHECK(one.get<"S.w">().size() == 400 * 20);
  for (const unsigned n : {2u, 3u, 7u}) {
    simulation<network<described>> sim{seed{3}, threads{n, true}};
    CHECK(sim.get<"S.w">() == one.get<"S.w">());
  }
}
