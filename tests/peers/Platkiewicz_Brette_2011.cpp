// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Platkiewicz_Brette_2011.py: a threshold that follows the potential, under a noisy
// current. The noise is random: rates, potentials at the spike and intervals of 20 seeds against those of 20 seeds
// there.
#include "peers/texts/Platkiewicz_Brette_2011.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Platkiewicz_Brette_2011;

struct following_threshold {
  template <class T>
  struct state {
    volt<T> v = -70_mV, theta = -55_mV;
    number<T> I = 0; // Ornstein-Uhlenbeck
  };
  template <class I>
  struct parameters {
    volt<I> EL = -70_mV, vT = -55_mV, Vi = -63_mV, mu = 15_mV, sigma = 8.48528137423857_mV; // 6 mV sqrt(2)
    second<I> tauh = 5_ms, tau = 5_ms, tauI = 5_ms, t_ref = 5_ms;
    number<I> a = 5.0 / 6.0;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.EL - x.v + p.mu + p.sigma * x.I) / p.tau,
            .theta = (p.vT + p.a * max(x.v - p.Vi, 0_mV) - x.theta) / p.tauh,
            .I = -x.I / p.tauI};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = 0_V / sqrt(1_s), .theta = 0_V / sqrt(1_s), .I = sqrt(2 / p.tauI)};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > x.theta; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.EL; }
};

constexpr auto network_of(auto neuron) {
  return describe(population<"neurons">(200, neuron, euler_maruyama{}), record<"neurons.spikes">(),
                  record<"neurons.v">(every{1_ms}), record<"neurons.theta">(every{1_ms}),
                  record<"neurons.I">(every{1_ms}));
}
constexpr auto d = network_of(following_threshold{});
constexpr auto in_words = network_of(model_from<words::neuron>{});

struct moments {
  double mean = 0, deviation = 0;
};
template <class List>
moments moments_of(const List& list) {
  double n = 0, sum = 0, squares = 0;
  for (const double x : list) ++n, sum += x;
  for (const double x : list) squares += (x - sum / n) * (x - sum / n);
  return {sum / n, std::sqrt(squares / n)};
}

/// Two means of 20 seeds each are one up to 4 standard errors of their difference.
void check_alike(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == 20);
  REQUIRE(expected.size() == 20);
  const moments a = moments_of(found), b = moments_of(expected);
  CHECK(std::abs(a.mean - b.mean) < 4 * std::hypot(a.deviation, b.deviation) / std::sqrt(19));
}

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("Platkiewicz_Brette_2011");
  std::vector<double> rates, irregular, means[3], deviations[3];
  for (std::uint64_t k = 1; k <= 20; ++k) {
    simulation<network<D>> sim{seed{k}};
    sim.run(1_s);
    const auto& spikes = sim["neurons.spikes"_name];
    rates.push_back(static_cast<double>(spikes.size()) / 200);
    std::vector<double> intervals;
    std::vector<std::int64_t> last(200, -1);
    for (std::size_t s = 0; s < spikes.size(); ++s) {
      auto& before = last[spikes.neurons[s]];
      if (before >= 0) intervals.push_back(static_cast<double>(spikes.steps[s] - before));
      before = spikes.steps[s];
    }
    const moments interval = moments_of(intervals);
    irregular.push_back(interval.deviation / interval.mean);
    const auto take = [&](std::size_t which, const auto& trace) {
      std::vector<double> late;
      for (std::size_t row = 101; row < trace.rows(); ++row)
        for (std::size_t i = 0; i < 200; ++i) late.push_back(trace(row, i));
      const moments m = moments_of(late);
      means[which].push_back(m.mean);
      deviations[which].push_back(m.deviation);
    };
    take(0, sim["neurons.v"_name]);
    take(1, sim["neurons.theta"_name]);
    take(2, sim["neurons.I"_name]);
  }
  check_alike(rates, brian.numbers("rate"));
  check_alike(irregular, brian.numbers("irregular"));
  const auto mean = brian.numbers("mean"), deviation = brian.numbers("deviation");
  for (std::size_t which = 0; which < 3; ++which) {
    CAPTURE(which);
    std::vector<double> m, s;
    for (std::size_t k = 0; k < 20; ++k) m.push_back(mean[3 * k + which]), s.push_back(deviation[3 * k + which]);
    check_alike(means[which], m);
    check_alike(deviations[which], s);
  }
}
TEST_CASE("Platkiewicz_Brette_2011", "[peers]") { compare<d>(); }
TEST_CASE("Platkiewicz_Brette_2011, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
