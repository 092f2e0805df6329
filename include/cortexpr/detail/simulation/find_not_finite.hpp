// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/base/run_stopped.hpp>
#include <cortexpr/detail/plasticity/allowed_rule_values.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/units/format.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// The first of n numbers for which `good` is false, or n. Looks at whole cache lines at a time.
template <class Real, class Good>
std::size_t first_bad(const Real* x, std::size_t n, const Good& good) {
  constexpr std::size_t line = column<Real>::line;
  std::array<Real, line> bad{};
  for (std::size_t i = 0; i + line <= n; i += line)
    for (std::size_t k = 0; k < line; ++k) bad[k] = good(x[i + k]) ? bad[k] : Real(1);
  const bool any = std::any_of(bad.begin(), bad.end(), [](Real b) { return b != Real(0); });
  for (std::size_t i = any ? 0 : n / line * line; i < n; ++i)
    if (!good(x[i])) return i;
  return n;
}
/// What is looked at, for messages.
struct looked_at {
  std::string_view item, variable, integrator; ///< of a projection: no integrator
  const char* kind;                            ///< "neuron", "synapse", "source", "target"
  std::uint64_t order;                         ///< of this check among all, to choose if several ranks find something
  std::string (*fed_by)() = nullptr;           ///< of an input: what gives it its values
};
/// Synapses are checked after neurons.
inline constexpr std::uint64_t order_of_synapses = std::uint64_t{1} << 62;

/// The first of n numbers that is not finite, or n. What is infinite by default may be.
template <class T>
[[gnu::noinline]] std::size_t first_not_finite(const T* x, std::size_t n, bool may_be_infinite) {
  if constexpr (std::is_floating_point_v<T>) {
    if (may_be_infinite) return first_bad(x, n, [](T y) { return y == y; });
    return first_bad(x, n, [](T y) { return y - y == T(0); });
  } else { // a quantity
    std::size_t i = 0;
    while (i < n && (may_be_infinite ? !std::isnan(si_of(x[i])) : std::isfinite(si_of(x[i])))) ++i;
    return i;
  }
}
/// A variable that can stop being a number: no counter, no truth value.
template <class T>
inline constexpr bool may_fail = !std::is_integral_v<T> && RuleNumber<T>;

[[noreturn, gnu::cold, gnu::noinline]] inline void raise_not_finite(const looked_at& what, const std::string& number,
                                                                    double value, std::int64_t step, double dt) {
  const bool neurons = *what.kind == 'n';
  std::string advice;
  if (!neurons)
    advice = "a rule that divides by zero, or weights without a bound";
  else if (what.fed_by != nullptr)
    advice = what.fed_by();
  else if (what.integrator == "exact" || what.integrator == "exponential_euler" ||
           what.integrator == "exponential_midpoint")
    advice = "weights or drives that are too large, or an equation that divides by zero";
  else
    advice = joined({what.integrator, " may be unstable at a time step of ", quantity_text(dt, dim::second),
                     ": write time_step{", number_text(dt / 2 * 1e3, 6),
                     "_ms} or exponential_euler{}; or weights are too large"});
  const std::string message =
      joined({neurons ? "population '" : "projection '", what.item, "': ", what.variable, " of ", what.kind, " ",
              number, std::isnan(value) ? " is not a number (NaN) at " : " is infinite at ",
              quantity_text(static_cast<double>(step) * dt, dim::second, 9), " (step ", step, "): ", advice,
              "; diagnose(sim) tells more. State and recordings are kept. watch_nan{0_ms} stops a run at the "
              "first such step, allow_not_finite{} lets it go on"});
  raise_in_order<not_finite>(what.order, message);
}

/// Throws if one of the numbers [first, last) of neurons is not finite.
template <class T>
void check_finite(const T* x, std::size_t first, std::size_t last, bool may_be_infinite, looked_at what,
                  std::int64_t step, double dt) {
  const std::size_t i = first + first_not_finite(x + first, last - first, may_be_infinite);
  if (i == last) return;
  what.order += i;
  raise_not_finite(what, std::to_string(i), static_cast<double>(x[i]), step, dt);
}

/// Calls f(variable number) for all variables of T.
template <class T, class F>
void for_each_variable(F&& f) {
  [&]<std::size_t... V>(std::index_sequence<V...>) { (f(std::integral_constant<std::size_t, V>{}), ...); }
  (std::make_index_sequence<variable_count<T>>{});
}
/// Whether variable V of T is infinite by default: of the last spike, say.
template <class T, std::size_t V>
bool starts_infinite() {
  const T preset{};
  return std::isinf(si_of(variable<V>(preset)));
}

