// SPDX-License-Identifier: BSL-1.0
// What becomes of weights during a run: they shrink to nothing, explode, leave their bounds, sums lie far apart.
#include "support/diagnose_testing.hpp"

#include <algorithm>
#include <cortexpr/simulation/checkpoint.hpp>
#include <filesystem>
#include <string>
#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_weights {

using cell = synaptic<scaled_lif, current<exponential>>;

// S0: the weight is divided by the number of its spikes, and the result of that again in the next step.
struct spike_counter {
  struct synapse {
    double spike_count = 0;
  };
  static constexpr void on_pre(auto& s) { s.spike_count += 1; }
  bool operator==(const spike_counter&) const = default;
};
constexpr auto shrink = [](auto& s) { s.w = clip(s.w / (1 + s.spike_count), 0_V, 1_V); };
template <class Real>
constexpr auto shrinking = describe(population<"E">(128, poisson{}, parameter<"rate">(100_Hz)),
                                    population<"Exc">(20, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
                                    projection<"exc: E -> Exc.exc">(all_to_all{}, weight(uniform(0_mV, 600_mV)),
                                                                    plasticity{transmit{}, spike_counter{}}),
                                    regularly<"shrink", "exc">(every{0.1_ms}, shrink), record<"Exc.spikes">());

// The same mistake in a rule: at each event.
struct weakens {
  static constexpr void on_pre(auto& s) { s.w *= 0.5F; }
  bool operator==(const weakens&) const = default;
};
struct strengthens {
  static constexpr void on_pre(auto& s) { s.w *= 2; }
  bool operator==(const strengthens&) const = default;
};
template <class... Rules>
constexpr auto one_projection(Rules... rules) {
  return describe(
      population<"in">(50, poisson{}, parameter<"rate">(100_Hz)), population<"n">(10, cell{}),
      projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(0.2_mV), plasticity{transmit{}, rules...}),
      record<"n.spikes">());
}
constexpr auto weakening = one_projection(weakens{});
constexpr auto strengthening = one_projection(strengthens{});
constexpr auto clipped = one_projection(strengthens{}, clip_weight{0_mV, 1_mV});

// S4: normalisation upside down, after a bound.
struct own_rule {
  using services = needs<incoming_sum>;
  double A_plus = 1e-3, w_max = 0.08, goal = 1;
  constexpr void on_pre(auto& s) const { s.w = std::min(s.w.si() + A_plus, w_max) * s.incoming_sum / goal; }
  bool operator==(const own_rule&) const = default;
};
constexpr auto own_normalisation =
    describe(population<"in">(50, poisson{}, parameter<"rate">(60_Hz)),
             population<"n">(16, synaptic<scaled_lif, conductance<exponential>>{}, start<"v">(uniform(-70_mV, -50_mV))),
             projection<"X: in -> n.exc">(fixed_probability{0.5}, weight(uniform(0.0, 0.08)),
                                          plasticity{transmit{}, own_rule{}}),
             record<"n.spikes">());

// Bugmann's pool.
template <class... Rules>
constexpr auto pool = describe(population<"in">(5, poisson{}, parameter<"rate">(20_Hz)),
                               population<"n">(1, synaptic<scaled_lif, conductance<exponential>>{}),
                               projection<"S: in -> n.exc">(all_to_all{}, weight(0.0),
                                                            plasticity{Rules{}..., transmit{}}));

} // namespace diagnose_weights

using namespace diagnose_weights;

TEST_CASE("S0: an operation that shrinks weights at every step is found, and what it does to the targets",
          "[diagnose]") {
  simulation<network<shrinking<double>>> sim{seed{1}};
  CHECK_FALSE(sim.diagnose().has("weights_shrunk"));
  sim.run(0.1_s);
  const auto r = sim.diagnose();
  check_found(r, severity::warning, "weights_shrunk", "exc", "the mean weight fell from 299 mV to ");
  check_found(r, severity::warning, "weights_shrunk", "exc",
              "by the operation 'shrink', which makes the mean weight 0.0994 times as large every 0.1 ms");
  check_found(r, severity::warning, "silent", "Exc",
              "gets no input that excites it: the mean weight of 'exc' fell from 299 mV");
  CHECK(number_of(r, "weights_shrunk", "exc", "start") == Approx(0.3).epsilon(0.05));
  CHECK(number_of(r, "weights_shrunk", "exc", "now") < 1e-12);
  CHECK_FALSE(r.has("zero_weights"));
  // Weights that are set are a new start.
  sim.set<"exc.w">(1e-6_mV);
  CHECK_FALSE(sim.diagnose().has("weights_shrunk"));
  // In other precision and with threads; after all weights have become zero.
  simulation<network<shrinking<float>, float>> other{seed{1}, threads{2}};
  other.run(0.2_s);
  check_found(other.diagnose(), severity::warning, "weights_shrunk", "exc", "fell from 299 mV to 0 V, since the start");
  CHECK_FALSE(other.diagnose().has("zero_weights"));
  check_found(other.diagnose(), severity::warning, "silent", "Exc", "the mean weight of 'exc' fell from 299 mV to 0 V");
}

