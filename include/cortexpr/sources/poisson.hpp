// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Poisson spike source: in every step a neuron spikes with probability rate dt (at most once per step).
///
/// | parameter | meaning             | default |
/// | rate      | constant rate       | 0 Hz    |
///
/// Input `drive`, in hertz, adds to the rate: `drive<"stimulus.drive">(given<>)` with a timed array shows patterns.
///
/// Example (examples/reference/poisson.cpp):
///
///     constexpr auto d = describe(population<"in">(1000, poisson{}, parameter<"rate">(10_Hz)),
///                                 drive<"in.drive">(sinusoid{10_Hz, 1_Hz}), record<"in.rate">(every{500_ms}));
struct poisson {
  template <class I>
  struct state {};
  template <class I>
  struct parameters {
    hertz<I> rate = 0_Hz;
  };
  template <class T>
  struct inputs {
    hertz<T> drive = 0_Hz;
  };
  static constexpr auto hazard(const auto&, const auto& p, const auto& in) { return p.rate + in.drive; }
};

} // namespace cortexpr
