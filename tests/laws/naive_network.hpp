// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

/// A reference simulator in plain loops, written without the library: every synapse has traces of its own, brought up
/// to date when they are looked at, exp(-(t - t_last) / tau), as Brian2's event-driven equations. Slow and simple.
namespace naive {

struct projection;

struct synapse {
  std::size_t source = 0, target = 0;
  long delay = 0; ///< steps
  double w = 0;
  double c = 0;                     ///< a variable of the synapse
  double pre[2] = {}, post[2] = {}; ///< traces of its source and of its target
  long last = 0;                    ///< step up to which the traces have decayed
};

/// What a hook is told about the synapse at which something happens.
struct event {
  projection& p;
  synapse& s;
  double w_before;  ///< weight before the spike, or before all spikes of the step
  double* receptor; ///< of the target; null where nothing arrives
};

struct rule {
  std::function<void(event&)> on_pre{}, on_post{}, on_step{};
  long every = 1; ///< steps between two calls of on_step
  bool frozen = false;
};

enum class pairs { pre_before_post, post_before_pre, not_counted }; ///< that meet in one step

struct projection {
  std::vector<synapse> synapses; ///< in the order of creation
  long dendrite = 0; ///< steps between a synapse and the soma, both ways; `delay` of a synapse is the axon's
  pairs coincident = pairs::pre_before_post;
  std::vector<std::vector<double>> under_way; ///< to somata, by step of arrival
  std::vector<rule> rules;
  bool in_turn = false, euler = false;
  double tau_pre[2] = {1, 1}, tau_post[2] = {1, 1}; ///< s
  std::function<void(synapse&)> source_spikes, target_spikes;
  double always = 0;        ///< the sum that incoming weights are held at; 0: they are not
  double periodic = 0;      ///< the sum that incoming weights are brought to ...
  long period = 1;          ///< ... every so many steps
  std::vector<double> pool; ///< of every target
  std::vector<double> sums; ///< incoming, at the start of the step
  std::vector<std::size_t> in_degree;
  double signal = 0, dt = 0;

  [[nodiscard]] double incoming(std::size_t target) const {
    double sum = 0;
    for (const synapse& s : synapses)
      if (s.target == target) sum += s.w;
    return sum;
  }
  void scale_to(std::size_t target, double goal) {
    const double sum = incoming(target);
    if (!(sum > 0)) return;
    for (synapse& s : synapses)
      if (s.target == target) s.w *= goal / sum;
  }
  /// Synapses by source, then delay, then creation.
  [[nodiscard]] std::vector<std::size_t> storage_order() const {
    std::vector<std::size_t> order(synapses.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const synapse &x = synapses[a], &y = synapses[b];
      return x.source != y.source ? x.source < y.source : x.delay < y.delay;
    });
    return order;
  }
  void decay(synapse& s, long step) const {
    const auto left = [&](double tau) {
      if (!euler)
        return tau == 0 ? (step == s.last ? 1.0 : 0.0) : std::exp(-static_cast<double>(step - s.last) * dt / tau);
      double factor = 1;
      for (long k = s.last; k < step; ++k) factor *= 1 - dt / tau;
      return factor;
    };
    for (int k = 0; k < 2; ++k) s.pre[k] *= left(tau_pre[k]), s.post[k] *= left(tau_post[k]);
    s.last = step;
  }
};

/// Leaky neurons without units: dg/dt = -g / tau_g, dv/dt = (g - v) / tau, spike when v > threshold, reset to 0.
struct network {
  double dt = 1e-3, tau = 20e-3, tau_g = 5e-3, threshold = 1;
  std::vector<std::vector<std::size_t>> input; ///< sources that spike, by step, ascending
  projection feed;                             ///< from the sources, onto g
  projection recurrent;                        ///< among the neurons, onto v
  std::vector<double> v, g;
  std::vector<std::vector<std::size_t>> spikes; ///< neurons that spiked, by step
  long now = 0;

  void build(std::size_t neurons) {
    v.assign(neurons, 0), g.assign(neurons, 0);
    for (projection* p : {&feed, &recurrent}) {
      p->dt = dt;
      p->pool.resize(neurons);
      p->in_degree.assign(neurons, 0);
      for (const synapse& s : p->synapses) ++p->in_degree[s.target];
      if (p->always != 0)
        for (std::size_t j = 0; j < neurons; ++j) p->scale_to(j, p->always);
    }
  }

