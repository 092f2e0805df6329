// SPDX-License-Identifier: BSL-1.0
// What is recorded, when, and in which order.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace {

using namespace unit_tests;
using cell = adder<always_integrated>;
using numbers = std::vector<double>;
using counts = std::vector<std::int64_t>;

/// Counts arrivals.
struct marks {
  struct synapse {
    double mark = 0;
  };
  static void on_pre(auto& s) { s.mark += 1; }
  bool operator==(const marks&) const = default;
};

constexpr auto watched =
    describe(record<"n.v">(every{0.3_ms}, only{2, 0}), record<"n.u">(only{1}), record<"in.spikes">(),
             record<"n.spikes">(only{2, 1}), record<"in.rate">(every{0.4_ms}), record<"n.rate">(), record<"S.w">(),
             record<"S.mark">(only{4, 0, 2}, every{0.5_ms}), record<"T.w">(), population<"in">(3, spike_times{}),
             population<"n">(3, cell{}),
             projection<"S: in -> n.v">(given, weight(given), delay(given), plasticity{transmit{}, marks{}}),
             projection<"T: n -> n.u">(one_to_one{}, weight(0.5_V)));

simulation<network<watched>> make() {
  const std::vector<int> from{2, 0, 1, 0, 2}, to{0, 1, 2, 0, 0};
  return simulation<network<watched>>{set<"in">(spike_list::at_steps(counts{0, 0, 3, 5, 9}, counts{2, 0, 1, 0, 2})),
                                      set<"S">(pairs(from, to)), set<"S.w">(values(numbers{10, 20, 30, 40, 50}, 1_V)),
                                      set<"S.delay">(values(numbers{2, 0, 1, 1, 0}, 0.1_ms))};
}

TEST_CASE("traces keep the chosen neurons in the chosen order, a row every period", "[monitors]") {
  auto sim = make();
  sim.run_steps(10);
  const auto& v = sim["n.v"_name];
  CHECK(v.steps == counts{0, 3, 6, 9});
  CHECK(v.rows() == 4);
  CHECK(v.columns() == 2);
  CHECK(v.unit == "V");
  CHECK(v.dt == 1e-4);
  CHECK(v.time(2) == 6 * 1e-4);
  // n0 gets 50 in step 0, 40 in step 1, 10 in step 2, 40 in step 6; each makes it spike and fall back to zero.
  CHECK(column_of(v, 1) == numbers{0, 10, 0, 0});
  CHECK(column_of(v, 0) == numbers{0, 0, 0, 0});
  const auto& u = sim["n.u"_name];
  CHECK(u.rows() == 10);
  CHECK(column_of(u, 0) == numbers{0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1});
  CHECK(&sim["n.u"_name] == &item_at<1>(sim.recording().items));
}

TEST_CASE("spikes of chosen neurons come in the order of time, then number", "[monitors]") {
  auto sim = make();
  sim.run_steps(11);
  const auto& in = sim["in.spikes"_name];
  CHECK(in.steps == counts{0, 0, 3, 5, 9});
  CHECK(in.neurons == std::vector<std::uint32_t>{0, 2, 1, 0, 2});
  CHECK(in.time(3) == 5 * 1e-4);
  const auto& n = sim["n.spikes"_name];
  CHECK(n.steps == counts{1, 5, 6});
  CHECK(n.neurons == std::vector<std::uint32_t>{1, 2, 1});
}

TEST_CASE("rates are means over complete bins", "[monitors]") {
  auto sim = make();
  sim.run_steps(6);
  const auto& in = sim["in.rate"_name];
  CHECK(in.starts == counts{0});
  sim.run_steps(5); // the open bin goes on
  CHECK(in.starts == counts{0, 4});
  REQUIRE(in.size() == 2);
  CHECK(in.hertz[0] == Approx(3 / (3 * 4e-4)));
  CHECK(in.hertz[1] == Approx(1 / (3 * 4e-4)));
  CHECK(in.time(1) == 4 * 1e-4);
  const auto& n = sim["n.rate"_name];
  CHECK(n.size() == 11);
  CHECK(n.hertz[0] == 0);
  CHECK(n.hertz[1] == Approx(2 / (3 * 1e-4))); // neurons 0 and 1
}

