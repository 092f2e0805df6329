// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr {

namespace detail {

/// An operation on a population as a whole. Made by `population_wide(f)`.
template <class Operation>
class population_operation {
public:
  constexpr explicit population_operation(Operation operation) : operation_(std::move(operation)) {}
  void on_population(auto& all) const { operation_(all); }

private:
  Operation operation_;
};

template <class Operation>
inline constexpr bool is_population_wide = false;
template <class Operation>
inline constexpr bool is_population_wide<population_operation<Operation>> = true;

/// Whether an operation in words sets what the population of model M has one of: then it runs once, not for each
/// neuron.
template <class M, class Neuron, class Operation>
constexpr bool sets_shared() {
  if constexpr (!requires { Operation::assigns; }) {
    return false;
  } else if constexpr (!Operation::assigns) {
    return false;
  } else {
    constexpr std::size_t of_all = Operation::template count_set<Neuron>(
        [](std::string_view name) { return find_variable<shared_of<M, checked>>(name) != not_found; });
    constexpr std::size_t of_each = Operation::template count_set<Neuron>(
        [](std::string_view name) { return find_variable<shared_of<M, checked>>(name) == not_found; });
    static_assert(of_all == 0 || of_each == 0,
                  "cortexpr: an operation in words sets a variable that the population shares and one that every "
                  "neuron has; write two operations");
    return of_all != 0;
  }
}

} // namespace detail

/// Makes `regularly` show the whole population once instead of its neurons one by one:
///
/// Example (examples/reference/shared_variables.cpp):
///
///     regularly<"mean field", "cells">(every{}, population_wide([](auto& all) { all["v_mean"_name] = all.mean("v"_name); }))
///
/// `all["v_mean"_name]` is a variable that the population shares (assignable) or a parameter that all neurons have in
/// common. `all.sum("v"_name)`, `all.mean("v"_name)`, `all.smallest("v"_name)` and `all.largest("v"_name)` go over the
/// neurons by number, whatever the number of threads; instead of a name they take a function of a neuron,
/// `all.mean([](const auto& n) { return n["v"_name] - n["E_L"_name]; })`. `all.spikes()` is the number of spikes of the
/// population in the latest step, `all.size()` that of its neurons; `all.t`, `all.dt`, `all.uniform()` and
/// `all.normal()` are as those of a neuron.
template <class Operation>
[[nodiscard]] constexpr auto population_wide(Operation operation) {
  return detail::population_operation<Operation>(std::move(operation));
}

} // namespace cortexpr
