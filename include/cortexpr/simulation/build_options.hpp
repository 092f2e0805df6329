// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/detail/build/like_another.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace cortexpr {

/// The seed of all random numbers of a simulation.
struct seed {
  std::uint64_t value = 0;
};
/// The seed of what a network is built of: positions, connections, weights and delays. Without it they follow from
/// `seed`. Simulations of one structure_seed and different seeds are one network in which other neurons start and
/// other noise and Poisson input arrives.
///
/// Example (examples/reference/trials.cpp):
///
///     simulation<net> sim{seed{45}, structure_seed{1}, set<"cells.I">(0.4_nA)};
struct structure_seed {
  std::uint64_t value = 0;
};

namespace detail {

template <class T>
struct is_seed : std::is_same<T, cortexpr::seed> {};
template <class T>
struct is_structure_seed : std::is_same<T, structure_seed> {};
template <class T>
struct is_threads : std::is_same<T, threads> {};

/// What an option gives to the list of settings: itself, if it is one.
template <class T>
auto keep_setting(const T& option) {
  if constexpr (is_seed<T>::value || is_structure_seed<T>::value || is_time_step<T>::value || is_threads<T>::value ||
                is_like_another<T>::value) {
    return std::tuple<>{};
  } else {
    static_assert(
        requires { T::paths; },
        "cortexpr: a simulation takes seed{n}, structure_seed{n}, time_step{dt}, threads{n} and set<\"...\">(value)");
    return std::tuple<T>{option};
  }
}

} // namespace detail

} // namespace cortexpr
