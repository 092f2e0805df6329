// SPDX-License-Identifier: BSL-1.0
// Axonal and dendritic delays, and what pairs that meet in one step count, against loops over single pairs of neurons:
// NEST's algorithm, and what the other conventions say.

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/simulation/checkpoint.hpp>
#include <limits>
#include <random>
#include <sstream>
#include <vector>

namespace {

using namespace unit_tests;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 0.5; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr double dt = 1e-4;
constexpr std::size_t sources = 6, targets = 5;
constexpr int steps = 900;
constexpr weight some(uniform(quantity<dim::one>(0.3), quantity<dim::one>(0.7)));

template <class... Options>
constexpr auto network_of(Options... options) {
  return describe(population<"in">(sources, spike_times{}), population<"teacher">(targets, spike_times{}),
                  population<"n">(targets, cell{}), projection<"T: teacher -> n.v">(one_to_one{}, weight(1.0)),
                  projection<"S: in -> n.u">(options...), record<"n.spikes">(), record<"n.u">(every{}));
}

// Rules as NEST writes them: weights in [0, 1], Wmax 1.
struct guetig {
  double lambda = 0.02, alpha = 1.05, mu_plus = 0, mu_minus = 0, tau_plus = 20e-3, tau_minus = 20e-3;
  double facilitate(double w, double k) const { return std::min(w + lambda * std::pow(1 - w, mu_plus) * k, 1.0); }
  double depress(double w, double k) const { return std::max(w - alpha * lambda * std::pow(w, mu_minus) * k, 0.0); }
};
struct morrison {
  double lambda = 0.05, alpha = 0.9, mu = 0.4, tau_plus = 15e-3, tau_minus = 25e-3;
  double facilitate(double w, double k) const { return w + lambda * std::pow(w, mu) * k; }
  double depress(double w, double k) const { return std::max(w - lambda * alpha * w * k, 0.0); }
};

struct outcome {
  double w;
  std::vector<std::pair<int, double>> sent; // step at the synapse, weight
};

/// `stdp_synapse::send` for every spike of the source, then what spikes of the target did since. `pre`, `post`: steps
/// at the synapse.
template <class Rule>
outcome nest(const Rule& rule, double w, const std::vector<int>& pre, const std::vector<int>& post) {
  outcome out;
  double k_plus = 0;
  int last = -1;
  const auto facilitate_until = [&](int t) {
    for (const int p : post)
      if (p > last && p <= t && last >= 0) w = rule.facilitate(w, k_plus * std::exp((last - p) * dt / rule.tau_plus));
  };
  for (const int t : pre) {
    if (t >= steps) break; // it arrives after the end
    facilitate_until(t);
    double k_minus = 0;
    for (const int p : post)
      if (p < t) k_minus += std::exp((p - t) * dt / rule.tau_minus);
    w = rule.depress(w, k_minus);
    out.sent.push_back({t, w});
    k_plus = last < 0 ? 1 : k_plus * std::exp((last - t) * dt / rule.tau_plus) + 1;
    last = t;
  }
  facilitate_until(steps - 1);
  out.w = w;
  return out;
}

/// The same where a meeting counts as a pair pre before post, or post before pre.
template <class Rule>
outcome counted(const Rule& rule, double w, const std::vector<int>& pre, const std::vector<int>& post, bool pre_first) {
  outcome out;
  double x = 0, y = 0;
  for (int t = 0; t < steps; ++t) {
    const auto spikes = [&](const std::vector<int>& train) {
      return std::binary_search(train.begin(), train.end(), t);
    };
    x *= std::exp(-dt / rule.tau_plus), y *= std::exp(-dt / rule.tau_minus);
    const auto arrive = [&] {
      if (spikes(pre)) w = rule.depress(w, y), out.sent.push_back({t, w}), x += 1;
    };
    if (pre_first) arrive();
    if (spikes(post)) w = rule.facilitate(w, x), y += 1;
    if (!pre_first) arrive();
  }
  out.w = w;
  return out;
}

struct trains {
  std::vector<int> step, neuron;
  trains(unsigned s, std::size_t neurons, double p) {
    std::mt19937 g(s);
    std::bernoulli_distribution spikes(p);
    for (int k = 1; k < steps; ++k)
      for (std::size_t n = 0; n < neurons; ++n)
        if (spikes(g)) step.push_back(k), neuron.push_back(static_cast<int>(n));
  }
  [[nodiscard]] spike_list list() const { return spike_list::at_steps(step, neuron); }
  [[nodiscard]] std::vector<int> of(std::size_t n, int later) const {
    std::vector<int> out;
    for (std::size_t k = 0; k < step.size(); ++k)
      if (neuron[k] == static_cast<int>(n)) out.push_back(step[k] + later);
    return out;
  }
};

/// Who is connected: all pairs, or those of `sparse`, in the order of creation.
constexpr auto is_sparse = [](auto i, auto j) { return (i + 2 * j) % 3 != 0; };
std::vector<std::pair<std::size_t, std::size_t>> pairs_of(std::size_t synapses) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0; i < sources; ++i)
    for (std::size_t j = 0; j < targets; ++j)
      if (synapses == sources * targets || is_sparse(i, j)) out.push_back({i, j});
  REQUIRE(out.size() == synapses);
  return out;
}

