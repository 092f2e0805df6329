// SPDX-License-Identifier: BSL-1.0
// A run does not end in silence with values that are not finite: the exception names item, variable, neuron and step.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <limits>
#include <string>
#include <vector>

using namespace cortexpr;

namespace not_finite_tests {

using numbers = std::vector<double>;
const double nan = std::numeric_limits<double>::quiet_NaN();
const double inf = std::numeric_limits<double>::infinity();

template <class Work>
std::string refusal(const Work& work) {
  try {
    work();
  } catch (const not_finite& e) {
    return e.what();
  } catch (const std::exception& e) {
    return std::string("another exception: ") + e.what();
  }
  return "accepted";
}
#define CHECK_SAYS(work, ...)                                                                                          \
  do {                                                                                                                 \
    const std::string message = refusal([&] { work; });                                                                \
    CAPTURE(message);                                                                                                  \
    for (const char* words : {__VA_ARGS__}) CHECK(message.find(words) != std::string::npos);                           \
  } while (false)

// Hodgkin-Huxley neurons by a method that is unstable at this time step.
constexpr auto unstable = describe(population<"hh">(4, hodgkin_huxley{}, rk4{}), drive<"hh.I">(0.7_nA),
                                   record<"hh.spikes">(), record<"hh.v">());

TEMPLATE_TEST_CASE("an unstable integrator does not give an empty list of spikes", "[not_finite]", double, float) {
  using net = network<unstable, TestType>;
  for (const unsigned n : {1u, 3u}) {
    simulation<net> sim{threads{n, true}};
    // At the end, or earlier where a loaded machine takes seconds.
    CHECK_SAYS(sim.run(100_ms), "population 'hh': ", " of neuron 0 is ", " ms (step ", "): rk4", "time step of 0.1 ms",
               "time_step{0.05_ms}", "exponential_euler{}", "allow_not_finite{}");
    // State and recordings are those of the end; the simulation can be asked, and goes on if that is meant.
    const auto end = sim.state().step;
    CHECK(sim["hh.v"_name].rows() == static_cast<std::size_t>(end));
    CHECK(sim.diagnose().has("not_a_number"));
    CHECK_SAYS(sim.run_steps(1), "population 'hh': ");
    CHECK_NOTHROW(sim.run(1_ms, allow_not_finite{}));
    CHECK(sim.state().step == end + 11);
    CHECK_THROWS_AS(sim.run(1_ms), run_stopped);
    sim.reset();
    CHECK_NOTHROW(sim.run(0.1_ms));
  }
  simulation<net> fine{time_step{0.01_ms}};
  CHECK_NOTHROW(fine.run(20_ms));
  CHECK(fine["hh.spikes"_name].size() > 0);
  // A watchdog finds the step.
  simulation<net> watched;
  CHECK_SAYS(watched.run(100_ms, watch_nan{0_ms}), "population 'hh': ", "of neuron 0 ");
  CHECK(watched.state().step < 1000);
  CHECK(watched["hh.v"_name].rows() == static_cast<std::size_t>(watched.state().step));
}

// Everything in which a value can go wrong: neurons of two kinds, weights, variables of synapses, sources and targets.
struct counts {
  double step = 1;
  struct synapse {
    double arrivals = 0;
    double last = -std::numeric_limits<double>::infinity();
    int whole = 0;
  };
  void on_pre(auto& s) const { s.arrivals += step; }
};
constexpr auto all = describe(
    population<"in">(3, spike_times{}), population<"n">(70, lif{}), population<"units">(2, rate_unit<linear>{}),
    projection<"S: in -> n[40:70].v">(all_to_all{}, weight(uniform(0_mV, 1_uV)), delay(given),
                                      plasticity{transmit{}, short_term{}, counts{}, weight_pool{}}),
    projection<"T: units -> units.net">(all_to_all{}, weight(0)), drive<"n.I">(given), record<"n.v">());
template <class Real>
using net = network<all, Real>;

template <class Real, class... S>
auto started(unsigned n, S... s) {
  numbers delays(90, 0);
  for (std::size_t k = 0; k < 90; ++k) delays[k] = 0.1 * static_cast<double>(k % 3);
  return simulation<net<Real>>{threads{n, true}, set<"in">(spike_list::at_steps(std::vector{0, 10}, std::vector{0, 2})),
                               set<"n.I">(timed_array(numbers{0}, 1_nA, 1_ms)), set<"S.delay">(values(delays, 1_ms)),
                               s...};
}

TEMPLATE_TEST_CASE("what is not finite is found wherever it is", "[not_finite]", double, float) {
  for (const unsigned n : {1u, 3u}) {
    CHECK_NOTHROW(started<TestType>(n).run(5_ms));
    {
      auto sim = started<TestType>(n);
      variable<0>(item_at<1>(sim.state().items).variables)[69] = std::numeric_limits<TestType>::quiet_NaN();
      CHECK_SAYS(sim.run_steps(3), "population 'n': v of neuron 69 is not a number (NaN) at 0.3 ms (step 3): ",
                 "weights or drives that are too large");
      CHECK(sim["n.v"_name].rows() == 3);
    }
    {
      auto sim = started<TestType>(n);
      variable<0>(item_at<2>(sim.state().items).variables)[1] = -std::numeric_limits<TestType>::infinity();
      CHECK_SAYS(sim.run_steps(3), "population 'units': net of neuron 0 is not a number", "the coupling 'T' gives ",
                 "weights that are too large");
    }
    {
      auto sim = started<TestType>(n);
      auto& slices = item_at<3>(sim.state().items).slices;
      // Nothing has come through this synapse yet.
      slices[slices.size() - 1].weights.values.back() = std::numeric_limits<TestType>::infinity();
      CHECK_SAYS(sim.run_steps(8), "projection 'S': w of synapse ", " (2 -> ", " is infinite at 0.8 ms (step 8): ");
      CHECK_SAYS(sim.run_steps(1, watch_nan{}), "projection 'S': w of synapse ");
    }
    {
      auto sim = started<TestType>(n, set<"S">(plasticity{transmit{}, short_term{}, counts{inf}, weight_pool{}}));
      CHECK_SAYS(sim.run(1_ms), "projection 'S': arrivals of synapse 0 (0 -> 40) is infinite at 1 ms");
    }
    {
      auto sim = started<TestType>(n);
      sim.run_steps(4);
      auto& slices = item_at<3>(sim.state().items).slices;
      slices[slices.size() - 1].target[slices[slices.size() - 1].target.size() - 1].pool = weight_amount(nan);
      CHECK_SAYS(sim.run_steps(5), "projection 'S': pool of target 69 ");
    }
    {
      auto sim = started<TestType>(n);
      auto& source = item_at<3>(sim.state().items).slices[0].source;
      source[source.size() - 1].used = inf;
      CHECK_SAYS(sim.run_steps(8), "projection 'S': used of source 2 is infinite");
    }
  }
}

/// A model whose last spike was never; a drive that is not always a number.
struct timer {
  template <class I>
  struct state {
    second<I> last = -std::numeric_limits<double>::infinity() * 1_s;
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class T>
  struct inputs {
    number<T> I = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.last = 0, .x = (in.I - x.x) / p.tau};
  }
};
struct fails_at {
  static constexpr dimension dims = dim::hertz;
  double t = 1;
  void validate(const std::string&) const {}
  void prepare(double) {}
  [[nodiscard]] double value(double now) const { return now < t ? 0 : std::numeric_limits<double>::quiet_NaN(); }
  [[nodiscard]] bool operator==(const fails_at&) const = default;
};
constexpr auto timed = describe(population<"t">(5, timer{}, exact{}), population<"in">(2, poisson{}),
                                drive<"in.drive">(fails_at{5e-3}), record<"in.spikes">());

TEST_CASE("values that are infinite by default are accepted; a source whose rate is NaN is not silent",
          "[not_finite]") {
  simulation<network<timed>> sim;
  CHECK_NOTHROW(sim.run(4_ms));
  CHECK_SAYS(sim.run(4_ms),
             "population 'in': drive of neuron 0 is not a number (NaN) at 8 ms (step 80): the drive 'in.drive' gives ");
  CHECK_NOTHROW(sim.run(4_ms, allow_not_finite{}));
  variable<0>(item_at<0>(sim.state().items).variables)[2] = nan;
  CHECK_SAYS(sim.run_steps(1), "population 't': last of neuron 2 ");
}

// What a model computes itself, and what all neurons share, is no drive.
using computing = equations<R"(
  dv/dt = (k + shift - v)/(10*ms) : 1
  k = log(v - 1) : 1 (constant over dt)
  shift : 1 (shared, variable))",
                            texts::threshold<"v > 5">, texts::reset<"v = 2">, texts::initially<"v = 2">>;
