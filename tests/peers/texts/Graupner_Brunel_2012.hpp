// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>
#include <string_view>

/// The words of Brian2's example frompapers/Graupner_Brunel_2012, with noise and without.
namespace peers::texts::Graupner_Brunel_2012 {

struct noisy {
  static constexpr std::string_view model = R"(
    drho/dt = (-rho * (1 - rho) * (rho_star - rho) + gamma_p * (1 - rho) * int(c > theta_p)
               - gamma_d * rho * int(c > theta_d)
               + sigma * sqrt(tau) * sqrt(int(c > theta_d) + int(c > theta_p)) * xi) / tau : 1 (clock-driven)
    dc/dt = -c / tau_Ca : 1 (clock-driven)
    sigma = 2.8284 : 1
    tau = 150*second : second
    tau_Ca = 20*ms : second
    C1 = 1 : 1
    C2 = 2 : 1
    theta_d = 1 : 1
    theta_p = 1.3 : 1
    gamma_d = 200 : 1
    gamma_p = 321.808 : 1
    rho_star = 0.5 : 1)",
                                    on_pre = "c += C1", on_post = "c += C2";
  using integrator = cortexpr::stochastic_heun;
};
struct quiet {
  static constexpr std::string_view model = R"(
    drho/dt = (-rho * (1 - rho) * (rho_star - rho) + gamma_p * (1 - rho) * int(c > theta_p)
               - gamma_d * rho * int(c > theta_d)) / tau : 1 (clock-driven)
    dc/dt = -c / tau_Ca : 1 (clock-driven)
    tau = 15*second : second
    tau_Ca = 20*ms : second
    C1 = 1 : 1
    C2 = 2 : 1
    theta_d = 1 : 1
    theta_p = 1.3 : 1
    gamma_d = 200 : 1
    gamma_p = 321.808 : 1
    rho_star = 0.5 : 1)",
                                    on_pre = "c += C1", on_post = "c += C2";
  using integrator = cortexpr::euler;
};

} // namespace peers::texts::Graupner_Brunel_2012
