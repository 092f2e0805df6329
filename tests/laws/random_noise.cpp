// SPDX-License-Identifier: BSL-1.0
// Random networks with noise, in neurons and in synapses, behave as the naive simulator says that is given the same
// normal numbers.

#include "against_language.hpp"

#include <numbers>

namespace {

using namespace against_language;
using naive::values;

/// The two normal numbers at an address (Box and Muller 1958): a sine within a quarter turn on either side, and the
/// cosine, whose sign is a bit of its own.
std::array<double, 2> normals(stream s, std::uint64_t entity, long step) {
  const auto words = draw(s, entity, static_cast<std::uint64_t>(step));
  const auto bits = [&](std::size_t k) { return words[k] | std::uint64_t{words[k + 1]} << 32; };
  const auto uniform = [&](std::size_t k) { return static_cast<double>(bits(k) >> 12) * 0x1p-52; };
  const double radius = std::sqrt(-2 * std::log(1 - uniform(0))), angle = std::numbers::pi * (uniform(2) - 0.5);
  return {radius * std::sin(angle), (bits(2) % 2 == 0 ? 1 : -1) * radius * std::cos(angle)};
}
constexpr std::uint64_t network_seed = 7;

/// Leaky neuron without units: multiplicative noise in v, which is held while the neuron is refractory, and a coloured
/// current c.
struct restless {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
    number<I> g = 0, c = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, tau_g = 5_ms, t_ref = 1_ms;
    number<I> v_th = 1, sigma = 0.2;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (x.g + x.c - x.v) / p.tau, .g = -x.g / p.tau_g, .c = -x.c / p.tau_g};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    return {.v = p.sigma * (0.5 + x.v) / sqrt(p.tau), .g = 0 / sqrt(1_s), .c = p.sigma / sqrt(p.tau_g)};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};
void make_restless(naive::population& n, double threshold) {
  for (values& x : n.x) x["g"] = x["c"] = 0;
  for (values& p : n.p) p["v_th"] = threshold;
  n.flow = [](const values& x, const values&, const values&) {
    return values{
        {"v", (x.at("g") + x.at("c") - x.at("v")) / 20e-3}, {"g", -x.at("g") / 5e-3}, {"c", -x.at("c") / 5e-3}};
  };
  n.noise = [](const values& x, const values&) {
    return values{{"v", 0.2 * (0.5 + x.at("v")) / std::sqrt(20e-3)}, {"c", 0.2 / std::sqrt(5e-3)}};
  };
  n.normal = [](std::size_t i, long step) {
    const auto [first, second] = normals(make_stream(network_seed, "n", 2), i, step);
    return values{{"v", first}, {"c", second}};
  };
  n.spikes = [](const values& x, const values& p, const values&) { return x.at("v") > p.at("v_th"); };
  n.reset = [](values& x, const values&) { x["v"] = 0; };
  n.held = {"v"};
  n.t_ref = 2;
}
double threshold_of(const experiment& x) { return 0.02 * static_cast<double>(x.in.x.size()); }

template <class Integrator>
constexpr auto noisy_network = describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
                                        population<"n">(given, restless{}, start<"v">(given), Integrator{}),
                                        projection<"F: in -> n.g">(given, weight(given), delay(given)),
                                        projection<"R: n -> n.g">(given, weight(given), delay(given)));
template <class Integrator>
void compare_noise(const std::string& method) {
  compare<noisy_network<Integrator>, "n.v", "n.g", "n.c">(
      [&](experiment& x) {
        make_restless(x.n, threshold_of(x));
        x.n.method = method;
        x.F.on_pre = x.R.on_pre = [](naive::event& e) { e.post["g"] += e.s["w"]; };
      },
      [](const experiment& x) { return std::tuple(seed{network_seed}, set<"n.v_th">(threshold_of(x))); });
}

TEST_CASE("random networks: noise by Euler and Maruyama", "[random]") { compare_noise<euler_maruyama>("euler"); }
TEST_CASE("random networks: noise by Heun's rule", "[random]") { compare_noise<stochastic_heun>("stochastic_heun"); }
TEST_CASE("random networks: noise by Milstein's rule, Ito", "[random]") { compare_noise<milstein_ito>("milstein_ito"); }
TEST_CASE("random networks: noise by Milstein's rule, Stratonovich", "[random]") {
  compare_noise<milstein_stratonovich>("milstein_stratonovich");
}

constexpr calcium_plasticity calcium{.tau = 0.2_s, .gamma_d = 20, .gamma_p = 32, .sigma = 0.3, .w_0 = 0.2, .w_1 = 0.9};
constexpr auto with_calcium =
    describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
             population<"n">(given, cell{}, start<"v">(given), euler{}),
             projection<"F: in -> n.g">(given, weight(given), delay(given), plasticity{transmit{}, calcium}),
             projection<"R: n -> n.g">(given, weight(given), delay(given), plasticity{transmit{}, calcium}));
/// `number`: that of the rule in its list.
void add_calcium(naive::projection& p, const std::string& label, std::uint64_t number) {
  for (naive::synapse& s : p.synapses) s.s.insert({{"rho", 0}, {"c", 0}});
  p.flow = [](const values& s) {
    const double rho = s.at("rho"), c = s.at("c");
    const double potentiated = c > calcium.theta_p ? calcium.gamma_p : 0, depressed = c > 1 ? calcium.gamma_d : 0;
    return values{{"rho", (-rho * (1 - rho) * (0.5 - rho) + potentiated * (1 - rho) - depressed * rho) / 0.2},
                  {"c", -c / 20e-3}};
  };
  p.noise = [](const values& s) {
    const int levels = (s.at("c") > 1 ? 1 : 0) + (s.at("c") > 1.3 ? 1 : 0);
    return values{{"rho", 0.3 / std::sqrt(0.2) * std::sqrt(levels)}};
  };
  p.normal = [=](std::size_t k, long step) {
    return values{{"rho", normals(make_stream(network_seed, label, 3), k | number << 56, step)[0]}};
  };
  const auto weigh = [](naive::event& e) { e.s["w"] = 0.2 + 0.7 * e.s["rho"]; };
  p.on_pre = [=](naive::event& e) {
    e.post["g"] += e.s["w"];
    weigh(e);
    e.s["c"] += 1;
  };
  p.on_post = [=](naive::event& e) {
    weigh(e);
    e.s["c"] += 2;
  };
}

TEST_CASE("random networks: calcium-based plasticity with noise", "[plasticity][random]") {
  compare<with_calcium, "n.v", "n.g", "F.rho", "F.c", "F.w", "R.rho", "R.c", "R.w">(
      [](experiment& x) {
        make_cell(x.n);
        for (values& p : x.n.p) p["v_th"] = threshold_of(x);
        add_calcium(x.F, "F", 2);
        add_calcium(x.R, "R", 2);
      },
      [](const experiment& x) { return std::tuple(seed{network_seed}, set<"n.v_th">(threshold_of(x))); });
}

} // namespace
