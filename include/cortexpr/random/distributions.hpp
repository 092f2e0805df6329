// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace cortexpr {

namespace detail {

// Rules for values of weights, delays, parameters and start values. Each knows its dimension, samples a value (SI)
// for a neuron i or a synapse i -> j, and says in words what is wrong with its own parameters.
inline void require_finite(double x, std::string_view item, const char* what) {
  if (!std::isfinite(x)) raise({"'", item, "': ", what, " is not a finite number"});
}
template <dimension D>
void require_order(quantity<D> low, quantity<D> high, std::string_view item) {
  if (low.si() <= high.si()) return;
  const bool known = low.si() > high.si();
  raise({"'", item, "': the lower bound ", quantity_text(low), known ? " is above" : " does not fit",
         " the upper bound ", quantity_text(high)});
}

/// Repeats two words, then goes on with a generator.
struct replay {
  using result_type = generator::result_type;
  generator& rest;
  result_type words[2];
  std::size_t next = 0;

  [[nodiscard]] static constexpr result_type min() { return generator::min(); }
  [[nodiscard]] static constexpr result_type max() { return generator::max(); }
  result_type operator()() { return next < 2 ? words[next++] : rest(); }
};

[[gnu::noinline, gnu::cold]] inline double standard_normal_by_boost(generator& g, std::uint32_t a, std::uint32_t b) {
  replay again{g, {a, b}};
  return boost::random::normal_distribution<double>()(again);
}

/// A standard normal number (ziggurat; Marsaglia and Tsang 2000): boost::random::normal_distribution, whose first try
/// succeeds 98.8 times in 100, with that try in line.
[[nodiscard]] inline double standard_normal(generator& g) {
  const double* const edge = boost::random::detail::normal_table<double>::table_x;
  const std::uint32_t a = g(), b = g();
  const std::size_t layer = (a & 0xff) >> 1;
  const auto bits = static_cast<std::int64_t>((std::uint64_t{b & 0x1fffffffu} << 24) | (a >> 8));
  const double x = static_cast<double>(bits) * 0x1.0p-53 * edge[layer];
  if (x < edge[layer + 1]) [[likely]]
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) ^ (std::uint64_t{~a & 1} << 63));
  return standard_normal_by_boost(g, a, b);
}

} // namespace detail

/// The same value for all.
template <dimension D>
struct constant {
  static constexpr dimension dims = D;
  quantity<D> value;

  constexpr explicit constant(quantity<D> x) : value(x) {}
  void validate(std::string_view item) const { detail::require_finite(value.si(), item, "the value"); }
  /// The largest absolute value that can come.
  [[nodiscard]] double bound() const { return std::abs(value.si()); }
  [[nodiscard]] double operator()(generator&, std::uint32_t, std::uint32_t) const { return value.si(); }
  [[nodiscard]] constexpr bool operator==(const constant&) const = default;
};
constant(double)->constant<dim::one>;

/// Uniform in [low, high).
template <dimension D>
struct uniform {
  static constexpr dimension dims = D;
  quantity<D> low, high;

  constexpr uniform(quantity<D> lowest, quantity<D> highest) : low(lowest), high(highest) {}
  void validate(std::string_view item) const {
    detail::require_finite(low.si(), item, "the lower bound");
    detail::require_finite(high.si(), item, "the upper bound");
    detail::require_order(low, high, item);
  }
  /// The largest absolute value that can come.
  [[nodiscard]] double bound() const { return std::fmax(std::abs(low.si()), std::abs(high.si())); }
  [[nodiscard]] double operator()(generator& g, std::uint32_t, std::uint32_t) const {
    return low.si() + (high.si() - low.si()) * g.uniform();
  }
  [[nodiscard]] constexpr bool operator==(const uniform&) const = default;
};
uniform(double, double)->uniform<dim::one>;

/// Normal with mean and standard deviation; `.clipped(low, high)` moves values outside to the bound,
/// `.redrawn(low, high)` draws again until the value lies inside.
template <dimension D>
struct normal {
  static constexpr dimension dims = D;
  enum class bounds { none, clip, redraw };
  quantity<D> mean, sd;
  quantity<D> low{-std::numeric_limits<double>::infinity()}, high{std::numeric_limits<double>::infinity()};
  bounds at_bounds = bounds::none;

