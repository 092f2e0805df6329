// SPDX-License-Identifier: BSL-1.0
// Stimberg, Brette and Goodman (2019), Brian 2, an intuitive and efficient neural simulator, eLife 8:e47314: the
// pyloric network of the stomatogastric ganglion, an eye that pursues an object, the thresholds of neurons by
// bisection. (The fourth case, pitch by delay lines, is licklider in small_examples.cpp.)
// reference/Stimberg_et_al_2019.py.
#include "peers/texts/Stimberg_et_al_2019.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Stimberg_et_al_2019;

// Case 1: three neurons that regulate their conductances towards a level of calcium.
constexpr int ABPD = 0, LP = 1, PY = 2;

struct bursting {
  static constexpr auto Delta_T = 17.5_mV, v_T = -40_mV, v_r = -68_mV;
  static constexpr auto a = 1 / pow<3>(Delta_T);
  static constexpr auto b = 3 / square(Delta_T);
  static constexpr auto c = 1.2_nA;
  static constexpr auto d = 2.5_nA / square(Delta_T);
  static constexpr auto C = 60_pF;
  static constexpr auto S = 2_nA / Delta_T, G = 28.5_nS;
  static constexpr auto tau = 2_ms, tau_Ca = 150_ms, tau_x = 2_s, tau_z = 5_s;
  template <class I>
  struct state {
    volt<I> v = -68_mV;
    amp<I> w = 0_nA, x = 0_nA;
    number<I> Ca = 0, z = 0;
  };
  template <class I>
  struct parameters {
    number<I> Ca_target = 0.048, label = 0;
  };
  template <class T>
  struct inputs {
    amp<T> I_fast = 0_nA, I_slow = 0_nA;
  };
  template <class St, class P, class In>
  static constexpr state<ddt<St>> flow(const state<St>& n, const parameters<P>& p, const inputs<In>& in) {
    const auto s = S * (1 - tanh(n.z)), g = G * (1 + tanh(n.z)); // slow and fast conductances
    return {.v = (Delta_T * g * (-a * pow<3>(n.v - v_T) + b * square(n.v - v_T)) + n.w - n.x - in.I_fast - in.I_slow) /
                 C,
            .w = (c - d * square(n.v - v_T) - n.w) / tau,
            .x = (s * (n.v - v_r) - n.x) / tau_x,
            .Ca = -n.Ca / tau_Ca,
            .z = tanh(n.Ca - p.Ca_target) / tau_z};
  }
  static constexpr auto spikes(const auto& n, const auto&) { return n.v > -20_mV; }
  static constexpr auto refractory(const auto& n, const auto&) { return n.v > -20_mV; }
  static constexpr void reset(auto& n, const auto&) { n.Ca += 0.1; }
};

constexpr auto E_syn = -75_mV;
constexpr auto fast = couple([](auto pre, auto post, auto g) {
  return g * (post["v"_name] - E_syn) / (1 + exp(0.2 / 1_mV * (-50_mV - pre["v"_name])));
});
struct slow {
  using integrator = exponential_euler;
  using reads = pre_and_post<pre<"v">, post<"v">>;
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> m_slow = 0;
    hertz<I> k_2 = 0.03 / 1_ms;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&, const auto& n) {
    const auto k_1 = 1 / 1_ms;
    return {.m_slow = k_1 * (1 - s.m_slow) / (1 + exp(1 / 1_mV * (-55_mV - n.pre["v"_name]))) - s.k_2 * s.m_slow,
            .k_2 = 0_Hz / 1_s};
  }
  static constexpr auto current(const auto& s, const auto&) { return s.w * s.m_slow * (s.post["v"_name] - E_syn); }
  bool operator==(const slow&) const = default;
};

