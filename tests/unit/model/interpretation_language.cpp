// SPDX-License-Identifier: BSL-1.0
// The language of equations: every operation between every two kinds of operands, every word, in every reading.
#include "catch.hpp"

#include "laws/model_laws.hpp"

#include <array>
#include <cmath>
#include <concepts>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/units/literals.hpp>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

using namespace cortexpr;

namespace {

// The kinds of operands in the reading `I`, with the shared parameter read by `P`: with a unit and as pure numbers.
template <class I, class P = I>
struct operands {
  template <dimension D>
  static constexpr auto with_unit() {
    return std::tuple<unless_refractory<carrier<I, D>>, carrier<I, D>, carrier<P, D>, quantity<D>>(
        quantity<D>(3e-3), quantity<D>(2e-3), quantity<D>(5e-3), quantity<D>(4e-3));
  }
  static constexpr auto pure() {
    return std::tuple<unless_refractory<carrier<I, dim::one>>, carrier<I, dim::one>, carrier<P, dim::one>,
                      quantity<dim::one>, double, float, int>(3, 2, 5, 4, 0.5, 0.25F, 7);
  }
};

template <class A, class B, class F>
void each_pair(const A& left, const B& right, const F& f) {
  const auto with_all = [&](const auto& a) { std::apply([&](const auto&... b) { (f(a, b), ...); }, right); };
  std::apply([&](const auto&... a) { (with_all(a), ...); }, left);
}

template <class Reading, class X>
double number_in(const X& x) {
  if constexpr (detail::Arithmetic<X>)
    return static_cast<double>(x);
  else if constexpr (is_quantity<detail::term_of<X>>)
    return static_cast<detail::term_of<X>>(x).si();
  else if constexpr (std::same_as<detail::term_of<X>, X> || std::derived_from<X, detail::term_of<X>>) {
    if constexpr (requires { x.value.value; })
      return number_in<Reading>(x.value);
    else if constexpr (requires { x.value.get(0); })
      return static_cast<double>(x.value.get(0));
    else
      return static_cast<double>(x.value);
  } else
    return number_in<Reading>(detail::term_of<X>(x));
}

bool near(double a, double b) { return std::abs(a - b) <= 2e-6 * (std::abs(a) + std::abs(b)); }

// Every operation between every two kinds of operands has the value that it has between two doubles.
template <class I, class P = I>
void check_matrix() {
  using kinds = operands<I, P>;
  const auto value = [](const auto& x) { return number_in<I>(x); };
  bool right = true;
  const auto expect = [&](const auto& have, double want) { right = right && near(value(have), want); };
  const auto volts = kinds::template with_unit<dim::volt>();
  const auto seconds = kinds::template with_unit<dim::second>();
  const auto pure = kinds::pure();
  const auto alike = [&](const auto& a, const auto& b) {
    const double x = value(a), y = value(b);
    expect(a + b, x + y);
    expect(a - b, x - y);
    expect(min(a, b), std::min(x, y));
    expect(max(a, b), std::max(x, y));
    expect(clip(a, b, b), y);
    expect(select(a < b, a, b), std::min(x, y));
    expect(select(a >= b && !(a != a) && (a > b || a == b), a, b), std::max(x, y));
    expect((a <= b) * a, x <= y ? x : 0);
    expect((a < b) + (a > b), x != y ? 1 : 0);
  };
  const auto products = [&](const auto& a, const auto& b) {
    if constexpr (!(detail::Arithmetic<std::remove_cvref_t<decltype(a)>> &&
                    detail::Arithmetic<std::remove_cvref_t<decltype(b)>>)) {
      expect(a * b, value(a) * value(b));
      expect(a / b, value(a) / value(b));
    }
  };
  each_pair(volts, volts, alike);
  each_pair(pure, pure, [&](const auto& a, const auto& b) {
    if constexpr (!(detail::Arithmetic<std::remove_cvref_t<decltype(a)>> &&
                    detail::Arithmetic<std::remove_cvref_t<decltype(b)>>))
      alike(a, b);
  });
  each_pair(pure, pure, products);
  each_pair(volts, pure, products);
  each_pair(pure, volts, products);
  each_pair(volts, seconds, products);
  CHECK(right);
}

// The unit of every operation in the checked reading.
constexpr volt<checked> v = 1_V;
constexpr amp<checked> current = 1_A;
constexpr number<checked> m = 1;
template <dimension D, class T>
constexpr bool has_unit(const T&) {
  return detail::term_of<T>::dims == D;
}
static_assert(has_unit<dim::volt>(v / 2.0) && has_unit<dim::volt>(v / 2) && has_unit<dim::hertz>(2 / 1_s));
static_assert(has_unit<dim::volt>(max(v, -70_mV)) && has_unit<dim::one>(max(m, 0)) && has_unit<dim::one>(min(1, m)));
static_assert(has_unit<dim::one>(clip(m, 0, 1)) && has_unit<dim::volt>(clip(v, -1_V, 1_V)));
static_assert(has_unit<dim::amp>((v > -70_mV) * current) && has_unit<dim::amp>(current * (v > v and m < 1)));
static_assert(has_unit<dim::volt>(select(v > -70_mV, v, 0_mV)) && has_unit<dim::one>(select(v > 0_V, m, 1)));
static_assert(std::same_as<decltype(select(v > 0_V, 1, 0)), double>);
static_assert(has_unit<dim::volt * dim::volt>(pow<2>(v)) && has_unit<dim::one / dim::volt>(pow<-1>(v)));
static_assert(has_unit<dim::volt>(pow<1, 2>(pow<2>(v))) && has_unit<dim::one>(pow<0>(v)));
static_assert(has_unit<dim::volt * dim::volt * dim::volt>(pow<3, 2>(v * v)) &&
              has_unit<dim::volt * dim::volt>(square(v)));
static_assert(has_unit<dim::one>(sign(v)) && has_unit<dim::one>(heaviside(v)) && has_unit<dim::volt>(abs(v)));
static_assert(has_unit<dim::one>(pow(m, 2.5)) && has_unit<dim::one>(pow(m, m)) && has_unit<dim::one>(pow(2, m)));

// All words at once, as an author writes them.
struct wordy {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    number<I> m = 0.5, n = 0.25;
    amp<I> w = 10_pA;
  };
  template <class I>
  struct parameters {
    volt<I> E = -65_mV, V_th = -50_mV, Delta = 2_mV;
    second<I> tau = 10_ms, t_ref = 2_ms;
    farad<I> C = 200_pF;
    siemens<I> g = 10_nS;
    number<I> k = 2.5, N = 100;
    amp<I> I_0 = 20_pA;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto open = x.v > p.E / 2.0 and not(x.m >= 1 or x.n <= 0) && x.m != 2;
    const auto u = (x.v - p.E) / p.Delta;
    const auto smooth = exp(-abs(u)) + expm1(-abs(u)) + exprel(u / 100) + log(1 + square(u)) + log10(2 + square(u)) +
                        sqrt(1 + pow(u, 2)) + sin(u) + cos(u) + tan(u / 10) + asin(tanh(u) / 2) + acos(tanh(u) / 2) +
                        atan(u) + sinh(u / 10) + cosh(u / 10) + tanh(u);
    const auto stepped = floor(u) + ceil(u) + sign(u) + heaviside(u) + sign(x.v) + heaviside(x.v - p.E);
    const auto powers = pow(x.m, 3) * x.n + pow(x.m, p.k) + pow(x.m, 2.5) + pow(x.m, 4 * units::V / units::V) +
                        pow(2.0, x.m) + pow<-1>(x.m + 1) + pow<2>(x.v) / pow<2>(p.Delta) / 1000 +
                        pow<1, 2>(pow<2>(x.v)) / p.Delta;
    return {.v = ((x.v > p.V_th) * p.I_0 + in.I - x.w + p.g * max(p.E - x.v, 0_mV) +
                  p.I_0 * (x.v > p.E) * (exprel(2.5) + exp(1) + sqrt(2))) /
                 p.C,
            .m = (select(open, 1, 0) - x.m + 1e-3 * smooth + 1e-3 * stepped) / p.tau,
            .n = (clip(x.m, 0, 1) - min(1, x.n) + max(x.n, 0) / p.N + p.k / 50 + 1e-3 * powers) / p.tau,
            .w = (select(x.v > p.V_th, p.I_0 / 2, x.w / 4) + select(x.m > x.n, 0_A, p.I_0) - x.w) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th && x.m > 0.1; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.E;
    x.m = min(x.m + 0.1, 1);
    x.w += select(x.m > 0.5, p.I_0, p.I_0 / 2);
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.Delta / sqrt(1_s), .m = 0 / sqrt(1_s), .n = 0.1 / sqrt(p.tau), .w = p.I_0 * sqrt(2 / p.tau)};
  }
};

