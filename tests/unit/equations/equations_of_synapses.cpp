#include "catch.hpp"
#include "support/neuron_texts.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <vector>
using namespace cortexpr;
using namespace cortexpr::texts;
using cell = equations<R"(
  dv/dt = (E_L - v + g_e*R)/tau_m : volt (unless refractory)
  dg_e/dt = -g_e/tau_e : amp)",
                       threshold<"v > V_th">, reset<"v = V_r">, refractory<"2*ms">, initially<"v = E_L + 1*mV*i">>;
using learning = synapse_equations<R"(
  w : amp
  dApre/dt = -Apre/taupre : amp (event-driven)
  dApost/dt = -Apost/taupost : amp (event-driven))",
                                   on_pre<"g_e_post += w; Apre += dApre; w = clip(w + Apost, 0*nA, wmax)">,
                                   on_post<"Apost += dApost; w = clip(w + Apre, 0*nA, wmax)">>;
// Its bounds are members, as in C++: g++ makes a branch of each bound that it knows, and no SIMD loop.
static_assert(learning{}.bounds.size() == 2);
constexpr auto both = describe(
    population<"p">(20, poisson{}, parameter<"rate">(40_Hz)),
    population<"n">(5, cell{}, parameter<"E_L">(-70_mV), parameter<"tau_m">(20_ms), parameter<"tau_e">(5_ms),
                    parameter<"R">(100_Mohm), parameter<"V_th">(-50_mV), parameter<"V_r">(-60_mV)),
    projection<"S: p -> n.g_e">(all_to_all{}, weight(0.1_nA),
                                plasticity{learning{}
                                               .with<"wmax">(0.2_nA)
                                               .with<"taupre">(20_ms)
                                               .with<"taupost">(20_ms)
                                               .with<"dApre">(2_pA)
                                               .with<"dApost">(-2.1_pA)}),
    projection<"T: p -> n.g_e">(all_to_all{}, weight(0.1_nA),
                                plasticity{transmit{}, pair_stdp{.a_pre = 0.01, .a_post = -0.0105, .w_max = 0.2_nA}}),
    record<"n.spikes">(), record<"n.v">());
TEST_CASE("stdp text") {
  simulation<network<both>> sim{seed{1}};
  auto v0 = sim.get<"n.v">();
  CHECK(v0[3] == Approx(-67e-3));
  sim.run(500_ms);
  auto a = sim.get<"S.w">(), b = sim.get<"T.w">();
  REQUIRE(a.size() == b.size());
  std::size_t differ = 0;
  for (std::size_t k = 0; k < a.size(); ++k) differ += std::abs(a[k] - b[k]) > 1e-22;
  CHECK(differ == 0);
  CHECK(a[0] != 0.1e-9);
  CHECK(sim["n.spikes"_name].size() > 10);
}

namespace {

using jump = synapse_equations<"w : 1", on_pre<"v_post += w*0.5*mV">>;
constexpr auto jumps = describe(population<"p">(1, spike_times{}), population<"n">(2, lif{}),
                                projection<"S: p -> n.v">(all_to_all{}, weight(3.0), plasticity{jump{}}));

} // namespace

TEST_CASE("weights of a text may have another unit than what it raises") {
  simulation<network<jumps>> sim{
      seed{1}, set<"p">(spike_list::at_steps(std::vector<std::int64_t>{0}, std::vector<std::int64_t>{0}))};
  const double before = sim.get<"n.v">()[0];
  sim.run(0.2_ms);
  CHECK(sim.get<"n.v">()[0] == Approx(before + 1.5e-3 * std::exp(-0.1 / 20)).epsilon(1e-9));
  CHECK(sim.get<"S.w">()[0] == 3);
}

// What a statement sets and no line declares is a variable of the target, with or without `_post`.
using with_suffix = synapse_equations<"w : 1", on_pre<"v_post += w*0.5*mV; v_post = v_post + g_e_post*1*Mohm">>;
using without_suffix = synapse_equations<"w : 1", on_pre<"v += w*0.5*mV; v = v_post + g_e_post*1*Mohm">>;
template <class Rule>
constexpr auto jumps_by = describe(population<"p">(1, spike_times{}),
                                   population<"n">(2, cell{}, parameter<"E_L">(-70_mV), parameter<"tau_m">(20_ms),
                                                   parameter<"tau_e">(5_ms), parameter<"R">(100_Mohm),
                                                   parameter<"V_th">(-50_mV), parameter<"V_r">(-60_mV),
                                                   start<"g_e">(0.1_nA)),
                                   projection<"S: p -> n.v">(all_to_all{}, weight(3.0), plasticity{Rule{}}));

TEST_CASE("a statement of a synapse sets a variable of the target with and without its suffix") {
  const auto v_after = [](auto d) {
    simulation<network<jumps_by<decltype(d)>>> sim{
        seed{1}, set<"p">(spike_list::at_steps(std::vector<std::int64_t>{0}, std::vector<std::int64_t>{0}))};
    const double before = sim.template get<"n.v">()[0];
    sim.run(0.2_ms);
    return sim.template get<"n.v">()[0] - before;
  };
  CHECK(v_after(without_suffix{}) == v_after(with_suffix{}));
  CHECK(v_after(without_suffix{}) > 1.5e-3);
}