  void run(long steps) {
    for (long k = 0; k < steps; ++k) step();
  }

  void step() {
    for (projection* p : {&feed, &recurrent})
      if (p->periodic != 0 && now % p->period == 0)
        for (std::size_t j = 0; j < v.size(); ++j) p->scale_to(j, p->periodic);
    for (projection* p : {&feed, &recurrent}) {
      p->sums.clear();
      for (std::size_t j = 0; j < v.size(); ++j) p->sums.push_back(p->incoming(j));
      for (const std::size_t k : p->storage_order()) act(*p, p->synapses[k]);
    }
    const double a = std::exp(-dt / tau), b = std::exp(-dt / tau_g), c = tau_g / (tau_g - tau) * (b - a);
    std::vector<std::size_t> spiking;
    for (std::size_t j = 0; j < v.size(); ++j) {
      v[j] = v[j] * a + g[j] * c;
      g[j] *= b;
      if (v[j] > threshold) spiking.push_back(j);
    }
    spikes.push_back(spiking);
    for (projection* p : {&feed, &recurrent})
      if (p->coincident != pairs::pre_before_post) target_spikes(*p, true, p->coincident == pairs::post_before_pre);
    arrivals(feed, input, g);
    arrivals(recurrent, spikes, v);
    for (projection* p : {&feed, &recurrent})
      if (p->coincident != pairs::post_before_pre) target_spikes(*p, p->coincident == pairs::pre_before_post, true);
    for (const std::size_t j : spiking) v[j] = 0;
    ++now;
  }

private:
  static void settle(projection& p, const synapse& s) {
    if (p.always != 0) p.scale_to(s.target, p.always);
  }
  void act(projection& p, synapse& s) {
    p.decay(s, now);
    event e{p, s, s.w, nullptr};
    for (rule& r : p.rules)
      if (r.on_step && !r.frozen && now % r.every == 0) r.on_step(e);
    settle(p, s);
  }
  void arrivals(projection& p, const std::vector<std::vector<std::size_t>>& emitted, std::vector<double>& receptor) {
    std::vector<event> events;
    if (p.dendrite > 0) {
      p.under_way.resize(static_cast<std::size_t>(now + p.dendrite + 1), std::vector<double>(receptor.size(), 0));
      for (std::size_t j = 0; j < receptor.size(); ++j) receptor[j] += p.under_way[static_cast<std::size_t>(now)][j];
    }
    std::vector<double>& to = p.dendrite > 0 ? p.under_way.back() : receptor;
    for (long emission = 0; emission <= now; ++emission) // early spikes first
      for (const std::size_t source : emitted[static_cast<std::size_t>(emission)])
        for (synapse& s : p.synapses)
          if (s.source == source && emission + s.delay == now) events.push_back({p, s, s.w, &to[s.target]});
    const auto run = [&](event& e, const rule& r) {
      p.decay(e.s, now);
      if (r.on_pre && !r.frozen) r.on_pre(e);
    };
    if (p.in_turn) {
      for (rule& r : p.rules)
        for (event& e : events) run(e, r), settle(p, e.s);
    } else {
      for (event& e : events) {
        e.w_before = e.s.w;
        for (rule& r : p.rules) run(e, r);
        settle(p, e.s);
      }
    }
    for (event& e : events)
      if (p.source_spikes) p.source_spikes(e.s);
  }
  /// Spikes of targets reach the synapses: these act, and traces rise.
  void target_spikes(projection& p, bool act, bool rise) {
    if (now < p.dendrite) return;
    for (const std::size_t j : spikes[static_cast<std::size_t>(now - p.dendrite)]) target_spike(p, j, act, rise);
  }
  void target_spike(projection& p, std::size_t target, bool act, bool rise) {
    for (const std::size_t k : p.storage_order()) {
      synapse& s = p.synapses[k];
      if (s.target != target) continue;
      p.decay(s, now);
      event e{p, s, s.w, nullptr};
      for (rule& r : p.rules)
        if (act && r.on_post && !r.frozen) r.on_post(e);
      if (rise && p.target_spikes) p.target_spikes(s);
    }
    if (act && p.always != 0) p.scale_to(target, p.always);
  }
};

} // namespace naive
