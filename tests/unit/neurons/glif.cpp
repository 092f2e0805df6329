// SPDX-License-Identifier: BSL-1.0
// GLIF 1 to 5 against a plain loop with closed forms of the equations, step by step.

#include "catch.hpp"
#include "laws/model_laws.hpp"

#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/neurons/glif.hpp>
#include <vector>

namespace {

using namespace cortexpr;

static_assert(linear_model<glif1> && linear_model<glif2> && linear_model<glif3> && linear_model<glif4> &&
              linear_model<glif5>);
static_assert(std::is_same_v<default_integrator<glif5>, exact>);

struct found {
  std::vector<std::int64_t> spikes;
  std::vector<double> v, threshold;
};

/// The equations of Teeter et al. (2018) in ms, mV, pA, pF, nS, solved term by term.
found plain_loop(double drive, std::int64_t steps, bool reset_rules, bool currents, bool follows) {
  const double h = 0.1, C = 58.72, g = 9.43, E = -78.85, theta = -51.68, V_r = -78.85, t_ref = 3.75, f_v = 0.2,
               delta_v = -18.51, delta_theta = 0.37, b_s = 0.009, a_v = 0.005, b_v = 0.09;
  const std::array<double, 2> k{0.003, 0.1}, amplitude{-9.18, -198.94};
  const double m = g / C; // all rates per ms
  const auto decay = [&](double rate) { return std::exp(-rate * h); };
  std::array<double, 2> I{};
  double v = E, s = 0, follow = 0;
  int left = 0;
  found result;
  for (std::int64_t step = 0; step < steps; ++step) {
    result.v.push_back(v * 1e-3);
    result.threshold.push_back((theta + s + follow) * 1e-3);
    if (left > 0) --left;
    if (left > 0) continue;
    // u = v - E_L is a sum of exponentials: u = A + B exp(-m t) + sum of c_j exp(-k_j t).
    const double u = v - E, A = drive / g;
    double B = u - A, now = A;
    std::array<double, 2> c{};
    for (std::size_t j = 0; currents && j < 2; ++j) {
      c[j] = I[j] / C / (m - k[j]);
      B -= c[j];
      now += c[j] * decay(k[j]);
    }
    now += B * decay(m);
    if (follows) {
      double next = follow * decay(b_v) + a_v * A * (1 - decay(b_v)) / b_v;
      next += a_v * B * (decay(m) - decay(b_v)) / (b_v - m);
      for (std::size_t j = 0; j < 2; ++j) next += a_v * c[j] * (decay(k[j]) - decay(b_v)) / (b_v - k[j]);
      follow = next;
    }
    for (std::size_t j = 0; currents && j < 2; ++j) I[j] *= decay(k[j]);
    s *= decay(b_s);
    v = E + now;
    if (v <= theta + s + follow) continue;
    result.spikes.push_back(step);
    left = static_cast<int>(t_ref / h + 1e-3);
    v = reset_rules ? E + f_v * (v - E) - delta_v : V_r;
    if (reset_rules) s = s * std::exp(-b_s * t_ref) + delta_theta;
    for (std::size_t j = 0; currents && j < 2; ++j) I[j] = I[j] * std::exp(-k[j] * t_ref) + amplitude[j];
  }
  return result;
}

template <class M>
constexpr auto d = describe(population<"n">(3, M{}), drive<"n.I">(given), record<"n.spikes">(), record<"n.v">());

template <class M>
void compare(bool reset_rules, bool currents, bool follows) {
  CHECK(laws::all<M>());
  const double drives[] = {270, 400, 900}; // pA
  std::vector<double> in(drives, drives + 3);
  simulation<network<d<M>>> sim{set<"n.I">(timed_array(in, 3, 1_pA, 1_s))};
  sim.run_steps(5000);
  const auto& spikes = sim["n.spikes"_name];
  const auto& v = sim["n.v"_name];
  for (std::uint32_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    const found expected = plain_loop(drives[i], 5000, reset_rules, currents, follows);
    std::vector<std::int64_t> steps;
    for (std::size_t k = 0; k < spikes.size(); ++k)
      if (spikes.neurons[k] == i) steps.push_back(spikes.steps[k]);
    CHECK(steps == expected.spikes);
    if (i == 2) CHECK(steps.size() > 20);
    double worst = 0;
    for (std::size_t k = 0; k < v.rows(); ++k) worst = std::max(worst, std::abs(v(k, i) - expected.v[k]));
    CHECK(worst < 1e-13);
  }
}

TEST_CASE("glif1 to glif5 are the published equations", "[neurons]") {
  compare<glif1>(false, false, false);
  compare<glif2>(true, false, false);
  compare<glif3>(false, true, false);
  compare<glif4>(true, true, false);
  compare<glif5>(true, true, true);
}

} // namespace
