// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Diehl_Cook_2015.py: neurons that inhibit each other through partners of theirs learn
// patterns; with 100 inputs and 20 neurons, and bars in place of digits. Diehl and Cook (2015), Front. Comput.
// Neurosci. 9:99.
#include "peers/texts/Diehl_Cook_2015.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Diehl_Cook_2015;

constexpr std::size_t n_inputs = 100, n_neurons = 20;

struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -65_mV;
    number<I> ge = 0, gi = 0;
    second<I> timer = 0_s;
    volt<I> theta = 20_mV;
  };
  template <class I>
  struct parameters {
    volt<I> v_rest = -65_mV, v_inh_base = -100_mV;
    second<I> tau_mem = 100_ms, t_ref = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto i_exc = x.ge * -x.v, i_inh = x.gi * (p.v_inh_base - x.v);
    return {.v = (p.v_rest - x.v + i_exc + i_inh) / p.tau_mem,
            .ge = -x.ge / 1_ms,
            .gi = -x.gi / 2_ms,
            .timer = 1,
            .theta = -x.theta / 10'000_s};
  }
};
/// The potential is held for 5 ms, but a neuron spikes again after 50 ms only, and less easily each time.
struct excitatory : cell {
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > x.theta - 72_mV and x.timer > 50_ms; }
  static constexpr void reset(auto& x, const auto&) {
    x.v = -65_mV;
    x.timer = 0_ms;
    x.theta += 0.05_mV;
  }
};
struct inhibitory : cell {
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > -40_mV; }
  static constexpr void reset(auto& x, const auto&) { x.v = -45_mV; }
};

struct diehl_cook {
  struct at_source {
    double x = 0;
  };
  struct at_target {
    double post1 = 0, post2 = 0;
  };
  static constexpr quantity<dim::second> time_constants(at_source) { return 20_ms; }
  static constexpr std::array<quantity<dim::second>, 2> time_constants(at_target) { return {20_ms, 40_ms}; }
  static constexpr void spike(at_source& source) { source.x = 1; }
  static constexpr void spike(at_target& target) { target.post1 = 1, target.post2 = 1; }
  static void on_pre(auto& s) { s.w = clip(s.w - 0.0001 * s.post1, 0, 1); }
  static void on_post(auto& s) { s.w = clip(s.w + 0.01 * s.x * s.post2, 0, 1); }
  bool operator==(const diehl_cook&) const = default;
};

constexpr auto network_of(auto inputs, auto delays, auto exc, auto inh, auto learning) {
  return describe(inputs, exc, inh, projection<"exc -> inh.ge">(one_to_one{}, weight(10.4)),
                  projection<"inh -> exc.gi">(predicate([](auto i, auto j) { return i != j; }), weight(17.0)),
                  projection<"inp_exc: inp -> exc.ge">(all_to_all{}, weight(uniform(0.003, 0.303)), delays, learning),
                  record<"exc.spikes">(), record<"inh.spikes">());
}
constexpr auto exc = population<"exc">(n_neurons, excitatory{}, euler{});
constexpr auto inh =
    population<"inh">(n_neurons, inhibitory{}, euler{}, start<"v">(-60_mV), parameter<"v_rest">(-60_mV),
                      parameter<"v_inh_base">(-85_mV), parameter<"tau_mem">(10_ms), parameter<"t_ref">(2_ms));
constexpr auto listed = network_of(population<"inp">(n_inputs, spike_times{}), delay(given), exc, inh,
                                   plasticity{transmit{}, diehl_cook{}});
constexpr auto random_inputs = network_of(population<"inp">(n_inputs, poisson{}), delay(uniform(0_ms, 10_ms)).rounded(),
                                          exc, inh, plasticity{transmit{}, diehl_cook{}});
constexpr auto in_words = network_of(population<"inp">(n_inputs, spike_times{}), delay(given),
                                     population<"exc">(n_neurons, model_from<words::excitatory>{}, euler{}),
                                     population<"inh">(n_neurons, model_from<words::inhibitory>{}, euler{}),
                                     plasticity{rule_from<words::learning>{}});

