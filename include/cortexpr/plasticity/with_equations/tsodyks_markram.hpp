// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <string_view>

namespace cortexpr {

namespace detail {

/// 1/tau; a time constant of 0 switches a process off.
[[nodiscard]] constexpr quantity<dim::hertz> rate_or_none(quantity<dim::second> tau) {
  return tau > 0_s ? 1 / tau : 0_Hz;
}
/// The equations of Tsodyks and Markram, `s` a synapse with x, y, z and u.
template <class Out>
[[nodiscard]] constexpr Out tsodyks_markram_flow(const auto& s, const auto& p) {
  return {.x = s.z / p.tau_rec,
          .y = -s.y / p.tau_inact,
          .z = s.y / p.tau_inact - s.z / p.tau_rec,
          .u = -s.u * rate_or_none(p.tau_facil)};
}
/// A spike releases a part u of what is recovered, and returns it.
[[nodiscard]] constexpr auto release(auto& s, const auto& p) {
  s.u = p.tau_facil > 0_s ? s.u + p.U * (1 - s.u) : p.U + 0 * s.u;
  const auto released = s.u * s.x;
  s.x -= released;
  s.y += released;
  return released;
}

} // namespace detail

/// Depression and facilitation with all four variables: resources are recovered (x), active (y) or inactive (z), and a
/// spike uses a part u of those that are recovered.
///
///     dx/dt = z / tau_rec,  dy/dt = -y / tau_inact,  dz/dt = y / tau_inact - z / tau_rec,  du/dt = -u / tau_facil
///     spike:  u += U (1 - u);  y += u x;  x -= u x;    in every step the target is fed  w y
///
/// | parameter | meaning                                              | default |
/// | U         | part of the resources that a first spike uses        | 0.5     |
/// | tau_rec   | recovery of resources                                | 800 ms  |
/// | tau_inact | inactivation, the time course of the current         | 3 ms    |
/// | tau_facil | decay of facilitation; 0: none, u is U at all spikes | 0 ms    |
///
/// The target sums up w y: `current<summed>`, `conductance<summed>`, or a variable whose derivative is 0. Integrated
/// exactly in every step. Bytes per synapse: the weight and 32. Where the receptor has the time course itself
/// (`current<exponential>` with tau = tau_inact), `tsodyks_markram_events` is the same and costs nothing between
/// spikes. Source: Tsodyks, Pawelzik and Markram (1998), Neural Comput. 10:821; Tsodyks, Uziel and Markram (2000), J.
/// Neurosci. 20:RC50.
///
/// Example (examples/reference/tsodyks_markram.cpp):
///
///     projection<"S: in -> cell.syn">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram{.U = 0.6}}),
struct tsodyks_markram {
  double U = 0.5;
  quantity<dim::second> tau_rec = 800_ms, tau_inact = 3_ms, tau_facil = 0_ms;

  template <class I>
  struct synapse {
    number<I> x = 1, y = 0, z = 0, u = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return detail::tsodyks_markram_flow<synapse<ddt<S>>>(s, p);
  }
  static constexpr auto current(const auto& s, const auto&) { return s.w * s.y; }
  constexpr void on_pre(auto& s) const { static_cast<void>(detail::release(s, *this)); }
  void validate(std::string_view owner) const {
    if (!(tau_rec > 0_s)) raise({owner, ": parameter tau_rec of tsodyks_markram is 0; it must be positive"});
  }
  [[nodiscard]] bool operator==(const tsodyks_markram&) const = default;
};

/// `tsodyks_markram` whose receptor has the time course: a spike raises the receptor's variable by w u x. Event-driven:
/// nothing is done between spikes. Equations and parameters are those of `tsodyks_markram`; y follows what the receptor
/// does if its time constant is tau_inact. Bytes per synapse: the weight and 32.
///
/// Example (examples/reference/tsodyks_markram.cpp):
///
///     projection<"E: in -> cell.exc">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram_events{.U = 0.6}}),
struct tsodyks_markram_events {
  static constexpr bool transmits = true;
  double U = 0.5;
  quantity<dim::second> tau_rec = 800_ms, tau_inact = 3_ms, tau_facil = 0_ms;

  template <class I>
  struct synapse {
    number<I> x = 1, y = 0, z = 0, u = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return detail::tsodyks_markram_flow<synapse<ddt<S>>>(s, p);
  }
  constexpr void on_pre(auto& s) const { s.receptor += s.w * detail::release(s, *this); }
  void validate(std::string_view owner) const {
    if (!(tau_rec > 0_s)) raise({owner, ": parameter tau_rec of tsodyks_markram_events is 0; it must be positive"});
  }
  [[nodiscard]] bool operator==(const tsodyks_markram_events&) const = default;
};

} // namespace cortexpr
