// SPDX-License-Identifier: BSL-1.0
// What couplings with synapses add up to: beside others, with synapses at both ends, over weights that learn.
#include "catch.hpp"
#include <algorithm>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <vector>

namespace {

using namespace cortexpr;

struct glia {
  template <class I>
  struct state {
    number<I> c = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
    number<I> gain = 1;
  };
  template <class I>
  struct inputs {
    number<I> Y = 0, W = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.c = (in.Y + in.W - x.c) / p.tau};
  }
};

/// Y counts spikes; G is set from outside.
struct counting {
  struct synapse {
    double Y = 0, G = 0;
  };
  static void on_pre(auto& s) { s.Y += 1; }
  bool operator==(const counting&) const = default;
};

constexpr auto of_Y = couple([](auto s, auto, auto w) { return w * s["Y"_name]; });
constexpr auto of_c = couple([](auto g, auto, auto w) { return w * g["c"_name]; });

constexpr auto described = describe(
    population<"in">(7, poisson{}, parameter<"rate">(100_Hz)), population<"out">(9, lif{}),
    population<"glia">(8, glia{}, parameter<"gain">(uniform(1, 2))), drive<"glia.Y">(0.25),
    projection<"S: in -> out.v">(all_to_all{}, weight(0.1_mV), plasticity{transmit{}, counting{}}),
    projection<"T: in -> out.v">(all_to_all{}, weight(uniform(1_mV, 2_mV)),
                                 plasticity{transmit{}, pair_stdp{.a_pre = 0.1, .a_post = -0.2, .w_max = 9_mV}}),
    // Two couplings into one input, beside a drive and a coupling between neurons.
    projection<"a: S -> glia[2:5].Y">(all_to_all{}, weight(0.5), of_Y),
    projection<"b: S -> glia.Y">(synapses_onto{connected_if([](auto i, auto j) { return i == j; })},
                                 weight([](auto i, auto, auto, auto post) { return i * post["gain"_name]; }), of_Y),
    projection<"n: glia -> glia.Y">(one_to_one{}, weight(0.125), of_c),
    // Weights that learn.
    projection<"w: T -> glia.W">(synapses_from{connected_if([](auto i, auto j) { return i == j; })}, weight(1 / 1_mV),
                                 couple([](auto s, auto, auto w) { return w * s["w"_name]; })),
    // Two couplings into one variable, one of them from synapses.
    projection<"g: glia[0:7] -> S.G">(synapses_from{one_to_one{}}, weight(2), of_c),
    projection<"s: T -> S.G">(one_to_one{}, weight(1 / 1_mV),
                              couple([](auto s, auto, auto w) { return w * s["w"_name]; })),
    record<"S.Y">(), record<"S.G">(), record<"T.w">(), record<"glia.c">(), record<"glia.Y">(), record<"glia.W">());

template <class Net>
void check_sums(double within) {
  simulation<Net> sim{seed{5}};
  sim.run(50_ms);
  const auto &Y = sim["S.Y"_name], &G = sim["S.G"_name], &w = sim["T.w"_name], &c = sim["glia.c"_name];
  const auto &in = sim["glia.Y"_name], &in_w = sim["glia.W"_name];
  const auto gain = sim.template get<"glia.gain">();
  REQUIRE(Y.columns() == 63);
  REQUIRE(c.columns() == 8);
  double apart = 0;
  const auto compare = [&](double is, double should) {
    apart = std::max(apart, std::abs(is - should) / std::max(1.0, std::abs(should)));
  };
  for (std::size_t row = 0; row + 1 < Y.rows(); ++row) {
    double of_all = 0;
    for (std::size_t k = 0; k < 63; ++k) of_all += Y(row, k);
    for (std::size_t j = 0; j < 8; ++j) {
      double onto_j = 0, from_j = 0;
      for (std::size_t i = 0; i < 7; ++i) onto_j += Y(row, 9 * i + j);
      if (j < 7)
        for (std::size_t k = 0; k < 9; ++k) from_j += 1e3 * w(row, 9 * j + k);
      compare(in(row + 1, j), 0.25 + (j >= 2 && j < 5 ? 0.5 * of_all : 0) + static_cast<double>(j) * gain[j] * onto_j +
                                  0.125 * c(row, j));
      compare(in_w(row + 1, j), from_j);
    }
    for (std::size_t k = 0; k < 63; ++k) compare(G(row + 1, k), 2 * c(row, k / 9) + 1e3 * w(row, k));
  }
  CHECK(apart < within);
  CHECK(Y(Y.rows() - 1, 0) > 0);
  CHECK(w(w.rows() - 1, 0) != w(0, 0));
}

TEST_CASE("couplings with synapses add up beside others, over weights that learn", "[coupling]") {
  check_sums<network<described>>(1e-12);
  check_sums<network<described, float>>(1e-5);
}

TEST_CASE("sums over synapses at both ends are the same on any number of threads", "[coupling][threads]") {
  simulation<network<described>> one{seed{6}, threads{1}};
  one.run(30_ms);
  for (unsigned n = 2; n <= 7; ++n) {
    simulation<network<described>> many{seed{6}, threads{n, true}};
    many.run(30_ms);
    CHECK(many["S.G"_name].values == one["S.G"_name].values);
    CHECK(many["T.w"_name].values == one["T.w"_name].values);
    CHECK(many["glia.c"_name].values == one["glia.c"_name].values);
  }
}

} // namespace
