// SPDX-License-Identifier: BSL-1.0
// Inputs without a drive: the last spike, whether a neuron is refractory, random numbers; in equations, thresholds,
// resets, events and operations.
#include "catch.hpp"

#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdio>
#include <map>
#include <vector>

namespace {

using namespace cortexpr;

/// Rises linearly; its threshold falls with the time since the last spike; the period is random.
struct looks_back {
  template <class I>
  struct state {
    number<I> v = 0, noted_u = 0;
    second<I> T_ref = 0_s, free_for = 0_s, since = 0_s;
  };
  template <class I>
  struct parameters {
    hertz<I> slope = 200_Hz;
    second<I> shortest = 2_ms, range = 3_ms;
  };
  template <class I>
  struct inputs {
    second<I> t, last_spike;
    number<I> not_refractory;
    uniform_number<I> u, u_event;
    normal_number<I> xi;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<S>& in) {
    return {
        .v = p.slope * in.not_refractory, .noted_u = 0 / 1_s, .T_ref = 0, .free_for = in.not_refractory, .since = 0};
  }
  static constexpr auto spikes(const auto& x, const auto&, const auto& in) {
    return x.v > 1 + 0.5 * (in.t - in.last_spike < 10_ms);
  }
  static constexpr void reset(auto& x, const auto& p, const auto& in) {
    x.v = 0;
    x.noted_u = in.u;
    x.T_ref = p.shortest + p.range * in.u;
    x.free_for = 0_ms;
  }
  static constexpr auto refractory(const auto& x, const auto&) { return x.T_ref; }
  static constexpr std::tuple events{
      event<"chance">(
          [](const auto&, const auto&, const auto& in) { return in.u_event < 0.25 && in.not_refractory > 0; }),
      event<"late">([](const auto&, const auto&, const auto& in) { return in.t - in.last_spike > 9_ms; })};
};
template <std::uint32_t N>
constexpr auto looking = describe(population<"n">(N, looks_back{}, euler{}, start<"v">(uniform(0, 1))),
                                  record<"n.spikes">(), record<"n.last_spike">(), record<"n.not_refractory">(),
                                  record<"n.u">(), record<"n.noted_u">(), record<"n@chance.spikes">(),
                                  record<"n@late.spikes">(), record<"n.since">(),
                                  regularly<"note", "n">(every{}, [](auto& n) {
                                    n["since"_name] = n["last_spike"_name] < 0_s ? 0_s : n.t - n["last_spike"_name];
                                    if (n["not_refractory"_name] > 0) n["since"_name] = 0_s;
                                  }));

template <class Real, std::uint32_t N>
void check_given() {
  CAPTURE(N);
  simulation<network<looking<N>, Real>> sim{seed{5}};
  sim.run(200_ms);
  const auto& spikes = sim["n.spikes"_name];
  const auto& last = sim["n.last_spike"_name];
  const auto& free_again = sim["n.not_refractory"_name];
  const auto& u = sim["n.u"_name];
  REQUIRE(spikes.size() > 5 * N);
  std::vector<std::int64_t> latest(N, -1);
  std::vector<double> period(N, 0);
  std::size_t k = 0;
  for (std::int64_t step = 0; step < 2000; ++step) {
    const auto row = static_cast<std::size_t>(step);
    for (std::uint32_t i = 0; i < N; ++i) {
      // Recordings come before everything else in a step.
      const double expected = latest[i] < 0 ? -1e4 : static_cast<double>(latest[i]) * 1e-4;
      REQUIRE(static_cast<double>(last(row, i)) == static_cast<double>(static_cast<Real>(expected)));
      REQUIRE((u(row, i) >= 0 && u(row, i) < 1));
      if (latest[i] >= 0)
        REQUIRE(free_again(row, i) ==
                (static_cast<double>(step - 1 - latest[i]) >= std::floor(period[i] * 1e4 + 1e-3) ? 1 : 0));
    }
    for (; k < spikes.size() && spikes.steps[k] == step; ++k) {
      const std::uint32_t i = spikes.neurons[k];
      // What is drawn for the reset alone is what is recorded.
      if (row + 1 < 2000) REQUIRE(sim["n.noted_u"_name](row + 1, i) == u(row, i));
      latest[i] = step;
      period[i] = static_cast<double>(static_cast<Real>(Real(2e-3) + Real(3e-3) * u(row, i)));
    }
  }
}
TEST_CASE("last spikes, refractoriness and random numbers are those of the spike train", "[given]") {
  check_given<double, 1>();
  check_given<double, 9>();
  check_given<double, 33>();
  check_given<float, 7>();
}

TEST_CASE("given inputs do not depend on the number of threads; checkpoints hold them", "[given]") {
  using net = network<looking<1003>>;
  simulation<net> one{seed{5}, threads{1, true}};
  one.run(30_ms);
  CHECK(one["n.spikes"_name].size() > 1000);
  for (const unsigned n : {2u, 3u, 7u}) {
    simulation<net> many{seed{5}, threads{n, true}};
    many.run(30_ms);
    CHECK(many.state() == one.state());
    CHECK(many["n@chance.spikes"_name].neurons == one["n@chance.spikes"_name].neurons);
    CHECK(many["n.u"_name].values == one["n.u"_name].values);
  }
  simulation<net> half{seed{5}}, other{seed{2}};
  half.run(15_ms);
  half.save_state("given_inputs.state");
  other.load_state("given_inputs.state");
  other.run(15_ms);
  CHECK(other.state() == one.state());
  std::remove("given_inputs.state");
}

TEST_CASE("events see inputs", "[given]") {
  simulation<network<looking<33>>> sim{seed{5}};
  sim.run(200_ms);
  const auto& late = sim["n@late.spikes"_name];
  const auto& chance = sim["n@chance.spikes"_name];
  std::map<std::pair<std::int64_t, std::uint32_t>, bool> is_late;
  for (std::size_t k = 0; k < late.size(); ++k) is_late[{late.steps[k], late.neurons[k]}] = true;
  double free_steps = 0;
  for (std::int64_t step = 1; step < 2000; ++step)
    for (std::uint32_t i = 0; i < 33; ++i) {
      const auto row = static_cast<std::size_t>(step);
      // The same threshold's place: a neuron that spikes in this step has done so already.
      const bool spikes_now =
          row + 1 < 2000 && sim["n.last_spike"_name](row + 1, i) != sim["n.last_spike"_name](row, i);
      const double t = static_cast<double>(step) * 1e-4, since = t - sim["n.last_spike"_name](row, i);
      if (!spikes_now && std::abs(since - 9e-3) > 1e-9) CHECK(is_late.count({step, i}) == (since > 9e-3 ? 1 : 0));
      free_steps += sim["n.not_refractory"_name](row, i);
    }
  // A quarter of the steps of free neurons, within four standard deviations.
  CHECK(std::abs(static_cast<double>(chance.size()) - free_steps / 4) < 4 * std::sqrt(free_steps * 3 / 16) + 33);
}

/// Stands still: a spike is a matter of the noise at its threshold.
struct noisy_threshold {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    number<I> V_th = 1, sigma = 0.5;
  };
  template <class I>
  struct inputs {
    normal_number<I> xi;
  };
  static constexpr auto spikes(const auto& x, const auto& p, const auto& in) { return x.v > p.V_th + p.sigma * in.xi; }
};
constexpr auto noisy = describe(population<"n">(1000, noisy_threshold{}), record<"n.spikes">());
TEST_CASE("a threshold with noise is crossed with the probability of a normal number", "[given]") {
  simulation<network<noisy>> sim{seed{9}};
  sim.run(40_ms);
  const double n = 400 * 1000, p = 0.5 * std::erfc(2 / std::sqrt(2.0)); // xi below -2
  CHECK(std::abs(static_cast<double>(sim["n.spikes"_name].size()) - n * p) < 4 * std::sqrt(n * p * (1 - p)));
}

