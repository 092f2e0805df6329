// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example coupled_oscillators.
namespace peers::texts::coupled_oscillators {

struct oscillator {
  static constexpr std::string_view model = R"(
    dTheta/dt = omega + K/N*coupling : radian
    omega : radian/second (constant)
    K : radian/second (constant)
    coupling : 1 (input))";
};
struct connection {
  static constexpr std::string_view model = "coupling_post = sin(Theta_pre - Theta_post) : 1 (summed)";
};

} // namespace peers::texts::coupled_oscillators