constexpr auto pyloric = describe(
    population<"circuit">(3, bursting{}, rk2{}, parameter<"label">(function_of([](double i, double) { return i; })),
                          parameter<"Ca_target">(given)),
    projection<"fast: circuit -> circuit.I_fast">(connected_if([](auto, auto, auto pre, auto post) {
                                                    return pre["label"_name] != post["label"_name] and
                                                           not(pre["label"_name] == PY and post["label"_name] == ABPD);
                                                  }),
                                                  weight([](auto, auto, auto pre, auto post) {
                                                    const auto from = pre["label"_name], to = post["label"_name];
                                                    return from == ABPD ? (to == LP ? 15_nS : 5_nS)
                                                           : from == LP ? (to == ABPD ? 10_nS : 20_nS)
                                                                        : 5_nS;
                                                  }),
                                                  fast),
    projection<"slow: circuit -> circuit.I_slow">(connected_if([](auto, auto, auto pre, auto post) {
                                                    return pre["label"_name] == ABPD and post["label"_name] != ABPD;
                                                  }),
                                                  weight([](auto, auto j) { return j == LP ? 25_nS : 15_nS; }),
                                                  plasticity{slow{}}),
    record<"circuit.spikes">(), record<"circuit.v">(every{1_ms}), record<"circuit.x">(every{1_ms}),
    record<"circuit.Ca">(every{1_ms}), record<"circuit.z">(every{1_ms}), record<"slow.m_slow">(every{1_ms}));

TEST_CASE("Stimberg_et_al_2019: the pyloric network", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2019");
  simulation<network<pyloric>> sim{
      time_step{0.01_ms}, set<"circuit.Ca_target">(values(std::vector{0.048, 0.0384, 0.06})),
      set<"circuit.w">(values(std::vector{-4, -2, -1}, 1_nA)), set<"circuit.z">(values(std::vector{0.05, -0.05, 0.08})),
      set<"slow.k_2">(values(std::vector{0.03, 0.008}, 1 / 1_ms))};
  sim.run(1_s);
  brian.compare_spikes(sim["circuit.spikes"_name], "pyloric_steps", "pyloric_neurons");
  brian.compare("pyloric_v", sim["circuit.v"_name], 1e-9);
  brian.compare("pyloric_x", sim["circuit.x"_name], 1e-9);
  brian.compare("pyloric_Ca", sim["circuit.Ca"_name], 1e-9);
  brian.compare("pyloric_z", sim["circuit.z"_name], 1e-9);
  brian.compare("pyloric_m_slow", sim["slow.m_slow"_name], 1e-9);
}

// Case 2: an eye whose two muscles are driven by what its retina sees of an object.
struct eye_and_object {
  template <class I>
  struct state {
    number<I> x = 0;
    hertz<I> velocity = 0_Hz;
    number<I> x0 = 0, x_object = 0, noise = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_muscle = 20_ms, tau_object = 500_ms;
    number<I> sigma = 1;
  };
  template <class T>
  struct inputs {
    carrier<T, dim::hertz.root()> eta = 0 / sqrt(1_s); // a given noise
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& e, const parameters<P>& p, const inputs<In>& in) {
    return {.x = e.velocity,
            .velocity = square(1 / 50_ms) * (e.x0 - e.x) - 1 / 50_ms * e.velocity,
            .x0 = -e.x0 / p.tau_muscle,
            .x_object = (e.noise - e.x_object) / p.tau_object,
            .noise = -e.noise / p.tau_object + in.eta / sqrt(p.tau_object)};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    const auto none = 0 / sqrt(1_s);
    return {.x = none, .velocity = none * 1_Hz, .x0 = none, .x_object = none, .noise = p.sigma / sqrt(p.tau_object)};
  }
};

struct leaky {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> taum = 20_ms, t_ref = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& n, const parameters<P>& p) {
    return {.v = -n.v / p.taum};
  }
  static constexpr auto spikes(const auto& n, const auto&) { return n.v > 1; }
  static constexpr void reset(auto& n, const auto&) { n.v = 0; }
};
/// A cell of the retina looks at one place, x_neuron.
struct ganglion_cell {
  template <class I>
  struct state {
    number<I> v = 0, gs = 0;
  };
  template <class I>
  struct parameters {
    number<I> x_neuron = 0, width = 0.1, gain = 4;
    second<I> taum = 20_ms;
  };
  template <class T>
  struct inputs {
    number<T> x_object = 0, x_eye = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& n, const parameters<P>& p, const inputs<In>& in) {
    const auto I = p.gain * exp(-square((in.x_object - in.x_eye - p.x_neuron) / p.width));
    return {.v = (I - (1 + n.gs) * n.v) / p.taum, .gs = 0_Hz};
  }
  static constexpr auto spikes(const auto& n, const auto&) { return n.v > 1; }
  static constexpr void reset(auto& n, const auto&) { n.v = 0; }
};

