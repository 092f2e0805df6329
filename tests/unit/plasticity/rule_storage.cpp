// SPDX-License-Identifier: BSL-1.0
// What synapses cost in memory.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <sstream>
#include <string>

namespace {

using namespace unit_tests;

// One variable per source or target and no more, whatever rules stand beside it in the list.
static_assert(sizeof(detail::source_variables<plasticity<transmit, pair_stdp, normalise_on_event, clip_weight>>) == 8);
static_assert(sizeof(detail::target_variables<plasticity<transmit, pair_stdp, normalise_on_event, clip_weight>>) == 8);
static_assert(sizeof(detail::source_variables<plasticity<transmit, triplet_stdp>>) == 16);
static_assert(sizeof(detail::target_variables<plasticity<weight_pool, weight_exchange, transmit>>) == 8);
static_assert(sizeof(detail::target_variables<plasticity<transmit, pair_stdp, homeostatic_scaling>>) == 16);
static_assert(variable_count<detail::synapse_variables<plasticity<transmit, pair_stdp>>> == 0);
static_assert(variable_count<detail::synapse_variables<plasticity<transmit, modulated_stdp>>> == 1);

struct target_cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

template <class Rule, class Weight, class... Rules>
constexpr auto network_of(Rule rule, Weight w, Rules... rules) {
  return describe(population<"in">(20, spike_times{}), population<"n">(30, target_cell{}),
                  projection<"S: in -> n.v">(rule, w, rules...));
}

/// Bytes of one projection per synapse, and of what it keeps per source and per target.
struct bytes {
  std::size_t synapse = 0, source = 0, target = 0;
  bool operator==(const bytes&) const = default;
};
std::ostream& operator<<(std::ostream& out, const bytes& b) {
  return out << b.synapse << " per synapse, " << b.source << " per source, " << b.target << " per target";
}
template <class List>
std::size_t stored_bytes(const List& list) {
  return list.size() * sizeof(typename List::value_type);
}

template <auto const& D, class Real = double>
bytes measured() {
  simulation<network<D, Real>> sim{seed{1}, set<"in">(spike_list::at_steps(std::vector<int>{}, std::vector<int>{}))};
  const auto& p = item_at<2>(sim.state().items);
  const detail::slice_rows& rows = p.connections->slices.at(0);
  const auto& values = p.slices.at(0);
  std::size_t per_synapse = stored_bytes(rows.target) + stored_bytes(rows.order.narrow) +
                            stored_bytes(rows.order.middle) + stored_bytes(rows.order.wide) +
                            stored_bytes(rows.segments) + stored_bytes(rows.incoming.position) +
                            stored_bytes(rows.incoming.trace_row);
  if constexpr (requires { values.weights.values; }) per_synapse += stored_bytes(values.weights.values);
  std::apply([&](const auto&... column) { per_synapse += (stored_bytes(column) + ... + 0); }, values.variables);
  std::size_t per_source = 0, per_target = 0;
  if constexpr (requires { values.source.size(); }) per_source += stored_bytes(values.source);
  if constexpr (requires { values.target.size(); }) per_target += stored_bytes(values.target);
  // What is kept of late learning: a clock and a place in the log per line, a place in it per target, and the log.
  if constexpr (requires { values.log.arrived; }) {
    per_source += stored_bytes(values.log.arrived) + stored_bytes(values.log.seen);
    per_target += stored_bytes(values.log.newest) + values.log.room * sizeof values.log.spikes[0];
  }
  if constexpr (requires { values.fan_in.weight; })
    per_target += stored_bytes(values.fan_in.weight) + stored_bytes(values.fan_in.at_start) +
                  stored_bytes(values.fan_in.count) + stored_bytes(values.fan_in.stale);
  if constexpr (requires { values.inverse_scale.size(); }) per_target += stored_bytes(values.inverse_scale);
  const auto n = static_cast<std::size_t>(p.connections->synapses);
  CHECK(per_synapse % n == 0);
  return {per_synapse / n, per_source / 20, per_target / 30};
}

constexpr fixed_probability some{0.3};
constexpr weight equal(0.5);
constexpr weight each(uniform(quantity<dim::one>(0), quantity<dim::one>(1)));

constexpr auto static_constant = network_of(some, equal);
constexpr auto static_each = network_of(some, each);
constexpr auto one_constant_and_rule = network_of(some, equal, plasticity{short_term{}});

TEST_CASE("bytes per synapse: two for the target, nothing for a constant weight", "[storage]") {
  CHECK(measured<static_constant>() == bytes{2, 0, 0});
  CHECK(measured<static_each>() == bytes{2 + 8, 0, 0});
  CHECK(measured<static_each, float>() == bytes{2 + 4, 0, 0});
  CHECK(measured<one_constant_and_rule>() == bytes{2 + 8, 16, 0});
}

constexpr auto pairs_dense = network_of(all_to_all{}, each, plasticity{pair_stdp{}});
constexpr auto pairs_sparse = network_of(some, each, plasticity{pair_stdp{}});
constexpr auto no_autapses =
    describe(population<"n">(25, target_cell{}), population<"m">(25, target_cell{}),
             projection<"S: n -> n.v">(all_to_all{}.without_autapses(), each, plasticity{pair_stdp{}}));

TEST_CASE("bytes per synapse: the way back from targets is stored only where it is needed", "[storage]") {
  CHECK(measured<pairs_dense>() == bytes{2 + 8, 8, 8});
  CHECK(measured<pairs_sparse>() == bytes{2 + 8, 8 + 12, 8 + 4 + 2 * 16});
  simulation<network<no_autapses>> sim{};
  CHECK(item_at<2>(sim.state().items).connections->slices[0].incoming.position.empty());
}

constexpr auto pool_alone = network_of(some, each, plasticity{weight_pool{}, transmit{}});
constexpr auto exchange = network_of(some, each, plasticity{weight_pool{}, weight_exchange{}, transmit{}});
constexpr auto exchange_dense =
    network_of(all_to_all{}, each, plasticity{weight_pool{}, weight_exchange{}, transmit{}});
constexpr auto eligibility = network_of(some, each, plasticity{modulated_stdp{}});
constexpr auto on_event = network_of(some, each, plasticity{pair_stdp{}, normalise_on_event{}});
constexpr auto always = network_of(some, each, plasticity{normalise_always{}});
constexpr auto scaling = network_of(some, each, plasticity{homeostatic_scaling{}, weight_decay{}});

constexpr auto triplets = network_of(some, each, plasticity{triplet_stdp{}});
constexpr auto inhibition = network_of(some, each, plasticity{inhibitory_stdp{}});
constexpr auto power_law_rule = network_of(some, each, plasticity{power_law_stdp{}});
constexpr auto depressing = network_of(some, each, plasticity{short_term{}, pair_stdp{}});
constexpr auto dendrites = network_of(some, each, dendritic_delay(1_ms), plasticity{pair_stdp{}});

TEST_CASE("bytes per synapse: rules cost what their documentation says", "[storage]") {
  CHECK(measured<triplets>() == bytes{2 + 8, 16 + 12, 16 + 4 + 2 * 24});
  CHECK(measured<inhibition>() == measured<pairs_sparse>());
  CHECK(measured<power_law_rule>() == measured<pairs_sparse>());
  CHECK(measured<depressing>() == bytes{2 + 8, 24 + 12, 8 + 4 + 2 * 16});
  CHECK(measured<dendrites>() == measured<pairs_sparse>());
  // Beside: 11 steps of what is under way to 30 targets, and of their traces.
  std::ostringstream with, without;
  const auto none = set<"in">(spike_list::at_steps(std::vector<int>{}, std::vector<int>{}));
  network<dendrites>::storage(with, simulation<network<dendrites>>{seed{1}, none}.state());
  network<pairs_sparse>::storage(without, simulation<network<pairs_sparse>>{seed{1}, none}.state());
  const auto all = [](const std::string& text) {
    const std::string words = "projections in all: ";
    return std::stoul(text.substr(text.find(words) + words.size()));
  };
  CHECK(all(with.str()) == all(without.str()) + 11 * 30 * (8 + 8));
  CHECK(measured<pool_alone>() == bytes{2 + 8, 0, 8});
  CHECK(measured<exchange>() == bytes{2 + 8 + 4, 0, 8});
  CHECK(measured<exchange_dense>() == bytes{2 + 8, 0, 8});
  CHECK(measured<eligibility>() == bytes{2 + 8 + 8 + 8, 8, 8});
  CHECK(measured<on_event>() == bytes{2 + 8 + 8, 8, 8 + 40});
  CHECK(measured<always>() == bytes{2 + 8, 0, 48});
  CHECK(measured<scaling>() == bytes{2 + 8, 0, 8});
}

} // namespace
