// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/dynamics/mean_field.hpp>
#include <vector>

namespace cortexpr::detail {

// One neuron of a population, integrated on its own: what an event does to it, where its threshold lies, how fast it
// fires. Fourth-order Runge-Kutta with a step that suits the equations, whatever the network is integrated with.

class single_neuron {
public:
  using vector = dynamics::vector;

  single_neuron(const dynamics& d, vector rest, vector u, double dt) : d_(d), rest_(std::move(rest)), u_(std::move(u)) {
    const std::vector<double> J = jacobian(d_, rest_, u_);
    const std::size_t n = rest_.size();
    double fastest = 0;
    slowest_ = 1e-3;
    for (std::size_t k = 0; k < n; ++k) {
      const double rate = std::abs(J[k * n + k]);
      fastest = std::max(fastest, rate);
      if (rate > 0) slowest_ = std::max(slowest_, 1 / rate);
    }
    slowest_ = std::min(slowest_, 0.05);
    h_ = std::min(dt, fastest > 0 ? 0.1 / fastest : dt);
    if (!d_.linear) h_ = std::min(h_, 2e-5);
    h_ = std::max(h_, 1e-6);
  }

  [[nodiscard]] const vector& rest() const { return rest_; }

  struct response {
    double peak = 0; ///< largest deviation of the membrane variable, with its sign
    bool spikes = false;
  };
  /// What adding `jump` to variable k at rest does.
  [[nodiscard]] response to_event(std::size_t k, double jump) const {
    vector jumps(rest_.size(), 0);
    jumps[k] = jump;
    return to_events(jumps);
  }
  /// What adding these numbers to all variables at rest does.
  [[nodiscard]] response to_events(const vector& jumps) const {
    vector x = rest_;
    for (std::size_t k = 0; k < x.size(); ++k) x[k] += jumps[k];
    return follow(x);
  }
  /// The same for a neuron that does not rest: the largest difference from itself without the jump, until one of both
  /// spikes.
  [[nodiscard]] double difference(std::size_t k, double jump) const {
    const arrivals in(rest_.size());
    vector with = rest_, without = rest_;
    with[k] += jump;
    double most = 0;
    for (std::size_t n = 0; static_cast<double>(n) * h_ < slowest_; ++n) {
      const double now = with[d_.membrane] - without[d_.membrane];
      if (!std::isfinite(now)) return most;
      if (std::abs(now) > std::abs(most)) most = now;
      if (d_.crossed && (d_.crossed(with, u_) || d_.crossed(without, u_))) return most;
      step(with, in);
      step(without, in);
    }
    return most;
  }
  /// How many events at once make it spike; 0 if no number up to a million does.
  [[nodiscard]] double events_to_spike(std::size_t k, double jump) const {
    double low = 0, high = 1;
    while (!to_event(k, high * jump).spikes) {
      low = high;
      if ((high *= 2) > 1e6) return 0;
    }
    while (high - low > 1 && high - low > 0.02 * high) {
      const double middle = std::floor((low + high) / 2);
      (to_event(k, middle * jump).spikes ? high : low) = middle;
    }
    return high;
  }
  /// What starting at this membrane potential does.
  [[nodiscard]] response from(double potential) const {
    vector x = rest_;
    x[d_.membrane] = potential;
    return follow(x);
  }

  /// The lowest membrane potential (other variables at rest) from which the neuron goes on to spike; infinity if there
  /// is none. Where the neuron spikes by itself it is the potential at which a spike is counted.
  [[nodiscard]] double threshold() const {
    const double size = usual_size(d_.v().unit), v = rest_[d_.membrane];
    const double none = std::numeric_limits<double>::infinity();
    vector x = rest_;
    const auto crossed = [&](double potential) {
      x[d_.membrane] = potential;
      return d_.crossed(x, u_);
    };
    const bool rests_above = crossed(v);
    double away = rests_above ? -size : size;
    while (crossed(v + away) == rests_above)
      if (std::abs(away *= 2) > 1e6 * size) return none;
    double low = std::min(v, v + away), high = std::max(v, v + away);
    for (int k = 0; k < 50; ++k) (crossed((low + high) / 2) ? high : low) = (low + high) / 2;
    if (d_.linear || !d_.flows || rests_above || from(v).spikes) return high;
    low = v;
    for (int k = 0; k < 16 && high - low > 1e-2 * size; ++k)
      (from((low + high) / 2).spikes ? high : low) = (low + high) / 2;
    return high;
  }

