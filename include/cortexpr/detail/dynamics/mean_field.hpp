// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/dynamics/dynamics.hpp>
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
  dynamics::vector x;  ///< where it rests, or where it was last
  bool exists = false; ///< otherwise it runs away or spikes by itself: there is no free mean potential
};

/// Follows the equations with growing steps until they rest (linearly implicit Euler: large steps are stable, and a
/// linear model is solved exactly). Only the variables of `which`, a set of bits, move: what they do not depend on may
/// count or diverge without effect on the result.
inline steady_state settle(const dynamics& d, dynamics::vector x, const dynamics::vector& u, const arrivals& in,
                           std::uint64_t which) {
  const std::size_t n = x.size();
  steady_state result{x, !d.flows};
  if (!d.flows) return result;
  std::vector<bool> fixed(n);
  for (std::size_t i = 0; i < n; ++i) fixed[i] = (which >> i & 1U) == 0;
  dynamics::vector f;
  double h = 1e-4;
  int quiet = 0;
  for (int round = 0; round < 400; ++round) {
    d.flow(x, u, f);
    std::vector<double> a = jacobian(d, x, u);
    for (std::size_t i = 0; i < n; ++i) {
      f[i] = fixed[i] ? 0 : f[i] + in.drift[i];
      for (std::size_t j = 0; j < n; ++j) a[i * n + j] = fixed[i] ? 0 : -a[i * n + j];
      a[i * n + i] += 1 / h;
    }
    if (!solve(a, f)) return result;
    bool still = true;
    for (std::size_t i = 0; i < n; ++i) {
      if (!std::isfinite(f[i])) return result;
      const double size = usual_size(d.variables[i].unit);
      still = still && std::abs(f[i]) < 1e-9 * (std::abs(x[i]) + size);
      x[i] += f[i];
      if (x[i] > in.cap[i]) x[i] = in.cap[i], fixed[i] = true;
    }
    quiet = still && h > 10 ? quiet + 1 : 0;
    result.x = x;
    if (quiet == 2) {
      // The rest of a variable that decays to 0 is no number of the model.
      for (std::size_t i = 0; i < n; ++i)
        if (std::abs(x[i]) < 1e-9 * usual_size(d.variables[i].unit) && in.drift[i] == 0) result.x[i] = 0;
      result.exists = true;
      return result;
    }
    h = std::min(h * 1.3, 1e3);
  }
  return result;
}

/// The equations made linear at a point, of those variables of a set that change at all.
struct linear_equations {
  std::vector<std::size_t> which;
  std::vector<double> J;    ///< row by row, in usual sizes
  std::vector<double> size; ///< usual sizes

  [[nodiscard]] std::size_t place_of(std::size_t k) const {
    return static_cast<std::size_t>(std::find(which.begin(), which.end(), k) - which.begin());
  }
};
inline linear_equations linear_at(const dynamics& d, const dynamics::vector& x, const dynamics::vector& u,
                                  const std::vector<double>& power, std::uint64_t set) {
  const std::size_t n = x.size();
  const std::vector<double> J = jacobian(d, x, u);
  linear_equations e;
  for (std::size_t i = 0; i < n; ++i) {
    bool changes = power[i] != 0;
    for (std::size_t j = 0; j < n; ++j) changes = changes || J[i * n + j] != 0;
    if (changes && (set >> i & 1U) != 0) e.which.push_back(i);
  }
  for (const std::size_t i : e.which) {
    e.size.push_back(usual_size(d.variables[i].unit));
    for (const std::size_t j : e.which)
      e.J.push_back(J[i * n + j] * usual_size(d.variables[j].unit) / usual_size(d.variables[i].unit));
  }
  return e;
}

/// The covariance of these variables (in usual sizes): solves J C + C J^T + Q = 0. Empty if they are not stable.
inline std::vector<double> covariance(const linear_equations& e, const std::vector<double>& power) {
  const std::size_t n = e.which.size();
  std::vector<double> a(n * n * n * n, 0), c(n * n, 0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t row = i * n + j;
      for (std::size_t k = 0; k < n; ++k) {
        a[row * n * n + k * n + j] += e.J[i * n + k];
        a[row * n * n + i * n + k] += e.J[j * n + k];
      }
    }
  for (std::size_t i = 0; i < n; ++i) c[i * n + i] = -power[i];
  if (!solve(a, c)) return {};
  return c;
}

/// Whether small deviations from a steady state die away: by Lyapunov's theorem, noise in all variables then has a
/// positive definite covariance.
inline bool is_stable(const dynamics& d, const dynamics::vector& x, const dynamics::vector& u, std::uint64_t set) {
  const linear_equations e = linear_at(d, x, u, std::vector<double>(x.size(), 0), set);
  const std::size_t n = e.which.size();
  std::vector<double> c = covariance(e, std::vector<double>(n, 1));
  if (c.empty()) return n == 0;
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
  bool falls = false; ///< if there are none: the variable falls without bound, so that it does not spike either
  double mean = 0, deviation = 0;
  dynamics::vector x; ///< the means of all variables
};
inline moments free_moments(const dynamics& d, const dynamics::vector& start, const dynamics::vector& u,
                            const arrivals& in, std::size_t k) {
  const std::uint64_t set = d.sources_of(k);
  const steady_state s = settle(d, start, u, in, set);
  // An equation that bends holds no longer where the neuron has spiked: what rests there is no state of the neuron.
  const bool beyond = k == d.membrane && d.bends_itself(k) && d.crossed && d.crossed(s.x, u);
  if (!s.exists || beyond || !is_stable(d, s.x, u, set)) {
    dynamics::vector slopes;
    d.slopes(s.x, u, k, slopes);
    const bool low = !s.exists && s.x[k] < start[k] - 1e3 * usual_size(d.variables[k].unit);
    return {false, low && slopes[k] >= 0, 0, 0, {}};
  }
  moments m{true, false, s.x[k], 0, s.x};
  std::vector<double> power = in.power;
  for (std::size_t i = 0; i < power.size(); ++i)
    if (s.x[i] >= in.cap[i]) power[i] = 0; // what is held at its bound does not fluctuate
  const linear_equations e = linear_at(d, s.x, u, power, set);
  const std::size_t n = e.which.size(), at = e.place_of(k);
  if (at == n) return m;
  std::vector<double> sized;
  for (std::size_t i = 0; i < n; ++i) sized.push_back(power[e.which[i]] / (e.size[i] * e.size[i]));
  if (const std::vector<double> c = covariance(e, sized); !c.empty() && c[at * n + at] > 0)
    m.deviation = std::sqrt(c[at * n + at]) * e.size[at];
  return m;
}

} // namespace cortexpr::detail
