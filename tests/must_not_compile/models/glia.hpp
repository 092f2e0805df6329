// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

using namespace cortexpr; // twins alone include this

/// Follows what it is fed.
struct glia {
  template <class I>
  struct state {
    number<I> c = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
  };
  template <class I>
  struct inputs {
    number<I> Y = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.c = (in.Y - x.c) / p.tau};
  }
};
