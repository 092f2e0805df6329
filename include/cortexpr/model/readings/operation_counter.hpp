// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/detail/simd/condition.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr {

/// How many operations of each kind the equations of one neuron take.
struct operation_counts {
  std::size_t additions = 0; ///< and subtractions, changes of sign
  std::size_t multiplications = 0;
  std::size_t divisions = 0;    ///< those by a shared parameter become multiplications
  std::size_t exponentials = 0; ///< exp, expm1, exprel
  std::size_t functions = 0;    ///< log, sqrt, sin, tanh and their like, pow
  std::size_t comparisons = 0;  ///< and min, max, clip, abs, floor, select, and, or

  [[nodiscard]] constexpr bool operator==(const operation_counts&) const = default;
};

namespace detail {

/// A number that counts what is done with it. Constants carry no counter, so that arithmetic among constants,
/// which the compiler folds, is free.
class counted_number {
public:
  using term_type = counted_number;

  constexpr counted_number() = default;
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  constexpr counted_number(Arithmetic auto) {}
  template <dimension D>
  constexpr counted_number(quantity<D>) {}
  constexpr counted_number(const condition<counted_number>& c);
  // NOLINTEND(google-explicit-constructor)
  constexpr explicit counted_number(operation_counts& counter) : counter_(&counter) {}

  constexpr counted_number& operator+=(const counted_number& o) { return *this = *this + o; }
  constexpr counted_number& operator-=(const counted_number& o) { return *this = *this - o; }
  constexpr counted_number& operator*=(const counted_number& o) { return *this = *this * o; }
  constexpr counted_number& operator/=(const counted_number& o) { return *this = *this / o; }

  friend constexpr counted_number operator+(const counted_number& a) { return a; }
  friend constexpr counted_number operator-(const counted_number& a) { return count(&operation_counts::additions, a); }
  friend constexpr counted_number operator+(const counted_number& a, const counted_number& b) {
    return count(&operation_counts::additions, a, b);
  }
  friend constexpr counted_number operator-(const counted_number& a, const counted_number& b) {
    return count(&operation_counts::additions, a, b);
  }
  friend constexpr counted_number operator*(const counted_number& a, const counted_number& b) {
    return count(&operation_counts::multiplications, a, b);
  }
  friend constexpr counted_number operator/(const counted_number& a, const counted_number& b) {
    return count(&operation_counts::divisions, a, b);
  }

  using comparison = condition<counted_number>;
  friend constexpr comparison operator<(const counted_number& a, const counted_number& b) {
    return comparison(compare(a, b));
  }
  friend constexpr comparison operator>(const counted_number& a, const counted_number& b) { return a < b; }
  friend constexpr comparison operator<=(const counted_number& a, const counted_number& b) { return a < b; }
  friend constexpr comparison operator>=(const counted_number& a, const counted_number& b) { return a < b; }
  friend constexpr comparison operator==(const counted_number& a, const counted_number& b) { return a < b; }
  friend constexpr comparison operator!=(const counted_number& a, const counted_number& b) { return a < b; }
  static constexpr comparison both(const comparison& a, const comparison& b);
  static constexpr comparison either(const comparison& a, const comparison& b);
  static constexpr comparison negated(const comparison& a);

  // What <cortexpr/units/math.hpp> asks of every reading.
  template <class F>
  static constexpr counted_number call(const counted_number& x) {
    switch (F::work) {
    case functions::cost::exponential:
      return count(&operation_counts::exponentials, x);
    case functions::cost::function:
      return count(&operation_counts::functions, x);
    case functions::cost::comparison:
      return compare(x, x);
    }
    return x;
  }
  template <class F>
  static constexpr counted_number call(const counted_number& a, const counted_number& b) {
    return std::same_as<F, functions::pow_function> ? count(&operation_counts::functions, a, b) : compare(a, b);
  }
  template <class F>
  static constexpr counted_number call(const counted_number& x, const counted_number& low, const counted_number& high) {
    return compare(compare(x, low), high);
  }
  static constexpr counted_number choose(const comparison& c, const counted_number& yes, const counted_number& no);
  static constexpr counted_number power(const counted_number& x, int n) {
    return n >= -16 && n <= 16 ? whole_power(x, n) : call<functions::pow_function>(x, counted_number());
  }

private:
  // No template: clang instantiates those that a class without parameters calls only after the constant expression.
  static constexpr counted_number count(std::size_t operation_counts::*kind, const counted_number& a) {
    return count(kind, a, a);
  }
  static constexpr counted_number count(std::size_t operation_counts::*kind, const counted_number& a,
                                        const counted_number& b) {
    const counted_number result = a.counter_ != nullptr ? a : b;
    if (result.counter_ != nullptr) ++(result.counter_->*kind);
    return result;
  }
  static constexpr counted_number compare(const counted_number& a, const counted_number& b) {
    return count(&operation_counts::comparisons, a, b);
  }

  operation_counts* counter_ = nullptr;
};

// After the class, as a condition holds one.
constexpr counted_number::counted_number(const condition<counted_number>& c) : counted_number(c.sides) {}
constexpr counted_number::comparison counted_number::both(const comparison& a, const comparison& b) {
  return a.sides < b.sides;
}
constexpr counted_number::comparison counted_number::either(const comparison& a, const comparison& b) {
  return both(a, b);
}
constexpr counted_number::comparison counted_number::negated(const comparison& a) { return a; }
constexpr counted_number counted_number::choose(const comparison& c, const counted_number& yes,
                                                const counted_number& no) {
  return compare(c.sides.counter_ != nullptr ? c.sides : yes, no);
}

} // namespace detail

/// Reads the equations for their cost.
struct operation_counter {
  template <dimension>
  using carrier = detail::counted_number;
};

namespace detail {

template <Model M>
constexpr operation_counts count_operations() {
  operation_counts counts;
  const auto attach = [&]<class T, std::size_t... K>(T& t, std::index_sequence<K...>) {
    ((variable<K>(t) = counted_number(counts)), ...);
  };
  state_of<M, operation_counter> x{};
  parameters_of<M, operation_counter> p{};
  inputs_of<M, operation_counter> in{};
  attach(x, std::make_index_sequence<state_size<M>>{});
  attach(p, std::make_index_sequence<parameter_count<M>>{});
  attach(in, std::make_index_sequence<input_count<M>>{});
  static_cast<void>(cortexpr::detail::flow<M>(x, p, in));
  return counts;
}

} // namespace detail

/// What one evaluation of the derivatives costs, as the equations are written.
template <Model M>
  requires Flows<M>
inline constexpr operation_counts operation_count = detail::count_operations<M>();

} // namespace cortexpr
