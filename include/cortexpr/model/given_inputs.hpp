// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/time_input.hpp>
#include <cstddef>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

// Inputs that have no drive, because they are given: the time, the time of the neuron's last spike, whether it is
// refractory, random numbers, and what the population shares. Nothing is kept for a model that does not declare them.

template <Model M, std::size_t K>
constexpr bool is_input_called(std::string_view wanted, dimension unit) {
  if constexpr (K >= own_input_count<M>) {
    return false;
  } else {
    const std::string_view name = variable_names<inputs_of<M, checked>>[K].view();
    return name == wanted && dimension_of<inputs_of<M, checked>, K> == unit;
  }
}
/// Whether input K is the time of the neuron's last spike: an input `second<T> last_spike`.
template <Model M, std::size_t K>
inline constexpr bool is_last_spike = is_input_called<M, K>("last_spike", dim::second);
/// Whether input K says if the neuron is free to move: an input `number<T> not_refractory`, 1 or 0.
template <Model M, std::size_t K>
inline constexpr bool is_not_refractory = is_input_called<M, K>("not_refractory", dim::one);
/// Whether input K is a variable that the population shares.
template <Model M, std::size_t K>
inline constexpr bool is_shared_variable = K >= own_input_count<M>;

template <Model M, std::size_t K>
using type_of_input = variable_type<inputs_of<M, checked>, K>;
template <Model M, std::size_t K>
inline constexpr bool is_random_number =
    is_uniform_number<type_of_input<M, K>> || is_normal_number<type_of_input<M, K>>;

/// Has inputs that it computes itself at the start of a step and that keep their value in it: `held_inputs[k]` says
/// which, `held<k>(x, p, in)` gives the value, from inputs before it.
template <class M>
concept HoldsInputs = requires {
  M::held_inputs[0];
};
template <Model M, std::size_t K>
constexpr bool find_held_input() {
  if constexpr (HoldsInputs<M> && K < own_input_count<M>)
    return M::held_inputs[K];
  else
    return false;
}
template <Model M, std::size_t K>
inline constexpr bool is_held_input = find_held_input<M, K>();

/// Whether input K is given per neuron: a drive can add nothing to it.
template <Model M, std::size_t K>
inline constexpr bool is_given_to_neuron =
    is_last_spike<M, K> || is_not_refractory<M, K> || is_random_number<M, K> || is_held_input<M, K>;
template <Model M, std::size_t K>
inline constexpr bool is_given = is_given_to_neuron<M, K> || is_shared_variable<M, K> || is_time<M, K>;

template <Model M>
inline constexpr bool sees_last_spike = []<std::size_t... K>(std::index_sequence<K...>) {
  return (is_last_spike<M, K> || ... || false);
}
(std::make_index_sequence<input_count<M>>{});
template <Model M>
inline constexpr bool sees_refractory = []<std::size_t... K>(std::index_sequence<K...>) {
  return (is_not_refractory<M, K> || ... || false);
}
(std::make_index_sequence<input_count<M>>{});
/// How many of the first K inputs are random numbers.
template <Model M, std::size_t K = input_count<M>>
inline constexpr std::size_t random_inputs = []<std::size_t... J>(std::index_sequence<J...>) {
  return (std::size_t{is_random_number<M, J>} + ... + 0);
}
(std::make_index_sequence<K>{});
/// Whether anything is given to the neurons of M.
template <Model M>
inline constexpr bool is_given_anything = []<std::size_t... K>(std::index_sequence<K...>) {
  return (is_given<M, K> || ... || false);
}
(std::make_index_sequence<input_count<M>>{});

/// Whether an input is given to each neuron of M.
template <Model M>
inline constexpr bool given_to_neurons = []<std::size_t... K>(std::index_sequence<K...>) {
  return (is_given_to_neuron<M, K> || ... || false);
}
(std::make_index_sequence<input_count<M>>{});

/// When a neuron that has never spiked did so last, as in Brian2: before anything that equations look back to.
inline constexpr double long_ago = -1e4;

// Equations of shared variables.

template <class M>
concept MovesShared = Model<M> && SharesVariables<M> &&
    requires(const shared_of<M, checked>& all, const parameters_of<M, checked>& p) {
  M::shared_flow(all, p);
};

/// The equations of the shared variables of M, which look at parameters alone, as a model.
template <class M>
struct shared_equations {
  template <class I>
  using state = shared_of<M, I>;
  template <class I>
  using parameters = parameters_of<M, I>;
  template <class S, class P>
  static constexpr auto flow(const S& all, const P& p) {
    return M::shared_flow(all, p);
  }
};

/// Whether the value of input K at the end of a step is another one than at its start, and known.
template <Model M, std::size_t K>
inline constexpr bool moves_in_step = is_shared_variable<M, K>&& MovesShared<M>;

} // namespace cortexpr::detail
