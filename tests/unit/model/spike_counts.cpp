// SPDX-License-Identifier: BSL-1.0
// Several spikes of one neuron in one step: lists, Poisson processes of high rates, relays; delivered, recorded and
// learnt from one by one, whatever the layout of the synapses.

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/model/spike_counts.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <limits>
#include <map>
#include <vector>

namespace {

using namespace unit_tests;
using counts = std::vector<std::int64_t>;

static_assert(CountsHazard<poisson_process> && !CountsHazard<poisson> && SpikesSeveralTimes<relay>);
static_assert(CountsSpikes<relay> && !SpikesSeveralTimes<lif> && !SpikesSeveralTimes<escape_rate>);

struct sums {
  template <class I>
  struct state {
    number<I> u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.u > 1e9; }
};

// Weights are such that sums have no rounding.
constexpr std::uint32_t sources = 40, targets = 33;
constexpr weight
    eighths(function_of([](std::uint32_t i, std::uint32_t j) { return 0.125 * ((i * 7 + j * 3) % 11 + 1); }));
constexpr delay some_delays(function_of([](std::uint32_t i, std::uint32_t j) { return 0.1_ms * ((i + 2 * j) % 4); }));
constexpr predicate sparse{[](auto i, auto j) { return (i + j) % 3 != 0; }};
template <class... Projection>
constexpr auto net_of(Projection... one) {
  return describe(population<"in">(sources, spike_times{}), population<"n">(targets, sums{}), one...,
                  record<"n.u">(every{}), record<"in.spikes">(), record<"in.rate">(every{0.1_ms}));
}
constexpr auto rows = net_of(projection<"S: in -> n.u">(sparse, eighths, delay(0.2_ms)));
constexpr auto segments = net_of(projection<"S: in -> n.u">(sparse, eighths, some_delays));
constexpr auto bits = net_of(projection<"S: in -> n.u">(all_to_all{}, weight(0.25), delay(0.1_ms)));
constexpr auto bundle = net_of(projection<"S: in -> n.u">(sparse, eighths, some_delays, stored_as<fixed16>{}),
                               projection<"R: in -> n.u">(all_to_all{}, eighths, delay(0.3_ms), stored_as<fixed16>{}));
constexpr auto rules =
    net_of(projection<"S: in -> n.u">(sparse, eighths, some_delays, plasticity{transmit{}, pair_stdp{.w_max = 2}}));
constexpr auto dense_rules =
    net_of(projection<"S: in -> n.u">(all_to_all{}, eighths, plasticity{transmit{}, pair_stdp{.w_max = 2}}));
constexpr auto in_turn = net_of(projection<"S: in -> n.u">(sparse, eighths, some_delays, rules_in_turn{},
                                                           plasticity{transmit{}, pair_stdp{.w_max = 2}}));
constexpr auto dendrites = net_of(projection<"S: in -> n.u">(
    sparse, eighths, axonal_delay(0.1_ms), dendritic_delay(0.2_ms), plasticity{transmit{}, pair_stdp{.w_max = 2}}));

/// Every neuron in every fifth step: once, or `times` times.
spike_list often(std::int64_t times) {
  counts step, neuron;
  for (std::int64_t t = 0; t < 30; ++t)
    for (std::int64_t i = 0; i < std::int64_t{sources}; ++i)
      if ((t * 3 + i) % 5 == 0) {
        const std::int64_t n = times == 1 ? 1 : times + (i % 2 == 0 ? 0 : 1);
        for (std::int64_t k = 0; k < n; ++k) step.push_back(t), neuron.push_back(i);
      }
  std::reverse(step.begin(), step.end());
  std::reverse(neuron.begin(), neuron.end());
  return spike_list::at_steps(step, neuron);
}
/// Those of even or odd neurons alone, once.
spike_list every_second(std::int64_t odd) {
  counts step, neuron;
  for (std::int64_t t = 0; t < 30; ++t)
    for (std::int64_t i = odd; i < std::int64_t{sources}; i += 2)
      if ((t * 3 + i) % 5 == 0) step.push_back(t), neuron.push_back(i);
  return spike_list::at_steps(step, neuron);
}

template <auto const& D, class Real = double>
simulation<network<D, Real>> run_with(const spike_list& list, unsigned n = 1) {
  simulation<network<D, Real>> sim{seed{5}, threads{n, true}, set<"in">(list)};
  sim.run_steps(40);
  return sim;
}
/// `rounding`: of weights that are not multiples of a power of two, relative.
template <auto const& D, class Real = double>
void check_delivery(double rounding = 0) {
  const auto even = run_with<D, Real>(every_second(0)), odd = run_with<D, Real>(every_second(1));
  const auto several = run_with<D, Real>(often(2));
  CHECK(several["n.u"_name](39, 5) > 0);
  double off = 0;
  for (std::size_t row = 0; row < 40; ++row)
    for (std::size_t j = 0; j < targets; ++j) {
      const Real expected = 2 * even["n.u"_name](row, j) + 3 * odd["n.u"_name](row, j);
      off = std::max(off, static_cast<double>(std::abs(several["n.u"_name](row, j) - expected) / (expected + 1)));
    }
  CHECK(off <= rounding);
  for (const unsigned n : {2u, 3u, 7u}) {
    const auto other = run_with<D, Real>(often(2), n);
    CHECK(other["n.u"_name].values == several["n.u"_name].values);
    CHECK(other["in.spikes"_name].neurons == several["in.spikes"_name].neurons);
  }
}

TEMPLATE_TEST_CASE("a spike that is listed m times is delivered m times, whatever the layout", "[delivery]", double,
                   float) {
  check_delivery<rows, TestType>();
  check_delivery<segments, TestType>();
  check_delivery<bits, TestType>();
  check_delivery<bundle, TestType>(40 * std::numeric_limits<TestType>::epsilon());
  check_delivery<rules, TestType>();
  check_delivery<dense_rules, TestType>();
  check_delivery<in_turn, TestType>();
  check_delivery<dendrites, TestType>();
}

TEST_CASE("spikes of one step are recorded and counted one by one, and continue from checkpoints", "[recording]") {
  auto sim = run_with<segments>(often(3));
  const auto& s = sim["in.spikes"_name];
  std::size_t expected = 0;
  for (std::size_t t = 0; t < 30; ++t)
    for (std::size_t i = 0; i < sources; ++i)
      if ((t * 3 + i) % 5 == 0) expected += i % 2 == 0 ? 3 : 4;
  CHECK(s.size() == expected);
  double counted = 0;
  for (const double hertz : sim["in.rate"_name].hertz) counted += hertz * 1e-4 * sources;
  CHECK(counted == Approx(static_cast<double>(expected)));
  simulation<network<segments>> half{seed{5}, set<"in">(often(3))};
  half.run_steps(7);
  const temporary_folder folder;
  half.save_state(folder / "half");
  simulation<network<segments>> rest{seed{5}, threads{3, true}, set<"in">(often(3))};
  rest.load_state(folder / "half");
  rest.run_steps(33);
  half.run_steps(33);
  CHECK(rest["in.spikes"_name].neurons ==
        std::vector<std::uint32_t>(half["in.spikes"_name].neurons.end() -
                                       static_cast<std::ptrdiff_t>(rest["in.spikes"_name].size()),
                                   half["in.spikes"_name].neurons.end()));
  CHECK(half.get<"n.u">() == sim.get<"n.u">());
  CHECK(rest.get<"n.u">() == sim.get<"n.u">());
}

constexpr auto processes =
    describe(population<"low">(500, poisson_process{}, parameter<"rate">(1_kHz)),
             population<"one">(500, poisson_process{}, parameter<"rate">(10_kHz)),
             population<"high">(500, poisson_process{}, parameter<"rate">(30_kHz)), drive<"high.drive">(20_kHz),
             population<"many">(9, poisson_process{}, parameter<"rate">(2_MHz)),
             population<"mixed">(33, poisson_process{}, parameter<"rate">(given)), record<"low.spikes">(),
             record<"one.spikes">(), record<"high.spikes">(), record<"many.spikes">(), record<"mixed.spikes">());

template <class Sim>
Sim process_run(unsigned n) {
  std::vector<double> rates(33);
  for (std::size_t i = 0; i < rates.size(); ++i) rates[i] = 700.0 * static_cast<double>(i);
  Sim sim{seed{8}, threads{n, true}, set<"mixed.rate">(values(rates, 1_Hz))};
  sim.run_steps(400);
  return sim;
}
/// How many neurons and steps had 0, 1, 2, ... spikes.
std::vector<double> histogram(const spike_train& s, std::size_t neurons, std::size_t steps) {
  std::map<std::pair<std::int64_t, std::uint32_t>, std::size_t> of;
  for (std::size_t k = 0; k < s.size(); ++k) ++of[{s.steps[k], s.neurons[k]}];
  std::vector<double> found(64);
  found[0] = static_cast<double>(neurons * steps - of.size());
  for (const auto& [where, n] : of) found.at(n) += 1;
  return found;
}
/// Pearson's chi-square against the Poisson distribution, as a multiple of its standard deviation from its mean. Counts
/// that are expected less than 8 times are taken together.
double excess_of_chi_square(const std::vector<double>& found, double mean, double samples) {
  double p = std::exp(-mean), expected = 0, seen = 0, sum = 0, cells = 0, done = 0;
  for (std::size_t k = 0; k < found.size(); p *= mean / static_cast<double>(++k)) {
    expected += samples * p, seen += found[k], done += samples * p;
    if (expected < 8 || samples - done < 8) continue;
    sum += (seen - expected) * (seen - expected) / expected, cells += 1;
    expected = seen = 0;
  }
  const double rest = samples - done + expected;
  sum += (seen - rest) * (seen - rest) / rest; // one cell more, one condition
  return (sum - cells) / std::sqrt(2 * cells);
}

TEMPLATE_TEST_CASE("the number of spikes in a step has the Poisson distribution", "[sources]", double, float) {
  using sim_type = simulation<network<processes, TestType>>;
  const auto sim = process_run<sim_type>(1);
  const double samples = 500 * 400;
  CHECK(std::abs(excess_of_chi_square(histogram(sim["low.spikes"_name], 500, 400), 0.1, samples)) < 3);
  CHECK(std::abs(excess_of_chi_square(histogram(sim["one.spikes"_name], 500, 400), 1, samples)) < 3);
  CHECK(std::abs(excess_of_chi_square(histogram(sim["high.spikes"_name], 500, 400), 5, samples)) < 3);
  // A mean of 200 per step: 9 neurons and 400 steps, variance = mean.
  const double total = 9 * 400 * 200.0;
  CHECK(std::abs(static_cast<double>(sim["many.spikes"_name].size()) - total) < 4 * std::sqrt(total));
  std::vector<double> of(33);
  for (const std::uint32_t i : sim["mixed.spikes"_name].neurons) of[i] += 1;
  for (std::size_t i = 0; i < of.size(); ++i) {
    const double expected = 0.07 * static_cast<double>(i) * 400;
    CHECK(std::abs(of[i] - expected) <= 4 * std::sqrt(expected));
  }
  for (const unsigned n : {2u, 7u}) {
    const auto other = process_run<sim_type>(n);
    CHECK(other["high.spikes"_name].neurons == sim["high.spikes"_name].neurons);
    CHECK(other["mixed.spikes"_name].neurons == sim["mixed.spikes"_name].neurons);
    CHECK(other["mixed.spikes"_name].steps == sim["mixed.spikes"_name].steps);
  }
}

TEST_CASE("counts of neighbours and of successive steps are independent", "[sources]") {
  const auto sim = process_run<simulation<network<processes>>>(1);
  const auto& s = sim["high.spikes"_name];
  std::vector<double> n(500 * 400, -5);
  for (std::size_t k = 0; k < s.size(); ++k) n[static_cast<std::size_t>(s.steps[k]) * 500 + s.neurons[k]] += 1;
  for (const std::size_t apart : std::vector<std::size_t>{1, 4, 32, 64, 500, 1000}) {
    double sum = 0;
    for (std::size_t k = 0; k + apart < n.size(); ++k) sum += n[k] * n[k + apart];
    CHECK(std::abs(sum) < 4 * 5 * std::sqrt(static_cast<double>(n.size())));
  }
}

TEST_CASE("rates that no step can hold are refused", "[sources]") {
  static constexpr auto net = describe(population<"in">(3, poisson_process{}, parameter<"rate">(given)));
  CHECK_NOTHROW(simulation<network<net>>{set<"in.rate">(99_MHz)});
  CHECK_THROWS_WITH(simulation<network<net>>{set<"in.rate">(101_MHz)},
                    Catch::Contains("'in'") && Catch::Contains("at most 10000"));
  CHECK_THROWS_WITH(simulation<network<net>>{set<"in.rate">(-1_Hz)}, Catch::Contains("negative"));
  static constexpr auto once = describe(population<"in">(3, poisson{}, parameter<"rate">(11_kHz)));
  CHECK_THROWS_WITH(simulation<network<once>>{}, Catch::Contains("poisson_process"));
}

constexpr auto relays = describe(
    population<"in">(4, spike_times{}), population<"relay">(2, relay{}), population<"n">(1, sums{}),
    projection<"A: in -> relay.n">(
        all_to_all{}, weight(function_of([](std::uint32_t, std::uint32_t j) { return j + 1.0; })), delay(0.2_ms)),
    projection<"B: relay -> n.u">(all_to_all{}, weight(0.5), delay(0.1_ms)), record<"relay.spikes">(),
    record<"n.u">(every{}), record<"relay.n">(every{}));

TEST_CASE("a relay passes on as many spikes as arrive", "[sources]") {
  // 3 spikes in step 2 (one neuron twice), 1 in each of the steps 3 and 4.
  simulation<network<relays>> sim{set<"in">(spike_list::at_steps(counts{2, 2, 2, 3, 4}, counts{1, 1, 3, 0, 0}))};
  sim.run_steps(12);
  CHECK(steps_of(sim["relay.spikes"_name], 0) == counts{5, 5, 5, 6, 7});
  CHECK(steps_of(sim["relay.spikes"_name], 1) == counts{5, 5, 5, 5, 5, 5, 6, 6, 7, 7});
  CHECK(sim.get<"relay.n">() == std::vector<double>{0, 0});
  CHECK(column_of(sim["n.u"_name], 0) == std::vector<double>{0, 0, 0, 0, 0, 0, 0, 4.5, 6, 7.5, 7.5, 7.5});
  simulation<network<relays>> drowned{set<"in">(spike_list::at_steps(counts{2}, counts{1})), set<"A.w">(2e4)};
  CHECK_THROWS_WITH(drowned.run_steps(12), Catch::Contains("population 'relay': neuron 0") && Catch::Contains("10000"));
}

TEST_CASE("diagnose does not take a busy relay for a saturated neuron", "[diagnose]") {
  counts step, neuron;
  for (std::int64_t t = 0; t < 400; ++t) step.push_back(t), neuron.push_back(t % 4);
  simulation<network<relays>> sim{set<"in">(spike_list::at_steps(step, neuron))};
  sim.run_steps(400);
  CHECK(sim["relay.spikes"_name].size() > 1000);
  CHECK(sim.diagnose().find("rate_too_high", "relay") == nullptr);
}

/// Transmits with probability one half.
struct unreliable {
  using services = needs<rng>;
  static constexpr bool transmits = true;
  void on_pre(auto& s) const {
    if (s.uniform() < 0.5) s.receptor += s.w;
  }
  bool operator==(const unreliable&) const = default;
};
template <class... Turn>
constexpr auto releases(Turn... turn) {
  return describe(population<"in">(1, spike_times{}), population<"n">(4000, sums{}),
                  projection<"S: in -> n.u">(all_to_all{}, weight(1.0), turn..., plasticity{unreliable{}}));
}
constexpr auto by_spike = releases();
constexpr auto by_rule = releases(rules_in_turn{});
template <auto const& D>
void check_releases() {
  simulation<network<D>> sim{seed{3}, set<"in">(spike_list::at_steps(counts{1, 1, 1}, counts{0, 0, 0}))};
  sim.run_steps(3);
  std::vector<double> found(4);
  for (const double u : sim.template get<"n.u">()) found.at(static_cast<std::size_t>(u)) += 1;
  const double share[] = {0.125, 0.375, 0.375, 0.125};
  for (std::size_t k = 0; k < 4; ++k)
    CHECK(std::abs(found[k] - 4000 * share[k]) < 4 * std::sqrt(4000 * share[k] * (1 - share[k])));
}
TEST_CASE("each of several spikes draws random numbers of its own", "[plasticity]") {
  check_releases<by_spike>();
  check_releases<by_rule>();
}

} // namespace
