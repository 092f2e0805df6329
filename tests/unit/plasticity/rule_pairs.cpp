// SPDX-License-Identifier: BSL-1.0
// Rules that know which synapse they act on and how many there are, in C++ and in words.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/io/connections.hpp>

#include <algorithm>
#include <cmath>

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

/// What equations and lines that are (summed) see: after one step, dt*(100*i + j).
using in_equations = cortexpr::synapse_equations<R"(
  w : 1
  dwhere/dt = (100*i + j)/second : 1 (clock-driven)
  ddegrees/dt = (100*N_incoming + N_outgoing)/second : 1 (clock-driven)
  dsizes/dt = (100*N_pre + N_post)/second : 1 (clock-driven)
  x_post = (w + N_outgoing)/N_incoming : 1 (summed))",
                                                 euler>;
using averaging = cortexpr::equations<"dv/dt = (x - v)/(10*ms) : 1\n x : 1 (input)">;

template <class Rule, class Delay>
constexpr auto numbered(Rule rule, Delay delays) {
  return describe(
      population<"in">(9, spike_times{}), population<"n">(12, adder<always_integrated>{}),
      projection<"S: in[2:8] -> n[3:11].u">(fixed_probability{0.5}, weight(0_V), delays, plasticity{transmit{}, rule}));
}
constexpr auto by_policy = numbered(noting{}, delay(0_ms));
constexpr auto by_text = numbered(in_words{}, delay(0_ms));
constexpr auto in_flow =
    describe(population<"in">(9, adder<always_integrated>{}), population<"n">(12, averaging{}),
             projection<"S: in[2:8] -> n[3:11].x">(fixed_probability{0.5}, weight(0.5), plasticity{in_equations{}}),
             record<"n.x">());
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

TEST_CASE("rules: equations of synapses and what they sum know the numbers of their neurons, too", "[plasticity]") {
  for (const unsigned n : {1u, 2u, 3u, 7u}) {
    simulation<network<in_flow>> sim{seed{3}, threads{n, true}, time_step{1_s}};
    sim.run_steps(1);
    const auto synapses = connections<"S">(sim);
    const auto where = sim.get<"S.where">(), degrees = sim.get<"S.degrees">(), sizes = sim.get<"S.sizes">();
    REQUIRE(where.size() > 10);
    std::vector<double> fed(12, 0.0);
    for (std::size_t k = 0; k < where.size(); ++k) {
      const auto i = synapses.sources[k], j = synapses.targets[k];
      const auto in = static_cast<double>(std::count(synapses.targets.begin(), synapses.targets.end(), j));
      const auto out = static_cast<double>(std::count(synapses.sources.begin(), synapses.sources.end(), i));
      CHECK(where[k] == 100.0 * static_cast<double>(i) + static_cast<double>(j));
      CHECK(degrees[k] == 100.0 * in + out);
      CHECK(sizes[k] == 608);
      fed[3 + static_cast<std::size_t>(j)] += (0.5 + out) / in;
    }
    sim.run_steps(1);
    for (std::size_t j = 0; j < fed.size(); ++j) CHECK(std::abs(sim["n.x"_name](1, j) - fed[j]) < 1e-13);
  }
}

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
