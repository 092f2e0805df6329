// SPDX-License-Identifier: BSL-1.0
// Random networks of synapses with equations at the end of dendrites, whose delay is one for all or of each synapse,
// behave as the naive simulator says.

#include "against_language.hpp"

namespace {

using namespace against_language;
using naive::values;

template <coincident_pairs Pairs, class Dendrite, class... Rules>
constexpr auto network_of(Dendrite dendrite, plasticity<Rules...>) {
  return describe(
      record<"n.spikes">(), population<"in">(given, spike_times{}),
      population<"n">(given, cell{}, start<"v">(given), euler{}),
      projection<"F: in -> n.g">(given, weight(given), axonal_delay(given), dendrite, Pairs, plasticity<Rules...>{}),
      projection<"R: n -> n.v">(given, weight(given), axonal_delay(given), dendrite, Pairs, plasticity<Rules...>{}));
}

/// Event-driven equations, events of both sides, and a weight that learns.
struct by_events {
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> a = 0, m = 0.25;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.a = -s.a / 20_ms, .m = -s.m / 12_ms};
  }
  void on_pre(auto& s) const {
    s.receptor += s.w * (1 + s.m);
    s.a += 1;
    s.w += 0.02 * s.m;
  }
  void on_post(auto& s) const {
    s.w -= 0.01 * s.a;
    s.m = 0.9 * s.m + 0.05;
  }
  bool operator==(const by_events&) const = default;
};
/// The same, solved in every step.
struct by_clock : by_events {
  using update = clock_driven;
};
void act(naive::projection& p) {
  const bool onto_v = p.from == p.to;
  for (naive::synapse& s : p.synapses) s.s.insert({{"a", 0}, {"m", 0.25}});
  p.has_dendrites = true;
  p.on_pre = [onto_v](naive::event& e) {
    e.post[onto_v ? "v" : "g"] += e.s["w"] * (1 + e.s["m"]);
    e.s["a"] += 1;
    e.s["w"] += 0.02 * e.s["m"];
  };
  p.on_post = [](naive::event& e) {
    e.s["w"] -= 0.01 * e.s["a"];
    e.s["m"] = 0.9 * e.s["m"] + 0.05;
  };
}
void decay(values& s, double h) {
  s["a"] *= std::exp(-h / 20e-3);
  s["m"] *= std::exp(-h / 12e-3);
}
/// `of(k)`: the dendrite of synapse k.
auto prepare(const auto& of, bool post_first, const auto& equations) {
  return [=](experiment& x) {
    make_cell(x.n);
    for (values& p : x.n.p) p["v_th"] = 0.06 * static_cast<double>(x.in.x.size());
    for (naive::projection* p : {&x.F, &x.R}) {
      p->post_first = post_first;
      for (std::size_t k = 0; k < p->synapses.size(); ++k) p->synapses[k].dendrite = of(k);
      act(*p);
      equations(*p);
    }
  };
}
const auto solved = [](naive::projection& p) { p.solve = decay; };
const auto solved_by_clock = [](naive::projection& p) {
  p.solve = decay;
  p.solved_by_clock = true;
};
const auto one_delay = [](std::size_t) { return 3L; };
const auto own_delay = [](std::size_t k) { return static_cast<long>(1 + k * k % 6); };
const auto threshold = [](const experiment& x) {
  return std::tuple(set<"n.v_th">(0.06 * static_cast<double>(x.in.x.size())));
};
auto dendrites(const naive::projection& p) {
  return cortexpr::values(of_synapses(p, [](const naive::synapse& s) { return s.dendrite; }), 0.5_ms);
}
const auto with_dendrites = [](const experiment& x) {
  return std::tuple(set<"n.v_th">(0.06 * static_cast<double>(x.in.x.size())), set<"F.dendritic_delay">(dendrites(x.F)),
                    set<"R.dendritic_delay">(dendrites(x.R)));
};

using enum coincident_pairs;
constexpr auto far = network_of<pre_before_post>(dendritic_delay(1.5_ms), plasticity{by_events{}});
constexpr auto far_post_first = network_of<post_before_pre>(dendritic_delay(1.5_ms), plasticity{by_events{}});
constexpr auto own = network_of<pre_before_post>(dendritic_delay(given), plasticity{by_events{}});
constexpr auto own_not_counted = network_of<not_counted>(dendritic_delay(given), plasticity{by_events{}});
constexpr auto own_by_clock = network_of<pre_before_post>(dendritic_delay(given), plasticity{by_clock{}});

TEST_CASE("random networks: event-driven equations at the end of a dendrite", "[plasticity][random]") {
  compare<far, "n.v", "n.g", "F.a", "F.m", "F.w", "R.a", "R.m", "R.w">(prepare(one_delay, false, solved), threshold);
  compare<far_post_first, "n.v", "n.g", "F.m", "F.w", "R.a", "R.w">(prepare(one_delay, true, solved), threshold);
}
TEST_CASE("random networks: event-driven equations, a dendrite for each synapse", "[plasticity][random]") {
  compare<own, "n.v", "n.g", "F.a", "F.m", "F.w", "R.a", "R.m", "R.w">(prepare(own_delay, false, solved),
                                                                       with_dendrites);
  compare<own_not_counted, "n.v", "n.g", "F.m", "F.w", "R.a", "R.w">(prepare(own_delay, true, solved), with_dendrites);
}
TEST_CASE("random networks: clock-driven equations, a dendrite for each synapse", "[plasticity][random]") {
  compare<own_by_clock, "n.v", "n.g", "F.a", "F.m", "F.w", "R.a", "R.m", "R.w">(
      prepare(own_delay, false, solved_by_clock), with_dendrites);
}
TEST_CASE("random networks: the comparison of dendrites finds small mistakes", "[plasticity][random]") {
  experiment x(1, wiring::dense, 7);
  prepare([](std::size_t k) { return own_delay(k) + (k == 5 ? 1 : 0); }, false, solved)(x);
  experiment right(1, wiring::dense, 7);
  prepare(own_delay, false, solved)(right);
  auto sim = make<own, double>(right, 1, with_dendrites);
  sim.run_steps(60), x.network.run(60);
  x.network.solve_all();
  CHECK(difference_of<"n.v">(x, sim, 1e-12) != "");
  // ... and pairs in one step that are taken in the other order.
  experiment other(2, wiring::dense, 9);
  prepare(one_delay, false, solved)(other);
  auto post_first = make<far_post_first, double>(other, 1, threshold);
  post_first.run_steps(experiment::steps), other.network.run(experiment::steps);
  other.network.solve_all();
  CHECK(difference_of<"R.w">(other, post_first, 1e-9) != "");
}

} // namespace