/// An integrator of the user's own need not have a name.
template <class Integrator>
constexpr std::string_view name_of_integrator() {
  if constexpr (requires { std::string_view(Integrator::name); })
    return Integrator::name;
  else
    return "its integrator";
}

/// What gives input V of the neurons of population K such a value, as a sentence.
template <class Structure, std::size_t K, std::size_t V>
[[gnu::cold]] std::string feeders_of() {
  using m = typename Structure::template model<K>;
  if constexpr (is_given_to_neuron<m, V>)
    return "the model computes it: an expression that divides by zero, or takes a logarithm or a root of a number "
           "below zero";
  if constexpr (is_shared_variable<m, V>)
    return "all neurons share it: its equation, an operation or set gives such a value";
  constexpr std::string_view input = variable_names<inputs_of<m, checked>>[V].view();
  std::string couplings, drives;
  const auto note = [](std::string& all, std::string_view kind, std::string_view name) {
    all += joined({all.empty() ? "" : " or ", kind, " '", name, "'"});
  };
  Structure::template for_each<item_kind::projection>([&](auto p) {
    if constexpr (Structure::template target_of<p> == K)
      if (Structure::template item<p>::path.receptor == input) note(couplings, "the coupling", Structure::names[p]);
  });
  Structure::template for_each<item_kind::synapse_coupling>([&](auto p) {
    if (Structure::template item<p>::path.target == Structure::names[K] &&
        Structure::template item<p>::path.receptor == input)
      note(couplings, "the coupling", Structure::names[p]);
  });
  Structure::template for_each<item_kind::drive>([&](auto d) {
    if (Structure::template item<d>::target.item == Structure::names[K] &&
        Structure::template item<d>::target.part == input)
      note(drives, "the drive", Structure::names[d]);
  });
  if (couplings.empty()) return (drives.empty() ? "a drive" : drives) + " gives such a value";
  return couplings + (drives.empty() ? "" : " or " + drives) +
         " gives such a value: weights that are too large for the time step, or the neurons that it reads are not "
         "finite themselves";
}

/// Throws `not_finite` for the first variable or input of a neuron that is not finite.
template <class Net>
void check_neurons(const typename Net::state& state) {
  using structure = typename Net::structure;
  std::uint64_t order = 0;
  structure::template for_each<item_kind::population>([&](auto k) {
    if constexpr (!structure::template item<k>::listed) {
      using m = typename structure::template model<k>;
      using vars = state_of<m, checked>;
      using inputs = inputs_of<m, checked>;
      const auto& p = item_at<k>(state.items);
      const auto own = state.of_this_rank().share(p.bounds);
      const auto look = [&](const typename Net::real* values, std::size_t size, bool infinite, std::string_view name,
                            std::string_view integrator, std::string (*fed_by)()) {
        const bool one = size < p.size; // for all
        check_finite(values, one ? 0 : own.first, one ? size : own.second, infinite,
                     {structure::names[k], name, integrator, "neuron", order, fed_by}, state.step, state.dt);
        order += std::uint64_t{1} << 32;
      };
      for_each_variable<inputs>([&](auto v) {
        const auto& values = p.inputs.at(0, v);
        look(values.data(), values.size(), starts_infinite<inputs, v>(), variable_names<inputs>[v].view(), "",
             &feeders_of<structure, k, v>);
      });
      for_each_variable<vars>([&](auto v) {
        const auto& values = variable<v>(p.variables);
        look(values.data(), values.size(), starts_infinite<vars, v>(), variable_names<vars>[v].view(),
             name_of_integrator<typename structure::template integrator<k>>(), nullptr);
      });
    }
  });
}

/// Whether the synapses of projection K change during a run in a form that can stop being a number.
template <class Structure, std::size_t K, class Real>
constexpr bool synapses_may_fail() {
  using item = typename Structure::template item<K>;
  using store = typename item::template weights<Real>;
  bool changes = !std::is_same_v<typename item::rules, plasticity<transmit>>;
  Structure::template for_each<item_kind::operation>(
      [&](auto o) { changes = changes || Structure::template item<o>::target.view() == Structure::names[K]; });
  return changes && store::per_synapse;
}

