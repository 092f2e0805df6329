// SPDX-License-Identifier: BSL-1.0
// The microcircuit of eight populations and the microcircuit of one population of eight groups give the same spikes,
// bit by bit, with weights in the precision of the network.
#include "../../benchmarks/networks/microcircuit.hpp"
#include "catch.hpp"
#include <algorithm>
#include <cortexpr/core.hpp>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

using namespace cortexpr;

namespace microcircuit_of_groups_tests {

void add(auto& all, const spike_train& s, std::uint32_t first) {
  for (std::size_t k = 0; k < s.size(); ++k) all.emplace_back(s.steps[k], s.neurons[k] + first);
}

/// Spikes of the layers of the microcircuit in both forms, weights in the precision of the network.
template <class Real>
auto spikes_of_populations(double scale) {
  using net = network<benchmarks::potjans_diesmann::microcircuit<Real, true>, Real>;
  return std::apply(
      [](const auto&... setting) {
        simulation<net> sim{seed{3}, setting...};
        sim.run(200_ms);
        std::vector<std::pair<std::int64_t, std::uint32_t>> all;
        std::uint32_t first = 0;
        net::structure::template for_each<item_kind::record>([&](auto r) {
          constexpr auto target = net::structure::template item<r>::target;
          if constexpr (target.part == "spikes") {
            add(all, detail::item_at<r>(sim.recording().items), first);
            first += detail::item_at<net::structure::find_population(target.item)>(sim.state().items).size;
          }
        });
        std::sort(all.begin(), all.end());
        return all;
      },
      benchmarks::potjans_diesmann::settings_at(scale, true));
}
template <class Real>
auto spikes_of_groups(double scale, unsigned n) {
  return std::apply(
      [n](const auto&... setting) {
        simulation<network<benchmarks::potjans_diesmann::microcircuit_of_groups<Real, true>, Real>> sim{
            seed{3}, threads{n, true}, setting...};
        sim.run(200_ms);
        std::vector<std::pair<std::int64_t, std::uint32_t>> all;
        add(all, sim["cortex.spikes"_name], 0);
        return all;
      },
      benchmarks::potjans_diesmann::settings_of_groups_at(scale, true));
}

} // namespace microcircuit_of_groups_tests

using namespace microcircuit_of_groups_tests;

TEMPLATE_TEST_CASE("the microcircuit as one population of groups is the microcircuit, bit by bit", "[groups]", double,
                   float) {
  const double scale = 0.05;
  const auto wanted = spikes_of_populations<TestType>(scale);
  CHECK(wanted.size() > 300);
  for (const unsigned n : {1u, 2u, 3u}) {
    CAPTURE(n);
    CHECK(spikes_of_groups<TestType>(scale, n) == wanted);
  }
}
