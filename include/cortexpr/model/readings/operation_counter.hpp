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
class tally {
public:
  using term_type = tally;

  constexpr tally() = default;
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  constexpr tally(Arithmetic auto) {}
  template <dimension D>
  constexpr tally(quantity<D>) {}
  constexpr tally(const condition<tally>& c);
  // NOLINTEND(google-explicit-constructor)
  constexpr explicit tally(operation_counts& counter) : counter_(&counter) {}

  constexpr tally& operator+=(const tally& o) { return *this = *this + o; }
  constexpr tally& operator-=(const tally& o) { return *this = *this - o; }
  constexpr tally& operator*=(const tally& o) { return *this = *this * o; }
  constexpr tally& operator/=(const tally& o) { return *this = *this / o; }

  friend constexpr tally operator+(const tally& a) { return a; }
  friend constexpr tally operator-(const tally& a) { return count(&operation_counts::additions, a); }
  friend constexpr tally operator+(const tally& a, const tally& b) { return count(&operation_counts::additions, a, b); }
  friend constexpr tally operator-(const tally& a, const tally& b) { return count(&operation_counts::additions, a, b); }
  friend constexpr tally operator*(const tally& a, const tally& b) {
    return count(&operation_counts::multiplications, a, b);
  }
  friend constexpr tally operator/(const tally& a, const tally& b) { return count(&operation_counts::divisions, a, b); }

  using comparison = condition<tally>;
  friend constexpr comparison operator<(const tally& a, const tally& b) { return comparison(compare(a, b)); }
  friend constexpr comparison operator>(const tally& a, const tally& b) { return a < b; }
  friend constexpr comparison operator<=(const tally& a, const tally& b) { return a < b; }
  friend constexpr comparison operator>=(const tally& a, const tally& b) { return a < b; }
  friend constexpr comparison operator==(const tally& a, const tally& b) { return a < b; }
  friend constexpr comparison operator!=(const tally& a, const tally& b) { return a < b; }
  static constexpr comparison both(const comparison& a, const comparison& b);
  static constexpr comparison either(const comparison& a, const comparison& b);
  static constexpr comparison negated(const comparison& a);

  // What <cortexpr/units/math.hpp> asks of every reading.
  template <class F>
  static constexpr tally call(const tally& x) {
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
  static constexpr tally call(const tally& a, const tally& b) {
    return std::same_as<F, functions::pow_function> ? count(&operation_counts::functions, a, b) : compare(a, b);
  }
  template <class F>
  static constexpr tally call(const tally& x, const tally& low, const tally& high) {
    return compare(compare(x, low), high);
  }
  static constexpr tally choose(const comparison& c, const tally& yes, const tally& no);
  static constexpr tally power(const tally& x, int n) {
    return n >= -16 && n <= 16 ? whole_power(x, n) : call<functions::pow_function>(x, tally());
  }

private:
  // No template: clang instantiates those that a class without parameters calls only behind the constant expression.
  static constexpr tally count(std::size_t operation_counts::*kind, const tally& a) { return count(kind, a, a); }
  static constexpr tally count(std::size_t operation_counts::*kind, const tally& a, const tally& b) {
    const tally result = a.counter_ != nullptr ? a : b;
    if (result.counter_ != nullptr) ++(result.counter_->*kind);
    return result;
  }
  static constexpr tally compare(const tally& a, const tally& b) { return count(&operation_counts::comparisons, a, b); }

  operation_counts* counter_ = nullptr;
};

// Behind the class, as a condition holds one.
constexpr tally::tally(const condition<tally>& c) : tally(c.sides) {}
constexpr tally::comparison tally::both(const comparison& a, const comparison& b) { return a.sides < b.sides; }
constexpr tally::comparison tally::either(const comparison& a, const comparison& b) { return both(a, b); }
constexpr tally::comparison tally::negated(const comparison& a) { return a; }
constexpr tally tally::choose(const comparison& c, const tally& yes, const tally& no) {
  return compare(c.sides.counter_ != nullptr ? c.sides : yes, no);
}

} // namespace detail

/// Reads the equations for their cost.
struct tallies {
  template <dimension>
  using carrier = detail::tally;
};

namespace detail {

template <Model M>
constexpr operation_counts count_operations() {
  operation_counts counts;
  const auto attach = [&]<class T, std::size_t... K>(T& t, std::index_sequence<K...>) {
    ((variable<K>(t) = tally(counts)), ...);
  };
  state_of<M, tallies> x{};
  parameters_of<M, tallies> p{};
  inputs_of<M, tallies> in{};
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