/// Every neuron's incoming weights have the sum 10.
void normalise_weights(auto& sim) {
  auto w = sim.template get<"inp_exc.w">();
  std::vector<double> sums(n_neurons, 0);
  for (std::size_t k = 0; k < w.size(); ++k) sums[k % n_neurons] += w[k];
  for (std::size_t k = 0; k < w.size(); ++k) w[k] *= 10 / sums[k % n_neurons];
  sim.template set<"inp_exc.w">(values(w));
}
std::vector<double> pattern(std::size_t k) {
  std::vector<double> rates(n_inputs, 0);
  for (std::size_t i = 0; i < n_inputs; ++i) rates[i] = i / 33 == k ? 125 : 0;
  return rates;
}
/// Shows a pattern for 350 ms, and again, stronger, until it made five spikes.
void show_sample(auto& sim, const std::vector<double>& sample, double intensity = 2) {
  const auto& spikes = sim["exc.spikes"_name];
  for (std::size_t before = spikes.size();; before = spikes.size(), ++intensity) {
    sim.template set<"inp.rate">(values(sample, intensity * 1_Hz));
    sim.run(350_ms);
    const std::size_t count = spikes.size() - before;
    sim.template set<"inp.rate">(0_Hz);
    sim.run(150_ms);
    if (count >= 5) return;
  }
}

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("Diehl_Cook_2015");
  std::vector<std::int64_t> steps, inputs;
  for (std::size_t k = 0; k < 3; ++k) {
    const auto rates = pattern(k), u = peers::numbers(3500 * n_inputs, 1'000'000 * k);
    for (std::size_t s = 0; s < u.size(); ++s)
      if (u[s] < 2 * rates[s % n_inputs] * 1e-4) {
        steps.push_back(static_cast<std::int64_t>(5000 * k + s / n_inputs));
        inputs.push_back(static_cast<std::int64_t>(s % n_inputs));
      }
  }
  constexpr std::size_t n = n_inputs * n_neurons;
  const auto u = peers::numbers(2 * n, 5'000'000);
  std::vector<double> delays, w;
  for (std::size_t k = 0; k < n; ++k) {
    delays.push_back(std::floor(100 * u[k]));
    w.push_back((u[n + k] + 0.01) * 0.3);
  }
  simulation<network<D>> sim{set<"inp">(spike_list::at_steps(steps, inputs)),
                             set<"inp_exc.delay">(values(delays, 0.1_ms)), set<"inp_exc.w">(values(w))};
  const auto expected = brian.numbers("w");
  for (std::size_t k = 0; k < 3; ++k) {
    normalise_weights(sim);
    sim.run(500_ms);
    w = sim.template get<"inp_exc.w">();
    double apart = 0;
    for (std::size_t s = 0; s < n; ++s) apart = std::max(apart, std::abs(w[s] - expected[k * n + s]));
    CHECK(apart < 1e-9);
  }
  brian.compare_spikes(sim["exc.spikes"_name], "e_steps", "e");
  brian.compare_spikes(sim["inh.spikes"_name], "i_steps", "i");
  const auto theta = sim.template get<"exc.theta">(), v = sim.template get<"exc.v">();
  const auto expected_theta = brian.numbers("theta"), expected_v = brian.numbers("v");
  for (std::size_t k = 0; k < n_neurons; ++k) {
    CHECK(theta[k] == Approx(expected_theta[k]).epsilon(1e-9));
    CHECK(v[k] == Approx(expected_v[k]).epsilon(1e-9));
  }
}
TEST_CASE("Diehl_Cook_2015: spikes, thresholds, weights", "[peers]") { compare<listed>(); }
TEST_CASE("Diehl_Cook_2015, in words", "[peers][texts]") { compare<in_words>(); }

TEST_CASE("Diehl_Cook_2015: two samples", "[peers]") {
  const peers::brian2_numbers brian("Diehl_Cook_2015");
  std::vector<double> count, mean_w, sd_w, mean_theta;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<random_inputs>> sim{seed{k}};
    for (std::size_t sample = 0; sample < 2; ++sample) {
      normalise_weights(sim);
      show_sample(sim, pattern(sample));
    }
    const auto w = sim.get<"inp_exc.w">();
    count.push_back(static_cast<double>(sim["exc.spikes"_name].size()));
    mean_w.push_back(peers::mean_of(w));
    sd_w.push_back(std::sqrt(peers::variance_of(w)));
    mean_theta.push_back(peers::mean_of(sim.get<"exc.theta">()) / 1e-3);
  }
  peers::same_distribution(brian, "count", count);
  peers::same_distribution(brian, "mean_w", mean_w);
  peers::same_distribution(brian, "sd_w", sd_w);
  peers::same_distribution(brian, "mean_theta", mean_theta);
}

} // namespace
