// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace cortexpr {

/// All pairs (i, j) for which a function returns true (Brian2's connect(condition='...')):
///
///     connected_if([](auto i, auto j) { return i != j; })
///     connected_if([](auto i, auto j, auto pre, auto post) { return abs(pre["x"_name] - post["x"_name]) < 100_um; })
///
/// i and j count inside the slices of the route, with a sign; `pre["x"_name]` is a parameter of the neuron or the start
/// value of a variable, `pre.index()` its number in the population. A last argument has random numbers,
/// `[](auto i, auto j, auto& random) { return random.uniform() < 1.0 / (1 + i); }`. Cost: a call for every pair.
template <class F>
struct connected_if {
  static constexpr bool numbered = false;
  static constexpr bool sees_neurons = detail::takes_neurons<F>;
  F holds;

  constexpr explicit connected_if(F f) : holds(f) {}
  void validate(const projection_extent&, std::string_view) const {}

  template <class Neurons>
  struct plan_type {
    projection_extent extent;
    const F* holds;
    Neurons neurons;
    stream numbers;
    template <class G>
    void for_row(std::uint32_t i, G&& f) const {
      detail::pair_numbers random(numbers, i);
      for (std::uint32_t j = 0; j < extent.targets; ++j)
        if (detail::holds_for_pair(*holds, i, j, neurons, random)) f(j, std::uint64_t{0});
    }
  };
  /// The plan refers to this object.
  template <class Neurons = detail::no_neurons>
  [[nodiscard]] plan_type<Neurons> plan(const projection_extent& extent, stream s, std::string_view,
                                        const Neurons& neurons = {}) const {
    return {extent, &holds, neurons, s};
  }
};

/// `connected_if` under its name in NEST and in logic.
template <class F>
struct predicate : connected_if<F> {
  using connected_if<F>::connected_if;
};
template <class F>
predicate(F) -> predicate<F>;

} // namespace cortexpr
