// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <type_traits>

namespace cortexpr {

namespace detail {

/// Stands for the model's own condition for a spike.
struct own_threshold {};

} // namespace detail

/// A model whose neurons stay refractory after a spike as long as a condition holds: `Condition` is a lambda of state
/// and parameters (and inputs, if it has three arguments), as the model's own functions are. Without one it is the
/// model's condition for a spike, so that every crossing of the threshold is one spike, however long it lasts.
///
/// A refractory period t_ref of the model goes on to count: a neuron is free when it is over and the condition does not
/// hold any more. The default of `hodgkin_huxley` is 3 ms; for the condition alone set it to 0 ms. Receptors go around:
/// `synaptic<refractory_while<hodgkin_huxley>, conductance<exponential>>`.
///
/// Example (examples/reference/refractory_while.cpp):
///
///     using once_per_crossing = refractory_while<hodgkin_huxley>;
///     constexpr auto adapted = [](const auto& x, const auto& p) { return x.w > p.b; };
///
///     using until_recovered = refractory_while<adex, adapted>;
///
///     population<"cells">(10, once_per_crossing{}, parameter<"t_ref">(0_ms))
template <class Membrane, auto Condition = detail::own_threshold{}>
struct refractory_while : Membrane {
  static_assert(Spiking<Membrane>, "cortexpr: refractory_while<Model, Condition>: the model never spikes");
  static_assert(!detail::HasReceptors<Membrane>,
                "cortexpr: receptors go around refractory_while: synaptic<refractory_while<hodgkin_huxley>, "
                "conductance<exponential>>");

  static constexpr auto refractory(const auto& x, const auto& p, const auto& in) {
    using condition = std::remove_const_t<decltype(Condition)>;
    if constexpr (std::is_same_v<condition, detail::own_threshold>) {
      static_assert(Thresholded<Membrane>, "cortexpr: refractory_while<Model>: the model spikes at random and has no "
                                           "condition for a spike; write refractory_while<Model, Condition>");
      return detail::crossed_threshold<Membrane>(x, p, in);
    } else if constexpr (std::is_invocable_v<condition, decltype(x), decltype(p), decltype(in)>) {
      return Condition(x, p, in);
    } else {
      return Condition(x, p);
    }
  }
};

} // namespace cortexpr
