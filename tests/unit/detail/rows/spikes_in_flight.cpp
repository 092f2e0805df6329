// SPDX-License-Identifier: BSL-1.0
// Spikes under way arrive like those that are searched for in every step.
#include "catch.hpp"
#include "support/row_builder.hpp"

#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <utility>
#include <vector>

using namespace cortexpr;

namespace {

using arrivals = std::vector<std::pair<std::size_t, std::size_t>>;

detail::synapse_rows random_rows(std::uint64_t seed, std::uint32_t shortest, std::uint32_t delays,
                                 std::uint32_t width) {
  generator g(make_stream(seed, "rows"), 0);
  row_builder b(5, 30, detail::cut_evenly(0, 40, width));
  std::uint64_t number = 0;
  for (int i = 0; i < 30; ++i) {
    b.start_row();
    for (std::uint32_t k = g.below(12); k > 0; --k) b.add(g.below(40), shortest + g.below(delays), number++, 1);
  }
  return b.finish();
}

arrivals searched(const detail::synapse_rows& c, std::size_t s, const detail::spike_history& spikes,
                  std::int64_t step) {
  arrivals list;
  detail::for_each_arrival(c, c.slices[s], spikes, step,
                           [&](std::size_t begin, std::size_t end, std::size_t) { list.emplace_back(begin, end); });
  return list;
}
arrivals in_flight(detail::spikes_in_flight<detail::row_walk>& u, const detail::synapse_rows& c, std::size_t s,
                   const detail::spike_history& spikes, std::int64_t step) {
  arrivals list;
  u.begin(step, c.max_delay - c.min_delay, [&](std::int64_t then) {
    if (then >= c.min_delay) u.enter(c, c.slices[s], spikes.of(then - c.min_delay));
  });
  u.arrive(
      step, [](const detail::row_walk::cursor&) {},
      [&](const detail::row_walk::cursor& at) { list.emplace_back(at.position, at.position + at.count); });
  return list;
}

} // namespace

TEST_CASE("spikes_in_flight: the arrivals of a search, in their order", "[delivery]") {
  for (const auto& [shortest, delays] : {std::pair{0u, 9u}, {1u, 2u}, {7u, 30u}, {0u, 2u}})
    for (const std::uint32_t width : {40u, 17u}) {
      CAPTURE(shortest, delays, width);
      const detail::synapse_rows rows = random_rows(shortest + delays, shortest, delays, width);
      detail::spike_history spikes(detail::sequence<std::uint32_t>{0, 20, 40}, rows.max_delay + 1u);
      generator g(make_stream(delays, "spikes"), 0);
      std::vector<detail::spikes_in_flight<detail::row_walk>> u(rows.slices.size());
      std::size_t wrong = 0, seen = 0;
      for (std::int64_t step = 0; step < 300; ++step) {
        for (std::uint32_t part = 0; part < 2; ++part) {
          auto& list = spikes.of_part(step, part);
          list.clear();
          for (std::uint32_t i = 20 * part; i < 20 * part + 20; ++i)
            if (g.below(10) == 0) list.push_back(i);
        }
        // Steps without delivery (a frozen projection), copies, and what was forgotten change nothing.
        if (step % 50 > 40) continue;
        if (step == 120) u = std::vector<detail::spikes_in_flight<detail::row_walk>>(u);
        if (step == 130) u[0].forget();
        for (std::size_t s = 0; s < u.size(); ++s) {
          const arrivals expected = searched(rows, s, spikes, step);
          seen += expected.size();
          wrong += in_flight(u[s], rows, s, spikes, step) != expected;
        }
      }
      CHECK(wrong == 0);
      CHECK(seen > 100);
    }
}

TEST_CASE("spikes_in_flight: a step may be repeated, and steps may jump both ways", "[delivery]") {
  const detail::synapse_rows rows = random_rows(3, 1, 9, 40);
  detail::spike_history spikes(40, 20);
  generator g(make_stream(8, "spikes"), 0);
  for (std::int64_t step = 0; step < 20; ++step)
    for (std::uint32_t i = 0; i < 40; ++i)
      if (g.below(5) == 0) spikes.of_part(step, 0).push_back(i);
  detail::spikes_in_flight<detail::row_walk> u;
  for (const std::int64_t step : {10, 11, 11, 12, 19, 10, 11, 0, 1, 2, 18, 19})
    CHECK(in_flight(u, rows, 0, spikes, step) == searched(rows, 0, spikes, step));
}
