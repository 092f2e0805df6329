// SPDX-License-Identifier: BSL-1.0
// LIF neurons in a network do what plain loops do, spike for spike: with every integrator, with conductances and
// currents of both kinetics, held or integrated while refractory, with shared parameters and with neurons' own.

#include "catch.hpp"
#include "oracle/any_integrator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace cortexpr;

template <template <class> class Mark, template <class> class Coupling>
using cell = synaptic<basic_lif<Mark>, receptor<"e", Coupling<exponential>>, receptor<"a", Coupling<alpha>>>;

constexpr std::size_t neurons = 19, sources = 7;
constexpr long steps = 600;
constexpr double dt = 1e-4;

template <template <class> class Mark, template <class> class Coupling>
constexpr auto
    network_of = describe(record<"n.v">(), record<"n.spikes">(), population<"in">(sources, spike_times{}),
                          population<"n">(neurons, cell<Mark, Coupling>{}, oracle::any_integrator{}, start<"v">(-64_mV),
                                          parameter<"E_L">(-65_mV), parameter<"V_r">(-66_mV), parameter<"e.tau">(3_ms)),
                          drive<"n.I">(given), projection<"E: in -> n.e">(all_to_all{}, weight(given), delay(given)),
                          projection<"A: in -> n.a">(all_to_all{}, weight(given), delay(given)));

// v, exponential level, alpha level and what feeds it.
using state = std::array<double, 4>;

struct plain_neuron {
  bool conductances, held;
  double C_m = 0, V_th = 0, t_ref = 0;
  static constexpr double E_L = -65e-3, V_r = -66e-3, g_L = 10e-9, E = 0, tau_e = 3e-3, tau_a = 5e-3;

  [[nodiscard]] state flow(const state& x, double I, bool active) const {
    const double onto_v = conductances ? E - x[0] : 1;
    const double dv = (g_L * (E_L - x[0]) + (x[1] + x[2]) * onto_v + I) / C_m;
    return {held && !active ? 0 : dv, -x[1] / tau_e, (x[3] - x[2]) / tau_a, -x[3] / tau_a};
  }
  [[nodiscard]] static state moved(state x, const state& slope, double h) {
    for (std::size_t k = 0; k < 4; ++k) x[k] += h * slope[k];
    return x;
  }
  [[nodiscard]] state runge_kutta(const state& x, double h, double a, double b, double c, bool active) const {
    const state k1 = flow(x, a, active), k2 = flow(moved(x, k1, h / 2), b, active),
                k3 = flow(moved(x, k2, h / 2), b, active), k4 = flow(moved(x, k3, h), c, active);
    state y = x;
    for (std::size_t k = 0; k < 4; ++k) y[k] += h * (k1[k] + 2 * k2[k] + 2 * k3[k] + k4[k]) / 6;
    return y;
  }
  /// One step; I(0), I(1), I(2) is the input at its begin, middle and end.
  template <class Input>
  [[nodiscard]] state step(const std::string& method, const state& x, const Input& I, bool active) const {
    const state k = flow(x, I(0), active);
    if (method == "rk2") return moved(x, flow(moved(x, k, dt / 2), I(1), active), dt);
    if (method == "heun") return moved(moved(x, k, dt / 2), flow(moved(x, k, dt), I(2), active), dt / 2);
    if (method == "rk4") return runge_kutta(x, dt, I(0), I(1), I(2), active);
    if (method == "exact") { // steps so short that nothing is left to be seen; the input rests
      state y = x;
      for (int part = 0; part < 32; ++part) y = runge_kutta(y, dt / 32, I(0), I(0), I(0), active);
      return y;
    }
    if (method == "exponential_euler") { // x' = a x + b for each variable
      const state a{-(g_L + (conductances ? x[1] + x[2] : 0)) / C_m, -1 / tau_e, -1 / tau_a, -1 / tau_a};
      state y = x;
      for (std::size_t i = 0; i < 4; ++i) {
        const double b = k[i] - a[i] * x[i];
        if (i != 0 || !held || active) y[i] = (x[i] + b / a[i]) * std::exp(a[i] * dt) - b / a[i];
      }
      return y;
    }
    return moved(x, k, dt); // euler, and euler_maruyama without noise
  }
};