constexpr double N = 20;
constexpr auto pursuit_of(auto eye, auto leaky, auto cell, auto muscle, auto command, auto... inputs) {
  return describe(population<"eye">(1, eye, euler_maruyama{}), inputs..., population<"motoneurons">(2, leaky, exact{}),
                  projection<"motosynapses: motoneurons -> eye.x0">(
                      all_to_all{}, weight([](auto i, auto) { return i == 0 ? -0.5 : 0.5; }), plasticity{muscle}),
                  population<"retina">(
                      20, cell, exponential_euler{}, start<"v">(uniform(0, 1)),
                      parameter<"x_neuron">(function_of([](double i, double) { return -1.0 + 2.0 * i / (N - 1); }))),
                  link<"eye.x -> retina.x_eye">(all_to_all{}), link<"eye.x_object -> retina.x_object">(all_to_all{}),
                  projection<"retina -> motoneurons.v">(
                      connected_if([](auto, auto j, auto pre, auto) { return j == (pre["x_neuron"_name] > 0); }),
                      weight([](auto, auto, auto pre, auto) { return 20 * std::abs(pre["x_neuron"_name]) / N; }),
                      plasticity{command}),
                  record<"eye.x">(every{1_ms}), record<"eye.x0">(every{1_ms}), record<"eye.x_object">(every{1_ms}),
                  record<"retina.spikes">(), record<"motoneurons.spikes">());
}
constexpr auto pursuit =
    pursuit_of(eye_and_object{}, leaky{}, ganglion_cell{}, transmit{}, transmit{}, drive<"eye.eta">(given));
constexpr auto pursuit_in_words =
    pursuit_of(model_from<words::eye>{}, model_from<words::motoneuron>{}, model_from<words::ganglion_cell>{},
               rule_from<words::muscle>{}, rule_from<words::command>{});
constexpr auto given_noise_in_words = pursuit_of(
    model_from<words::eye_of_given_noise>{}, model_from<words::motoneuron>{}, model_from<words::ganglion_cell>{},
    rule_from<words::muscle>{}, rule_from<words::command>{}, drive<"eye.eta">(given));

template <auto const& D>
void compare_given_noise(const auto&... settings) {
  const peers::brian2_numbers brian("Stimberg_et_al_2019");
  auto eta = peers::numbers(10'000, 21);
  for (double& x : eta) x = std::sqrt(12 / 1e-4) * (x - 0.5);
  simulation<network<D>> sim{settings..., set<"eye.eta">(timed_array(eta, 1 / sqrt(1_s), 0.1_ms)),
                             set<"retina.v">(values(peers::numbers(20, 22)))};
  sim.run(1_s);
  brian.compare_spikes(sim["retina.spikes"_name], "pursuit_steps", "pursuit_neurons");
  brian.compare_spikes(sim["motoneurons.spikes"_name], "motor_steps", "motor_neurons");
  brian.compare("x", sim["eye.x"_name], 1e-9);
  brian.compare("x0", sim["eye.x0"_name], 1e-9);
  brian.compare("x_object", sim["eye.x_object"_name], 1e-9);
}

TEST_CASE("Stimberg_et_al_2019: an eye with a given noise", "[peers]") {
  compare_given_noise<pursuit>(set<"eye.sigma">(0));
}
TEST_CASE("Stimberg_et_al_2019: an eye with a given noise, in words", "[peers][texts]") {
  compare_given_noise<given_noise_in_words>();
}

template <auto const& D>
void compare_pursuit(const auto&... settings) {
  const peers::brian2_numbers brian("Stimberg_et_al_2019");
  std::vector<double> retina, motor, object, error;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<D>> sim{seed{k}, settings...};
    sim.run(1_s);
    const auto &x = sim["eye.x"_name].values, &x_object = sim["eye.x_object"_name].values;
    double square_object = 0, square_error = 0;
    for (std::size_t row = 0; row < x.size(); ++row) {
      square_object += x_object[row] * x_object[row];
      square_error += (x_object[row] - x[row]) * (x_object[row] - x[row]);
    }
    retina.push_back(static_cast<double>(sim["retina.spikes"_name].size()));
    motor.push_back(static_cast<double>(sim["motoneurons.spikes"_name].size()));
    object.push_back(std::sqrt(square_object / static_cast<double>(x.size())));
    error.push_back(std::sqrt(square_error / static_cast<double>(x.size())));
  }
  peers::same_distribution(brian, "retina", retina);
  peers::same_distribution(brian, "motor", motor);
  peers::same_distribution(brian, "object", object);
  peers::same_distribution(brian, "error", error);
}
TEST_CASE("Stimberg_et_al_2019: how well an eye pursues", "[peers]") {
  compare_pursuit<pursuit>(set<"eye.eta">(timed_array(std::vector{0.0}, 1 / sqrt(1_s), 1_s)));
}
TEST_CASE("Stimberg_et_al_2019: how well an eye pursues, in words", "[peers][texts]") {
  compare_pursuit<pursuit_in_words>();
}

