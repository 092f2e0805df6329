// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/sequence.hpp>
#include <cortexpr/network/delivery.hpp>
#include <cortexpr/network/did_you_mean.hpp>
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
    if constexpr (v == not_found && p == not_found) {
      detail::refuse_name<detail::no_such_operand, detail::among_values<M>, Name>();
      return static_cast<Real&>(lost_);
    } else if constexpr (v != not_found) {
      Real& place = variable<v>(population_.variables)[index_];
      if constexpr (Refractory<M> && held<M, v>)
        if (population_.refractory.held()[index_]) return static_cast<Real&>(lost_ = place);
      return static_cast<Real&>(place);
    } else {
      return static_cast<const Real&>(variable<p>(std::as_const(population_.parameters)).of(index_));
    }
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

/// The weights of a slice, target by target, as operations see them that work on all synapses of a target at once.
template <class List, class Weights>
class target_weights {
public:
  target_weights(slice_values<List, Weights>& values, const slice_rows& rows, sequence<exact_sum>& scratch)
      : values_(values), rows_(rows), sums_(scratch) {}

  /// Multiplies the weights of every target so that their sum is `goal`; a sum of zero or of the other sign is
  /// left alone.
  void normalise(double goal) {
    sums_.assign(rows_.targets, {});
    for (std::size_t k = 0; k < rows_.size(); ++k)
      sums_[rows_.target[k]].add(static_cast<double>(values_.weight(k, rows_.target[k])));
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      const double sum = sums_[rows_.target[k]].value();
      if (sum * goal > 0)
        values_.weights[k] *= static_cast<std::remove_cvref_t<decltype(values_.weights[k])>>(goal / sum);
    }
  }

private:
  slice_values<List, Weights>& values_;
  const slice_rows& rows_;
  sequence<exact_sum>& sums_;
};

/// An operation that works on all synapses of each target at once says so.
template <class Operation, class Target>
concept WorksOnTargets = requires(const Operation& f, Target& target) {
  f.on_target(target);
};

/// Room for what an operation needs while it runs.
template <class List, class Weights, class Operation>
void reserve_for(projection_state<List, Weights>& p, const Operation&) {
  if constexpr (WorksOnTargets<Operation, target_weights<List, Weights>>)
    for (const slice_rows& rows : p.connections->slices) p.sums.reserve(rows.targets);
}

/// While an operation works, random numbers come from its own stream, not from that of the projection's rules.
class numbers_of_operation {
public:
  numbers_of_operation(stream& place, stream own) : place_(place), former_(std::exchange(place, own)) {}
  numbers_of_operation(const numbers_of_operation&) = delete;
  numbers_of_operation& operator=(const numbers_of_operation&) = delete;
  ~numbers_of_operation() { place_ = former_; }

private:
  stream& place_;
  stream former_;
};

template <class Real, class List, class Weights, class Operation>
void operate_on(projection_state<List, Weights>& p, const Operation& operation, moment now, stream numbers) {
  static_assert(
      Weights::per_synapse,
      "cortexpr: this projection has one constant weight and no synapse variables; give it weight(given) or a "
      "rule with variables before operating on its synapses");
  static_assert(std::is_same_v<typename Weights::element, Real>,
                "cortexpr: operations work on weights in the precision of the network; drop stored_as<...>");
  catch_up(p);
  const numbers_of_operation own(p.numbers, numbers);
  for (std::size_t y = 0; y < p.values.size(); ++y) {
    if constexpr (WorksOnTargets<Operation, target_weights<List, Weights>>) {
      auto targets = target_weights<List, Weights>(p.values[y], p.connections->slices[y], p.sums);
      operation.on_target(targets);
    } else {
      slice_work<List, Real, Weights>(p, y, now).for_each(operation);
    }
  }
  weights_changed<Real>(p);
}

} // namespace detail

} // namespace cortexpr
