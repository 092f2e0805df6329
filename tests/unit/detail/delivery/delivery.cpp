// SPDX-License-Identifier: BSL-1.0
// deliver_slice() on hand-made rows, without a network around it.
#include "catch.hpp"
#include "support/row_builder.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/rows/weights.hpp>
#include <cortexpr/plasticity/transmit_share.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <memory>
#include <tuple>
#include <type_traits>
#include <vector>

using namespace cortexpr;

namespace delivery_tests {

using plain = plasticity<transmit>;

struct connection {
  std::uint32_t source, target, delay; // source and target counted from the first ones
  double weight;
};

/// A projection from neurons [first_source, ...) to neurons [first_target, ...), built from a list of synapses.
struct wiring {
  std::uint32_t first_source = 0, sources = 0, first_target = 0, targets = 0;
  std::vector<connection> links;

  /// The rows; the creation number of a synapse is its place in the list.
  detail::synapse_rows rows(std::uint32_t slice_width, detail::sequence<detail::long_list<double>>& weights) const {
    row_builder b(first_source, sources, detail::cut_evenly(first_target, targets, slice_width));
    for (std::uint32_t i = 0; i < sources; ++i) {
      b.start_row();
      for (std::size_t k = 0; k < links.size(); ++k)
        if (links[k].source == i) b.add(links[k].target, links[k].delay, k, links[k].weight);
    }
    auto built = b.finish();
    weights = b.weights();
    return built;
  }
};

/// One projection with its target variable and its history.
template <class List, class Weights = detail::stored_weights<double>, class Real = double>
struct scene {
  detail::projection_state<List, Weights> projection;
  detail::synapse_rows rows;
  detail::sequence<detail::slice_values<List, Weights>>& slices = projection.slices;
  detail::spike_history spikes;
  std::vector<Real> variable;
  std::vector<std::uint64_t> held;
  List& list = projection.rules;

