// SPDX-License-Identifier: BSL-1.0
// Rules that know which synapse they act on and how many there are, in C++ and in words.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/io/connections.hpp>

#include <algorithm>

namespace {

using namespace unit_tests;

struct noting {
  using services = needs<which_pair>;
  struct synapse {
    double where = 0, degrees = 0, sizes = 0;
  };
  static void note(auto& s) {
    s.where = 100 * s.pair.i + s.pair.j;
    s.degrees = 100 * s.pair.in_degree + s.pair.out_degree;
    s.sizes = 100 * s.pair.sources + s.pair.targets;
  }
  void on_pre(auto& s) const { note(s); }
  bool operator==(const noting&) const = default;
};
using in_words = cortexpr::synapse_equations<R"(
  w : volt
  where : 1
  degrees : 1
  sizes : 1
  drawn : 1)",
                                             texts::on_pre<R"(
  where = 100*i + j
  degrees = 100*N_incoming + N_outgoing
  sizes = 100*N_pre + N_post
  drawn = rand())">>;

template <class Rule, class Delay>
constexpr auto numbered(Rule rule, Delay delays) {
  return describe(
      population<"in">(9, spike_times{}), population<"n">(12, adder<always_integrated>{}),
      projection<"S: in[2:8] -> n[3:11].u">(fixed_probability{0.5}, weight(0_V), delays, plasticity{transmit{}, rule}));
}
constexpr auto by_policy = numbered(noting{}, delay(0_ms));
constexpr auto by_text = numbered(in_words{}, delay(0_ms));
constexpr auto by_text_mixed = numbered(in_words{}, delay(uniform(0_ms, 0.5_ms)).rounded());

template <auto const& D, class Real = double>
void check_numbers() {
  std::vector<std::int64_t> when(9, 1), who;
  for (std::int64_t i = 0; i < 9; ++i) who.push_back(i);
  for (const unsigned n : {1u, 2u, 3u, 7u}) {
    simulation<network<D, Real>> sim{seed{3}, threads{n, true}, set<"in">(spike_list::at_steps(when, who))};
    sim.run_steps(10);
    const auto synapses = connections<"S">(sim);
    const auto where = sim.template get<"S.where">(), degrees = sim.template get<"S.degrees">(),
               sizes = sim.template get<"S.sizes">();
    REQUIRE(where.size() > 10);
    for (std::size_t k = 0; k < where.size(); ++k) {
      const auto i = synapses.sources[k], j = synapses.targets[k];
      const auto in = std::count(synapses.targets.begin(), synapses.targets.end(), j);
      const auto out = std::count(synapses.sources.begin(), synapses.sources.end(), i);
      CHECK(where[k] == 100.0 * static_cast<double>(i) + static_cast<double>(j));
      CHECK(degrees[k] == 100.0 * static_cast<double>(in) + static_cast<double>(out));
      CHECK(sizes[k] == 608);
    }
  }
}

} // namespace

TEST_CASE("rules: know the numbers of their neurons and how many synapses these have", "[plasticity]") {
  check_numbers<by_policy>();
  check_numbers<by_text>();
  check_numbers<by_text_mixed>();
  check_numbers<by_text_mixed, float>();
}

TEST_CASE("rules: rand() of a text is a number of its own for each synapse and event", "[plasticity]") {
  simulation<network<by_text>> sim{seed{3},
                                   set<"in">(spike_list::at_steps(std::vector{1, 1, 4}, std::vector{2, 3, 2}))};
  sim.run_steps(3);
  auto first = sim.get<"S.drawn">();
  sim.run_steps(3);
  const auto second = sim.get<"S.drawn">();
  std::size_t changed = 0, drawn = 0;
  for (std::size_t k = 0; k < first.size(); ++k) {
    changed += first[k] != second[k];
    drawn += first[k] > 0;
    CHECK((first[k] >= 0 && first[k] < 1));
  }
  CHECK(changed > 0);
  CHECK(drawn > changed);
  std::sort(first.begin(), first.end());
  const auto positive = std::upper_bound(first.begin(), first.end(), 0.0);
  CHECK(std::adjacent_find(positive, first.end()) == first.end());
}