/// How many numbers `check_synapses` looks at.
template <class Net>
std::uint64_t numbers_of_synapses(const typename Net::state& state) {
  using structure = typename Net::structure;
  std::uint64_t n = 0;
  structure::template for_each<item_kind::projection>([&](auto k) {
    if constexpr (synapses_may_fail<structure, k, typename Net::real>())
      n += item_at<k>(state.items).connections->synapses *
           (1 + variable_count<synapse_variables<typename structure::template item<k>::rules>>);
  });
  return n;
}

/// "813 (271 -> 2)".
[[gnu::cold]] inline std::string synapse_words(const synapse_rows& connections, std::size_t slice, std::size_t k) {
  const slice_rows& rows = connections.slices[slice];
  return joined({std::to_string(creation_number(connections, slice, k)), " (",
                 connections.first_source + row_of(rows, k), " -> ", rows.first_target + rows.target[k], ")"});
}

/// The source of a trace row: of all synapses from one source with one delay.
[[gnu::cold]] inline std::size_t source_of_trace_row(const synapse_rows& connections, std::size_t slice,
                                                     std::size_t trace_row) {
  const auto& begin = connections.slices[slice].segment_begin;
  const auto place = std::upper_bound(begin.begin(), begin.end(), trace_row);
  return connections.first_source +
         (begin.size() == 0 ? trace_row : static_cast<std::size_t>(place - begin.begin()) - 1);
}

/// Throws `not_finite` for the first weight or variable of a rule that is not finite, in one of `parts` equal parts of
/// the synapses of every projection.
template <class Net>
void check_synapses(const typename Net::state& state, std::size_t part = 0, std::size_t parts = 1) {
  using structure = typename Net::structure;
  std::uint64_t order = order_of_synapses;
  structure::template for_each<item_kind::projection>([&](auto k) {
    if constexpr (synapses_may_fail<structure, k, typename Net::real>()) {
      using list = typename structure::template item<k>::rules;
      using synapse_vars = synapse_variables<list>;
      const auto& p = item_at<k>(state.items);
      for (std::size_t s = 0; s < p.slices.size(); ++s) {
        const auto& slice = p.slices[s];
        [[maybe_unused]] const auto look = [&](const auto* all, std::size_t size, std::string_view name,
                                               bool infinite) {
          const std::size_t begin = size * part / parts, n = size * (part + 1) / parts - begin;
          const std::size_t bad = first_not_finite(all + begin, n, infinite);
          ++order;
          if (bad != n)
            raise_not_finite({structure::names[k], name, "", "synapse", order},
                             synapse_words(*p.connections, s, begin + bad), si_of(all[begin + bad]), state.step,
                             state.dt);
        };
        if constexpr (std::is_floating_point_v<typename std::remove_cvref_t<decltype(slice.weights)>::element>)
          look(slice.weights.values.data(), slice.weights.values.size(), "w", false);
        for_each_variable<synapse_vars>([&](auto v) {
          const auto& column = std::get<v>(slice.variables);
          if constexpr (may_fail<std::remove_cvref_t<decltype(column[0])>>)
            look(column.data(), column.size(), variable_names<synapse_vars>[v].view(),
                 starts_infinite<synapse_vars, v>());
        });
        if (part != 0) continue;
        [[maybe_unused]] const auto check_traces = [&]<class Traces>(const sequence<Traces>& all, const char* kind,
                                                                     const auto& number_of) {
          for_each_variable<Traces>([&](auto v) {
            using number = variable_type<Traces, v>;
            ++order;
            if constexpr (may_fail<number>)
              for (std::size_t i = 0; i < all.size(); ++i) {
                const number x = variable<v>(all[i]);
                if (first_not_finite(&x, 1, starts_infinite<Traces, v>()) == 0)
                  raise_not_finite({structure::names[k], variable_names<Traces>[v].view(), "", kind, order},
                                   std::to_string(number_of(i)), si_of(x), state.step, state.dt);
              }
          });
        };
        using slice_type = std::remove_cvref_t<decltype(slice)>;
        if constexpr (slice_type::has_target)
          check_traces(slice.target, "target",
                       [&](std::size_t i) { return p.connections->slices[s].first_target + i; });
        if constexpr (slice_type::has_source)
          check_traces(slice.source, "source",
                       [&](std::size_t i) { return source_of_trace_row(*p.connections, s, i); });
      }
    }
  });
}

} // namespace cortexpr::detail
