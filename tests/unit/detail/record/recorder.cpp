// SPDX-License-Identifier: BSL-1.0
// Recordings of functions, of slices, and of a part of the time.
#include "catch.hpp"

#include <cortexpr/core.hpp>

#include <vector>

using namespace cortexpr;

namespace {

constexpr auto d = describe(
    population<"n">(150, synaptic_lif<conductance<exponential>>{}, start<"v">(uniform(-70_mV, -50_mV))),
    drive<"n.I">(0.5_nA), projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(1_nS)), record<"n.v">(every{1_ms}),
    record<"n.exc.g">(every{1_ms}), record<"n.spikes">(),
    record<"n.I_syn">([](const auto& n) { return n["exc.g"_name] * (n["exc.E"_name] - n["v"_name]); }, every{1_ms}),
    record<"n.even">([](auto n) { return n.index() % 2; }, only{5, 4}, every{2_ms}), record<"n[60:70].v">(every{1_ms}),
    record<"n[60:70].spikes">(), record<"n[60:70].rate">(every{5_ms}), record<"n[60:61].spikes">(during{5_ms, 30_ms}),
    record<"n[0:2].v">(during{5_ms, 7_ms}));

} // namespace

TEST_CASE("functions of neurons are recorded in their unit") {
  simulation<network<d>> sim{seed{2}};
  sim.run(40_ms);
  const auto& v = sim["n.v"_name];
  const auto& g = sim["n.exc.g"_name];
  const auto& current = sim["n.I_syn"_name];
  CHECK(current.unit == "A");
  REQUIRE(current.rows() == 40);
  REQUIRE(current.columns() == 150);
  const double e = sim.get<"n.exc.E">()[0];
  double most = 0;
  for (std::size_t row = 0; row < 40; ++row)
    for (std::size_t i = 0; i < 150; ++i) {
      CHECK(current(row, i) == g(row, i) * (e - v(row, i)));
      most = std::max(most, current(row, i));
    }
  CHECK(most > 1e-12);
  const auto& even = sim["n.even"_name];
  CHECK(even.unit == "1");
  CHECK(even.rows() == 20);
  CHECK(even.of_neuron(5)(3) == 1);
  CHECK(even.of_neuron(4)(3) == 0);
}

TEST_CASE("a slice is recorded as its neurons are", "[threads]") {
  for (const unsigned n : {1u, 2u, 3u}) {
    simulation<network<d>> sim{seed{2}, threads{n, true}};
    sim.run(40_ms);
    const auto& all = sim["n.spikes"_name];
    const auto& some = sim["n[60:70].spikes"_name];
    std::vector<double> bins(8);
    std::size_t k = 0;
    for (std::size_t j = 0; j < all.size(); ++j)
      if (all.neurons[j] >= 60 && all.neurons[j] < 70) {
        REQUIRE(k < some.size());
        CHECK(some.steps[k] == all.steps[j]);
        CHECK(some.neurons[k] == all.neurons[j]);
        ++k;
        bins[static_cast<std::size_t>(all.steps[j] / 50)] += 1;
      }
    CHECK(k == some.size());
    CHECK(k > 5);
    const auto& rate = sim["n[60:70].rate"_name];
    REQUIRE(rate.size() == 8);
    for (std::size_t b = 0; b < 8; ++b) CHECK(std::abs(rate(b) - bins[b] / (10 * 5e-3)) < 1e-9);
    const auto& v = sim["n[60:70].v"_name];
    REQUIRE(v.columns() == 10);
    for (std::size_t row = 0; row < v.rows(); ++row) CHECK(v.of_neuron(63)(row) == sim["n.v"_name](row, 63));
    const auto& limited = sim["n[60:61].spikes"_name];
    std::size_t inside = 0;
    for (std::size_t j = 0; j < all.size(); ++j)
      inside += all.neurons[j] == 60 && all.steps[j] >= 50 && all.steps[j] < 300;
    CHECK(limited.size() == inside);
    CHECK(inside > 0);
    CHECK(sim["n[0:2].v"_name].rows() == 20);
    CHECK(sim["n[0:2].v"_name].time(0) == 5e-3);
  }
}
