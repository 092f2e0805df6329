// SPDX-License-Identifier: BSL-1.0
// Where Brian2 and cortexpr differ in meaning, and where they agree although one might doubt it: the numbers of
// docs/coming_from_brian2.md.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

struct adder {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {};
};
struct follower {
  template <class I>
  struct state {
    number<I> y = 0;
  };
  template <class I>
  struct parameters {};
  template <class T>
  struct inputs {
    number<T> y_in = 0;
  };
};
template <class Update>
struct fading {
  using update = Update;
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.x = -s.x / 5_ms};
  }
  static void on_pre(auto& s) { s.receptor += s.x; }
  bool operator==(const fading&) const = default;
};
struct always_above {
  template <class I>
  struct state {
    number<I> v = 1;
  };
  template <class I>
  struct parameters {
    second<I> t_ref = 0.5_ms;
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 0.5; }
};

constexpr auto d = describe(
    population<"source">(1, spike_times{}), population<"target">(2, adder{}), population<"summed">(1, follower{}),
    projection<"clock: source -> target[0:1].v">(all_to_all{}, weight(1.0), plasticity{fading<clock_driven>{}}),
    projection<"event: source -> target[1:2].v">(all_to_all{}, weight(1.0), plasticity{fading<event_driven>{}}),
    projection<"target[0:1] -> summed.y_in">(all_to_all{}, weight(1.0),
                                             couple([](auto pre, auto, auto w) { return w * pre["v"_name]; })),
    population<"spiking">(3, always_above{}, parameter<"t_ref">(given)), population<"counter">(4, adder{}),
    projection<"late: source -> counter.v">(all_to_all{}, weight(1.0), delay(given).rounded()),
    population<"bath">(10000, adder{}), poisson_input<"bath.v">(100 * 200_Hz, weight(1.0)), record<"target.v">(),
    record<"summed.y_in">(), record<"counter.v">(), record<"spiking.spikes">());

TEST_CASE("differences from Brian2", "[peers]") {
  const peers::brian2_numbers brian("differences");
  const double step_of_decay = std::exp(0.1 / 5);
  simulation<network<d>> sim{set<"source">(spike_list::at_steps(std::vector{10, 30}, std::vector{0, 0})),
                             set<"spiking.t_ref">(values(std::vector{0.5, 0.55, 0.59}, 1_ms)),
                             set<"late.delay">(values(std::vector{0.14, 0.15, 0.16, 0.25}, 1_ms))};
  sim.run(5_ms);

  const auto v = brian.numbers("v");
  const auto& found = sim["target.v"_name];
  for (std::size_t row = 0; row < 50; ++row) {
    CHECK(found(row, 0) == Approx(v[2 * row]).epsilon(1e-12));
    CHECK(found(row, 1) == Approx(v[2 * row]).epsilon(1e-12));
    CHECK(v[2 * row + 1] == Approx(v[2 * row] * step_of_decay).epsilon(1e-12)); // Brian2 itself, event-driven
  }
  // Read at the end: Brian2 shows the value of now for clock-driven variables, that of the last event for the others.
  const auto x = brian.numbers("x");
  CHECK(sim.get<"clock.x">()[0] == Approx(x[0]).epsilon(1e-12));
  CHECK(sim.get<"event.x">()[0] == Approx(x[0]).epsilon(1e-12));
  CHECK(x[1] == Approx(std::exp(-3 / 5.0)).epsilon(1e-12));

  // A sum is that of the start of the step: v rises in row 11, the sum in row 12.
  const auto y = brian.numbers("y");
  for (std::size_t row = 0; row < 50; ++row) CHECK(sim["summed.y_in"_name](row, 0) == Approx(y[row]).epsilon(1e-12));
  CHECK(y[11] == 0);
  CHECK(y[12] > 0);

  brian.compare_spikes(sim["spiking.spikes"_name], "refractory_steps", "refractory_neurons");
  const auto arrivals = brian.numbers("arrivals");
  for (std::size_t row = 0; row < 50; ++row)
    for (const std::size_t i : {0U, 2U, 3U}) // 0.15 ms / 0.1 ms is below 1.5 in binary
      CHECK(sim["counter.v"_name](row, i) == arrivals[4 * row + i]);

  CHECK(brian.numbers("fast")[0] == 50);
  constexpr double n = 100 * 50, p = 200 * 1e-4; // sources and steps, chance of a spike in a step
  const auto bath = sim.get<"bath.v">();
  CHECK(peers::mean_of(bath) == Approx(n * p).margin(4 * std::sqrt(n * p / 1e4)));
  CHECK(peers::variance_of(bath) == Approx(n * p).epsilon(4 * std::sqrt(2 / 1e4)));
  CHECK(brian.numbers("bath")[0] == Approx(n * p).margin(4 * std::sqrt(n * p / 1e4)));
  CHECK(brian.numbers("bath")[1] == Approx(n * p * (1 - p)).epsilon(4 * std::sqrt(2 / 1e4)));
}

} // namespace
