// SPDX-License-Identifier: BSL-1.0
// Operations on the events and spikes of some neurons.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace {

/// Fires at 1 and has an event on the way.
struct climber {
  template <class I>
  struct state {
    number<I> v = 0, marks = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> slope = 100_Hz;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = p.slope + 0 * x.v / 1_s, .marks = 0 * x.marks / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
  static constexpr std::tuple events{event<"half">([](const auto& x, const auto&) { return x.v > 0.5; })};
};

constexpr auto add_one = [](auto& n) { n["marks"_name] += 1; };
constexpr auto add_many = [](auto& n) { n["marks"_name] += 1000; };
/// On all neurons, and on two slices at one place: they share no neuron, so that no order is asked for.
constexpr auto whole =
    describe(population<"n">(200, climber{}, euler{}, start<"v">(uniform(0, 1))), on_event<"half", "n@half">(add_one),
             on_event<"spike", "n">(add_many, at{slot::after_thresholds, 1}));
constexpr auto sliced = describe(population<"n">(200, climber{}, euler{}, start<"v">(uniform(0, 1))),
                                 on_event<"half", "n[10:90]@half">(add_one), on_event<"rest", "n[90:91]@half">(add_one),
                                 on_event<"spike", "n[130:200]">(add_many));
constexpr auto too_long =
    describe(population<"n">(given, climber{}, euler{}), on_event<"half", "n[10:90]@half">(add_one));

} // namespace

TEMPLATE_TEST_CASE("on_event of a slice works on its neurons alone", "[events][threads]", double, float) {
  simulation<network<whole, TestType>> all{seed{2}};
  all.run(60_ms);
  const auto marks = all.template get<"n.marks">();
  for (const unsigned team : {1u, 2u, 3u, 7u}) {
    simulation<network<sliced, TestType>> sim{seed{2}, threads{team, true}};
    sim.run(60_ms);
    const auto some = sim.template get<"n.marks">();
    for (std::size_t i = 0; i < 200; ++i) {
      const int whole_marks = static_cast<int>(marks[i]);
      REQUIRE(whole_marks > 1000);
      const int expected = (i >= 10 && i < 91 ? whole_marks % 1000 : 0) + (i >= 130 ? whole_marks / 1000 * 1000 : 0);
      CHECK(static_cast<int>(some[i]) == expected);
    }
  }
}

TEST_CASE("a slice of on_event that ends after the population is refused", "[events]") {
  CHECK_NOTHROW(simulation<network<too_long>>{set<"n">(90)});
  CHECK_THROWS_WITH(simulation<network<too_long>>{set<"n">(89)},
                    "operation 'half': its slice ends at 90, but there are 89 neurons");
}