  constexpr normal(quantity<D> centre, quantity<D> spread) : mean(centre), sd(spread) {}
  [[nodiscard]] constexpr normal clipped(quantity<D> lowest, quantity<D> highest) const {
    return bounded(bounds::clip, lowest, highest);
  }
  [[nodiscard]] constexpr normal redrawn(quantity<D> lowest, quantity<D> highest) const {
    return bounded(bounds::redraw, lowest, highest);
  }
  void validate(std::string_view item) const {
    detail::require_finite(mean.si(), item, "the mean");
    detail::require_finite(sd.si(), item, "the standard deviation");
    if (sd.si() < 0) raise({"'", item, "': the standard deviation is negative"});
    detail::require_order(low, high, item);
    if (at_bounds != bounds::redraw) return;
    // With a chance below 1e-6 per draw the loop would not end in reasonable time.
    const auto below = [&](double x) { return 0.5 * std::erfc((mean.si() - x) / (sd.si() * std::sqrt(2.0))); };
    const bool inside =
        sd.si() > 0 ? below(high.si()) - below(low.si()) > 1e-6 : mean.si() >= low.si() && mean.si() <= high.si();
    if (!inside)
      raise({"'", item,
             "': the interval of redrawn(...) is too improbable under this normal distribution; "
             "widen it, or use clipped(...)"});
  }
  /// The largest absolute value that can come; beyond 10 standard deviations lie 2 of 1e23 values.
  [[nodiscard]] double bound() const {
    const double reach = 10 * sd.si();
    return std::fmax(std::abs(std::fmax(mean.si() - reach, low.si())),
                     std::abs(std::fmin(mean.si() + reach, high.si())));
  }
  [[nodiscard]] double operator()(generator& g, std::uint32_t, std::uint32_t) const {
    double x = 0;
    do x = mean.si() + sd.si() * detail::standard_normal(g);
    while (at_bounds == bounds::redraw && (x < low.si() || x > high.si()));
    return at_bounds == bounds::clip ? std::fmin(std::fmax(x, low.si()), high.si()) : x;
  }
  [[nodiscard]] constexpr bool operator==(const normal&) const = default;

private:
  [[nodiscard]] constexpr normal bounded(bounds kind, quantity<D> lowest, quantity<D> highest) const {
    normal n = *this;
    n.at_bounds = kind;
    n.low = lowest;
    n.high = highest;
    return n;
  }
};
normal(double, double)->normal<dim::one>;

/// Log-normal, given by the mean and the standard deviation of the value itself (not of its logarithm).
template <dimension D>
struct lognormal {
  static constexpr dimension dims = D;
  quantity<D> mean, sd;

  constexpr lognormal(quantity<D> centre, quantity<D> spread) : mean(centre), sd(spread) {}
  void validate(std::string_view item) const {
    detail::require_finite(mean.si(), item, "the mean");
    detail::require_finite(sd.si(), item, "the standard deviation");
    if (!(mean.si() > 0)) raise({"'", item, "': the mean of a log-normal distribution must be positive"});
    if (sd.si() < 0) raise({"'", item, "': the standard deviation is negative"});
  }
  [[nodiscard]] double operator()(generator& g, std::uint32_t, std::uint32_t) const {
    const double variance = std::log1p(sd.si() * sd.si() / (mean.si() * mean.si()));
    return mean.si() * std::exp(std::sqrt(variance) * detail::standard_normal(g) - variance / 2);
  }
  [[nodiscard]] constexpr bool operator==(const lognormal&) const = default;
};
lognormal(double, double)->lognormal<dim::one>;

/// Exponentially distributed with a mean.
template <dimension D>
struct exponential_values {
  static constexpr dimension dims = D;
  quantity<D> mean;

  constexpr explicit exponential_values(quantity<D> centre) : mean(centre) {}
  void validate(std::string_view item) const {
    detail::require_finite(mean.si(), item, "the mean");
    if (!(mean.si() > 0)) raise({"'", item, "': the mean of an exponential distribution must be positive"});
  }
  [[nodiscard]] double operator()(generator& g, std::uint32_t, std::uint32_t) const {
    return boost::random::exponential_distribution<double>()(g) * mean.si();
  }
  [[nodiscard]] constexpr bool operator==(const exponential_values&) const = default;
};
exponential_values(double)->exponential_values<dim::one>;

namespace detail {

template <class F, class Result, class I, class J, class... Rest>
std::type_identity<I> first_parameter(Result (F::*)(I, J, Rest...) const);

/// As what a function takes the numbers of neurons: signed, so that `i - j < 3` is what it looks like, unless it asks
/// for another type.
template <class F>
struct number_of_neuron {
  using type = std::int64_t;
};
template <class F>
  requires requires { first_parameter(&F::operator()); }
struct number_of_neuron<F> {
  using type = std::remove_cvref_t<typename decltype(first_parameter(&F::operator()))::type>;
};
template <class Result, class I, class J>
struct number_of_neuron<Result (*)(I, J)> {
  using type = std::remove_cvref_t<I>;
};

/// A function of the neuron's number i or of the synapse i -> j (numbers inside the slices of the route), without
/// captures: `function_of([](auto i, auto j) { return ...; })` returning a quantity or a number.
template <dimension D, class F>
struct value_function {
  static constexpr dimension dims = D;
  F f;
  void validate(std::string_view) const {}
  [[nodiscard]] double operator()(generator&, std::uint32_t i, std::uint32_t j) const {
    using number = typename number_of_neuron<F>::type;
    return static_cast<quantity<D>>(f(static_cast<number>(i), static_cast<number>(j))).si();
  }
};

} // namespace detail

template <class F>
[[nodiscard]] constexpr auto function_of(F f) {
  using number = typename detail::number_of_neuron<F>::type;
  constexpr bool takes_two = std::is_invocable_v<const F&, number, number>;
  static_assert(takes_two,
                "cortexpr: function_of takes a function of two numbers, of source and target or, for values of "
                "neurons, of the neuron and 0: function_of([](auto i, auto j) { return i * 1_mV; })");
  if constexpr (takes_two) {
    using result = std::invoke_result_t<const F&, number, number>;
    static_assert(is_quantity<result> || std::is_convertible_v<result, double>,
                  "cortexpr: the function of function_of returns a quantity (i * 1_mV) or a number");
    if constexpr (is_quantity<result>)
      return detail::value_function<result::dims, F>{f};
    else
      return detail::value_function<dim::one, F>{f};
  }
}

} // namespace cortexpr
