// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/pick.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <cortexpr/detail/neuron/given_values.hpp>
#include <cortexpr/detail/neuron/keep_resets.hpp>
#include <cortexpr/detail/neuron/shared_cells.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/sees_all_neurons.hpp>
#include <cortexpr/detail/step/fill_inputs.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/step/population_view.hpp>
#include <cortexpr/detail/step/with_neurons.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/synapse/operation_numbers.hpp>
#include <cortexpr/detail/synapse/target_weights.hpp>

namespace cortexpr {

namespace detail {

/// The variables of one neuron while an operation works on it, each with its unit.
template <std::size_t K, dimension D, class Real>
struct neuron_cell {
  measured<D, Real> cell;
};
template <class M, class Real, class Indices = std::make_index_sequence<state_size<M>>>
struct neuron_cells;
template <class M, class Real, std::size_t... K>
struct neuron_cells<M, Real, std::index_sequence<K...>>
    : neuron_cell<K, dimension_of<state_of<M, checked>, K>, Real>... {
  template <class Columns>
  neuron_cells([[maybe_unused]] const Columns& columns, [[maybe_unused]] std::size_t index)
      : neuron_cell<K, dimension_of<state_of<M, checked>, K>, Real>{
            measured<dimension_of<state_of<M, checked>, K>, Real>::of_stored(variable<K>(columns)[index])}... {}
};
template <std::size_t K, dimension D, class Real>
auto& cell_at(neuron_cell<K, D, Real>& x) {
  return x.cell;
}

} // namespace detail

/// One neuron as operations see it: `n["exc.g"_name]` is a variable (assignable), `n["E_L"_name]` a parameter; both are
/// read as quantities: `n["v"_name] = -65_mV`. A variable that the population shares is assignable, too, and each
/// neuron sees what those before it have written; `n["last_spike"_name]` and `n["not_refractory"_name]` are inputs that
/// the model declares. What is written to a variable that is held (`unless_refractory`) in a refractory neuron is lost.
/// `n.uniform()` and `n.normal()` are random numbers in [0, 1) and of the standard normal distribution: their own for
/// every operation, neuron, step and call.
template <class Population, class M, class Real>
class neuron_view {
public:
  using known_names = detail::names_with_given<M>;
  neuron_view(Population& population, std::size_t index, const detail::moment& now, stream numbers)
      : t(quantity<dim::second>(now.t)),
        dt(quantity<dim::second>(now.dt)),
        population_(population),
        index_(index),
        draws_(numbers, now.step),
        cells_(population.variables, index),
        shared_(population.shared) {}
  neuron_view(const neuron_view&) = delete; // what is written to a copy would be lost
  neuron_view& operator=(const neuron_view&) = delete;
  ~neuron_view() = default;

  template <fixed_string Name>
  [[nodiscard]] decltype(auto) operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<state_of<M, checked>>(Name.view());
    constexpr std::size_t p = find_variable<parameters_of<M, checked>>(Name.view());
    constexpr std::size_t s = find_variable<shared_of<M, checked>>(Name.view());
    constexpr bool known = detail::is_known_to_neuron<M>(Name.view());
    if constexpr (known) {
      return detail::known_to_neuron<M, Name>(population_, index_);
    } else if constexpr (s != not_found) {
      return (detail::shared_at<s>(shared_));
    } else if constexpr (v == not_found && p == not_found) {
      detail::refuse_name<detail::no_such_operand, detail::among_values<M>, Name>();
      return detail::unknown_operand{};
    } else if constexpr (v != not_found) {
      return (detail::cell_at<v>(cells_));
    } else {
      const auto& column = variable<p>(std::as_const(population_.parameters));
      // Constant: what is written to a parameter would be lost.
      using value = const quantity<detail::dimension_of<parameters_of<M, checked>, p>>;
      return static_cast<value>(static_cast<double>(column.of(index_)));
    }
  }
  /// Whether a variable of the neuron, or one that its population shares, has that name.
  template <fixed_string Name>
  [[nodiscard]] static constexpr bool has_variable(name_constant<Name>) {
    return find_variable<state_of<M, checked>>(Name.view()) != not_found ||
           find_variable<shared_of<M, checked>>(Name.view()) != not_found;
  }
  /// The neuron's number.
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] double uniform() { return draws_.uniform(index_); }
  [[nodiscard]] double normal() { return draws_.normal(index_); }

  const quantity<dim::second> t;  ///< time
  const quantity<dim::second> dt; ///< time step

  /// Which variables were written.
  [[nodiscard]] std::array<bool, detail::state_size<M>> changed() const {
    std::array<bool, detail::state_size<M>> which{};
    detail::for_each_index<detail::state_size<M>>([&](auto k) {
      which[k] =
          !detail::is_same_number(detail::cell_at<k>(cells_).stored(), variable<k>(population_.variables)[index_]);
    });
    return which;
  }
  /// Keeps what was written.
  void store() {
    detail::for_each_index<detail::state_size<M>>([&](auto k) { store_variable<k>(); });
    shared_.store(population_.shared);
  }

private:
  template <std::size_t K>
  void store_variable() {
    Real& place = variable<K>(population_.variables)[index_];
    const Real written = detail::cell_at<K>(cells_).stored();
    if (detail::is_same_number(written, place)) return;
    if constexpr (Refractory<M> && detail::held<M, K>)
      if (population_.refractory.held()[index_]) return;
    place = written;
  }

  Population& population_;
  std::size_t index_;
  detail::operation_numbers draws_;
  mutable detail::neuron_cells<M, Real> cells_;
  mutable detail::shared_cells<M, Real> shared_;
};

