// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <string>

/// Integrators of the naive simulator.
namespace naive_language {

using values = std::map<std::string, double>; ///< of one neuron, of one synapse, or derivatives of them

inline values moved(values x, const values& slope, double h) {
  for (const auto& [name, derivative] : slope) x[name] += h * derivative;
  return x;
}

/// One step of an integrator. `slope(x, stage)`: the derivatives; stage 0, 0.5 or 1 is where in the step inputs are
/// read.
template <class Slope>
values integrate(const std::string& method, const values& x, double dt, const Slope& slope) {
  const values k1 = slope(x, 0.0);
  if (method == "rk2") return moved(x, slope(moved(x, k1, dt / 2), 0.5), dt);
  if (method == "heun") return moved(moved(x, k1, dt / 2), slope(moved(x, k1, dt), 1.0), dt / 2);
  if (method == "rk4") {
    const values k2 = slope(moved(x, k1, dt / 2), 0.5), k3 = slope(moved(x, k2, dt / 2), 0.5),
                 k4 = slope(moved(x, k3, dt), 1.0);
    return moved(moved(moved(moved(x, k1, dt / 6), k2, dt / 3), k3, dt / 3), k4, dt / 6);
  }
  if (method == "exact") { // of linear equations: the solution's Taylor series, each term the slope of the one before
    values y = x, term = k1;
    for (auto& [name, value] : term) value *= dt;
    for (int order = 2; order < 24; ++order) {
      y = moved(y, term, 1);
      const values before = slope(x, 0.0);
      values next = slope(moved(x, term, 1), 0.0);
      for (auto& [name, value] : next) value = (value - before.at(name)) * dt / order;
      term = next;
    }
    return y;
  }
  return moved(x, k1, dt);
}

/// One step of equations with noise. `amplitude(x, stage)`: the factors of white noise, `dw` its integrals in the step.
template <class Slope, class Amplitude>
values integrate_noise(const std::string& method, const values& x, double dt, const Slope& slope,
                       const Amplitude& amplitude, const values& dw) {
  const values b = amplitude(x, 0.0);
  const auto kicked = [&](values y, const values& factors, double share) {
    for (const auto& [name, factor] : factors) y[name] += share * factor * dw.at(name);
    return y;
  };
  if (method == "stochastic_heun") {
    const values k1 = slope(x, 0.0), end = kicked(moved(x, k1, dt), b, 1);
    return kicked(kicked(moved(moved(x, k1, dt / 2), slope(end, 1.0), dt / 2), b, 0.5), amplitude(end, 1.0), 0.5);
  }
  values y = kicked(moved(x, slope(x, 0.0), dt), b, 1);
  if (method == "milstein_ito" || method == "milstein_stratonovich")
    for (const auto& [name, factor] : b) { // the slope of the amplitude, which is at most a square
      values left = x, right = x;
      left[name] -= 0.25, right[name] += 0.25;
      const double steepness = 2 * (amplitude(right, 0.0).at(name) - amplitude(left, 0.0).at(name)), w = dw.at(name);
      y[name] += factor * steepness * (w * w - (method == "milstein_ito" ? dt : 0)) / 2;
    }
  return y;
}

} // namespace naive_language
