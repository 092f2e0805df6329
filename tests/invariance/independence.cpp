// SPDX-License-Identifier: BSL-1.0
// What must not change a spike: monitors, strangers, the order of description, other networks, copies.

#include "catch.hpp"

#include <cortexpr/core.hpp>

#include <algorithm>
#include <type_traits>
#include <vector>

namespace {

using namespace cortexpr;

// Every item that draws random numbers: connections, weights, delays, start values, parameters, spikes, noise.
struct noisy_cell : basic_scaled_lif<unless_refractory> {
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>&) {
    return {.v = quantity<dim::volt / dim::second.root()>(20e-3)};
  }
};

constexpr auto cells =
    population<"n">(23, synaptic<scaled_lif, current<exponential>>{}, parameter<"V_th">(uniform(-55_mV, -50_mV)),
                    parameter<"t_ref">(2_ms), start<"v">(uniform(-70_mV, -50_mV)));
constexpr auto input = population<"in">(31, poisson{}, parameter<"rate">(150_Hz));
constexpr auto feed = projection<"in -> n.exc">(fixed_probability{0.4}, weight(uniform(0_mV, 9_mV)),
                                                delay(uniform(0_ms, 3_ms)).rounded());
constexpr auto loop = projection<"L: n -> n.exc">(fixed_indegree{5}, weight(normal(2_mV, 1_mV)), delay(1.2_ms));
constexpr auto push = drive<"n.I">(sinusoid{5_mV, 20_Hz});
constexpr auto watch = record<"n.spikes">();

constexpr auto plain = describe(watch, cells, input, feed, loop, push);
constexpr auto watched =
    describe(record<"n.v">(), record<"n.exc.I">(only{3}, every{1_ms}, at{slot::after_groups}), watch, cells, input,
             feed, record<"L.w">(every{10_ms}), record<"in.spikes">(), loop, push, record<"n.rate">());
constexpr auto crowded =
    describe(population<"a">(5, poisson{}, parameter<"rate">(500_Hz)), watch, cells,
             population<"z">(9, lif{}, start<"v">(uniform(-70_mV, -51_mV))), input, feed,
             projection<"a -> z.v">(fixed_probability{0.5}, weight(uniform(0_mV, 9_mV)), delay(5_ms)), loop,
             projection<"n -> z.v">(all_to_all{}, weight(0.1_mV), delay(9_ms)), push, record<"z.spikes">(),
             regularly<"look", "z">(every{}, [](auto&) {}));
constexpr auto turned = describe(push, loop, input, feed, cells, watch);

template <auto const& D, class... Options>
auto run(Options... options) {
  simulation<network<D>> sim{seed{5}, options...};
  sim.run(200_ms);
  return sim["n.spikes"_name];
}
bool same(const spike_train& a, const spike_train& b) { return a.steps == b.steps && a.neurons == b.neurons; }

TEST_CASE("neither monitors nor strangers nor the order of description change a spike", "[invariance]") {
  const auto expected = run<plain>();
  CHECK(expected.size() > 100);
  CHECK(same(run<watched>(), expected));
  CHECK(same(run<crowded>(), expected));
  // Sums of arrivals of one step may differ in the last digit where two projections share a receptor.
  CHECK(same(run<turned>(), expected));
}

TEST_CASE("equal seeds give equal runs, different seeds different ones", "[invariance]") {
  simulation<network<plain>> a{seed{5}}, b{seed{5}}, c{seed{6}}, d;
  a.run(50_ms);
  b.run(50_ms);
  c.run(50_ms);
  CHECK(a.state() == b.state());
  CHECK(!(a.state() == c.state()));
  CHECK(a.get<"n.V_th">() != c.get<"n.V_th">());
  CHECK(a.get<"in -> n.exc.w">() != c.get<"in -> n.exc.w">());
  CHECK(!same(a["n.spikes"_name], c["n.spikes"_name]));
  simulation<network<plain>> zero{seed{0}};
  CHECK(d.state() == zero.state());
}

TEST_CASE("a copied state runs on to an equal state, and the original does not notice", "[invariance]") {
  using net = network<watched>;
  simulation<net> sim{seed{7}};
  sim.run(30_ms);
  const net::state snapshot = sim.state();
  net::state copy = snapshot, moved = snapshot;
  net::state target = net::build(1e-4, 99);
  for (int k = 0; k < 500; ++k) net::step(copy);
  CHECK(sim.state() == snapshot);
  sim.run(50_ms);
  CHECK(sim.state() == copy);
  CHECK(!(sim.state() == snapshot));
  net::state taken = std::move(moved);
  target = taken;
  for (int k = 0; k < 500; ++k) net::step(target);
  CHECK(target == copy);
  // Recording or not, the state goes the same way; a state put back repeats the run.
  sim.state() = snapshot;
  sim.run(50_ms);
  CHECK(sim.state() == copy);
}

TEST_CASE("simulations and networks in one program do not disturb each other", "[invariance]") {
  const auto expected = run<plain>();
  simulation<network<plain>> one{seed{5}}, two{seed{5}};
  simulation<network<crowded>> other{seed{8}};
  simulation<network<plain, float>> narrow{seed{5}};
  for (int k = 0; k < 400; ++k) {
    one.run(0.5_ms);
    other.run(0.3_ms);
    if (k % 2 == 0) two.run(1_ms);
    if (k == 10) other.set<"n.V_th">(-60_mV);
    narrow.run(0.1_ms);
  }
  CHECK(same(one["n.spikes"_name], expected));
  CHECK(same(two["n.spikes"_name], expected));
}

constexpr auto noisy = describe(population<"n">(9, noisy_cell{}), record<"n.v">());
constexpr auto noisy_pair =
    describe(population<"m">(4, noisy_cell{}), record<"n.v">(), population<"n">(9, noisy_cell{}));
constexpr auto noisy_more = describe(population<"n">(17, noisy_cell{}), record<"n.v">());

TEST_CASE("noise belongs to the neuron, not to its neighbours", "[invariance]") {
  const auto run_noisy = [](auto sim) {
    sim.run(5_ms);
    return sim["n.v"_name];
  };
  const auto a = run_noisy(simulation<network<noisy>>{seed{1}});
  CHECK(a(50 - 1, 3) != a(50 - 1, 4));
  CHECK(a.values == run_noisy(simulation<network<noisy_pair>>{seed{1}}).values);
  const auto more = run_noisy(simulation<network<noisy_more>>{seed{1}});
  for (std::size_t k = 0; k < a.rows(); ++k)
    for (std::size_t i = 0; i < 9; ++i) REQUIRE(a(k, i) == more(k, i));
}

} // namespace
