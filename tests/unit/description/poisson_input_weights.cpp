// SPDX-License-Identifier: BSL-1.0
// Weights of a Poisson input that are functions of the time, or of the time and the neuron; rules that learn at events.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/io/connections.hpp>
#include <vector>

namespace {

using namespace cortexpr;

struct adds_up {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    number<I> gain = 1;
  };
};
template <class Weight>
constexpr auto fed(Weight w) {
  return describe(population<"n">(133, adds_up{}, parameter<"gain">(uniform(1, 2))),
                  poisson_input<"in: n.v">(10_kHz, w), record<"n.v">());
}
constexpr auto constant = fed(weight(1_V));
constexpr auto of_time = fed(weight([](auto t) { return 3_V * exp(-t / 2_ms); }));
constexpr auto of_neuron = fed(weight([](auto t, const auto& n) { return 3_V * n["gain"_name] * (t > 1_ms); }));

template <auto const& D, class Real, class Expected>
void check_weights(const Expected& expected) {
  simulation<network<constant, Real>> one{seed{2}};
  simulation<network<D, Real>> sim{seed{2}, threads{3, true}};
  one.run(5_ms);
  sim.run(5_ms);
  const auto gain = sim.template get<"n.gain">();
  const auto& counts = one["n.v"_name];
  const auto& v = sim["n.v"_name];
  double total = 0;
  for (std::size_t k = 0; k + 1 < 50; ++k)
    for (std::size_t i = 0; i < 133; ++i) {
      const double n = static_cast<double>(counts(k + 1, i)) - static_cast<double>(counts(k, i));
      const double rise = static_cast<double>(v(k + 1, i)) - static_cast<double>(v(k, i));
      REQUIRE(std::abs(rise - n * expected(static_cast<double>(k) * 1e-4, static_cast<double>(gain[i]))) < 2e-4);
      total += n;
    }
  CHECK(total > 5000);
}
TEST_CASE("a Poisson input is weighed by a function", "[poisson_input]") {
  check_weights<of_time, double>([](double t, double) { return 3 * std::exp(-t / 2e-3); });
  check_weights<of_time, float>([](double t, double) { return 3 * std::exp(-t / 2e-3); });
  check_weights<of_neuron, double>([](double t, double gain) { return t > 1e-3 ? 3 * gain : 0; });
  check_weights<of_neuron, float>([](double t, double gain) { return t > 1e-3 ? 3 * gain : 0; });
}

struct watchful : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
};
struct counts {
  struct synapse {
    double n = 0;
  };
  static void on_post(auto& s) { s.n += 1; }
  bool operator==(const counts&) const = default;
};
constexpr auto learning =
    describe(population<"in">(40, poisson{}, parameter<"rate">(50_Hz)),
             population<"n">(133, watchful{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.3_nA),
             projection<"spikes: in -> n.v">(fixed_probability{0.3}, weight(0.1_mV), delay(1_ms), plasticity{counts{}}),
             projection<"events: in -> n.v">(fixed_probability{0.3}, weight(0.1_mV), delay(1_ms), plasticity{counts{}},
                                             post_event<"high">{}),
             record<"n.spikes">(), record<"n@high.spikes">());
TEST_CASE("rules act on_post at an event of the target", "[events]") {
  for (const unsigned team : {1u, 3u}) {
    simulation<network<learning>> sim{seed{2}, threads{team, true}};
    sim.run(50_ms);
    const auto check = [&](const auto& train, const auto& made, const auto& n) {
      std::vector<double> occurrences(133, 0);
      for (const auto i : train.neurons) occurrences[i] += 1;
      CHECK(train.size() > 200);
      REQUIRE(n.size() == made.targets.size());
      for (std::size_t k = 0; k < n.size(); ++k)
        REQUIRE(n[k] == occurrences[static_cast<std::size_t>(made.targets[k])]);
    };
    check(sim["n.spikes"_name], connections<"spikes">(sim), sim.get<"spikes.n">());
    check(sim["n@high.spikes"_name], connections<"events">(sim), sim.get<"events.n">());
    CHECK(sim["n@high.spikes"_name].size() > 2 * sim["n.spikes"_name].size());
  }
}

} // namespace
