// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/build/find_option.hpp>
#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

// Parameters that the network knows, and parameters that have no default.

/// Says which parameter of which population has no value: by its own arguments.
template <fixed_string Population, fixed_string Parameter>
struct value_is_missing {
  static_assert(Parameter.size() == 0,
                "cortexpr: a parameter of the equations has no value; its name stands in "
                "value_is_missing<population, parameter>: give the population parameter<\"name\">(value), or "
                "the equations a line with a default, such as E_L = -70*mV : volt");
};

/// Refuses a description that gives population K no value for a parameter that needs one, or one that it cannot have.
template <auto const& D, std::size_t K, class Settings>
constexpr void check_parameter_values() {
  using item = typename structure<D>::template item<K>;
  using m = typename item::model;
  using parameters = parameters_of<m, checked>;
  for_each_index<variable_count<parameters>>([](auto v) {
    constexpr std::string_view part = variable_names<parameters>[v].view();
    constexpr bool is_set = Settings::template find<is_value>(item::name.view(), part) != not_found;
    constexpr bool is_option =
        find_option_for<is_parameter_option>(
            part, static_cast<std::remove_const_t<decltype(item::options)>*>(nullptr)) != not_found;
    static_assert(!is_known_parameter<variable_type<parameters, v>> || !(is_set || is_option),
                  "cortexpr: a parameter that the network knows (the number of a neuron, of all neurons, the time "
                  "step) takes no value");
    if constexpr (requires { m::needs_value(part); })
      if constexpr (m::needs_value(part) && !is_set && !is_option)
        static_cast<void>(sizeof(value_is_missing<item::name, to_fixed<part.size()>(part)>));
  });
}

/// Gives the parameters of a population that the network knows their values.
template <class M, class Population>
void fill_known_parameters([[maybe_unused]] Population& p, [[maybe_unused]] double dt) {
  for_each_index<parameter_count<M>>([&](auto k) {
    using type = variable_type<parameters_of<M, checked>, k>;
    auto& values = variable<k>(p.parameters);
    using real = typename std::remove_cvref_t<decltype(values)>::value_type;
    if constexpr (is_neuron_index<type>) {
      values.assign(p.size, real(0));
      for (std::size_t i = 0; i < p.size; ++i) values[i] = static_cast<real>(i);
    } else if constexpr (is_neuron_count<type>) {
      values.assign(1, static_cast<real>(p.size));
    } else if constexpr (is_step_length<type>) {
      values.assign(1, static_cast<real>(dt));
    }
  });
}

/// Lets a model say where its neurons start.
template <class M, class Population>
void start_neurons([[maybe_unused]] Population& p) {
  if constexpr (HasStart<M>) {
    using real = typename std::remove_cvref_t<decltype(variable<0>(p.variables))>::value_type;
    for_each_index<state_size<M>>([&](auto k) { variable<k>(p.variables).assign(p.size, real(0)); });
    for (std::size_t i = 0; i < p.size; ++i) {
      state_of<M, numeric<double>> x{};
      M::start(x, parameters_at<M, real>(p.parameters, i));
      for_each_index<state_size<M>>([&](auto k) {
        variable<k>(p.variables)[i] = static_cast<real>(static_cast<const lanes<double>&>(variable<k>(x)).value);
      });
    }
  }
}

} // namespace cortexpr::detail
