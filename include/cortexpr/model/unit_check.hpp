// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>

namespace cortexpr {

namespace detail {

template <Model M>
struct read_with_units {
  // Never called: that the compiler reads it is the check.
  static void all() {
    state_of<M, checked> x{};
    const parameters_of<M, checked> p{};
    const inputs_of<M, checked> in{};
    if constexpr (Flows<M>) static_cast<void>(flow<M>(x, p, in));
    if constexpr (Noisy<M>) static_cast<void>(noise_amplitude<M>(x, p, in));
    if constexpr (Thresholded<M>) static_cast<void>(crossed_threshold<M>(x, p, in));
    if constexpr (HasOutput<M>) static_cast<void>(output_value<M>(x, p, in));
    if constexpr (Hazardous<M>) static_cast<void>(hertz<checked>(spike_rate<M>(x, p, in)));
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
