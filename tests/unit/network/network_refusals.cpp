// SPDX-License-Identifier: BSL-1.0
// Values that cannot be simulated: the exception names the item and says why; nothing has changed.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;
using whole = std::vector<std::int64_t>;
const double nan = std::numeric_limits<double>::quiet_NaN();
const double inf = std::numeric_limits<double>::infinity();

template <class Work>
std::string refusal(const Work& work) {
  try {
    work();
  } catch (const invalid_value& e) {
    return e.what();
  } catch (const std::exception& e) {
    return std::string("not an invalid_value: ") + e.what();
  }
  return "accepted";
}
/// Words of a message; Catch2 2 and 3 call their matcher for this differently.
struct Contains {
  std::vector<std::string> words;
  explicit Contains(const char* word) : words{word} {}
  Contains operator&&(const Contains& o) const {
    Contains both = *this;
    both.words.insert(both.words.end(), o.words.begin(), o.words.end());
    return both;
  }
  [[nodiscard]] bool in(const std::string& message) const {
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& w) { return message.find(w) != std::string::npos; });
  }
};
#define REFUSED(work, ...)                                                                                             \
  do {                                                                                                                 \
    const std::string message = refusal([&] { work; });                                                                \
    CAPTURE(message);                                                                                                  \
    CHECK((__VA_ARGS__).in(message));                                                                                  \
  } while (false)

constexpr auto base = describe(record<"n.v">(), record<"S.w">(), record<"n.rate">(every{1_ms}),
                               population<"in">(3, spike_times{}), population<"n">(2, scaled_lif{}),
                               drive<"n.I">(given), projection<"S: in -> n.v">(given, weight(given), delay(given)),
                               regularly<"op", "n">(every{1_ms}, [](auto&) {}));
using net = network<base>;
const timed_array<dim::volt> quiet(numbers{0}, 1_mV, 1_ms);

/// Builds the network with one value replaced.
template <class... S>
void build(S... settings_of_test) {
  simulation<net> sim{set<"S">(all_to_all{}), set<"S.w">(1_mV), set<"S.delay">(0_ms), set<"n.I">(quiet),
                      settings_of_test...};
}

TEST_CASE("bad sizes and time steps are refused", "[refusals]") {
  CHECK_NOTHROW(build());
  REFUSED(build(set<"n">(0)), Contains("'n'") && Contains("size 0"));
  REFUSED(build(set<"n">(-3)), Contains("'n'") && Contains("-3"));
  REFUSED(build(set<"in">(0)), Contains("'in'") && Contains("size 0"));
  REFUSED(build(set<"n">(std::int64_t{1} << 40)), Contains("'n'"));
  REFUSED(build(time_step{0_ms}), Contains("time step") && Contains("positive"));
  REFUSED(build(time_step{-0.1_ms}), Contains("time step"));
  REFUSED(build(time_step{nan * 1_s}), Contains("time step"));
  REFUSED(build(time_step{inf * 1_s}), Contains("time step"));
}

TEST_CASE("bad connections are refused", "[refusals]") {
  REFUSED(build(set<"S">(fixed_probability{1.5})),
          Contains("'S'") && Contains("probability") && Contains("between 0 and 1"));
  REFUSED(build(set<"S">(fixed_probability{-0.1})), Contains("'S'") && Contains("probability"));
  REFUSED(build(set<"S">(fixed_probability{nan})), Contains("'S'") && Contains("probability"));
  REFUSED(build(set<"S">(matrix(numbers(6, 1), 3))), Contains("'S'") && Contains("2 x 3") && Contains("3 sources"));
  REFUSED(build(set<"S">(matrix(numbers(4, 1), 2))), Contains("'S'") && Contains("2 x 2"));
  REFUSED(build(set<"S">(matrix(numbers{1, 1, nan, 0, 0, 0}, 2))),
          Contains("'S'") && Contains("(1, 0)") && Contains("NaN"));
  REFUSED(build(set<"S">(pairs(whole{0, 3}, whole{0, 0}))),
          Contains("'S'") && Contains("3 -> 0") && Contains("out of range"));
  REFUSED(build(set<"S">(pairs(whole{0, 0}, whole{0, -1}))), Contains("'S'") && Contains("out of range"));
  REFUSED(build(set<"S">(pairs(whole{0, 0}, whole{0}))), Contains("'S'") && Contains("one length"));
  REFUSED(build(set<"S">(one_to_one{})), Contains("'S'") && Contains("equal sizes"));
  REFUSED(build(set<"S">(fixed_indegree{4}.without_multapses())), Contains("'S'") && Contains("in-degree of 4"));
}

constexpr auto sliced = describe(population<"in">(given, spike_times{}), population<"n">(given, scaled_lif{}),
                                 projection<"S: in[0:3] -> n[1:3].v">(all_to_all{}, weight(1_mV)));
TEST_CASE("slices must lie in their populations", "[refusals]") {
  CHECK_NOTHROW(simulation<network<sliced>>{set<"in">(3), set<"n">(3)});
  REFUSED((simulation<network<sliced>>{set<"in">(2), set<"n">(3)}),
          Contains("'S'") && Contains("[0:3]") && Contains("'in'"));
  REFUSED((simulation<network<sliced>>{set<"in">(3), set<"n">(2)}),
          Contains("'S'") && Contains("[1:3]") && Contains("'n'"));
}