TEST_CASE("synapses are recorded in the order of their creation", "[monitors]") {
  auto sim = make();
  sim.run_steps(6);
  const auto& w = sim["S.w"_name];
  CHECK(w.columns() == 5);
  CHECK(w.rows() == 6);
  CHECK(w.unit == "V");
  CHECK(numbers(w.values.end() - 5, w.values.end()) == numbers{10, 20, 30, 40, 50});
  CHECK(numbers(w.values.begin(), w.values.begin() + 5) == numbers{10, 20, 30, 40, 50});
  const auto& mark = sim["S.mark"_name];
  CHECK(mark.columns() == 3);
  CHECK(mark.steps == counts{0, 5});
  CHECK(mark.values == numbers{0, 0, 0, 1, 1, 1}); // synapses 4, 0, 2: arrivals in steps 0, 2, 4
  CHECK(mark.unit == "1");
  sim.run_steps(5);
  CHECK(mark.values == numbers{0, 0, 0, 1, 1, 1, 2, 1, 1}); // arrival at synapse 4 in step 9, at 0 not before 11
  CHECK(sim["T.w"_name].values == numbers(33, 0.5));        // one weight for all, stored once
}

TEST_CASE("recordings of chosen synapses follow a state from elsewhere", "[monitors]") {
  auto sim = make();
  const std::vector<int> from{0, 0, 0, 0, 0}, to{2, 1, 0, 2, 1};
  simulation<network<watched>> other{set<"S">(pairs(from, to)), set<"S.w">(1_V), set<"S.delay">(0_ms),
                                     set<"S.mark">(values(numbers{1, 2, 3, 4, 5}))};
  sim.state() = other.state();
  sim.run_steps(1);
  CHECK(sim["S.mark"_name].values == numbers{5, 1, 3});
}

constexpr auto kinds = describe(
    record<"n.exc.g">(), record<"n.inh.s">(), record<"x.exc.I">(at{slot::end}), record<"P.w">(), record<"Q.w">(),
    population<"n">(1, synaptic_lif<conductance<alpha>, conductance<alpha>>{}),
    population<"x">(1, synaptic<scaled_lif, current<exponential>>{}), population<"in">(1, spike_times{}),
    projection<"P: in -> n.exc">(all_to_all{}, weight(3_nS)), projection<"Q: in -> x.exc">(all_to_all{}, weight(2_mV)));

TEST_CASE("recordings know their unit and their place in the step", "[monitors]") {
  simulation<network<kinds>> sim{set<"in">(spikes_at({0}))};
  sim.run_steps(2);
  CHECK(sim["n.exc.g"_name].unit == "S");
  CHECK(sim["n.inh.s"_name].unit == "S");
  CHECK(sim["x.exc.I"_name].unit == "V");
  CHECK(sim["P.w"_name].unit == "S");
  CHECK(sim["Q.w"_name].unit == "V");
  CHECK(sim["P.w"_name].values == numbers(2, (3_nS).si()));
  CHECK(sim["x.exc.I"_name](0, 0) == (2_mV).si()); // at the end of step 0 the arrival of step 0 is in
  CHECK(sim["n.exc.g"_name].rows() == 2);
}

