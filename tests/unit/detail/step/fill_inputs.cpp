// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace {

/// Two inputs, one of which has a value without a drive; x sums up the first.
struct two_inputs {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    volt<I> V_th = -50_mV;
  };
  template <class I>
  struct inputs {
    volt<I> a = 0_mV;
    volt<I> b = 1_mV;
  };
  template <class S, class P, class U>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<U>& in) {
    return {.v = (in.a + in.b - x.v - 70_mV) / p.tau, .x = in.a / 1_mV / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v >= p.V_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = -70_mV; }
};

constexpr std::size_t n = 150;

/// What a drive gives each neuron, at all times: as one row, or as three that are alike, which the library takes for a
/// drive that moves.
timed_array<dim::volt> per_neuron(double mean, std::size_t rows, std::size_t neurons = n) {
  std::vector<double> list;
  for (std::size_t k = 0; k < rows * neurons; ++k) list.push_back(mean + 0.1 * static_cast<double>(k % neurons));
  return timed_array(list, neurons, 1_mV, 1_ms);
}

template <class Integrator>
constexpr auto driven = describe(population<"n">(n, two_inputs{}, Integrator{}), drive<"n.a">(given),
                                 drive<"n[10:90].b">(given), record<"n.spikes">(), record<"n.v">(every{1_ms}),
                                 record<"n.a">(every{0.3_ms}), record<"n.b">(every{0.3_ms}));
/// The same with a time step of its own.
constexpr auto slow = describe(population<"n">(n, two_inputs{}, rk2{}, time_step{0.4_ms}), drive<"n.a">(given),
                               drive<"n[10:90].b">(given), record<"n.spikes">(), record<"n.v">(every{2_ms}),
                               record<"n.a">(every{0.4_ms}), record<"n.b">(every{0.4_ms}));

template <class Sim>
void change(Sim& sim, double mean, std::size_t rows) {
  sim.template set<"n.a">(per_neuron(mean, rows));
  sim.template set<"n[10:90].b">(per_neuron(mean - 8, rows, 80));
}

/// Runs, with changes between runs, in a run, between calls of advance, and after a reset.
template <auto const& D, class Real>
auto run(std::size_t rows, unsigned team) {
  simulation<network<D, Real>> sim{seed{3}, threads{team}, set<"n.a">(per_neuron(12, rows)),
                                   set<"n[10:90].b">(per_neuron(3, rows, 80))};
  sim.run(20_ms);
  change(sim, 15, rows);
  sim.run(7_ms);
  double mean = 5;
  sim.run(12_ms, each(every{2.8_ms}, [&](auto& open) { change(open, mean += 4, rows); }));
  for (int k = 0; k < 5; ++k) {
    change(sim, 10 + k, rows);
    sim.advance(1.2_ms);
  }
  return sim;
}

template <auto const& D, class Real>
void compare() {
  const auto expected = run<D, Real>(3, 1);
  REQUIRE(expected["n.spikes"_name].size() > 100);
  for (const unsigned team : {1u, 2u, 3u, 7u}) {
    const auto got = run<D, Real>(1, team);
    CHECK(got["n.spikes"_name].neurons == expected["n.spikes"_name].neurons);
    CHECK(got["n.spikes"_name].steps == expected["n.spikes"_name].steps);
    CHECK(got["n.v"_name].values == expected["n.v"_name].values);
    CHECK(got["n.a"_name].values == expected["n.a"_name].values);
    CHECK(got["n.b"_name].values == expected["n.b"_name].values);
  }
}

} // namespace

TEMPLATE_TEST_CASE("a drive that does not move is that of rows that are alike", "[network][threads]", double, float) {
  compare<driven<rk2>, TestType>();
  compare<driven<rk4>, TestType>();
  compare<slow, TestType>();
}

TEST_CASE("a drive that does not move stays after a reset and in a copy of another seed", "[network]") {
  using net = network<driven<rk2>>;
  simulation<net> sim{set<"n.a">(per_neuron(12, 1)), set<"n[10:90].b">(per_neuron(3, 1, 80))};
  sim.run(20_ms);
  const auto first = sim["n.v"_name].values;
  change(sim, 30, 1);
  sim.run(20_ms);
  CHECK(sim["n.v"_name].values != first);
  sim.reset();
  sim.run(20_ms);
  CHECK(sim["n.v"_name].values == first);
}

namespace {

/// A constant for a slice beside a drive that moves, for all: the sum moves.
constexpr auto beside = describe(population<"n">(n, two_inputs{}, rk4{}), drive<"n[0:40].a">(5_mV),
                                 drive<"n.a">(sinusoid{2_mV, 20_Hz}), record<"n.x">(every{1_ms}));
constexpr auto alone =
    describe(population<"n">(n, two_inputs{}, rk4{}), drive<"n.a">(sinusoid{2_mV, 20_Hz}), record<"n.x">(every{1_ms}));
constexpr auto unmoved =
    describe(population<"n">(n, two_inputs{}, rk4{}), drive<"n[0:40].a">(5_mV), record<"n.x">(every{1_ms}));

} // namespace

TEST_CASE("a constant drive of a slice adds to one that moves", "[network]") {
  simulation<network<beside>> both;
  simulation<network<alone>> moving;
  simulation<network<unmoved>> still;
  both.run(60_ms);
  moving.run(60_ms);
  still.run(60_ms);
  const auto &x = both["n.x"_name], &y = moving["n.x"_name], &z = still["n.x"_name];
  for (std::size_t row = 0; row < x.rows(); ++row)
    for (const std::size_t i : {0u, 39u, 40u, 149u})
      CHECK(x.values[row * n + i] == Approx(y.values[row * n + i] + z.values[row * n + i]).margin(1e-12));
  CHECK(z.values.back() == 0);
  CHECK(y.values[30 * n] != 0);
}
