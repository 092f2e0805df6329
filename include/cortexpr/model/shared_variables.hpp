// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr {

/// Has variables of which a population has one each, whatever its size: a third struct beside state and parameters.
///
/// Example (examples/reference/shared_variables.cpp):
///
///     template <class T>
///     struct shared {
///       volt<T> v_mean = 0_mV;
///     };
///
/// The model's functions read them where they read inputs, `flow(x, p, in)`: as `in.v_mean`. What changes them:
/// operations
/// (`population_wide`), `sim.set<"cells.v_mean">(-60_mV)`, and equations, `shared_flow(all, p)`, which returns
/// `shared<ddt<S>>`: they look at shared variables and parameters alone, and are integrated once per step, before the
/// neurons.
template <class M>
concept SharesVariables = requires {
  typename M::template shared<checked>;
};

namespace detail {

/// Stands in for the inputs of a model that declares none.
struct no_inputs {};
template <class Model, class I>
struct declared_inputs {
  using type = no_inputs;
};
template <class Model, class I>
  requires requires { typename Model::template inputs<I>; }
struct declared_inputs<Model, I> {
  using type = typename Model::template inputs<I>;
};
/// Stands in for the shared variables of a model that declares none.
struct no_shared {};
template <class Model, class I>
struct declared_shared {
  using type = no_shared;
};
template <SharesVariables Model, class I>
struct declared_shared<Model, I> {
  using type = typename Model::template shared<I>;
};

/// What reaches a neuron from outside: its inputs, and the variables of its population.
template <class M, class I>
struct inputs_and_shared : declared_inputs<M, I>::type, declared_shared<M, I>::type {
  using own = typename declared_inputs<M, I>::type;
  using of_all = typename declared_shared<M, I>::type;
  static constexpr std::array<std::string_view, 2> member_names{"", ""};
  constexpr auto members() { return detail::tie_fields(static_cast<own&>(*this), static_cast<of_all&>(*this)); }
  constexpr auto members() const {
    return detail::tie_fields(static_cast<const own&>(*this), static_cast<const of_all&>(*this));
  }
};

template <class Model, class I>
struct outside_of_neuron : declared_inputs<Model, I> {};
template <SharesVariables Model, class I>
struct outside_of_neuron<Model, I> {
  using type = inputs_and_shared<Model, I>;
};

} // namespace detail

/// What the functions of a model take as `in`: its inputs and, after them, its shared variables.
template <class Model, class I>
using inputs_of = typename detail::outside_of_neuron<Model, I>::type;
/// The variables of which a population has one each.
template <class Model, class I>
using shared_of = typename detail::declared_shared<Model, I>::type;

namespace detail {

/// The inputs that a model declares itself, without shared variables.
template <class Model, class I>
using own_inputs_of = typename declared_inputs<Model, I>::type;
template <class M>
inline constexpr std::size_t own_input_count = variable_count<own_inputs_of<M, checked>>;
template <class M>
inline constexpr std::size_t shared_count = variable_count<shared_of<M, checked>>;

} // namespace detail

} // namespace cortexpr
