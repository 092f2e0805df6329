// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

namespace cortexpr::detail {

/// The integrator of a population with `precise_spikes`: steps are those of `Integrator`; where a threshold is crossed
/// between them is found by `precise_pass`.
template <class Integrator>
struct located : Integrator {
  static constexpr bool finds_spikes = true;
  static constexpr bool is_located = true;
};

template <class Integrator>
concept Located = requires {
  requires Integrator::is_located;
};

/// The integrator of whole steps.
template <class Integrator>
struct of_whole_steps {
  using type = Integrator;
};
template <class Integrator>
struct of_whole_steps<located<Integrator>> {
  using type = Integrator;
};

} // namespace cortexpr::detail
