// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/step/coupled_terms.hpp>
#include <cortexpr/detail/step/fill_inputs.hpp>

namespace cortexpr::detail {

/// Whether no entry before entry E adds up something in input Input of population N: outputs, terms or currents.
template <auto const& D, std::size_t E, std::size_t N, std::size_t Input>
constexpr bool is_first_in_input() {
  using s = structure<D>;
  bool first = true;
  s::template for_each<item_kind::synapse_coupling>([&](auto other) {
    using item = typename s::template item<other>;
    if constexpr (!item::onto_synapses)
      if (s::template target_of<other> == N && synapse_coupling<D, other>::goal == Input)
        for (std::size_t e = 0; e != E; ++e) first = first && s::schedule[e].item != other;
  });
  s::template for_each<item_kind::projection>([&](auto other) {
    const auto look = [&](verb what) {
      for (std::size_t e = 0; e != E; ++e)
        first = first && !(s::schedule[e].item == other && s::schedule[e].what == what);
    };
    if constexpr (s::template is_continuous<other>()) {
      if (s::template target_of<other> == N && s::template target_input<other>() == Input) look(verb::couple);
    } else if constexpr (feeds_input<D, other, N, Input>()) {
      look(verb::flow);
    }
  });
  return first;
}
/// Whether entry E of the schedule is the first of a step that adds outputs or terms up in its input.
template <auto const& D, std::size_t E>
constexpr bool is_first_coupling() {
  using s = structure<D>;
  constexpr std::size_t k = s::schedule[E].item;
  return is_first_in_input<D, E, s::template target_of<k>, s::template target_input<k>()>();
}

/// The output of neuron i of population N as a number in SI.
template <auto const& D, std::size_t N, class Real>
Real output_of(const network_state<D, Real>& state, std::size_t i) {
  using M = typename structure<D>::template model<N>;
  const auto& p = item_at<N>(state.items);
  const auto x = variables_of_neuron(p, i);
  const auto parameters = parameters_of_neuron(p, i);
  if constexpr (HasOutputWithInputs<M>)
    return M::output(x, parameters, inputs_of_neuron<D, N, Real>(state, i)).value;
  else
    return M::output(x, parameters).value;
}

/// Remembers what a delayed coupling reads of the sources that belong to parts [first, last).
template <auto const& D, std::size_t P, class Real>
void note_sources(network_state<D, Real>& state, std::int64_t step, std::size_t first, std::size_t last) {
  using terms = coupled_terms<D, P, Real>;
  auto& former = item_at<P>(state.items).former;
  if (!former.any()) return;
  constexpr std::size_t source = structure<D>::template source_of<P>;
  const auto& from = item_at<source>(state.items);
  for_each_index<state_size<typename structure<D>::template model<source>>>([&](auto v) {
    if constexpr (terms::template reads_of_source<v>) {
      double* const to = former.at(step, terms::template read_before<v>);
      for (std::size_t i = from.bounds[first]; i < from.bounds[last]; ++i)
        to[i] = static_cast<double>(variable<v>(from.variables)[i]);
    }
  });
}
/// Before the first step sources have always been as they are.
template <auto const& D, std::size_t P, class Real>
[[gnu::cold]] void prepare_former(network_state<D, Real>& state) {
  using s = structure<D>;
  if constexpr (s::template has_coupling<P>()) {
    auto& p = item_at<P>(state.items);
    const std::uint32_t delay = p.connections->max_delay;
    if (delay == 0 || (state.step != 0 && p.former.any())) return;
    const auto& from = item_at<s::template source_of<P>>(state.items);
    p.former.make_room(delay, coupled_terms<D, P, Real>::template read_before<>, from.size);
    for (std::int64_t step = 0; step <= delay; ++step) note_sources<D, P, Real>(state, step, 0, from.bounds.size() - 1);
  }
}

/// Adds weight times output of every source, or the coupling's term of every synapse, to the input of its targets; the
/// first projection of a step empties the input.
template <auto const& D, std::size_t P, class Real>
void add_coupled(network_state<D, Real>& state, bool first, const team_member& member) {
  using s = structure<D>;
  auto& target = item_at<s::template target_of<P>>(state.items);
  const auto& p = item_at<P>(state.items);
  sequence<Real>& sum = target.coupled[s::template target_input<P>()];
  const auto [first_part, last_part] = member.share(target.bounds.size() - 1);
  if (first) std::fill(sum.data() + target.bounds[first_part], sum.data() + target.bounds[last_part], Real(0));
  const synapse_rows& connections = *p.connections;
  constexpr bool has_term = s::template has_coupling<P>();
  if constexpr (has_term) {
    const auto mine = member.on_this_rank().share(item_at<s::template source_of<P>>(state.items).bounds.size() - 1);
    note_sources<D, P, Real>(state, state.step, mine.first, mine.second);
  }
  if (has_term && p.frozen[0]) return;
  for (std::size_t k = 0; k < connections.slices.size(); ++k) {
    const slice_rows& rows = connections.slices[k];
    if (!member.owns(rows.part, target.bounds.size() - 1)) continue;
    if constexpr (has_term) {
      coupled_terms<D, P, Real>(state).add(k, sum.data());
    } else {
      Real* const out = sum.data() + rows.first_target;
      for (std::uint32_t i = 0; i < connections.sources; ++i) {
        if (rows.row[i] == rows.row[i + 1]) continue;
        const Real y = output_of<D, s::template source_of<P>, Real>(state, connections.first_source + i);
        for (std::uint64_t e = rows.row[i]; e < rows.row[i + 1]; ++e)
          out[rows.target[e]] += static_cast<Real>(p.slices[k].weights[e]) * y;
      }
    }
  }
}

} // namespace cortexpr::detail
