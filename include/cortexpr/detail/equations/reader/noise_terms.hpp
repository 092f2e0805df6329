// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/draft.hpp>

namespace cortexpr::detail::equation {

/// Splits f + g xi into the drift f and the amplitude g of every noise, when units are known.
class noise_terms {
public:
  constexpr explicit noise_terms(draft& d) : d_(d) {}

  /// Noise stands in equations dx/dt only.
  constexpr void check() {
    if (d_.result.noise_count == 0 || d_.failed()) return;
    mark();
    refuse_in_shorthands();
    refuse_twice();
  }
  /// After `check`.
  constexpr void split() {
    if (d_.result.noise_count == 0) return;
    for (std::size_t k = 0; k < d_.result.name_count && !d_.failed(); ++k) {
      entry& x = d_.result.names[k];
      if (!x.has_flow || !noisy(x.root)) continue;
      const position where = d_.position_of(x.root);
      const parts p = split(x.root);
      if (d_.failed()) return;
      x.root = p.drift != none ? p.drift : d_.constant(where, 0, x.unit / dim::second);
      x.noise = p.amplitude;
    }
  }

private:
  struct parts {
    std::int16_t drift = none;
    std::array<std::int16_t, max_noises> amplitude{none, none, none, none};
  };

  draft& d_;
  std::array<bool, max_nodes> noisy_{};

  [[nodiscard]] constexpr bool noisy(std::int16_t n) const { return n != none && noisy_[static_cast<std::size_t>(n)]; }
  constexpr void mark() {
    for (std::size_t k = 0; k < d_.result.node_count; ++k) {
      const node& x = d_.result.nodes[k];
      noisy_[k] = x.what == op::white_noise;
      for (const std::int16_t operand : x.operands()) noisy_[k] = noisy_[k] || noisy(operand);
    }
  }
  constexpr void refuse_in_shorthands() {
    for (std::size_t k = 0; k < d_.result.name_count; ++k) {
      const entry& x = d_.result.names[k];
      if (!x.has_flow && noisy(x.root))
        d_.fail({x.part, x.place}, "'", x.name, "' contains noise; write xi in the equation dx/dt itself");
    }
  }
  /// A noise of two equations has a number in its name; a bare xi in two would leave open whether it is the same.
  constexpr void refuse_twice() {
    std::int16_t first = none;
    for (std::size_t k = 0; k < d_.result.name_count; ++k) {
      const entry& x = d_.result.names[k];
      if (!x.has_flow || !noisy(x.root) || !holds_bare(x.root)) continue;
      if (first == none)
        first = static_cast<std::int16_t>(k);
      else
        d_.fail({x.part, x.place}, "xi stands in the equations of '", d_.name(first).name, "' and '", x.name,
                "'; write xi_1 and xi_2, or xi_1 in both if it is the same noise");
    }
  }
  [[nodiscard]] constexpr bool holds_bare(std::int16_t root) const {
    std::array<bool, max_nodes> inside{};
    inside[static_cast<std::size_t>(root)] = true;
    for (std::int16_t n = root; n >= 0; --n) {
      if (!inside[static_cast<std::size_t>(n)]) continue;
      const node& x = d_.at(n);
      if (x.what == op::white_noise && d_.result.noises[static_cast<std::size_t>(x.a)] == "xi") return true;
      for (const std::int16_t operand : x.operands())
        if (operand != none) inside[static_cast<std::size_t>(operand)] = true;
    }
    return false;
  }

  /// The same operation on other operands.
  constexpr std::int16_t again(std::int16_t n, op what, std::int16_t a, std::int16_t b, bool amplitude) {
    if (d_.failed()) return none;
    node x = d_.at(n);
    x.what = what;
    x.a = a;
    x.b = b;
    x.c = none;
    if (amplitude) x.unit = x.unit / dim::hertz.root();
    return d_.add(x);
  }
  constexpr bool is_one(std::int16_t n) const {
    return d_.at(n).what == op::constant && d_.at(n).value == 1 && d_.at(n).unit == dim::one;
  }
  constexpr parts split(std::int16_t n) {
    if (d_.failed()) return {};
    if (!noisy(n)) return {n, {none, none, none, none}};
    const node x = d_.at(n);
    parts p;
    if (x.what == op::white_noise) {
      p.amplitude[static_cast<std::size_t>(x.a)] = d_.constant(d_.position_of(n), 1);
      return p;
    }
    const bool sum = x.what == op::add || x.what == op::subtract;
    const bool scaled = (x.what == op::multiply && noisy(x.a) != noisy(x.b)) || (x.what == op::divide && !noisy(x.b));
    if (!sum && !scaled && x.what != op::negative) {
      d_.fail(d_.position_of(n), "xi may only be added, and multiplied by what has no xi");
      return p;
    }
    const auto joined = [&](std::int16_t a, std::int16_t b, bool amplitude) {
      if (b == none) return a;
      if (a == none) return x.what == op::subtract ? again(n, op::negative, b, none, amplitude) : b;
      return again(n, x.what, a, b, amplitude);
    };
    if (sum) {
      const parts a = split(x.a), b = split(x.b);
      p.drift = joined(a.drift, b.drift, false);
      for (std::size_t k = 0; k < max_noises; ++k) p.amplitude[k] = joined(a.amplitude[k], b.amplitude[k], true);
      return p;
    }
    const bool right = x.what == op::multiply && noisy(x.b);
    const parts inner = split(right ? x.b : x.a);
    const auto with = [&](std::int16_t y, bool amplitude) -> std::int16_t {
      if (y == none || d_.failed()) return none;
      if (x.what == op::multiply && amplitude && is_one(y)) return right ? x.a : x.b;
      return right ? again(n, x.what, x.a, y, amplitude) : again(n, x.what, y, x.b, amplitude);
    };
    p.drift = with(inner.drift, false);
    for (std::size_t k = 0; k < max_noises; ++k) p.amplitude[k] = with(inner.amplitude[k], true);
    return p;
  }
};

} // namespace cortexpr::detail::equation
