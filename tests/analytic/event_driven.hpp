// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

/// A network of leaky integrate-and-fire neurons without a time step, in long double, from closed forms: neurons go
/// from event to event, the threshold's crossing is the root of the potential. It shares no code with the library.
namespace event_driven {

using real = long double;

struct synapse {
  int source, target;
  int receptor; ///< 0: exponential current, 1: alpha current, 2: potential
  real weight, delay;
};
struct spike {
  real time;
  int neuron;
};
struct cell {
  real E_L = -70e-3L, V_th = -50e-3L, V_r = -60e-3L, C = 200e-12L, g = 10e-9L, t_ref = 0;
  real tau_0 = 5e-3L, tau_1 = 10e-3L; ///< of the receptors
  real drive = 0;                     ///< A
};

/// Variables at a time, and the potential after it.
struct membrane {
  real time = 0, v = -70e-3L, free = 0; ///< free: until then v is held
  real y0 = 0, y1 = 0, s1 = 0;

  [[nodiscard]] real potential(const cell& c, real t) const {
    const real tau = c.C / c.g, rest = c.E_L + c.drive / c.g, a = 1 / tau, b = 1 / c.tau_0, d = 1 / c.tau_1 - a;
    const real m = std::exp(-a * t), e0 = std::exp(-b * t), e1 = std::exp(-t / c.tau_1);
    return rest + (v - rest) * m + y0 / c.C * (e0 - m) / (a - b) + y1 / c.C * (m - e1) / d +
           s1 / (c.C * c.tau_1) * (m - e1 * (1 + d * t)) / (d * d);
  }
  [[nodiscard]] real slope(const cell& c, real t) const {
    const real current = y0 * std::exp(-t / c.tau_0) + (y1 + s1 * t / c.tau_1) * std::exp(-t / c.tau_1) + c.drive;
    return (c.g * (c.E_L - potential(c, t)) + current) / c.C;
  }
  void go(const cell& c, real to) {
    if (time < free) { // v rests
      const real until = std::min(to, free);
      decay(c, until - time);
      time = until;
    }
    if (time < to) {
      v = potential(c, to - time);
      decay(c, to - time);
      time = to;
    }
  }
  /// The time till the first crossing before `to`, or a negative number.
  [[nodiscard]] real crossing(const cell& c, real to) const {
    const real begin = std::max(time, free);
    if (begin >= to) return -1;
    membrane x = *this;
    x.go(c, begin);
    const real span = to - begin, h = 5e-5L;
    if (x.v > c.V_th) return begin;
    for (real t = 0; t < span; t += h) {
      real end = std::min(t + h, span);
      if (x.potential(c, end) <= c.V_th && x.slope(c, t) > 0 && x.slope(c, end) < 0) {
        real low = t, high = end; // of the maximum
        for (int k = 0; k < 70; ++k) (x.slope(c, (low + high) / 2) > 0 ? low : high) = (low + high) / 2;
        end = low;
      }
      if (x.potential(c, end) <= c.V_th) continue;
      real low = t, high = end;
      for (int k = 0; k < 70; ++k) (x.potential(c, (low + high) / 2) > c.V_th ? high : low) = (low + high) / 2;
      return begin + high;
    }
    return -1;
  }

private:
  void decay(const cell& c, real t) {
    const real e1 = std::exp(-t / c.tau_1);
    y0 *= std::exp(-t / c.tau_0);
    y1 = (y1 + s1 * t / c.tau_1) * e1;
    s1 *= e1;
  }
};

/// All spikes before `end`, by time. Windows are shorter than every delay.
inline std::vector<spike> run(const std::vector<cell>& cells, const std::vector<synapse>& synapses, real end) {
  struct arrival {
    real time;
    int receptor;
    real weight;
  };
  const std::size_t n = cells.size();
  std::vector<membrane> now(n);
  for (std::size_t i = 0; i < n; ++i) now[i].v = cells[i].E_L;
  std::vector<std::vector<arrival>> coming(n);
  std::vector<spike> spikes;
  real window = end;
  for (const synapse& s : synapses) window = std::min(window, s.delay);
  window *= 0.999L;
  for (real begin = 0; begin < end; begin += window) {
    const real until = std::min(begin + window, end);
    const std::size_t first = spikes.size();
    for (std::size_t i = 0; i < n; ++i) {
      auto& list = coming[i];
      std::sort(list.begin(), list.end(), [](const arrival& a, const arrival& b) { return a.time < b.time; });
      std::size_t next = 0;
      while (true) {
        const real stop = next < list.size() && list[next].time < until ? list[next].time : until;
        const real crossing = now[i].crossing(cells[i], stop);
        if (crossing >= 0) {
          now[i].go(cells[i], crossing);
          now[i].v = cells[i].V_r;
          now[i].free = crossing + cells[i].t_ref;
          spikes.push_back({crossing, static_cast<int>(i)});
          continue;
        }
        now[i].go(cells[i], stop);
        if (stop == until) break;
        const arrival& a = list[next++];
        if (a.receptor == 0) now[i].y0 += a.weight;
        if (a.receptor == 1) now[i].s1 += a.weight;
        if (a.receptor == 2 && now[i].free <= now[i].time) now[i].v += a.weight;
      }
      list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(next));
    }
    for (std::size_t k = first; k < spikes.size(); ++k)
      for (const synapse& s : synapses)
        if (s.source == spikes[k].neuron)
          coming[static_cast<std::size_t>(s.target)].push_back({spikes[k].time + s.delay, s.receptor, s.weight});
  }
  std::sort(spikes.begin(), spikes.end(), [](const spike& a, const spike& b) { return a.time < b.time; });
  return spikes;
}

} // namespace event_driven
