// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_models/evaluation_order.hpp>
#include <cortexpr/detail/equations/lexer/function_names.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/readings/dual_numbers.hpp>
#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

namespace cortexpr::detail::equation {

// The analyses of a model read its expressions by one function per kind of number, for all models: compiling a function
// per operation would cost more than the analysis. Any other reading, a user's too, is compiled.
template <class V>
inline constexpr bool is_interpreted = false;
template <std::size_t N>
inline constexpr bool is_interpreted<dependency<N>> = true;
template <notation N>
inline constexpr bool is_interpreted<symbol<N>> = true;
template <>
inline constexpr bool is_interpreted<counted_number> = true;
template <std::size_t N>
inline constexpr bool is_interpreted<dual<double, N>> =
    N > 1; // of one variable: steps in an upstroke, in which time counts

template <class V>
inline constexpr bool is_symbol = false;
template <notation N>
inline constexpr bool is_symbol<symbol<N>> = true;

/// Evaluates expressions of a program over numbers of kind V; `Functions` are those of the user.
template <class V, class Program, class Functions = std::tuple<>>
class interpreter {
public:
  constexpr interpreter(const Program& text, computed set, const V* x, const V* p, const V* in, const V* local)
      : program_(text), order_(order_of_evaluation(text, set)), x_(x), p_(p), in_(in), local_(local) {
    if constexpr (!is_symbol<V>) // an expression is written where it is used
      for (std::size_t k = 0; k < order_.count; ++k) kept_[k] = operate(order_.kept[k]);
  }

  // Not inlined: a caller that is flattened would take in the recursion.
  [[nodiscard, gnu::noinline]] constexpr V value(std::int16_t n) const {
    const std::int16_t slot = order_.slot[static_cast<std::size_t>(n)];
    if (!is_symbol<V> && slot != none) return kept_[static_cast<std::size_t>(slot)];
    if (is_condition(node_at(n).what)) return V(condition_at(n));
    return operate(n);
  }
  [[nodiscard, gnu::noinline]] constexpr auto condition_at(std::int16_t n) const
      -> decltype(std::declval<V>() < std::declval<V>()) {
    const node& o = node_at(n);
    switch (o.what) {
    case op::less:
      return value(o.a) < value(o.b);
    case op::greater:
      return value(o.a) > value(o.b);
    case op::at_most:
      return value(o.a) <= value(o.b);
    case op::at_least:
      return value(o.a) >= value(o.b);
    case op::equal:
      return value(o.a) == value(o.b);
    case op::unequal:
      return value(o.a) != value(o.b);
    case op::both:
      return condition_at(o.a) && condition_at(o.b);
    case op::either:
      return condition_at(o.a) || condition_at(o.b);
    case op::opposite:
      return !condition_at(o.a);
    default: // a variable that is true or false
      return value(n) != V(0);
    }
  }

private:
  [[nodiscard]] constexpr const node& node_at(std::int16_t n) const {
    return program_.nodes[static_cast<std::size_t>(n)];
  }
  static constexpr V constant(const node& n) {
    if constexpr (is_symbol<V>)
      return V::of_quantity(n.value, n.unit);
    else
      return V(n.value);
  }
  [[nodiscard]] constexpr V quotient(const node& n) const {
    // As lanes do: a constant with a unit is divided by as a multiplication.
    if constexpr (requires(const V& v) { v.slope(0); })
      if (const node& divisor = node_at(n.b); divisor.what == op::constant && divisor.unit != dim::one)
        return value(n.a) * V(1 / divisor.value);
    return value(n.a) / value(n.b);
  }
  template <std::size_t... K>
  [[nodiscard]] constexpr V called(std::size_t function, const V& x, std::index_sequence<K...>) const {
    V y(0);
    static_cast<void>(
        ((K == function && (y = V::template call<std::tuple_element_t<K, functions_by_number>>(x), true)) || ...));
    return y;
  }
  template <std::size_t... K>
  [[nodiscard]] constexpr V called_of_user([[maybe_unused]] const node& n, std::index_sequence<K...>) const {
    V y(0);
    [[maybe_unused]] const auto call = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      using function = std::tuple_element_t<J, Functions>;
      if constexpr (function::described.arguments == 1)
        y = V(function::of(value(n.a)));
      else
        y = V(function::of(value(n.a), value(n.c)));
      return true;
    };
    static_cast<void>(
        ((K == static_cast<std::size_t>(n.b) && call(std::integral_constant<std::size_t, K>{})) || ... || false));
    return y;
  }
  [[nodiscard]] constexpr V raised(const node& n) const {
    const node& exponent = node_at(n.b);
    if (exponent.what == op::constant && exponent.value == static_cast<int>(exponent.value))
      return V::power(value(n.a), static_cast<int>(exponent.value));
    return V::template call<functions::pow_function>(value(n.a), value(n.b));
  }
  [[nodiscard]] constexpr V floored(const V& x) const { return V::template call<functions::floor_function>(x); }

  [[nodiscard, gnu::noinline]] constexpr V operate(std::int16_t at) const {
    const node& n = node_at(at);
    switch (n.what) {
    case op::constant:
      return constant(n);
    case op::name: {
      const entry& e = program_.names[static_cast<std::size_t>(n.a)];
      return (e.what == role::variable    ? x_
              : e.what == role::parameter ? p_
              : e.what == role::local     ? local_
                                          : in_)[e.index];
    }
    case op::add:
      return value(n.a) + value(n.b);
    case op::subtract:
      return value(n.a) - value(n.b);
    case op::multiply:
      return value(n.a) * value(n.b);
    case op::divide:
      return quotient(n);
    case op::modulo:
      return value(n.a) - value(n.b) * floored(value(n.a) / value(n.b));
    case op::whole_quotient:
      return floored(value(n.a) / value(n.b));
    case op::power:
      return raised(n);
    case op::poisson:
      return V::template call<functions::poisson_function>(value(n.a), value(n.b));
    case op::negative:
      return -value(n.a);
    case op::choose:
      return V::choose(condition_at(n.a), value(n.b), value(n.c));
    case op::minimum:
      return V::template call<functions::min_function>(value(n.a), value(n.b));
    case op::maximum:
      return V::template call<functions::max_function>(value(n.a), value(n.b));
    case op::clip:
      return V::template call<functions::clip_function>(value(n.a), value(n.b), value(n.c));
    case op::function:
      return called(static_cast<std::size_t>(n.b), value(n.a),
                    std::make_index_sequence<std::tuple_size_v<functions_by_number>>{});
    case op::user_function:
      return called_of_user(n, std::make_index_sequence<std::tuple_size_v<Functions>>{});
    default:
      return V(0);
    }
  }

  const Program& program_;
  decltype(order_of_evaluation(std::declval<const Program&>(), computed{})) order_;
  const V *x_, *p_, *in_, *local_;
  std::array<V, max_kept> kept_{};
};

/// All variables as an array of numbers of one kind; one more, as an array has no size 0.
template <class V, class T>
[[nodiscard]] constexpr auto gathered(const T& t) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return std::array<V, sizeof...(K) + 1>{V(variable<K>(t))..., V(0)};
  }
  (std::make_index_sequence<variable_count<T>>{});
}

} // namespace cortexpr::detail::equation
