// SPDX-License-Identifier: BSL-1.0
// Whatever `get` can read, and every recording, is the same bit by bit for any number of threads: of all rules, of
// sparse and dense projections, with one delay and with mixed ones.
#include "catch.hpp"
#include <algorithm>
#include <cortexpr/core.hpp>
#include <map>
#include <string>
#include <vector>

using namespace cortexpr;

namespace every_value_tests {

using cell = synaptic<scaled_lif, conductance<exponential>>;
using values_by_name = std::map<std::string, std::vector<double>>;

/// Asks for incoming sums; its synapses learn at once.
struct share {
  using services = needs<incoming_sum>;
  struct at_source {
    double seen = 0;
  };
  [[nodiscard]] static constexpr auto time_constants(at_source) { return 20_ms; }
  static constexpr void spike(at_source& x) { x.seen += 1; }
  static void on_pre(auto& s) { s.w *= static_cast<std::remove_cvref_t<decltype(s.w)>>(1 - 0.001 * s.incoming_sum); }
  bool operator==(const share&) const = default;
};

constexpr auto mixed = delay(uniform(0_ms, 2_ms)).rounded();
constexpr auto w = weight(uniform(0.0, 0.02));
// Parts are made for the threads of 64 neurons at least; no number of threads divides 470.
template <class Rule>
constexpr auto network_of(Rule rule) {
  return describe(
      population<"in">(37, poisson{}, parameter<"rate">(60_Hz)),
      population<"n">(470, cell{}, start<"v">(uniform(-70_mV, -45_mV)), parameter<"tau_m">(uniform(10_ms, 30_ms))),
      projection<"S: in -> n.exc">(rule, w, plasticity{transmit{}, pair_stdp{.w_max = 0.02}}),
      projection<"T: in -> n.exc">(rule, w, mixed, plasticity{triplet_stdp{.w_max = 0.02}}, rules_in_turn{}),
      projection<"I: in[3:30] -> n[5:460].exc">(rule, w, mixed, plasticity{inhibitory_stdp{}, weight_decay{}}),
      projection<"M: in -> n.exc">(rule, w, mixed, plasticity{modulated_stdp{.w_max = 0.02}, homeostatic_scaling{}}),
      projection<"D: in -> n.exc">(rule, w, mixed, plasticity{short_term{}, pair_stdp{.w_max = 0.02}}),
      projection<"F: in -> n.exc">(rule, w, mixed, plasticity{transmit{}, share{}}),
      projection<"A: in -> n.exc">(rule, w, mixed,
                                   plasticity{transmit{}, pair_stdp{.w_max = 0.02}, normalise_always{0.4}}),
      projection<"P: in -> n.exc">(rule, w, delay(0.3_ms), rules_in_turn{},
                                   plasticity{weight_exchange{}, weight_pool{}, transmit{}}),
      projection<"C: n -> n.exc">(rule, weight(0.001), mixed), drive<"M.signal">(given), record<"n.v">(every{1_ms}),
      record<"n.exc.g">(every{3_ms}, only{0, 64, 469}), record<"n.spikes">(), record<"n.rate">(every{2_ms}),
      record<"S.w">(every{4_ms}), record<"T.w">(every{7_ms}, only{3, 0, 500}), record<"M.c">(every{5_ms}),
      record<"P.pool">(every{5_ms}), record<"I.y">(every{5_ms}, only{0, 454}));
}
constexpr auto dense = network_of(all_to_all{});
constexpr auto sparse = network_of(fixed_probability{0.15});

/// Reads what `Vars` has of item `Item`, by the names that a user would write.
template <class Vars, auto Item, class Sim>
void read_all(const Sim& sim, values_by_name& out) {
  [&]<std::size_t... V>(std::index_sequence<V...>) {
    [[maybe_unused]] const auto read = [&]<std::size_t Which>(std::integral_constant<std::size_t, Which>) {
      constexpr auto path =
          Item + "." + detail::to_fixed<variable_names<Vars>[Which].view().size()>(variable_names<Vars>[Which].view());
      const auto list = sim.template get<path>();
      out[std::string(path.view())].assign(list.begin(), list.end());
    };
    (read(std::integral_constant<std::size_t, V>{}), ...);
  }
  (std::make_index_sequence<variable_count<Vars>>{});
}

template <class Net>
values_by_name read_everything(const simulation<Net>& sim) {
  using structure = typename Net::structure;
  values_by_name out;
  structure::template for_each<item_kind::population>([&](auto k) {
    using item = typename structure::template item<k>;
    using m = typename item::model;
    read_all<state_of<m, checked>, item::name>(sim, out);
    read_all<parameters_of<m, checked>, item::name>(sim, out);
  });
  structure::template for_each<item_kind::projection>([&](auto k) {
    using item = typename structure::template item<k>;
    using list = typename item::rules;
    constexpr auto label = detail::to_fixed<item::label.size()>(item::label);
    read_all<detail::synapse_variables<list>, label>(sim, out);
    read_all<detail::source_variables<list>, label>(sim, out);
    read_all<detail::target_variables<list>, label>(sim, out);
    const auto weights = sim.template get<label + ".w">();
    out[std::string(item::label) + ".w"].assign(weights.begin(), weights.end());
  });
  out["M.signal"].push_back(static_cast<double>(sim.template get<"M.signal">().at(0)));
  const auto sums = sim.template get<"F.incoming_sum">();
  out["F.incoming_sum"].assign(sums.begin(), sums.end());

  structure::template for_each<item_kind::record>([&](auto r) {
    const auto& one = item_at<r>(sim.recording().items);
    auto& list = out["recording " + std::string(structure::names[r])];
    if constexpr (requires { one.values; }) {
      list.assign(one.values.begin(), one.values.end());
    } else if constexpr (requires { one.hertz; }) {
      list = one.hertz;
    } else {
      for (std::size_t k = 0; k < one.size(); ++k) {
        list.push_back(one.time(k));
        list.push_back(static_cast<double>(one.neuron(k)));
      }
    }
  });
  return out;
}

template <class Net>
values_by_name simulate(unsigned n) {
  simulation<Net> sim{seed{11}, threads{n, true}, set<"P.pool">(0.5),
                      set<"M.signal">(timed_array(std::vector{0.0, 1.0, -0.5}, quantity<dim::one>(1), 5_ms))};
  sim.run(30_ms);
  return read_everything(sim);
}

template <class Net>
void check_threads() {
  const auto one = simulate<Net>(1);
  REQUIRE(one.size() >= 50);
  for (const auto& [name, list] : one) {
    CAPTURE(name);
    CHECK_FALSE(list.empty());
  }
  for (const char* const changes :
       {"S.x", "S.y", "S.w", "T.r1", "T.r2", "I.x", "M.x", "M.c", "M.rate", "D.u", "D.x", "D.used", "F.seen", "A.x",
        "recording P.pool", "n.v", "n.exc.g", "recording n.spikes"}) {
    CAPTURE(changes);
    REQUIRE(one.count(changes) == 1);
    const auto& list = one.at(changes);
    CHECK(std::any_of(list.begin(), list.end(), [&](double x) { return x != list[0]; }));
  }
  for (unsigned n = 2; n <= 7; ++n) {
    CAPTURE(n);
    const auto many = simulate<Net>(n);
    REQUIRE(many.size() == one.size());
    for (const auto& [name, list] : one) {
      CAPTURE(name, list.size(), many.at(name).size());
      CHECK(many.at(name) == list);
    }
  }
}

} // namespace every_value_tests

