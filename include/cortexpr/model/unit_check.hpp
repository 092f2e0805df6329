// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <type_traits>

namespace cortexpr {

namespace detail {

/// A plain number or a condition would count as a rate in 1/s.
template <class T>
concept IsRate = requires {
  requires T::dims == dim::hertz;
};

template <Model M>
struct read_with_units {
  // Never called: that the compiler reads it is the check.
  static void all() {
    state_of<M, checked> x{};
    const parameters_of<M, checked> p{};
    const inputs_of<M, checked> in{};
    if constexpr (Flows<M>)
      static_assert(std::is_same_v<decltype(flow<M>(x, p, in)), state_of<M, ddt<checked>>>,
                    "cortexpr: unit mistake: flow returns time derivatives, of type state<ddt<S>>: `static constexpr "
                    "state<ddt<S>> flow(const state<S>& x, const parameters<P>& p)`");
    if constexpr (Noisy<M>)
      static_assert(std::is_same_v<decltype(noise_amplitude<M>(x, p, in)), state_of<M, per_root_second<checked>>>,
                    "cortexpr: unit mistake: noise returns amplitudes per root of a second, of type "
                    "state<per_root_second<S>>: `static constexpr state<per_root_second<S>> noise(const state<S>& x, "
                    "const parameters<P>& p)`");
    if constexpr (Thresholded<M>) static_cast<void>(crossed_threshold<M>(x, p, in));
    if constexpr (HasRefractoryFunction<M>) static_cast<void>(refractory_outcome<M>(x, p, in));
    if constexpr (HasOutput<M>) static_cast<void>(output_value<M>(x, p, in));
    if constexpr (Hazardous<M>)
      static_assert(IsRate<std::remove_cvref_t<decltype(spike_rate<M>(x, p, in))>>,
                    "cortexpr: unit mistake: the model's hazard returns no rate in hertz; write p.rho_0 * exp((x.v - "
                    "p.V_th) / p.delta) with hertz<I> rho_0, or p.rho_0 * (x.v > p.V_th)");
    if constexpr (Resets<M>) reset_state<M>(x, p, in);
  }
};

} // namespace detail

/// Makes the compiler read all equations of `M` with units, so that a unit mistake is a compile error. Composed
/// models (membrane and receptors) are made of parts that have their own.
template <Model M>
constexpr void check_units() {
  static_cast<void>(&detail::read_with_units<M>::all);
}

} // namespace cortexpr
