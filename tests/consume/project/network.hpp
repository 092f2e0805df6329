// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

inline constexpr auto pair_of_cells = [] {
  using namespace cortexpr;
  return describe(population<"a">(3, poisson{}, parameter<"rate">(500_Hz)), population<"b">(2, scaled_lif{}),
                  projection<"a -> b.v">(all_to_all{}, weight(5_mV)), record<"b.spikes">());
}();

std::size_t spikes_of_the_other_unit();
