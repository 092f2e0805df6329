// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

// Plasticity of single synapses as NEST's synapse models have it, written from their equations: a synapse knows the
// spikes of its target as a history and is brought up to date when a spike of its source is sent. And the same as a
// loop over steps in either order. Both see several spikes in a step one by one.

namespace nest_synapses {

using namespace unit_tests;

constexpr double dt = 1e-4;
constexpr std::uint32_t sources = 6, targets = 5;
constexpr int steps = 700;
using spikes = std::vector<int>; // steps, rising; a step stands as often as there are spikes in it

inline double left(int since, int now, double tau) { return std::exp((since - now) * dt / tau); }

/// Weight dependence of stdp_synapse and its relatives, with Wmax 1: facilitate and depress.
struct normalised {
  double lambda = 0.02, alpha = 1.05, mu_plus = 0.3, mu_minus = 0.7, tau_plus = 17e-3, tau_minus = 23e-3;
  [[nodiscard]] double facilitate(double w, double k) const {
    return std::min(w + lambda * std::pow(1 - w, mu_plus) * k, 1.0);
  }
  [[nodiscard]] double depress(double w, double k) const {
    return std::max(w - alpha * lambda * std::pow(w, mu_minus) * k, 0.0);
  }
};
/// Of stdp_pl_synapse_hom.
struct power_of_weight {
  double lambda = 0.05, alpha = 0.9, mu = 0.4, tau_plus = 15e-3, tau_minus = 25e-3;
  [[nodiscard]] double facilitate(double w, double k) const { return w + lambda * std::pow(w, mu) * k; }
  [[nodiscard]] double depress(double w, double k) const { return std::max(w - lambda * alpha * w * k, 0.0); }
};

// What happens at a synapse: `arrives` when a spike of the source does, `met` when one of the target does, and what
// follows of each, `source_spike` and `target_spike`. Traces are closed forms over all spikes so far, not decayed step
// by step.

/// All pairs: stdp_synapse, stdp_pl_synapse_hom.
template <class Dependence>
struct all_pairs_synapse {
  Dependence by{};
  spikes pre{}, post{};
  [[nodiscard]] static double sum(const spikes& train, int now, double tau) {
    double k = 0;
    for (const int t : train) k += left(t, now, tau);
    return k;
  }
  void arrives(double& w, int t) { w = by.depress(w, sum(post, t, by.tau_minus)); }
  void met(double& w, int t) { w = by.facilitate(w, sum(pre, t, by.tau_plus)); }
  void source_spike(int t) { pre.push_back(t); }
  void target_spike(int t) { post.push_back(t); }
};
/// stdp_nn_symm_synapse: each with the latest spike of the other side.
struct nearest_synapse {
  normalised by{};
  int pre = -1, post = -1;
  void arrives(double& w, int t) { w = by.depress(w, post < 0 ? 0 : left(post, t, by.tau_minus)); }
  void met(double& w, int t) { w = by.facilitate(w, pre < 0 ? 0 : left(pre, t, by.tau_plus)); }
  void source_spike(int t) { pre = t; }
  void target_spike(int t) { post = t; }
};
/// stdp_nn_restr_synapse: a post-synaptic spike with the latest pre-synaptic one if it is the first after it, a
/// pre-synaptic one with the latest post-synaptic one if there was one since the pre-synaptic spike before.
struct restricted_synapse : nearest_synapse {
  bool first = false, any = true;
  void arrives(double& w, int t) {
    if (any) nearest_synapse::arrives(w, t);
    any = false, first = true;
  }
  void met(double& w, int t) {
    if (first) nearest_synapse::met(w, t);
    any = true, first = false;
  }
};
/// stdp_nn_pre_centered_synapse: pre-synaptic spikes count until the next post-synaptic one.
struct centered_synapse : nearest_synapse {
  spikes recent{};
  void met(double& w, int t) {
    w = by.facilitate(w, all_pairs_synapse<normalised>::sum(recent, t, by.tau_plus));
    recent.clear();
  }
  void source_spike(int t) { recent.push_back(t); }
};
/// stdp_triplet_synapse, Wmax 1.
struct triplet_synapse {
  double tau_plus = 16.8e-3, tau_x = 40e-3, tau_minus = 33.7e-3, tau_y = 50e-3;
  double a2_plus = 5e-3, a3_plus = 6e-3, a2_minus = 7e-3, a3_minus = 4e-3;
  spikes pre{}, post{};
  static double sum(const spikes& train, int now, double tau) {
    return all_pairs_synapse<normalised>::sum(train, now, tau);
  }
  void arrives(double& w, int t) {
    w = std::max(w - sum(post, t, tau_minus) * (a2_minus + a3_minus * sum(pre, t, tau_x)), 0.0);
  }
  void met(double& w, int t) {
    w = std::min(w + sum(pre, t, tau_plus) * (a2_plus + a3_plus * sum(post, t, tau_y)), 1.0);
  }
  void source_spike(int t) { pre.push_back(t); }
  void target_spike(int t) { post.push_back(t); }
};
/// vogels_sprekeler_synapse where no bound is met: it bounds twice at an arrival, others once.
struct vogels_synapse {
  double eta = 0.003, tau = 20e-3, rho = 12;
  spikes pre{}, post{};
  void arrives(double& w, int t) { w += eta * (all_pairs_synapse<normalised>::sum(post, t, tau) - 2 * tau * rho); }
  void met(double& w, int t) { w += eta * all_pairs_synapse<normalised>::sum(pre, t, tau); }
  void source_spike(int t) { pre.push_back(t); }
  void target_spike(int t) { post.push_back(t); }
};
/// stdp_dopamine_synapse at a constant level n - b = 1.5 of dopamine: dw/dt = 1.5 c in closed form.
struct dopamine_synapse {
  double a_plus = 0.02, a_minus = 0.021, tau_plus = 17e-3, tau_minus = 23e-3, tau_c = 60e-3, level = 1.5;
  spikes pre{}, post{};
  double c = 0;
  int last = 0;
  void advance(double& w, int t) {
    const double decay = left(last, t, tau_c);
    w += level * c * tau_c * (1 - decay);
    c *= decay;
    last = t;
  }
  void arrives(double& w, int t) {
    advance(w, t);
    c -= a_minus * all_pairs_synapse<normalised>::sum(post, t, tau_minus);
  }
  void met(double& w, int t) {
    advance(w, t);
    c += a_plus * all_pairs_synapse<normalised>::sum(pre, t, tau_plus);
  }
  void source_spike(int t) { pre.push_back(t); }
  void target_spike(int t) { post.push_back(t); }
};

struct outcome {
  double w;
  std::vector<std::pair<int, double>> sent; // step at the synapse, weight
};

/// What a synapse knows of its target's spikes, all of which are `train`, without those from step t on.
inline spikes before(int t, spikes known, const spikes&) {
  while (!known.empty() && known.back() >= t) known.pop_back();
  return known;
}
inline int before(int t, int latest, const spikes& train) {
  if (latest < t) return latest;
  const auto first = std::lower_bound(train.begin(), train.end(), t);
  return first == train.begin() ? -1 : *(first - 1);
}

/// As NEST: when a spike of the source is sent, first what the target's spikes up to this step (inclusive) do, with the
/// source's trace; then what the spike itself does, with those of the target's spikes that are earlier.
template <class Synapse>
outcome nest(Synapse s, double w, const spikes& pre, const spikes& post) {
  outcome out;
  std::size_t met = 0;
  const auto up_to = [&](int t) {
    for (; met < post.size() && post[met] <= t; ++met) {
      s.met(w, post[met]);
      s.target_spike(post[met]);
    }
  };
  for (const int t : pre) {
    if (t >= steps) break;
    up_to(t);
    const auto whole = s.post;
    s.post = before(t, s.post, post);
    s.arrives(w, t);
    s.post = whole;
    out.sent.push_back({t, w});
    s.source_spike(t);
  }
  up_to(steps - 1);
  if constexpr (requires { s.advance(w, 0); }) s.advance(w, steps - 1);
  out.w = w;
  return out;
}

/// Step by step, where a source and a target that meet are a pair pre before post, or (not `PreFirst`) post before pre.
template <bool PreFirst, class Synapse>
outcome in_order(Synapse s, double w, const spikes& pre, const spikes& post) {
  outcome out;
  for (int t = 0; t < steps; ++t) {
    const auto arrive = [&] {
      for (const int p : pre)
        if (p == t) {
          s.arrives(w, t);
          out.sent.push_back({t, w});
          s.source_spike(t);
        }
    };
    if (PreFirst) arrive();
    for (const int p : post)
      if (p == t) {
        s.met(w, t);
        s.target_spike(t);
      }
    if (!PreFirst) arrive();
  }
  if constexpr (requires { s.advance(w, 0); }) s.advance(w, steps - 1);
  out.w = w;
  return out;
}
template <class Synapse>
outcome pre_first(const Synapse& s, double w, const spikes& pre, const spikes& post) {
  return in_order<true>(s, w, pre, post);
}
template <class Synapse>
outcome post_first(const Synapse& s, double w, const spikes& pre, const spikes& post) {
  return in_order<false>(s, w, pre, post);
}

// The networks.

/// Spikes as often as `v` says: its input is the number of its spikes.
struct puppet {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 0.5; }
  static constexpr auto spike_count(const auto& x, const auto&) { return x.v; }
  static constexpr void reset(auto& x, const auto&) { x.v -= 1; }
};

