// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace {

using namespace unit_tests;
using numbers_type = std::vector<double>;

/// Shows its input: after an Euler step v has grown by dt times the input (in mV per ms).
struct integrator_cell {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    second<I> tau = 1_s;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V, J = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (in.I + in.J) / p.tau};
  }
};

constexpr auto driven = describe(record<"n.v">(), population<"n">(3, integrator_cell{}, euler{}), drive<"n.I">(2_V),
                                 drive<"n.I">(sinusoid{3_V, 100_Hz, 0.5, 1_V}), drive<"n.I">(given));

/// The input that neuron i saw in every step.
template <class Sim>
numbers_type inputs_of_steps(const Sim& sim, std::size_t i) {
  const auto v = column_of(sim["n.v"_name], i);
  numbers_type in;
  for (std::size_t k = 1; k < v.size(); ++k) in.push_back((v[k] - v[k - 1]) / sim.dt());
  return in;
}

TEST_CASE("drives of one input add up", "[sources]") {
  // A row every 0.2 ms, one column per neuron.
  const timed_array table(numbers_type{0, 10, 20, 1, 11, 21, 2, 12, 22}, 3, 1_V, 0.2_ms);
  simulation<network<driven>> sim{set<"n.I">(table)};
  sim.run_steps(11);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto in = inputs_of_steps(sim, i);
    for (std::size_t k = 0; k < 10; ++k) {
      CAPTURE(i, k);
      const double t = static_cast<double>(k) * 1e-4;
      const double wave = 1 + 3 * std::sin(2 * std::numbers::pi * 100 * t + 0.5);
      const double row = static_cast<double>(std::min<std::size_t>(k / 2, 2) + 10 * i);
      CHECK(in[k] == Approx(2 + wave + row).epsilon(1e-9));
    }
  }
}

constexpr auto tabled =
    describe(record<"n.v">(), population<"n">(1, integrator_cell{}, euler{}), drive<"n.I">(given), drive<"n.J">(1_V));

TEST_CASE("rows of a timed array meet the steps as Brian2 has it", "[sources]") {
  const auto rows = [](quantity<dim::second> dt_rows, quantity<dim::second> dt) {
    const timed_array table(numbers_type{0, 1, 2, 3, 4, 5, 6, 7}, 1_V, dt_rows);
    simulation<network<tabled>> sim{set<"n.I">(table), time_step{dt}};
    sim.run_steps(13);
    std::vector<int> seen;
    for (const double x : inputs_of_steps(sim, 0)) seen.push_back(static_cast<int>(std::lround(x - 1)));
    return seen;
  };
  CHECK(rows(0.1_ms, 0.1_ms) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7});
  CHECK(rows(0.3_ms, 0.1_ms) == std::vector<int>{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3});
  CHECK(rows(0.25_ms, 0.1_ms) == std::vector<int>{0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4}); // t = 0.5 ms opens row 2
  CHECK(rows(0.1_ms, 0.25_ms) == std::vector<int>{0, 2, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7});
  CHECK(rows(10_ms, 0.1_ms) == std::vector<int>(12, 0));
}

TEST_CASE("a timed array of pure numbers needs no unit", "[sources]") {
  const timed_array list(numbers_type{0.5, 2, 3}, 1_ms), rows(numbers_type{0.5, 2, 3, 4}, 2, 1_ms);
  static_assert(std::is_same_v<decltype(list), const timed_array<dim::one>> &&
                std::is_same_v<decltype(rows), decltype(list)>);
  CHECK(list == timed_array(numbers_type{0.5, 2, 3}, quantity<dim::one>(1), 1_ms));
  CHECK(rows == timed_array(numbers_type{0.5, 2, 3, 4}, 2, quantity<dim::one>(1), 1_ms));
  CHECK(rows.columns() == 2);
}

TEST_CASE("the shift of a timed array is Brian2's formula", "[sources]") {
  // K = max(1, 2^ceil(log2(8 dt_A/dt))): a time just before a row already belongs to it.
  timed_array table(numbers_type{0, 1, 2}, 1_V, 1_ms);
  table.prepare(0.1e-3); // K = 128
  CHECK(table.value(1e-3 * (1 - 0.45 / 128)) == 1);
  CHECK(table.value(1e-3 * (1 - 0.55 / 128)) == 0);
  table.prepare(1e-3); // K = 8
  CHECK(table.value(1e-3 * (1 - 0.45 / 8)) == 1);
  CHECK(table.value(1e-3 * (1 - 0.55 / 8)) == 0);
  table.prepare(1); // K = 1
  CHECK(table.value(0.6e-3) == 1);
  CHECK(table.value(-5.0) == 0);
  CHECK(table.value(1e300) == 2);
}

} // namespace
