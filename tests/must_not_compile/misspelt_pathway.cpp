// SPDX-License-Identifier: BSL-1.0
// expect: names no pathway of its rules, and not
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct two_ways {
  static constexpr std::tuple pathways{pathway<"down">([](const auto&, auto& s) { s.w = 0.9 * s.w; })};
  void on_pre(auto& s) const { s.w = 1.1 * s.w; }
  bool operator==(const two_ways&) const = default;
};
#ifdef OK
#define NAME "down"
#else
#define NAME "dwon"
#endif

constexpr auto d =
    describe(population<"in">(3, poisson{}), population<"n">(3, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{two_ways{}}, delay_of<NAME>(2_ms)));

int main() { simulation<network<d>> sim{seed{1}}; }