struct synapse {
  std::size_t source, target;
  int delay;
  double w;
};

/// The same in plain loops: every potential of every step, and the spikes as steps and neurons.
struct plain_network {
  std::vector<plain_neuron> cells;
  std::vector<synapse> onto[2]; ///< the exponential receptor and the alpha receptor
  std::vector<double> current;  ///< of every step and neuron
  std::vector<std::int64_t> input_steps, input_sources;
  std::vector<double> v;
  std::vector<std::int64_t> spike_steps, spike_neurons;

  void run(const std::string& method) {
    std::vector<state> x(neurons, state{-64e-3, 0, 0, 0});
    std::vector<long> last(neurons, -1000000);
    for (long step = 0; step < steps; ++step) {
      for (const state& each : x) v.push_back(each[0]);
      std::vector<std::size_t> spiking;
      for (std::size_t j = 0; j < neurons; ++j) {
        const bool active = step - last[j] >= static_cast<long>((cells[j].t_ref + 1e-3 * dt) / dt);
        // Rows of the drive are as long as steps: only the last stage sees the next one.
        const auto input = [&](int stage) {
          return current[static_cast<std::size_t>(std::min(step + stage / 2, steps - 1)) * neurons + j];
        };
        x[j] = cells[j].step(method, x[j], input, active);
        if (active && x[j][0] > cells[j].V_th) spiking.push_back(j);
      }
      for (const std::size_t j : spiking) {
        spike_steps.push_back(step), spike_neurons.push_back(static_cast<std::int64_t>(j));
        last[j] = step;
      }
      for (std::size_t k = 0; k < input_steps.size(); ++k)
        for (const int receptor : {0, 1})
          for (const synapse& s : onto[receptor])
            if (static_cast<std::int64_t>(s.source) == input_sources[k] && input_steps[k] + s.delay == step)
              x[s.target][receptor == 0 ? 1 : 3] += s.w;
      for (const std::size_t j : spiking) x[j][0] = plain_neuron::V_r;
    }
  }
};

plain_network random_network(plain_neuron cell, bool varying, bool spiking) {
  std::mt19937_64 random(varying ? 5 : 4);
  const auto uniform = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(random); };
  plain_network net;
  for (std::size_t j = 0; j < neurons; ++j) {
    if (j == 0 || varying) cell.C_m = uniform(1e-10, 2e-10), cell.V_th = spiking ? uniform(-60e-3, -56e-3) : 1;
    net.cells.push_back(cell);
  }
  for (auto& list : net.onto)
    for (std::size_t i = 0; i < sources; ++i)
      for (std::size_t j = 0; j < neurons; ++j)
        list.push_back({i, j, static_cast<int>(uniform(0, 9)), uniform(0, cell.conductances ? 4e-9 : 2e-10)});
  for (long k = 0; k < steps; ++k) {
    for (std::size_t j = 0; j < neurons; ++j) net.current.push_back(uniform(0, 3e-10));
    for (std::size_t i = 0; i < sources; ++i)
      if (uniform(0, 1) < 0.03) net.input_steps.push_back(k), net.input_sources.push_back(static_cast<std::int64_t>(i));
  }
  return net;
}

