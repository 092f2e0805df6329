// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

using namespace cortexpr; // twins alone include this

/// The monitor of docs/write_your_own_monitor.md.
struct mean_potential {
  static constexpr auto reads = names<"v">;
  struct part {
    quantity<dim::volt> sum{0};
    double n = 0;
  };
  static void on_step(part& p, const auto& n) {
    p.sum += n["v"_name];
    p.n += 1;
  }
  static part merge(const part& a, const part& b) { return {a.sum + b.sum, a.n + b.n}; }
  static auto result(const part& p) { return p.sum / p.n; }
};
