// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/detail/flow/variable_rows.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

// Clock-driven equations: the variables of all synapses of a slice are integrated in every step, a pack of synapses at
// a time, by the integrators of neurons. What synapses feed into their targets is summed in the same pass.

namespace cortexpr::detail {

template <class Rule>
struct no_stepper {};
template <class Rule>
struct stepper_of_rule {
  using type = no_stepper<Rule>;
};
template <class Rule>
  requires(is_clock_driven<Rule>::value && !HasRecurrence<Rule>)
struct stepper_of_rule<Rule> {
  using type = typename integrator_of_rule<Rule>::template stepper<equations_of<Rule>, double>;
};
template <class List>
struct steppers_of;
template <class... Rules>
struct steppers_of<plasticity<Rules...>> {
  using type = std::tuple<typename stepper_of_rule<Rules>::type...>;
};
/// The integrators of all clock-driven rules of a list with what they derive before a run.
template <class List>
using clock_steppers = typename steppers_of<List>::type;

template <class List>
[[gnu::cold]] void prepare_steppers(clock_steppers<List>& steppers, const List& list, double dt) {
  for_rules<List, is_clock_driven>([&](auto r) {
    using rule = std::tuple_element_t<r, decltype(List::rules)>;
    if constexpr (!HasRecurrence<rule>)
      std::get<r>(steppers).prepare(parameters_of<equations_of<rule>, columns<double>>{std::get<r>(list.rules)}, dt, 1);
  });
}

/// The places of synapses in the order of creation, asked for in storage order.
class creation_walk {
public:
  creation_walk(const synapse_rows& connections, std::size_t slice)
      : connections_(connections), rows_(connections.slices[slice]), slice_(slice) {
    if (connections.sources > 0) enter();
  }
  [[nodiscard]] std::uint64_t operator()(std::size_t k) {
    if (rows_.order.counts_all) return rows_.order[k];
    while (k >= rows_.row[source_ + 1]) ++source_, enter();
    return rows_.order.as_stored() ? first_ + (k - rows_.row[source_]) : first_ + rows_.order[k];
  }

private:
  void enter() { first_ = connections_.before(rows_.order.as_stored() ? slice_ : 0, source_); }

  const synapse_rows& connections_;
  const slice_rows& rows_;
  std::size_t slice_, source_ = 0;
  std::uint64_t first_ = 0;
};

/// What a step of clock-driven equations needs to know beyond the synapses.
struct clock_moment {
  double dt = 0;
  std::uint64_t step = 0;
  stream numbers{};
};

/// Integrates the variables of rule R in one slice by a step. `feed(k, first, count, current)` is given what a pack of
/// synapses feeds at the start of the step: its lanes below `count` are those of synapses from `first` on. `around`
/// shows what is around them.
template <class List, std::size_t R, class Values, class Weight, class Feed, class Around>
[[gnu::flatten]] void integrate_rule(Values& values, const synapse_rows& connections, std::size_t slice,
                                     const clock_steppers<List>& steppers, const List& list, clock_moment now,
                                     const Weight& weight, const Feed& feed, const Around& around) {
  using rule = std::tuple_element_t<R, decltype(List::rules)>;
  using model = equations_of<rule>;
  using B = pack<double>;
  using L = lanes<B>;
  constexpr std::size_t count = state_size<model>;
  const rule& r = std::get<R>(list.rules);
  const parameters_of<model, numeric<B>> p{r}; // a copy, which is not among what is written
  [[maybe_unused]] const auto prepared = prepared_for(r, quantity<dim::second>(now.dt));
  block<B> here;
  here.dt = L(now.dt);
  here.active = L(0) <= L(0);
  [[maybe_unused]] creation_walk number(connections, slice);
  [[maybe_unused]] const auto& stepper = [&]() -> decltype(auto) {
    if constexpr (HasRecurrence<rule>)
      return (r);
    else
      return for_loop<B, true, SynapseFlowsAround<rule>>(std::get<R>(steppers));
  }();
  const auto advance = [&](auto& x, [[maybe_unused]] const auto& n, [[maybe_unused]] std::size_t first,
                           [[maybe_unused]] std::size_t lanes_used) __attribute__((always_inline)) {
    if constexpr (HasRecurrence<rule>) {
      x = r.next(static_cast<const state_of<model, numeric<B>>&>(x), prepared, n);
    } else {
      std::array<inputs_of<model, numeric<B>>, integrator_of_rule<rule>::stages.size()> in{};
      if constexpr (SynapseFlowsAround<rule>) in.fill(n);
      if constexpr (Noisy<model>) {
        constexpr std::size_t noisy = noise_count<model>;
        std::array<std::uint64_t, L::size> synapses{};
        // Rules have numbers of their own: the highest byte of the entity is free.
        for (std::size_t l = 0; l < lanes_used; ++l) synapses[l] = number(first + l) | (R + 1) << 56;
        const auto xi = standard_normals_of_many<noisy>(now.numbers, synapses, now.step);
        std::array<L, noisy> packs;
        for (std::size_t v = 0; v < noisy; ++v) packs[v] = load_pack(xi[v].data());
        x = stepper.advance(x, p, in, here, packs);
      } else {
        x = stepper.advance(x, p, in, here);
      }
    }
  };
  const auto rows = variable_rows<List, R>(values.variables);
  const auto integrate = [&](std::size_t begin, std::size_t end, const auto& pre) __attribute__((always_inline)) {
    for_packs(
        rows, begin, end,
        [&](const std::array<double*, count>& at, std::size_t k, std::size_t first,
            std::size_t n) __attribute__((always_inline)) {
          state_of<model, numeric<B>> x;
          for_each_index<count>([&](auto v) __attribute__((always_inline)) { variable<v>(x) = load_pack(at[v] + k); });
          surroundings<rule, numeric<B>> here_around;
          if constexpr (looks_around<rule>) {
            here_around = around.at(first, n);
            here_around.pre = pre;
            here_around.w = weight(first, n);
          }
          if constexpr (HasCurrent<rule>) {
            feeding_synapse<rule, numeric<B>, L> s{{x}, weight(first, n), here_around.pre, here_around.post};
            feed(first, n, current_of(p.rule, s));
          }
          advance(x, here_around, first, n);
          for_each_index<count>([&](auto v) __attribute__((always_inline)) { store_pack(at[v] + k, variable<v>(x)); });
        });
  };
  const slice_rows& synapses = connections.slices[slice];
  if constexpr (looks_at_source<rule>)
    for (std::uint32_t i = 0; i < connections.sources; ++i)
      around.each_trace_row(i,
                            [&](std::size_t begin, std::size_t end, const auto& pre) { integrate(begin, end, pre); });
  else
    integrate(0, synapses.size(), side_around<neuron_side::pre, rule, numeric<B>, units_unknown>{});
}

/// The weights of a pack of synapses.
template <class Values>
[[nodiscard, gnu::always_inline]] inline lanes<pack<double>>
weights_of_pack(const Values& values, const slice_rows& rows, std::size_t first, std::size_t n) {
  std::array<double, lanes<pack<double>>::size> w{};
  for (std::size_t l = 0; l < n; ++l) w[l] = static_cast<double>(values.weight(first + l, rows.target[first + l]));
  return load_pack(w.data());
}

} // namespace cortexpr::detail