struct quiet_words : wordy { // without noise, to be integrated by all
  static void noise() = delete;
};

} // namespace

TEST_CASE("language: every operation between every two kinds of operands", "[language]") {
  check_matrix<checked>();
  check_matrix<numeric<double>>();
  check_matrix<numeric<float>>();
  check_matrix<numeric<double>, hoisted<double>>();
  check_matrix<numeric<detail::pack<double>>>();
  check_matrix<numeric<detail::pack<float>>, hoisted<detail::pack<float>>>();
  check_matrix<dual_numbers<double, 2>>();
  check_matrix<dual_numbers<double, 2>, hoisted<double>>();
  check_matrix<dual_numbers<detail::pack<float>, 2>, hoisted<detail::pack<float>>>();
}

TEST_CASE("language: a model with all words obeys the laws", "[language]") {
  CHECK(laws::all<quiet_words>());
  CHECK(laws::units_agree<wordy>());
  static_assert(!linear_model<quiet_words> && detail::noise_count<wordy> == 3);
  static_assert(std::same_as<default_integrator<wordy>, euler_maruyama>);
  static_assert(operation_count<wordy>.exponentials == 3 && operation_count<wordy>.functions > 15);
}

namespace {

/// A word beside what it is for one number.
template <class Word, class Plain>
struct word {
  const char* name;
  Word in_equations;
  Plain plain;
};
template <class Word, class Plain>
word(const char*, Word, Plain) -> word<Word, Plain>;

template <class T>
constexpr T plain_sign(T x) {
  return x > 0 ? T(1) : x < 0 ? T(-1) : x;
}

template <class F>
void each_word(const F& f) {
#define BOTH(name, expression, plain_expression)                                                                       \
  f(word{name, [](auto x) { return expression; }, [](auto x) { return plain_expression; }})
  BOTH("exp", exp(x), std::exp(x));
  BOTH("expm1", expm1(x), std::expm1(x));
  BOTH("exprel", exprel(x), x == 0 || std::isinf(x) ? std::exp(x) : std::expm1(x) / x);
  BOTH("log", log(x), std::log(x));
  BOTH("log10", log10(x), std::log10(x));
  BOTH("sqrt", sqrt(x), std::sqrt(x));
  BOTH("sin", sin(x), std::sin(x));
  BOTH("cos", cos(x), std::cos(x));
  BOTH("tan", tan(x), std::tan(x));
  BOTH("asin", asin(x), std::asin(x));
  BOTH("acos", acos(x), std::acos(x));
  BOTH("atan", atan(x), std::atan(x));
  BOTH("sinh", sinh(x), std::sinh(x));
  BOTH("cosh", cosh(x), std::cosh(x));
  BOTH("tanh", tanh(x), std::tanh(x));
  BOTH("floor", floor(x), std::floor(x));
  BOTH("ceil", ceil(x), std::ceil(x));
  BOTH("abs", abs(x), std::abs(x));
  BOTH("sign", sign(x), plain_sign(x));
  BOTH("heaviside", heaviside(x), x < 0 ? decltype(x)(0) : x >= 0 ? decltype(x)(1) : x);
  BOTH("square", square(x), x * x);
  BOTH("pow(x, 3)", pow(x, 3), x * x * x);
  BOTH("pow(x, -2)", pow(x, -2), 1 / (x * x));
  BOTH("pow(x, 40)", pow(x, 40), std::pow(x, decltype(x)(40)));
  BOTH("pow(x, 2.5)", pow(x, 2.5), std::pow(x, decltype(x)(2.5)));
  BOTH("pow(x, -0.5)", pow(x, -0.5), std::pow(x, decltype(x)(-0.5)));
  BOTH("pow(2, x)", pow(2, x), std::pow(decltype(x)(2), x));
#undef BOTH
}

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::array arguments{0.0,  -0.0, 1.0, -1.0, 0.5,      -0.5,      2.0, -2.0, 3.7,  -3.7, 1e-9,
                               1e-3, 0.01, 20., -20., infinity, -infinity, nan, 1e5,  -1e5, 80.,  -80.};

template <class T>
bool agree(T have, T want, double places) {
  if (std::isnan(want)) return std::isnan(have);
  if (std::isinf(want) || want == 0) return have == want;
  return std::abs(have - want) <= places * static_cast<double>(std::numeric_limits<T>::epsilon()) * std::abs(want) ||
         std::abs(want) < std::numeric_limits<T>::min(); // packs flush what is denormal
}

template <class T>
void check_words() {
  each_word([](const auto& w) {
    for (const double argument : arguments) {
      const T x = static_cast<T>(argument), want = static_cast<T>(w.plain(x));
      CAPTURE(w.name, argument, sizeof(T));
      CHECK(agree(w.in_equations(detail::lanes<T>(x)).value, want, 1));
      using B = detail::pack<T>;
      alignas(64) std::array<T, B::size> lane{};
      lane.fill(T(0.3));
      lane.back() = x;
      store_lanes<B>(lane.data(), w.in_equations(detail::load_lanes<B>(lane.data())));
      CAPTURE(lane.back(), want);
      CHECK(agree(lane.back(), want, 4));
      CHECK(agree(lane.front(), static_cast<T>(w.plain(T(0.3))), 4));
      if constexpr (std::same_as<T, double>) {
        CHECK(agree(quantity<dim::one>(w.in_equations(quantity<dim::one>(x))).si(), want, 1));
        CHECK(agree(static_cast<double>(w.in_equations(x)), want, 1));
      }
    }
  });
}

} // namespace