TEST_CASE("bad weights and delays are refused", "[refusals]") {
  REFUSED(build(set<"S.w">(nan * 1_mV)), Contains("'S.w'") && Contains("not a finite number"));
  REFUSED(build(set<"S.w">(values(numbers{0, 1, 2, 3, nan, 5}, 1_mV))),
          Contains("'S.w'") && Contains("synapse 4 (2 -> 0)"));
  REFUSED(build(set<"S.w">(values(numbers{0, 1, 2, 3, inf, 5}, 1_mV))),
          Contains("'S.w'") && Contains("not a finite number"));
  REFUSED(build(set<"S.w">(values(numbers(5, 1), 1_mV))),
          Contains("'S.w'") && Contains("5 values") && Contains("6 synapses"));
  REFUSED(build(set<"S.w">(values(numbers(7, 1), 1_mV))),
          Contains("'S.w'") && Contains("7 values") && Contains("6 synapses"));
  REFUSED(build(set<"S.w">(normal(1_mV, -1_mV))), Contains("'S.w'") && Contains("standard deviation"));
  REFUSED(build(set<"S.w">(function_of([](auto, auto) { return std::nan("") * 1_mV; }))), Contains("'S.w'"));
  REFUSED(build(set<"S.delay">(-0.1_ms)), Contains("'S.delay'") && Contains("negative"));
  REFUSED(build(set<"S.delay">(values(numbers{0, 0, 0, 0, 0, -1}, 1_ms))),
          Contains("'S.delay'") && Contains("negative"));
  REFUSED(build(set<"S.delay">(0.25_ms)),
          Contains("'S.delay'") && Contains("0.25") && Contains("no multiple") && Contains("rounded"));
  REFUSED(build(set<"S.delay">(0.1_ms), time_step{0.25_ms}), Contains("'S.delay'") && Contains("no multiple"));
  REFUSED(build(set<"S.delay">(nan * 1_ms)), Contains("'S.delay'") && Contains("not a finite number"));
  REFUSED(build(set<"S.delay">(1e6_s)), Contains("'S.delay'"));
  REFUSED(build(set<"S.delay">(values(numbers{0, 0}, 1_ms))), Contains("'S.delay'") && Contains("2 values"));
}

TEST_CASE("bad parameters and start values are refused", "[refusals]") {
  REFUSED(build(set<"n.V_th">(nan * 1_mV)), Contains("population 'n': V_th is not a number (NaN)"));
  REFUSED(build(set<"n.V_th">(values(numbers{1, nan}, 1_mV))),
          Contains("population 'n': V_th of neuron 1 is not a number (NaN)"));
  REFUSED(build(set<"n.V_th">(values(numbers{1, 2, 3}, 1_mV))),
          Contains("'n.V_th'") && Contains("3 values") && Contains("2"));
  REFUSED(build(set<"n.v">(values(numbers{1, nan}, 1_mV))),
          Contains("population 'n': v of neuron 1 is not a number (NaN)"));
  REFUSED(build(set<"n.v">(values(numbers{1, inf}, 1_mV))), Contains("v of neuron 1 is infinite"));
  REFUSED(build(set<"n.v">(inf * 1_mV)), Contains("population 'n': v of neuron 0 is infinite"));
  REFUSED(build(set<"n.v">(function_of([](auto, auto) { return std::nan("") * 1_mV; }))), Contains("v of neuron 0"));
  REFUSED(build(set<"n.v">(uniform(2_mV, 1_mV))), Contains("'n.v'") && Contains("bound"));
  REFUSED(build(set<"n.t_ref">(-1_ms)),
          Contains("population 'n': t_ref is -1 ms; a refractory period must not be negative"));
  REFUSED(build(set<"n.t_ref">(1e9_s)), Contains("'n.t_ref'") && Contains("16 million steps"));
  REFUSED(build(set<"n.t_ref">(inf * 1_s)), Contains("t_ref is infinite"));
  REFUSED(build(set<"n.tau_m">(-5_ms)), Contains("population 'n': tau_m is -5 ms; a time constant must be positive"));
  REFUSED(build(set<"n.tau_m">(0_ms)), Contains("population 'n': tau_m is 0 s; a time constant must be positive"));
  REFUSED(build(set<"n.tau_m">(values(numbers{20, -5}, 1_ms))),
          Contains("population 'n': tau_m of neuron 1 is -5 ms; a time constant must be positive"));
  REFUSED(build(set<"n.tau_m">(normal(1_ms, 100_ms))), Contains("population 'n': tau_m of neuron "));
  REFUSED(build(set<"n.tau_m">(-inf * 1_s)), Contains("tau_m"));
  REFUSED(build(set<"n.E_L">(inf * 1_V)), Contains("population 'n': E_L is infinite; only time constants"));
  REFUSED(build(set<"n.E_L">(values(numbers{-70, -inf}, 1_mV))), Contains("E_L of neuron 1 is infinite"));
}