/// Runs both; says where they differ first. In float no neuron may spike: rounding would decide in which step.
template <auto const& D, class Real, class Unit>
std::string difference(plain_network net, const std::string& method, bool varying, Unit unit) {
  constexpr bool in_double = std::is_same_v<Real, double>;
  constexpr double tolerance = in_double ? 1e-12 : 2e-6; // volt
  oracle::any_integrator::chosen = method;
  const auto of_synapses = [&](int receptor, auto member, auto in) {
    std::vector<double> numbers;
    for (const synapse& s : net.onto[receptor]) numbers.push_back(static_cast<double>(s.*member));
    return values(numbers, in);
  };
  const auto of_cells = [&](auto member, auto in) {
    std::vector<double> numbers;
    for (const plain_neuron& cell : net.cells) numbers.push_back(cell.*member);
    return values(numbers, in);
  };
  simulation<network<D, Real>> sim{threads{varying ? 3U : 1U, true},
                                   set<"in">(spike_list::at_steps(net.input_steps, net.input_sources)),
                                   set<"n.I">(timed_array(net.current, neurons, 1_A, 0.1_ms)),
                                   set<"n.t_ref">(quantity<dim::second>(net.cells[0].t_ref)),
                                   set<"E.w">(of_synapses(0, &synapse::w, unit)),
                                   set<"A.w">(of_synapses(1, &synapse::w, unit)),
                                   set<"E.delay">(of_synapses(0, &synapse::delay, 0.1_ms)),
                                   set<"A.delay">(of_synapses(1, &synapse::delay, 0.1_ms))};
  if (varying) {
    sim.template set<"n.C_m">(of_cells(&plain_neuron::C_m, 1_F));
    sim.template set<"n.V_th">(of_cells(&plain_neuron::V_th, 1_V));
  } else {
    sim.template set<"n.C_m">(quantity<dim::farad>(net.cells[0].C_m));
    sim.template set<"n.V_th">(quantity<dim::volt>(net.cells[0].V_th));
  }
  sim.run_steps(steps);
  net.run(method);
  const auto& v = sim["n.v"_name].values;
  REQUIRE(v.size() == net.v.size());
  for (std::size_t k = 0; k < v.size(); ++k)
    if (!(std::abs(static_cast<double>(v[k]) - net.v[k]) <= tolerance))
      return "v of neuron " + std::to_string(k % neurons) + " at step " + std::to_string(k / neurons) + ": " +
             std::to_string(v[k]) + ", plain " + std::to_string(net.v[k]);
  const auto& spikes = sim["n.spikes"_name];
  CHECK((net.spike_steps.size() > 50) == in_double);
  if (spikes.steps != net.spike_steps ||
      !std::equal(net.spike_neurons.begin(), net.spike_neurons.end(), spikes.neurons.begin(), spikes.neurons.end()))
    return "spikes differ";
  return "";
}

template <auto const& D, class Real = double, class Unit>
void compare(const std::vector<std::string>& methods, plain_neuron cell, Unit unit) {
  for (const std::string& method : methods)
    for (const bool varying : {false, true})
      for (const double t_ref : {0.0, 1.39e-3}) {
        CAPTURE(method, varying, t_ref);
        cell.t_ref = t_ref;
        CHECK(difference<D, Real>(random_network(cell, varying, std::is_same_v<Real, double>), method, varying, unit) ==
              "");
      }
}

const std::vector<std::string> for_any_equations{"euler", "rk2", "heun", "rk4", "exponential_euler", "euler_maruyama"};
const std::vector<std::string> for_linear_equations{"euler", "rk2",           "heun", "rk4", "exponential_euler",
                                                    "exact", "euler_maruyama"};

constexpr auto held_conductances = network_of<unless_refractory, conductance>;
constexpr auto free_conductances = network_of<always_integrated, conductance>;
constexpr auto held_currents = network_of<unless_refractory, current>;
constexpr auto free_currents = network_of<always_integrated, current>;

TEST_CASE("every integrator: conductances, v held while refractory", "[model][random]") {
  compare<held_conductances>(for_any_equations, {.conductances = true, .held = true}, 1_S);
}
TEST_CASE("every integrator: conductances, v integrated while refractory", "[model][random]") {
  compare<free_conductances>(for_any_equations, {.conductances = true, .held = false}, 1_S);
}
TEST_CASE("every integrator: currents, v held while refractory", "[model][random]") {
  compare<held_currents>(for_linear_equations, {.conductances = false, .held = true}, 1_A);
}
TEST_CASE("every integrator: currents, v integrated while refractory", "[model][random]") {
  compare<free_currents>(for_linear_equations, {.conductances = false, .held = false}, 1_A);
}
TEST_CASE("every integrator in float", "[model][random]") {
  compare<free_conductances, float>(for_any_equations, {.conductances = true, .held = false}, 1_S);
  compare<held_currents, float>(for_linear_equations, {.conductances = false, .held = true}, 1_A);
}

} // namespace
