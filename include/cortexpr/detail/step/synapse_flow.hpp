// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/flow/clock_flow.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/structure/check_currents.hpp>
#include <tuple>

namespace cortexpr::detail {

/// Whether rule R of the projection of entry E is the first of a step that feeds its variable.
template <auto const& D, std::size_t E, std::size_t R>
constexpr bool feeds_first() {
  using s = structure<D>;
  constexpr std::size_t k = item_of_entry<D, E>;
  using list = typename s::template item<k>::rules;
  constexpr std::size_t v = fed_variable<D, k, std::tuple_element_t<R, decltype(list::rules)>>();
  bool first = true;
  const auto look = [&]<std::size_t P>(std::integral_constant<std::size_t, P>, std::size_t end) {
    using other = typename s::template item<P>::rules;
    for_rules<other, has_current>([&](auto q) {
      constexpr std::size_t w = fed_variable<D, P, std::tuple_element_t<q, decltype(other::rules)>>();
      first = first && !(q < end && w == v && s::template target_of<P> == s::template target_of<k>);
    });
  };
  look(std::integral_constant<std::size_t, k>{}, R);
  s::template for_each<item_kind::projection>([&](auto p) {
    if constexpr (!s::template is_continuous<p>())
      for (std::size_t e = 0; e < E; ++e)
        if (s::schedule[e].item == p && s::schedule[e].what == verb::flow) look(p, not_found);
  });
  return first;
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
    auto& p = item_at<k>(state.items);
    auto& to = item_at<target>(state.items);
    const clock_moment now{state.dt, static_cast<std::uint64_t>(state.step), p.numbers};
    for_rules<list, is_clock_driven>([&](auto r) {
      using rule = std::tuple_element_t<r, decltype(list::rules)>;
      Real* fed = nullptr;
      if constexpr (HasCurrent<rule>) {
        fed = variable<fed_variable<D, k, rule>()>(to.variables).data();
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
        integrate_rule<list, r>(values, *p.connections, slice, p.steppers, p.rules, now, weight, feed);
      });
    });
  }
};

} // namespace cortexpr::detail
