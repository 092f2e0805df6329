// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "parts.hpp"

#include <cortexpr/core.hpp>
#include <cstdint>

namespace benchmarks {

// The parts of model A of Brunel (2000); brunel.cpp says what it is.

template <cortexpr::fixed_string Name>
constexpr auto brunel_cells(std::int64_t n) {
  using namespace cortexpr;
  return population<Name>(n, scaled_lif{}, parameter<"E_L">(0_mV), parameter<"V_th">(20_mV), parameter<"V_r">(10_mV),
                          parameter<"t_ref">(2_ms), start<"v">(uniform(0_mV, 20_mV)));
}

template <cortexpr::fixed_string Route>
constexpr auto brunel_synapses(const cortexpr::quantity<cortexpr::dim::volt>& w) {
  using namespace cortexpr;
  return projection<Route>(fixed_probability{0.1}, weight(w), delay(1.5_ms));
}

} // namespace benchmarks
