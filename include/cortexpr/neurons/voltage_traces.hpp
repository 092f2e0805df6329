// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <string_view>

namespace cortexpr {

namespace detail {

template <class I>
struct voltage_filters {
  volt<I> u_minus = -70.6_mV, u_plus = -70.6_mV, u_homeo = 0_mV;
};
template <class I>
struct voltage_filter_parameters {
  volt<I> u_rest = -70.6_mV, V_spike = 33_mV;
  second<I> tau_minus = 10_ms, tau_plus = 7_ms, tau_homeo = 1_s, t_spike = 2_ms;
};

/// The members of a model's class and of what is added to it, under their own names.
template <class Base, class Added>
struct with_added_members : Base, Added {
  static constexpr std::array<std::string_view, 2> member_names{"", ""};
  constexpr auto members() { return detail::tie_fields(static_cast<Base&>(*this), static_cast<Added&>(*this)); }
  constexpr auto members() const {
    return detail::tie_fields(static_cast<const Base&>(*this), static_cast<const Added&>(*this));
  }
};

template <class Neuron>
struct traced_state {
  template <class I>
  struct of : with_added_members<typename Neuron::template state<I>, voltage_filters<I>> {};
};

template <class Neuron>
inline constexpr std::size_t potential_of = find_variable<typename Neuron::template state<checked>>("v");

// The neuron with what is to be changed of it, one base on the other: a model has a member of a name only if the neuron
// has it.
template <class Neuron>
struct traced_reset : Neuron {};
template <Spiking Neuron>
struct traced_reset<Neuron> : Neuron {
  static constexpr void reset(auto& x, const auto& p, const auto& in) {
    x.u_minus += (p.V_spike - x.u_minus) * -expm1(-p.t_spike / p.tau_minus);
    x.u_plus += (p.V_spike - x.u_plus) * -expm1(-p.t_spike / p.tau_plus);
    x.u_homeo += (p.V_spike - p.u_rest - x.u_homeo) * -expm1(-p.t_spike / p.tau_homeo);
    if constexpr (ResetsWithInputs<Neuron>)
      Neuron::reset(x, p, in);
    else if constexpr (ResetsAlone<Neuron>)
      Neuron::reset(x, p);
  }
};
template <class Neuron>
struct traced_noise : traced_reset<Neuron> {};
template <Noisy Neuron>
struct traced_noise<Neuron> : traced_reset<Neuron> {
  template <class S>
  static constexpr auto noise(const typename traced_state<Neuron>::template of<S>& x, const auto& p, const auto& in) ->
      typename traced_state<Neuron>::template of<per_root_second<S>> {
    const auto& y = static_cast<const typename Neuron::template state<S>&>(x);
    if constexpr (NoisyAlone<Neuron>)
      return {{Neuron::noise(y, p), {.u_minus = {}, .u_plus = {}, .u_homeo = {}}}};
    else
      return {{Neuron::noise(y, p, in), {.u_minus = {}, .u_plus = {}, .u_homeo = {}}}};
  }
};

} // namespace detail

/// Any neuron with a potential v, with low-pass filtered potentials beside it, which `voltage_stdp` reads.
///
///     tau_minus du_minus/dt = v - u_minus,   tau_plus du_plus/dt = v - u_plus
///     tau_homeo du_homeo/dt = v - u_rest - u_homeo
///     at a spike each u goes on for the time t_spike at v = V_spike: u += (V_spike - u) (1 - exp(-t_spike / tau))
///
/// | parameter | meaning                                               | default  |
/// | tau_minus | time constant of the potential for depression         | 10 ms    |
/// | tau_plus  | time constant of the potential for potentiation       | 7 ms     |
/// | tau_homeo | time constant of the mean depolarisation              | 1 s      |
/// | u_rest    | where depolarisation is counted from                  | -70.6 mV |
/// | V_spike   | potential of the spike, which a reset leaves out      | 33 mV    |
/// | t_spike   | its width; 0 ms where the model itself makes a spike  | 2 ms     |
///
/// Where the neuron is not linear, v counts as V_spike at most, because the last step of an upstroke goes anywhere.
/// Variables and parameters of the neuron keep their names. Filters start at -70.6 mV and 0 mV. Source: Clopath,
/// Buesing, Vasilaki and Gerstner (2010), Nature Neuroscience 13:344.
///
/// Example (examples/reference/voltage_stdp.cpp):
///
///     population<"cell">(1, voltage_traces<adex>{}),
template <class Neuron>
struct voltage_traces : detail::traced_noise<Neuron> {
  static_assert(detail::potential_of<Neuron> != not_found && Flows<Neuron>,
                "cortexpr: voltage_traces<...> takes a neuron with an equation for a potential v");
  template <class I>
  using state = typename detail::traced_state<Neuron>::template of<I>;
  template <class I>
  struct parameters
      : detail::with_added_members<typename Neuron::template parameters<I>, detail::voltage_filter_parameters<I>> {};
  template <class S, class P, class In>
  [[gnu::always_inline]] static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const In& in) {
    const auto& y = static_cast<const typename Neuron::template state<S>&>(x);
    const auto v = [&]() __attribute__((always_inline)) {
      const auto& now = variable<detail::potential_of<Neuron>>(y);
      if constexpr (linear_model<Neuron>)
        return now;
      else // an upstroke may be steeper than any step
        return min(now, p.V_spike);
    }
    ();
    return {{detail::flow<Neuron>(y, static_cast<const typename Neuron::template parameters<P>&>(p), in),
             {.u_minus = (v - x.u_minus) / p.tau_minus,
              .u_plus = (v - x.u_plus) / p.tau_plus,
              .u_homeo = (v - p.u_rest - x.u_homeo) / p.tau_homeo}}};
  }
};

} // namespace cortexpr
