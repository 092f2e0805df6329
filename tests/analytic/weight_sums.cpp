// SPDX-License-Identifier: BSL-1.0
// Homeostasis, decay and the ways of holding sums of weights, against closed forms.

#include "stdp_trains.hpp"

#include "catch.hpp"

namespace {

using namespace trains;
constexpr double ulp = std::numeric_limits<double>::epsilon();

TEST_CASE("homeostasis: weights of a silent target grow exponentially, a spike slows them", "[homeostasis]") {
  const homeostatic_scaling rule{.goal = 4_Hz, .tau_rate = 200_ms, .tau_w = 3_s, .interval = 5_ms};
  const auto silent = weights_over_time(plasticity{transmit{}, rule}, {3}, {}, 1000);
  CHECK(silent[999][0] == Approx(0.5 * std::exp(1 / 3.0)).epsilon(1e-12));
  CHECK(silent[4][0] == silent[0][0]); // once per interval
  CHECK(silent[5][0] > silent[4][0]);
  // A spike in step 12 adds 1 / tau to the rate; the rule looks at it in steps 15, 20, ..., 995.
  const auto once = weights_over_time(plasticity{transmit{}, rule}, {3}, {12}, 1000);
  const double q = std::exp(-5e-3 / 0.2), first = std::exp(-3e-3 / 0.2) / 0.2;
  const double sum = first * (1 - std::pow(q, 197)) / (1 - q);
  CHECK(once[999][0] == Approx(0.5 * std::exp((1 - sum / 4 * 5e-3) / 3)).epsilon(1e-12));
}

TEST_CASE("decay: weights go exponentially to their rest", "[homeostasis]") {
  const weight_decay rule{.tau = 700_ms, .interval = 10_ms, .w_rest = 0.2};
  const auto w = weights_over_time(plasticity{transmit{}, rule}, {}, {}, 1000);
  for (const std::size_t k : {0u, 9u, 10u, 500u, 999u}) {
    const double T = 10e-3 * static_cast<double>(k / 10 + 1);
    CHECK(w[k][0] == Approx(0.2 + 0.3 * std::exp(-T / 0.7)).epsilon(1e-12));
  }
}

/// Random weights onto three targets: of wide range, none at all (zero), and small ones.
wiring random_wiring(std::size_t sources) {
  wiring how;
  how = {
      .from = {}, .to = {}, .weights = {}, .delays = {}, .sources = static_cast<std::int64_t>(sources), .targets = 4};
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> exponent(-6, 3);
  for (std::size_t i = 0; i < sources; ++i)
    for (int j = 0; j < 3; ++j) { // target 3 has no synapses at all
      how.from.push_back(static_cast<double>(i));
      how.to.push_back(j);
      how.weights.push_back(j == 1 ? 0 : std::pow(10, exponent(random)) * (j == 2 ? 1e-9 : 1));
      how.delays.push_back(0);
    }
  return how;
}
double total_of(const wiring& how, const numbers& w, int target) {
  long double sum = 0;
  for (std::size_t k = 0; k < w.size(); ++k)
    if (how.to[k] == target) sum += w[k];
  return static_cast<double>(sum);
}

constexpr auto normalised =
    describe(population<"in">(given, spike_times{}), population<"n">(4, laws::detail::puppet{}),
             projection<"S: in -> n.u">(given, weight(given)), regularly<"N", "S">(every{}, normalise{0.7}));

TEST_CASE("normalise: sums are the goal within a few ulp, zero sums stay", "[normalise]") {
  const wiring how = random_wiring(1500);
  simulation<network<normalised>> sim{set<"in">(how.sources),
                                      set<"in">(spike_list::at_steps(steps_list{}, steps_list{})),
                                      set<"S">(pairs(how.from, how.to)), set<"S.w">(values(how.weights))};
  sim.run_steps(1);
  const auto w = sim.get<"S.w">();
  CHECK(std::abs(total_of(how, w, 0) / 0.7 - 1) <= 3 * ulp);
  CHECK(std::abs(total_of(how, w, 2) / 0.7 - 1) <= 3 * ulp);
  CHECK(total_of(how, w, 1) == 0);
  // All by one factor.
  CHECK(w[0] / w[3] == Approx(how.weights[0] / how.weights[3]).epsilon(1e-14));
}

TEST_CASE("normalise_always: sums are the goal within a few ulp after every step, also when scales are folded",
          "[normalise]") {
  using list = plasticity<transmit, stdp<>, normalise_always>;
  const list rules{transmit{}, stdp<>{.a_pre = 0.5, .a_post = -0.02, .w_max = 1}, normalise_always{0.7}};
  std::mt19937_64 random(8);
  std::bernoulli_distribution spikes(0.05);
  wiring how = random_wiring(20);
  for (std::size_t k = 0; k < how.weights.size(); ++k) how.weights[k] = how.to[k] == 1 ? 0 : 0.1;
  steps_list pre, pre_of, post, post_of;
  for (std::int64_t k = 1; k < 10000; ++k) {
    for (std::int64_t i = 0; i < how.sources; ++i)
      if (spikes(random)) pre.push_back(k), pre_of.push_back(i);
    for (const std::int64_t j : {0, 2})
      if (spikes(random)) post.push_back(k), post_of.push_back(j);
  }
  stage_of<list> sim{time_step{1_ms},
                     set<"in">(how.sources),
                     set<"teacher">(how.targets),
                     set<"n">(how.targets),
                     set<"S">(pairs(how.from, how.to)),
                     set<"S.w">(values(how.weights)),
                     set<"S.delay">(0_ms),
                     set<"S">(rules),
                     set<"in">(spike_list::at_steps(pre, pre_of)),
                     set<"teacher">(spike_list::at_steps(post, post_of))};
  double largest_stretch = 1, latest_stretch = 1, worst = 0, lowest = 0;
  int folds = 0;
  for (int k = 0; k < 10000; ++k) {
    sim.run_steps(1);
    const auto w = sim.get<"S.w">();
    worst = std::max({worst, std::abs(total_of(how, w, 0) / 0.7 - 1), std::abs(total_of(how, w, 2) / 0.7 - 1)});
    lowest = std::min(lowest, *std::min_element(w.begin(), w.end()));
    const double stretch = item_at<5>(sim.state().items).slices[0].inverse_scale[0];
    folds += stretch < 1e-3 * latest_stretch;
    largest_stretch = std::max(largest_stretch, latest_stretch = stretch);
  }
  CHECK(worst <= 4 * ulp);
  CHECK(lowest == 0); // what STDP clips to zero is zero
  CHECK(folds >= 3);
  CAPTURE(largest_stretch);
  CHECK(largest_stretch < 1e13);
}

TEST_CASE("targets without weight are left alone by all that divides by their sum", "[normalise]") {
  const steps_list spikes{2, 5, 7};
  wiring how;
  how.weights = {0};
  const auto check = [&](auto rules) {
    auto sim = build(rules, spikes, spikes, how);
    sim.run_steps(10);
    CHECK(sim.template get<"S.w">() == numbers{0});
    CHECK(sim.template get<"n.u">() == numbers{0});
  };
  check(plasticity{transmit{}, normalise_on_event{}});
  check(plasticity{transmit{}, normalise_always{}});
  check(plasticity{transmit_share<>{}});
  check(plasticity{transmit_share<share::of_root_of_inputs>{}});
}

TEST_CASE("normalise_always: weights set anew are scaled anew, those that sum to zero stay as they are",
          "[normalise]") {
  using list = plasticity<transmit, normalise_always>;
  wiring how;
  how = {.from = {0, 1}, .to = {0, 0}, .weights = {3, 1}, .delays = {0, 0}, .sources = 2};
  auto sim = build(list{transmit{}, normalise_always{0.8}}, {1}, {}, how);
  CHECK(sim.get<"S.w">()[0] == Approx(0.6).epsilon(1e-15));
  sim.set<"S.w">(values(numbers{2, -2}));
  CHECK(sim.get<"S.w">() == numbers{2, -2});
  sim.set<"S.w">(values(numbers{4, 4}));
  CHECK(sim.get<"S.w">()[0] == Approx(0.4).epsilon(1e-15));
}

/// Makes the largest weight larger, whatever the scale of all.
struct grow_the_largest {
  static constexpr void on_pre(auto& s) {
    if (s.w > 0.06) s.w *= 1.0001;
  }
  [[nodiscard]] bool operator==(const grow_the_largest&) const = default;
};

TEST_CASE("normalise_always: weights that no rule changes keep their ratios to the last digits", "[normalise]") {
  using list = plasticity<transmit, grow_the_largest, normalise_always>;
  wiring how;
  how = {.from = {}, .to = {}, .weights = {}, .delays = {}, .sources = 1};
  for (int k = 0; k < 50; ++k) {
    how.from.push_back(0), how.to.push_back(0), how.delays.push_back(0);
    how.weights.push_back(k == 49 ? 3 : 0.1 + 0.013 * k);
  }
  steps_list spikes;
  for (std::int64_t k = 1; k < 3000; ++k) spikes.push_back(k);
  auto sim = build(list{transmit{}, grow_the_largest{}, normalise_always{1}}, spikes, {}, how);
  sim.run_steps(3000);
  const auto w = sim.get<"S.w">();
  CHECK(w[49] / w[0] > 32);
  double worst = 0;
  for (std::size_t k = 1; k < 49; ++k)
    worst = std::max(worst, std::abs(w[k] / w[0] / (how.weights[k] / how.weights[0]) - 1));
  CHECK(worst <= 4 * ulp);
}

TEST_CASE("negative weights can be held at a negative goal", "[normalise]") {
  using list = plasticity<transmit, normalise_always>;
  wiring how;
  how = {.from = {0, 1}, .to = {0, 0}, .weights = {-3, -1}, .delays = {0, 0}, .sources = 2};
  auto sim = build(list{transmit{}, normalise_always{-0.8}}, {1}, {}, how);
  CHECK(sim.get<"S.w">()[0] == Approx(-0.6).epsilon(1e-15));
  auto positive = build(list{transmit{}, normalise_always{0.8}}, {1}, {}, how);
  CHECK(positive.get<"S.w">() == how.weights);
}

} // namespace
