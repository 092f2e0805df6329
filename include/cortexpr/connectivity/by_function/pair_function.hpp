// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>
#include <type_traits>

// Functions of a pair, f(i, j) or f(i, j, pre, post), both also with random numbers, and what rules that hold them
// share.

namespace cortexpr::detail {

/// The random numbers of the pairs of one source, in turn.
class pair_numbers {
public:
  pair_numbers(stream numbers, std::uint32_t source) : numbers_(numbers, source) {}

  /// Uniform in [0, 1).
  [[nodiscard]] double uniform() { return numbers_.uniform(); }
  /// Of the standard normal distribution.
  [[nodiscard]] double normal() { return standard_normal(numbers_); }

private:
  generator numbers_;
};

/// Whether a function of a pair is given the two neurons, and not their numbers alone.
template <class F>
inline constexpr bool takes_neurons = !std::is_invocable_v<const F&, std::int64_t, std::int64_t> &&
                                      !std::is_invocable_v<const F&, std::int64_t, std::int64_t, pair_numbers&>;

/// Calls a function of a pair.
template <class F, class Neurons>
[[nodiscard]] decltype(auto) call_for_pair(const F& f, std::uint32_t source, std::uint32_t target,
                                           [[maybe_unused]] const Neurons& neurons) {
  using number = typename number_of_neuron<F>::type;
  const auto i = static_cast<number>(source), j = static_cast<number>(target);
  if constexpr (!takes_neurons<F>) {
    return f(i, j);
  } else {
    using pre = decltype(neurons.source(source));
    using post = decltype(neurons.target(target));
    constexpr bool callable = std::is_invocable_v<const F&, number, number, pre, post>;
    static_assert(callable, "cortexpr: the function of a pair is [](auto i, auto j) { ... } of the numbers of both "
                            "neurons, or [](auto i, auto j, auto pre, auto post) { ... } of the neurons, too");
    if constexpr (callable)
      return f(i, j, neurons.source(source), neurons.target(target));
    else
      return false;
  }
}

/// The same of a condition, which may draw random numbers.
template <class F, class Neurons>
[[nodiscard]] decltype(auto) call_for_pair(const F& f, std::uint32_t source, std::uint32_t target,
                                           const Neurons& neurons, pair_numbers& random) {
  using number = typename number_of_neuron<F>::type;
  const auto i = static_cast<number>(source), j = static_cast<number>(target);
  if constexpr (std::is_invocable_v<const F&, number, number, pair_numbers&>) {
    return f(i, j, random);
  } else if constexpr (takes_neurons<F>) {
    using pre = decltype(neurons.source(source));
    using post = decltype(neurons.target(target));
    if constexpr (std::is_invocable_v<const F&, number, number, pre, post, pair_numbers&>)
      return f(i, j, neurons.source(source), neurons.target(target), random);
    else
      return call_for_pair(f, source, target, neurons);
  } else {
    return call_for_pair(f, source, target, neurons);
  }
}

/// Whether a condition holds for a pair. A fraction is no condition: it would be true of almost all pairs.
template <class F, class Neurons>
[[nodiscard]] bool holds_for_pair(const F& f, std::uint32_t source, std::uint32_t target, const Neurons& neurons,
                                  pair_numbers& random) {
  using result = std::remove_cvref_t<decltype(call_for_pair(f, source, target, neurons, random))>;
  // Quantities without a unit convert to double.
  constexpr bool is_condition =
      std::is_constructible_v<bool, result> && (std::is_integral_v<result> || !std::is_convertible_v<result, double>);
  static_assert(is_condition || !fits_place<use_of_text::condition, F>(),
                "cortexpr: the function of connected_if and where says whether a pair is connected, "
                "true or false (a mask of numbers: mask(i, j) != 0); a probability is a filter after a rule, "
                "with_probability(f)");
  if constexpr (is_condition)
    return static_cast<bool>(call_for_pair(f, source, target, neurons, random));
  else
    return false;
}

/// Rules that hold no function of neurons are planned without a network.
struct no_neurons {};

template <class Rule>
concept SeesNeurons = requires {
  requires Rule::sees_neurons;
};
/// Rules that connect groups are planned with what knows them.
template <class Rule>
concept SeesGroups = requires {
  requires Rule::between_groups;
};
template <class Rule, class Neurons>
[[nodiscard]] auto plan_of(const Rule& rule, const projection_extent& extent, stream numbers, std::string_view item,
                           [[maybe_unused]] const Neurons& neurons) {
  if constexpr (SeesNeurons<Rule> || SeesGroups<Rule>)
    return rule.plan(extent, numbers, item, neurons);
  else
    return rule.plan(extent, numbers, item);
}

} // namespace cortexpr::detail