constexpr auto with_receptors =
    describe(population<"a">(2, synaptic<lif, conductance<alpha>, saturating<exponential>>{}, exponential_euler{}),
             population<"b">(2, scaled_lif{}, exact{}), drive<"b.I">(30_mV), record<"b.v">(), record<"b.spikes">());
template <class Real = double, class... S>
auto with(S... settings_of_test) {
  return simulation<network<with_receptors, Real>>{settings_of_test...};
}

TEST_CASE("parameters of receptors are checked like others", "[refusals]") {
  REFUSED(with(set<"a.exc.tau">(0_ms)), Contains("population 'a': exc.tau is 0 s; a time constant must be positive"));
  REFUSED(with(set<"a.inh.tau">(values(numbers{5, -5}, 1_ms))), Contains("inh.tau of neuron 1 is -5 ms"));
  REFUSED(with(set<"a.exc.E">(nan * 1_V)), Contains("population 'a': exc.E is not a number (NaN)"));
  REFUSED(with(set<"a.exc.E">(inf * 1_V)), Contains("exc.E is infinite"));
  REFUSED(with(set<"a.C_m">(0_pF)), Contains("population 'a': C_m is 0 F; a capacitance must be positive"));
  REFUSED(with(set<"a.C_m">(values(numbers{200, -200}, 1_pF))),
          Contains("population 'a': C_m of neuron 1 is -200 pF; a capacitance must be positive"));
  REFUSED(with(set<"a.exc.g">(inf * 1_nS)), Contains("exc.g of neuron 0 is infinite"));
  REFUSED(with<float>(set<"a.exc.tau">(0_ms)), Contains("exc.tau is 0 s"));
  REFUSED(with<float>(set<"a.C_m">(-200_pF)), Contains("C_m is -200 pF"));
  REFUSED(with<float>(threads{3}, set<"b.tau_m">(values(numbers{20, -5}, 1_ms))), Contains("tau_m of neuron 1 is -5"));
}

TEST_CASE("infinity is a value where it means something", "[refusals]") {
  // Nothing decays, nothing spikes; a receptor without a bound.
  auto sim =
      with(set<"b.tau_m">(inf * 1_s), set<"b.V_th">(inf * 1_V), set<"a.inh.I_max">(inf * 1_A), set<"b.v">(-1_mV));
  sim.run(10_ms);
  CHECK(sim.get<"b.v">() == numbers(2, -1e-3));
  sim.set<"b.tau_m">(20_ms);
  sim.run(1_s);
  CHECK(sim["b.spikes"_name].size() == 0);
  auto narrow = with<float>(set<"b.V_th">(values(numbers{-50e-3, inf}, 1_V)), set<"b.v">(-70_mV));
  narrow.run(1_s);
  CHECK(narrow["b.spikes"_name].size() > 0);
  CHECK(std::all_of(narrow["b.spikes"_name].neurons.begin(), narrow["b.spikes"_name].neurons.end(),
                    [](std::uint32_t i) { return i == 0; }));
}

/// Times that may be negative and a switch that is infinite by default.
struct odd_model {
  template <class I>
  struct state {
    second<I> last = -std::numeric_limits<double>::infinity() * 1_s;
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> t_start = 0_ms, growth = -10_ms;
    siemens<I> g = -1_nS;
    number<I> cap = std::numeric_limits<double>::infinity(), delta = -1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.last = 0, .x = -x.x / p.growth};
  }
};
constexpr auto odd = describe(population<"n">(3, odd_model{}));

TEST_CASE("what the author of a model means is not refused", "[refusals]") {
  simulation<network<odd>> sim{set<"n.t_start">(-5_ms), set<"n.growth">(-20_ms)};
  CHECK_NOTHROW(sim.set<"n.t_start">(0_ms));
  CHECK_NOTHROW(sim.set<"n.cap">(1));
  CHECK_NOTHROW(sim.set<"n.cap">(values(numbers{1, inf, 2})));
  CHECK_NOTHROW(sim.set<"n.last">(values(numbers{1, -inf, 2}, 1_s)));
  CHECK_NOTHROW(sim.run(1_ms));
  REFUSED(sim.set<"n.cap">(nan), Contains("population 'n': cap is not a number (NaN)"));
  REFUSED(sim.set<"n.last">(nan * 1_s), Contains("last of neuron 0 is not a number (NaN)"));
  REFUSED(sim.set<"n.t_start">(inf * 1_s), Contains("t_start is infinite"));
}

/// The sign of a default is a slip of the model's author.
struct slipped_model : odd_model {
  template <class I>
  using state = odd_model::state<I>;
  template <class I>
  struct parameters {
    second<I> tau_x = -10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.last = 0, .x = -x.x / p.tau_x};
  }
};
constexpr auto slipped = describe(population<"n">(3, slipped_model{}));

TEST_CASE("a default that no model can mean is refused like any value", "[refusals]") {
  REFUSED(simulation<network<slipped>>{},
          Contains("population 'n': tau_x is -10 ms; a time constant must be positive"));
}

