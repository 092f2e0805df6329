// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <string_view>

namespace cortexpr {

/// Pair-based STDP whose potentiation grows with a power of the weight and whose depression is proportional to it.
///
///     dx/dt = -x / tau_pre,  dy/dt = -y / tau_post;  a spike of the source adds 1 to x, one of the target 1 to y
///     spike arrives from the source:  w -= lambda alpha w y           (not below 0)
///     spike of the target:            w += lambda w_0 (w / w_0)^mu x  (no upper bound)
///
/// | parameter | meaning                                                  | default |
/// | tau_pre   | time constant of the source's trace                      | 20 ms   |
/// | tau_post  | time constant of the target's trace                      | 20 ms   |
/// | lambda    | learning rate                                            | 0.1     |
/// | alpha     | depression over potentiation                             | 1       |
/// | mu        | exponent of the weight in potentiation                   | 0.4     |
/// | w_0       | reference weight, in the unit of the weights             | 1       |
///
/// A weight of 0 stays 0. Weights are positive. NEST's `stdp_pl_synapse_hom` is this rule with w_0 = 1 pA,
/// `coincident_pairs::not_counted` and its whole delay as `dendritic_delay`. Conventions, cost and bytes: as `stdp`.
/// Source: Morrison, Aertsen and Diesmann (2007), Neural Comput. 19:1437, equation 3.2.
///
/// Example (examples/reference/power_law_stdp.cpp):
///
///     projection<"S: in -> cell.exc">(all_to_all{}, weight(45_pA), dendritic_delay(1.5_ms),
///                                     coincident_pairs::not_counted,
///                                     plasticity{power_law_stdp{.alpha = 0.1, .w_0 = 1_pA}, transmit{}})
struct power_law_stdp {
  quantity<dim::second> tau_pre = 20_ms, tau_post = 20_ms;
  double lambda = 0.1, alpha = 1, mu = 0.4;
  weight_value w_0 = 1;

  struct at_source {
    double x = 0;
  };
  struct at_target {
    double y = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_pre; }
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_post; }
  static constexpr void spike(at_source& pre) { pre.x += 1; }
  static constexpr void spike(at_target& post) { post.y += 1; }

  void on_pre(auto& s) const { s.w -= std::min(lambda * alpha * s.y, 1.0) * s.w; }
  void on_post(auto& s) const { s.w += lambda * std::pow(std::max(s.w / w_0, 0.0), mu) * s.x * w_0; }

  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {w_0}; }
  void validate(std::string_view owner) const {
    if (w_0.si() == 0) raise({owner, ": w_0 of power_law_stdp is 0; weights are counted in it, as w / w_0"});
  }
  [[nodiscard]] bool operator==(const power_law_stdp&) const = default;
};

} // namespace cortexpr
