// SPDX-License-Identifier: BSL-1.0
// Small examples of Brian2: synapses/nonlinear, phase_locking, synapses/licklider, synapses/spike_based_homeostasis and
// reliability (reference/small_examples.py says what is changed).
#include "peers/texts/small_examples.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

#include <numbers>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::small_examples;

constexpr double pi = std::numbers::pi;

// synapses/nonlinear: NMDA synapses, each with a saturating gate of its own.
struct ramp {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {};
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>&) {
    return {.v = 1 / 10_ms};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};
struct follower {
  template <class I>
  struct state {
    number<I> v = 0, g = 0;
  };
  template <class I>
  struct parameters {};
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>&) {
    return {.v = (x.g - x.v) / 10_ms, .g = 0_Hz};
  }
};
struct saturating_gate {
  using integrator = euler;
  static constexpr bool transmits = true;
  quantity<dim::hertz> a = 1 / 10_ms, b = 1 / 10_ms, c = 1 / 10_ms;
  template <class I>
  struct synapse {
    number<I> g_syn = 0, x = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.g_syn = -p.a * s.g_syn + p.b * s.x * (1 - s.g_syn), .x = -p.c * s.x};
  }
  static constexpr auto current(const auto& s, const auto&) { return s.g_syn; }
  static void on_pre(auto& s) { s.x += s.w; }
  bool operator==(const saturating_gate&) const = default;
};
constexpr auto nonlinear_of(auto input, auto neuron, auto gates) {
  return describe(population<"input">(2, input, euler{}, start<"v">(given)), population<"neurons">(1, neuron, exact{}),
                  projection<"S: input -> neurons.g">(all_to_all{}, weight(given), plasticity{gates}),
                  record<"S.g_syn">(every{1_ms}), record<"neurons.g">(every{1_ms}), record<"neurons.v">(every{1_ms}));
}
constexpr auto nonlinear = nonlinear_of(ramp{}, follower{}, saturating_gate{});
constexpr auto nonlinear_in_words =
    nonlinear_of(model_from<words::ramp>{}, model_from<words::follower>{}, rule_from<words::gates>{});

template <auto const& D>
void compare_nonlinear() {
  const peers::brian2_numbers brian("small_examples");
  simulation<network<D>> sim{set<"input.v">(values(std::vector{0.0, 0.5})), set<"S.w">(values(std::vector{1.0, 10.0}))};
  sim.run(1_s);
  brian.compare("nonlinear_g_syn", sim["S.g_syn"_name], 1e-9);
  brian.compare("nonlinear_g", sim["neurons.g"_name], 1e-9);
  brian.compare("nonlinear_v", sim["neurons.v"_name], 1e-9);
}
TEST_CASE("synapses/nonlinear", "[peers]") { compare_nonlinear<nonlinear>(); }
TEST_CASE("synapses/nonlinear, in words", "[peers][texts]") { compare_nonlinear<nonlinear_in_words>(); }

// phase_locking: neurons with a periodic input of different strength.
struct modulated {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    number<I> a = 0, b = 1.2;
    second<I> tau = 20_ms;
    hertz<I> freq = 10_Hz;
  };
  template <class T>
  struct inputs {
    second<T> t = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (-x.v + p.a * sin(2 * pi * p.freq * in.t) + p.b) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};
constexpr auto phase_locking_of(auto neuron, auto amplitude) {
  return describe(population<"neurons">(100, neuron, euler{}, start<"v">(given), parameter<"a">(amplitude)),
                  record<"neurons.spikes">(), record<"neurons.v">(every{1_ms}, only{50}));
}
constexpr auto phase_locking =
    phase_locking_of(modulated{}, function_of([](double i, double) { return 0.05 + 0.7 * i / 100; }));
constexpr auto phase_locking_in_words = phase_locking_of(model_from<words::modulated>{}, text<"0.05 + 0.7*i/N">);

template <auto const& D>
void compare_phase_locking() {
  const peers::brian2_numbers brian("small_examples");
  simulation<network<D>> sim{set<"neurons.v">(values(peers::numbers(100, 7)))};
  sim.run(1_s);
  brian.compare_spikes(sim["neurons.spikes"_name], "locking_steps", "locking_neurons");
  brian.compare("locking_v", sim["neurons.v"_name], 1e-9);
}
TEST_CASE("phase_locking", "[peers]") { compare_phase_locking<phase_locking>(); }
TEST_CASE("phase_locking, in words", "[peers][texts]") { compare_phase_locking<phase_locking_in_words>(); }

