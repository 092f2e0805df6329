// SPDX-License-Identifier: BSL-1.0
// Values that cannot be simulated: the exception names the item and says why; nothing has changed.

#include "catch.hpp"
#include "network_models.hpp"

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
  REFUSED(build(set<"n.V_th">(nan * 1_mV)), Contains("'n.V_th'"));
  REFUSED(build(set<"n.V_th">(values(numbers{1, 2, 3}, 1_mV))),
          Contains("'n.V_th'") && Contains("3 values") && Contains("2"));
  REFUSED(build(set<"n.v">(values(numbers{1, nan}, 1_mV))),
          Contains("'n.v'") && Contains("neuron 1") && Contains("NaN"));
  REFUSED(build(set<"n.v">(uniform(2_mV, 1_mV))), Contains("'n.v'") && Contains("bound"));
  REFUSED(build(set<"n.t_ref">(-1_ms)), Contains("'n.t_ref'"));
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
  REFUSED(at_steps(whole{4, 1, 4}, whole{1, 1, 1}),
          Contains("'in'") && Contains("neuron 1") && Contains("twice") && Contains("step 4"));
  REFUSED(at_times(numbers{0.31, 0.39}, whole{1, 1}), Contains("'in'") && Contains("twice in step 3"));
  REFUSED(at_times(numbers{nan}, whole{0}), Contains("'in'") && Contains("spike 0"));
  REFUSED(at_times(numbers{-0.1}, whole{0}), Contains("'in'") && Contains("spike 0"));
  REFUSED(at_times(numbers{inf}, whole{0}), Contains("'in'") && Contains("spike 0"));
}

} // namespace