constexpr auto pooled =
    describe(record<"S.pool">(only{2, 0, 2}), population<"in">(1, spike_times{}), population<"n">(3, cell{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(0_V), plasticity{transmit{}, weight_pool{.eta = 0.5}}));

TEST_CASE("variables of targets are recorded in the chosen order, too", "[monitors]") {
  simulation<network<pooled>> sim{set<"in">(spikes_at({0})), set<"S.pool">(values(numbers{8, 16, 32}, 1_V))};
  sim.run_steps(2);
  CHECK(sim["S.pool"_name].values == numbers{32, 8, 32, 16, 4, 16});
  CHECK(sim["S.pool"_name].unit == "V");
}

// --- what a recording does not hold ---

template <class Work>
std::string refusal(const Work& work) {
  try {
    work();
  } catch (const invalid_value& e) {
    return e.what();
  }
  return "accepted";
}
#define SAYS(work, words) CHECK(refusal([&] { static_cast<void>(work); }) == std::string(words))

constexpr auto few = describe(
    population<"c">(10, lif{}, start<"v">(uniform(-70_mV, -60_mV))), population<"in">(2, spike_times{}),
    population<"b">(5, cell{}), projection<"S: in -> b.v">(all_to_all{}, weight(2_V)),
    projection<"P: in -> b[2:5].v">(all_to_all{}, weight(0_V), plasticity{transmit{}, weight_pool{}}),
    record<"c.v">(every{1_ms}, only{4, 7}), record<"b.v">(), record<"b.spikes">(), record<"in.spikes">(only{1}),
    record<"b.rate">(every{1_ms}), record<"S.w">(only{3, 8}), record<"P.pool">());

TEMPLATE_TEST_CASE("what a recording does not hold is refused in words", "[monitors]", float, double) {
  simulation<network<few, TestType>> sim{seed{1}, set<"in">(spikes_at({0, 20}))};
  const auto& v = sim["c.v"_name];
  SAYS(v(0, 0), "recording 'c.v': row 0 does not exist; nothing is recorded yet, or all of it was cleared");
  sim.run(10_ms);
  const std::string columns = "does not exist; columns are 0, 1: the recorded neurons 4, 7";
  const std::string rows = "does not exist; there are 10, from 0 s to 9 ms, one every 1 ms; is it a step?";
  SAYS(v(0, 4), "recording 'c.v': column 4 " + columns + "; of_neuron(4) reads by number");
  SAYS(v(0, 9), "recording 'c.v': column 9 " + columns);
  SAYS(v(0, -1), "recording 'c.v': column -1 " + columns);
  SAYS(v(0, 2u), "recording 'c.v': column 2 " + columns);
  SAYS(v(500, 0), "recording 'c.v': row 500 " + rows);
  SAYS(v(10, 0), "recording 'c.v': row 10 " + rows);
  SAYS(v(-1, 0), "recording 'c.v': row -1 " + rows);
  SAYS(v(std::int64_t{-5}, 1), "recording 'c.v': row -5 " + rows);
  SAYS(v.time(10), "recording 'c.v': row 10 " + rows);
  SAYS(v.column(2), "recording 'c.v': column 2 " + columns);
  SAYS(v.which[2], "column 2 of a recording does not exist; columns are 0, 1: the recorded numbers 4, 7");
  SAYS(v.which[-1], "column -1 of a recording does not exist; columns are 0, 1: the recorded numbers 4, 7");
  SAYS(v.of_neuron(5), "recording 'c.v': neuron 5 is not recorded; recorded are the neurons 4, 7");
  SAYS(v.of_neuron(-1), "recording 'c.v': neuron -1 is not recorded; recorded are the neurons 4, 7");
  SAYS(v.of_neuron(4)(10), "recording 'c.v': row 10 " + rows);
  SAYS(v.of_neuron(4)[-1], "recording 'c.v': row -1 " + rows);
  SAYS(v.of_synapse(4), "recording 'c.v': synapse 4 was asked for, but its columns are neurons: write of_neuron(...)");

  const auto& all = sim["b.v"_name];
  SAYS(all(0, 5), "recording 'b.v': column 5 does not exist; columns are 0 to 4, one for each of the 5 neurons");
  SAYS(all(100, 0), "recording 'b.v': row 100 does not exist; there are 100, from 0 s to 9.9 ms, one every 0.1 ms");
  SAYS(all.of_neuron(5), "recording 'b.v': neuron 5 does not exist; there are 5, numbered from 0");

  const auto& w = sim["S.w"_name];
  SAYS(w(0, 3), "recording 'S.w': column 3 does not exist; columns are 0, 1: the recorded synapses 3, 8; "
                "of_synapse(3) reads by number");
  SAYS(w.of_neuron(3), "recording 'S.w': neuron 3 was asked for, but its columns are synapses: write of_synapse(...)");
  SAYS(w.of_synapse(4), "recording 'S.w': synapse 4 is not recorded; recorded are the synapses 3, 8");
  CHECK(w.of_synapse(8)(0) == 2);
  // Number 0 is the first target of the slice, which is neuron 2.
  SAYS(sim["P.pool"_name].of_neuron(2), "recording 'P.pool': neuron 2 was asked for, but its columns are targets of a "
                                        "projection: write of_target(...)");
  CHECK(sim["P.pool"_name].of_target(2).size() == 100);

  const auto& spikes = sim["b.spikes"_name];
  REQUIRE(spikes.size() == 10);
  CHECK(spikes.neuron(9) == 4);
  CHECK(spikes.time(9) == Approx(2.1e-3));
  const std::string of_spikes = "does not exist; there are 10, numbered from 0 in the order in which they happened";
  SAYS(spikes.time(100000), "recording 'b.spikes': spike 100000 " + of_spikes);
  SAYS(spikes.neuron(10), "recording 'b.spikes': spike 10 " + of_spikes);
  SAYS(spikes.time(-1), "recording 'b.spikes': spike -1 " + of_spikes);
  SAYS(sim["in.spikes"_name].time(0),
       "recording 'in.spikes': spike 0 does not exist; nothing is recorded yet, or all of it was cleared");

  const auto& rate = sim["b.rate"_name];
  CHECK(rate(2) == Approx(1000));
  SAYS(rate(10), "recording 'b.rate': bin 10 does not exist; there are 10, numbered from 0, of 1 ms each");
  SAYS(rate.time(-1), "recording 'b.rate': bin -1 does not exist; there are 10, numbered from 0, of 1 ms each");

  sim.clear_recordings();
  SAYS(v(0, 0), "recording 'c.v': row 0 does not exist; nothing is recorded yet, or all of it was cleared");
}

TEMPLATE_TEST_CASE("a column of a trace is a list of its own", "[monitors]", float, double) {
  simulation<network<few, TestType>> sim{seed{1}, set<"in">(spikes_at({0}))};
  sim.run(10_ms);
  const auto& v = sim["c.v"_name];
  const auto of_seven = v.of_neuron(7);
  REQUIRE(of_seven.size() == 10);
  std::vector<TestType> expected;
  for (std::size_t row = 0; row < v.rows(); ++row) expected.push_back(v.values[2 * row + 1]);
  CHECK(std::vector<TestType>(of_seven.begin(), of_seven.end()) == expected);
  CHECK(std::equal(expected.begin(), expected.end(), v.column(1).begin()));
  CHECK(*std::max_element(of_seven.begin(), of_seven.end()) == *std::max_element(expected.begin(), expected.end()));
  CHECK(of_seven.end() - of_seven.begin() == 10);
  CHECK(of_seven.begin()[3] == expected[3]);
  CHECK(of_seven[3] == v(3, 1));
  CHECK(of_seven.time(3) == v.time(3));
  TestType sum = 0, wanted = 0;
  for (const TestType x : of_seven) sum += x;
  for (const TestType x : expected) wanted += x;
  CHECK(sum == wanted);
  static_assert(std::random_access_iterator<decltype(of_seven.begin())>);
  // It goes on with the recording.
  sim.run(5_ms);
  CHECK(of_seven.size() == 15);
  CHECK(of_seven(14) == v(14, 1));
  // Of a neuron that is recorded twice, the first column.
  simulation<network<few, TestType>> twice{seed{1}, set<"in">(spikes_at({0})), set<"c.v">(only(counts{7, 4, 7}))};
  twice.run(1_ms);
  CHECK(twice["c.v"_name].of_neuron(4)(0) == v(0, 0));
  CHECK(twice["c.v"_name].of_neuron(7)(0) == v(0, 1));
}

} // namespace