  /// Spikes per second under arrivals without noise, with threshold, reset and refractoriness; not a number if the
  /// equations run away.
  [[nodiscard]] double rate(const arrivals& in) const {
    vector x = rest_, before;
    const double begin = 0.1, end = 0.4;
    double spikes = 0, left = 0, since = 0;
    bool refractory = false;
    bool was_above = d_.crossed(x, u_);
    for (std::size_t n = 0; static_cast<double>(n) * h_ < end; ++n) {
      const double t = static_cast<double>(n) * h_;
      before = x;
      step(x, in);
      left -= h_;
      since += h_;
      refractory = d_.refractory ? refractory && d_.refractory(before, u_, since) : left > 0;
      if (refractory)
        for (std::size_t k = 0; k < x.size(); ++k)
          if (d_.variables[k].held) x[k] = before[k];
      const bool above = d_.crossed(x, u_);
      if (above && !refractory && (d_.reset || !was_above)) {
        if (t > begin) ++spikes;
        left = d_.t_ref;
        since = 0;
        refractory = true;
        if (d_.reset) d_.reset(x);
      }
      was_above = above;
      for (const double value : x)
        if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
    }
    return spikes / (end - begin);
  }

private:
  void step(vector& x, const arrivals& in) const {
    constexpr double weight[] = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}, ahead[] = {0, 0.5, 0.5, 1};
    const std::size_t n = x.size();
    sum_.assign(n, 0);
    for (int stage = 0; stage < 4; ++stage) {
      point_ = x;
      for (std::size_t k = 0; stage > 0 && k < n; ++k) point_[k] += ahead[stage] * h_ * slope_[k];
      d_.flow(point_, u_, slope_);
      for (std::size_t k = 0; k < n; ++k) {
        slope_[k] += in.drift[k];
        sum_[k] += weight[stage] * slope_[k];
      }
    }
    for (std::size_t k = 0; k < n; ++k) x[k] = std::min(x[k] + h_ * sum_[k], in.cap[k]);
  }
  /// Exponential Euler, for a jump that makes equations faster than the step: a conductance then takes the potential to
  /// its reversal potential and not beyond.
  void step_stiff(vector& x) const {
    const std::vector<double> J = jacobian(d_, x, u_);
    d_.flow(x, u_, slope_);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double z = J[k * x.size() + k] * h_;
      x[k] += h_ * slope_[k] * (z < 0 ? std::expm1(z) / z : 1.0);
    }
  }
  [[nodiscard]] response follow(vector x) const {
    const arrivals in(x.size());
    response r;
    const double v = rest_[d_.membrane], longest = 8 * slowest_;
    bool stiff = false;
    const std::vector<double> J = jacobian(d_, x, u_);
    for (std::size_t k = 0; k < x.size(); ++k) stiff = stiff || -J[k * x.size() + k] * h_ > 1;
    for (std::size_t n = 0; static_cast<double>(n) * h_ < longest; ++n) {
      const double t = static_cast<double>(n) * h_, deviation = x[d_.membrane] - v;
      if (!std::isfinite(deviation)) return {r.peak, true};
      if (std::abs(deviation) > std::abs(r.peak)) r.peak = deviation;
      if (d_.crossed && d_.crossed(x, u_)) {
        r.spikes = true;
        return r;
      }
      // The peak is past.
      if (t > slowest_ && std::abs(deviation) < 0.5 * std::abs(r.peak)) return r;
      stiff ? step_stiff(x) : step(x, in);
    }
    return r;
  }

  const dynamics& d_;
  vector rest_, u_;
  double h_ = 1e-4, slowest_ = 0.02;
  mutable vector sum_, point_, slope_;
};

} // namespace cortexpr::detail
