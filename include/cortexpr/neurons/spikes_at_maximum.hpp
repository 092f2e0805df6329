// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr {

/// A model without reset whose spikes are counted at the maxima of v above its threshold, in place of the upward
/// crossing: in the first step at whose end v falls. Two maxima without v falling below the threshold in between are
/// two spikes. It costs the equation of v once more per step. For Hodgkin-Huxley models; the time of a spike is then
/// that of its peak.
///
///     spike when v > V_th and dv/dt <= 0, once for each time that this comes true
///
/// A refractory period t_ref of the model goes on to count. Receptors go inside:
/// `spikes_at_maximum<synaptic<hodgkin_huxley, conductance<exponential>>>`.
///
/// Example (examples/reference/spikes_at_maximum.cpp):
///
///     population<"cell">(1, spikes_at_maximum<hodgkin_huxley>{})
template <class M>
struct spikes_at_maximum : M {
  static_assert(Thresholded<M> && Flows<M>,
                "cortexpr: spikes_at_maximum<Model>: the model has a condition for a spike, "
                "spikes(x, p), as the level, and a flow(x, p)");
  static_assert(!Resets<M>, "cortexpr: spikes_at_maximum<Model>: the model has a reset, which would keep v from its "
                            "maximum; take a model whose equations bring v back");
  static_assert(find_variable<state_of<M, checked>>("v") != not_found,
                "cortexpr: spikes_at_maximum<Model>: the model's potential is called v");
  static constexpr bool goes_around_receptors = true;

  static constexpr auto spikes(const auto& x, const auto& p, const auto& in) {
    // Derivatives that are read with units have no members by number; their units are checked in flow.
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(x)>, state_of<M, checked>>) {
      return detail::crossed_threshold<M>(x, p, in);
    } else {
      constexpr std::size_t v = find_variable<state_of<M, checked>>("v");
      const auto derivative = detail::flow<M>(x, p, in);
      return detail::crossed_threshold<M>(x, p, in) && variable<v>(derivative) <= 0_V / 1_s;
    }
  }
  static constexpr auto refractory(const auto& x, const auto& p, const auto& in) { return spikes(x, p, in); }
};

} // namespace cortexpr