using namespace every_value_tests;

TEST_CASE("every value that can be read is the same for 1 to 7 threads: dense", "[threads]") {
  check_threads<network<dense>>();
}
TEST_CASE("every value that can be read is the same for 1 to 7 threads: sparse, in float", "[threads]") {
  check_threads<network<sparse, float>>();
}

TEST_CASE("traces of sources are read source by source, delays ascending", "[threads]") {
  // Source 0 reaches its targets after 0.3 and 0.1 ms, source 1 after 0.2 ms, source 2 has no synapse.
  static constexpr auto small =
      describe(population<"in">(3, spike_times{}), population<"n">(200, cell{}),
               projection<"S: in -> n.exc">(given, weight(0.1), delay(given), plasticity{transmit{}, pair_stdp{}}),
               projection<"E: in -> n.exc">(given, weight(0.1), plasticity{transmit{}, pair_stdp{}}));
  for (const unsigned n : {1u, 2u, 3u}) {
    CAPTURE(n);
    const auto links = pairs(std::vector{0, 0, 1}, std::vector{199, 2, 150});
    simulation<network<small>> sim{threads{n, true}, set<"S">(links), set<"E">(links),
                                   set<"S.delay">(values(std::vector{0.3, 0.1, 0.2}, 1_ms)),
                                   set<"in">(spike_list::at_steps(std::vector{0, 0, 0}, std::vector{0, 1, 2}))};
    sim.run_steps(1);
    CHECK(sim.get<"S.x">() == std::vector<double>{0, 0, 0});
    CHECK(sim.get<"E.x">() == std::vector<double>{1, 1, 1}); // one delay: one value per source
    sim.run_steps(1);
    const auto after_1 = sim.get<"S.x">();
    CHECK(after_1 == std::vector<double>{1, 0, 0}); // source 0 after 0.1 ms, after 0.3 ms; source 1
    sim.run_steps(1);
    CHECK(sim.get<"S.x">()[2] == 1);
    CHECK(sim.get<"S.x">()[1] == 0);
    sim.run_steps(1);
    CHECK(sim.get<"S.x">()[1] == 1);
  }
}
