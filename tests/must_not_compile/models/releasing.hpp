// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

using namespace cortexpr; // twins alone include this

/// Spikes release Y; G is set from outside.
struct releasing {
  static constexpr bool transmits = true;
  quantity<dim::hertz> Omega = 40_Hz;
  template <class I>
  struct synapse {
    number<I> Y = 0, G = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y = -p.Omega * s.Y, .G = 0_Hz};
  }
  static void on_pre(auto& s) { s.Y += 1; }
  bool operator==(const releasing&) const = default;
};