TEST_CASE("bad drives are refused", "[refusals]") {
  const auto array = [](const numbers& v, std::size_t columns, quantity<dim::second> dt) {
    return set<"n.I">(timed_array<dim::volt>(v, columns, 1_mV, dt));
  };
  CHECK_NOTHROW(build(array(numbers(6, 1), 2, 1_ms)));
  REFUSED(build(array(numbers(6, 1), 3, 1_ms)), Contains("'n.I'") && Contains("3 columns") && Contains("2 neurons"));
  REFUSED(build(array(numbers(5, 1), 2, 1_ms)), Contains("'n.I'") && Contains("5 values"));
  REFUSED(build(array(numbers(5, 1), 0, 1_ms)), Contains("'n.I'"));
  REFUSED(build(array(numbers{}, 1, 1_ms)), Contains("'n.I'") && Contains("empty"));
  REFUSED(build(array(numbers{1, 2, 3, nan}, 2, 1_ms)), Contains("'n.I'") && Contains("value 1 of row 1"));
  REFUSED(build(array(numbers{1}, 1, 0_ms)), Contains("'n.I'") && Contains("positive"));
  REFUSED(build(array(numbers{1}, 1, nan * 1_s)), Contains("'n.I'"));
}

constexpr auto sources_only =
    describe(population<"in">(3, poisson{}), population<"cells">(2, escape_rate{}), drive<"in.drive">(given),
             drive<"cells.I">(given), poisson_input<"cells.v">(1_Hz, weight(1_mV)), record<"in.spikes">());
constexpr auto wave = describe(population<"in">(3, poisson{}), drive<"in.drive">(sinusoid{20_Hz}));
constexpr auto waves =
    describe(population<"in">(3, poisson{}), drive<"in.drive">(sinusoid{6_kHz}), drive<"in.drive">(given));
TEST_CASE("rates that no neuron can have are refused", "[refusals]") {
  const auto rates = [](const numbers& v, std::size_t columns) {
    return set<"in.drive">(timed_array<dim::hertz>(v, columns, 1_Hz, 1_ms));
  };
  const auto sources = [&](auto... s) {
    return simulation<network<sources_only>>{rates({0, 0}, 1), set<"cells.I">(timed_array(numbers{0}, 1_nA, 1_ms)),
                                             s...};
  };
  CHECK_NOTHROW(sources(set<"in.rate">(10_kHz))); // exactly one spike per step
  REFUSED(sources(set<"in.rate">(12892_Hz)),
          Contains("population 'in': the rate with its drive 'in.drive' is 12.892 kHz, 1.29 spikes in a time step of "
                   "0.1 ms") &&
              Contains("poisson_input"));
  CHECK_NOTHROW(sources(set<"in.rate">(12892_Hz), time_step{0.05_ms}));
  REFUSED(sources(set<"in.rate">(values(numbers{1, 2, 20000}, 1_Hz))), Contains("the rate of neuron 2 with its drive"));
  REFUSED(sources(set<"in.rate">(-5_Hz)), Contains("population 'in': rate is -5 Hz; a rate must not be negative"));
  REFUSED(sources(set<"in.rate">(values(numbers{1, -1, 2}, 1_Hz))), Contains("rate of neuron 1 is -1 Hz"));
  REFUSED(sources(set<"in.rate">(nan * 1_Hz)), Contains("population 'in': rate is not a number"));
  REFUSED(sources(set<"in.rate">(inf * 1_Hz)), Contains("population 'in': rate is infinite"));
  REFUSED(sources(set<"cells.rho_0">(-1_Hz)), Contains("population 'cells': rho_0 is -1 Hz"));
  REFUSED(sources(set<"cells.delta">(0_mV)), Contains("population 'cells': delta is 0 V") && Contains("positive"));
  const auto driven = [](auto s, auto... more) {
    return simulation<network<sources_only>>{s, set<"cells.I">(timed_array(numbers{0}, 1_nA, 1_ms)), more...};
  };
  REFUSED(driven(rates({5, 12892, 0}, 1)), Contains("'in'") && Contains("'in.drive'") && Contains("12.892 kHz"));
  REFUSED(driven(rates({5, 5, 5, 5, 12892, 0}, 3)), Contains("neuron 1") && Contains("12.892 kHz"));
  REFUSED(driven(rates({5, -1}, 1)), Contains("'in.drive' is -1 Hz; a rate must not be negative"));
  CHECK_NOTHROW(driven(rates({5, -1}, 1), set<"in.rate">(1_Hz))); // the sum counts
  REFUSED(driven(rates({5, nan}, 1)), Contains("'in.drive'") && Contains("value 0 of row 1"));
  REFUSED((simulation<network<wave>>{set<"in.rate">(9990_Hz)}), Contains("10.01 kHz") && Contains("'in.drive'"));
  CHECK_NOTHROW(simulation<network<wave>>{set<"in.rate">(10_Hz)}); // what is below zero of a wave is no rate
  CHECK_NOTHROW(simulation<network<waves>>{rates({6000, 0}, 1)});  // not at their peaks together, perhaps
  // Several events in a step are counted.
  CHECK_NOTHROW(sources(set<"cells.v.rate">(100_kHz)));
  REFUSED(sources(set<"cells.v.rate">(-1_Hz)), Contains("'cells.v'") && Contains("not negative"));
  REFUSED(sources(set<"cells.v.rate">(nan * 1_Hz)), Contains("'cells.v'"));
  REFUSED(sources(set<"cells.v.w">(inf * 1_mV)), Contains("'cells.v'") && Contains("weight"));

  auto sim = sources(set<"in.rate">(100_Hz));
  sim.run(5_ms);
  const auto before = sim.state();
  REFUSED(sim.set<"in.rate">(12892_Hz), Contains("12.892 kHz"));
  REFUSED(sim.set<"in.rate">(values(numbers{1, 1, 20000}, 1_Hz)), Contains("neuron 2"));
  REFUSED(sim.set<"in.rate">(-5_Hz), Contains("rate is -5 Hz"));
  REFUSED(sim.set<"cells.C_m">(0_pF), Contains("C_m is 0 F"));
  REFUSED(sim.set<"cells.C_m">(values(numbers{1, -1}, 1_pF)), Contains("C_m of neuron 1 is -1 pF"));
  CHECK(sim.state() == before);
  CHECK_NOTHROW(sim.set<"in.rate">(10_kHz));
}