// synapses/licklider: pitch by delay lines, of a sound that rises.
struct receptor_cell {
  template <class I>
  struct state {
    unless_refractory<number<I>> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_ear = 1_ms, t_ref = 2_ms;
  };
  template <class T>
  struct inputs {
    second<T> t = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto frequency = (200 + 200 * in.t * 1_Hz) * 1_Hz;
    const auto sound = 5 * pow<3>(sin(2 * pi * frequency * in.t));
    return {.x = (sound - x.x) / p.tau_ear};
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
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};
constexpr auto licklider_of(auto receptor, auto neuron, auto delays, auto synapse) {
  return describe(
      population<"receptors">(2, receptor, euler{}), population<"neurons">(30, neuron, euler{}),
      projection<"receptors -> neurons.v">(all_to_all{}, weight(0.6), delay(delays).rounded(), plasticity{synapse}),
      record<"receptors.spikes">(), record<"neurons.spikes">(), record<"neurons.v">(every{1_ms}));
}
constexpr auto licklider =
    licklider_of(receptor_cell{}, coincidence_detector{}, function_of([](double i, double j) {
                   return i / cortexpr::exp(cortexpr::log(50.0) + j / 29.0 * cortexpr::log(20.0)) * 1_s;
                 }),
                 transmit{});
constexpr auto licklider_in_words = licklider_of(
    model_from<words::receptors>{}, model_from<words::detectors>{},
    text<"i*1.0/exp(log(50*Hz/Hz)+(j*1.0/(30-1))*log(1000*Hz/(50*Hz)))*second">, rule_from<words::coincidence>{});

template <auto const& D>
void compare_licklider() {
  const peers::brian2_numbers brian("small_examples");
  simulation<network<D>> sim{time_step{0.02_ms}};
  sim.run(100_ms);
  brian.compare_spikes(sim["receptors.spikes"_name], "licklider_ear_steps", "licklider_ears");
  brian.compare_spikes(sim["neurons.spikes"_name], "licklider_steps", "licklider_neurons");
  brian.compare("licklider_v", sim["neurons.v"_name], 1e-9);
}
TEST_CASE("synapses/licklider", "[peers]") { compare_licklider<licklider>(); }
TEST_CASE("synapses/licklider, in words", "[peers][texts]") { compare_licklider<licklider_in_words>(); }

// synapses/spike_based_homeostasis: a synapse keeps the rate of its target.
struct leaky {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms, t_ref = 1_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (0 - x.v) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = -1; }
};
struct homeostatic {
  double dw_plus = 0.05, dw_minus = 0.05, w_max = 2;
  void on_pre(auto& s) const { s.w = clip(s.w + dw_plus, 0, w_max); }
  void on_post(auto& s) const { s.w = clip(s.w - dw_minus, 0, w_max); }
  bool operator==(const homeostatic&) const = default;
};
constexpr auto homeostasis_of(auto neuron, auto learning, auto fixed) {
  return describe(population<"stimuli">(2, spike_times{}), population<"neuron">(1, neuron, euler{}),
                  projection<"plastic: stimuli[0:1] -> neuron.v">(all_to_all{}, weight(0.0), learning),
                  projection<"fixed: stimuli[1:2] -> neuron.v">(all_to_all{}, weight(2.0), plasticity{fixed}),
                  record<"neuron.spikes">(), record<"plastic.w">(every{10_ms}));
}
constexpr auto homeostasis = homeostasis_of(leaky{}, plasticity{transmit{}, homeostatic{}}, transmit{});
constexpr auto homeostasis_in_words =
    homeostasis_of(model_from<words::driven>{}, plasticity{rule_from<words::plastic>{}}, rule_from<words::fixed>{});

template <auto const& D>
void compare_homeostasis() {
  const peers::brian2_numbers brian("small_examples");
  constexpr std::size_t n = 40'000;
  const auto u = peers::numbers(2 * n, 9);
  std::vector<std::int64_t> steps, stimuli;
  for (std::size_t k = 0; k < n; ++k) {
    constexpr std::array rates{250.0, 500.0, 0.0, 350.0};
    for (const std::size_t i : {0U, 1U})
      if (u[i * n + k] < (i == 0 ? 0.05 : rates[k / (n / 4)] * 1e-4)) {
        steps.push_back(static_cast<std::int64_t>(k));
        stimuli.push_back(static_cast<std::int64_t>(i));
      }
  }
  simulation<network<D>> sim{set<"stimuli">(spike_list::at_steps(steps, stimuli))};
  sim.run(4_s);
  CHECK(sim["neuron.spikes"_name].steps == brian.whole_numbers("homeostasis_steps"));
  brian.compare("homeostasis_w", sim["plastic.w"_name], 1e-9);
}
TEST_CASE("synapses/spike_based_homeostasis", "[peers]") { compare_homeostasis<homeostasis>(); }
TEST_CASE("synapses/spike_based_homeostasis, in words", "[peers][texts]") {
  compare_homeostasis<homeostasis_in_words>();
}

// reliability: neurons with the same fluctuating input, a variable of another neuron that is linked there.
struct fluctuation {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_input = 5_ms;
  };
  template <class T>
  struct inputs {
    number<T> eta = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.x = -x.x / p.tau_input + sqrt(2 / p.tau_input) * in.eta / sqrt(1_s)};
  }
};
struct listening {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms, t_ref = 5_ms;
  };
  template <class T>
  struct inputs {
    number<T> I = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.x = (0.9 + 0.5 * in.I - x.x) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.x > 1; }
  static constexpr void reset(auto& x, const auto&) { x.x = 0; }
};
constexpr auto reliability_of(auto input, auto neuron) {
  return describe(population<"input">(1, input, euler{}), drive<"input.eta">(given),
                  population<"neurons">(25, neuron, euler{}, start<"x">(given)),
                  link<"input.x -> neurons.I">(all_to_all{}), record<"neurons.spikes">(),
                  record<"neurons.x">(every{1_ms}));
}
constexpr auto reliability = reliability_of(fluctuation{}, listening{});
constexpr auto reliability_in_words = reliability_of(model_from<words::noise>{}, model_from<words::listening>{});

template <auto const& D>
void compare_reliability() {
  const peers::brian2_numbers brian("small_examples");
  auto eta = peers::numbers(5000, 11);
  for (double& x : eta) x = std::sqrt(12 / 1e-4) * (x - 0.5);
  simulation<network<D>> sim{set<"input.eta">(timed_array(eta, 0.1_ms)),
                             set<"neurons.x">(values(peers::numbers(25, 12)))};
  sim.run(500_ms);
  brian.compare_spikes(sim["neurons.spikes"_name], "reliability_steps", "reliability_neurons");
  brian.compare("reliability_x", sim["neurons.x"_name], 1e-9);
}
TEST_CASE("reliability", "[peers]") { compare_reliability<reliability>(); }
TEST_CASE("reliability, in words", "[peers][texts]") { compare_reliability<reliability_in_words>(); }

} // namespace
