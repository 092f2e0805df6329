// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace zero_sums_tests {

using cell = synaptic<scaled_lif, conductance<exponential>>;

constexpr auto d = describe(
    population<"in">(3, spike_times{}), population<"n">(4, cell{}),
    projection<"on event: in -> n.exc">(all_to_all{}, weight(given), plasticity{transmit{}, normalise_on_event{}}),
    projection<"always: in -> n.exc">(all_to_all{}, weight(given), plasticity{transmit{}, normalise_always{}}),
    projection<"share: in -> n.exc">(all_to_all{}, weight(given), plasticity{transmit_share<>{}}),
    projection<"root: in -> n.exc">(all_to_all{}, weight(given),
                                    plasticity{transmit_share<share::of_root_of_inputs>{}}),
    projection<"now and then: in -> n.exc">(all_to_all{}, weight(given), plasticity{pair_stdp{}}),
    projection<"plain: in -> n.exc">(all_to_all{}, weight(given)),
    regularly<"normalise", "now and then">(every{1_ms}, normalise{}));

} // namespace zero_sums_tests

using namespace zero_sums_tests;

TEST_CASE("targets whose weights sum to zero are reported where something normalises", "[diagnose]") {
  // Targets 1 and 3 get nothing.
  const std::vector<double> w{1, 0, 2, 0, 1, 0, 2, 0, 1, 0, 2, 0};
  simulation<network<d>> sim{set<"on event.w">(values(w)), set<"always.w">(values(w)),       set<"share.w">(values(w)),
                             set<"root.w">(values(w)),     set<"now and then.w">(values(w)), set<"plain.w">(values(w))};
  const auto found = zero_sums(sim);
  REQUIRE(found.size() == 4);
  CHECK(found[0].find("'on event': the incoming weights of 2 targets sum to zero") != std::string::npos);
  CHECK(found[1].find("'always'") != std::string::npos);
  CHECK(found[2].find("'share'") != std::string::npos);
  CHECK(found[3].find("'now and then'") != std::string::npos);
  sim.set<"on event.w">(1.0);
  sim.set<"always.w">(1.0);
  sim.set<"share.w">(1.0);
  sim.set<"now and then.w">(1.0);
  CHECK(zero_sums(sim).empty());
}
