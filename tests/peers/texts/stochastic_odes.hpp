// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example advanced/stochastic_odes.
namespace peers::texts::stochastic_odes {

struct brownian {
  static constexpr std::string_view model = R"(
    dX/dt = (mu - 0.5*second*sigma**2)*X + X*sigma*xi*second**.5: 1
    mu = 0.5/second : Hz
    sigma = 0.1/second : Hz)",
                                    start = "X = 1";
};

} // namespace peers::texts::stochastic_odes
