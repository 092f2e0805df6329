// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/units/dimension.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

/// A unit that depends on unknown ones: volt^a amp^b ... x^k y^l. Exponents are counted in 24ths, so that roots and
/// thirds are whole numbers; `exact` is false where one is not, or where a form outgrows its bounds.
struct unit_form {
  static constexpr int one = 24;
  static constexpr std::size_t max_terms = 6;
  struct term {
    std::int16_t unknown = 0;
    int exponent = 0;
  };

  std::array<int, 6> base{};
  std::array<term, max_terms> terms{};
  std::size_t count = 0;
  bool exact = true;

  constexpr unit_form() = default;
  constexpr explicit unit_form(const dimension& d)
      : base{d.V * one / 2, d.A * one / 2, d.s * one / 2, d.m * one / 2, d.mol * one / 2, d.K * one / 2} {}
  [[nodiscard]] static constexpr unit_form of_unknown(std::int16_t unknown) {
    unit_form f;
    f.terms[0] = {unknown, one};
    f.count = 1;
    return f;
  }

  [[nodiscard]] constexpr bool is_known() const { return count == 0; }
  [[nodiscard]] constexpr bool is_pure() const { return count == 0 && base == std::array<int, 6>{}; }
  /// Whether the library's dimension, which counts in halves, can hold it.
  [[nodiscard]] constexpr bool has_dimension() const {
    for (const int b : base)
      if (b % (one / 2) != 0) return false;
    return is_known() && exact;
  }
  [[nodiscard]] constexpr dimension as_dimension() const {
    const auto halves = [this](std::size_t k) { return base[k] / (one / 2); };
    return {halves(0), halves(1), halves(2), halves(3), halves(4), halves(5)};
  }

  /// This times the other to the power of numerator / denominator.
  [[nodiscard]] constexpr unit_form times(const unit_form& o, int numerator = 1, int denominator = 1) const {
    unit_form f = *this;
    f.exact = exact && o.exact;
    const auto scaled = [&](int exponent) {
      const long long product = static_cast<long long>(exponent) * numerator;
      if (product % denominator != 0 || product / denominator > bound || product / denominator < -bound) {
        f.exact = false;
        return 0;
      }
      return static_cast<int>(product / denominator);
    };
    int* const mine = f.base.data();
    const int* const theirs = o.base.data();
    for (std::size_t k = 0; k < base.size(); ++k) {
      if (theirs[k] == 0) continue;
      mine[k] += scaled(theirs[k]);
      if (mine[k] > bound || mine[k] < -bound) {
        f.exact = false;
        mine[k] = 0;
      }
    }
    for (std::size_t k = 0; k < o.count; ++k) f.add(o.terms[k].unknown, scaled(o.terms[k].exponent));
    return f;
  }
  [[nodiscard]] constexpr int exponent_of(std::int16_t unknown) const {
    for (std::size_t k = 0; k < count; ++k)
      if (terms[k].unknown == unknown) return terms[k].exponent;
    return 0;
  }

private:
  static constexpr int bound = 24 * 500;

  constexpr void add(std::int16_t unknown, int exponent) {
    if (exponent == 0) return;
    for (std::size_t k = 0; k < count; ++k) {
      if (terms[k].unknown != unknown) continue;
      terms[k].exponent += exponent;
      if (terms[k].exponent > bound || terms[k].exponent < -bound) exact = false;
      if (terms[k].exponent == 0 || !exact) terms[k] = terms[--count];
      return;
    }
    if (count == max_terms)
      exact = false;
    else
      terms[count++] = {unknown, exponent};
  }
};

} // namespace cortexpr::detail::equation
