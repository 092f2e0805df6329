// SPDX-License-Identifier: BSL-1.0
// Recordings of functions, of slices, and of a part of the time.
#include "catch.hpp"

#include <cortexpr/core.hpp>

#include <cmath>
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

namespace {

/// Adds up an input that is driven, one that is coupled, the time and its last spike; a parameter hides no input.
struct listener {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    farad<I> C = 100_pF;
    second<I> tau = 10_ms, t_ref = 1_ms;
  };
  template <class I>
  struct inputs {
    amp<I> I_ext = 0_A, gap = 0_A;
    second<I> t, last_spike;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (-70_mV - x.v) / p.tau + (in.I_ext + in.gap) / p.C};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > -50_mV; }
  static constexpr void reset(auto& x, const auto&) { x.v = -60_mV; }
};
constexpr auto heard = describe(population<"n">(70, listener{}, start<"v">(uniform(-70_mV, -51_mV)), euler{}),
                                drive<"n.I_ext">([](auto t) { return 2_nA * cos(300_Hz * t); }),
                                projection<"G: n -> n.gap">(fixed_probability{0.2}, weight(1_nS), gap_junction{}),
                                record<"n.v">(), record<"n.gap">(), record<"n.spikes">(),
                                record<"n.total">([](const auto& n) { return n["I_ext"_name] + n["gap"_name]; }),
                                record<"n.onto_v">([](const auto& n) {
                                  return (-70_mV - n["v"_name]) / n["tau"_name] + n["I_ext"_name] / n["C"_name];
                                }),
                                record<"n.since">([](const auto& n) { return n["t"_name] - n["last_spike"_name]; }));

} // namespace

TEST_CASE("a function of a recording reads inputs of the moment", "[threads]") {
  for (const unsigned team : {1u, 2u, 3u, 7u}) {
    simulation<network<heard>> sim{seed{2}, threads{team, true}};
    sim.run(10_ms);
    sim.run(10_ms);
    const auto& v = sim["n.v"_name];
    const auto& gap = sim["n.gap"_name];
    const auto& spikes = sim["n.spikes"_name];
    CHECK(sim["n.total"_name].unit == "A");
    CHECK(sim["n.since"_name].unit == "s");
    REQUIRE(sim["n.total"_name].rows() == 200);
    CHECK(spikes.size() > 100);
    std::vector<double> last(70, -10000);
    std::size_t k = 0;
    for (std::size_t row = 0; row < 200; ++row) {
      const double t = static_cast<double>(row) * 1e-4, driven = 2e-9 * std::cos(300 * t);
      for (; k < spikes.size() && spikes.steps[k] < static_cast<std::int64_t>(row); ++k)
        last[spikes.neurons[k]] = static_cast<double>(spikes.steps[k]) * 1e-4;
      for (std::size_t i = 0; i < 70; ++i) {
        // What has been summed up last is what a recording of the input shows.
        CHECK(sim["n.total"_name](row, i) == Approx(driven + gap(row, i)).epsilon(1e-12).margin(1e-24));
        CHECK(sim["n.onto_v"_name](row, i) == Approx((-70e-3 - v(row, i)) / 10e-3 + driven / 100e-12));
        CHECK(sim["n.since"_name](row, i) == Approx(t - last[i]).margin(1e-12));
      }
    }
  }
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