/// Axonal delays in steps, in the order of creation.
std::vector<int> axons_of(const detail::synapse_rows& connections) {
  std::vector<int> out(connections.synapses, static_cast<int>(connections.min_delay));
  const detail::slice_rows& rows = connections.slices.at(0);
  if (connections.one_delay()) return out;
  for (std::size_t i = 0; i < connections.sources; ++i)
    connections.for_row(0, i, [&](std::size_t k, std::uint64_t number) {
      out.at(number) = static_cast<int>(rows.segments[detail::trace_row_of(rows, k)].delay);
    });
  return out;
}

/// Both sides of a comparison over random trains with many meetings. `dendrite`: steps.
template <auto const& D, class Rule, class Compute>
void compare(const Rule& rule, int dendrite, const Compute& compute) {
  for (const unsigned s : {1u, 2u}) {
    const trains in(s, sources, 0.08), teacher(s + 10, targets, 0.08);
    simulation<network<D>> sim{seed{s}, set<"in">(in.list()), set<"teacher">(teacher.list())};
    const std::vector<double> start = sim.template get<"S.w">();
    const std::vector<int> axons = axons_of(*item_at<4>(sim.state().items).connections);
    const auto pairs = pairs_of(start.size());
    sim.run_steps(steps);
    const std::vector<double> w = sim.template get<"S.w">();
    std::vector<std::vector<double>> u(targets, std::vector<double>(steps + 1, 0));
    double largest = 0, moved = 0;
    for (std::size_t k = 0; k < w.size(); ++k) {
      const auto [i, j] = pairs[k];
      const int axon = axons[k];
      std::vector<int> post;
      for (const std::int64_t t : steps_of(sim["n.spikes"_name], static_cast<std::uint32_t>(j)))
        post.push_back(static_cast<int>(t) + dendrite);
      const outcome o = compute(rule, start[k], in.of(i, axon), post);
      largest = std::max(largest, std::abs(w[k] - o.w) / std::max(o.w, 1e-3));
      moved = std::max(moved, std::abs(o.w - start[k]));
      for (const auto& [t, sent] : o.sent)
        for (int row = t + dendrite + 1; row <= steps; ++row) u[j][static_cast<std::size_t>(row)] += sent;
    }
    CHECK(largest < 1e-12);
    CHECK(moved > 0.02);
    double input = 0;
    for (std::size_t row = 0; row < steps; ++row)
      for (std::size_t j = 0; j < targets; ++j)
        input = std::max(input, std::abs(sim["n.u"_name](row, j) - u[j][row]) / std::max(1.0, u[j][row]));
    CHECK(input < 1e-12);
  }
}

constexpr auto nest_pairs = coincident_pairs::not_counted;
constexpr predicate sparse{is_sparse};
constexpr axonal_delay mixed = axonal_delay(uniform(0_ms, 1.5_ms)).rounded();
template <class ByWeight>
constexpr auto rule_of(ByWeight by_weight) {
  return plasticity{stdp<ByWeight>{.a_pre = 0.02, .a_post = -0.021, .by_weight = by_weight}, transmit{}};
}
constexpr plasticity morrison_rule{power_law_stdp{.tau_pre = 15_ms, .tau_post = 25_ms, .lambda = 0.05, .alpha = 0.9},
                                   transmit{}};

constexpr auto additive_dense = network_of(all_to_all{}, some, dendritic_delay(1_ms), nest_pairs, rule_of(additive{}));
constexpr auto guetig_sparse =
    network_of(sparse, some, axonal_delay(0.5_ms), dendritic_delay(1.3_ms), nest_pairs, rule_of(power_law{0.3, 0.7}));
constexpr auto multiplicative_mixed =
    network_of(all_to_all{}, some, mixed, dendritic_delay(0.7_ms), nest_pairs, rule_of(multiplicative{}));
constexpr auto van_rossum_mixed =
    network_of(sparse, some, mixed, dendritic_delay(0.1_ms), nest_pairs, rule_of(power_law{0, 1}));
constexpr auto morrison_sparse = network_of(sparse, some, mixed, dendritic_delay(2_ms), nest_pairs, morrison_rule);
constexpr auto axonal_only = network_of(all_to_all{}, some, delay(0.4_ms), nest_pairs, rule_of(power_law{0.3, 0.7}));

TEST_CASE("uncounted meetings are NEST's", "[plasticity]") {
  const auto by_nest = [](const auto& rule, double w, const auto& pre, const auto& post) {
    return nest(rule, w, pre, post);
  };
  compare<additive_dense>(guetig{}, 10, by_nest);
  compare<guetig_sparse>(guetig{.mu_plus = 0.3, .mu_minus = 0.7}, 13, by_nest);
  compare<multiplicative_mixed>(guetig{.mu_plus = 1, .mu_minus = 1}, 7, by_nest);
  compare<van_rossum_mixed>(guetig{.mu_plus = 0, .mu_minus = 1}, 1, by_nest);
  compare<morrison_sparse>(morrison{}, 20, by_nest);
  compare<axonal_only>(guetig{.mu_plus = 0.3, .mu_minus = 0.7}, 0, by_nest);
}