template <class... Options>
constexpr auto network_of(Options... options) {
  return describe(population<"in">(sources, spike_times{}), population<"teacher">(targets, spike_times{}),
                  population<"n">(targets, puppet{}), projection<"T: teacher -> n.v">(one_to_one{}, weight(1.0)),
                  projection<"S: in -> n.u">(given, weight(given), options...), record<"n.spikes">(),
                  record<"n.u">(every{}));
}
constexpr axonal_delay own_axons(given);
constexpr dendritic_delay own_dendrites(given);
constexpr auto nest_pairs = coincident_pairs::not_counted;

/// Trains with many spikes, also several in a step.
struct trains {
  std::vector<int> step, neuron;
  trains(unsigned s, std::uint32_t neurons, double mean) {
    std::mt19937 g(s);
    std::poisson_distribution<int> count(mean);
    for (int k = 1; k < steps; ++k)
      for (std::uint32_t n = 0; n < neurons; ++n)
        for (int c = count(g); c > 0; --c) step.push_back(k), neuron.push_back(static_cast<int>(n));
  }
  [[nodiscard]] spike_list list() const { return spike_list::at_steps(step, neuron); }
  [[nodiscard]] spikes of(std::uint32_t n, int later) const {
    spikes out;
    for (std::size_t k = 0; k < step.size(); ++k)
      if (neuron[k] == static_cast<int>(n)) out.push_back(step[k] + later);
    return out;
  }
};

