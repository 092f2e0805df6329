// SPDX-License-Identifier: BSL-1.0
// Settings of families: the same as settings one by one, for each kind of value; tables that do not fit are refused.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <list>
#include <xtensor/xmath.hpp>
#include <xtensor/xtensor.hpp>

using namespace cortexpr;
using Catch::Matchers::Equals;

namespace {

inline constexpr auto layers = names<"A", "B">;
inline constexpr auto inputs = names<"x", "y", "z">;

using cell = synaptic<lif, receptor<"exc", current<exponential>>>;

constexpr auto family =
    describe(each<layers>([]<auto name, std::size_t>() { return population<name>(given, cell{}); }),
             each<inputs>([]<auto name, std::size_t>() { return population<name>(4, spike_times{}); }),
             each_pair<inputs, layers>([]<auto from, auto to, std::size_t, std::size_t>() {
               return projection<from + " -> " + to + fixed_string(".exc")>(given, weight(given), delay(given));
             }),
             each_pair<layers, layers>([]<auto from, auto to, std::size_t, std::size_t>() {
               return projection<from + to + ": " + from + " -> " + to + fixed_string(".exc")>(
                   all_to_all{}, weight(1_nA), delay(1_ms), plasticity{pair_stdp{.w_max = 1_nA}});
             }),
             each<layers>([]<auto name, std::size_t>() { return drive<name + fixed_string(".I")>(0_nA); }),
             each<layers>([]<auto name, std::size_t>() {
               return poisson_input<name + fixed_string(".exc")>(0_Hz, weight(0_nA));
             }),
             each<layers>([]<auto name, std::size_t>() {
               return regularly<"push " + name, name>(every{5_ms}, [](auto& n) { n["v"_name] = n["v"_name] + 0.1_mV; });
             }),
             each<layers>([]<auto name, std::size_t>() { return record<name + fixed_string(".v")>(); }));
using net = network<family>;

constexpr std::array<int, 2> sizes{7, 5};
constexpr std::array<double, 2> thresholds{-55, -52}; // mV
spike_list spikes_of(std::size_t i) {
  const std::vector<int> steps{static_cast<int>(i), 20, 30}, neurons{0, 1, static_cast<int>(i)};
  return spike_list::at_steps(steps, neurons);
}
auto weights(std::size_t i, std::size_t j) { return uniform(0_nA, static_cast<double>(1 + i + 2 * j) * 1_nA); }
auto delays(std::size_t i, std::size_t j) { return static_cast<double>(1 + i + 3 * j) * 0.1_ms; }
auto rules(std::size_t i, std::size_t j) {
  return plasticity{transmit{}, pair_stdp{.a_pre = 0.01 * static_cast<double>(1 + i + j), .w_max = 1_nA}};
}

bool same_run(simulation<net> a, simulation<net> b) {
  if (!(a.state() == b.state())) return false;
  a.run(20_ms);
  b.run(20_ms);
  return a.state() == b.state() && a["A.v"_name].values == b["A.v"_name].values &&
         a["B.v"_name].values == b["B.v"_name].values;
}

// What has to be given, so that anything can be built.
template <class... Settings>
simulation<net> build(const Settings&... settings) {
  return simulation<net>{seed{3},
                         set<layers>(sizes),
                         set_pair<inputs, layers, "{} -> {}.exc">(all_to_all{}),
                         set_pair<inputs, layers, "{} -> {}.exc.w">(1_nA),
                         set_pair<inputs, layers, "{} -> {}.exc.delay">(1_ms),
                         set<inputs>(spikes_of),
                         settings...};
}

} // namespace

