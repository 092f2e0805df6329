// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/network/state.hpp>

namespace cortexpr {

/// One neuron as operations see it: `n["exc.g"_name]` is a variable (assignable), `n["E_L"_name]` a parameter.
/// What is written to a variable that is held (`unless_refractory`) in a refractory neuron is lost.
template <class Population, class M, class Real>
class neuron_view {
public:
  neuron_view(Population& population, std::size_t index) : population_(population), index_(index) {}

  template <fixed_string Name>
  [[nodiscard]] decltype(auto) operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<state_of<M, checked>>(Name.view());
    constexpr std::size_t p = find_variable<parameters_of<M, checked>>(Name.view());
    static_assert(v != not_found || p != not_found,
                  "cortexpr: the operation names no variable and no parameter of the population's model");
    if constexpr (v != not_found) {
      Real& place = variable<v>(population_.variables)[index_];
      if constexpr (Refractory<M> && held<M, v>)
        if (population_.refractory[index_] > 0) return static_cast<Real&>(lost_ = place);
      return static_cast<Real&>(place);
    } else
      return static_cast<const Real&>(variable<p>(std::as_const(population_.parameters)).of(index_));
  }
  /// The neuron's number.
  [[nodiscard]] std::size_t index() const { return index_; }

private:
  Population& population_;
  std::size_t index_;
  mutable Real lost_{};
};

namespace detail {

template <class M, class Integrator, class Real, class Operation>
void operate_on(population_state<M, Integrator, Real>& p, const Operation& operation) {
  for (std::size_t i = 0; i < p.size; ++i) {
    neuron_view<population_state<M, Integrator, Real>, M, Real> n(p, i);
    operation(n);
  }
}

template <class Real, class List, class Weights, class Operation>
void operate_on(projection_state<List, Weights>& p, const Operation& operation) {
  static_assert(
      Weights::per_synapse,
      "cortexpr: this projection has one constant weight and no synapse variables; give it weight(given) or a "
      "rule with variables before operating on its synapses");
  for (std::size_t y = 0; y < p.values.size(); ++y) {
    auto& values = p.values[y];
    for (std::size_t k = 0; k < values.weights.values.size(); ++k) {
      auto synapse = values.template load<Real>(k);
      operation(synapse);
      values.template store<Real>(k, synapse);
    }
    values.sum_fan_in(p.connections->slices[y]);
  }
}

} // namespace detail

} // namespace cortexpr
