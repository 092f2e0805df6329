// SPDX-License-Identifier: BSL-1.0
#pragma once

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
  std::size_t functions = 0;    ///< log, sqrt, sin, cos, tanh
  std::size_t comparisons = 0;  ///< and min, max, clip, abs, select

  [[nodiscard]] constexpr bool operator==(const operation_counts&) const = default;
};

/// The outcome of a comparison of counted numbers (a template because these are not complete yet).
template <class Tally>
struct tally_comparison {
  Tally sides;
  friend constexpr tally_comparison operator&&(const tally_comparison& a, const tally_comparison& b) {
    return {max(a.sides, b.sides)};
  }
  friend constexpr tally_comparison operator||(const tally_comparison& a, const tally_comparison& b) { return a && b; }
  friend constexpr tally_comparison operator&(const tally_comparison& a, const tally_comparison& b) { return a && b; }
  friend constexpr tally_comparison operator|(const tally_comparison& a, const tally_comparison& b) { return a && b; }
  friend constexpr tally_comparison operator!(const tally_comparison& a) { return a; }
};

/// A number that counts what is done with it. Constants carry no counter, so that arithmetic among constants,
/// which the compiler folds, is free.
class tally {
public:
  constexpr tally() = default;
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  constexpr tally(Arithmetic auto) {}
  template <dimension D>
  constexpr tally(quantity<D>) {}
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

  using comparison = tally_comparison<tally>;
  friend constexpr comparison operator<(const tally& a, const tally& b) { return {compare(a, b)}; }
  friend constexpr comparison operator>(const tally& a, const tally& b) { return {compare(a, b)}; }
  friend constexpr comparison operator<=(const tally& a, const tally& b) { return {compare(a, b)}; }
  friend constexpr comparison operator>=(const tally& a, const tally& b) { return {compare(a, b)}; }

  friend constexpr tally select(const comparison& c, const tally& yes, const tally& no) {
    return compare(c.sides.counter_ != nullptr ? c.sides : yes, no);
  }
  friend constexpr tally min(const tally& a, const tally& b) { return compare(a, b); }
  friend constexpr tally max(const tally& a, const tally& b) { return compare(a, b); }
  friend constexpr tally clip(const tally& x, const tally& low, const tally& high) { return min(max(x, low), high); }
  friend constexpr tally abs(const tally& x) { return compare(x, x); }
  friend constexpr tally exp(const tally& x) { return count(&operation_counts::exponentials, x); }
  friend constexpr tally expm1(const tally& x) { return count(&operation_counts::exponentials, x); }
  friend constexpr tally exprel(const tally& x) { return count(&operation_counts::exponentials, x); }
  friend constexpr tally log(const tally& x) { return count(&operation_counts::functions, x); }
  friend constexpr tally sqrt(const tally& x) { return count(&operation_counts::functions, x); }
  friend constexpr tally sin(const tally& x) { return count(&operation_counts::functions, x); }
  friend constexpr tally cos(const tally& x) { return count(&operation_counts::functions, x); }
  friend constexpr tally tanh(const tally& x) { return count(&operation_counts::functions, x); }

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

/// Reads the equations for their cost.
struct tallies {
  template <dimension>
  using carrier = tally;
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
  static_cast<void>(cortexpr::flow<M>(x, p, in));
  return counts;
}

} // namespace detail

/// What one evaluation of the derivatives costs, as the equations are written.
template <Model M>
  requires Flows<M>
inline constexpr operation_counts operation_count = detail::count_operations<M>();

} // namespace cortexpr
