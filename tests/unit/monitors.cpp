// SPDX-License-Identifier: BSL-1.0
// What is recorded, when, and in which order.

#include "catch.hpp"
#include "network_models.hpp"

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

} // namespace
