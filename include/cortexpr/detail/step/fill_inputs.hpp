// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/neuron/input_buffer.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/model/event.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

// The inputs of the neurons of a population in a step: what drives and continuous projections give, and what is given
// to neurons without a drive.

/// Whether input I, if it is a random number, is drawn for all neurons in every step: equations, thresholds and events
/// look at it. Else it is drawn for the neurons that ask.
template <auto const& D, std::size_t K, std::size_t I>
constexpr bool is_drawn_for_all() {
  using s = structure<D>;
  using m = typename s::template model<K>;
  if constexpr (!is_random_number<m, I>) {
    return false;
  } else {
    constexpr std::size_t column = state_size<m> + I;
    const dependence_arguments<m> a;
    bool found = false;
    if constexpr (Thresholded<m>) found = found || crossed_threshold<m>(a.x, a.p, a.in).sides.uses(column);
    if constexpr (Hazardous<m>) found = found || spike_rate<m>(a.x, a.p, a.in).uses(column);
    if constexpr (HasRefractoryFunction<m>)
      found = found || dependency<column_count<m>>(refractory_outcome<m>(a.x, a.p, a.in)).uses(column);
    if constexpr (HasOutput<m>) found = found || output_value<m>(a.x, a.p, a.in).uses(column);
    s::template for_each<item_kind::population>([&](auto e) {
      if constexpr (EventItem<typename s::template item<e>>)
        if (s::template item<e>::population.view() == s::names[K])
          found = found || event_condition(s::template value<e>().condition, a.x, a.p, a.in).sides.uses(column);
    });
    return found;
  }
}

/// Shapes the input buffers of population K: a column of n where a drive differs between neurons.
template <auto const& D, std::size_t K, class Real>
void prepare_inputs(network_state<D, Real>& state) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  std::array<bool, input_count<m> + 1> per_neuron{}, steady{};
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((steady[I] = !is_time<m, I> && !is_given_to_neuron<m, I> && !is_shared_variable<m, I>), ...);
    (for_each_drive_of<D, K, I>([&](auto source) {
       const auto& drive = item_at<source>(state.items);
       per_neuron[I] = per_neuron[I] || !s::template item<source>::sliced.part.whole || is_per_neuron(drive);
       steady[I] = steady[I] && is_constant_in_time(drive);
     }),
     ...);
    ((per_neuron[I] = per_neuron[I] || is_last_spike<m, I> || is_held_input<m, I> || is_drawn_for_all<D, K, I>()), ...);
  }
  (std::make_index_sequence<input_count<m>>{});
  auto& p = item_at<K>(state.items);
  const auto sum_up = [&](std::size_t input) {
    per_neuron[input] = true;
    steady[input] = false;
    if (p.coupled[input].size() != p.size) p.coupled[input].assign(p.size, Real(0));
  };
  s::template for_each<item_kind::projection>([&](auto other) {
    if constexpr (s::template is_continuous<other>()) {
      if constexpr (s::template target_of<other> == K) sum_up(s::template target_input<other>());
    } else {
      for_each_index<input_count<m>>([&](auto i) {
        if constexpr (feeds_input<D, other, K, i>()) sum_up(i);
      });
    }
  });
  s::template for_each<item_kind::synapse_coupling>([&](auto other) {
    if constexpr (!s::template item<other>::onto_synapses && s::template target_of<other> == K)
      sum_up(synapse_coupling<D, other>::goal);
  });
  p.inputs.build(s::template integrator<K>::stages.size() + MovesShared<m>, p.size, state.threads(), per_neuron, steady,
                 present_step<D, K>(state).number);
}

/// Adds the drives of an input that all neurons share.
template <auto const& D, std::size_t K, std::size_t Input, class Real>
[[gnu::always_inline]] inline void add_shared_drives(const network_state<D, Real>& state, double t, double& sum) {
  for_each_drive_of<D, K, Input>([&](auto source) {
    const auto& drive = item_at<source>(state.items);
    if constexpr (structure<D>::template item<source>::sliced.part.whole &&
                  !is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>)
      if (!is_per_neuron(drive)) sum += drive.value(t);
  });
}

