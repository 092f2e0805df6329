// SPDX-License-Identifier: BSL-1.0
// The number of threads changes nothing: spikes, states, weights and recordings are equal bit by bit.
#include "catch.hpp"
#include "everything.hpp"
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace threads_tests {

using namespace everything_tests;

struct result {
  std::vector<std::vector<double>> numbers;
  std::vector<std::vector<std::uint32_t>> neurons;
  net::state state;
};

result simulate(unsigned n) {
  simulation<net> sim = make(n);
  sim.run(30_ms);
  sim.run(30_ms, stop_when([](auto& s) { return s.time() >= 0.05 - 1e-9; }));
  sim.freeze<"B", triplet_stdp>();
  sim.run(10_ms);
  return {{sim.get<"A.w">(), sim.get<"B.w">(), sim.get<"C.w">(), sim.get<"X.w">(), sim.get<"X.pool">(),
           sim.get<"M.w">(), sim.get<"M.c">(), sim.get<"J.w">(), sim.get<"n.v">(), sim.get<"units.x">(),
           sim["n.v"_name].values, sim["units.net"_name].values, sim["A.w"_name].values, sim["n.rate"_name].hertz},
          {sim["n.spikes"_name].neurons, sim["risky.spikes"_name].neurons},
          sim.state()};
}

} // namespace threads_tests

using namespace threads_tests;

TEST_CASE("one, two, three, four and seven threads give the same bits", "[threads]") {
  const result one = simulate(1);
  CHECK(one.neurons[0].size() > 60);
  CHECK(one.neurons[1].size() > 10);
  for (const unsigned n : {2u, 3u, 4u, 7u}) {
    CAPTURE(n);
    const result many = simulate(n);
    for (std::size_t k = 0; k < one.numbers.size(); ++k) {
      CAPTURE(k);
      CHECK(many.numbers[k] == one.numbers[k]);
    }
    CHECK(many.neurons == one.neurons);
    CHECK(many.state.step == one.state.step);
  }
}

TEST_CASE("a state made for several threads can be stepped by one", "[threads]") {
  static constexpr auto small = describe(population<"n">(200, cell{}, start<"v">(uniform(-70_mV, -40_mV))),
                                         projection<"S: n -> n.exc">(fixed_probability{0.2}, weight(0.1)));
  using small_net = network<small>;
  simulation<small_net> two{seed{3}, threads{2, true}};
  auto copy = two.state();
  for (int k = 0; k < 100; ++k) small_net::step(copy);
  two.run_steps(100);
  CHECK(copy == two.state());
}

TEST_CASE("results do not depend on which threads make the steps", "[threads]") {
  // Without `always` a team and one thread alone take turns; which one runs at what time is not known.
  static constexpr auto small =
      describe(population<"n">(500, cell{}, start<"v">(uniform(-70_mV, -40_mV))),
               projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(0.1)), record<"n.spikes">());
  using small_net = network<small>;
  simulation<small_net> one{seed{3}}, any{seed{3}, threads{3}}, all{seed{3}, threads{3, true}};
  for (int k = 0; k < 3; ++k) {
    one.run_steps(1500);
    any.run_steps(1500);
    all.run_steps(1500, stop_when([](auto&) { return false; }));
  }
  CHECK(one["n.spikes"_name].neurons.size() > 500);
  CHECK(one["n.spikes"_name].neurons == any["n.spikes"_name].neurons);
  CHECK(one["n.spikes"_name].neurons == all["n.spikes"_name].neurons);
  CHECK(one.get<"n.v">() == any.get<"n.v">());
  CHECK(any.state() == all.state());
}

TEST_CASE("what a callback throws ends all threads and comes out of run", "[threads]") {
  static constexpr auto small = describe(population<"n">(200, cell{}), record<"n.v">());
  const bool always = GENERATE(false, true);
  simulation<network<small>> sim{threads{3, always}};
  const auto fail = [](auto& s) -> bool {
    if (s.state().step == 5) throw std::runtime_error("enough");
    return false;
  };
  CHECK_THROWS_WITH(sim.run_steps(10, stop_when(fail)), "enough");
  CHECK(sim.state().step == 5);
  sim.run_steps(10);
  CHECK(sim["n.v"_name].rows() == 15);
  CHECK_THROWS_AS(simulation<network<small>>(threads{0}), invalid_value);
}
