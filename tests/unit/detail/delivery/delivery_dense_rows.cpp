// SPDX-License-Identifier: BSL-1.0
// Rules on rows that hold every target in order are run on many synapses at a time; the same synapses, listed in
// another order, one by one.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <vector>

namespace {

using namespace cortexpr;

using cell = synaptic<scaled_lif, receptor<"exc", conductance<exponential>>>;
constexpr std::uint32_t sources = 130, targets = 71; // no multiples of a block or a pack

template <class List>
constexpr auto both_ways(List rules) {
  constexpr auto start_weight =
      weight(function_of([](std::uint32_t i, std::uint32_t j) { return 1e-3 * (1 + (i * 7 + j * 13) % 50); }));
  return describe(
      population<"in">(sources, poisson{}, parameter<"rate">(60_Hz)),
      population<"x">(targets, cell{}, euler{}, start<"v">(uniform(-60_mV, -54_mV)), parameter<"V_th">(-54_mV)),
      population<"y">(targets, cell{}, euler{}, parameter<"V_th">(-54_mV)),
      projection<"X: in -> x.exc">(all_to_all{}, start_weight, rules),
      projection<"Y: in -> y.exc">(given, start_weight, rules));
}
constexpr auto additive_net = both_ways(plasticity{transmit{}, pair_stdp{.w_max = 0.05}});
constexpr auto by_weight_net =
    both_ways(plasticity{stdp<multiplicative>{.a_pre = 0.05, .a_post = -0.05, .w_max = 0.05}, transmit{}});
constexpr auto always_net = both_ways(plasticity{transmit{}, pair_stdp{.w_max = 0.05}, normalise_always{2.5}});
constexpr auto on_event_net = both_ways(plasticity{transmit{}, pair_stdp{.w_max = 0.05}, normalise_on_event{2.5}});

template <auto const& D, class Real>
void compare(Real tolerance) {
  std::vector<std::uint32_t> from, to;
  for (std::uint32_t i = 0; i < sources; ++i)
    for (std::uint32_t j = targets; j-- > 0;) from.push_back(i), to.push_back(j);
  simulation<network<D, Real>> sim{seed{4}, set<"Y">(pairs(from, to))};
  sim.template set<"y.v">(values(sim.template get<"x.v">(), 1_V));
  sim.run(300_ms);
  const auto x = sim.template get<"X.w">(), y = sim.template get<"Y.w">();
  double changed = 0;
  for (std::uint32_t i = 0; i < sources; ++i)
    for (std::uint32_t j = 0; j < targets; ++j) {
      const auto a = static_cast<double>(x[i * targets + j]), b = static_cast<double>(y[i * targets + targets - 1 - j]);
      CAPTURE(i, j, a, b);
      if (!(std::abs(a - b) <= static_cast<double>(tolerance))) FAIL("a weight differs");
      changed += std::abs(a - 1e-3 * (1 + (i * 7 + j * 13) % 50));
    }
  CHECK(changed > 1);
}

TEST_CASE("dense rows learn like lists", "[plasticity]") {
  compare<additive_net, double>(1e-12);
  compare<by_weight_net, double>(1e-12);
  compare<always_net, double>(1e-12);
  compare<on_event_net, double>(1e-12);
}

} // namespace
