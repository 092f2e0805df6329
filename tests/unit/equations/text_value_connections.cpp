// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cortexpr/io/connections.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::texts;
using namespace connection_testing;

namespace {

/// The probability of a chi-square as large as that of these numbers, if each is a sum of n draws with probability p.
double chance_of(const std::vector<int>& numbers, double n, double p) {
  double chi = 0;
  for (const int x : numbers) chi += (x - n * p) * (x - n * p) / (n * p * (1 - p));
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(static_cast<double>(numbers.size())), chi));
}

} // namespace

TEST_CASE("generators in words list the targets of a source", "[connect]") {
  CHECK(connect(targets_of(text<"k for k in range(i, i + 2)">).skip_invalid(), {3, 3}) ==
        edges{{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}});
  CHECK(connect(targets_of(text<"k for k in range(i - 1, i + 2) if k != i">).skip_invalid(), {3, 3}) ==
        edges{{0, 1}, {1, 0}, {1, 2}, {2, 1}});
  CHECK(connect(targets_of(text<"(2*k + i) % N_post for k in range(0, 5, 2) if k < 4">), {2, 4}) ==
        edges{{0, 0}, {0, 0}, {1, 1}, {1, 1}});
  CHECK(connect(targets_of(text<"k for k in range(2, -1, -1) if k != 1">), {1, 3}) == edges{{0, 2}, {0, 0}});
  CHECK(connect(targets_of(text<"i for k in range(3)">), {2, 2}) ==
        edges{{0, 0}, {0, 0}, {0, 0}, {1, 1}, {1, 1}, {1, 1}});
  CHECK(connect(targets_of(text<"i + (-1)**k for k in range(2)">).skip_invalid(), {2, 3}) ==
        edges{{0, 1}, {1, 2}, {1, 0}});
  CHECK(connect(targets_of(text<"2*i">), {2, 3}) == edges{{0, 0}, {1, 2}});
  CHECK(connect(targets_of(text<"int(i/2) if i % 2 == 0">), {4, 2}) == edges{{0, 0}, {2, 1}});
  CHECK(connect(targets_of(text<"i + 1 if i + 1 < N_post">), {3, 3}) == edges{{0, 1}, {1, 2}});
  CHECK(connect(sources_of(text<"j if j < N_pre and j != 1">), {3, 4}) == edges{{0, 0}, {2, 2}});
  CHECK(connect(targets_of(text<"(i + 1) % N_post for k in range(1 if i < 1 else 0)">), {2, 3}) == edges{{0, 1}});
}
TEST_CASE("generators in words list the sources of a target", "[connect]") {
  CHECK(connect(sources_of(text<"k for k in range(j - 1, j + 2) if k != j">).skip_invalid(), {3, 3}) ==
        edges{{0, 1}, {1, 0}, {1, 2}, {2, 1}});
  CHECK(connect(sources_of(text<"j // 2">), {2, 4}) == edges{{0, 0}, {0, 1}, {1, 2}, {1, 3}});
  CHECK(connect(sources_of(text<"k for k in range(N_pre) if k == j">), {2, 3}) == edges{{0, 0}, {1, 1}});
}
TEST_CASE("a generator in words refuses what is no neuron", "[connect]") {
  CHECK_THROWS_WITH(connect(targets_of(text<"i + k for k in range(2)">), {3, 3}),
                    Catch::Contains("there are 3, numbered from 0"));
  CHECK_THROWS_WITH(connect(targets_of(text<"k/2 for k in range(2)">), {3, 3}),
                    Catch::Contains("gives 0.5 where the number of a neuron is expected"));
  CHECK_THROWS_WITH(connect(targets_of(text<"i/2">), {3, 3}), Catch::Contains("gives 0.5"));
  CHECK_THROWS_WITH(connect(targets_of(text<"k for k in sample(N_post, size=5)">), {3, 3}),
                    Catch::Contains("a sample of 5 different neurons out of 3 is not possible"));
  CHECK_THROWS_WITH(connect(targets_of(text<"k for k in sample(N_post, p=1.5)">), {3, 3}),
                    Catch::Contains("a probability of 1.5"));
}
TEST_CASE("samples in words have the law of a sample", "[connect]") {
  constexpr std::uint32_t sources = 4000, targets = 12;
  std::vector<int> with_p(targets), with_size(targets), in_steps(targets), by_condition(targets);
  int numbers = 0;
  for (const auto& e : connect(targets_of(text<"k for k in sample(N_post, p=0.25)">), {sources, targets}))
    ++with_p[e.second];
  for (const auto& e : connect(targets_of(text<"k for k in sample(N_post, size=3)">), {sources, targets})) {
    ++with_size[e.second];
    ++numbers;
  }
  for (const auto& e : connect(targets_of(text<"k for k in sample(1, 12, 2, p=0.25)">), {sources, targets}))
    ++in_steps[e.second];
  for (const auto& e : connect(connected_if(text<"rand() < 0.25 and j != 3">), {sources, targets}))
    ++by_condition[e.second];
  const double least = 1e-3, most = 0.999;
  CHECK(chance_of(with_p, sources, 0.25) > least);
  CHECK(chance_of(with_p, sources, 0.25) < most);
  CHECK(numbers == 3 * sources);
  CHECK(chance_of(with_size, sources, 0.25) > least);
  std::vector<int> odd;
  for (std::size_t k = 0; k < targets; ++k)
    if (k % 2 == 1)
      odd.push_back(in_steps[k]);
    else
      CHECK(in_steps[k] == 0);
  CHECK(chance_of(odd, sources, 0.25) > least);
  CHECK(by_condition[3] == 0);
  by_condition.erase(by_condition.begin() + 3);
  CHECK(chance_of(by_condition, sources, 0.25) > least);
  CHECK(chance_of(by_condition, sources, 0.27) < least); // the test sees such a difference
}

