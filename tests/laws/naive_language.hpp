// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "naive_integrators.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

/// A reference simulator for equations of neurons and synapses in plain loops, written without the library: variables
/// have names, every event is looked up in a list, every step does one thing after the other. Slow and simple.
namespace naive_language {

using events = std::vector<std::vector<std::size_t>>; ///< neurons, ascending, by step

struct population {
  std::vector<values> x, p; ///< variables and parameters of every neuron
  std::function<values(const values& x, const values& p, const values& in)> flow;
  std::string method = "euler";
  std::function<values(const values& x, const values& p)> noise; ///< the amplitudes of white noise
  std::function<values(std::size_t neuron, long step)> normal;   ///< its standard normal numbers
  std::function<bool(const values& x, const values& p, const values& in)> spikes;
  std::function<bool(const values& x, const values& p, const values& in)> refractory; ///< ends it; empty: t_ref does
  std::function<void(values& x, const values& p)> reset;
  std::set<std::string> held; ///< variables at rest while the neuron is refractory
  long t_ref = 0;             ///< steps
  /// Inputs by functions of time, variables and parameters.
  std::map<std::string, std::function<double(double t, const values& x, const values& p)>> drives;
  std::map<std::string, std::function<bool(const values& x, const values& p)>> conditions; ///< of events, by name

  std::map<std::string, events> happened; ///< "spikes" and events
  std::vector<values> coupled;            ///< what couplings feed in this step
  std::vector<long> left;                 ///< steps of the refractory period
  std::vector<char> resting;              ///< refractory

  [[nodiscard]] bool holds(const std::string& name, std::size_t i) const {
    return !resting.empty() && resting[i] != 0 && held.count(name) != 0;
  }
  /// Variables and parameters.
  [[nodiscard]] values all_of(std::size_t i) const {
    values all = x[i];
    all.insert(p[i].begin(), p[i].end());
    return all;
  }
};

struct synapse {
  std::size_t source = 0, target = 0;
  long delay = 0;    ///< steps from the source to the synapse
  long dendrite = 0; ///< steps between the synapse and the soma, both ways
  values s;          ///< its weight "w" and its variables
  long last = -1;    ///< step that event-driven equations were last solved in; those of step 0 are due in it
};

/// What a hook is told: the synapse, its source as before the events of the step, its target as it is.
struct event {
  values& s;
  const values& pre;
  const values& pre_p;
  values& post;
  const values& post_p;
  values add_to_source{};
};

struct projection {
  population *from = nullptr, *to = nullptr;
  std::string of = "spikes";     ///< the event of the source that it carries
  std::string fed;               ///< the variable or input of the target that it feeds in every step
  std::vector<synapse> synapses; ///< in the order of creation
  std::function<void(values& s, double time)> solve; ///< event-driven equations
  bool solved_by_clock = false;                      ///< solved in every step in place of at events
  std::function<values(const values& s)> flow;       ///< clock-driven ones
  std::string method = "euler";
  std::function<values(const values& s)> noise;                 ///< amplitudes of white noise in these
  std::function<values(std::size_t synapse, long step)> normal; ///< its standard normal numbers
  std::function<double(const values& s)> current;               ///< what a synapse feeds
  /// What a synapse of a coupling feeds.
  std::function<double(const values& pre, const values& pre_p, const values& post, const values& post_p, double w)>
      term;
  std::function<void(event&)> on_pre, on_post, on_step;
  std::function<bool(const values& post, const values& post_p)> on_step_if;
  bool has_dendrites = false;                    ///< on_pre sees nothing of the target and adds to it
  bool post_first = false;                       ///< on_post comes before on_pre of the same step
  std::map<long, std::vector<values>> under_way; ///< what will be added to targets, by step

  /// Synapses by source, then delay, then creation.
  [[nodiscard]] std::vector<synapse*> in_storage_order() {
    std::vector<synapse*> all;
    for (synapse& s : synapses) all.push_back(&s);
    std::stable_sort(all.begin(), all.end(), [](const synapse* a, const synapse* b) {
      return a->source != b->source ? a->source < b->source : a->delay < b->delay;
    });
    return all;
  }
};

/// A coupling one or both of whose ends are synapses.
struct synapse_coupling {
  struct wire {
    std::size_t from, to;
    double w;
  };
  projection *from_synapses = nullptr, *to_synapses = nullptr;
  population *from_neurons = nullptr, *to_neurons = nullptr;
  std::string fed; ///< an input of neurons or a variable of synapses
  std::vector<wire> wires;
  std::function<double(const values& from, const values& to, double w)> term;
};

struct network {
  static constexpr long longest_delay = 20; ///< steps
  double dt = 1e-3;
  std::vector<population*> populations;
  std::vector<projection*> projections; ///< in the order of description
  std::vector<synapse_coupling*> synapse_couplings;
  long now = 0;