/// Calls add(i, x) for those of neurons [begin, end) that a drive of an input gives a value of their own: for each
/// neuron, or for a slice.
template <auto const& D, std::size_t K, std::size_t Input, class Real, class Add>
[[gnu::always_inline]] inline void add_own_drives(const network_state<D, Real>& state, double t, std::size_t begin,
                                                  std::size_t end, const Add& add) {
  for_each_drive_of<D, K, Input>([&](auto source) {
    const auto& drive = item_at<source>(state.items);
    const auto& p = item_at<K>(state.items);
    constexpr slice part = structure<D>::template item<source>::sliced.part;
    const reach neurons = part.of(p.size);
    const std::size_t first = std::max(begin, neurons.begin), last = std::min(end, neurons.end);
    if (first >= last) return;
    if constexpr (is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>) {
      for (std::size_t i = first; i < last; ++i) add(i, drive.value(t, neuron_of<D, K, Real>(p, i)));
    } else {
      if constexpr (requires { drive.row(t); })
        if (is_per_neuron(drive)) {
          const double* row = drive.row(t);
          for (std::size_t i = first; i < last; ++i) add(i, row[i - neurons.begin]);
          return;
        }
      if constexpr (!part.whole) {
        const double x = drive.value(t);
        for (std::size_t i = first; i < last; ++i) add(i, x);
      }
    }
  });
}

// Functions of their own: in a generic lambda clang looks at members that a population need not have.

/// The present value of input I, a variable that the population shares.
template <Model M, std::size_t I, class Population>
[[nodiscard]] auto shared_now(const Population& p) {
  return p.shared.now[I - own_input_count<M>];
}
/// The same at a time between the start (0) and the end (1) of the present step.
template <Model M, std::size_t I, class Population>
[[nodiscard]] auto shared_within_step(const Population& p, double c) {
  return p.shared.template within_step<I - own_input_count<M>>(c);
}
/// What is given to neuron i as input I in a step.
template <Model M, std::size_t I, class Population>
[[nodiscard]] double given_input(const Population& p, std::size_t i, [[maybe_unused]] std::int64_t step) {
  if constexpr (is_last_spike<M, I>)
    return static_cast<double>(p.last_spike.at[i]);
  else if constexpr (is_not_refractory<M, I>)
    return p.refractory.held()[i] ? 0 : 1;
  else
    return random_input<M, I>(p.numbers.source, i, step);
}

template <auto const& D, std::size_t K, class Real>
auto inputs_of_neuron(const network_state<D, Real>& state, std::size_t i);

/// What is given to neurons [begin, end) as input I in the present step.
template <auto const& D, std::size_t K, std::size_t I, class Real>
void fill_given(const network_state<D, Real>& state, column<Real>& out, std::size_t begin, std::size_t end) {
  using m = typename structure<D>::template model<K>;
  const auto& p = item_at<K>(state.items);
  if constexpr (is_last_spike<m, I>) {
    std::copy(p.last_spike.at.data() + begin, p.last_spike.at.data() + end, out.data() + begin);
  } else if constexpr (is_drawn_for_all<D, K, I>()) {
    for (std::size_t i = begin; i < end; ++i)
      out[i] = static_cast<Real>(random_input<m, I>(p.numbers.source, i, present_step<D, K>(state).number));
  }
}

/// What the model itself gives neurons [begin, end) as held inputs in the present step: all of them in one pass, since
/// each may read those before it.
template <auto const& D, std::size_t K, class Real>
void fill_held(network_state<D, Real>& state, const team_member& member, std::size_t begin, std::size_t end) {
  using m = typename structure<D>::template model<K>;
  auto& p = item_at<K>(state.items);
  for (std::size_t i = begin; i < end; ++i) {
    const auto in = inputs_of_neuron<D, K>(state, i);
    for_each_index<input_count<m>>([&](auto k) {
      if constexpr (is_held_input<m, k>)
        p.inputs.at(0, k, member.index)[i] = static_cast<const lanes<Real>&>(variable<k>(in)).value;
    });
  }
}