TEST_CASE("a setting of a family is that of its members one by one") {
  SECTION("sizes and lists of spikes") {
    const simulation<net> sim = build(set<layers>(std::list<std::int64_t>{3, 4}));
    CHECK(sim.get<"A.v">().size() == 3);
    CHECK(sim.get<"B.v">().size() == 4);
    CHECK(same_run(sim, build(set<"A">(3), set<"B">(4))));
    CHECK(same_run(build(set<inputs>([](std::size_t i) { return spikes_of(i + 1); })),
                   build(set<"x">(spikes_of(1)), set<"y">(spikes_of(2)), set<"z">(spikes_of(3)))));
  }
  SECTION("parameters and start values") {
    CHECK(
        same_run(build(set<layers, "{}.V_th">(thresholds, 1_mV)), build(set<"A.V_th">(-55_mV), set<"B.V_th">(-52_mV))));
    CHECK(same_run(build(set<layers, "{}.v">(
                       [](std::size_t i) { return uniform(-70_mV, static_cast<double>(i) * 1_mV - 60_mV); })),
                   build(set<"A.v">(uniform(-70_mV, -60_mV)), set<"B.v">(uniform(-70_mV, 1_mV - 60_mV)))));
    CHECK(same_run(build(set<layers, "{}.v">([](std::size_t i) {
                     return values(std::vector<double>(static_cast<std::size_t>(sizes[i]), -60.0), 1_mV);
                   })),
                   build(set<"A.v">(-60_mV), set<"B.v">(-60_mV))));
  }
  SECTION("connections, weights and delays of pairs, with and without labels") {
    CHECK(same_run(build(set_pair<inputs, layers, "{} -> {}.exc">(fixed_probability{0.5}),
                         set_pair<inputs, layers, "{} -> {}.exc.w">(weights),
                         set_pair<inputs, layers, "{} -> {}.exc.delay">(delays)),
                   build(set<"x -> A.exc">(fixed_probability{0.5}), set<"x -> B.exc">(fixed_probability{0.5}),
                         set<"y -> A.exc">(fixed_probability{0.5}), set<"y -> B.exc">(fixed_probability{0.5}),
                         set<"z -> A.exc">(fixed_probability{0.5}), set<"z -> B.exc">(fixed_probability{0.5}),
                         set<"x -> A.exc.w">(weights(0, 0)), set<"x -> B.exc.w">(weights(0, 1)),
                         set<"y -> A.exc.w">(weights(1, 0)), set<"y -> B.exc.w">(weights(1, 1)),
                         set<"z -> A.exc.w">(weights(2, 0)), set<"z -> B.exc.w">(weights(2, 1)),
                         set<"x -> A.exc.delay">(delays(0, 0)), set<"x -> B.exc.delay">(delays(0, 1)),
                         set<"y -> A.exc.delay">(delays(1, 0)), set<"y -> B.exc.delay">(delays(1, 1)),
                         set<"z -> A.exc.delay">(delays(2, 0)), set<"z -> B.exc.delay">(delays(2, 1)))));
    const double w[2][2] = {{1, 2}, {3, 4}}; // nA
    CHECK(same_run(build(set_pair<layers, layers, "{}{}.w">(w, 0.1_nA)),
                   build(set<"AA.w">(0.1_nA), set<"AB.w">(0.2_nA), set<"BA.w">(3 * 0.1_nA), set<"BB.w">(4 * 0.1_nA))));
    CHECK(same_run(
        build(set_pair<layers, layers, "{}{}">(rules)),
        build(set<"AA">(rules(0, 0)), set<"AB">(rules(0, 1)), set<"BA">(rules(1, 0)), set<"BB">(rules(1, 1)))));
  }
  SECTION("drives, Poisson input, operations and recordings") {
    CHECK(same_run(build(set<layers, "{}.I">(std::vector{0.2_nA, 0.4_nA})),
                   build(set<"A.I">(0.2_nA), set<"B.I">(0.4_nA))));
    CHECK(same_run(
        build(set<layers, "{}.exc.rate">(std::vector{1_kHz, 2_kHz}), set<layers, "{}.exc.w">(0.1_nA)),
        build(set<"A.exc.rate">(1_kHz), set<"B.exc.rate">(2_kHz), set<"A.exc.w">(0.1_nA), set<"B.exc.w">(0.1_nA))));
    CHECK(same_run(build(set<layers, "push {}">(std::vector{every{1_ms}, every{2_ms}})),
                   build(set<"push A">(every{1_ms}), set<"push B">(every{2_ms}))));
    CHECK(same_run(build(set<layers, "{}.v">(only{1, 3})), build(set<"A.v">(only{1, 3}), set<"B.v">(only{1, 3}))));
  }
  SECTION("the last setting of a value counts") {
    CHECK(same_run(build(set<layers, "{}.V_th">(thresholds, 1_mV), set<"B.V_th">(-50_mV)),
                   build(set<"A.V_th">(-55_mV), set<"B.V_th">(-50_mV))));
    CHECK(same_run(build(set<"B.V_th">(-50_mV), set<layers, "{}.V_th">(-51_mV)),
                   build(set<"A.V_th">(-51_mV), set<"B.V_th">(-51_mV))));
  }
  SECTION("names may stand in any part of a path") {
    static constexpr auto parameters = names<"V_th", "V_r">;
    CHECK(same_run(build(set<parameters, "A.{}">(std::vector{-50_mV, -60_mV})),
                   build(set<"A.V_th">(-50_mV), set<"A.V_r">(-60_mV))));
  }
}

TEST_CASE("a table that does not fit its family is refused") {
  CHECK_THROWS_WITH(static_cast<void>(set<layers>(std::vector{1, 2, 3})),
                    Equals("set<names, \"{}\">: 3 values for 2 names; give one value per name"));
  const std::vector<std::vector<double>> ragged{{1, 2}, {3}, {4, 5}}, short_one{{1, 2}, {3, 4}};
  const auto message = Equals("set_pair<sources, targets, \"{} -> {}.exc.w\">: the table does not have 3 rows of 2 "
                              "values; give a row for each source and in it a value for each target");
  CHECK_THROWS_WITH((set_pair<inputs, layers, "{} -> {}.exc.w">(ragged, 1_nA)), message);
  CHECK_THROWS_WITH((set_pair<inputs, layers, "{} -> {}.exc.w">(short_one, 1_nA)), message);
  CHECK_THROWS_WITH((set_pair<inputs, layers, "{} -> {}.exc.w">(xt::xtensor<double, 2>{{1, 2}, {3, 4}}, 1_nA)),
                    message);
  CHECK_THROWS_WITH((set_pair<inputs, layers, "{} -> {}.exc.w">(xt::xtensor<double, 1>{1, 2}, 1_nA)), message);
}
