// SPDX-License-Identifier: BSL-1.0
// expect: has more than 32 members
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct gates {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    number<I> a1 = 1, a2 = 2, a3 = 3, a4 = 4, a5 = 5, a6 = 6, a7 = 7, a8 = 8, a9 = 9, a10 = 10, a11 = 11;
    number<I> b1 = 1, b2 = 2, b3 = 3, b4 = 4, b5 = 5, b6 = 6, b7 = 7, b8 = 8, b9 = 9, b10 = 10, b11 = 11;
    number<I> c1 = 1, c2 = 2, c3 = 3, c4 = 4, c5 = 5, c6 = 6, c7 = 7, c8 = 8, c9 = 9, c10 = 10;
#ifndef OK
    number<I> c11 = 11;
#endif
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / (p.a1 + p.b11 + p.c10) / 1_s};
  }
};
constexpr auto d = describe(population<"n">(5, gates{}, parameter<"c10">(1.0)), record<"n.v">());

int main() { simulation<network<d>> sim{seed{1}}; }