/// The refractory time of Brian2's refractory='abs(2*ms + 0.5*ms*randn())', drawn at each spike; fires at once when
/// free.
struct random_period {
  template <class I>
  struct state {
    second<I> T_ref = 0_s;
  };
  template <class I>
  struct parameters {};
  template <class I>
  struct inputs {
    normal_number<I> xi;
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.T_ref >= 0_s; }
  static constexpr void reset(auto& x, const auto&, const auto& in) { x.T_ref = abs(2_ms + 0.5_ms * in.xi); }
  static constexpr auto refractory(const auto& x, const auto&) { return x.T_ref; }
};
constexpr auto periods = describe(population<"n">(500, random_period{}), record<"n.spikes">());
TEST_CASE("random refractory periods are drawn at each spike", "[given]") {
  simulation<network<periods>> sim{seed{4}};
  sim.run(300_ms);
  const auto& spikes = sim["n.spikes"_name];
  std::vector<std::int64_t> before(500, -1);
  double n = 0, mean = 0, square = 0;
  for (std::size_t k = 0; k < spikes.size(); ++k) {
    const std::uint32_t i = spikes.neurons[k];
    if (before[i] >= 0) {
      const double interval = static_cast<double>(spikes.steps[k] - before[i]);
      n += 1, mean += interval, square += interval * interval;
    }
    before[i] = spikes.steps[k];
  }
  mean /= n;
  const double variance = square / n - mean * mean;
  // The next spike comes after the whole steps of the period, half a step less than 20 on average; sd 5 steps.
  REQUIRE(n > 50000);
  CHECK(std::abs(mean - 19.5) < 0.1);
  CHECK(std::abs(variance - (25 + 1.0 / 12)) < 0.5);
}

} // namespace

namespace {

/// Holds three inputs during a step, each of them read by the next one, and counts how often they are computed.
struct holding {
  static inline int computed = 0;
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
  };
  template <class I>
  struct inputs {
    number<I> driven = 0, a = 0, b = 0, c = 0;
  };
  static constexpr std::array held_inputs{false, true, true, true};
  template <std::size_t K>
  static auto held(const auto& x, const auto&, const auto& in) {
    ++computed;
    if constexpr (K == 1)
      return in.driven + x.v;
    else if constexpr (K == 2)
      return 2 * in.a;
    else
      return in.a + in.b;
  }
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.v = in.c / p.tau};
  }
};
constexpr auto held_in_step = describe(population<"n">(5, holding{}, start<"v">(1), rk4{}),
                                       drive<"n.driven">([](auto t) { return 1 + t / 1_ms; }));

} // namespace

TEST_CASE("inputs that are held in a step are computed once") {
  simulation<network<held_in_step>> sim{time_step{1_ms}};
  holding::computed = 0;
  sim.run(2_ms);
  CHECK(holding::computed == 2 * 5 * 3);
  const double first = 1 + 1e-3 * 3 * (1 + 1);
  CHECK(sim.get<"n.v">()[4] == Approx(first + 1e-3 * 3 * (2 + first)).epsilon(1e-14));
}
