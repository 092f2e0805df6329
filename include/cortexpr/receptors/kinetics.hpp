// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Exponential kinetics: a spike raises the level by the weight, which then decays: dy/dt = -y/tau.
struct exponential {
  template <class I, dimension D>
  struct state {
    carrier<I, D> level{};
  };
  template <class S, dimension D, class Time>
  static constexpr state<ddt<S>, D> flow(const state<S, D>& x, const Time& tau) {
    return {.level = -x.level / tau};
  }
};

/// Alpha kinetics: a spike raises s by the weight w, and dy/dt = (s - y)/tau, ds/dt = -s/tau, so that the level
/// runs through w (t/tau) exp(-t/tau) and peaks at w/e after tau.
struct alpha {
  template <class I, dimension D>
  struct state {
    carrier<I, D> level{};
    carrier<I, D> rise{};
  };
  template <class S, dimension D, class Time>
  static constexpr state<ddt<S>, D> flow(const state<S, D>& x, const Time& tau) {
    return {.level = (x.rise - x.level) / tau, .rise = -x.rise / tau};
  }
};

} // namespace cortexpr