using depressing = synapse_equations<R"(
  w : amp
  dx/dt = (1 - x)/tau : 1)",
                                     on_pre<"g_e_post += w*x; x *= 0.5">>;
TEST_CASE("rules of one text are equal if their parameters are") {
  constexpr auto fast = depressing{}.with<"tau">(1_ms), slow = depressing{}.with<"tau">(1_s);
  CHECK(fast == fast);
  CHECK(!(fast == slow));
  STATIC_REQUIRE(cell{} == cell{});
  static constexpr auto d =
      describe(population<"p">(1, spike_times{}),
               population<"n">(1, cell{}, parameter<"E_L">(-70_mV), parameter<"tau_m">(20_ms), parameter<"tau_e">(5_ms),
                               parameter<"R">(100_Mohm), parameter<"V_th">(-50_mV), parameter<"V_r">(-60_mV)),
               projection<"S: p -> n.g_e">(all_to_all{}, weight(1_pA), plasticity{slow}));
  simulation<network<d>> sim{set<"p">(spike_list::at_steps(std::vector{1, 1001}, std::vector{0, 0})), set<"S.x">(1.0)};
  sim.run(100.2_ms);
  CHECK(sim.get<"S.x">()[0] == Approx(0.5 * (1 - 0.5 * std::exp(-0.1))));
}

namespace {

using resistor = synapse_equations<"w : siemens\nI_gap_post = w*(v_pre - v_post) : amp (summed)">;
using pair_of_cells = equations<R"(
  dv/dt = (E_L - v)/tau_m + I_gap/C_m : volt
  E_L = -70*mV : volt
  tau_m = 20*ms : second
  C_m = 200*pF : farad
  I_gap : amp (input))",
                                initially<"v = E_L + 10*mV*i">>;
constexpr auto gap_junctions =
    describe(population<"n">(2, pair_of_cells{}, euler{}),
             projection<"S: n -> n.I_gap">(all_to_all{}.without_autapses(), weight(5_nS), plasticity{resistor{}}));
constexpr auto coupled = describe(
    population<"n">(2, pair_of_cells{}, euler{}),
    projection<"S: n -> n.I_gap">(all_to_all{}.without_autapses(), weight(5_nS), couple([](auto from, auto to, auto w) {
                                    return w * (from["v"_name] - to["v"_name]);
                                  })));
} // namespace

TEST_CASE("a summed variable of a text is fed in every step, as a coupling is") {
  simulation<network<gap_junctions>> sim{seed{1}};
  simulation<network<coupled>> same{seed{1}};
  sim.run(20_ms);
  same.run(20_ms);
  CHECK(sim.get<"n.v">()[1] < -0.06);
  CHECK(sim.get<"n.v">()[0] > -0.07);
  CHECK(sim.get<"n.v">()[0] == Approx(same.get<"n.v">()[0]).epsilon(1e-12));
}

