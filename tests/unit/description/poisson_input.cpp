// SPDX-License-Identifier: BSL-1.0
// Independent Poisson input of every neuron.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/detail/draws/poisson_counts.hpp>
#include <limits>
#include <sstream>
#include <string>

namespace {

using namespace unit_tests;

using leaky = synaptic<scaled_lif, conductance<exponential>, conductance<alpha>>;

constexpr auto summing =
    describe(population<"free">(200, adder<always_integrated>{}, parameter<"V_th">(1e9 * 1_V)),
             poisson_input<"free.v">(20_kHz, weight(1_V)), poisson_input<"second: free.u">(300_Hz, weight(-2_V)));
using summing_net = network<summing>;

constexpr auto moving =
    describe(population<"free">(200, adder<always_integrated>{}, parameter<"V_th">(1e9 * 1_V)),
             poisson_input<"free.v">([](auto t) { return t < 5_ms ? 20_kHz : 0_Hz; }, weight(1_V)),
             poisson_input<"second: free.u">([](auto) { return 300_Hz; }, weight(-2_V)), record<"free.v">());
constexpr auto sinking =
    describe(population<"free">(2, adder<always_integrated>{}),
             poisson_input<"free.v">([](auto t) { return 1_kHz - 1e6_Hz * (t / 1_s); }, weight(1_V)));

constexpr auto receptors = describe(population<"cells">(3, leaky{}), poisson_input<"cells.exc">(10_kHz, weight(0.5)),
                                    poisson_input<"cells.inh">(10_kHz, weight(2)));

constexpr auto held_cells =
    describe(population<"cells">(50, adder<unless_refractory>{}, parameter<"V_th">(9.5_V), parameter<"t_ref">(2_ms)),
             poisson_input<"cells.v">(10_kHz, weight(1_V)), record<"cells.v">(), record<"cells.spikes">());

std::string message_of(auto&& work) {
  try {
    work();
  } catch (const invalid_value& e) {
    return e.what();
  }
  return "accepted";
}

} // namespace

TEST_CASE("poisson_input: every neuron gets its own Poisson numbers of every step", "[network]") {
  simulation<summing_net> sim{seed{5}};
  sim.run_steps(20);
  const auto v = sim.get<"free.v">(), u = sim.get<"free.u">();
  const detail::poisson_counts first(2, "x"), second(0.03, "x");
  std::vector<double> expected_v(200), expected_u(200);
  const detail::bit_view never_held;
  for (std::uint64_t step = 0; step < 20; ++step) {
    first.add(make_stream(5, "free.v"), step, 1.0, expected_v.data(), never_held, 0, 200);
    second.add(make_stream(5, "second"), step, -2.0, expected_u.data(), never_held, 0, 200);
  }
  CHECK(v == expected_v);
  CHECK(u == expected_u);
  CHECK(v != std::vector<double>(200, v[0]));
}

TEST_CASE("poisson_input: raises what a spike would raise", "[network]") {
  simulation<network<receptors>> sim{seed{1}};
  sim.run_steps(1);
  const auto check = [](const std::vector<double>& x, double weight) {
    double sum = 0;
    for (const double value : x) {
      CHECK(std::fmod(value, weight) == 0);
      sum += value;
    }
    return sum;
  };
  CHECK(check(sim.get<"cells.exc.g">(), 0.5) + check(sim.get<"cells.inh.s">(), 2) > 0);
  CHECK(sim.get<"cells.inh.g">() == std::vector<double>(3, 0));
}

TEST_CASE("poisson_input: lost while the variable is held", "[network]") {
  simulation<network<held_cells>> sim{seed{3}};
  sim.run_steps(200);
  const auto& spikes = sim["cells.spikes"_name];
  const auto& v = sim["cells.v"_name];
  REQUIRE(spikes.size() > 50);
  for (std::size_t k = 0; k < spikes.size(); ++k)
    for (std::int64_t step = spikes.steps[k] + 1; step < std::min<std::int64_t>(spikes.steps[k] + 20, 200); ++step)
      CHECK(v(static_cast<std::size_t>(step), spikes.neurons[k]) == 0);
}

TEST_CASE("poisson_input: rate and weight as settings", "[network]") {
  simulation<summing_net> sim{set<"free.v.rate">(0_Hz), set<"second.rate">(50_kHz), set<"second.w">(1_V)};
  sim.run_steps(100);
  CHECK(sim.get<"free.v">() == std::vector<double>(200, 0));
  double sum = 0;
  for (const double x : sim.get<"free.u">()) sum += x;
  CHECK(sum / 200 == Approx(500).margin(5 * std::sqrt(500.0 / 200)));
}

TEST_CASE("poisson_input: the same for any order of items, and after a copy", "[network]") {
  simulation<summing_net> sim{seed{9}};
  sim.run_steps(10);
  auto copy = sim.state();
  CHECK(copy == sim.state());
  sim.run_steps(10);
  for (int k = 0; k < 10; ++k) summing_net::step(copy);
  CHECK(copy == sim.state());
  sim.reset();
  sim.run_steps(20);
  CHECK(copy == sim.state());
}

TEST_CASE("poisson_input: in the schedule", "[network]") {
  std::ostringstream out;
  summing_net::schedule(out);
  CHECK(out.str().find("synapses:\n  add Poisson input free.v\n  add Poisson input second\n") != std::string::npos);
}

TEST_CASE("poisson_input: what is refused", "[network]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto with = [](auto setting) { return message_of([&] { simulation<summing_net> sim{setting}; }); };
  CHECK(with(set<"second.rate">(-1_Hz)) ==
        "Poisson input 'second': the rate must be finite and not negative, but is -1 Hz");
  CHECK(with(set<"free.v.rate">(nan * 1_Hz)).find("Poisson input 'free.v': the rate") == 0);
  CHECK(with(set<"second.w">(nan * 1_V)) == "Poisson input 'second': the weight is not a finite number");
  CHECK(with(set<"second.rate">(1e9 * 1_Hz)).find("lower the rate or the time step") != std::string::npos);
}

TEST_CASE("poisson_input: a rate that is a function of time", "[network]") {
  simulation<summing_net> fixed{seed{3}};
  simulation<network<moving>> sim{seed{3}}, shared{seed{3}, threads{3, true}};
  fixed.run_steps(50);
  sim.run_steps(50);
  // A function that returns the rate of before draws the numbers of before.
  CHECK(sim.get<"free.v">() == fixed.get<"free.v">());
  const auto before = sim.get<"free.v">();
  fixed.run_steps(50);
  sim.run_steps(50);
  CHECK(sim.get<"free.v">() == before);
  CHECK(sim.get<"free.u">() == fixed.get<"free.u">());
  shared.run_steps(100);
  CHECK(shared.state() == sim.state());
  CHECK(message_of([] {
          simulation<network<sinking>> low{seed{1}};
          low.run(2_ms);
        }).find("'free.v': the mean number of Poisson events per step must be finite and not negative") == 0);
}
