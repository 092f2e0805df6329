// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/jeffress: a sound moves around the head; delay lines and coincidence detectors tell where
// it is (Jeffress 1948, with spiking neurons).
#include "peers/texts/jeffress.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

#include <numbers>
#include <random>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::jeffress;

constexpr auto max_delay = 20_cm / (300_m / 1_s);
constexpr double num_neurons = 30;

struct ear {
  template <class I>
  struct state {
    unless_refractory<number<I>> x = 0;
    number<I> theta = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_ear = 1_ms, distance = 0_s, t_ref = 2.5_ms; // distance to the centre of the head in time units
    hertz<I> angular_speed = 2 * std::numbers::pi / 1_s;
    number<I> sigma_ear = 0.1;
  };
  template <class T>
  struct inputs {
    number<T> sound = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.x = (in.sound - x.x) / p.tau_ear, .theta = p.angular_speed};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.x = p.sigma_ear * sqrt(2 / p.tau_ear), .theta = 0 / sqrt(1_s)};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.x > 1; }
  static constexpr void reset(auto& x, const auto&) { x.x = 0; }
};

struct coincidence_detector {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_ms;
    number<I> sigma = 0.1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.sigma * sqrt(2 / p.tau)};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

timed_array<dim::one> sound;

constexpr auto delay_of(const auto& n) { return n["distance"_name] * sin(n["theta"_name]); }
constexpr auto network_of(auto ears, auto neurons, auto delays, auto synapse) {
  return describe(ears, neurons, drive<"ears.sound">([](auto t, const auto& n) { return sound(t - delay_of(n)); }),
                  projection<"synapses: ears -> neurons.v">(all_to_all{}, weight(0.5), delay(delays).rounded(),
                                                            plasticity{synapse}),
                  record<"ears.spikes">(), record<"neurons.spikes">(), record<"neurons.v">(every{1_ms}),
                  record<"ears.x">(every{1_ms}), record<"ears.theta">(every{1_ms}));
}
constexpr auto d =
    network_of(population<"ears">(2, ear{}, parameter<"distance">(function_of([](std::uint32_t i, std::uint32_t) {
                                    return (i == 0 ? -0.5 : 0.5) * max_delay;
                                  }))),
               population<"neurons">(30, coincidence_detector{}), function_of([](std::uint32_t i, std::uint32_t j) {
                 return (i == 0 ? j : num_neurons - j - 1) / (num_neurons - 1) * 1.1 * max_delay;
               }),
               transmit{});
constexpr auto in_words =
    network_of(population<"ears">(2, model_from<words::ear>{}, euler_maruyama{}, parameter<"sigma_ear">(0.1),
                                  parameter<"distance">(text<"(i - 0.5)*20*cm/(300*metre/second)">)),
               population<"neurons">(30, model_from<words::detector>{}, euler_maruyama{}, parameter<"sigma">(0.1)),
               text<"(int(i == 0)*j + int(i == 1)*(30 - j - 1))/(30 - 1)*1.1*20*cm/(300*metre/second)">,
               rule_from<words::coincidence>{});

timed_array<dim::one> sound_of(const std::vector<double>& samples) {
  timed_array array(samples, 0.02_ms);
  array.prepare(2e-5); // rows as Brian2 finds them
  return array;
}

template <auto const& D>
void compare_without_noise() {
  const peers::brian2_numbers brian("jeffress");
  auto samples = peers::numbers(10'000, 1);
  for (double& s : samples) s = 20 * (s - 0.5) * std::numbers::sqrt3;
  sound = sound_of(samples);
  simulation<network<D>> sim{time_step{0.02_ms}, set<"ears.sigma_ear">(0.0), set<"neurons.sigma">(0.0),
                             set<"synapses.w">(0.6)};
  sim.run(200_ms);
  brian.compare_spikes(sim["ears.spikes"_name], "ear_steps", "ears");
  brian.compare_spikes(sim["neurons.spikes"_name]);
  brian.compare("x", sim["ears.x"_name], 1e-9);
  brian.compare("v", sim["neurons.v"_name], 1e-9);
  auto delays = sim["ears.theta"_name];
  for (std::size_t k = 0; k < delays.values.size(); ++k)
    delays.values[k] = (k % 2 == 0 ? -0.5 : 0.5) * max_delay.si() * std::sin(delays.values[k]);
  brian.compare("delay", delays, 1e-9);
}
TEST_CASE("jeffress: spikes and potentials without noise", "[peers]") { compare_without_noise<d>(); }
TEST_CASE("jeffress: spikes and potentials without noise, in words", "[peers][texts]") {
  compare_without_noise<in_words>();
}

template <auto const& D>
void compare_places() {
  const peers::brian2_numbers brian("jeffress");
  std::vector<double> totals;
  std::vector<std::vector<double>> places(8);
  for (std::uint64_t k = 0; k < 20; ++k) {
    std::mt19937_64 random(k);
    std::vector<double> samples(50'000);
    for (double& s : samples) s = 10 * std::normal_distribution<>()(random);
    sound = sound_of(samples);
    simulation<network<D>> sim{seed{k}, time_step{0.02_ms}};
    sim.run(1_s);
    const auto& spikes = sim["neurons.spikes"_name];
    totals.push_back(static_cast<double>(spikes.size()));
    std::vector<double> sum(8, 0), count(8, 0);
    for (std::size_t s = 0; s < spikes.size(); ++s) {
      const auto eighth = static_cast<std::size_t>(spikes.steps[s] / 6250);
      sum[eighth] += spikes.neurons[s];
      count[eighth] += 1;
    }
    for (std::size_t e = 0; e < 8; ++e) places[e].push_back(sum[e] / count[e]);
  }
  peers::same_distribution(brian, "total", totals);
  const auto expected = brian.numbers("place");
  for (std::size_t e = 0; e < 8; ++e) {
    std::vector<double> column;
    for (std::size_t k = 0; k < 20; ++k) column.push_back(expected[8 * k + e]);
    INFO("eighth " << e << ": " << peers::mean_of(places[e]) << ", Brian2: " << peers::mean_of(column));
    CHECK(peers::standard_errors_apart(places[e], column) < 4);
  }
}
TEST_CASE("jeffress: the place of the spikes follows the sound", "[peers]") { compare_places<d>(); }
TEST_CASE("jeffress: the place of the spikes follows the sound, in words", "[peers][texts]") {
  compare_places<in_words>();
}

} // namespace
