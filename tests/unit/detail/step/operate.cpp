// SPDX-License-Identifier: BSL-1.0
// What operations draw, and whose sums normalisation leaves alone.
#include "catch.hpp"
#include "support/network_models.hpp"

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

/// Keeps the first number that each of two operations and the rule itself draw.
struct lots {
  using services = needs<rng>;
  struct synapse {
    double by_rule = -1, by_first = -1, by_second = -1;
  };
  static void on_step(auto& s) { s.by_rule = s.uniform(); }
  bool operator==(const lots&) const = default;
};
constexpr auto first = regularly<"first", "S">(every{0.1_ms}, [](auto& s) { s.by_first = s.uniform(); });
constexpr auto second = regularly<"second", "S">(
    every{0.1_ms}, [](auto& s) { s.by_second = s.uniform(); }, at{slot::start, 1});
template <class... Items>
constexpr auto drawing(Items... items) {
  return describe(population<"in">(3, spike_times{}), population<"n">(70, counter{}),
                  projection<"S: in -> n.v">(all_to_all{}, weight(1.0), plasticity{transmit{}, lots{}}), items...);
}
constexpr auto both = drawing(first, second);
constexpr auto without_first = drawing(second);
constexpr auto without_any = drawing();

} // namespace

TEST_CASE("operations draw random numbers of their own") {
  simulation<network<both>> sim{seed{5}}, shared{seed{5}, threads{3, true}};
  simulation<network<without_first>> one{seed{5}};
  simulation<network<without_any>> none{seed{5}};
  sim.run_steps(2), shared.run_steps(2), one.run_steps(2), none.run_steps(2);
  const numbers a = sim.get<"S.by_first">(), b = sim.get<"S.by_second">(), c = sim.get<"S.by_rule">();
  REQUIRE(a.size() == 210);
  double overlap = 0; // of unrelated numbers: 1/4 on the average
  for (std::size_t k = 0; k < a.size(); ++k) {
    CHECK(a[k] != b[k]);
    CHECK(a[k] != c[k]);
    CHECK(b[k] != c[k]);
    overlap += a[k] * b[k] / 210;
  }
  CHECK(overlap == Approx(0.25).margin(0.08));
  // They depend on the operation and on nothing beside it.
  CHECK(shared.get<"S.by_first">() == a);
  CHECK(shared.get<"S.by_second">() == b);
  CHECK(one.get<"S.by_second">() == b);
  CHECK(one.get<"S.by_rule">() == c);
  CHECK(none.get<"S.by_rule">() == c);
}

namespace {

constexpr auto signs = describe(
    population<"in">(2, spike_times{}), population<"n">(3, counter{}),
    projection<"on event: in -> n.v">(all_to_all{}, weight(given), plasticity{transmit{}, normalise_on_event{2}}),
    projection<"always: in -> n.v">(all_to_all{}, weight(given), plasticity{transmit{}, normalise_always{2}}),
    projection<"now and then: in -> n.v">(all_to_all{}, weight(given)),
    regularly<"normalise", "now and then">(every{0.1_ms}, normalise{2}));

} // namespace

TEST_CASE("normalisation leaves alone a sum of the other sign than its goal") {
  // Incoming sums of the targets: 4, -4, 0.
  const numbers w{3, -3, 1, 1, -1, -1}, goal{1.5, -3, 1, 0.5, -1, -1};
  simulation<network<signs>> sim{set<"in">(spike_list::at_steps(std::vector{0, 0}, std::vector{0, 1})),
                                 set<"on event.w">(values(w)), set<"always.w">(values(w)),
                                 set<"now and then.w">(values(w))};
  sim.run_steps(3);
  CHECK(sim.get<"on event.w">() == goal);
  CHECK(sim.get<"always.w">() == goal);
  CHECK(sim.get<"now and then.w">() == goal);
  // A negative goal is for negative sums.
  simulation<network<signs>> negative{set<"in">(spike_list::at_steps(std::vector{0, 0}, std::vector{0, 1})),
                                      set<"on event.w">(values(w)),
                                      set<"always.w">(values(w)),
                                      set<"now and then.w">(values(w)),
                                      set<"normalise">(normalise{-2}),
                                      set<"on event">(plasticity{transmit{}, normalise_on_event{-2}}),
                                      set<"always">(plasticity{transmit{}, normalise_always{-2}})};
  negative.run_steps(3);
  const numbers mirrored{3, -1.5, 1, 1, -0.5, -1};
  CHECK(negative.get<"on event.w">() == mirrored);
  CHECK(negative.get<"always.w">() == mirrored);
  CHECK(negative.get<"now and then.w">() == mirrored);
}

namespace {

constexpr auto not_lost =
    describe(population<"in">(1, spike_times{}), population<"n">(2, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(given)),
             regularly<"neurons", "n">(every{},
                                       [](auto& n) {
                                         static_assert(std::is_const_v<decltype(n["V_th"_name])>);
                                         static_assert(!std::is_copy_constructible_v<std::remove_cvref_t<decltype(n)>>);
                                         n["v"_name] = n["V_th"_name] - 5_mV;
                                       }),
             regularly<"synapses", "S">(every{}, [](auto& s) {
               static_assert(!std::is_copy_constructible_v<std::remove_cvref_t<decltype(s)>>);
               s.w = 2_mV;
             }));

} // namespace

TEST_CASE("what operations can write to is kept: no copies, no parameters") {
  simulation<network<not_lost>> sim{set<"in">(spike_list::at_steps(std::vector<int>{}, std::vector<int>{})),
                                    set<"S.w">(1_mV)};
  sim.run_steps(1);
  CHECK(sim.get<"S.w">() == numbers{2e-3, 2e-3});
}