namespace {

constexpr auto random_network = describe(
    population<"n">(300, lif{}, start<"v">(text<"-70*mV + 10*mV*rand()">)),
    projection<"C: n -> n.v">(connected_if(text<"rand() < exp((v_post - v_pre)/(10*mV)) and i != j">), weight(1_mV)),
    projection<"F: n -> n.v">(fixed_probability{0.5} | where(text<"randn() > 1">), weight(1_mV)),
    projection<"S: n -> n.v">(sources_of(text<"k for k in sample(N_pre, p=0.05) if rand() < 0.5">), weight(1_mV)));

} // namespace

TEST_CASE("random conditions draw the same numbers on any number of threads", "[connect]") {
  simulation<network<random_network>> one{seed{3}};
  const auto c = connections<"C">(one), f = connections<"F">(one), s = connections<"S">(one);
  // the mean of min(1, exp(x - y)) for x, y uniform in [0, 1] is 1 - 1/e + 1/2 - ... = 0.5 + 1/e
  CHECK(static_cast<double>(c.sources.size()) == Approx(300 * 299 * (0.5 + std::exp(-1.0))).epsilon(0.02));
  CHECK(static_cast<double>(f.sources.size()) == Approx(300 * 300 * 0.5 * 0.158655).epsilon(0.05));
  CHECK(static_cast<double>(s.sources.size()) == Approx(300 * 300 * 0.025).epsilon(0.1));
  for (const unsigned n : {2U, 3U, 7U}) {
    simulation<network<random_network>> several{seed{3}, threads{n}};
    CHECK((connections<"C">(several).targets == c.targets));
    CHECK((connections<"F">(several).targets == f.targets));
    CHECK((connections<"S">(several).targets == s.targets));
  }
  simulation<network<random_network>> other{seed{4}};
  CHECK((connections<"C">(other).sources.size() != c.sources.size()));
}
