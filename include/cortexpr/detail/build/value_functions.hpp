// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/build/built_neurons.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

// Values that are written as functions: of a pair of neurons for synapses, of a neuron for neurons. What a function can
// be given is known when the network is built; then it becomes a rule for values like any other.

namespace cortexpr::detail {

/// The random numbers of one value, as a function sees them.
class value_numbers {
public:
  explicit value_numbers(generator& numbers) : numbers_(&numbers) {}
  /// Uniform in [0, 1).
  [[nodiscard]] double uniform() { return numbers_->uniform(); }
  /// Of the standard normal distribution.
  [[nodiscard]] double normal() { return standard_normal(*numbers_); }

private:
  generator* numbers_;
};

/// Calls a function of the pair with what it takes.
template <class F, class Neurons>
decltype(auto) value_of_pair(const F& f, std::uint32_t source, std::uint32_t target,
                             [[maybe_unused]] const Neurons& neurons, [[maybe_unused]] value_numbers& random) {
  using number = typename number_of_neuron<F>::type;
  using pre = decltype(neurons.source(source));
  using post = decltype(neurons.target(target));
  const auto i = static_cast<number>(source), j = static_cast<number>(target);
  if constexpr (std::is_invocable_v<const F&, number, number>) {
    return f(i, j);
  } else if constexpr (std::is_invocable_v<const F&, number, number, value_numbers&>) {
    return f(i, j, random);
  } else if constexpr (std::is_invocable_v<const F&, number, number, pre, post>) {
    return f(i, j, neurons.source(source), neurons.target(target));
  } else {
    constexpr bool callable = std::is_invocable_v<const F&, number, number, pre, post, value_numbers&>;
    static_assert(callable,
                  "cortexpr: a value of synapses is a function of the pair, [](auto i, auto j) { ... }; after "
                  "i and j it may take the neurons, pre and post, and at the end the random numbers: [](auto "
                  "i, auto j, auto pre, auto post, auto& random) { ... }");
    if constexpr (callable)
      return f(i, j, neurons.source(source), neurons.target(target), random);
    else
      return refused_value{};
  }
}
template <class F, class Neuron>
decltype(auto) value_of_neuron(const F& f, const Neuron& neuron, [[maybe_unused]] value_numbers& random) {
  if constexpr (std::is_invocable_v<const F&, const Neuron&>) {
    return f(neuron);
  } else {
    constexpr bool callable = std::is_invocable_v<const F&, const Neuron&, value_numbers&>;
    static_assert(callable, "cortexpr: a value of neurons is a function of the neuron, [](auto n) { return "
                            "n[\"tau\"_name] * 2; }, or of the neuron and random numbers, [](auto n, auto& random) { "
                            "... }");
    if constexpr (callable)
      return f(neuron, random);
    else
      return refused_value{};
  }
}

/// The number (SI) that a function returned.
template <class Result>
[[nodiscard]] double si_of_result(const Result& x) {
  if constexpr (is_quantity<Result>)
    return x.si();
  else if constexpr (std::is_arithmetic_v<Result>)
    return static_cast<double>(x);
  else
    return 0; // refused
}
template <class Mistake, fixed_string Item, dimension Want, class F, class Result>
constexpr void check_result_of_values() {
  constexpr bool is_number =
      std::is_arithmetic_v<Result> || is_quantity<Result> || std::is_same_v<Result, refused_value>;
  static_assert(is_number, "cortexpr: a function that gives values returns a quantity, such as i * 1_nS, or a number");
  check_unit_of_result<F, Mistake, Item, Result, Want>();
}

/// A function of the pair as a rule for the values of synapses. Refers to the function.
template <dimension D, class F, class Neurons>
struct pair_values {
  static constexpr dimension dims = D;
  const F* f;
  Neurons neurons;
  void validate(std::string_view) const {}
  [[nodiscard]] double operator()(generator& g, std::uint32_t i, std::uint32_t j) const {
    value_numbers random(g);
    return si_of_result(value_of_pair(*f, i, j, neurons, random));
  }
};
/// A function of the neuron as a rule for the values of population K. Refers to the function and the state.
template <dimension D, class F, auto const& Description, std::size_t K, class Real>
struct neuron_values {
  static constexpr dimension dims = D;
  const F* f;
  const network_state<Description, Real>* state;
  void validate(std::string_view) const {}
  [[nodiscard]] double operator()(generator& g, std::uint32_t i, std::uint32_t) const {
    value_numbers random(g);
    return si_of_result(value_of_neuron(*f, built_neuron<Description, K>(*state, i), random));
  }
};
template <dimension D, class F, class Neurons>
inline constexpr bool is_bound_value<pair_values<D, F, Neurons>> = true;

/// The values of synapses of projection K as a rule: functions are given their neurons, all else passes.
template <class Mistake, fixed_string Item, dimension Want, auto const& D, std::size_t K, class V, class Real>
[[nodiscard]] constexpr decltype(auto) bind_pairs(const V& values, const built_pairs<D, K, Real>& neurons) {
  if constexpr (ValueFunction<V>) {
    check_result_of_values<
        Mistake, Item, Want, V,
        std::remove_cvref_t<decltype(value_of_pair(values, 0u, 0u, neurons, std::declval<value_numbers&>()))>>();
    return pair_values<Want, V, built_pairs<D, K, Real>>{&values, neurons};
  } else {
    return (values);
  }
}
/// The values of neurons of population K as a rule.
template <class Mistake, fixed_string Item, dimension Want, auto const& D, std::size_t K, class V, class Real>
[[nodiscard]] constexpr decltype(auto) bind_neurons(const V& values, const network_state<D, Real>& state) {
  if constexpr (ValueFunction<V>) {
    check_result_of_values<Mistake, Item, Want, V,
                           std::remove_cvref_t<decltype(value_of_neuron(values, built_neuron<D, K>(state, 0),
                                                                        std::declval<value_numbers&>()))>>();
    return neuron_values<Want, V, D, K, Real>{&values, &state};
  } else {
    return (values);
  }
}

} // namespace cortexpr::detail
