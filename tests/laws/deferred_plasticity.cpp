// SPDX-License-Identifier: BSL-1.0
// Sparse synapses learn from spikes of their targets when the next spike arrives or the weight is read: no result may
// depend on when.
#include "against_naive.hpp"
#include "support/io_testing.hpp"

#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <sstream>

namespace {

using namespace cortexpr;
using against_naive::cell;

template <class... Parts>
constexpr auto network_with(Parts... parts) {
  return describe(population<"in">(50, poisson{}, parameter<"rate">(40_Hz)),
                  population<"n">(40, cell{}, parameter<"tau">(uniform(5_ms, 20_ms)), start<"v">(uniform(0.0, 1.0))),
                  parts..., record<"n.spikes">());
}
template <class List, class... Options>
constexpr auto rows_of(List list, Options... options) {
  return item_family<decltype(projection<"F: in -> n.g">(fixed_probability{0.3}, weight(uniform(0.1, 0.6)), list,
                                                         delay(uniform(0_ms, 3_ms)).rounded(), options...)),
                     decltype(projection<"R: n -> n.v">(fixed_probability{0.2}, weight(uniform(0.0, 0.3)), list,
                                                        delay(1_ms), options...))>{
      {projection<"F: in -> n.g">(fixed_probability{0.3}, weight(uniform(0.1, 0.6)), list,
                                  delay(uniform(0_ms, 3_ms)).rounded(), options...),
       projection<"R: n -> n.v">(fixed_probability{0.2}, weight(uniform(0.0, 0.3)), list, delay(1_ms), options...)}};
}

template <class Sim, fixed_string Label>
auto& projection_of(Sim& sim) {
  return item_at<Sim::structure::find(item_kind::projection, Label.view())>(sim.state().items);
}
/// The same projection with the way back: its synapses learn at once. At the start of a simulation.
template <class Projection>
void learn_at_once(Projection& p) {
  auto rows = std::make_shared<detail::synapse_rows>(*p.connections);
  for (detail::slice_rows& slice : rows->slices) detail::index_incoming(slice, true, "test");
  p.connections = rows;
  for (auto& values : p.slices) values.log = {};
}
template <class Sim>
Sim at_once(const Sim& sim) {
  Sim other = sim;
  learn_at_once(projection_of<Sim, "F">(other));
  learn_at_once(projection_of<Sim, "R">(other));
  return other;
}
template <class Projection>
bool is_late(const Projection& p) {
  for (const auto& values : p.slices)
    if (!values.log.on) return false;
  return true;
}
template <class Projection>
void keep_spikes(Projection& p, std::size_t most) {
  for (auto& values : p.slices) values.log.make_room(most);
}

using numbers = std::vector<double>;
double largest_difference(const numbers& a, const numbers& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    largest = std::max(largest, std::abs(a[k] - b[k]) / std::max(std::abs(b[k]), 1e-3));
  return largest;
}
template <class Sim>
double difference(const Sim& a, const Sim& b) {
  return std::max(largest_difference(a.template get<"F.w">(), b.template get<"F.w">()),
                  largest_difference(a.template get<"R.w">(), b.template get<"R.w">()));
}

template <auto const& D>
void compare_with_at_once() {
  for (const std::uint64_t s : {1u, 2u, 3u}) {
    CAPTURE(s);
    simulation<network<D>> late{seed{s}, time_step{0.5_ms}};
    REQUIRE(is_late(projection_of<decltype(late), "F">(late)));
    REQUIRE(is_late(projection_of<decltype(late), "R">(late)));
    auto now = at_once(late);
    const auto start = late;
    for (const int part : {1, 30, 7, 200, 400}) {
      late.run_steps(part);
      now.run_steps(part);
      CHECK(difference(late, now) < 1e-12);
    }
    CHECK(late["n.spikes"_name].steps == now["n.spikes"_name].steps);
    CHECK(late["n.spikes"_name].neurons == now["n.spikes"_name].neurons);
    CHECK(late["n.spikes"_name].steps.size() > 200);
    CHECK(difference(late, start) > 1e-3);
  }
}

/// Looks at the time, has a variable in every synapse, and a trace of the target that is no trace of the source.
struct own_rule {
  struct synapse {
    double count = 0;
    quantity<dim::second> latest;
  };
  struct at_target {
    double h = 1;
  };
  quantity<dim::second> time_constants(at_target) const { return 10_ms; }
  void spike(at_target& post) const { post.h += 0.5; }
  void on_pre(auto& s) const { s.w += 0.001 * s.count - 0.01 * s.h * s.w; }
  void on_post(auto& s) const {
    s.count += 1;
    s.latest = s.t;
    s.w = s.w * 0.99 + 0.003 * s.h + s.dt.si();
  }
  bool operator==(const own_rule&) const = default;
};
/// Source variables with and without decay beside each other.
struct counting_rule {
  struct at_source {
    double z = 0.3, spikes = 0;
  };
  std::array<quantity<dim::second>, 2> time_constants(at_source) const {
    return {15_ms, std::numeric_limits<double>::infinity() * 1_s};
  }
  void spike(at_source& pre) const { pre.z += 1, pre.spikes += 1; }
  void on_post(auto& s) const { s.w = s.w * 0.999 + 1e-3 * s.z + 1e-5 * s.spikes; }
  bool operator==(const counting_rule&) const = default;
};
struct plain_source {
  struct at_source {
    double spikes = 0;
  };
  void spike(at_source& pre) const { pre.spikes += 1; }
  void on_post(auto& s) const { s.w = s.w * 0.999 + 1e-4 * s.spikes; }
  bool operator==(const plain_source&) const = default;
};

constexpr pair_stdp pairs_rule{.a_pre = 0.03, .a_post = -0.02};
constexpr auto pairs_net = network_with(rows_of(plasticity{transmit{}, pairs_rule}));
constexpr auto nearest_net = network_with(
    rows_of(plasticity{transmit{}, stdp<multiplicative, nearest_pairs, clock_driven_traces>{.a_pre = 0.1}}));
constexpr auto power_net = network_with(rows_of(plasticity{stdp<power_law>{.a_pre = 0.05}, transmit{}}));
constexpr auto triplet_net =
    network_with(rows_of(plasticity{transmit{}, triplet_stdp{.a2_plus = 1e-3, .a3_plus = 0.02, .a3_minus = 0.01}}));
constexpr auto inhibitory_net =
    network_with(rows_of(plasticity{transmit{}, inhibitory_stdp{.eta = 0.02, .w_max = 0.6}}));
constexpr auto two_net =
    network_with(rows_of(plasticity{counting_rule{}, transmit{}, pairs_rule, clip_weight{0.05, 0.9}}));
constexpr auto own_net = network_with(rows_of(plasticity{transmit{}, own_rule{}}));
constexpr auto plain_net = network_with(rows_of(plasticity{transmit{}, plain_source{}}));
constexpr auto turns_net = network_with(rows_of(plasticity{transmit{}, pairs_rule}, rules_in_turn{}));
// Before the place where traces decay, around it, and before the thresholds.
constexpr auto early_net = network_with(rows_of(plasticity{transmit{}, pairs_rule}, at{slot::start, 3}));
constexpr auto around_net = network_with(rows_of(plasticity{transmit{}, pairs_rule}, at{slot::groups, -2}));
constexpr auto before_net = network_with(rows_of(plasticity{transmit{}, own_rule{}}, at{slot::before_thresholds, 0}));

TEST_CASE("late: pairs as at once", "[late]") { compare_with_at_once<pairs_net>(); }
TEST_CASE("late: nearest pairs, traces by Euler's method, as at once", "[late]") {
  compare_with_at_once<nearest_net>();
}
TEST_CASE("late: a power of the weight, transmission last, as at once", "[late]") { compare_with_at_once<power_net>(); }
TEST_CASE("late: triplets as at once", "[late]") { compare_with_at_once<triplet_net>(); }
TEST_CASE("late: inhibitory plasticity as at once", "[late]") { compare_with_at_once<inhibitory_net>(); }
TEST_CASE("late: two rules and bounds as at once", "[late]") { compare_with_at_once<two_net>(); }
TEST_CASE("late: a rule with variables that looks at the time, as at once", "[late]") {
  compare_with_at_once<own_net>();
  compare_with_at_once<before_net>();
}
TEST_CASE("late: source variables that do not decay, as at once", "[late]") { compare_with_at_once<plain_net>(); }
TEST_CASE("late: rules in turn as at once", "[late]") { compare_with_at_once<turns_net>(); }
TEST_CASE("late: other places in the step as at once", "[late]") {
  compare_with_at_once<early_net>();
  compare_with_at_once<around_net>();
}

template <class... Rules>
constexpr bool late_list = detail::defers_plasticity<plasticity<Rules...>, detail::stored_weights<double>>;
static_assert(late_list<transmit, pair_stdp> && late_list<triplet_stdp> && late_list<inhibitory_stdp, clip_weight>);
static_assert(!late_list<transmit> && !late_list<short_term>); // nothing to learn from targets
static_assert(!late_list<transmit, modulated_stdp>);           // acts in every step, reads a signal
static_assert(!late_list<pair_stdp, normalise_on_event>);      // reads sums over other synapses
static_assert(!late_list<pair_stdp, normalise_always>);
static_assert(!late_list<pair_stdp, homeostatic_scaling>);
static_assert(!late_list<weight_pool, pair_stdp>); // events change variables of the target
static_assert(!late_list<pair_stdp, weight_decay>);

TEST_CASE("late: only sparse rows, however the targets are cut", "[late]") {
  static constexpr auto d =
      describe(population<"a">(20, spike_times{}), population<"n">(30, cell{}),
               projection<"dense: a -> n.v">(all_to_all{}, weight(0.1), plasticity{pair_stdp{}}),
               projection<"delays: a -> n.v">(all_to_all{}, weight(0.1), delay(uniform(0_ms, 2_ms)).rounded(),
                                              plasticity{pair_stdp{}}),
               projection<"sparse: a -> n.v">(fixed_probability{0.9}, weight(0.1), plasticity{pair_stdp{}}),
               projection<"clock: a -> n.v">(fixed_probability{0.9}, weight(0.1),
                                             plasticity{stdp<additive, all_pairs, clock_driven_traces>{}}));
  for (const unsigned n : {1u, 3u, 30u}) {
    simulation<network<d>> sim{threads{n, true}};
    const auto& dense = projection_of<decltype(sim), "dense">(sim);
    CHECK(!dense.slices[0].log.on);
    CHECK(dense.connections->slices[0].incoming.dense);
    CHECK(is_late(projection_of<decltype(sim), "delays">(sim)));
    CHECK(is_late(projection_of<decltype(sim), "sparse">(sim)));
    CHECK(is_late(projection_of<decltype(sim), "clock">(sim)));
    CHECK(projection_of<decltype(sim), "sparse">(sim).connections->slices[0].incoming.begin.empty());
  }
  // What grows instead of decaying, as Euler's method makes it of a time constant below half a step, is not told later.
  const stdp<additive, all_pairs, clock_driven_traces> fast{.tau_pre = 0.04_ms};
  simulation<network<d>> growing{set<"clock">(plasticity{fast})};
  CHECK(!is_late(projection_of<decltype(growing), "clock">(growing)));
}

template <class A, class B>
bool same_weights(const A& a, const B& b) {
  return a.template get<"F.w">() == b.template get<"F.w">() && a.template get<"R.w">() == b.template get<"R.w">();
}

constexpr auto watched_net =
    network_with(rows_of(plasticity{transmit{}, own_rule{}, pairs_rule}), record<"F.w">(every{2_ms}),
                 record<"R.count">(only{3, 1, 50}, every{0.5_ms}), record<"R.w">(only{3, 1, 50}, every{1_ms}));
constexpr auto bare_net = network_with(rows_of(plasticity{transmit{}, own_rule{}, pairs_rule}));
constexpr auto operated_net = network_with(rows_of(plasticity{transmit{}, own_rule{}, pairs_rule}),
                                           regularly<"look F", "F">(every{3_ms}, [](auto&) {}),
                                           regularly<"look R", "R">(every{0.5_ms}, [](auto&) {}));

TEST_CASE("deferred plasticity: reading weights changes no bit", "[late]") {
  const temporary_folder folder;
  constexpr int steps = 600;
  simulation<network<bare_net>> whole{seed{5}, time_step{0.5_ms}};
  auto pieces = whole, seen = whole, copied = whole, restored = whole, set_again = whole, thawed = whole;
  whole.run_steps(steps);
  for (int k = 0; k < steps; k += 10) {
    for (auto* sim : {&pieces, &seen, &copied, &restored, &set_again, &thawed}) sim->run_steps(10);
    static_cast<void>(seen.get<"F.w">());
    static_cast<void>(seen.get<"R.count">());
    static_cast<void>(seen.get<"F.x">());
    CHECK(seen.state() == pieces.state());
    if (k % 100 == 0) {
      std::ostringstream text;
      text << seen.diagnose();
    }
    auto copy = copied;
    copied = copy;
    restored.save_state(folder / "state");
    restored.load_state(folder / "state");
    CHECK(restored.state() == pieces.state());
    set_again.set<"F.w">(values(set_again.get<"F.w">()));
    set_again.set<"R.count">(values(set_again.get<"R.count">()));
    thawed.freeze<"F", own_rule>();
    thawed.thaw<"F", own_rule>();
  }
  for (const auto* sim : {&pieces, &seen, &copied, &restored, &set_again, &thawed})
    CHECK(sim->state() == whole.state());

  simulation<network<bare_net>> three{seed{5}, time_step{0.5_ms}, threads{3, true}};
  three.run_steps(steps);
  three.save_state(folder / "three");
  whole.save_state(folder / "whole");
  CHECK(detail::read_file(folder / "three") == detail::read_file(folder / "whole"));
  CHECK(same_weights(three, whole));

  simulation<network<operated_net>> operated{seed{5}, time_step{0.5_ms}};
  operated.run_steps(steps);
  CHECK(same_weights(operated, whole));

  simulation<network<watched_net>> watched{seed{5}, time_step{0.5_ms}}, slow = at_once(watched);
  watched.run_steps(steps);
  slow.run_steps(steps);
  CHECK(same_weights(watched, whole));
  CHECK(largest_difference(watched["F.w"_name].values, slow["F.w"_name].values) < 1e-12);
  CHECK(largest_difference(watched["R.w"_name].values, slow["R.w"_name].values) < 1e-12);
  CHECK(watched["R.count"_name].values == slow["R.count"_name].values);
  CHECK(watched["R.count"_name].values.back() > 1);
}

TEST_CASE("late: how many spikes are kept changes no bit", "[late]") {
  simulation<network<pairs_net>> usual{seed{8}, time_step{0.5_ms}};
  const auto start = usual;
  usual.run_steps(700);
  for (const std::size_t most : {1u, 2u, 7u, 50u}) {
    CAPTURE(most);
    auto sim = start;
    keep_spikes(projection_of<decltype(sim), "F">(sim), most);
    keep_spikes(projection_of<decltype(sim), "R">(sim), most);
    for (int k = 0; k < 700; ++k) {
      sim.run_steps(1);
      CHECK(projection_of<decltype(sim), "R">(sim).slices[0].log.spikes.size() <= most);
    }
    CHECK(sim.state() == usual.state());
  }
}

// The source is silent while its targets spike more often than a list takes.
constexpr auto silent_net = describe(
    population<"in">(2, spike_times{}), population<"teacher">(40, spike_times{}), population<"n">(40, cell{}),
    projection<"T: teacher -> n.v">(one_to_one{}, weight(2)),
    projection<"F: in -> n.g">(fixed_probability{0.9}, weight(0.0),
                               plasticity{pair_stdp{.tau_pre = 1_s, .a_pre = 1e-4, .a_post = 0}}),
    projection<"R: n -> n.g">(fixed_probability{0.1}, weight(0.0), plasticity{pair_stdp{}}), record<"n.spikes">());

TEST_CASE("late: any number of spikes can wait", "[late]") {
  for (const std::int64_t teaching : {8, 40}) {
    std::vector<std::int64_t> steps, neurons;
    for (std::int64_t k = 2; k < 5000; k += 2)
      for (std::int64_t j = 0; j < 40; ++j)
        if (j < teaching || k % 50 == 0) {
          steps.push_back(k);
          neurons.push_back(j);
        }
    simulation<network<silent_net>> late{
        time_step{0.5_ms}, set<"teacher">(spike_list::at_steps(steps, neurons)),
        set<"in">(spike_list::at_steps(std::vector{1, 1, 4990}, std::vector{0, 1, 0}))};
    keep_spikes(projection_of<decltype(late), "F">(late), 1u << 20);
    auto now = at_once(late);
    late.run_steps(4980);
    now.run_steps(4980);
    CHECK(projection_of<decltype(late), "F">(late).slices[0].log.spikes.size() > 20000);
    CHECK(largest_difference(late.get<"F.w">(), now.get<"F.w">()) < 1e-12);
    late.run_steps(100);
    now.run_steps(100);
    CHECK(largest_difference(late.get<"F.w">(), now.get<"F.w">()) < 1e-12);
    CHECK(late["n.spikes"_name].steps.size() > 2000);
    CHECK(late.get<"F.w">()[0] > 0.01);
  }
}

TEST_CASE("late: rules that are frozen meanwhile", "[late]") {
  simulation<network<two_net>> late{seed{2}, time_step{0.5_ms}};
  auto now = at_once(late);
  for (auto* sim : {&late, &now}) {
    sim->run_steps(200);
    sim->freeze<"F", pair_stdp>();
    sim->freeze<"R", counting_rule>();
    sim->run_steps(203);
    sim->thaw<"F", pair_stdp>();
    sim->set<"R.w">(0.2);
    sim->run_steps(205);
  }
  CHECK(difference(late, now) < 1e-12);
  CHECK(largest_difference(late.get<"F.x">(), now.get<"F.x">()) < 1e-12);
}

TEST_CASE("powers of traces are those of step after step", "[late]") {
  using list = plasticity<transmit, triplet_stdp, counting_rule, plain_source>;
  const list rules{transmit{}, triplet_stdp{}, counting_rule{}, plain_source{}};
  const detail::trace_powers<list> powers(rules, 1e-4);
  CHECK(powers.decays());
  detail::source_variables<list> by_step{};
  variable<0>(by_step) = 2, variable<1>(by_step) = 3;
  const auto start = by_step;
  const double factors[] = {std::exp(-1e-4 / 16.8e-3), std::exp(-1e-4 / 101e-3), std::exp(-1e-4 / 15e-3), 1, 1};
  for (std::uint64_t k = 0; k < 400000; ++k) {
    if (k < 1000 || k % 1001 == 0 || (k > 262000 && k < 262300)) {
      auto at_once_x = start;
      powers.decay(at_once_x, k);
      const auto close = [&](double a, double b) {
        return std::abs(a - b) <= 1e-15 * static_cast<double>(k + 4) * b + 1e-280;
      };
      CHECK((close(variable<0>(at_once_x), variable<0>(by_step)) &&
             close(variable<1>(at_once_x), variable<1>(by_step)) &&
             close(variable<2>(at_once_x), variable<2>(by_step)) && variable<3>(at_once_x) == variable<3>(by_step) &&
             variable<4>(at_once_x) == variable<4>(by_step)));
    }
    variable<0>(by_step) *= factors[0], variable<1>(by_step) *= factors[1], variable<2>(by_step) *= factors[2];
  }
}

} // namespace