  scene(const scene&) = delete;
  scene(const wiring& w, std::size_t source_neurons, std::uint32_t slice_width = detail::slice_bounds::widest,
        List rules = {})
      : projection{.connections = {}, .slices = {}, .rules = rules},
        spikes(source_neurons, 8),
        variable(w.first_target + w.targets),
        held(variable.size() / detail::bit_view::per_word + 1) {
    detail::sequence<detail::long_list<double>> weights;
    rows = w.rows(slice_width, weights);
    projection.connections = std::make_shared<const detail::synapse_rows>(rows);
    slices.resize(rows.slices.size());
    projection.in_flight.resize(rows.slices.size());
    for (std::size_t s = 0; s < slices.size(); ++s) {
      if constexpr (Weights::per_synapse) slices[s].weights.values.assign(weights[s].begin(), weights[s].end());
      slices[s].assign_defaults(rows.slices[s]);
      slices[s].sum_fan_in(rows.slices[s]);
    }
  }
  void deliver_at(std::int64_t step, bool holds = false) {
    const detail::moment now{static_cast<double>(step) * 1e-4, 1e-4, static_cast<std::uint64_t>(step)};
    for (std::size_t k = 0; k < slices.size(); ++k) detail::slice_work<List, Real, Weights>(projection, k, now).relax();
    for (std::size_t k = 0; k < slices.size(); ++k)
      deliver_slice(
          projection, k, spikes, step, now,
          detail::receptor_column<Real>{variable.data(), holds ? detail::bit_view(held.data()) : detail::bit_view{}});
  }
};

/// Puts every synapse's creation number into its variable.
template <class Scene>
void number_synapses(Scene& s) {
  for (std::size_t k = 0; k < s.slices.size(); ++k)
    s.rows.for_slice(k, [&](std::size_t y, std::uint64_t number) {
      std::get<0>(s.slices[k].variables)[y] = static_cast<double>(number);
    });
}

std::vector<int> arrived;
/// Notes which synapse a spike comes through.
struct witness {
  struct synapse {
    double id = 0;
  };
  static void on_pre(auto& s) { arrived.push_back(static_cast<int>(s.id)); }
  bool operator==(const witness&) const = default;
};

/// Counts spikes, keeps their time in the receptor and lets the weight grow.
struct count_and_grow {
  struct synapse {
    double count = 0;
  };
  double growth = 2;
  void on_pre(auto& s) const {
    s.count += 1;
    s.w = static_cast<std::remove_cvref_t<decltype(s.w)>>(s.w * growth);
  }
  bool operator==(const count_and_grow&) const = default;
};

/// Not commutative: shows the order of rules.
struct times_ten {
  static void on_pre(auto& s) { s.receptor *= 10; }
  bool operator==(const times_ten&) const = default;
};
struct note_time {
  static void on_pre(auto& s) { s.receptor = s.t.si(); }
  bool operator==(const note_time&) const = default;
};
struct note_receptor {
  struct synapse {
    double seen = 0;
  };
  static void on_pre(auto& s) { s.seen = s.receptor; }
  bool operator==(const note_receptor&) const = default;
};
/// Reads the fan-in and lowers the weight.
struct note_fan_in {
  using services = needs<incoming_sum>;
  static void on_pre(auto& s) {
    s.receptor += 1000 * s.in_degree + s.incoming_sum;
    s.w -= 1;
  }
  bool operator==(const note_fan_in&) const = default;
};

// What no rule asks for is not there.
static_assert(detail::list_needs<plasticity<note_fan_in>, incoming_sum> &&
              !detail::list_needs<plasticity<witness>, incoming_sum> && !detail::list_needs<plain, incoming_sum>);
static_assert(sizeof(detail::slice_values<plain, detail::constant_weight<double>>::weights) == sizeof(double));
static_assert(std::tuple_size_v<detail::synapse_columns<plain>> == 0);
static_assert(std::tuple_size_v<detail::synapse_columns<plasticity<transmit, witness, count_and_grow>>> == 2);

wiring random_wiring(std::uint64_t seed, std::uint32_t longest_delay) {
  wiring w{.first_source = 3, .sources = 12, .first_target = 5, .targets = 11, .links = {}};
  generator g(make_stream(seed, "wiring"), 0);
  for (int k = 0; k < 150; ++k)
    w.links.push_back({g.below(w.sources), g.below(w.targets), g.below(longest_delay + 1),
                       static_cast<double>(1 + g.below(100))}); // whole numbers: sums are exact
  return w;
}
constexpr std::size_t source_neurons = 20; // some before and some after the slice of sources

detail::sequence<std::uint32_t> random_spikes(generator& g) {
  detail::sequence<std::uint32_t> list;
  for (std::uint32_t i = 0; i < source_neurons; ++i)
    if (g.below(3) == 0) list.push_back(i);
  return list;
}

} // namespace delivery_tests

using namespace delivery_tests;

TEST_CASE("deliver: by emission step, then source, then number", "[delivery]") {
  // Numbers:            0          1          2          3          4          5          6
  const wiring w{
      0, 3, 0, 1, {{2, 0, 2, 1}, {0, 0, 1, 1}, {1, 0, 3, 1}, {2, 0, 1, 1}, {0, 0, 2, 1}, {2, 0, 2, 1}, {1, 0, 2, 1}}};
  scene<plasticity<witness>> s(w, 3);
  number_synapses(s);
  s.spikes.of_part(0, 0) = {0, 1, 2};
  s.spikes.of_part(1, 0) = {0, 1, 2};
  s.spikes.of_part(2, 0) = {0, 1, 2};
  const auto arrivals = [&](std::int64_t step) {
    arrived.clear();
    s.deliver_at(step);
    return arrived;
  };
  CHECK(arrivals(0).empty());
  CHECK(arrivals(1) == std::vector{1, 3});
  CHECK(arrivals(2) == std::vector{4, 6, 0, 5, 1, 3});
  CHECK(arrivals(3) == std::vector{2, 4, 6, 0, 5, 1, 3});
  CHECK(arrivals(4) == std::vector{2, 4, 6, 0, 5});
  CHECK(arrivals(5) == std::vector{2});
  CHECK(arrivals(6).empty());
}

