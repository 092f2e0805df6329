// SPDX-License-Identifier: BSL-1.0
// Dry runs: one rank of many has the synapses that it would have, and hears as many spikes.
#include "on_ranks.hpp"
#include <cortexpr/core.hpp>
#include <cortexpr/ranks/dry_run.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <tuple>
#include <vector>

using namespace cortexpr;

namespace {

// A bundle, synapses that learn, one weight and one delay for all.
constexpr auto mixed =
    describe(population<"e">(640, synaptic_lif<current<exponential>>{}, start<"v">(uniform(-70_mV, -50_mV))),
             population<"i">(131, synaptic_lif<current<exponential>>{}), drive<"e.I">(0.4_nA),
             projection<"ee: e -> e.exc">(fixed_probability{0.1}, weight(normal(10_pA, 2_pA)),
                                          delay(uniform(0.5_ms, 3_ms)).rounded(), stored_as<fixed16>{}),
             projection<"ei: e -> i.exc">(fixed_indegree{30}, weight(uniform(10_pA, 20_pA)), delay(0.8_ms),
                                          stored_as<fixed16>{}),
             projection<"ie: i -> e.exc">(fixed_indegree{20}, weight(-30_pA), delay(0.7_ms)),
             projection<"S: e -> e.exc">(fixed_total_number{5000}, weight(uniform(0_pA, 10_pA)),
                                         delay(uniform(0.5_ms, 2_ms)).rounded(),
                                         plasticity{transmit{}, pair_stdp{.w_max = 20_pA}}),
             record<"e.spikes">(), record<"S.w">(every{1_ms}));
using net = network<mixed>;

/// The number of all synapses, and a sum over them that tells where each is, its delay, its weight and, where the order
/// of creation is known, its number.
struct digest {
  std::uint64_t synapses = 0, sum = 0;

  void add(std::initializer_list<std::uint64_t> words) {
    std::uint64_t x = 0x9e3779b97f4a7c15u;
    for (const std::uint64_t word : words) x = (x ^ word) * 0xbf58476d1ce4e5b9u, x ^= x >> 29;
    sum += x;
    ++synapses;
  }
  void add(const digest& o) { synapses += o.synapses, sum += o.sum; }
  bool operator==(const digest&) const = default;
};

template <std::size_t K, class State>
void add_projection(digest& all, const State& state) {
  using s = net::structure;
  const auto& p = detail::item_at<K>(state.items);
  const detail::synapse_rows& connections = *p.connections;
  if (connections.bundled) {
    using groups = detail::bundling<mixed, double>;
    const auto& b = state.bundles.of_source[s::template source_of<K>];
    detail::for_each_bundled(
        *b, state.bundles.slices, connections, groups::column_of(K),
        [&](std::size_t slice, std::uint32_t i, std::uint32_t delay, std::uint16_t target, const auto& synapse) {
          all.add({K, i, connections.slices[slice].first_target + target, delay,
                   static_cast<std::uint64_t>(static_cast<std::uint16_t>(synapse.weight))});
        });
    return;
  }
  constexpr bool numbered = s::names[K] == "S";
  for (std::size_t n = 0; n < connections.slices.size(); ++n) {
    const detail::slice_rows& rows = connections.slices[n];
    if (rows.elsewhere) continue;
    detail::for_each_trace_row(rows, [&](std::size_t begin, std::size_t end, std::size_t g) {
      const std::uint32_t delay = rows.segment_begin.empty() ? connections.min_delay : rows.segments[g].delay;
      for (std::size_t k = begin; k < end; ++k)
        all.add({K, detail::row_of(rows, k), rows.first_target + std::uint64_t{rows.target[k]}, delay,
                 static_cast<std::uint64_t>(p.slices[n].weights[k] * 1e18),
                 numbered ? detail::creation_number(connections, n, k) : 0});
    });
  }
}
digest digest_of(const net::state& state) {
  digest all;
  net::structure::for_each<item_kind::projection>([&](auto k) { add_projection<k>(all, state); });
  return all;
}

} // namespace

TEST_CASE("dry runs of all ranks have together the synapses of the network", "[invariance]") {
  const simulation<net> serial{seed{42}};
  const digest right = digest_of(serial.state());
  CHECK(right.synapses > 40'000);
  for (const unsigned n : {2u, 5u, 40u})
    for (const unsigned team : {1u, 2u}) {
      CAPTURE(n, team);
      digest all;
      std::uint64_t largest = 0;
      for (unsigned rank = 0; rank < n; ++rank) {
        const simulation<net> one{seed{42}, dry_run{.rank = rank, .of = n}, threads{team}};
        const digest part = digest_of(one.state());
        largest = std::max(largest, part.synapses);
        all.add(part);
      }
      CHECK(all == right);
      if (n == 5) CHECK(largest < right.synapses * 3 / 10);
    }
}

TEST_CASE("a dry run hears the other ranks fire as it does", "[invariance]") {
  simulation<net> sim{seed{42}, dry_run{.rank = 3, .of = 10}};
  sim.run(20_ms);
  sim.advance(3);
  const auto& e = detail::item_at<0>(sim.state().items);
  const auto& own = sim["e.spikes"_name];
  REQUIRE(own.size() > 20);
  for (const auto i : own.neurons) REQUIRE((i >= 192 && i < 256));
  std::size_t heard = 0;
  for (std::int64_t step = sim.state().step - 20; step < sim.state().step; ++step)
    for (std::size_t part = 0; part < 10; ++part) {
      const auto &there = e.spikes.of_part(step, part), &here = e.spikes.of_part(step, 3);
      REQUIRE(there.size() == here.size());
      for (std::size_t k = 0; k < here.size(); ++k) {
        CHECK(there[k] - 64 * part == here[k] - 64 * 3);
        ++heard;
      }
    }
  CHECK(heard > 10);
  CHECK(sim["S.w"_name].rows() == 21);
}

TEST_CASE("a dry run refuses what has no meaning", "[invariance]") {
  simulation<net> sim{seed{42}, dry_run{.rank = 3, .of = 10}};
  sim.run(1_ms);
  const std::string sentence =
      ": this is a dry run of one rank, without the others and their results; it tells what a rank costs";
  const auto words = [](const auto& f) {
    try {
      f();
    } catch (const invalid_value& problem) {
      return std::string(problem.what());
    }
    return std::string("nothing");
  };
  CHECK(words([&] { (void)sim.get<"e.v">(); }) == "get" + sentence);
  CHECK(words([&] { (void)sim.get<"ee.w">(); }) == "get" + sentence);
  CHECK(words([&] { sim.set<"S.w">(1_pA); }) == "set" + sentence);
  CHECK(words([&] { (void)sim.view<"e.v">(); }) == "view" + sentence);
  CHECK(words([&] { (void)sim.state(), sim.read_whole("diagnose", "", not_found, [](auto&) {}); }) ==
        "diagnose" + sentence);
  sim.set<"e.v">(-60_mV); // of own neurons
  sim.run(1_ms, stop_when([](auto& s) { return s.time() > 1.5e-3; }));
  CHECK(sim.state().step == 16);
  CHECK(words([] { const simulation<net> none{dry_run{.rank = 3, .of = 3}}; }) ==
        "dry_run{.rank = 3, .of = 3}: ranks are counted from 0, the last one is 2");
  CHECK(words([] { const simulation<net> none{dry_run{.rank = 0, .of = 0}}; }) ==
        "dry_run{.of = 0}: 1 to 1000000 ranks are possible");
}
