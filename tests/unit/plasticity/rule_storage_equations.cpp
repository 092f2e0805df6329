// SPDX-License-Identifier: BSL-1.0
// What synapses with equations and couplings cost in memory: what their pages say.

#include "catch.hpp"
#include "support/network_models.hpp"

namespace {

using namespace unit_tests;

struct fed_cell {
  template <class I>
  struct state {
    number<I> v = 0, c = 0, nmda = 0;
  };
  template <class I>
  struct parameters {};
  template <class T>
  struct inputs {
    number<T> I = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>&, const inputs<In>& in) {
    return {.v = (x.c + x.nmda + in.I - x.v) / 20_ms, .c = 0 / 1_s, .nmda = 0 / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

/// Bytes of one projection per synapse, and of times of events per source.
struct bytes {
  std::size_t synapse = 0, source = 0;
  bool operator==(const bytes&) const = default;
};
std::ostream& operator<<(std::ostream& out, const bytes& b) {
  return out << b.synapse << " per synapse, " << b.source << " per source";
}
template <auto const& D, class Real = double>
bytes measured() {
  simulation<network<D, Real>> sim{seed{1}};
  const auto& p = item_at<1>(sim.state().items);
  const detail::slice_rows& rows = p.connections->slices.at(0);
  const auto& values = p.slices.at(0);
  const auto of = [](const auto& list) { return list.size() * sizeof(list[0]); };
  const auto n = static_cast<std::size_t>(p.connections->synapses);
  std::size_t all = of(rows.target) + of(rows.order.narrow) + of(rows.order.middle) + of(rows.order.wide) +
                    of(rows.segments) + of(rows.incoming.position) + of(rows.incoming.trace_row);
  if constexpr (requires { values.weights.values; }) all += of(values.weights.values);
  std::apply([&](const auto&... column) { all += (of(column) + ... + 0); }, values.variables);
  std::size_t per_source = 0;
  if constexpr (requires { values.times.last; }) {
    if (values.times.last.size() == n)
      all += of(values.times.last);
    else
      per_source = of(values.times.last) / 20;
  }
  CHECK(all % n == 0);
  return {all / n, per_source};
}

constexpr fixed_probability some{0.3};
constexpr weight each(uniform(quantity<dim::one>(0), quantity<dim::one>(1)));
template <class Rules>
constexpr auto network_of(Rules rules) {
  return describe(population<"n">(20, fed_cell{}), projection<"S: n -> n.c">(some, each, rules));
}
template <class Rules>
constexpr auto dense_network_of(Rules rules) {
  return describe(population<"n">(20, fed_cell{}), projection<"S: n -> n.c">(all_to_all{}, each, rules));
}

constexpr auto resources = network_of(plasticity{tsodyks_markram{}});
constexpr auto by_events = network_of(plasticity{tsodyks_markram_events{}});
constexpr auto gating = network_of(plasticity{nmda{}});
constexpr auto two_receptors = network_of(plasticity{ampa_and_nmda{}});
constexpr auto calcium = network_of(plasticity{calcium_plasticity{}, transmit{}});
constexpr auto calcium_dense = dense_network_of(plasticity{calcium_plasticity{}, transmit{}});

TEST_CASE("bytes per synapse: rules with equations cost what their pages say", "[storage]") {
  CHECK(measured<resources>() == bytes{2 + 8 + 32, 0});
  CHECK(measured<resources, float>() == bytes{2 + 4 + 32, 0});
  CHECK(measured<by_events>() == bytes{2 + 8 + 32, 4});
  CHECK(measured<gating>() == bytes{2 + 8 + 16, 0});
  CHECK(measured<two_receptors>() == bytes{2 + 8 + 16, 0});
  CHECK(measured<calcium>() == bytes{2 + 8 + 16 + 4, 0});
  CHECK(measured<calcium_dense>() == bytes{2 + 8 + 16, 0});
}

/// Event-driven, and changed by spikes of targets: every synapse has a time of its own.
struct both_sides {
  template <class I>
  struct synapse {
    number<I> x = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.x = -s.x / 20_ms};
  }
  static void on_pre(auto& s) { s.x += 1; }
  static void on_post(auto& s) { s.w += 0.01 * s.x; }
  bool operator==(const both_sides&) const = default;
};
constexpr auto own_times = network_of(plasticity{transmit{}, both_sides{}});

TEST_CASE("bytes per synapse: times of events, for sources or for synapses", "[storage]") {
  CHECK(measured<own_times>() == bytes{2 + 8 + 8 + 4 + 4, 0});
}

constexpr auto junctions =
    describe(population<"n">(20, fed_cell{}), projection<"G: n -> n.I">(some, weight(0.1), gap_junction{}));
constexpr auto own_weights =
    describe(population<"n">(20, fed_cell{}), projection<"G: n -> n.I">(some, each, gap_junction{}));

TEST_CASE("bytes per synapse: couplings", "[storage]") {
  CHECK(measured<junctions>() == bytes{2, 0});
  CHECK(measured<own_weights>() == bytes{2 + 8, 0});
}

} // namespace