TEST_CASE("a rule that shrinks or raises weights at every event is found", "[diagnose]") {
  simulation<network<weakening>> weak{seed{1}};
  weak.run(0.6_s);
  check_found(weak.diagnose(), severity::warning, "weights_shrunk", "S",
              "by the rule 'weakens', which makes the mean weight 0.5 times as large when each source spikes once");
  check_found(weak.diagnose(), severity::warning, "silent", "n", "the mean weight of 'S' fell from 200 uV");
  simulation<network<strengthening>> strong{seed{1}};
  strong.run(0.08_s);
  check_found(strong.diagnose(), severity::warning, "weights_exploded", "S", "the mean weight rose from 200 uV to ");
  strong.run(0.2_s);
  check_found(strong.diagnose(), severity::error, "weights_exploded", "S",
              "by the rule 'strengthens', which makes the mean weight 2 times as large when each source spikes once");
  simulation<network<clipped>> bounded{seed{1}};
  bounded.run(0.6_s);
  CHECK_FALSE(bounded.diagnose().has("weights_exploded"));
  check_found(bounded.diagnose(), severity::warning, "weights_piled", "S", "at the upper bound, 1 mV");
}

TEST_CASE("S4: sums that lie far apart and weights far outside the bound of a rule of one's own are found",
          "[diagnose]") {
  simulation<network<own_normalisation>> sim{seed{1}};
  check_clean(sim.diagnose());
  sim.run(1_s);
  const auto r = sim.diagnose();
  check_found(r, severity::warning, "sums_apart", "X", "the incoming weights of a target sum to between ");
  CHECK(number_of(r, "sums_apart", "X", "highest") > 1000 * number_of(r, "sums_apart", "X", "lowest"));
  check_found(r, severity::warning, "out_of_bounds", "X", "are outside the bounds of a rule, at most 0.08");
  CHECK(r.find("out_of_bounds", "X")->why.find("what comes after the bound") == 0);
}

TEST_CASE("pools that are empty are told from weights that were never set", "[diagnose]") {
  simulation<network<pool<weight_pool>>> empty{seed{1}};
  const auto r = empty.diagnose();
  check_found(r, severity::warning, "empty_pools", "S", "all 5 weights are zero, and so is the pool of every target");
  CHECK(r.find("empty_pools")->advice.find("set<\"S.pool\">(") == 0);
  CHECK_FALSE(r.has("zero_weights"));
  check_found(r, severity::warning, "silent", "n", "the pools that they are to be filled from are empty");
  simulation<network<pool<weight_exchange, weight_pool>>> full{seed{1}, set<"S.pool">(5.0)};
  check_clean(full.diagnose());
}

TEST_CASE("weights that few bits make nothing of are found", "[diagnose]") {
  static constexpr auto d = describe(
      population<"c">(groups(std::array{group{"E", 80}, group{"I", 20}}), synaptic_lif<current<exponential>>{}),
      projection<"S: c -> c.exc">(all_to_all{}, weight(given), stored_as<fixed16>{}));
  const auto weights = [](double E, double I) {
    return set<"S.w">(per_pair([=](std::size_t from, std::size_t) {
      return normal((from == 0 ? E : I) * 1_pA, std::abs(from == 0 ? E : I) * 0.1_pA);
    }));
  };
  const auto r = simulation<network<d>>{weights(0.01, -5000)}.diagnose();
  check_found(r, severity::warning, "weights_rounded_away", "S", "80 % of the 10000 weights are zero");
  CHECK(number_of(r, "weights_rounded_away", "S", "resolution") > 0.1e-12);
  CHECK_FALSE(simulation<network<d>>{weights(10, -50)}.diagnose().has("weights_rounded_away"));
}

TEST_CASE("weights of the start are remembered across a checkpoint, and are no part of the state", "[diagnose]") {
  simulation<network<weakening>> a{seed{1}}, b{seed{1}};
  b.set<"S.w">(0.2_mV);
  CHECK(a.state() == b.state());
  a.run(0.6_s);
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_diagnose_weights.state").string();
  a.save_state(path);
  b.load_state(path);
  std::filesystem::remove(path);
  CHECK(a.state() == b.state());
  CHECK(number_of(b.diagnose(), "weights_shrunk", "S", "start") == Approx(0.2e-3));
}