/// As a network with this rule does it.
template <class Rule>
void with_rule(const Rule& rule) {
  detail::check_rule(rule, "projection 'S'");
}
struct fast_rule {
  quantity<dim::second> tau_fast = -1_ms;
  double gain = 1;
  void on_pre(auto& s) const { s.w *= gain; }
  bool operator==(const fast_rule&) const = default;
};
/// Classes that derive from a rule, whose members are not listed.
struct derived_pairs : pair_stdp {};
struct derived_pool : weight_pool {};
/// Means something of its own by names that rules of the library have, and takes w_max for a bound alone.
struct other_meaning {
  double a_pre = 0.01, a_post = 0.01, W0 = -1, f_target = -2, w_min = 0, w_max = 1;
  void on_pre(auto&) const {}
  bool operator==(const other_meaning&) const = default;
};
struct own_rule {
  double tau = 0, U = 7, strength = 1; // 0: never
  void on_pre(auto& s) const { s.w *= static_cast<decltype(s.w)>(strength); }
  void validate(std::string_view projection) const {
    if (!(strength >= 0)) throw invalid_value(std::string(projection) + ": strength must not be negative");
  }
  bool operator==(const own_rule&) const = default;
};

constexpr auto learning =
    describe(population<"in">(2, poisson{}), population<"n">(2, scaled_lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, pair_stdp{.w_max = 2_mV}}),
             regularly<"shrink", "S">(every{1_ms}, normalise{1_mV}));