namespace {

struct functions { // a class of that name is no list of functions
  static constexpr std::string_view model = "w : volt\ndx/dt = -x/tau : 1 (event-driven)\ntau = 1*second : second",
                                    on_pre = "v_post += w*x", start = "x = 2";
};
constexpr auto starting =
    describe(population<"p">(1, spike_times{}), population<"n">(1, lif{}),
             projection<"S: p -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule_from<functions>{}}));

} // namespace

TEST_CASE("variables of synapses start where a text says") {
  const simulation<network<starting>> sim{seed{1}};
  CHECK(sim.get<"S.x">()[0] == 2);
}

namespace {

#define DECAY "w : volt\n dx/dt = -x/(10*ms) : 1 (clock-driven)"
struct decaying_by_euler {
  static constexpr std::string_view model = DECAY, on_pre = "v_post += w*x", start = "x = 2";
  using integrator = euler;
};
constexpr auto decaying = describe(
    population<"p">(1, spike_times{}), population<"n">(1, lif{}),
    projection<"A: p -> n.v">(all_to_all{}, weight(1_mV),
                              plasticity{synapse_equations<DECAY, on_pre<"v_post += w*x">, initially<"x = 2">>{}}),
    projection<"B: p -> n.v">(
        all_to_all{}, weight(1_mV),
        plasticity{synapse_equations<DECAY, on_pre<"v_post += w*x">, initially<"x = 2">, euler>{}}),
    projection<"C: p -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule_from<decaying_by_euler>{}}));
#undef DECAY

} // namespace

namespace {

using fed_cell = equations<"dv/dt = -v/(1*second) : volt\n g : volt (variable)">;
constexpr auto fed_and_raised = describe(
    population<"p">(1, spike_times{}), population<"n">(1, fed_cell{}),
    projection<"S: p -> n.v">(
        all_to_all{}, weight(1_mV),
        plasticity{synapse_equations<"w : volt\n dx/dt = -x/(5*ms) : 1 (clock-driven)\n g_post = x*w : volt (summed)",
                                     on_pre<"v += w; x += 1">>{}}));

} // namespace

TEST_CASE("a text raises one variable and feeds another") {
  simulation<network<fed_and_raised>> sim{cortexpr::set<"p">(spike_list::at_steps(std::vector{3}, std::vector{0}))};
  sim.run(5_ms);
  CHECK(sim.get<"n.v">()[0] == Approx(1e-3).epsilon(0.01));
  CHECK(sim.get<"n.g">()[0] < 0.5e-3);
  CHECK(sim.get<"n.g">()[0] > 0.3e-3);
}

namespace {

constexpr auto wandering = describe(
    population<"p">(20, spike_times{}), population<"n">(20, lif{}),
    projection<"S: p -> n.v">(
        all_to_all{}, weight(1_mV),
        plasticity{synapse_equations<"w : volt\n dx/dt = -x/tau + sigma*(2/tau)**0.5*xi : 1\n tau = 5*ms : second",
                                     on_pre<"v_post += w*x">>{}
                       .with<"sigma">(3.0)}));

} // namespace

TEST_CASE("equations of synapses have the noise that a text gives them") {
  simulation<network<wandering>> sim{seed{1}};
  sim.run(50_ms);
  const auto x = sim.get<"S.x">();
  double sum = 0, squares = 0;
  for (const double one : x) sum += one, squares += one * one;
  CHECK(x.size() == 400);
  CHECK(std::abs(sum / 400) < 4 * 3 / std::sqrt(400));
  CHECK(std::sqrt(squares / 400) == Approx(3).epsilon(4 / std::sqrt(800)));
}

TEST_CASE("the integrator of a text of synapses is the one it names") {
  simulation<network<decaying>> sim{seed{1}, time_step{1_ms}};
  sim.run(10_ms);
  CHECK(sim.get<"A.x">()[0] == Approx(2 * std::exp(-1)));
  CHECK(sim.get<"B.x">()[0] == Approx(2 * std::pow(0.9, 10)));
  CHECK(sim.get<"C.x">()[0] == sim.get<"B.x">()[0]);
}
TEST_CASE("a text that looks at no neuron learns later, as rules do, and flags bind") {
  STATIC_REQUIRE(!detail::DeclaresReads<learning> && !detail::DeclaresWrites<learning>);
  using by_clock = synapse_equations<"w : volt\ndx/dt = (1 - x)/(10*ms) : 1 (clock-driven)", on_pre<"v_post += w*x">>;
  using by_event = synapse_equations<"w : volt\ndx/dt = (1 - x)/(10*ms) : 1 (event-driven)", on_pre<"v_post += w*x">>;
  STATIC_REQUIRE(detail::is_clock_driven<by_clock>::value);
  STATIC_REQUIRE(detail::is_event_driven<by_event>::value);
  STATIC_REQUIRE(detail::asks_for_update<by_event, event_driven>);
}

namespace {

using noisy_cell = equations<R"(
  dv/dt = (E_L - v + g_e*R)/tau_m + 1*mV*xi/sqrt(tau_m) : volt (unless refractory)
  dg_e/dt = -g_e/tau_e : amp
  drift = 0.2*mV*randn() : volt (constant over dt)
  E_L = -48*mV : volt
  R = 100*Mohm : ohm
  tau_m = 20*ms : second
  tau_e = 5*ms : second)",
                             threshold<"v + drift > -50*mV">, reset<"v = -60*mV">, refractory<"2*ms">,
                             initially<"v = E_L - 8*mV*i/N">>;
constexpr auto random_network = describe(
    population<"n">(700, noisy_cell{}),
    projection<"S: n -> n.g_e">(connected_if(text<"i != j">) | with_probability(text<"0.1*exp(-abs(i - j)/100)">),
                                weight(text<"0.02*nA*rand()">), delay(text<"0.5*ms + 1*ms*rand()">).rounded(),
                                plasticity{learning{}
                                               .with<"wmax">(0.04_nA)
                                               .with<"taupre">(20_ms)
                                               .with<"taupost">(20_ms)
                                               .with<"dApre">(0.4_pA)
                                               .with<"dApost">(-0.42_pA)}),
    record<"n.spikes">());

} // namespace

TEMPLATE_TEST_CASE("texts give the same bits for any number of threads", "[threads]", double, float) {
  using net = network<random_network, TestType>;
  const auto run = [](unsigned team) {
    simulation<net> sim{seed{8}, threads{team, true}};
    sim.run(100_ms);
    return std::pair{sim["n.spikes"_name].neurons, sim.template get<"S.w">()};
  };
  const auto one = run(1);
  REQUIRE(one.first.size() > 500);
  for (const unsigned team : {2U, 3U, 7U}) CHECK(run(team) == one);
}