TEST_CASE("deliver: the order of arrivals in random networks", "[delivery]") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const wiring w = random_wiring(seed, 5);
    scene<plasticity<witness>> s(w, source_neurons);
    number_synapses(s);
    generator g(make_stream(seed, "spikes"), 0);
    std::vector<detail::sequence<std::uint32_t>> all;
    for (std::int64_t step = 0; step < 30; ++step) {
      all.push_back(random_spikes(g));
      s.spikes.of_part(step, 0) = all.back();
      std::vector<int> expected;
      for (std::int64_t emission = std::max<std::int64_t>(0, step - 5); emission <= step; ++emission)
        for (const std::uint32_t neuron : all[static_cast<std::size_t>(emission)])
          for (std::size_t k = 0; k < w.links.size(); ++k)
            if (w.links[k].source + w.first_source == neuron && emission + w.links[k].delay == step)
              expected.push_back(static_cast<int>(k));
      arrived.clear();
      s.deliver_at(step);
      CAPTURE(seed, step);
      CHECK(arrived == expected);
    }
  }
}

TEMPLATE_TEST_CASE("deliver: several slices equal one slice, and a plain sum", "[delivery]", double, float) {
  for (const std::uint32_t longest_delay : {0u, 1u, 6u})
    for (const std::uint32_t width : {1u, 3u, 4u, 11u, 65535u}) {
      const wiring w = random_wiring(longest_delay, longest_delay);
      scene<plain, detail::stored_weights<TestType>, TestType> s(w, source_neurons, width);
      scene<plasticity<transmit, count_and_grow>, detail::stored_weights<TestType>, TestType> ruled(w, source_neurons,
                                                                                                    width);
      ruled.list = plasticity(transmit{}, count_and_grow{1});
      CHECK(s.rows.slices.size() == (width >= 11 ? 1 : (11 + width - 1) / width));
      std::vector<TestType> expected(s.variable.size());
      generator g(make_stream(4, "spikes"), 0);
      std::vector<detail::sequence<std::uint32_t>> all;
      for (std::int64_t step = 0; step < 25; ++step) {
        all.push_back(random_spikes(g));
        s.spikes.of_part(step, 0) = ruled.spikes.of_part(step, 0) = all.back();
        for (const connection& x : w.links) {
          const std::int64_t emission = step - x.delay;
          if (emission < 0) continue;
          const auto& list = all[static_cast<std::size_t>(emission)];
          if (std::find(list.begin(), list.end(), x.source + w.first_source) != list.end())
            expected[x.target + w.first_target] += static_cast<TestType>(x.weight);
        }
        s.deliver_at(step);
        ruled.deliver_at(step);
        CAPTURE(longest_delay, width, step);
        CHECK(s.variable == expected);
        CHECK(ruled.variable == expected);
      }
      CHECK(expected[4] == 0); // before the slice of targets
    }
}

TEST_CASE("deliver: one delay for all, also none at all", "[delivery]") {
  for (const std::uint32_t d : {0u, 1u, 4u}) {
    scene<plain> s({0, 1, 0, 1, {{0, 0, d, 2}}}, 1);
    CHECK(s.rows.one_delay());
    s.spikes.of_part(1, 0) = {0};
    for (std::int64_t step = 1; step < 8; ++step) {
      s.deliver_at(step);
      CHECK(s.variable[0] == (step >= 1 + d ? 2 : 0));
    }
  }
  scene<plain> nothing({0, 1, 0, 1, {}}, 1);
  nothing.spikes.of_part(0, 0) = {0};
  nothing.deliver_at(0);
  CHECK(nothing.variable[0] == 0);
}

TEST_CASE("deliver: nothing was emitted before step 0", "[delivery]") {
  scene<plain> s({0, 1, 0, 1, {{0, 0, 3, 1}, {0, 0, 5, 1}}}, 1);
  for (std::int64_t step = 5; step < 8; ++step)
    s.spikes.of_part(step, 0) = {0}; // places that step -1, -2, -3 would share
  for (std::int64_t step = 0; step < 3; ++step) s.deliver_at(step);
  CHECK(s.variable[0] == 0);
}

TEST_CASE("deliver: sources outside the slice are passed over", "[delivery]") {
  scene<plain> s({2, 2, 0, 2, {{0, 0, 1, 1}, {1, 1, 1, 10}}}, 6);
  s.spikes.of_part(0, 0) = {0, 1, 2, 4, 5};
  s.deliver_at(1);
  CHECK(s.variable == std::vector<double>{1, 0});
  s.spikes.of_part(1, 0) = {1, 3, 4};
  s.deliver_at(2);
  CHECK(s.variable == std::vector<double>{1, 10});
}

