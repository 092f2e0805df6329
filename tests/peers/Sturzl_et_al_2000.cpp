// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Sturzl_et_al_2000.py: the eight legs of a scorpion hear the wave of its prey at different
// times; command neurons that the opposite legs inhibit tell where it is.
#include "peers/texts/Sturzl_et_al_2000.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

#include <complex>
#include <numbers>
#include <random>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Sturzl_et_al_2000;

struct leg {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_legs = 1_ms, d = 0_s, t_ref = 1_ms;
    number<I> sigma = 0.01;
  };
  template <class T>
  struct inputs {
    number<T> rate = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (1 + in.rate - x.v) / p.tau_legs};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.sigma * sqrt(2 / p.tau_legs)};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

struct command_neuron {
  template <class I>
  struct state {
    number<I> v = 0, x = 0, y = 0; // x, y: alpha currents
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_ms, taus = 1.001_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& s, const parameters<P>& p) {
    return {.v = (s.x - s.v) / p.tau, .x = (s.y - s.x) / p.taus, .y = -s.y / p.taus};
  }
  static constexpr auto spikes(const auto& s, const auto&) { return s.v > 1; }
  static constexpr void reset(auto& s, const auto&) { s.v = 0; }
};

timed_array<dim::one> wave;
constexpr auto opposite = predicate([](auto i, auto j) { return (j + 8 - i) % 8 >= 3 and (j + 8 - i) % 8 <= 5; });

constexpr auto network_of(auto legs, auto neurons) {
  return describe(legs, neurons, drive<"legs.rate">([](auto t, const auto& n) { return wave(t - n["d"_name]); }),
                  projection<"ex: legs -> neurons.y">(one_to_one{}, weight(7.0)),
                  projection<"inh: legs -> neurons.y">(opposite, weight(-2.0), delay(0.7_ms)), record<"legs.spikes">(),
                  record<"neurons.spikes">(), record<"neurons.v">(every{1_ms}), record<"neurons.x">(every{1_ms}),
                  record<"neurons.y">(every{1_ms}));
}
constexpr auto d = network_of(population<"legs">(8, leg{}, parameter<"d">(given)),
                              population<"neurons">(8, command_neuron{}, exact{}));
constexpr auto in_words =
    network_of(population<"legs">(8, model_from<words::leg>{}, parameter<"d">(given), parameter<"sigma">(0.01)),
               population<"neurons">(8, model_from<words::command_neuron>{}, exact{}, parameter<"tau">(1_ms),
                                     parameter<"taus">(1.001_ms)));

constexpr double degree = std::numbers::pi / 180;
double angle_of_leg(int k) { return (22.5 + 45 * k) * degree; }
std::vector<double> delays() {
  std::vector<double> list;
  for (int k = 0; k < 8; ++k) list.push_back(0.025 / 50 * (1 - std::cos(144 * degree - angle_of_leg(k))));
  return list;
}
timed_array<dim::one> wave_of(const std::vector<double>& phases) {
  std::vector<double> w(5001, 0);
  double sum = 0;
  for (std::size_t k = 0; k < phases.size(); ++k) {
    const double f = 150 + static_cast<double>(k), D = std::exp(-(f - 300) * (f - 300) / (2 * 50 * 50));
    for (std::size_t step = 0; step < w.size(); ++step)
      w[step] += 100 * D * std::cos(2 * std::numbers::pi * (f * static_cast<double>(step) * 1e-4 + phases[k]));
    sum += D;
  }
  for (double& x : w) x *= 0.01 / sum;
  timed_array array(w, 0.1_ms);
  array.prepare(1e-4); // rows as Brian2 finds them
  return array;
}

template <auto const& D>
void compare_without_noise() {
  const peers::brian2_numbers brian("Sturzl_et_al_2000");
  wave = wave_of(peers::numbers(301, 1));
  simulation<network<D>> sim{set<"legs.d">(values(delays(), 1_s)), set<"legs.sigma">(0.0)};
  sim.run(500_ms);
  brian.compare_spikes(sim["legs.spikes"_name], "leg_steps", "legs");
  brian.compare_spikes(sim["neurons.spikes"_name]);
  // Brian2's solution divides by tau - taus twice, and is right to 2e-9; v_exact comes from the spikes, in long double.
  brian.compare("v", sim["neurons.v"_name], 5e-9);
  brian.compare("v_exact", sim["neurons.v"_name], 1e-12);
  brian.compare("x", sim["neurons.x"_name], 1e-9);
  brian.compare("y", sim["neurons.y"_name], 1e-9);
}
TEST_CASE("Sturzl_et_al_2000: spikes and currents without noise", "[peers]") { compare_without_noise<d>(); }
TEST_CASE("Sturzl_et_al_2000: spikes and currents without noise, in words", "[peers][texts]") {
  compare_without_noise<in_words>();
}

template <auto const& D>
void compare_angles() {
  const peers::brian2_numbers brian("Sturzl_et_al_2000");
  std::vector<double> angles;
  std::vector<std::vector<double>> counts(8);
  for (std::uint64_t k = 0; k < 20; ++k) {
    std::mt19937_64 random(k);
    std::vector<double> phases(301);
    for (double& phase : phases) phase = std::uniform_real_distribution<>()(random);
    wave = wave_of(phases);
    simulation<network<D>> sim{seed{k}, set<"legs.d">(values(delays(), 1_s))};
    sim.run(500_ms);
    std::complex<double> sum = 0;
    for (int j = 0; j < 8; ++j) {
      const auto& neurons = sim["neurons.spikes"_name].neurons;
      const auto count = static_cast<double>(std::count(neurons.begin(), neurons.end(), static_cast<std::uint32_t>(j)));
      counts[static_cast<std::size_t>(j)].push_back(count);
      sum += count * std::polar(1.0, angle_of_leg(j));
    }
    angles.push_back(std::arg(sum) / degree);
  }
  const auto expected = brian.numbers("count");
  for (std::size_t j = 0; j < 8; ++j) {
    std::vector<double> column;
    for (std::size_t k = 0; k < 20; ++k) column.push_back(expected[8 * k + j]);
    INFO("neuron " << j << ": " << peers::mean_of(counts[j]) << ", Brian2: " << peers::mean_of(column));
    CHECK(peers::standard_errors_apart(counts[j], column) < 4);
  }
  peers::same_distribution(brian, "angle", angles);
}
TEST_CASE("Sturzl_et_al_2000: the estimated angle", "[peers]") { compare_angles<d>(); }
TEST_CASE("Sturzl_et_al_2000: the estimated angle, in words", "[peers][texts]") { compare_angles<in_words>(); }

} // namespace