constexpr auto computes =
    describe(population<"c">(3, computing{}), regularly<"grow", "c">(every{5_ms}, population_wide([](auto& c) {
                                                                       c["shift"_name] = (c["shift"_name] + 1) * 1e200;
                                                                     })));

TEST_CASE("inputs that a model computes are not blamed on a drive", "[not_finite]") {
  simulation<network<computes>> sim;
  CHECK_NOTHROW(sim.run(1_ms));
  sim.set<"c.v">(values({2.0, 0.5, 2.0}));
  CHECK_SAYS(sim.run(1_ms), "population 'c': k of neuron 1 is not a number", "the model computes it: an expression");
  sim.reset();
  CHECK_SAYS(sim.run(6_ms), "population 'c': shift of neuron 0 is infinite", "all neurons share it: ");
}

// A long run is looked at while it goes on.
TEST_CASE("a long run ends soon after its first value that is not finite", "[not_finite]") {
  simulation<network<timed>> sim{threads{3, true}};
  CHECK_SAYS(sim.run(1e7_s), "population 'in': drive of neuron 0 is not a number (NaN) at ");
  CHECK(sim.state().step > 50);
  CHECK_NOTHROW(sim.run(1_ms, allow_not_finite{}));
}

// The exponential neuron at its limit is the leaky one; neurons of both kinds stand in one pack.
constexpr auto exponential =
    describe(population<"sharp">(19, adex{}, parameter<"Delta_T">(given), parameter<"a">(0_nS), parameter<"b">(0_pA),
                                 parameter<"t_ref">(2_ms), start<"v">(uniform(-70_mV, -50.4_mV))),
             drive<"sharp.I">(0.7_nA), record<"sharp.v">(), record<"sharp.spikes">());
