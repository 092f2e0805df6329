// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/aggregate.hpp>
#include <cortexpr/detail/equation_models/evaluation_order.hpp>
#include <cortexpr/detail/equations/lexer/function_names.hpp>
#include <cortexpr/detail/equations/reader/report.hpp>
#include <cortexpr/units/math.hpp>
#include <cortexpr/units/measured.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail::equation {

/// What a name stands for, as a value: of a variable that functions may assign to its quantity.
template <class T>
[[nodiscard, gnu::always_inline]] constexpr auto as_value(const T& x) {
  if constexpr (is_measured<T>)
    return quantity<T::dims>(x);
  else
    return x;
}

/// A literal 0 or inf, which fits every unit, in a text whose names have units elsewhere.
struct any_constant {
  double value;
};
/// `x`, or if that fits every unit, the same in the unit of `like`.
template <class X, class Like>
[[nodiscard, gnu::always_inline]] constexpr auto in_unit_of(const X& x, [[maybe_unused]] const Like& like) {
  if constexpr (!std::is_same_v<X, any_constant>)
    return x;
  else if constexpr (is_quantity<term_of<Like>>)
    return term_of<Like>(x.value);
  else
    return x.value;
}
template <class X>
[[nodiscard, gnu::always_inline]] constexpr decltype(auto) as_number(const X& x) {
  if constexpr (std::is_same_v<X, any_constant>)
    return double{x.value};
  else
    return (x);
}

/// Values that were computed first, each with its own type.
struct nothing_kept {};
template <class Before, class Value>
struct kept_value {
  const Before& before;
  const Value& value;
};
template <std::size_t FromLast, class Kept>
[[gnu::always_inline]] constexpr const auto& kept_at(const Kept& kept) {
  if constexpr (FromLast == 0)
    return kept.value;
  else
    return kept_at<FromLast - 1>(kept.before);
}

/// Evaluates expressions of a text as the compiler would evaluate those of a model in C++: an inlined function per
/// operation. `leaves.at<K>()` is the value of name K, in any reading.
template <class Text, computed Set>
struct compiled {
  static constexpr const auto& program = program_of<Text>;
  static constexpr auto order = order_of_evaluation(program, Set);
  static constexpr const node& node_at(std::int16_t n) { return program.nodes[static_cast<std::size_t>(n)]; }

  /// The value of node N, once what is kept has been computed.
  template <std::int16_t N, std::size_t Count, class Leaves, class Kept>
  [[gnu::always_inline]] static constexpr decltype(auto) value(const Leaves& leaves, const Kept& kept) {
    constexpr std::int16_t slot = order.slot[static_cast<std::size_t>(N)];
    if constexpr (slot != none && static_cast<std::size_t>(slot) < Count)
      return kept_at<Count - 1 - static_cast<std::size_t>(slot)>(kept);
    else
      return operate<N, Count>(leaves, kept);
  }

  /// The same of a whole expression.
  template <std::int16_t N, std::size_t Count, class Leaves, class Kept>
  [[gnu::always_inline]] static constexpr auto root(const Leaves& leaves, const Kept& kept) {
    return as_number(value<N, Count>(leaves, kept));
  }

