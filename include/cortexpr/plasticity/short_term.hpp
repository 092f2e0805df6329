// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Short-term depression and facilitation: transmits the part of the weight that resources and release allow.
///
///     du/dt = -u / tau_facil,  dR/dt = (1 - R) / tau_rec
///     spike:  u+ = u + U (1 - u);  receptor += w u+ R;  R -= u+ R;  u = u+
///
/// | parameter | meaning                                         | default |
/// | U         | part of the resources that a first spike uses   | 0.5     |
/// | tau_rec   | recovery of resources; 0: at once               | 800 ms  |
/// | tau_facil | decay of facilitation; 0: none                  | 0 ms    |
///
/// A transmitter: stands in the place of `transmit`. One set of u and `used` = 1 - R per source (and delay). Cost: as
/// `transmit`, with one multiplication more; bytes per synapse: the weight. Source: Tsodyks, Pawelzik and Markram
/// (1998), Neural Comput. 10:821.
///
/// Example (examples/reference/short_term.cpp):
///
///     projection<"in -> cell.v">(all_to_all{}, weight(4_mV), plasticity{short_term{.U = 0.5}})
struct short_term {
  static constexpr bool transmits = true;
  double U = 0.5;
  quantity<dim::second> tau_rec = 800_ms, tau_facil = 0_ms;

  struct at_source {
    double u = 0, used = 0;
  };
  [[nodiscard]] constexpr std::array<quantity<dim::second>, 2> time_constants(at_source) const {
    return {tau_facil, tau_rec};
  }
  constexpr void spike(at_source& pre) const {
    pre.u = raised(pre.u);
    pre.used += pre.u * (1 - pre.used);
  }
  constexpr void on_pre(auto& s) const { s.receptor += s.w.rounded(s.w * raised(s.u) * (1 - s.used)); }
  [[nodiscard]] bool operator==(const short_term&) const = default;

private:
  [[nodiscard]] constexpr double raised(double u) const { return u + U * (1 - u); }
};

} // namespace cortexpr