TEST_CASE("deliver: one weight for all", "[delivery]") {
  scene<plasticity<transmit>, detail::constant_weight<double>> s(
      {0, 2, 0, 3, {{0, 0, 1, 9}, {0, 2, 1, 9}, {1, 2, 1, 9}}}, 2, 2);
  for (auto& v : s.slices) v.weights.value = 0.5;
  s.spikes.of_part(0, 0) = {0, 1};
  s.deliver_at(1);
  CHECK(s.variable == std::vector<double>{0.5, 0, 1});
  // A rule may read it, but what it writes stays in its synapse's view.
  scene<plasticity<count_and_grow, transmit>, detail::constant_weight<double>> grown({0, 1, 0, 1, {{0, 0, 1, 9}}}, 1);
  grown.slices[0].weights.value = 0.5;
  grown.spikes.of_part(0, 0) = {0};
  grown.deliver_at(1);
  CHECK(grown.variable[0] == 1);
  CHECK(grown.slices[0].weights.value == 0.5);
}

TEST_CASE("deliver: held targets drop input", "[delivery]") {
  const wiring w{0, 1, 1, 4, {{0, 0, 1, 1}, {0, 1, 1, 2}, {0, 2, 1, 4}, {0, 3, 1, 8}, {0, 3, 1, 16}}};
  for (const std::uint32_t width : {3u, 65535u}) {
    scene<plain> s(w, 1, width);
    scene<plasticity<transmit, count_and_grow>> ruled(w, 1, width);
    s.held = ruled.held = {1u << 2 | 1u << 4};
    s.variable = ruled.variable = {7, 7, 7, 7, 7};
    s.spikes.of_part(0, 0) = ruled.spikes.of_part(0, 0) = {0};
    s.deliver_at(1, true);
    ruled.deliver_at(1, true);
    CHECK(s.variable == std::vector<double>{7, 8, 7, 11, 7});
    CHECK(ruled.variable == s.variable);
    // The synapse itself sees the spike.
    for (const auto& v : ruled.slices)
      for (const double count : std::get<0>(v.variables)) CHECK(count == 1);
    CHECK(ruled.slices[0].weights[1] == 4);
    // Without the mark, the counters do not matter.
    s.deliver_at(1, false);
    CHECK(s.variable == std::vector<double>{7, 9, 9, 15, 31});
  }
}

TEST_CASE("deliver: a held target's variable can still be read", "[delivery]") {
  scene<plasticity<note_receptor, transmit, times_ten>> s({0, 1, 0, 2, {{0, 0, 1, 1}, {0, 1, 1, 1}}}, 1);
  s.variable = {5, 6};
  s.held = {1};
  s.spikes.of_part(0, 0) = {0};
  s.deliver_at(1, true);
  CHECK(s.variable == std::vector<double>{5, 70});
  CHECK(std::get<0>(s.slices[0].variables) == std::vector<double>{5, 6});
}

TEST_CASE("deliver: rules run in the order of the list, each spike through all of them", "[delivery]") {
  const wiring w{0, 2, 0, 1, {{0, 0, 1, 1}, {1, 0, 1, 2}}};
  scene<plasticity<transmit, times_ten>> add_first(w, 2);
  scene<plasticity<times_ten, transmit>> multiply_first(w, 2);
  add_first.spikes.of_part(0, 0) = multiply_first.spikes.of_part(0, 0) = {0, 1};
  add_first.deliver_at(1);
  multiply_first.deliver_at(1);
  CHECK(add_first.variable[0] == 120);     // ((0 + 1) * 10 + 2) * 10
  CHECK(multiply_first.variable[0] == 12); // (0 * 10 + 1) * 10 + 2
}

