// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace cortexpr::detail {

/// The rest of the traces of a source after any number of steps, without an exponential: powers of the factors by
/// which they decay, looked up in two tables. The trace at a step is a function of the trace after the latest spike and
/// of the steps since, never of when it was read before.
template <class List>
class trace_powers;
template <class... Rules>
class trace_powers<plasticity<Rules...>> {
public:
  using traces = source_variables<plasticity<Rules...>>;

  trace_powers() = default;
  trace_powers(const plasticity<Rules...>& list, double dt) : dt_(dt) {
    std::size_t first = 0;
    std::apply([&](const auto&... rule) { (take_factors(rule, first), ...); }, list.rules);
    fine_.resize(step);
    coarse_.resize(step * 4);
    for (std::size_t v = 0; v < count; ++v) {
      double power = 1;
      for (auto& x : fine_) x[v] = power, power *= factor_[v];
      const double factor = power;
      power = 1;
      for (auto& x : coarse_) x[v] = power, power *= factor;
    }
  }
  /// Seconds of a step.
  [[nodiscard]] double dt() const { return dt_; }
  /// Whether nothing grows, as time constants below zero would make it.
  [[nodiscard]] bool decays() const {
    for (const double f : factor_)
      if (!(std::abs(f) <= 1)) return false;
    return true;
  }
  /// Traces decay by so many steps.
  void decay([[maybe_unused]] traces& x, [[maybe_unused]] std::uint64_t steps) const {
    if constexpr (count != 0) {
      if (steps < step * step * 4) {
        const auto &a = fine_[steps % step], &b = coarse_[steps / step];
        multiply(x, [&](std::size_t v) { return a[v] * b[v]; });
      } else {
        multiply(x, [&](std::size_t v) { return power_of(factor_[v], steps); });
      }
    }
  }

private:
  static constexpr std::size_t count = variable_count<traces>;
  static constexpr std::size_t step = 256;

  template <class Rule>
  void take_factors(const Rule& rule, std::size_t& first) {
    if constexpr (SourceDecays<Rule>) {
      const auto taus = time_constants_of<source_part<Rule>>(rule);
      [&]<std::size_t... V>(std::index_sequence<V...>) {
        ((factor_[first + V] = decay_factor<Rule>(taus[V], dt_)), ...);
      }
      (std::make_index_sequence<variable_count<source_part<Rule>>>{});
    }
    first += variable_count<source_part<Rule>>;
  }
  template <class Power>
  static void multiply(traces& x, const Power& power) {
    std::size_t first = 0;
    (multiply_part<Rules>(static_cast<source_part<Rules>&>(x), power, first), ...);
  }
  template <class Rule, class Power>
  static void multiply_part([[maybe_unused]] source_part<Rule>& x, [[maybe_unused]] const Power& power,
                            std::size_t& first) {
    if constexpr (SourceDecays<Rule>) [&]<std::size_t... V>(std::index_sequence<V...>) {
        ((variable<V>(x) *= power(first + V)), ...);
      }
    (std::make_index_sequence<variable_count<source_part<Rule>>>{});
    first += variable_count<source_part<Rule>>;
  }
  // By value: what a function sees by reference stays in memory.
  [[gnu::cold, gnu::noinline]] static double power_of(double factor, std::uint64_t steps) {
    return std::pow(factor, static_cast<double>(steps));
  }

  double dt_ = 0;
  std::array<double, count> factor_ = [] {
    std::array<double, count> one{};
    one.fill(1);
    return one;
  }();
  sequence<std::array<double, count>> fine_, coarse_; ///< powers 0, 1, ... and 0, 256, ...
};

} // namespace cortexpr::detail