TEST_CASE("language: words of lanes, packs and quantities against the standard library", "[language]") {
  check_words<double>();
  check_words<float>();
}

TEST_CASE("language: words are constant expressions, exact to rounding", "[language]") {
#define CONSTANT(word, x)                                                                                              \
  {                                                                                                                    \
    constexpr double have = quantity<dim::one>(word(quantity<dim::one>(x))).si();                                      \
    CAPTURE(#word, x, have);                                                                                           \
    CHECK(agree(have, std::word(x), 1));                                                                               \
  }
#define CONSTANTS(word)                                                                                                \
  CONSTANT(word, 0.7)                                                                                                  \
  CONSTANT(word, -0.2)                                                                                                 \
  CONSTANT(word, 1e-9)                                                                                                 \
  CONSTANT(word, 0.0)                                                                                                  \
  CONSTANT(word, 1.0) CONSTANT(word, -1.0) CONSTANT(word, 30.5) CONSTANT(word, -700.25) CONSTANT(word, 1000.0)
  CONSTANTS(exp)
  CONSTANTS(expm1)
  CONSTANTS(log)
  CONSTANTS(log10)
  CONSTANTS(sqrt)
  CONSTANTS(sin)
  CONSTANTS(cos)
  CONSTANTS(tan)
  CONSTANTS(asin)
  CONSTANTS(acos)
  CONSTANTS(atan)
  CONSTANTS(sinh)
  CONSTANTS(cosh)
  CONSTANTS(tanh)
  CONSTANTS(floor)
  CONSTANTS(ceil)
#undef CONSTANTS
#undef CONSTANT
  static_assert(sqrt(4_s * 1_s).si() == 2 && exprel(0.0) == 1 && pow(2, 10) == 1024 && pow<2>(3_mV) == 3_mV * 3_mV);
  constexpr double e = cortexpr::exp(1.0), ratio = exprel(2.5);
  CHECK(e == Approx(std::exp(1.0)).epsilon(1e-15));
  CHECK(ratio == Approx(std::expm1(2.5) / 2.5).epsilon(1e-15));
  static_assert(cortexpr::pow(2.5, 1.5) > 3.952847 && cortexpr::pow(2.5, 1.5) < 3.952848 && sign(-3_mV) == -1 &&
                heaviside(0_mV) == 1);
}

TEST_CASE("language: derivatives of all words agree with differences", "[language]") {
  using dual1 = detail::dual<double, 1>;
  each_word([](const auto& w) {
    for (const double at : {-2.3, -0.7, -0.3, 0.009, 0.011, 0.31, 0.7, 3.2}) {
      const double h = 1e-5, up = static_cast<double>(w.plain(at + h)), down = static_cast<double>(w.plain(at - h));
      if (std::isnan(up) || std::isnan(down)) continue;
      CAPTURE(w.name, at);
      const double have = w.in_equations(dual1::of_variable(at, 0)).slope(0).value;
      CHECK(have == Approx((up - down) / (2 * h)).epsilon(1e-5).margin(1e-7));
    }
  });
  const auto both = pow(detail::dual<double, 2>::of_variable(1.7, 0), detail::dual<double, 2>::of_variable(2.3, 1));
  CHECK(both.slope(0).value == Approx(2.3 * std::pow(1.7, 1.3)));
  CHECK(both.slope(1).value == Approx(std::log(1.7) * std::pow(1.7, 2.3)));
  CHECK(pow(dual1::of_variable(0, 0), 1).slope(0).value == 1);
  CHECK(pow(dual1::of_variable(0, 0), 0).slope(0).value == 0);
}
