// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/io/connections.hpp>
#include <vector>

using namespace cortexpr;
using namespace connection_testing;

TEST_CASE("connected_if: pairs for which a function holds", "[connect]") {
  const connected_if next([](std::uint32_t i, std::uint32_t j) { return j == (i + 1) % 4; });
  CHECK(connect(next, {4, 4, true}) == edges{{0, 1}, {1, 2}, {2, 3}, {3, 0}});
  // Numbers count inside the slices.
  CHECK(connect(next, {2, 3, true, 10, 20}) == edges{{0, 1}, {1, 2}});
  CHECK(connect(connected_if([](auto i, auto j) { return i < j; }), {3, 3}) == edges{{0, 1}, {0, 2}, {1, 2}});
  CHECK(connect(predicate([](auto i, auto j) { return i < j; }), {3, 3}) == edges{{0, 1}, {0, 2}, {1, 2}});
}

TEST_CASE("connected_if: differences of numbers have a sign", "[connect]") {
  CHECK(connect(connected_if([](auto i, auto j) { return i - j < -1; }), {3, 3}) == edges{{0, 2}});
  CHECK(connect(connected_if([](int i, int j) { return i - j < -1; }), {3, 3}) == edges{{0, 2}});
}

TEST_CASE("connected_if: a function that was made at run time keeps what it holds", "[connect]") {
  const int period = 2;
  CHECK(connect(connected_if([period](auto i, auto j) { return (i + j) % period == 0; }), {2, 2}) ==
        edges{{0, 0}, {1, 1}});
}

namespace {

struct labelled {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    number<I> group = 0;
    second<I> tau = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
};

constexpr auto by_neurons = describe(
    population<"a">(6, labelled{}, parameter<"group">(function_of([](auto i, auto) { return i % 3; }))),
    population<"b">(4, labelled{}, start<"v">(function_of([](auto i, auto) { return i * 1_mV; }))),
    population<"in">(4, spike_times{}),
    projection<"same: a -> a.v">(
        connected_if([](auto, auto, auto pre, auto post) { return pre["group"_name] == post["group"_name]; }),
        weight(1_mV)),
    projection<"high: a[1:3] -> b[1:4].v">(connected_if([](auto i, auto, auto pre, auto post) {
                                             return static_cast<std::size_t>(i) + 1 == pre.index() &&
                                                    post["v"_name] > 1.5_mV;
                                           }),
                                           weight(1_mV)),
    projection<"listed: in -> b.v">(
        connected_if([](auto, auto, auto pre, auto post) { return pre.index() == post.index(); }), weight(1_mV)));

template <class Real>
void check_by_neurons(unsigned team) {
  simulation<network<by_neurons, Real>> sim{seed{1}, threads{team, true}};
  const auto pairs_of = [](const auto& c) {
    edges list;
    for (std::size_t k = 0; k < c.sources.size(); ++k)
      list.emplace_back(static_cast<std::uint32_t>(c.sources(k)), static_cast<std::uint32_t>(c.targets(k)));
    return list;
  };
  edges same;
  for (std::uint32_t i = 0; i < 6; ++i)
    for (std::uint32_t j = 0; j < 6; ++j)
      if (i % 3 == j % 3) same.emplace_back(i, j);
  CHECK(pairs_of(connections<"same">(sim)) == same);
  CHECK(pairs_of(connections<"high">(sim)) == edges{{0, 1}, {0, 2}, {1, 1}, {1, 2}});
  CHECK(pairs_of(connections<"listed">(sim)) == edges{{0, 0}, {1, 1}, {2, 2}, {3, 3}});
}

} // namespace

TEST_CASE("connected_if: parameters and start values of both neurons", "[connect]") {
  for (const unsigned team : {1u, 2u, 3u}) {
    check_by_neurons<double>(team);
    check_by_neurons<float>(team);
  }
}
