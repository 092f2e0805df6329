// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/flow/clock_flow.hpp>
#include <cortexpr/detail/flow/neighbours.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/step/with_neurons.hpp>
#include <cortexpr/detail/structure/check_currents.hpp>
#include <tuple>

namespace cortexpr::detail {

/// Whether rule R of the projection of entry E is the first of a step that feeds its variable.
template <auto const& D, std::size_t E, std::size_t R>
constexpr bool feeds_first() {
  using s = structure<D>;
  constexpr std::size_t k = item_of_entry<D, E>;
  using list = typename s::template item<k>::rules;
  using rule = std::tuple_element_t<R, decltype(list::rules)>;
  constexpr std::size_t v = fed_variable<D, k, rule>(), input = fed_input<D, k, rule>();
  bool first = true;
  const auto look = [&]<std::size_t P>(std::integral_constant<std::size_t, P>, std::size_t end) {
    using other = typename s::template item<P>::rules;
    for_rules<other, has_current>([&](auto q) {
      using fellow = std::tuple_element_t<q, decltype(other::rules)>;
      constexpr bool same = fed_variable<D, P, fellow>() == v && fed_input<D, P, fellow>() == input;
      first = first && !(q < end && same && s::template target_of<P> == s::template target_of<k>);
    });
  };
  look(std::integral_constant<std::size_t, k>{}, R);
  s::template for_each<item_kind::projection>([&](auto p) {
    if constexpr (!s::template is_continuous<p>())
      for (std::size_t e = 0; e != E; ++e)
        if (s::schedule[e].item == p && s::schedule[e].what == verb::flow) look(p, not_found);
  });
  if constexpr (input != not_found) first = first && is_first_in_input<D, E, s::template target_of<k>, input>();
  return first;
}

// A function of its own: in a generic lambda clang looks at inputs that neurons need not have.
template <std::size_t K, class Columns, class Slots, class Real>
void point_to_variable(Columns& to, const seen_columns<Slots, Real>& from, std::size_t first) {
  constexpr std::size_t slot = Slots::find(Columns::names::all[K]);
  if constexpr (Slots::template slot<slot>.is_input)
    to.inputs[K] = {from.inputs[slot] + first, 1};
  else
    to.neurons[K] = {from.data[slot] + first * from.stride[slot], from.stride[slot]};
}
template <class Columns, class Slots, class Real>
void point_to_neurons(Columns& to, const seen_columns<Slots, Real>& from, std::size_t first) {
  for_each_index<Columns::names::of_neuron>([&](auto k) { point_to_variable<k>(to, from, first); });
}
/// Where equations of rule R of a projection find what is around the synapses of a slice.
template <std::size_t R, class Real, class List, class Weights, class Seen>
[[nodiscard]] auto neighbours_of(const projection_state<List, Weights>& p, [[maybe_unused]] const Seen& seen,
                                 std::size_t slice, double dt) {
  using rule = std::tuple_element_t<R, decltype(List::rules)>;
  const slice_rows& rows = p.connections->slices[slice];
  neighbours<rule, Real> around(rows);
  around.dt = dt;
  around.active = p.frozen[R] ? 0 : 1;
  using pre_names = names_around<neuron_side::pre, rule>;
  using post_names = names_around<neuron_side::post, rule>;
  if constexpr (pre_names::of_neuron != 0) point_to_neurons(around.pre, seen.pre, p.connections->first_source);
  if constexpr (pre_names::before_pair != pre_names::of_neuron) point_to_traces(around.pre, p.slices[slice].source);
  if constexpr (post_names::of_neuron != 0) point_to_neurons(around.post, seen.post, rows.first_target);
  if constexpr (post_names::before_pair != post_names::of_neuron) point_to_traces(around.post, p.slices[slice].target);
  if constexpr (list_needs<plasticity<rule>, which_pair>) {
    const auto& all = p.degrees;
    point_to_pair(around.pre, all.number, all.sources, all.out, 0);
    point_to_pair(around.post, all.number, all.targets, all.in,
                  rows.first_target - p.connections->slices.front().first_target);
  }
  return around;
}

/// Integrates the clock-driven equations of a projection and sums up what its synapses feed. Sums run source by source
/// for every target, whatever slices are like.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::flow, D, E, Real> {
  using s = structure<D>;
  static constexpr std::size_t k = item_of_entry<D, E>;
  static constexpr std::size_t target = s::template target_of<k>;
  using list = typename s::template item<k>::rules;

  void operator()(network_state<D, Real>& state, const team_member& member) const {
    auto seen = neurons_now<D, k, Real>(state);
    if constexpr (list_sees_neurons<list>) show_inputs<D, k, Real>(state, seen.post, member);
    constexpr bool sees_sources_of_others = looks_at_neurons_of_sources<list>;
    if constexpr (sees_sources_of_others) member.wait();
    flow(state, member, seen);
    if constexpr (sees_sources_of_others) member.wait();
  }

private:
  template <class Seen>
  static void flow(network_state<D, Real>& state, const team_member& member, const Seen& seen) {
    auto& p = item_at<k>(state.items);
    auto& to = item_at<target>(state.items);
    const clock_moment now{state.dt, static_cast<std::uint64_t>(state.step), p.numbers};
    for_rules<list, is_clock_driven>([&](auto r) {
      using rule = std::tuple_element_t<r, decltype(list::rules)>;
      Real* fed = nullptr;
      if constexpr (HasCurrent<rule>) {
        if constexpr (fed_variable<D, k, rule>() != not_found)
          fed = variable<fed_variable<D, k, rule>()>(to.variables).data();
        else
          fed = to.coupled[fed_input<D, k, rule>()].data();
        if constexpr (feeds_first<D, E, r>()) {
          const auto [first, last] = member.share(to.bounds.size() - 1);
          std::fill(fed + to.bounds[first], fed + to.bounds[last], Real(0));
        }
      }
      each_slice_of<D, k, Real>(state, member, [&](std::size_t slice) {
        const slice_rows& rows = p.connections->slices[slice];
        auto& values = p.slices[slice];
        const auto weight = [&](std::size_t first, std::size_t n) { return weights_of_pack(values, rows, first, n); };
        Real* const out = fed + (HasCurrent<rule> ? rows.first_target : 0);
        const auto feed = [&](std::size_t first, std::size_t n, const lanes<pack<double>>& current) {
          if (p.frozen[r]) return;
          std::array<double, lanes<pack<double>>::size> x;
          store_pack(x.data(), current);
          for (std::size_t l = 0; l < n; ++l) out[rows.target[first + l]] += static_cast<Real>(x[l]);
        };
        integrate_rule<list, r>(values, *p.connections, slice, p.steppers, p.rules, now, weight, feed,
                                neighbours_of<r, Real>(p, seen, slice, state.dt));
      });
    });
  }
};

} // namespace cortexpr::detail
