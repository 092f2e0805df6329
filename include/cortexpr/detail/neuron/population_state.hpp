// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/neuron/given_values.hpp>
#include <cortexpr/detail/neuron/input_buffer.hpp>
#include <cortexpr/detail/neuron/precise_state.hpp>
#include <cortexpr/detail/neuron/refractory_by_function.hpp>
#include <cortexpr/detail/neuron/refractory_neurons.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/sources/spike_times.hpp>
#include <cortexpr/space/placement.hpp>
#include <cstdint>

namespace cortexpr::detail {

/// What became of neurons that an integrator reset within its step, until the reset's turn in the schedule comes: for
/// each part, in the order of its spikes, the variables at the threshold and those at the end of the step.
template <bool Kept, std::size_t Variables, class Real>
struct kept_resets {
  static constexpr bool any = false;
  void prepare(const sequence<std::uint32_t>&) {}
};
template <std::size_t Variables, class Real>
struct kept_resets<true, Variables, Real> {
  static constexpr bool any = true;
  using values = std::array<Real, Variables>;
  struct spike {
    values crossing, end;
  };
  sequence<sequence<spike>> parts;

  /// Room for every neuron is reserved, not touched: a step never allocates.
  void prepare(const sequence<std::uint32_t>& bounds) {
    parts.resize(bounds.size() - 1);
    for (std::size_t k = 0; k < parts.size(); ++k) parts[k].reserve(bounds[k + 1] - bounds[k]);
  }
};

/// Everything that belongs to one population of model M: size, parameters, variables, refractoriness, spikes.
template <class M, class Integrator, class Real>
struct population_state {
  using stepper_type = typename Integrator::template stepper<M, Real>;

  [[gnu::cold]] population_state() = default;

  std::uint32_t size = 0;
  sequence<std::uint32_t> bounds{0, 0}; ///< first neurons of the parts that threads own, and the size
  parameters_of<M, columns<Real>> parameters;
  state_of<M, columns<Real>> variables;
  placement places; ///< empty without a layout
  typename kept_refractoriness<M, Real>::type refractory;
  column<Real> refractory_steps;                          ///< refractory period in steps, shared or per neuron
  std::array<sequence<Real>, input_count<M> + 1> coupled; ///< what outputs of others add to each input
  spike_history spikes;
  [[no_unique_address]] precise_state<M, Integrator, Real> precise; ///< nothing unless spikes are located
  stream random{};                                                  ///< of spikes at random
  stream noise{};                                                   ///< of noise in the equations
  [[no_unique_address]] shared_values<M, Integrator, Real> shared;
  [[no_unique_address]] last_spikes<sees_last_spike<M>, Real> last_spike;
  [[no_unique_address]] numbers_of_neurons<random_inputs<M> != 0> numbers;
  // What follows is derived or scratch: rebuilt by prepare, not part of a comparison.
  stepper_type stepper{};
  input_buffer<M, Real> inputs;
  column<Real> bernoulli;
  [[no_unique_address]] kept_resets<FindsSpikes<Integrator, M> && Resets<M>, state_size<M>, Real> resets;

  [[nodiscard]] bool operator==(const population_state& o) const {
    return size == o.size && same(parameters, o.parameters) && same(variables, o.variables) &&
           refractory == o.refractory && coupled == o.coupled && spikes == o.spikes && precise == o.precise &&
           shared == o.shared && last_spike == o.last_spike;
  }

private:
  template <class T>
  static bool same(const T& a, const T& b) {
    return with_indices<variable_count<T>>([&]<std::size_t... K>(std::index_sequence<K...>) {
      return ((variable<K>(a) == variable<K>(b)) && ... && true);
    });
  }
};

/// The parameters of neuron i, for functions of a model that are called for one neuron now and then.
template <class M, class Integrator, class Real>
[[nodiscard]] parameters_of<M, numeric<Real>> parameters_of_neuron(const population_state<M, Integrator, Real>& s,
                                                                   [[maybe_unused]] std::size_t i) {
  parameters_of<M, numeric<Real>> p;
  for_each_index<parameter_count<M>>([&](auto k) { variable<k>(p) = lanes<Real>(variable<k>(s.parameters).of(i)); });
  return p;
}
/// The variables of neuron i.
template <class M, class Integrator, class Real>
[[nodiscard]] state_of<M, numeric<Real>> variables_of_neuron(const population_state<M, Integrator, Real>& s,
                                                             [[maybe_unused]] std::size_t i) {
  state_of<M, numeric<Real>> x;
  for_each_index<state_size<M>>([&](auto k) { variable<k>(x) = lanes<Real>(variable<k>(s.variables)[i]); });
  return x;
}

/// A population without dynamics whose spikes are listed.
template <class Real>
struct listed_state {
  std::uint32_t size = 0;
  spike_list list;
  placement places; ///< empty without a layout
  spike_history spikes;
  [[nodiscard]] bool operator==(const listed_state&) const = default;
};

/// Models without equations are stepped by nothing.
struct no_integrator {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "none";
  template <class M, class T>
  struct stepper : stateless_stepper<M, T> {};
};

} // namespace cortexpr::detail