TEST_CASE("bad parameters of rules are refused", "[refusals]") {
  const auto learn = [](const pair_stdp& rule) {
    simulation<network<learning>>{set<"S">(plasticity{transmit{}, rule})};
  };
  CHECK_NOTHROW(learn({.w_max = 2_mV}));
  REFUSED(learn({.tau_pre = 0_ms, .w_max = 2_mV}),
          Contains("projection 'S': parameter tau_pre of a rule is 0 s; it must be positive"));
  REFUSED(learn({.w_min = 3_mV, .w_max = 2_mV}),
          Contains("projection 'S': w_min of a rule, 3 mV, is above w_max, 2 mV"));
  REFUSED(learn({.w_max = nan * 1_mV}), Contains("projection 'S'") && Contains("of a rule is not a number"));
  REFUSED((simulation<network<learning>>{set<"shrink">(normalise{nan * 1_mV})}),
          Contains("operation 'shrink': parameter goal of a rule is not a number"));
  const pair_stdp good{.w_max = 2};
  const auto stdp_with = [&](auto change) {
    auto rule = good;
    change(rule);
    with_rule(rule);
  };
  CHECK_NOTHROW(with_rule(good));
  REFUSED(stdp_with([](auto& r) { r.tau_pre = 0_ms; }),
          Contains("projection 'S': parameter tau_pre of a rule is 0 s; it must be positive"));
  REFUSED(stdp_with([](auto& r) { r.tau_post = -20_ms; }), Contains("tau_post of a rule is -20 ms"));
  REFUSED(stdp_with([](auto& r) { r.tau_pre = nan * 1_s; }), Contains("tau_pre of a rule is not a number"));
  REFUSED(stdp_with([](auto& r) { r.w_max = nan; }), Contains("w_max of a rule is not a number"));
  REFUSED(stdp_with([](auto& r) { r.w_min = 3; }), Contains("projection 'S': w_min of a rule, 3, is above w_max, 2"));
  REFUSED(stdp_with([](auto& r) { r.a_pre = nan; }), Contains("a_pre of a rule is not a number"));
  CHECK_NOTHROW(stdp_with([](auto& r) { r.tau_pre = inf * 1_s; }));
  CHECK_NOTHROW(stdp_with([](auto& r) { r.a_post = 1; }));
  REFUSED(with_rule(clip_weight{.low = 1, .high = 0.5}), Contains("low of a rule, 1, is above high, 0.5"));
  REFUSED(with_rule(short_term{.U = 1.5}), Contains("U of a rule is 1.5; it is a share, from 0 to 1"));
  REFUSED(with_rule(short_term{.tau_rec = -1_ms}), Contains("tau_rec"));
  CHECK_NOTHROW(with_rule(short_term{.tau_rec = 0_ms})); // resources recover at once
  CHECK_NOTHROW(with_rule(short_term{.tau_facil = 0_ms}));
  REFUSED(with_rule(short_term{.tau_facil = -1_ms}), Contains("tau_facil"));
  REFUSED(with_rule(weight_pool{.eta = 1.2}), Contains("eta of a rule is 1.2") && Contains("share"));
  REFUSED(with_rule(homeostatic_scaling{.goal = 0_Hz}), Contains("goal of a rule is 0 Hz"));
  REFUSED(with_rule(homeostatic_scaling{.tau_w = -1_s}), Contains("tau_w"));
  REFUSED(with_rule(modulated_stdp{.tau_c = 0_s, .w_max = 1}), Contains("tau_c"));
  REFUSED(with_rule(triplet_stdp{.tau_x = 0_s, .w_max = 1}), Contains("tau_x"));
  REFUSED(with_rule(inhibitory_stdp{.tau = 0_s, .eta = 1, .w_max = 1}), Contains("tau of a rule"));
  REFUSED(with_rule(calcium_plasticity{.sigma = -1}), Contains("sigma of a rule is -1; it must not be negative"));
  REFUSED(with_rule(calcium_plasticity{.gamma_p = -1}), Contains("gamma_p of a rule is -1"));
  REFUSED(with_rule(nmda{.alpha = -1_Hz}), Contains("alpha of a rule is -1 Hz"));
  REFUSED(with_rule(ampa_and_nmda{.ratio = -0.1}), Contains("ratio of a rule is -0.1"));
  REFUSED(with_rule(voltage_stdp{.u_ref = -1_mV}), Contains("u_ref of a rule is -1 mV"));
  REFUSED(with_rule(eprop{.gamma = -0.3}), Contains("gamma of a rule is -0.3"));
  REFUSED(with_rule(adaptive_eprop{.f_target = -1_Hz}), Contains("f_target of a rule is -1 Hz"));
  REFUSED(with_rule(adaptive_eprop{.c_reg = -1}), Contains("c_reg of a rule is -1"));
  REFUSED(with_rule(adam{.beta_1 = 1.1}), Contains("beta_1 of a rule is 1.1; it is a share"));
  REFUSED(with_rule(power_law_stdp{.mu = -1}), Contains("mu of a rule is -1"));
  REFUSED(with_rule(weight_exchange{.W0 = -1}), Contains("W0 of a rule is -1"));
  // A policy within a rule is read, too.
  REFUSED(with_rule(stdp<power_law>{.by_weight = {.mu_up = -1}}), Contains("mu_up of a rule is -1"));
  REFUSED(stdp_with([](auto& r) { r.w_max = inf; }), Contains("w_max of a rule is inf"));
  REFUSED(stdp_with([](auto& r) { r.w_min = 2; }), Contains("w_min and w_max of a rule are both 2; weights learn"));
  // Rules of one's own are read by reflection.
  REFUSED(with_rule(fast_rule{}), Contains("parameter tau_fast of a rule is -1 ms; it must be positive"));
  REFUSED(with_rule(fast_rule{.tau_fast = 1_ms, .gain = nan}), Contains("gain of a rule is not a number"));
  CHECK_NOTHROW(with_rule(fast_rule{.tau_fast = 1_ms}));
  // A default of 0 switches something off; what the rule demands itself, it says.
  CHECK_NOTHROW(with_rule(own_rule{}));
  CHECK_NOTHROW(with_rule(own_rule{.tau = 0.02}));
  REFUSED(with_rule(own_rule{.tau = -1}), Contains("tau of a rule is -1"));
  REFUSED(with_rule(own_rule{.strength = -1}), Contains("projection 'S': strength must not be negative"));
}

constexpr auto backwards = describe(population<"n">(2, scaled_lif{}), record<"n.v">(every{-1_ms}));

TEST_CASE("bad recordings and periods are refused", "[refusals]") {
  REFUSED(build(set<"n.v">(only(whole{0, 2}))), Contains("'n.v'") && Contains("number 2") && Contains("out of range"));
  REFUSED(build(set<"n.v">(only(whole{-1}))), Contains("'n.v'") && Contains("out of range"));
  REFUSED(build(set<"n.v">(only(numbers{0.5}))), Contains("'n.v'") && Contains("out of range"));
  REFUSED(build(set<"n.v">(only(numbers{nan}))), Contains("'n.v'") && Contains("out of range"));
  REFUSED(build(set<"S.w">(only(whole{6}))), Contains("'S.w'") && Contains("number 6"));
  REFUSED(build(set<"op">(every{0.25_ms})), Contains("'op'") && Contains("0.25") && Contains("multiple"));
  REFUSED(build(set<"op">(every{-1_ms})), Contains("'op'"));
  REFUSED(build(set<"op">(every{nan * 1_ms})), Contains("'op'"));
  REFUSED(build(time_step{0.3_ms}), Contains("multiple of the time step"));
  REFUSED(simulation<network<backwards>>{}, Contains("'n.v'") && Contains("-1"));
}