/// Evaluates the drives of population K at the stages of its integrator in the present step, for one thread.
template <auto const& D, std::size_t K, class Real>
void fill_inputs(network_state<D, Real>& state, const team_member& member) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  auto& p = item_at<K>(state.items);
  constexpr auto stages = s::template integrator<K>::stages;
  constexpr inputs_of<m, numeric<double>> defaults{};
  const auto [first_part, last_part] = member.share(p.bounds.size() - 1);
  [[maybe_unused]] const std::size_t begin = p.bounds[first_part], end = p.bounds[last_part];
  [[maybe_unused]] const population_step now = present_step<D, K>(state);
  [[maybe_unused]] const auto fill = [&]<std::size_t I>(std::integral_constant<std::size_t, I>, std::size_t stage) {
    // The column of a single neuron is as long as one that all neurons share; a thread without neurons leaves it alone.
    if (begin == end && p.inputs.per_neuron(I)) return;
    column<Real>& out = p.inputs.at(stage, I, member.index);
    if constexpr (is_shared_variable<m, I>) {
      out[0] = stage < stages.size() ? shared_within_step<m, I>(p, stages[stage]) : shared_now<m, I>(p);
      return;
    }
    if constexpr (is_held_input<m, I>) return; // `fill_held`
    if constexpr (is_given_to_neuron<m, I>) {
      if (stage == 0) fill_given<D, K, I, Real>(state, out, begin, end);
      return;
    }
    if (stage == stages.size()) return; // the threshold sees the inputs of the start
    if (p.inputs.per_neuron(I) && p.inputs.stands(I, now.number)) return;
    const double t = (static_cast<double>(now.number) + stages[stage]) * now.dt;
    double shared = is_time<m, I> ? t : variable<I>(defaults).value;
    add_shared_drives<D, K, I>(state, t, shared);
    if (out.shared())
      out[0] = static_cast<Real>(shared);
    else
      std::fill(out.data() + begin, out.data() + end, static_cast<Real>(shared));
    if (is_time<m, I> || (out.shared() && p.size > 1)) return;
    add_own_drives<D, K, I>(state, t, begin, end, [&](std::size_t i, double x) { out[i] += static_cast<Real>(x); });
    if (!p.coupled[I].empty())
      for (std::size_t i = begin; i < end; ++i) out[i] += p.coupled[I][i];
  };
  constexpr std::size_t rows = stages.size() + MovesShared<m>;
  for (std::size_t stage = 0; stage < rows; ++stage) [&]<std::size_t... I>(std::index_sequence<I...>) {
      (fill(std::integral_constant<std::size_t, I>{}, stage), ...);
    }
  (std::make_index_sequence<input_count<m>>{});
  if constexpr (HoldsInputs<m>) fill_held<D, K, Real>(state, member, begin, end);
}

/// The inputs of one neuron of population K at the start of the present step: what drives give, and what continuous
/// projections gave last. For functions of a model that are called for a neuron now and then. The function of a drive
/// sees the variables of the moment.
template <auto const& D, std::size_t K, class Real>
auto inputs_of_neuron(const network_state<D, Real>& state, [[maybe_unused]] std::size_t i) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  [[maybe_unused]] const auto& p = item_at<K>(state.items);
  const inputs_of<m, numeric<double>> defaults{};
  inputs_of<m, numeric<Real>> in{};
  [[maybe_unused]] const population_step now = present_step<D, K>(state);
  [[maybe_unused]] const double t = (static_cast<double>(now.number) + s::template integrator<K>::stages[0]) * now.dt;
  [[maybe_unused]] const auto fill = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    if constexpr (is_shared_variable<m, I>) {
      variable<I>(in) = lanes<Real>(shared_now<m, I>(p));
      return;
    }
    if constexpr (is_held_input<m, I>) {
      variable<I>(in) = held_value<m, I, Real>(p, i, in);
      return;
    } else if constexpr (is_given_to_neuron<m, I>) {
      variable<I>(in) = lanes<Real>(given_input<m, I>(p, i, now.number));
      return;
    }
    double shared = is_time<m, I> ? t : variable<I>(defaults).value;
    Real own = 0;
    add_shared_drives<D, K, I>(state, t, shared);
    add_own_drives<D, K, I>(state, t, i, i + 1, [&](std::size_t, double x) { own += static_cast<Real>(x); });
    const auto& coupled = p.coupled[I];
    if (!coupled.empty()) own += coupled[i];
    variable<I>(in) = lanes<Real>(static_cast<Real>(shared) + own);
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) { (fill(std::integral_constant<std::size_t, I>{}), ...); }
  (std::make_index_sequence<input_count<m>>{});
  return in;
}

} // namespace cortexpr::detail