TEST_CASE("deliver: variables of synapses, weights and times", "[delivery]") {
  const wiring w{0, 2, 0, 4, {{0, 0, 1, 1}, {0, 3, 2, 3}, {1, 3, 1, 5}}};
  scene<plasticity<transmit, count_and_grow>> s(w, 2, 3);
  s.spikes.of_part(0, 0) = {0, 1};
  s.spikes.of_part(1, 0) = {0};
  for (std::int64_t step = 1; step < 4; ++step) s.deliver_at(step);
  CHECK(s.variable == std::vector<double>{1 + 2, 0, 0, 5 + 3 + 6});
  CHECK(std::get<0>(s.slices[0].variables) == std::vector<double>{2});
  CHECK(s.slices[0].weights.values == detail::long_list<double>{4});
  CHECK(std::get<0>(s.slices[1].variables) == std::vector<double>{2, 1});
  CHECK(s.slices[1].weights.values == detail::long_list<double>{12, 10});

  scene<plasticity<note_time>> timed(w, 2);
  timed.spikes.of_part(0, 0) = {0, 1};
  timed.deliver_at(1);
  CHECK(timed.variable == std::vector<double>{1e-4, 0, 0, 1e-4});
  timed.deliver_at(2);
  CHECK(timed.variable == std::vector<double>{1e-4, 0, 0, 2e-4});
}

TEST_CASE("deliver: sums over the synapses of a target follow its weights", "[delivery]") {
  const wiring w{0, 3, 0, 4, {{0, 3, 1, 10}, {1, 3, 1, 20}, {2, 3, 1, 30}, {0, 0, 1, 7}}};
  for (const std::uint32_t width : {3u, 65535u}) {
    scene<plasticity<note_fan_in>> s(w, 3, width);
    s.spikes.of_part(0, 0) = {0};
    s.deliver_at(1);
    CHECK(s.variable == std::vector<double>{1007, 0, 0, 3060});
    s.spikes.of_part(1, 0) = {0, 1, 2};
    s.deliver_at(2); // the sum at the start of the step, whatever its spikes change
    CHECK(s.variable[3] == 3060 + 3 * 3000 + 3 * 59);
    CHECK(s.variable[0] == 1007 + 1006);
    // A change from outside is summed anew.
    for (std::size_t k = 0; k < s.slices.size(); ++k) {
      for (double& x : s.slices[k].weights.values) x = 100;
      s.slices[k].sum_fan_in(s.rows.slices[k]);
    }
    s.variable.assign(4, 0);
    s.spikes.of_part(2, 0) = {1};
    s.deliver_at(3);
    CHECK(s.variable == std::vector<double>{0, 0, 0, 3300});
  }
}

TEST_CASE("deliver: transmission in shares", "[delivery]") {
  const wiring w{0, 2, 0, 3, {{0, 0, 1, 1}, {1, 0, 1, 3}, {0, 2, 1, 5}, {1, 1, 1, 0}}};
  for (const std::uint32_t width : {1u, 2u, 65535u}) {
    scene<plasticity<transmit_share<share::of_incoming_sum>>> s(w, 2, width);
    s.list = plasticity(transmit_share<share::of_incoming_sum>{.scale = 2});
    s.spikes.of_part(0, 0) = {1};
    s.deliver_at(1);
    CHECK(s.variable == std::vector<double>{1.5, 0, 0}); // a sum of zero gives nothing
    scene<plasticity<transmit_share<share::of_root_of_inputs>>> root(w, 2, width);
    root.spikes.of_part(0, 0) = {0};
    root.deliver_at(1);
    CHECK(root.variable[0] == Approx(1 / std::sqrt(2.0)));
    CHECK(root.variable[2] == 5);
    CHECK(root.slices[0].weights[0] == 1);
  }
}

TEST_CASE("deliver: clip_receptor after transmit keeps the band at every arrival", "[delivery]") {
  const wiring w{0, 3, 0, 1, {{0, 0, 1, 8}, {1, 0, 1, 8}, {2, 0, 1, -6}, {2, 0, 1, -9}, {2, 0, 1, 3}}};
  scene<plasticity<transmit, clip_receptor<dim::one>>> s(w, 3, 1,
                                                         plasticity(transmit{}, clip_receptor<dim::one>(1, 10)));
  s.spikes.of_part(0, 0) = {0, 1, 2};
  s.deliver_at(1);
  CHECK(s.variable[0] == 4); // 8, 16 clipped to 10, 4, -5 clipped to 1, 4
}
