// SPDX-License-Identifier: BSL-1.0
// What rules see beyond their synapse: sums, siblings, random numbers, signals, times.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <sstream>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

template <class... Options>
constexpr auto network_of(Options... options) {
  return describe(population<"in">(given, spike_times{}), population<"n">(given, counter{}),
                  projection<"S: in -> n.v">(given, weight(given), options...));
}

/// All sources spike in these steps.
spike_list volleys(std::int64_t sources, const std::vector<std::int64_t>& steps) {
  std::vector<std::int64_t> k, i;
  for (const std::int64_t step : steps)
    for (std::int64_t source = 0; source < sources; ++source) k.push_back(step), i.push_back(source);
  return spike_list::at_steps(k, i);
}
template <auto const& D, class... More>
simulation<network<D>> started(std::int64_t sources, std::int64_t targets, const std::vector<std::int64_t>& steps,
                               const More&... more) {
  return simulation<network<D>>{set<"in">(sources), set<"n">(targets), set<"in">(volleys(sources, steps)), more...};
}

// --- pool, sums, signal by name ---

constexpr auto pooled =
    describe(record<"S.pool">(), record<"S.w">(), population<"in">(2, spike_times{}), population<"n">(3, counter{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(0.0), plasticity{weight_pool{0.5}, transmit{}}));

TEST_CASE("services: variables of targets are set, read and recorded by name", "[plasticity]") {
  simulation<network<pooled>> sim{set<"in">(volleys(2, {1})), set<"S.pool">(values(numbers{8, 4, 2}))};
  CHECK(sim.get<"S.pool">() == numbers{8, 4, 2});
  sim.run_steps(3);
  CHECK(sim.get<"S.pool">() == numbers{2, 1, 0.5});
  CHECK(sim.get<"S.w">() == numbers{4, 2, 1, 2, 1, 0.5});
  const auto& pool = sim["S.pool"_name];
  CHECK(pool.values == numbers{8, 4, 2, 8, 4, 2, 2, 1, 0.5});
  sim.set<"S.pool">(1);
  CHECK(sim.get<"S.pool">() == numbers{1, 1, 1});
  CHECK_THROWS_AS(sim.set<"S.pool">(values(numbers{1, 2})), invalid_value);
  CHECK(sim.get<"S.pool">() == numbers{1, 1, 1});
  sim.reset();
  CHECK(sim.get<"S.pool">() == numbers{8, 4, 2});
}

/// Keeps what the sum was at the event.
struct seen_sum {
  using services = needs<incoming_sum>;
  struct synapse {
    double sum = -1, count = -1;
  };
  static void on_pre(auto& s) {
    s.sum = s.incoming_sum;
    s.count = s.in_degree;
    s.w += 1;
  }
  bool operator==(const seen_sum&) const = default;
};
constexpr auto summed = network_of(plasticity{transmit{}, seen_sum{}});

TEST_CASE("services: incoming_sum is that at the start of the step, also where weights were set", "[plasticity]") {
  auto sim = started<summed>(3, 2, {2, 3}, set<"S">(pairs(numbers{0, 1, 2, 1}, numbers{0, 0, 1, 0})),
                             set<"S.w">(values(numbers{1, 2, 4, 8})));
  CHECK(sim.get<"S.incoming_sum">() == numbers{11, 4});
  sim.run_steps(3);
  CHECK(sim.get<"S.sum">() == numbers{11, 11, 4, 11});
  CHECK(sim.get<"S.count">() == numbers{3, 3, 1, 3});
  CHECK(sim.get<"S.incoming_sum">() == numbers{11, 4}); // the latest start of a step
  sim.run_steps(1);
  CHECK(sim.get<"S.sum">() == numbers{14, 14, 5, 14});
  sim.set<"S.w">(0.5);
  CHECK(sim.get<"S.incoming_sum">() == numbers{1.5, 0.5});
}

struct listener {
  using services = needs<global_signal>;
  struct synapse {
    double heard = -1;
  };
  static void on_step(auto& s) { s.heard = s.signal; }
  bool operator==(const listener&) const = default;
};
constexpr auto with_signal = network_of(plasticity{listener{}});
constexpr auto driven_signal =
    describe(population<"in">(given, spike_times{}), population<"n">(given, counter{}),
             projection<"S: in -> n.v">(given, weight(given), plasticity{listener{}}), drive<"S.signal">(given));

TEST_CASE("services: the signal is set, read and driven", "[plasticity]") {
  auto sim = started<with_signal>(1, 1, {}, set<"S">(all_to_all{}), set<"S.w">(0.5));
  CHECK(sim.get<"S.signal">() == numbers{0});
  sim.set<"S.signal">(0.25);
  CHECK(sim.get<"S.signal">() == numbers{0.25});
  sim.run_steps(2);
  CHECK(sim.get<"S.heard">() == numbers{0.25});
  auto driven = started<driven_signal>(1, 1, {}, set<"S">(all_to_all{}), set<"S.w">(0.5),
                                       set<"S.signal">(timed_array(numbers{1, 2, 3}, quantity<dim::one>(1), 0.2_ms)));
  numbers heard, coming;
  for (int k = 0; k < 7; ++k) {
    coming.push_back(driven.get<"S.signal">()[0]);
    driven.run_steps(1);
    heard.push_back(driven.get<"S.heard">()[0]);
  }
  CHECK(heard == numbers{1, 1, 2, 2, 3, 3, 3});
  CHECK(coming == heard);
}

// --- siblings ---

/// Takes a tenth from every sibling, in every step.
struct tithe {
  using services = needs<siblings>;
  static void on_step(auto& s) {
    s.each_sibling([&](auto& other) {
      s.w += 0.1 * other.w;
      other.w *= 0.9;
    });
  }
  bool operator==(const tithe&) const = default;
};
constexpr auto shared_weights = network_of(plasticity{tithe{}, transmit{}});

TEST_CASE("services: siblings are seen in every step, one synapse after the other", "[plasticity]") {
  auto sim = started<shared_weights>(2, 2, {}, set<"S">(all_to_all{}), set<"S.w">(values(numbers{1, 5, 2, 7})));
  sim.run_steps(1);
  // Target 0: 1 + 0.2, 1.8; then 1.8 + 0.12, 1.08.
  CHECK(sim.get<"S.w">()[0] == Approx(1.08));
  CHECK(sim.get<"S.w">()[2] == Approx(1.92));
  CHECK(sim.get<"S.w">()[1] + sim.get<"S.w">()[3] == Approx(12));
}

// --- random numbers ---

struct lottery {
  using services = needs<rng>;
  struct synapse {
    double first = -1, second = -1, after = -1;
  };
  static void on_pre(auto& s) { s.first = s.uniform(), s.second = s.uniform(); }
  static void on_step(auto& s) { s.after = s.uniform(); }
  bool operator==(const lottery&) const = default;
};
struct second_lottery {
  using services = needs<rng>;
  struct synapse {
    double third = -1;
  };
  static void on_pre(auto& s) { s.third = s.uniform(); }
  bool operator==(const second_lottery&) const = default;
};
constexpr auto random_rules = network_of(plasticity{transmit{}, lottery{}, second_lottery{}});
constexpr auto random_in_turn = network_of(plasticity{transmit{}, lottery{}, second_lottery{}}, rules_in_turn{});
constexpr auto in_company =
    describe(population<"x">(3, poisson{}), population<"in">(given, spike_times{}), population<"m">(4, counter{}),
             projection<"other: x -> m.v">(all_to_all{}, weight(1.0), plasticity{transmit{}, lottery{}}),
             population<"n">(given, counter{}), record<"S.w">(),
             projection<"S: in -> n.v">(given, weight(given), plasticity{transmit{}, lottery{}, second_lottery{}}));

template <auto const& D>
auto drawn(std::uint64_t number, std::int64_t steps = 3) {
  simulation<network<D>> sim{seed{number},           set<"in">(40), set<"n">(50), set<"in">(volleys(40, {1, 2})),
                             set<"S">(all_to_all{}), set<"S.w">(1)};
  sim.run_steps(steps);
  return std::vector<numbers>{sim.template get<"S.first">(), sim.template get<"S.second">(),
                              sim.template get<"S.third">(), sim.template get<"S.after">()};
}

TEST_CASE("services: random numbers are uniform and all different", "[plasticity]") {
  const auto check = [](const std::vector<numbers>& all) {
    std::vector<double> every;
    for (const numbers& list : all) {
      double mean = 0, square = 0;
      for (const double x : list) {
        CHECK((x >= 0 && x < 1));
        mean += x / 2000, square += x * x / 2000;
      }
      CHECK(mean == Approx(0.5).margin(4 * std::sqrt(1.0 / 12 / 2000)));
      CHECK(square == Approx(1.0 / 3).margin(4 * std::sqrt(4.0 / 45 / 2000)));
      every.insert(every.end(), list.begin(), list.end());
    }
    std::sort(every.begin(), every.end());
    CHECK(std::adjacent_find(every.begin(), every.end()) == every.end());
  };
  check(drawn<random_rules>(1));
  check(drawn<random_in_turn>(1));
}

TEST_CASE("services: random numbers depend on seed, synapse and step, on nothing else", "[plasticity]") {
  const auto first = drawn<random_rules>(1);
  CHECK(drawn<random_rules>(1) == first);
  CHECK(drawn<random_rules>(2)[0] != first[0]);
  CHECK(drawn<random_rules>(1, 2)[0] != first[0]); // the spikes of step 1
  CHECK(drawn<in_company>(1) == first);
}

// Sources and targets beyond one slice of storage.
constexpr auto wide_draw =
    describe(population<"in">(1, spike_times{}), population<"n">(given, counter{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1.0), plasticity{transmit{}, lottery{}}));

TEST_CASE("services: random numbers do not depend on how storage is cut", "[plasticity]") {
  const auto draws = [](std::int64_t n) {
    simulation<network<wide_draw>> sim{seed{3}, set<"n">(n), set<"in">(volleys(1, {0}))};
    sim.run_steps(1);
    return sim.get<"S.first">();
  };
  const numbers narrow = draws(65535);
  numbers wide = draws(65600);
  CHECK(wide[0] != wide[65535]);
  wide.resize(65535);
  CHECK(wide == narrow);
}

// --- times ---

template <int Steps>
struct counting {
  quantity<dim::second> interval = Steps * 0.1_ms;
  struct synapse {
    double calls = 0;
    quantity<dim::second> time, covered;
  };
  static void on_step(auto& s) { s.calls += 1, s.time = s.t, s.covered += s.dt; }
  bool operator==(const counting&) const = default;
};
struct counting_steps {
  struct synapse {
    double all_calls = 0;
    quantity<dim::second> all_covered;
  };
  static void on_step(auto& s) { s.all_calls += 1, s.all_covered += s.dt; }
  bool operator==(const counting_steps&) const = default;
};
constexpr auto timed = network_of(plasticity{transmit{}, counting<4>{}, counting_steps{}});
constexpr auto timed_alone = network_of(plasticity{transmit{}, counting<4>{}});

TEST_CASE("services: rules of every step run at their intervals, from the first step on", "[plasticity]") {
  auto sim = started<timed>(1, 1, {}, set<"S">(all_to_all{}), set<"S.w">(1));
  auto alone = started<timed_alone>(1, 1, {}, set<"S">(all_to_all{}), set<"S.w">(1));
  for (int steps = 1; steps <= 9; ++steps) {
    sim.run_steps(1);
    alone.run_steps(1);
    const double calls = (steps + 3) / 4;
    CHECK(sim.get<"S.calls">()[0] == calls);
    CHECK(alone.get<"S.calls">()[0] == calls);
    CHECK(sim.get<"S.time">()[0] == Approx((calls - 1) * 4e-4).epsilon(1e-12));
    CHECK(sim.get<"S.covered">()[0] == Approx(calls * 4e-4).epsilon(1e-12));
    CHECK(sim.get<"S.all_calls">()[0] == steps);
    CHECK(sim.get<"S.all_covered">()[0] == Approx(steps * 1e-4).epsilon(1e-12));
  }
}

// --- order ---

constexpr auto everything = network_of(plasticity{transmit{}, pair_stdp{}, weight_decay{}});
constexpr auto everything_in_turn = network_of(plasticity{transmit{}, pair_stdp{}, weight_decay{}}, rules_in_turn{});
constexpr auto nothing_more = network_of();

TEST_CASE("services: the schedule says what projections with rules do and in which order", "[plasticity]") {
  const auto schedule = [](auto net) {
    std::ostringstream out;
    decltype(net)::type::schedule(out);
    return out.str();
  };
  CHECK(schedule(std::type_identity<network<nothing_more>>{}).find("traces") == std::string::npos);
  const std::string one = schedule(std::type_identity<network<everything>>{}),
                    turn = schedule(std::type_identity<network<everything_in_turn>>{});
  const std::string before =
      "groups:\n  let traces decay and note sums in S (order -1)\n  run the rules of every step in S (order -1)\n";
  CHECK(one.find(before) != std::string::npos);
  CHECK(one.find("synapses:\n  deliver spikes, each through all rules, in S (order -1)\n  let targets' spikes act on S "
                 "(order 1)\n") != std::string::npos);
  CHECK(turn.find(before) != std::string::npos);
  CHECK(turn.find("synapses:\n  deliver spikes, all through one rule before the next, in S (order -1)\n  let targets' "
                  "spikes act on S (order 1)\n") != std::string::npos);
}

} // namespace
