// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/jeffress.
namespace peers::texts::jeffress {

struct ear {
  static constexpr std::string_view model = R"(
    dx/dt = (sound-x)/tau_ear+sigma_ear*(2./tau_ear)**.5*xi : 1 (unless refractory)
    sound : 1 (input) # sound(t - delay), delay = distance*sin(theta)
    distance : second # distance to the centre of the head in time units
    dtheta/dt = angular_speed : radian
    tau_ear = 1*ms : second
    sigma_ear : 1 (constant)
    angular_speed = 2*pi/second : radian/second)",
                                    threshold = "x>1", reset = "x = 0", refractory = "2.5*ms";
};
struct detector {
  static constexpr std::string_view model = R"(
    dv/dt = -v / tau + sigma * (2 / tau)**.5 * xi : 1
    tau = 1*ms : second
    sigma : 1 (constant))",
                                    threshold = "v>1", reset = "v = 0";
};
struct coincidence {
  static constexpr std::string_view model = "w : 1", on_pre = "v += w";
};

} // namespace peers::texts::jeffress