  void run(long steps) {
    for (long k = 0; k < steps; ++k) step();
  }
  void step() {
    for (population* n : populations)
      n->coupled.assign(n->x.size(), {}), n->left.resize(n->x.size(), 0), n->resting.resize(n->x.size(), 0);
    std::set<std::pair<population*, std::string>> emptied;
    couple_synapses();
    for (projection* p : projections) {
      feed(*p, emptied);
      act(*p);
    }
    for (population* n : populations)
      if (n->flow) advance(*n);
    for (projection* p : projections)
      if (p->post_first) learn(*p);
    for (projection* p : projections) arrive(*p);
    for (projection* p : projections)
      if (!p->post_first) learn(*p);
    for (population* n : populations)
      if (n->reset)
        for (const std::size_t i : n->happened["spikes"].back()) n->reset(n->x[i], n->p[i]);
    ++now;
  }

  /// Solves event-driven equations up to the end of the last step.
  void solve_all() {
    for (projection* p : projections)
      for (synapse& s : p->synapses) solve(*p, s, now - 1);
  }

private:
  void solve(const projection& p, synapse& s, long step) const {
    if (p.solve && !p.solved_by_clock && step > s.last) p.solve(s.s, static_cast<double>(step - s.last) * dt);
    s.last = step;
  }

  /// Couplings and currents are summed up, then the equations of synapses go on.
  void feed(projection& p, std::set<std::pair<population*, std::string>>& emptied) {
    if (p.current && emptied.insert({p.to, p.fed}).second)
      for (values& x : p.to->x) x[p.fed] = 0;
    for (synapse* s : p.in_storage_order()) {
      if (p.term)
        p.to->coupled[s->target][p.fed] +=
            p.term(p.from->x[s->source], p.from->p[s->source], p.to->x[s->target], p.to->p[s->target], s->s["w"]);
      if (p.current) p.to->x[s->target][p.fed] += p.current(s->s);
      if (p.solved_by_clock) p.solve(s->s, dt);
      const auto slope = [&](const values& x, double) { return p.flow(x); };
      if (p.noise)
        s->s = integrate_noise(
            p.method, s->s, dt, slope, [&](const values& x, double) { return p.noise(x); },
            integrals(p.normal(static_cast<std::size_t>(s - p.synapses.data()), now)));
      else if (p.flow)
        s->s = integrate(p.method, s->s, dt, slope);
    }
  }
  [[nodiscard]] values integrals(values normal) const {
    for (auto& [name, value] : normal) value *= std::sqrt(dt);
    return normal;
  }
  /// Before anything moves: what synapses feed into neurons, then what is set in synapses, in the order of description.
  void couple_synapses() {
    std::set<std::pair<projection*, std::string>> emptied;
    for (const bool onto_neurons : {true, false})
      for (synapse_coupling* c : synapse_couplings) {
        if ((c->to_neurons != nullptr) != onto_neurons) continue;
        for (projection* p : {c->from_synapses, c->to_synapses})
          if (p != nullptr)
            for (synapse& s : p->synapses) solve(*p, s, now - 1);
        if (!onto_neurons && emptied.insert({c->to_synapses, c->fed}).second)
          for (synapse& s : c->to_synapses->synapses) s.s[c->fed] = 0;
        for (const synapse_coupling::wire& wire : c->wires) {
          const values from = c->from_synapses != nullptr ? c->from_synapses->synapses[wire.from].s
                                                          : c->from_neurons->all_of(wire.from);
          if (onto_neurons)
            c->to_neurons->coupled[wire.to][c->fed] += c->term(from, c->to_neurons->all_of(wire.to), wire.w);
          else
            c->to_synapses->synapses[wire.to].s[c->fed] += c->term(from, c->to_synapses->synapses[wire.to].s, wire.w);
        }
      }
  }

