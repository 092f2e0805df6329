// SPDX-License-Identifier: BSL-1.0
// Two coupled neurons, stepped by the compiler: equations, integrator, threshold, transmission and reset are constant
// expressions, which the compiler refuses at the first undefined behaviour in them. A network's own step uses columns
// on the heap, SIMD packs and intrinsics, which no compiler evaluates; it is compared with this one at run time.
#include "catch.hpp"
#include <array>
#include <cortexpr/core.hpp>

using namespace cortexpr;

namespace {

constexpr std::size_t size = 2, steps = 400;
constexpr double weight_si = 2e-3, current_si = 25e-3;

struct history {
  std::array<std::array<double, size>, steps> v{}; // at the start of each step
  std::array<int, size> spikes{};
};

template <class Integrator>
constexpr history step_by_compiler() {
  history h;
  std::array<state_of<scaled_lif, numeric<double>>, size> x{};
  x[1].v = -60_mV;
  const parameters_of<scaled_lif, numeric<double>> p{};
  inputs_of<scaled_lif, numeric<double>> in{};
  in.I = detail::lanes<double>(current_si);
  std::array<decltype(in), Integrator::stages.size()> inputs{};
  inputs.fill(in);
  const typename Integrator::template stepper<scaled_lif, double> stepper{};
  detail::block<double> at;
  at.dt = detail::lanes<double>(1e-4);
  at.active = true;
  for (std::size_t k = 0; k < steps; ++k) {
    std::array<bool, size> fired{};
    for (std::size_t i = 0; i < size; ++i) {
      h.v[k][i] = static_cast<const detail::lanes<double>&>(x[i].v).value;
      x[i] = stepper.advance(x[i], p, inputs, at);
      fired[i] = scaled_lif::spikes(x[i], p);
      h.spikes[i] += fired[i];
    }
    for (std::size_t i = 0; i < size; ++i)
      if (fired[i]) x[1 - i].v += detail::lanes<double>(weight_si);
    for (std::size_t i = 0; i < size; ++i)
      if (fired[i]) scaled_lif::reset(x[i], p);
  }
  return h;
}

constexpr history by_euler = step_by_compiler<euler>(), by_rk2 = step_by_compiler<rk2>();
static_assert(by_euler.spikes[0] > 0 && by_euler.spikes[1] > 0);
static_assert(by_rk2.spikes[0] > 0 && by_rk2.spikes[1] > 0);
static_assert(by_rk2.v[1][0] > by_rk2.v[0][0] && by_rk2.v[0][1] == -60e-3);
static_assert(by_rk2.v[steps - 1] != by_euler.v[steps - 1]);

template <class Integrator>
constexpr auto described = describe(population<"n">(size, scaled_lif{}, Integrator{}),
                                    drive<"n.I">(quantity<dim::volt>(current_si)),
                                    projection<"n -> n.v">(all_to_all{}.without_autapses(),
                                                           weight(quantity<dim::volt>(weight_si))),
                                    record<"n.v">(), record<"n.spikes">());

template <class Integrator>
void compare(const history& expected) {
  simulation<network<described<Integrator>>> sim;
  sim.template set<"n.v">(values(std::array{-70.0, -60.0}, 1_mV));
  sim.run_steps(steps);
  for (std::size_t k = 0; k < steps; ++k)
    for (std::size_t i = 0; i < size; ++i) REQUIRE(sim["n.v"_name](k, i) == Approx(expected.v[k][i]).epsilon(1e-12));
  CHECK(sim["n.spikes"_name].size() == static_cast<std::size_t>(expected.spikes[0] + expected.spikes[1]));
}

} // namespace

TEST_CASE("a network steps as the compiler does") {
  compare<euler>(by_euler);
  compare<rk2>(by_rk2);
}
