// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/detail/simd/condition.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr {

namespace detail {

/// How an expression depends on the variables and inputs of a model, known at compile time: which it uses, on
/// which its partial derivatives depend (the pattern of its second derivatives), which parameters it reads, and
/// whether anything is left when all variables are zero.
template <std::size_t N>
class dependency {
  static_assert(N <= 64, "cortexpr: a model has at most 64 variables and inputs");

public:
  using term_type = dependency;
  using set = std::uint64_t;
  static constexpr set bit(std::size_t k) { return set(1) << k; }

  constexpr dependency() = default;
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  constexpr dependency(Arithmetic auto n) : offset(n != 0) {}
  template <dimension D>
  constexpr dependency(quantity<D> q) : offset(q.si() != 0) {}
  constexpr dependency(const condition<dependency>& c) : dependency(c.sides) {}
  // NOLINTEND(google-explicit-constructor)

  /// The k-th variable itself.
  [[nodiscard]] static constexpr dependency of_variable(std::size_t k) {
    dependency d;
    d.used = bit(k);
    return d;
  }
  /// The k-th parameter.
  [[nodiscard]] static constexpr dependency of_parameter(std::size_t k) {
    dependency d;
    d.parameters = bit(k);
    d.offset = true;
    return d;
  }

  [[nodiscard]] constexpr bool uses(std::size_t k) const { return (used & bit(k)) != 0; }
  /// Affine in variable k, whatever the coefficients are.
  [[nodiscard]] constexpr bool affine_in(std::size_t k) const { return (curved[k] & bit(k)) == 0; }
  /// The derivative with respect to variable k depends on parameters only.
  [[nodiscard]] constexpr bool slope_is_constant(std::size_t k) const { return curved[k] == 0; }
  /// Affine in all variables together, with coefficients that depend on parameters only.
  [[nodiscard]] constexpr bool affine() const {
    for (const set c : curved)
      if (c != 0) return false;
    return true;
  }
  [[nodiscard]] constexpr bool zero() const { return used == 0 && !offset; }

  constexpr dependency& operator+=(const dependency& o) { return *this = *this + o; }
  constexpr dependency& operator-=(const dependency& o) { return *this = *this - o; }
  constexpr dependency& operator*=(const dependency& o) { return *this = *this * o; }
  constexpr dependency& operator/=(const dependency& o) { return *this = *this / o; }

  friend constexpr dependency operator+(const dependency& a) { return a; }
  friend constexpr dependency operator-(const dependency& a) { return a; }
  friend constexpr dependency operator+(const dependency& a, const dependency& b) {
    dependency d = joined(a, b);
    d.offset = a.offset || b.offset;
    return d;
  }
  friend constexpr dependency operator-(const dependency& a, const dependency& b) { return a + b; }
  friend constexpr dependency operator*(const dependency& a, const dependency& b) {
    dependency d = joined(a, b);
    d.bend(a.used, b.used);
    d.offset = a.offset && b.offset;
    return d;
  }
  friend constexpr dependency operator/(const dependency& a, const dependency& b) {
    dependency d = joined(a, b);
    d.bend(b.used, a.used | b.used);
    d.offset = a.offset;
    return d;
  }

  // A comparison is as bent as a step of what is compared.
  using comparison = condition<dependency>;
  friend constexpr comparison operator<(const dependency& a, const dependency& b) { return comparison(lifted(a + b)); }
  friend constexpr comparison operator>(const dependency& a, const dependency& b) { return a < b; }
  friend constexpr comparison operator<=(const dependency& a, const dependency& b) { return a < b; }
  friend constexpr comparison operator>=(const dependency& a, const dependency& b) { return a < b; }
  friend constexpr comparison operator==(const dependency& a, const dependency& b) { return a < b; }
  friend constexpr comparison operator!=(const dependency& a, const dependency& b) { return a < b; }
  static constexpr comparison both(const comparison& a, const comparison& b) {
    return comparison(lifted(a.sides + b.sides));
  }
  static constexpr comparison either(const comparison& a, const comparison& b) { return both(a, b); }
  static constexpr comparison negated(const comparison& a) { return a; }

  // What <cortexpr/units/math.hpp> asks of every reading.
  template <class F>
  static constexpr dependency call(const dependency& x) {
    return functions::vanishes_at_zero<F> ? bent(x) : lifted(x);
  }
  template <class F, std::same_as<dependency>... More>
    requires(sizeof...(More) > 0)
  static constexpr dependency call(const dependency& x, const More&... more) {
    const dependency all = (x + ... + more);
    return std::same_as<F, functions::pow_function> ? lifted(all) : bent(all);
  }
  static constexpr dependency choose(const comparison& c, const dependency& yes, const dependency& no) {
    dependency d = yes + no;
    d.parameters |= c.sides.parameters;
    d.used |= c.sides.used;
    d.merge_curvature(c.sides);
    d.bend(c.sides.used, d.used);
    return d;
  }
  static constexpr dependency power(const dependency& x, int n) {
    if (n == 0) return dependency(1);
    if (n == 1) return x;
    return n > 0 ? bent(x) : lifted(x);
  }

