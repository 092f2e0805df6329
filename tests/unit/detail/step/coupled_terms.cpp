// SPDX-License-Identifier: BSL-1.0
// Terms of both sides, added up: against a naive loop, in both precisions, for sparse and complete rows, on threads.

#include "catch.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <cstdint>
#include <vector>

namespace {

using namespace cortexpr;
using numbers = std::vector<double>;

/// Follows its input; what it is told to be otherwise is decided by parameters.
struct follower {
  template <class I>
  struct state {
    volt<I> v = 0_mV;
    number<I> theta = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    number<I> gain = 1;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_nA;
    number<T> pull = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (in.I * 1_Mohm - x.v) / p.tau, .theta = in.pull / p.tau};
  }
};

constexpr auto weights = weight(uniform(0_nS, 10_nS));
/// Cheap terms and terms with functions, sparse rows, complete rows, a slice, a constant weight, parameters of both
/// sides.
constexpr auto d =
    describe(population<"a">(203, follower{}, start<"v">(uniform(-80_mV, 20_mV)), start<"theta">(uniform(0, 6)),
                             parameter<"gain">(uniform(0.5, 2))),
             population<"b">(331, follower{}, start<"v">(uniform(-80_mV, 20_mV)), start<"theta">(uniform(0, 6)),
                             parameter<"gain">(uniform(0.5, 2))),
             projection<"gap: b -> b.I">(fixed_probability{0.2}, weights, gap_junction{}),
             projection<"full: a -> b.I">(all_to_all{}, weights, couple([](auto pre, auto post, auto w) {
                                            return post["gain"_name] * w * (pre["v"_name] - post["v"_name]);
                                          })),
             projection<"part: b[10:200] -> a[50:120].I">(fixed_indegree{9}, weight(3_nS), gap_junction<>{}),
             projection<"sine: a -> b.pull">(
                 fixed_probability{0.3}, weight(uniform(0, 1)), couple([](auto pre, auto post, auto w) {
                   return w * pre["gain"_name] * sin(pre["theta"_name] - post["theta"_name]);
                 })),
             projection<"all: b -> a.pull">(all_to_all{}, weight(0.01), couple([](auto pre, auto post, auto w) {
                                              return w * exp(pre["v"_name] / 50_mV) *
                                                     select(post["theta"_name] > 3, post["gain"_name], 0.5);
                                            })),
             record<"a.I">(), record<"b.I">(), record<"a.pull">(), record<"b.pull">());

struct edge {
  std::uint32_t i, j;
  double w;
};
template <fixed_string Label, class Sim>
std::vector<edge> edges(const Sim& sim) {
  constexpr std::size_t k = detail::structure<d>::find(item_kind::projection, Label.view());
  const auto& p = detail::item_at<k>(sim.state().items);
  std::vector<edge> all;
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const auto& rows = p.connections->slices[s];
    for (std::uint32_t i = 0; i < p.connections->sources; ++i)
      for (std::size_t e = rows.row[i]; e < rows.row[i + 1]; ++e)
        all.push_back({p.connections->first_source + i, rows.first_target + rows.target[e],
                       static_cast<double>(p.slices[s].weights[e])});
  }
  return all;
}

template <class Real>
void compare_with_a_loop(double tolerance) {
  simulation<network<d, Real>> sim{seed{3}, threads{1}};
  for (int step = 0; step < 3; ++step) {
    const auto va = sim.template get<"a.v">(), vb = sim.template get<"b.v">(), ga = sim.template get<"a.gain">(),
               gb = sim.template get<"b.gain">(), ta = sim.template get<"a.theta">(),
               tb = sim.template get<"b.theta">();
    numbers Ia(203), Ib(331), pa(203), pb(331);
    for (const edge& x : edges<"gap">(sim)) Ib[x.j] += x.w * (vb[x.i] - vb[x.j]);
    for (const edge& x : edges<"full">(sim)) Ib[x.j] += gb[x.j] * x.w * (va[x.i] - vb[x.j]);
    for (const edge& x : edges<"part">(sim)) Ia[x.j] += x.w * (vb[x.i] - va[x.j]);
    for (const edge& x : edges<"sine">(sim)) pb[x.j] += x.w * ga[x.i] * std::sin(ta[x.i] - tb[x.j]);
    for (const edge& x : edges<"all">(sim)) pa[x.j] += x.w * std::exp(vb[x.i] / 50e-3) * (ta[x.j] > 3 ? ga[x.j] : 0.5);
    sim.run_steps(1);
    const auto& coupled_a = detail::item_at<0>(sim.state().items).coupled;
    const auto& coupled_b = detail::item_at<1>(sim.state().items).coupled;
    for (std::size_t j = 0; j < 203; ++j) {
      CHECK(static_cast<double>(coupled_a[0][j]) == Approx(Ia[j]).epsilon(tolerance).margin(1e-9 * tolerance));
      CHECK(static_cast<double>(coupled_a[1][j]) == Approx(pa[j]).epsilon(tolerance).margin(tolerance));
    }
    for (std::size_t j = 0; j < 331; ++j) {
      CHECK(static_cast<double>(coupled_b[0][j]) == Approx(Ib[j]).epsilon(tolerance).margin(1e-9 * tolerance));
      CHECK(static_cast<double>(coupled_b[1][j]) == Approx(pb[j]).epsilon(tolerance).margin(tolerance));
    }
  }
}

TEST_CASE("coupled terms: those of a loop over all synapses, in both precisions", "[coupling]") {
  compare_with_a_loop<double>(1e-12);
  compare_with_a_loop<float>(2e-4);
}

TEST_CASE("coupled terms: the same bits on any number of threads", "[coupling]") {
  simulation<network<d>> one{seed{5}, threads{1, true}};
  one.run_steps(20);
  for (const unsigned n : {2u, 3u, 7u}) {
    simulation<network<d>> many{seed{5}, threads{n, true}};
    many.run_steps(20);
    CHECK(many.get<"b.v">() == one.get<"b.v">());
    CHECK(many.get<"a.theta">() == one.get<"a.theta">());
    CHECK(many["b.I"_name].values == one["b.I"_name].values);
    CHECK(many["b.pull"_name].values == one["b.pull"_name].values);
  }
}

} // namespace
