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
requires is_clock_driven<Rule>::value struct stepper_of_rule<Rule> {
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
/// synapses feeds at the start of the step: its lanes below `count` are those of synapses from `first` on.
template <class List, std::size_t R, class Values, class Weight, class Feed>
[[gnu::flatten]] void integrate_rule(Values& values, const synapse_rows& connections, std::size_t slice,
                                     const clock_steppers<List>& steppers, const List& list, clock_moment now,
                                     const Weight& weight, const Feed& feed) {
  using rule = std::tuple_element_t<R, decltype(List::rules)>;
  using model = equations_of<rule>;
  using B = pack<double>;
  using L = lanes<B>;
  using integrator = integrator_of_rule<rule>;
  constexpr std::size_t count = state_size<model>;
  const parameters_of<model, numeric<B>> p{std::get<R>(list.rules)}; // a copy, which is not among what is written
  const auto& stepper = for_loop<B, true, false>(std::get<R>(steppers));
  const std::array<inputs_of<model, numeric<B>>, integrator::stages.size()> in{};
  block<B> here;
  here.dt = L(now.dt);
  here.active = L(0) <= L(0);
  [[maybe_unused]] creation_walk number(connections, slice);
  [[maybe_unused]] const auto normals = [&](std::size_t first, std::size_t n) {
    constexpr std::size_t noisy = noise_count<model>;
    std::array<std::array<double, L::size>, noisy> x{};
    for (std::size_t l = 0; l < n; ++l) {
      // Rules have numbers of their own: the highest byte of the entity is free.
      const auto one = standard_normals<noisy>(now.numbers, number(first + l) | (R + 1) << 56, now.step);
      for (std::size_t v = 0; v < noisy; ++v) x[v][l] = one[v];
    }
    std::array<L, noisy> packs;
    for (std::size_t v = 0; v < noisy; ++v) packs[v] = load_pack(x[v].data());
    return packs;
  };
  for_packs(
      variable_rows<List, R>(values.variables), 0, connections.slices[slice].size(),
      [&](const std::array<double*, count>& at, std::size_t k, std::size_t first,
          std::size_t n) __attribute__((always_inline)) {
        state_of<model, numeric<B>> x;
        for_each_index<count>([&](auto v) __attribute__((always_inline)) { variable<v>(x) = load_pack(at[v] + k); });
        if constexpr (HasCurrent<rule>) {
          feeding_synapse<rule, numeric<B>, L> s{{x}, weight(first, n)};
          feed(first, n, current_of(p.rule, s));
        }
        if constexpr (Noisy<model>)
          x = stepper.advance(x, p, in, here, normals(first, n));
        else
          x = stepper.advance(x, p, in, here);
        for_each_index<count>([&](auto v) __attribute__((always_inline)) { store_pack(at[v] + k, variable<v>(x)); });
      });
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