/// Who is connected, with what.
struct wires {
  std::vector<int> from, to, axon, dendrite;
  std::vector<double> weight;
  /// All pairs, or about two thirds of them in a jumbled order; delays up to these (steps), all alike or not.
  wires(unsigned s, bool all, int axons, int dendrites, bool mixed) {
    std::mt19937 g(s);
    const auto up_to = [&](int n) { return mixed ? std::uniform_int_distribution<int>(0, n)(g) : n; };
    for (std::uint32_t i = 0; i < sources; ++i)
      for (std::uint32_t j = 0; j < targets; ++j)
        if (all || g() % 3 != 0) {
          from.push_back(static_cast<int>(i)), to.push_back(static_cast<int>(j));
          axon.push_back(up_to(axons)), dendrite.push_back(up_to(dendrites));
          weight.push_back(std::uniform_real_distribution<double>(0.3, 0.7)(g));
        }
    if (all) return;
    std::vector<std::size_t> order(from.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::shuffle(order.begin(), order.end(), g);
    const auto sorted = [&](auto& x) {
      auto y = x;
      for (std::size_t k = 0; k < order.size(); ++k) y[k] = x[order[k]];
      x = y;
    };
    sorted(from), sorted(to), sorted(axon), sorted(dendrite), sorted(weight);
  }
};
inline auto in_steps(const std::vector<int>& delays) { return values(delays, 0.1_ms); }

template <auto const& D, class Real = double>
simulation<network<D, Real>> run_with(const wires& wired, const trains& in, const trains& teacher, unsigned n = 1) {
  const auto built = [&](const auto&... dendrites) {
    return simulation<network<D, Real>>{seed{1},
                                        threads{n, true},
                                        set<"in">(in.list()),
                                        set<"teacher">(teacher.list()),
                                        set<"S">(pairs(wired.from, wired.to)),
                                        set<"S.w">(values(wired.weight)),
                                        set<"S.delay">(in_steps(wired.axon)),
                                        dendrites...};
  };
  if constexpr (detail::structure<D>::template item<4>::mixed_dendrites)
    return built(set<"S.dendritic_delay">(in_steps(wired.dendrite)));
  else
    return built();
}

/// Compares final weights and all that was transmitted. `compute(start weight, spikes of the source, of the target)` at
/// the synapse. `prepare(sim)` comes before the run.
template <auto const& D, class Compute, class Prepare>
void compare(const wires& wired, unsigned s, const Compute& compute, const Prepare& prepare) {
  const trains in(s, sources, 0.06), teacher(s + 10, targets, 0.06);
  auto sim = run_with<D>(wired, in, teacher);
  prepare(sim);
  sim.run_steps(steps);
  const std::vector<double> w = sim.template get<"S.w">();
  REQUIRE(w.size() == wired.from.size());
  std::vector<std::vector<double>> u(targets, std::vector<double>(steps + 1, 0));
  double largest = 0, moved = 0;
  for (std::size_t k = 0; k < w.size(); ++k) {
    spikes post;
    for (const std::int64_t t : steps_of(sim["n.spikes"_name], static_cast<std::uint32_t>(wired.to[k])))
      post.push_back(static_cast<int>(t) + wired.dendrite[k]);
    const outcome o = compute(wired.weight[k], in.of(static_cast<std::uint32_t>(wired.from[k]), wired.axon[k]), post);
    largest = std::max(largest, std::abs(w[k] - o.w) / std::max(std::abs(o.w), 1e-3));
    moved = std::max(moved, std::abs(o.w - wired.weight[k]));
    for (const auto& [t, sent] : o.sent)
      for (int row = t + wired.dendrite[k] + 1; row <= steps; ++row)
        u[static_cast<std::size_t>(wired.to[k])][static_cast<std::size_t>(row)] += sent;
  }
  CHECK(largest < 1e-12);
  CHECK(moved > 0.01);
  double input = 0;
  for (std::size_t row = 0; row < steps; ++row)
    for (std::size_t j = 0; j < targets; ++j)
      input = std::max(input, std::abs(sim["n.u"_name](row, j) - u[j][row]) / std::max(1.0, std::abs(u[j][row])));
  CHECK(input < 1e-12);
}

/// All kinds of connections and delays: dense and sparse, one delay and mixed ones, none, both parts or one.
template <auto const& D, class Compute, class Prepare>
void compare_all(const Compute& compute, const Prepare& prepare) {
  compare<D>(wires(1, true, 0, 0, false), 1, compute, prepare);
  compare<D>(wires(2, true, 3, 11, false), 2, compute, prepare);
  compare<D>(wires(3, true, 0, 15, true), 3, compute, prepare);
  compare<D>(wires(4, false, 12, 0, true), 4, compute, prepare);
  compare<D>(wires(5, false, 12, 17, true), 5, compute, prepare);
  compare<D>(wires(6, true, 7, 9, true), 6, compute, prepare);
}
template <auto const& D, class Compute>
void compare_all(const Compute& compute) {
  compare_all<D>(compute, [](auto&) {});
}

/// As NEST has it, and pre before post.
template <auto const& Nest, auto const& PreFirst, class Synapse>
void check_synapse(const Synapse& s) {
  compare_all<Nest>([&](double w, const spikes& pre, const spikes& post) { return nest(s, w, pre, post); });
  compare_all<PreFirst>([&](double w, const spikes& pre, const spikes& post) { return pre_first(s, w, pre, post); });
}

template <class Rule>
constexpr auto nest_network(Rule rule) {
  return network_of(own_axons, own_dendrites, nest_pairs, plasticity{rule, transmit{}});
}
/// Delays up to these (steps), the dendritic one the same for all synapses: 9, as `one_dendrite_network` has it.
template <auto const& D, class Compute>
void compare_with_one_dendrite(const Compute& compute) {
  for (const bool all : {true, false})
    for (const int axons : {0, 6, 13}) {
      wires wired(static_cast<unsigned>(axons) + 7, all, axons, 0, axons != 6);
      wired.dendrite.assign(wired.dendrite.size(), 9);
      compare<D>(wired, static_cast<unsigned>(axons) + 1, compute, [](auto&) {});
    }
}
template <class Rule>
constexpr auto one_dendrite_network(Rule rule, coincident_pairs pairs) {
  return network_of(own_axons, dendritic_delay(0.9_ms), pairs, plasticity{rule, transmit{}});
}

template <class Rule>
constexpr auto pre_first_network(Rule rule) {
  return network_of(own_axons, own_dendrites, plasticity{rule, transmit{}});
}

} // namespace nest_synapses
