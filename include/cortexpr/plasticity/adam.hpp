// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Takes the steps of another rule's `gradient` in the size that its own fluctuations suggest (Adam).
///
///     every `interval`:  mean <- beta_1 mean + (1 - beta_1) gradient,  square <- beta_2 square + (1 - beta_2) gradient^2
///     w -= eta (mean / (1 - beta_1^n)) / (sqrt(square / (1 - beta_2^n)) + epsilon),  gradient <- 0;   n: updates so far
///
/// | parameter | meaning                                             | default |
/// | eta       | learning rate: about the size of a step             | 1e-3    |
/// | interval  | time between two updates                            | 1 s     |
/// | beta_1    | memory of the mean                                  | 0.9     |
/// | beta_2    | memory of the square                                | 0.999   |
/// | epsilon   | keeps steps of next to no gradient small            | 1e-8    |
///
/// It stands before the rule whose gradient it takes. Bytes per synapse: 16. Source: Kingma and Ba (2015), ICLR,
/// arXiv:1412.6980.
///
/// Example (examples/reference/eprop.cpp):
///
///     plasticity{transmit{}, adam{.eta = 2e-3, .interval = 200_ms}, eprop{.interval = 200_ms}}),
struct adam {
  double eta = 1e-3;
  quantity<dim::second> interval = 1_s;
  double beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-8;

  struct synapse {
    double mean = 0, square = 0;
  };
  void on_step(auto& s) const {
    const double n = std::floor(s.t / interval + 0.5);
    if (n < 1) return; // nothing has happened yet
    s.mean = beta_1 * s.mean + (1 - beta_1) * s.gradient;
    s.square = beta_2 * s.square + (1 - beta_2) * s.gradient * s.gradient;
    const double mean = s.mean / (1 - std::pow(beta_1, n)), square = s.square / (1 - std::pow(beta_2, n));
    s.w -= eta * mean / (std::sqrt(square) + epsilon);
    s.gradient = 0;
  }
  [[nodiscard]] bool operator==(const adam&) const = default;
};

} // namespace cortexpr