// Every time that must lie on the grid of steps is refused with the same words.
struct own_pace {
  quantity<dim::second> interval = 1_ms;
  static void on_step(auto& s) { s.w *= 2; }
  bool operator==(const own_pace&) const = default;
};
constexpr auto paced = describe(
    record<"n.v">(), record<"n.rate">(every{1_ms}), population<"in">(3, spike_times{}),
    population<"n">(2, scaled_lif{}), projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), delay(given)),
    projection<"D: in -> n.v">(all_to_all{}, weight(1_mV), delay(given)),
    projection<"P: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, weight_decay{.interval = 1_ms}}),
    projection<"O: in -> n.v">(all_to_all{}, weight(1_mV),
                               plasticity{transmit{}, pair_stdp{.w_max = 1_mV}, own_pace{}}),
    regularly<"op", "n">(every{1_ms}, [](auto&) {}));

TEMPLATE_TEST_CASE("times off the grid of steps are refused in the same words", "[refusals]", float, double) {
  using paced_net = network<paced, TestType>;
  const auto with = [](auto... settings_of_test) {
    simulation<paced_net> sim{set<"S.delay">(0_ms), set<"D.delay">(uniform(0_ms, 0_ms)), settings_of_test...};
    sim.run(5_ms);
    return sim;
  };
  const auto decay = [](quantity<dim::second> interval) {
    return set<"P">(plasticity{transmit{}, weight_decay{.interval = interval}});
  };
  const auto own = [](quantity<dim::second> interval) {
    return set<"O">(plasticity{transmit{}, pair_stdp{.w_max = 1_mV}, own_pace{interval}});
  };
  const auto off = Contains("of 0.25 ms is no multiple of the time step (0.1 ms); nearest: 0.2 ms, 0.3 ms");
  REFUSED(with(set<"op">(every{0.25_ms})), Contains("operation 'op': a period") && off);
  REFUSED(with(set<"S.delay">(0.25_ms)), Contains("'S.delay': a delay") && off && Contains("delay(...).rounded()"));
  REFUSED(with(set<"D.delay">(uniform(0.25_ms, 0.25_ms))), Contains("'D.delay': a delay") && off);
  REFUSED(with(decay(0.25_ms)), Contains("projection 'P': an interval") && off);
  REFUSED(with(own(0.25_ms)), Contains("projection 'O': an interval") && off);
  REFUSED(with(time_step{0.3_ms}),
          Contains("of 1 ms is no multiple of the time step (0.3 ms); nearest: 0.9 ms, 1.2 ms"));

  const auto positive = Contains("is not possible; it must be finite and positive");
  for (const double bad : {-1e-3, nan, inf, -inf}) {
    REFUSED(with(set<"op">(every{bad * 1_s})), Contains("operation 'op': a period of ") && positive);
    REFUSED(with(decay(bad * 1_s)), Contains("projection 'P': an interval of ") && positive);
    REFUSED(with(own(bad * 1_s)), Contains("projection 'O': an interval of ") && positive);
    REFUSED(with(set<"S.delay">(bad * 1_s)), Contains("'S.delay': "));
    REFUSED(with(set<"D.delay">(uniform(bad * 1_s, bad * 1_s))), Contains("'D.delay': "));
  }
  REFUSED(with(decay(0_ms)), Contains("projection 'P': an interval of 0 s") && positive);
  REFUSED(with(decay(0.01_ms)),
          Contains("an interval of 10 us is no multiple of the time step (0.1 ms); nearest: 0.1 ms"));
  REFUSED(with(own(1e300_s)), Contains("an interval of 1e300 s is more than 9e15 steps"));
  REFUSED(with(set<"op">(every{1e300_s})), Contains("a period of 1e300 s is more than 9e15 steps"));
  REFUSED(with(set<"S.delay">(-1e-7_s)), Contains("a delay of -0.1 us is negative"));
  REFUSED(with(set<"S.delay">(1e4_s)), Contains("a delay of 10000 s is more than ten million steps"));
  // A long time may not be off by a part of a step either.
  REFUSED(with(set<"op">(every{100.00005_s})), Contains("nearest: 100 s, 100.0001 s"));

  // What is on the grid up to rounding is accepted; rules may come late.
  CHECK_NOTHROW(with(set<"op">(every{3 * 0.1_ms}), decay(7 * 0.1_ms), own(1000_s), set<"S.delay">(0.1_ms + 0.2_ms)));
  simulation<paced_net> sim{set<"S.delay">(0_ms), set<"D.delay">(0_ms)};
  auto& late = sim.state();
  std::get<1>(item_at<paced_net::structure::find(item_kind::projection, "P")>(late.items).rules.rules).interval =
      0.25_ms;
  REFUSED(sim.run(1_ms), Contains("projection 'P': an interval") && off);
  CHECK(sim.state().step == 0);
}