// Case 3: bisection, all neurons at once.
struct squid_axon {
  template <class I>
  struct state {
    volt<I> v = 0_mV;
    number<I> m = 0.05, n = 0.32, h = 0.6;
  };
  template <class I>
  struct parameters {
    volt<I> El = 10.613_mV, ENa = 115_mV, EK = -12_mV;
    siemens_per_area<I> gl = 0.3_mS_per_cm2, gK = 36_mS_per_cm2, gNa = 120_mS_per_cm2;
    farad_per_area<I> C = 1_uF_per_cm2;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto alpham = 1 / exprel((-x.v + 25_mV) / 10_mV) / 1_ms, betam = 4 * exp(-x.v / 18_mV) / 1_ms;
    const auto alphah = 0.07 * exp(-x.v / 20_mV) / 1_ms, betah = 1 / (exp((-x.v + 30_mV) / 10_mV) + 1) / 1_ms;
    const auto alphan = 0.1 / exprel((-x.v + 10_mV) / 10_mV) / 1_ms, betan = 0.125 * exp(-x.v / 80_mV) / 1_ms;
    return {.v = (p.gl * (p.El - x.v) + p.gNa * pow<3>(x.m) * x.h * (p.ENa - x.v) + p.gK * pow<4>(x.n) * (p.EK - x.v)) /
                 p.C,
            .m = alpham * (1 - x.m) - betam * x.m,
            .n = alphan * (1 - x.n) - betan * x.n,
            .h = alphah * (1 - x.h) - betah * x.h};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 50_mV; }
  static constexpr auto refractory(const auto& x, const auto&) { return x.v > 50_mV; }
};
constexpr auto bisection_of(auto neuron) {
  return describe(
      population<"group">(100, neuron, exponential_euler{}, parameter<"gNa">(function_of([](double i, double) {
                            return (15 + 85.0 * i / 99) * 1_mS_per_cm2;
                          }))),
      record<"group.spikes">());
}
constexpr auto bisection = bisection_of(squid_axon{});
constexpr auto bisection_in_words = bisection_of(model_from<words::squid_axon>{});

template <auto const& D>
void compare_bisection() {
  const peers::brian2_numbers brian("Stimberg_et_al_2019");
  simulation<network<D>> sim{time_step{0.01_ms}};
  std::vector<double> v0(100, 25.0);
  double step = 25;
  for (int k = 0; k < 10; ++k, step /= 2) {
    sim.reset();
    sim.template set<"group.v">(values(v0, 1_mV));
    sim.run(20_ms);
    std::vector<int> count(100);
    for (const auto i : sim["group.spikes"_name].neurons) ++count[i];
    for (std::size_t i = 0; i < 100; ++i) v0[i] += count[i] == 0 ? step : -step;
  }
  const auto v = sim.template get<"group.v">(), thresholds = brian.numbers("thresholds"),
             last_v = brian.numbers("last_v");
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(std::abs(v0[i] - thresholds[i]) < 1e-9); // mV
    CHECK(std::abs(v[i] - last_v[i]) < 1e-9 * 0.1);
  }
}
TEST_CASE("Stimberg_et_al_2019: thresholds by bisection", "[peers]") { compare_bisection<bisection>(); }
TEST_CASE("Stimberg_et_al_2019: thresholds by bisection, in words", "[peers][texts]") {
  compare_bisection<bisection_in_words>();
}

} // namespace
