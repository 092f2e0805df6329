// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// A parameter set that carries a rule of synapses, whose data members are the parameters in every reading.
template <class P>
concept CarriesRule = requires {
  requires P::carries_rule;
};

/// The same variables in another reading, each converted from its value in `from`.
template <class To, class From>
[[nodiscard, gnu::always_inline]] constexpr To converted(const From& from) {
  static_assert(variable_count<To> == variable_count<From>);
  if constexpr (CarriesRule<To>) return To{from.rule};
  To to{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((variable<K>(to) = variable_type<To, K>(variable<K>(from))), ...);
  }
  (std::make_index_sequence<variable_count<To>>{});
  return to;
}

/// The parameters of neuron `i` as numbers, from columns that are shared or hold one value per neuron.
template <Model M, class T>
[[nodiscard]] auto parameters_at(const parameters_of<M, columns<T>>& p, std::size_t i) {
  if constexpr (CarriesRule<parameters_of<M, columns<T>>>) return parameters_of<M, numeric<double>>{p.rule};
  parameters_of<M, numeric<double>> one{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((variable<K>(one) = lanes<double>(static_cast<double>(variable<K>(p).of(i)))), ...);
  }
  (std::make_index_sequence<parameter_count<M>>{});
  return one;
}

/// Whether the parameters of the set `which` (one bit each, in the order of `variables`) are shared by all neurons.
template <class Columns>
[[nodiscard]] bool parameters_shared(const Columns& p, std::uint64_t which) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return ((variable<K>(p).shared() || (which >> K & 1U) == 0) && ... && true);
  }
  (std::make_index_sequence<variable_count<Columns>>{});
}

} // namespace cortexpr::detail