namespace detail {

/// `latest`: the step of the population's latest spikes. A neuron that has been reset within it is shown as it was at
/// the threshold; if the operation changes a variable it is called again, and finds this variable as it is at the end.
template <class M, class Integrator, class Real, class Operation>
void operate_on_neuron(population_state<M, Integrator, Real>& p, std::size_t i, const Operation& operation, moment now,
                       stream numbers, [[maybe_unused]] std::int64_t latest) {
  using view = neuron_view<population_state<M, Integrator, Real>, M, Real>;
  const auto operate = [&] {
    view n(p, i, now, numbers);
    operation(n);
    n.store();
  };
  if constexpr (decltype(p.resets)::any) {
    if (auto* const reset = find_reset(p, latest, i)) {
      view n(p, i, now, numbers);
      operation(n);
      const changed_variables<M> changed = n.changed();
      if (std::find(changed.begin(), changed.end(), true) == changed.end()) return n.store();
      show_end(p, i, *reset, changed);
      operate();
      return show_threshold(p, i, *reset, changed);
    }
  }
  operate();
}
template <class Real, class M, class Integrator, class Operation>
void operate_on(population_state<M, Integrator, Real>& p, const reach& neurons, const Operation& operation, moment now,
                stream numbers, std::int64_t latest) {
  for (std::size_t i = neurons.begin; i < neurons.end; ++i) operate_on_neuron(p, i, operation, now, numbers, latest);
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

template <class Real, class List, class Weights, class Operation, class Neurons>
void operate_on(projection_state<List, Weights>& p, const Operation& operation, moment now, stream numbers,
                const Neurons& neurons) {
  static_assert(
      Weights::per_synapse,
      "cortexpr: this projection has one constant weight and no synapse variables; give it weight(given) or a "
      "rule with variables before operating on its synapses");
  static_assert(std::is_same_v<typename Weights::element, Real>,
                "cortexpr: operations work on weights in the precision of the network; drop stored_as<...>");
  catch_up(p);
  using work = slice_work<List, Real, Weights, Neurons>;
  using seen = std::conditional_t<list_needs<List, rng>, typename work::event, operated_synapse<typename work::event>>;
  const numbers_of_operation own(p.numbers, numbers);
  for (std::size_t y = 0; y < p.slices.size(); ++y) {
    if (p.connections->slices[y].elsewhere) continue;
    if constexpr (WorksOnTargets<Operation, target_weights<List, Weights>>) {
      auto targets = target_weights<List, Weights>(p.slices[y], p.connections->slices[y], p.sums);
      operation.on_target(targets);
    } else {
      work(p, y, now, neurons).template for_each<seen>(operation);
    }
  }
  weights_changed<Real>(p);
}

/// Runs an operation in the steps in which it is due, on what it works on.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::operate, D, E, Real> {
  using s = structure<D>;
  static constexpr std::size_t k = item_of_entry<D, E>;
  using item = typename s::template item<k>;
  static constexpr std::size_t holder = s::find_holder(item::target.view());

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    if (state.step % item_at<k>(state.items).period != 0) return;
    if constexpr (s::kinds[holder] == item_kind::projection) catch_up_slices<D, holder, Real>(state, member);
    alone(member, [&] { operate(state); });
  }

private:
  static constexpr bool works_on_population() {
    using operation = std::remove_cvref_t<decltype(item::operation)>;
    if constexpr (is_population_wide<operation>) {
      return true;
    } else if constexpr (s::kinds[holder] == item_kind::population) {
      using population = std::remove_cvref_t<decltype(item_at<holder>(std::declval<network_state<D, Real>&>().items))>;
      using model = typename s::template model<holder>;
      return sets_shared<model, neuron_view<population, model, Real>, operation>();
    } else {
      return false;
    }
  }
  /// The neurons that the operation sees: those of all ranks, or those that this rank steps.
  static reach reach_of(const network_state<D, Real>& state, const auto& p) {
    const team_member whose = sees_all_neurons<D, k>() ? team_member{} : state.of_this_rank();
    const auto [first, last] = whose.share(p.bounds);
    return item::sliced.part.of(p.size).within(first, last);
  }
  static void operate(network_state<D, Real>& state) {
    const auto& operation = item_at<k>(state.items).operation;
    auto& target = item_at<holder>(state.items);
    const moment now = moment_of<D, Real>(state);
    const stream numbers = make_stream(state.seed, item::name.view(), stream_purpose::operations);
    if constexpr (OperatesOnEvent<item>) {
      constexpr std::size_t event = s::find_population(item::event.view());
      const reach neurons = reach_of(state, target);
      for (const std::uint32_t i : item_at<event>(state.items).spikes.of(latest_spikes<D, E>(state, event)))
        if (i >= neurons.begin && i < neurons.end)
          operate_on_neuron(target, i, operation, now, numbers, latest_spikes<D, E>(state, holder));
    } else if constexpr (works_on_population()) {
      const reach neurons = item::sliced.part.of(target.size);
      std::size_t spikes = 0;
      for (const std::uint32_t i : target.spikes.of(latest_spikes<D, E>(state, holder)))
        spikes += i >= neurons.begin && i < neurons.end;
      population_view<std::remove_cvref_t<decltype(target)>, typename s::template model<holder>,
                      s::template item<holder>::placed, Real>
          all(target, neurons, now, numbers, {spikes});
      operation.on_population(all);
      all.store();
    } else if constexpr (s::kinds[holder] == item_kind::population)
      operate_on<Real>(target, reach_of(state, target), operation, now, numbers, latest_spikes<D, E>(state, holder));
    else
      with_neurons<D, E, holder, Real>(state, state.of_this_rank(), [&](const auto& neurons) {
        operate_on<Real>(target, operation, now, numbers, neurons);
      });
  }
};

} // namespace detail

} // namespace cortexpr
