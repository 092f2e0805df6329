// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

using cell =
    equations<"dv/dt = -v/(10*ms) : 1\n dg/dt = -g/(5*ms) : 1\n share : 1", threshold<"v > 1">, reset<"v = 0">>;
// v and share are values of the target, eta is a parameter of the rule.
using by_name = synapse_equations<"w : 1\n seen : 1", on_pre<"g_post += w; seen = eta*w + v + share">>;
using with_suffix = synapse_equations<"w : 1\n seen : 1", on_pre<"g_post += w; seen = eta*w + v_post + share_post">>;

template <class Real, class Rule>
std::vector<double> seen_by(const Rule&) {
  static constexpr auto d =
      describe(population<"in">(2, spike_times{}),
               population<"n">(3, cell{}, parameter<"share">(values({1, 2, 4})), start<"v">(0.5)),
               projection<"S: in -> n.g">(all_to_all{}, weight(0.1), plasticity{Rule{}.template with<"eta">(0.25)}));
  simulation<network<d, Real>> sim{seed{1}, set<"in">(spike_list::at_times({1, 3}, 1_ms, {0, 1}))};
  sim.run(2_ms);
  sim.template set<"S.eta">(0.5);
  sim.run(3_ms);
  std::vector<double> seen;
  for (const auto x : sim.template get<"S.seen">()) seen.push_back(static_cast<double>(x));
  return seen;
}
template <class Real>
void compare() {
  const auto seen = seen_by<Real>(by_name{});
  CHECK(seen == seen_by<Real>(with_suffix{}));
  REQUIRE(seen.size() == 6);
  CHECK(seen[0] == Approx(0.25 * 0.1 + 0.5 * std::exp(-0.11) + 1));
  CHECK(seen[1] - seen[0] == Approx(1));
  CHECK(seen[5] == Approx(0.5 * 0.1 + 0.5 * std::exp(-0.31) + 4));
}

} // namespace

TEST_CASE("a name without a suffix that nothing declares or gives is a value of the target", "[equations]") {
  compare<double>();
  compare<float>();
}
TEST_CASE("a name that is given is a parameter, though the target has a variable of this name", "[equations]") {
  using rule = synapse_equations<"w : 1\n seen : 1", on_pre<"g_post += w; seen = v">>;
  static constexpr auto d =
      describe(population<"in">(1, spike_times{}), population<"n">(1, cell{}, parameter<"share">(1), start<"v">(0.5)),
               projection<"S: in -> n.g">(all_to_all{}, weight(0.1), plasticity{rule{}.with<"v">(7)}));
  simulation<network<d>> sim{seed{1}, set<"in">(spike_list::at_times({1}, 1_ms, {0}))};
  sim.run(2_ms);
  CHECK(sim.get<"S.seen">()[0] == 7);
}
