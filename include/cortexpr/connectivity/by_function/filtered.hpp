// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/sources/function_drive.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr {

namespace detail {

template <class Rule, class Filter>
struct filtered;
template <class Rule>
concept CanBeFiltered = requires(const Rule& rule, projection_extent extent) {
  rule.validate(extent, std::string_view{});
};

} // namespace detail

/// After a rule and a bar, keeps the pairs for which a function of the pair returns true:
/// `fixed_probability{0.1} | where([](auto i, auto j) { return i / 10 == j / 10; })`.
template <class F>
struct where {
  F holds;
  constexpr explicit where(F f) : holds(f) {}
  template <detail::CanBeFiltered Rule>
  [[nodiscard]] friend constexpr detail::filtered<Rule, where> operator|(Rule rule, where filter) {
    return {rule, filter};
  }
};

/// After a rule and a bar, keeps each synapse with a probability: a number, or a function of the pair (Brian2's
/// connect(condition=..., p=...)):
///
///     one_to_one{} | with_probability(0.75)
///     connected_if(f) | with_probability([](auto i, auto j, auto pre, auto post) { return pre["p"_name]; })
template <class P>
struct with_probability {
  P p;
  constexpr explicit with_probability(P probability) : p(probability) {}
  template <detail::CanBeFiltered Rule>
  [[nodiscard]] friend constexpr detail::filtered<Rule, with_probability> operator|(Rule rule,
                                                                                    with_probability filter) {
    return {rule, filter};
  }
};

namespace detail {

template <class Filter>
inline constexpr bool filter_takes_neurons = false;
template <class F>
inline constexpr bool filter_takes_neurons<where<F>> = takes_neurons<F>;
template <class P>
  requires(!std::is_arithmetic_v<P>)
inline constexpr bool filter_takes_neurons<with_probability<P>> = takes_neurons<P>;

/// How many filters stand in a row: each draws from a stream of its own.
template <class Rule>
inline constexpr std::uint32_t filters_of = 0;

/// A number between 0 and 1, whatever a function of a user returns for one.
template <class Result>
[[nodiscard]] double probability_of(const Result& x, std::uint32_t i, std::uint32_t j, std::string_view item) {
  constexpr bool is_number = std::is_convertible_v<Result, double>;
  static_assert(is_number || std::is_same_v<Result, refused_value>,
                "cortexpr: the function of with_probability returns a number between 0 and 1; divide "
                "quantities by a quantity of the same unit");
  if constexpr (is_number) {
    const double p = static_cast<double>(x);
    if (!(p >= 0 && p <= 1))
      raise({"projection '", item, "': with_probability gives ", p, " for the pair ", i, " -> ", j,
             "; a probability is between 0 and 1"});
    return p;
  } else {
    return 0;
  }
}

/// A rule whose synapses pass a filter. Made by `rule | filter`; synapses are numbered row by row.
template <class Rule, class Filter>
struct filtered {
  static constexpr bool numbered = false;
  static constexpr bool sees_neurons = SeesNeurons<Rule> || filter_takes_neurons<Filter>;
  Rule rule;
  Filter filter;

  void validate(const projection_extent& extent, std::string_view item) const {
    rule.validate(extent, item);
    if constexpr (requires { requires std::is_arithmetic_v<decltype(filter.p)>; })
      require_probability(static_cast<double>(filter.p), item);
  }

  template <class Plan, class Neurons>
  struct plan_type {
    Plan plan;
    const Filter* filter;
    stream numbers;
    Neurons neurons;
    std::string item;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      if constexpr (requires { filter->holds; }) {
        pair_numbers random(numbers, i);
        plan.for_row(i, [&](std::uint32_t j, std::uint64_t) {
          if (holds_for_pair(filter->holds, i, j, neurons, random)) f(j, std::uint64_t{0});
        });
      } else {
        generator g(numbers, i);
        plan.for_row(i, [&](std::uint32_t j, std::uint64_t) {
          if (g.uniform() < probability(i, j)) f(j, std::uint64_t{0});
        });
      }
    }

  private:
    [[nodiscard]] double probability(std::uint32_t i, std::uint32_t j) const {
      if constexpr (std::is_arithmetic_v<decltype(filter->p)>)
        return static_cast<double>(filter->p);
      else
        return probability_of(call_for_pair(filter->p, i, j, neurons), i, j, item);
    }
  };
  /// The plan refers to this object.
  template <class Neurons = no_neurons>
  [[nodiscard]] auto plan(const projection_extent& extent, stream s, std::string_view item,
                          const Neurons& neurons = {}) const {
    auto of_rule = plan_of(rule, extent, s, item, neurons);
    const stream own = make_stream(s.key, "with_probability", filters_of<filtered>);
    return plan_type<decltype(of_rule), Neurons>{std::move(of_rule), &filter, own, neurons, std::string(item)};
  }
};

template <class Rule, class Filter>
inline constexpr std::uint32_t filters_of<filtered<Rule, Filter>> = filters_of<Rule> + 1;

} // namespace detail

} // namespace cortexpr