  /// Computes what is kept, then calls f(kept, count).
  template <std::size_t Done = 0, class Leaves, class F, class Kept = nothing_kept>
  [[gnu::always_inline]] static constexpr decltype(auto) with_kept(const Leaves& leaves, const F& f,
                                                                   const Kept& kept = {}) {
    if constexpr (Done == order.count) {
      return f(kept, std::integral_constant<std::size_t, Done>{});
    } else {
      const auto next = operate<order.kept[Done], Done>(leaves, kept);
      return with_kept<Done + 1>(leaves, f, kept_value<Kept, decltype(next)>{kept, next});
    }
  }

private:
  template <std::int16_t N, std::size_t Count, class Leaves, class Kept>
  [[gnu::always_inline]] static constexpr decltype(auto) operate(const Leaves& leaves, const Kept& kept) {
    constexpr const node& n = node_at(N);
    if constexpr (n.what == op::constant) {
      if constexpr (n.any_unit && n.unit == dim::one)
        return any_constant{n.value};
      else if constexpr (n.unit == dim::one)
        return double{n.value};
      else
        return quantity<n.unit>(n.value);
    } else if constexpr (n.what == op::name) {
      return leaves.template at<static_cast<std::size_t>(n.a)>();
    } else if constexpr (n.what == op::user_function) {
      using function = std::tuple_element_t<static_cast<std::size_t>(n.b), typename Text::functions>;
      if constexpr (n.c == none)
        return function::of(as_number(value<n.a, Count>(leaves, kept)));
      else
        return function::of(as_number(value<n.a, Count>(leaves, kept)), as_number(value<n.c, Count>(leaves, kept)));
    } else if constexpr (n.c != none) {
      return operate<n.what>(value<n.a, Count>(leaves, kept), value<n.b, Count>(leaves, kept),
                             value<n.c, Count>(leaves, kept));
    } else if constexpr (n.what == op::power && is_whole(n.b)) {
      return raised<static_cast<int>(node_at(n.b).value)>(value<n.a, Count>(leaves, kept));
    } else if constexpr (n.what == op::function) {
      return call<std::tuple_element_t<static_cast<std::size_t>(n.b), functions_by_number>>(
          value<n.a, Count>(leaves, kept));
    } else if constexpr (n.b != none) {
      return operate<n.what>(value<n.a, Count>(leaves, kept), value<n.b, Count>(leaves, kept));
    } else {
      return operate<n.what>(value<n.a, Count>(leaves, kept));
    }
  }

  static constexpr bool is_whole(std::int16_t n) {
    const node& exponent = node_at(n);
    return exponent.what == op::constant && exponent.value == static_cast<int>(exponent.value);
  }
  template <int N, class X>
  [[gnu::always_inline]] static constexpr auto raised(const X& x) {
    if constexpr (Arithmetic<X>)
      return whole_power(static_cast<double>(x), N);
    else
      return pow<N>(x);
  }

  /// A condition, or a variable that is true or false.
  template <class A>
  [[gnu::always_inline]] static constexpr auto holds(const A& a) {
    if constexpr (cortexpr::detail::is_condition<A>)
      return a;
    else
      return a != 0;
  }
  template <op What, class A>
  [[gnu::always_inline]] static constexpr auto operate(const A& a) {
    if constexpr (What == op::negative)
      return -as_number(a);
    else
      return !holds(a);
  }
  template <op What, class A, class B>
  [[gnu::always_inline]] static constexpr auto operate(const A& x, const B& y) {
    if constexpr (What == op::multiply)
      return as_number(x) * as_number(y);
    else if constexpr (What == op::divide)
      return as_number(x) / as_number(y);
    else if constexpr (What == op::power)
      return pow(as_number(x), as_number(y));
    else if constexpr (What == op::both)
      return holds(x) && holds(y);
    else if constexpr (What == op::either)
      return holds(x) || holds(y);
    else if constexpr (std::is_same_v<A, any_constant> || std::is_same_v<B, any_constant>)
      return of_one_unit<What>(in_unit_of(x, y), in_unit_of(y, x));
    else
      return of_one_unit<What>(x, y);
  }
  /// Of two values in one unit.
  template <op What, class A, class B>
  [[gnu::always_inline]] static constexpr auto of_one_unit(const A& a, const B& b) {
    if constexpr (What == op::add)
      return a + b;
    else if constexpr (What == op::subtract)
      return a - b;
    else if constexpr (What == op::modulo)
      return a - b * floor(a / b);
    else if constexpr (What == op::whole_quotient)
      return floor(a / b);
    else if constexpr (What == op::less)
      return a < b;
    else if constexpr (What == op::greater)
      return a > b;
    else if constexpr (What == op::at_most)
      return a <= b;
    else if constexpr (What == op::at_least)
      return a >= b;
    else if constexpr (What == op::equal)
      return a == b;
    else if constexpr (What == op::unequal)
      return a != b;
    else if constexpr (What == op::minimum)
      return min(a, b);
    else
      return max(a, b);
  }
  template <op What, class A, class B, class C>
  [[gnu::always_inline]] static constexpr auto operate(const A& a, const B& b, const C& c) {
    if constexpr (What == op::choose)
      return select(holds(a), in_unit_of(b, c), in_unit_of(c, b));
    else
      return clip(a, in_unit_of(b, a), in_unit_of(c, a));
  }
};

} // namespace cortexpr::detail::equation
