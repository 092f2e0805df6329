// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/aggregate.hpp>
#include <cortexpr/detail/equation_models/evaluation_order.hpp>
#include <cortexpr/detail/equations/lexer/function_names.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/units/math.hpp>
#include <cortexpr/units/measured.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

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

/// Leaves that know the constants of a text, too.
template <class Leaves>
concept KeepsConstants = requires(const Leaves& leaves) {
  leaves.template constant<std::int16_t{0}>();
};

/// Evaluates expressions of a text as the compiler would evaluate those of a model in C++: one inlined function per
/// operation, as every further one would be optimised for every operation and reading. `leaves.at<K>()` is the value of
/// name K, in any reading.
template <class Text, computed Set>
struct compiled {
  static constexpr const auto& program = program_of<Text>;
  static constexpr auto order = order_of_evaluation(program, Set);
  static constexpr const node& node_at(std::int16_t n) { return program.nodes[static_cast<std::size_t>(n)]; }

  /// The value of node N once what is kept has been computed; `Anew`: of a node that is kept.
  template <std::int16_t N, bool Anew = false, class Leaves, class Kept>
  [[gnu::always_inline]] static constexpr decltype(auto) value(const Leaves& leaves, const Kept& kept) {
    constexpr node n = node_at(N);
    constexpr bool loose = !is_leaf(n.what) && n.what != op::function && n.what != op::user_function &&
                           (fits_any_unit(n.a) || fits_any_unit(n.b));
    constexpr std::int16_t slot = order.slot[static_cast<std::size_t>(N)];
    if constexpr (slot != none && !Anew)
      return kept.template at<static_cast<std::size_t>(slot)>();
    else if constexpr (n.what == op::constant && fits_any_unit(N))
      return any_constant{constant<N>(leaves)};
    else if constexpr (n.what == op::constant && n.unit == dim::one)
      return constant<N>(leaves);
    else if constexpr (n.what == op::constant)
      return quantity<n.unit>(constant<N>(leaves));
    else if constexpr (n.what == op::name)
      return leaves.template at<static_cast<std::size_t>(n.a)>();
    else if constexpr (n.what == op::user_function && n.c == none)
      return function_of_user<n.b>::of(as_number(value<n.a>(leaves, kept)));
    else if constexpr (n.what == op::user_function)
      return function_of_user<n.b>::of(as_number(value<n.a>(leaves, kept)), as_number(value<n.c>(leaves, kept)));
    else if constexpr (n.what == op::function)
      return call<std::tuple_element_t<static_cast<std::size_t>(n.b), functions_by_number>>(value<n.a>(leaves, kept));
    else if constexpr (n.what == op::negative)
      return -as_number(value<n.a>(leaves, kept));
    else if constexpr (n.what == op::opposite)
      return !holds(value<n.a>(leaves, kept));
    else if constexpr (n.what == op::power && is_whole(n.b))
      return raised<static_cast<int>(node_at(n.b).value)>(value<n.a>(leaves, kept));
    else if constexpr (n.what == op::choose || n.what == op::clip)
      return of_three<n.what>(value<n.a>(leaves, kept), value<n.b>(leaves, kept), value<n.c>(leaves, kept));
    else if constexpr (loose && n.what == op::multiply)
      return as_number(value<n.a>(leaves, kept)) * as_number(value<n.b>(leaves, kept));
    else if constexpr (loose && n.what == op::divide)
      return as_number(value<n.a>(leaves, kept)) / as_number(value<n.b>(leaves, kept));
    else if constexpr (loose)
      return of_two<n.what>(value<n.a>(leaves, kept), value<n.b>(leaves, kept));
    else if constexpr (n.what == op::multiply)
      return value<n.a>(leaves, kept) * value<n.b>(leaves, kept);
    else if constexpr (n.what == op::divide)
      return value<n.a>(leaves, kept) / value<n.b>(leaves, kept);
    else if constexpr (n.what == op::add)
      return value<n.a>(leaves, kept) + value<n.b>(leaves, kept);
    else if constexpr (n.what == op::subtract)
      return value<n.a>(leaves, kept) - value<n.b>(leaves, kept);
    else
      return of_two<n.what>(value<n.a>(leaves, kept), value<n.b>(leaves, kept));
  }
  /// The same of a whole expression.
  template <std::int16_t N, class Leaves, class Kept>
  [[gnu::always_inline]] static constexpr auto root(const Leaves& leaves, const Kept& kept) {
    return as_number(value<N>(leaves, kept));
  }

private:
  template <std::int16_t Number>
  using function_of_user = std::tuple_element_t<static_cast<std::size_t>(Number), typename Text::functions>;