constexpr auto leaky =
    describe(population<"sharp">(19, lif{}, rk2{}, parameter<"C_m">(281_pF), parameter<"g_L">(30_nS),
                                 parameter<"E_L">(-70.6_mV), parameter<"V_th">(-50.4_mV), parameter<"V_r">(-70.6_mV),
                                 parameter<"t_ref">(2_ms), start<"v">(uniform(-70_mV, -50.4_mV))),
             drive<"sharp.I">(0.7_nA), record<"sharp.v">(), record<"sharp.spikes">());

TEMPLATE_TEST_CASE("adex with Delta_T = 0 is the leaky neuron", "[not_finite][neurons]", double, float) {
  using sharp = simulation<network<exponential, TestType>>;
  simulation<network<leaky, TestType>> limit;
  sharp sim{set<"sharp.Delta_T">(0_mV)};
  sim.run(200_ms);
  limit.run(200_ms);
  CHECK(sim["sharp.spikes"_name].size() > 50);
  CHECK(sim["sharp.spikes"_name].steps == limit["sharp.spikes"_name].steps);
  CHECK(sim["sharp.spikes"_name].neurons == limit["sharp.spikes"_name].neurons);
  for (const double smaller : {1e-3, 1e-6, 1e-12}) {
    sharp near{set<"sharp.Delta_T">(smaller * 1_mV)};
    near.run(200_ms);
    CHECK(std::abs(static_cast<double>(near["sharp.spikes"_name].size()) -
                   static_cast<double>(limit["sharp.spikes"_name].size())) <= 19);
  }
  // V_cut below V_T counts; exactly at V_T no neuron spikes.
  sharp low{set<"sharp.Delta_T">(0_mV), set<"sharp.V_cut">(-60_mV)};
  low.run(50_ms);
  const auto& v = low["sharp.v"_name].values;
  CHECK(std::all_of(v.begin() + 19, v.end(), [](TestType x) { return x <= TestType(-60e-3); }));
  sharp at_threshold{set<"sharp.Delta_T">(0_mV), set<"sharp.v">(-50.4_mV), set<"sharp.E_L">(-50.4_mV)};
  at_threshold.run_steps(1);
  CHECK(at_threshold["sharp.spikes"_name].size() <= 19); // and nothing is NaN

  SECTION("a mix") {
    numbers slopes(19, 0);
    for (std::size_t k = 0; k < 19; k += 2) slopes[k] = 2;
    sharp mixed{set<"sharp.Delta_T">(values(slopes, 1_mV))}, smooth{set<"sharp.Delta_T">(values(numbers(19, 2), 1_mV))};
    mixed.run(200_ms);
    smooth.run(200_ms);
    const auto spikes_of = [](const auto& s, std::uint32_t i) {
      std::vector<std::int64_t> steps;
      for (std::size_t k = 0; k < s.size(); ++k)
        if (s.neurons[k] == i) steps.push_back(s.steps[k]);
      return steps;
    };
    for (std::uint32_t i = 0; i < 19; ++i)
      CHECK(spikes_of(mixed["sharp.spikes"_name], i) ==
            spikes_of((i % 2 == 0 ? smooth["sharp.spikes"_name] : sim["sharp.spikes"_name]), i));
  }
  SECTION("negative") {
    CHECK_THROWS_AS(sharp{set<"sharp.Delta_T">(-1_mV)}, invalid_value);
    CHECK_THROWS_AS(sim.template set<"sharp.Delta_T">(values(numbers(19, -1), 1_mV)), invalid_value);
  }
}

} // namespace not_finite_tests