  void advance(population& n) {
    std::map<std::string, std::vector<std::size_t>> found;
    for (std::size_t i = 0; i < n.x.size(); ++i) {
      const values before = n.x[i];
      const auto inputs = [&](double stage) {
        values in = n.coupled[i];
        in["t"] = (static_cast<double>(now) + stage) * dt;
        for (const auto& [name, f] : n.drives) in[name] += f(in["t"], before, n.p[i]);
        return in;
      };
      if (n.left[i] > 0) --n.left[i];
      n.resting[i] = n.resting[i] != 0 && (n.left[i] > 0 || (n.refractory && n.refractory(before, n.p[i], inputs(0))));
      const auto rested = [&](values slope) {
        if (n.resting[i] != 0)
          for (const std::string& name : n.held)
            if (slope.count(name) != 0) slope[name] = 0;
        return slope;
      };
      const auto slope = [&](const values& x, double stage) { return rested(n.flow(x, n.p[i], inputs(stage))); };
      if (n.noise)
        n.x[i] = integrate_noise(
            n.method, before, dt, slope, [&](const values& x, double) { return rested(n.noise(x, n.p[i])); },
            integrals(n.normal(i, now)));
      else
        n.x[i] = integrate(n.method, before, dt, slope);
      for (const auto& [name, condition] : n.conditions)
        if (condition(n.x[i], n.p[i])) found[name].push_back(i);
      if (n.resting[i] == 0 && n.spikes && n.spikes(n.x[i], n.p[i], inputs(0))) {
        found["spikes"].push_back(i);
        n.left[i] = n.t_ref;
        n.resting[i] = n.t_ref > 0 || n.refractory;
      }
    }
    n.happened["spikes"].push_back(found["spikes"]);
    for (const auto& [name, condition] : n.conditions) n.happened[name].push_back(found[name]);
  }

  /// Calls `hook` on synapses, in this order. Sources are seen as they were before, and added to at the end, in the
  /// order source, target, call.
  void call(projection& p, const std::function<void(event&)>& hook, const std::vector<synapse*>& all) {
    const std::vector<values> sources = p.from->x;
    std::vector<std::pair<const synapse*, values>> later;
    for (synapse* s : all) {
      solve(p, *s, now);
      values post = p.has_dendrites ? values{} : p.to->x[s->target];
      const values& pre = p.from->x.empty() ? s->s : sources[s->source];
      const values& pre_p = p.from->p.empty() ? s->s : p.from->p[s->source];
      event e{s->s, pre, pre_p, post, p.to->p[s->target]};
      hook(e);
      if (p.has_dendrites) {
        auto& amounts = p.under_way[now + s->dendrite];
        amounts.resize(p.to->x.size());
        for (const auto& [name, amount] : post) amounts[s->target][name] += amount;
        continue;
      }
      for (const auto& [name, x] : post)
        if (!p.to->holds(name, s->target)) p.to->x[s->target][name] = x;
      later.push_back({s, e.add_to_source});
    }
    std::stable_sort(later.begin(), later.end(), [](const auto& a, const auto& b) {
      return a.first->source != b.first->source ? a.first->source < b.first->source : a.first->target < b.first->target;
    });
    for (const auto& [s, amounts] : later)
      for (const auto& [name, amount] : amounts)
        if (!p.from->holds(name, s->source)) p.from->x[s->source][name] += amount;
  }
  void act(projection& p) {
    if (!p.on_step) return;
    std::vector<synapse*> all;
    for (synapse* s : p.in_storage_order())
      if (!p.on_step_if || p.on_step_if(p.to->x[s->target], p.to->p[s->target])) all.push_back(s);
    call(p, p.on_step, all);
  }
  void arrive(projection& p) {
    if (!p.on_pre) return;
    deliver_to_somata(p);
    std::vector<synapse*> all;
    const events& sent = p.from->happened[p.of];
    for (long emission = std::max(0L, now - longest_delay); emission <= now; ++emission) // early events first
      for (const std::size_t source : sent[static_cast<std::size_t>(emission)])
        for (synapse& s : p.synapses)
          if (s.source == source && emission + s.delay == now) all.push_back(&s);
    call(p, p.on_pre, all);
  }
  void deliver_to_somata(projection& p) {
    for (std::size_t i = 0; i < p.under_way[now].size(); ++i)
      for (const auto& [name, amount] : p.under_way[now][i])
        if (!p.to->holds(name, i)) p.to->x[i][name] += amount;
  }
  /// Spikes of targets reach synapses over their dendrites.
  void learn(projection& p) {
    if (!p.on_post) return;
    std::vector<synapse*> all;
    const auto order = p.in_storage_order();
    const events& sent = p.to->happened["spikes"];
    for (long emission = std::max(0L, now - longest_delay); emission <= now; ++emission)
      for (const std::size_t target : sent[static_cast<std::size_t>(emission)])
        for (synapse* s : order)
          if (s->target == target && emission + s->dendrite == now) all.push_back(s);
    call(p, p.on_post, all);
  }
};

} // namespace naive_language
