// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/cells.hpp>
#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_models/interpreted.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// The names of a model: those of its state, parameters and inputs, and those that statements have made.
template <class Text, class X, class P, class In, class Local>
struct leaves_of_model {
  const X& x;
  const P& p;
  const In& in;
  const Local& local;

  template <std::size_t K>
  [[gnu::always_inline]] constexpr const auto& at() const {
    constexpr role what = program_of<Text>.names[K].what;
    if constexpr (what == role::variable)
      return cell_of<K, Text>(x);
    else if constexpr (what == role::parameter)
      return cell_of<K, Text>(p);
    else if constexpr (what == role::local)
      return cell_of<K, Text>(local);
    else
      return cell_of<K, Text>(in);
  }
};

/// Calls f(interpreter), which has the values of a model's names.
template <class Text, computed Set, class V, class X, class P, class In, class Local, class F>
[[nodiscard]] constexpr auto interpret(const X& x, const P& p, const In& in, const Local& local, const F& f) {
  const auto values_of_x = gathered<V>(x);
  const auto values_of_p = gathered<V>(p);
  const auto values_of_in = gathered<V>(in);
  const auto values_of_local = gathered<V>(local);
  return f(interpreter<V, std::remove_cvref_t<decltype(program_of<Text>)>, typename Text::functions>(
      program_of<Text>, Set, values_of_x.data(), values_of_p.data(), values_of_in.data(), values_of_local.data()));
}

/// The expression of variable K in a set of derivatives or amplitudes of noise.
template <class Text, computed Set, std::size_t K>
inline constexpr std::int16_t root_of_variable =
    Set.what == purpose::derivatives ? entry_of<Text, role::variable, K>.root
                                     : entry_of<Text, role::variable, K>.noise[Set.index];

// `flatten` asks g++ to inline all that a pass over neurons calls; always_inline would also have each caller in between
// optimised with the whole model. clang decides call by call and does not inline a long function.
#ifdef __clang__
#define CORTEXPR_INTO_LOOPS gnu::always_inline
#else
#define CORTEXPR_INTO_LOOPS
#endif

/// All derivatives, or all amplitudes of a noise: `Out` is state<ddt<S>> or state<per_root_second<S>>, V the number of
/// the reading.
template <class Text, computed Set, class Out, class V, class X, class P, class In>
[[nodiscard, CORTEXPR_INTO_LOOPS]] constexpr Out all_variables(const X& x, const P& p, const In& in) {
  Out out{};
  constexpr auto each = std::make_index_sequence<count_of<Text, role::variable>>{};
  if constexpr (is_interpreted<V>) {
    return interpret<Text, Set, V>(x, p, in, no_inputs{}, [&](const auto& reader) {
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((variable<K>(out) =
              root_of_variable<Text, Set, K> == none ? V(0) : reader.value(root_of_variable<Text, Set, K>)),
         ...);
      }
      (each);
      return out;
    });
  } else {
    using evaluation = compiled<Text, Set>;
    using leaves_here = leaves_of_model<Text, X, P, In, no_inputs>;
    constexpr no_inputs no_local{};
    const leaves_here leaves{x, p, in, no_local};
    const typename evaluation::template kept_values<leaves_here> kept(leaves);
    const auto one = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
      constexpr std::int16_t root = root_of_variable<Text, Set, K>;
      auto& slope = cell_of<names_with_role<Text, role::variable>[K], Text>(out);
      if constexpr (root == none)
        slope = std::remove_cvref_t<decltype(slope)>(V(0));
      else
        slope = evaluation::template root<root>(leaves, kept);
    };
    [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
      (one(std::integral_constant<std::size_t, K>{}), ...);
    }
    (each);
    return out;
  }
}

#undef CORTEXPR_INTO_LOOPS

/// One expression: the condition or time that a part of the source is, or the value of a statement.
template <class Text, computed Set, std::int16_t Root, class V, class X, class P, class In, class Local = no_inputs>
[[nodiscard, gnu::always_inline]] constexpr auto one_value(const X& x, const P& p, const In& in,
                                                           const Local& local = {}) {
  if constexpr (is_interpreted<V>) {
    return interpret<Text, Set, V>(x, p, in, local, [](const auto& reader) {
      if constexpr (is_condition(program_of<Text>.nodes[static_cast<std::size_t>(Root)].what))
        return reader.condition_at(Root);
      else
        return reader.value(Root);
    });
  } else {
    const leaves_of_model<Text, X, P, In, Local> leaves{x, p, in, local};
    return value_of<Text, Set, Root>(leaves);
  }
}

} // namespace cortexpr::detail::equation
