// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor with at_spike(const auto& n) lists
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct at_spikes {
  static auto at_spike(const auto& n) { return n["v"_name]; }
#ifndef OK
  static void on_spike(auto&, const auto&) {}
#endif
};

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"v at spikes", "n">(at_spikes{}));

int main() { simulation<network<d>> sim{seed{1}}; }