  set used = 0;                ///< variables and inputs that occur
  std::array<set, N> curved{}; ///< curved[i] holds j when d2/dx_i dx_j may differ from zero
  set parameters = 0;          ///< parameters that occur
  bool offset = false;         ///< whether it may differ from zero when all variables are zero

private:
  constexpr void merge_curvature(const dependency& o) {
    for (std::size_t i = 0; i < N; ++i) curved[i] |= o.curved[i];
  }
  // The second derivatives between the variables of two sets arise, in both orders.
  constexpr void bend(set a, set b) {
    if (a == 0 || b == 0) return;
    for (std::size_t i = 0; i < N; ++i) {
      if ((a & bit(i)) != 0) curved[i] |= b;
      if ((b & bit(i)) != 0) curved[i] |= a;
    }
  }
  static constexpr dependency joined(const dependency& a, const dependency& b) {
    dependency d = a;
    d.used |= b.used;
    d.parameters |= b.parameters;
    d.merge_curvature(b);
    return d;
  }
  static constexpr dependency bent(dependency d) {
    d.bend(d.used, d.used);
    return d;
  }
  static constexpr dependency lifted(dependency d) {
    d.offset = true; // exp(0) is not 0
    return bent(d);
  }
};

} // namespace detail

/// Reads the equations for their dependence on every variable: the linearity analysis.
template <std::size_t N>
struct dependence {
  template <dimension>
  using carrier = detail::dependency<N>;
};

namespace detail {

template <class T, class Make>
constexpr void seed(T& t, Make make) {
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((variable<K>(t) = make(K)), ...); }
  (std::make_index_sequence<variable_count<T>>{});
}

template <Model M>
inline constexpr std::size_t column_count = state_size<M> + input_count<M>;

template <Model M>
struct dependence_arguments {
  static constexpr std::size_t n = column_count<M>;
  state_of<M, dependence<n>> x{};
  parameters_of<M, dependence<n>> p{};
  inputs_of<M, dependence<n>> in{};

  constexpr dependence_arguments() {
    seed(x, [](std::size_t k) { return dependency<n>::of_variable(k); });
    seed(in, [](std::size_t k) { return dependency<n>::of_variable(state_size<M> + k); });
    seed(p, [](std::size_t k) { return dependency<n>::of_parameter(k); });
  }
};

template <Model M, class S>
constexpr auto to_degree_array(const S& s) {
  std::array<dependency<column_count<M>>, state_size<M>> all{};
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((all[K] = variable<K>(s)), ...); }
  (std::make_index_sequence<state_size<M>>{});
  return all;
}

template <Model M>
constexpr auto flow_degrees() {
  const dependence_arguments<M> a;
  return to_degree_array<M>(cortexpr::detail::flow<M>(a.x, a.p, a.in));
}

template <Model M>
constexpr auto noise_degrees() {
  if constexpr (Noisy<M>) {
    const dependence_arguments<M> a;
    return to_degree_array<M>(noise_amplitude<M>(a.x, a.p, a.in));
  } else {
    return std::array<dependency<column_count<M>>, state_size<M>>{};
  }
}

/// How every derivative depends on the variables (columns 0 .. state_size - 1) and the inputs (after them).
template <Model M>
  requires Flows<M>
inline constexpr auto dependence_of_flow = flow_degrees<M>();

/// The same for the amplitude of the noise; all zero in a model without noise.
template <Model M>
inline constexpr auto dependence_of_noise = noise_degrees<M>();

/// The parameters that the derivatives read: one bit each, in the order of `variables`.
template <Model M>
  requires Flows<M>
inline constexpr std::uint64_t parameters_of_flow = [] {
  std::uint64_t read = 0;
  for (const auto& d : dependence_of_flow<M>) read |= d.parameters;
  return read;
}();

template <Model M>
constexpr bool all_affine() {
  for (const auto& d : dependence_of_flow<M>)
    if (!d.affine()) return false;
  return true;
}
/// Whether neither the time itself enters the equations, nor shared variables that move within a step.
template <Model M>
constexpr bool is_autonomous() {
  bool found = true;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    for (const auto& d : dependence_of_flow<M>)
      found = found && !(((is_time<M, I> || moves_in_step<M, I>)&&d.uses(state_size<M> + I)) || ...);
  }
  (std::make_index_sequence<input_count<M>>{});
  return found;
}
template <Model M>
constexpr bool each_affine_in_itself() {
  for (std::size_t k = 0; k < state_size<M>; ++k)
    if (!dependence_of_flow<M>[k].affine_in(k)) return false;
  return true;
}

template <class M>
concept LinearModel = Flows<M> && all_affine<M>() && is_autonomous<M>();
template <class M>
concept ConditionallyLinearModel = Flows<M> && each_affine_in_itself<M>();

} // namespace detail

/// Whether the derivatives are affine in state and inputs, with coefficients that depend on parameters only, and not on
/// the time.
template <class M>
inline constexpr bool linear_model = detail::LinearModel<M>;

/// Whether every derivative is affine in its own variable; the coefficients may depend on all others.
template <class M>
inline constexpr bool conditionally_linear_model = detail::ConditionallyLinearModel<M>;

namespace detail {

/// Whether the derivative of variable K depends on column J (a variable, or after them an input).
template <Model M, std::size_t K, std::size_t J>
inline constexpr bool depends_on = dependence_of_flow<M>[K].uses(J);

/// Whether d(dx_K/dt)/dx_K depends on parameters only, so that it can be computed once.
template <Model M, std::size_t K>
inline constexpr bool constant_slope = dependence_of_flow<M>[K].slope_is_constant(K);

} // namespace detail

} // namespace cortexpr
