// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/curves.hpp>
#include <cortexpr/detail/neuron/precise_state.hpp>
#include <cortexpr/detail/simd/condition.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>

namespace cortexpr::detail {

/// One neuron during one time step, integrated in pieces from event to event: arrivals, its spike, the end of its
/// refractory period. Times are counted from the beginning of the step.
template <Model M, bool Exact, std::size_t Stages>
class precise_neuron {
public:
  using state = state_of<M, numeric<double>>;
  using inputs = inputs_of<M, numeric<double>>;

  state x;
  parameters_of<M, numeric<double>> p;
  std::array<inputs, Stages> in;
  std::array<double, Stages> stages;
  double dt;
  double free = 0;   ///< when the neuron is no longer refractory
  double spike = -1; ///< when it spiked; negative if it did not
  state crossing;    ///< ... and its state then, before the reset

  /// Carries out the step. `system`: the coefficients of linear equations.
  template <class Arrival>
  void run(const linear_coefficients<M>& system, std::span<const Arrival> arrivals) {
    double now = 0;
    std::size_t next = 0;
    int pieces = 0;
    while (true) {
      if (may_spike(now) && crossed(x, now)) fire(now);
      double until = next < arrivals.size() ? static_cast<double>(arrivals[next].offset) : dt;
      if (free > now && free < until) until = free;
      if (until > now) {
        if (!Exact && ++pieces == most_pieces) return give_up();
        now = may_spike(now) ? advance<true>(system, now, until) : advance<false>(system, now, until);
        continue;
      }
      if (next == arrivals.size()) return;
      receive(arrivals[next++], now);
    }
  }

private:
  static constexpr bool has_period = has_refractory_period<M>;
  static constexpr int most_pieces = 20'000;

  [[nodiscard]] bool is_active(double now) const { return !(free > now); }
  [[nodiscard]] bool may_spike(double now) const { return spike < 0 && is_active(now); }
  [[nodiscard]] inputs inputs_at(double time) const { return inputs_between<M>(in, stages, time / dt); }
  [[nodiscard]] bool crossed(const state& y, double time) const {
    return any_lane(crossed_threshold<M>(y, p, inputs_at(time)));
  }
  [[nodiscard]] auto slope(const state& y, double time, bool active) const {
    block<double> here;
    here.dt = lanes<double>(dt);
    here.active = lanes<double>(active ? 0 : 1) < lanes<double>(1);
    return gated_flow<M>(y, p, inputs_at(time), here);
  }

  /// A singularity, or not a number: nothing that could go on.
  void give_up() {
    each_variable<M>([&](auto k) { variable<k>(x) = lanes<double>(std::numeric_limits<double>::quiet_NaN()); });
  }
  void fire(double now) {
    spike = now;
    crossing = x;
    if constexpr (Resets<M>) reset_state<M>(x, p, inputs_at(now));
    if constexpr (has_period) {
      const double period = variable<find_variable<parameters_of<M, checked>>("t_ref")>(p).value;
      if (period > 0) free = now + period;
    }
  }
  template <class Arrival>
  void receive(const Arrival& one, double now) {
    each_variable<M>([&](auto k) {
      if (k != one.variable || (Refractory<M> && held<M, k> && !is_active(now))) return;
      variable<k>(x) = variable<k>(x) + lanes<double>(static_cast<double>(one.amount));
    });
  }

  /// Integrates from `now` to `until` or, if the neuron may spike, to its spike. Returns the time reached.
  template <bool MaySpike>
  [[nodiscard]] double advance(const linear_coefficients<M>& system, double now, double until) {
    const bool active = is_active(now);
    const auto go = [&](const auto& curve) {
      const double end = curve.length() == until - now ? until : now + curve.length();
      if constexpr (MaySpike) {
        const double part = first_crossing(curve, now, {0, x}, {1, curve.at(1)}, most_halvings);
        if (part <= 1) {
          x = curve.at(part);
          const double time = part == 1 ? end : now + part * curve.length();
          fire(time);
          return time;
        }
      }
      x = curve.at(1);
      return end;
    };
    if constexpr (Exact)
      return go(exact_curve<M>(system, x, in[0], until - now, active));
    else
      return go(runge_kutta_curve<M>([&](const state& y, double passed) { return slope(y, now + passed, active); }, x,
                                     until - now));
  }

  struct place {
    double part;
    state at;
  };
  static constexpr int most_halvings = 30;
  static constexpr double none = 2;

  /// The part of a curve after which the condition for a spike first holds, or `none`; it does not hold at `a`. The
  /// condition need not hold at `b` if it does in between: where both tangents at the ends lead over the threshold the
  /// middle is looked at.
  template <class Curve>
  [[nodiscard]] double first_crossing(const Curve& curve, double begin, const place& a, const place& b,
                                      int halvings) const {
    const auto time = [&](double part) { return begin + part * curve.length(); };
    if (crossed(b.at, time(b.part))) {
      double before = a.part, after = b.part;
      for (int k = 0; k < std::numeric_limits<double>::digits; ++k) {
        const double middle = (before + after) / 2;
        (crossed(curve.at(middle), time(middle)) ? after : before) = middle;
      }
      return after;
    }
    if (halvings == 0) return none;
    const lanes<double> length((b.part - a.part) * curve.length());
    const auto leads_over = [&](const place& end, const lanes<double>& h) {
      return crossed(moved(end.at, slope(end.at, time(end.part), true), h), time(end.part));
    };
    if (!leads_over(a, length) || !leads_over(b, -length)) return none;
    const double middle = (a.part + b.part) / 2;
    const place m{middle, curve.at(middle)};
    const double first = first_crossing(curve, begin, a, m, halvings - 1);
    return first <= 1 ? first : first_crossing(curve, begin, m, b, halvings - 1);
  }
};

} // namespace cortexpr::detail