constexpr auto pre_first = network_of(sparse, some, mixed, dendritic_delay(0.9_ms), rule_of(power_law{0.3, 0.7}));
constexpr auto pre_first_dense = network_of(all_to_all{}, some, rule_of(power_law{0.3, 0.7}));
constexpr auto post_first =
    network_of(sparse, some, mixed, coincident_pairs::post_before_pre, rule_of(power_law{0.3, 0.7}));

TEST_CASE("meetings count as pairs of the kind that is asked for", "[plasticity]") {
  const guetig rule{.mu_plus = 0.3, .mu_minus = 0.7};
  const auto first_pre = [](const auto& r, double w, const auto& pre, const auto& post) {
    return counted(r, w, pre, post, true);
  };
  compare<pre_first>(rule, 9, first_pre);
  compare<pre_first_dense>(rule, 0, first_pre);
  compare<post_first>(rule, 0, [](const auto& r, double w, const auto& pre, const auto& post) {
    return counted(r, w, pre, post, false);
  });
}

TEST_CASE("dendrites continue from checkpoints and on any number of threads", "[plasticity]") {
  const trains in(3, sources, 0.08), teacher(13, targets, 0.08);
  const auto run = [&]<class Real>(std::type_identity<Real>, unsigned n) {
    simulation<network<guetig_sparse, Real>> sim{seed{3}, threads{n}, set<"in">(in.list()),
                                                 set<"teacher">(teacher.list())};
    sim.run_steps(300);
    return sim;
  };
  auto one = run(std::type_identity<double>{}, 1);
  const temporary_folder folder;
  one.save_state(folder / "half");
  auto three = run(std::type_identity<double>{}, 3), other = one;
  other.run_steps(50); // away from the state that is loaded
  other.load_state(folder / "half");
  three.load_state(folder / "half");
  for (auto* sim : {&one, &three, &other}) sim->run_steps(steps - 300);
  CHECK(one.get<"S.w">() == three.get<"S.w">());
  CHECK(one.get<"S.w">() == other.get<"S.w">());
  CHECK(one.get<"n.u">() == three.get<"n.u">());
  CHECK(one.get<"n.u">() == other.get<"n.u">());
  auto rough = run(std::type_identity<float>{}, 1);
  rough.run_steps(steps - 300);
  for (std::size_t k = 0; k < one.get<"S.w">().size(); ++k)
    CHECK(std::abs(static_cast<double>(rough.get<"S.w">()[k]) - one.get<"S.w">()[k]) < 1e-4);
}

TEST_CASE("the schedule shows what comes first", "[plasticity]") {
  std::ostringstream out;
  network<additive_dense>::schedule(out);
  const auto place = [text = out.str()](const char* words) { return text.find(words); };
  CHECK(place("let targets' spikes act on S (order -2)") < place("deliver spikes, each through all rules, in S"));
  CHECK(place("deliver spikes, each through all rules, in S") < place("let targets' spikes raise their traces in S"));
  CHECK(place("let targets' spikes raise their traces in S (order 1)") != std::string::npos);
}

constexpr auto inhibition = network_of(
    all_to_all{}, some, plasticity{inhibitory_stdp{.rho_0 = 20_Hz, .tau_pre = 10_ms, .tau_post = 30_ms}, transmit{}});

struct vogels {
  double tau_plus = 10e-3, tau_minus = 30e-3;
  static double bounded(double w) { return std::clamp(w, 0.0, 1.0); }
  double facilitate(double w, double k) const { return bounded(w + 0.01 * k); }
  double depress(double w, double k) const { return bounded(w + 0.01 * (k - 20 * (tau_plus + tau_minus))); }
};
TEST_CASE("inhibitory STDP has a time constant for each side", "[plasticity]") {
  compare<inhibition>(vogels{}, 0, [](const auto& r, double w, const auto& pre, const auto& post) {
    return counted(r, w, pre, post, true);
  });
  constexpr inhibitory_stdp usual{.tau = 12_ms};
  const auto taus = [](const inhibitory_stdp& r) {
    return std::pair(r.time_constants(inhibitory_stdp::at_source{}), r.time_constants(inhibitory_stdp::at_target{}));
  };
  CHECK(taus(usual) == std::pair(12_ms, 12_ms));
  // A copy whose tau is changed changes with it; what was given on its own stays.
  inhibitory_stdp copy{};
  copy.tau = 7_ms;
  CHECK(taus(copy) == std::pair(7_ms, 7_ms));
  copy.tau_post = 9_ms;
  CHECK(taus(copy) == std::pair(7_ms, 9_ms));
  CHECK(taus(inhibitory_stdp{.tau = 5_ms, .tau_pre = 3_ms}) == std::pair(3_ms, 5_ms));
}

} // namespace
