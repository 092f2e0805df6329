// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/diagnose/dynamics.hpp>
#include <limits>
#include <vector>

namespace cortexpr::detail {

/// Events that arrive at a neuron, as what they add to its equations: a mean drift of every variable (per second) and
/// the power of the noise around it. By Campbell's theorem these are rate times weight and rate times weight squared.
struct arrivals {
  std::vector<double> drift, power;
  std::vector<double> cap; ///< variables that arrivals cannot bring above a bound

  explicit arrivals(std::size_t variables)
      : drift(variables, 0), power(variables, 0), cap(variables, std::numeric_limits<double>::infinity()) {}
};

/// A quantity's typical size, so that equations in different units can be solved together.
inline double usual_size(const dimension& unit) {
  if (unit == dim::volt) return 1e-3;
  if (unit == dim::amp) return 1e-11;
  if (unit == dim::siemens) return 1e-9;
  return unit == dim::one ? 1e-2 : 1;
}

/// Solves a x = b in place (partial pivoting); false if `a` is singular.
inline bool solve(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t best = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::abs(a[i * n + k]) > std::abs(a[best * n + k])) best = i;
    if (!(std::abs(a[best * n + k]) > 0)) return false;
    for (std::size_t j = 0; best != k && j < n; ++j) std::swap(a[best * n + j], a[k * n + j]);
    std::swap(b[best], b[k]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] / a[k * n + k];
      if (factor == 0) continue;
      for (std::size_t j = k; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k * n + j] * b[j];
    b[k] /= a[k * n + k];
  }
  return true;
}

/// d f_i / d x_j at a point, row by row.
inline std::vector<double> jacobian(const dynamics& d, const dynamics::vector& x, const dynamics::vector& u) {
  const std::size_t n = x.size();
  std::vector<double> all(n * n), column;
  for (std::size_t k = 0; k < n; ++k) {
    d.slopes(x, u, k, column);
    for (std::size_t i = 0; i < n; ++i) all[i * n + k] = column[i];
  }
  return all;
}

/// Where a neuron without threshold settles under its mean input.
struct steady_state {
  dynamics::vector x;
  bool exists = false; ///< otherwise it runs away or spikes by itself: there is no free mean potential
};

/// Follows the equations with growing steps until they rest (linearly implicit Euler: large steps are stable, and a
/// linear model is solved exactly).
inline steady_state settle(const dynamics& d, dynamics::vector x, const dynamics::vector& u, const arrivals& in) {
  const std::size_t n = x.size();
  steady_state result{x, !d.flows};
  if (!d.flows) return result;
  std::vector<bool> capped(n, false);
  dynamics::vector f;
  double h = 1e-4;
  int quiet = 0;
  for (int round = 0; round < 400; ++round) {
    d.flow(x, u, f);
    std::vector<double> a = jacobian(d, x, u);
    for (std::size_t i = 0; i < n; ++i) {
      f[i] = capped[i] ? 0 : f[i] + in.drift[i];
      for (std::size_t j = 0; j < n; ++j) a[i * n + j] = capped[i] ? 0 : -a[i * n + j];
      a[i * n + i] += 1 / h;
    }
    if (!solve(a, f)) return result;
    bool still = true;
    for (std::size_t i = 0; i < n; ++i) {
      if (!std::isfinite(f[i])) return result;
      still = still && std::abs(f[i]) < 1e-9 * (std::abs(x[i]) + usual_size(d.variables[i].unit));
      x[i] += f[i];
      if (x[i] > in.cap[i]) x[i] = in.cap[i], capped[i] = true;
    }
    quiet = still && h > 10 ? quiet + 1 : 0;
    if (quiet == 2) {
      result.x = x;
      result.exists = true;
      return result;
    }
    h = std::min(h * 1.3, 1e3);
  }
  return result;
}

/// The covariance of all variables around a steady state: solves J C + C J^T + Q = 0 with the equations made linear
/// there. Empty if they are not stable.
inline std::vector<double> covariance(const dynamics& d, const dynamics::vector& x, const dynamics::vector& u,
                                      const std::vector<double>& power) {
  const std::size_t n = x.size();
  std::vector<double> J = jacobian(d, x, u), a(n * n * n * n, 0), c(n * n, 0);
  std::vector<double> size(n);
  for (std::size_t i = 0; i < n; ++i) size[i] = usual_size(d.variables[i].unit);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) J[i * n + j] *= size[j] / size[i];
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t row = i * n + j;
      for (std::size_t k = 0; k < n; ++k) {
        a[row * n * n + k * n + j] += J[i * n + k];
        a[row * n * n + i * n + k] += J[j * n + k];
      }
    }
  for (std::size_t i = 0; i < n; ++i) c[i * n + i] = -power[i] / (size[i] * size[i]);
  if (!solve(a, c)) return {};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) c[i * n + j] *= size[i] * size[j];
  return c;
}

/// Whether small deviations from a steady state die away: by Lyapunov's theorem, noise in all variables then has a
/// positive definite covariance.
inline bool is_stable(const dynamics& d, const dynamics::vector& x, const dynamics::vector& u) {
  const std::size_t n = x.size();
  std::vector<double> power(n);
  for (std::size_t i = 0; i < n; ++i) power[i] = std::pow(usual_size(d.variables[i].unit), 2);
  std::vector<double> c = covariance(d, x, u, power);
  if (c.empty()) return false;
  // Cholesky's method succeeds with positive definite matrices only.
  for (std::size_t k = 0; k < n; ++k) {
    double pivot = c[k * n + k];
    for (std::size_t j = 0; j < k; ++j) pivot -= c[k * n + j] * c[k * n + j];
    if (!(pivot > 0)) return false;
    c[k * n + k] = std::sqrt(pivot);
    for (std::size_t i = k + 1; i < n; ++i) {
      for (std::size_t j = 0; j < k; ++j) c[i * n + k] -= c[i * n + j] * c[k * n + j];
      c[i * n + k] /= c[k * n + k];
    }
  }
  return true;
}

/// Mean and standard deviation of variable k under arrivals, threshold switched off.
struct moments {
  bool exist = false;
  double mean = 0, deviation = 0;
  dynamics::vector x; ///< the means of all variables
};
inline moments free_moments(const dynamics& d, const dynamics::vector& start, const dynamics::vector& u,
                            const arrivals& in, std::size_t k) {
  const steady_state s = settle(d, start, u, in);
  if (!s.exists || (!d.linear && !is_stable(d, s.x, u))) return {};
  moments m{true, s.x[k], 0, s.x};
  const std::size_t n = s.x.size();
  std::vector<double> power = in.power;
  for (std::size_t i = 0; i < n; ++i)
    if (s.x[i] >= in.cap[i]) power[i] = 0; // what is held at its bound does not fluctuate
  if (const std::vector<double> c = covariance(d, s.x, u, power); !c.empty() && c[k * n + k] > 0)
    m.deviation = std::sqrt(c[k * n + k]);
  return m;
}

} // namespace cortexpr::detail
