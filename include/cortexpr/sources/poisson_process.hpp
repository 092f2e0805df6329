// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Poisson spike source of any rate: the number of spikes of a neuron in a step has the Poisson distribution of mean
/// rate dt. Every one of them is a spike of its own: delivered, recorded and learnt from.
///
/// | parameter | meaning             | default |
/// | rate      | constant rate       | 0 Hz    |
///
/// Input `drive`, in hertz, adds to the rate. `poisson`, as Brian2's PoissonGroup, spikes at most once per step; this
/// is NEST's poisson_generator followed by a parrot_neuron. At most 10,000 spikes per step. Where all targets are to
/// have spikes of their own, `poisson_input` is faster.
///
/// Example (examples/reference/poisson_process.cpp):
///
///     constexpr auto d = describe(population<"in">(100, poisson_process{}, parameter<"rate">(50_kHz)),
///                                 record<"in.rate">(every{100_ms}));
struct poisson_process {
  static constexpr bool several_per_step = true;
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