TEST_CASE("the durations that an option of run is given are checked", "[refusals]") {
  simulation<net> sim{set<"S">(all_to_all{}), set<"S.w">(1_mV), set<"S.delay">(0_ms), set<"n.I">(quiet)};
  const auto before = sim.state();
  for (const double bad : {-1e-3, nan, inf}) {
    REFUSED(sim.run(1_ms, watch_nan{bad * 1_s}), Contains("watch_nan: an interval of ") && Contains("not possible"));
    REFUSED(sim.run(1_ms, watch_rate<"n">(0_Hz, 1_Hz, bad * 1_s)), Contains("watch_rate<\"n\">: a window of "));
    REFUSED(sim.run(1_ms, watch_value<"n.v">(-1_V, 1_V, bad * 1_s)), Contains("watch_value<\"n.v\">: an interval of "));
  }
  CHECK(sim.state() == before);
  // How often something looks need not fit the time step.
  CHECK_NOTHROW(sim.run(1_ms, watch_nan{0.25_ms}, watch_value<"n.v">(-1_V, 1_V, 1e300_s)));
}

TEST_CASE("bad durations are refused and change nothing", "[refusals]") {
  simulation<net> sim{set<"S">(all_to_all{}), set<"S.w">(1_mV), set<"S.delay">(0_ms), set<"n.I">(quiet)};
  sim.run(1_ms);
  const auto before = sim.state();
  REFUSED(sim.run(-1_ms), Contains("run") && Contains("not negative"));
  REFUSED(sim.run(nan * 1_s), Contains("run") && Contains("finite"));
  REFUSED(sim.run(inf * 1_s), Contains("run") && Contains("finite"));
  REFUSED(sim.run(1e15_s), Contains("1e15 s") && Contains("more than 9e15 steps") && Contains("stop_when"));
  REFUSED(sim.run(1e308_s), Contains("1e308 s") && Contains("more than 9e15 steps"));
  REFUSED(sim.run_steps(-1), Contains("run_steps") && Contains("not be negative"));
  CHECK(sim.state() == before);
  CHECK(sim["n.v"_name].rows() == 10);
}

TEST_CASE("bad lists of spikes are refused", "[refusals]") {
  const auto at_steps = [](const auto& steps, const auto& neurons) {
    build(set<"in">(spike_list::at_steps(steps, neurons)));
  };
  const auto at_times = [](const auto& times, const auto& neurons) {
    build(set<"in">(spike_list::at_times(times, 1_ms, neurons)));
  };
  CHECK_NOTHROW(at_steps(whole{5, 0, 5}, whole{0, 0, 2}));
  REFUSED(at_steps(whole{1, 2}, whole{0}), Contains("'in'") && Contains("2 spike times") && Contains("1 neuron"));
  REFUSED(at_steps(whole{1, -2}, whole{0, 0}), Contains("'in'") && Contains("spike 1"));
  REFUSED(at_steps(numbers{0.5}, whole{0}), Contains("'in'") && Contains("whole"));
  REFUSED(at_steps(whole{1, 2}, whole{0, 3}),
          Contains("'in'") && Contains("spike 1") && Contains("neuron 3") && Contains("0 to 2"));
  REFUSED(at_steps(whole{1}, whole{-1}), Contains("'in'") && Contains("neuron -1"));
  REFUSED(at_steps(whole{1}, numbers{0.5}), Contains("'in'") && Contains("spike 0"));
  REFUSED(at_steps(whole{1}, numbers{nan}), Contains("'in'") && Contains("spike 0"));
  CHECK_NOTHROW(at_steps(whole{4, 1, 4}, whole{1, 1, 1})); // twice in step 4
  CHECK_NOTHROW(at_times(numbers{0.31, 0.39}, whole{1, 1}));
  REFUSED(at_times(numbers{nan}, whole{0}), Contains("'in'") && Contains("spike 0"));
  REFUSED(at_times(numbers{-0.1}, whole{0}), Contains("'in'") && Contains("spike 0"));
  REFUSED(at_times(numbers{inf}, whole{0}), Contains("'in'") && Contains("spike 0"));
}

} // namespace

TEST_CASE("rules of users: members of base classes are checked, and names may mean something else", "[build]") {
  derived_pairs pairs;
  pairs.w_min = 2;
  pairs.w_max = 1;
  REFUSED(with_rule(pairs), Contains("w_min of a rule, 2") && Contains("is above w_max"));
  derived_pool pool;
  pool.eta = 2;
  REFUSED(with_rule(pool), Contains("eta of a rule is 2; it is a share, from 0 to 1"));
  CHECK_NOTHROW(with_rule(derived_pool{}));
  CHECK_NOTHROW(with_rule(other_meaning{}));
  CHECK_NOTHROW(with_rule(other_meaning{.w_max = std::numeric_limits<double>::infinity()}));
  CHECK_NOTHROW(with_rule(other_meaning{.w_min = 1, .w_max = 1}));
  REFUSED(with_rule(pair_stdp{.w_max = std::numeric_limits<double>::infinity()}),
          Contains("changes are counted in parts of it"));
}