  template <std::int16_t N, class Leaves>
  [[gnu::always_inline]] static constexpr double constant([[maybe_unused]] const Leaves& leaves) {
    if constexpr (KeepsConstants<Leaves>)
      return leaves.template constant<N>();
    else
      return node_at(N).value;
  }
  static constexpr bool fits_any_unit(std::int16_t n) {
    if (n < 0 || static_cast<std::size_t>(n) >= program.node_count) return false;
    const node& x = node_at(n);
    return x.what == op::constant && x.any_unit && x.unit == dim::one;
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
  template <class Mean, class Uniform>
  [[gnu::always_inline]] static constexpr auto poisson(const Mean& mean, const Uniform& u) {
    using number = common_term<Mean, Uniform>;
    if constexpr (Arithmetic<number>)
      return poisson_value<double>(mean, u);
    else if constexpr (is_quantity<number>)
      return poisson_value<double>(as_quantity(mean).si(), as_quantity(u).si());
    else
      return number::template call<functions::poisson_function>(static_cast<const number&>(mean),
                                                                static_cast<const number&>(u));
  }
  template <op What, class A, class B>
  [[gnu::always_inline]] static constexpr auto of_two(const A& x, const B& y) {
    if constexpr (What == op::power)
      return pow(as_number(x), as_number(y));
    else if constexpr (What == op::poisson)
      return poisson(as_number(x), as_number(y));
    else if constexpr (What == op::both)
      return holds(x) && holds(y);
    else if constexpr (What == op::either)
      return holds(x) || holds(y);
    else
      return of_one_unit<What>(in_unit_of(x, y), in_unit_of(y, x));
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
  [[gnu::always_inline]] static constexpr auto of_three(const A& a, const B& b, const C& c) {
    if constexpr (What == op::choose)
      return select(holds(a), in_unit_of(b, c), in_unit_of(c, b));
    else
      return clip(a, in_unit_of(b, a), in_unit_of(c, a));
  }

public:
  /// Value K of those that are computed first, of its own type.
  template <class Leaves, std::size_t K>
  struct kept_value;
  /// Stands for all of them where only their types are asked for.
  template <class Leaves>
  struct kept_types {
    template <std::size_t K>
    const typename kept_value<Leaves, K>::type& at() const; // never defined
  };
  template <class Leaves, std::size_t K>
  struct kept_value {
    using type = std::remove_cvref_t<decltype(compiled::template value<order.kept[K], true>(
        std::declval<const Leaves&>(), std::declval<const kept_types<Leaves>&>()))>;
    const type value;
  };
  /// All of them, computed in order in one place: a function per value, each in the next, would be optimised as often
  /// as there are values.
  template <class Leaves, class Indices = std::make_index_sequence<order.count>>
  struct kept_values;
  template <class Leaves, std::size_t... K>
  struct kept_values<Leaves, std::index_sequence<K...>> : kept_value<Leaves, K>... {
    [[gnu::always_inline]] constexpr explicit kept_values([[maybe_unused]] const Leaves& leaves)
        : kept_value<Leaves, K>{compiled::template value<order.kept[K], true>(leaves, *this)}... {}
    template <std::size_t J>
    [[gnu::always_inline]] constexpr const auto& at() const {
      return static_cast<const kept_value<Leaves, J>&>(*this).value;
    }
  };
};

/// The value of an expression, `leaves` being what its names stand for.
template <class Text, computed Set, std::int16_t Root, class Leaves>
[[nodiscard, gnu::always_inline]] constexpr auto value_of(const Leaves& leaves) {
  const typename compiled<Text, Set>::template kept_values<Leaves> kept(leaves);
  return compiled<Text, Set>::template root<Root>(leaves, kept);
}

} // namespace cortexpr::detail::equation
