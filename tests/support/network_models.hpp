// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

#include <cstdint>
#include <vector>

namespace unit_tests {

using namespace cortexpr;

/// Sums its input without a leak, so that a trace shows every arrival as it is. `u` is like v but never reset.
template <template <class> class Mark>
struct adder {
  template <class I>
  struct state {
    Mark<volt<I>> v = 0_V, u = 0_V;
  };
  template <class I>
  struct parameters {
    volt<I> V_th = 1_V;
    second<I> t_ref = 0_ms;
  };
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0_V; }
};

/// Counts what arrives, in numbers without a unit; spikes only where the threshold is lowered.
struct counter {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    number<I> v_th = 1e9;
  };
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

/// Spikes of neuron 0 at these steps.
inline spike_list spikes_at(const std::vector<std::int64_t>& steps) {
  return spike_list::at_steps(steps, std::vector<std::int64_t>(steps.size(), 0));
}

/// One column of a trace.
template <class Real>
std::vector<Real> column_of(const trace<Real>& t, std::size_t column) {
  std::vector<Real> values;
  for (std::size_t k = 0; k < t.rows(); ++k) values.push_back(t(k, column));
  return values;
}

/// The steps at which a neuron spiked.
inline std::vector<std::int64_t> steps_of(const spike_train& s, std::uint32_t neuron) {
  std::vector<std::int64_t> steps;
  for (std::size_t k = 0; k < s.size(); ++k)
    if (s.neurons[k] == neuron) steps.push_back(s.steps[k]);
  return steps;
}

} // namespace unit_tests
