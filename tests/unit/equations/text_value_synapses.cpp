// SPDX-License-Identifier: BSL-1.0
// Operations on synapses in words are those in C++, bit by bit.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/equations/text_value.hpp>

namespace {

using namespace cortexpr;
using texts::text;

struct keeping {
  struct synapse {
    double share = 0.5, seen = 0;
  };
  void on_pre(auto& s) const { s.share *= 0.9; }
  bool operator==(const keeping&) const = default;
};

template <class Operation>
constexpr auto operated(Operation operation) {
  return describe(population<"in">(5, poisson{}, parameter<"rate">(50_Hz)), population<"n">(4, lif{}),
                  projection<"S: in -> n.v">(fixed_probability{0.7}, weight(uniform(0_mV, 1_mV)),
                                             plasticity{transmit{}, keeping{}}),
                  regularly<"wear", "S">(every{5_ms}, operation, at{slot::end, 1}), record<"S.w">(every{1_ms}));
}
constexpr auto in_cpp = operated([](auto& s) {
  const auto kept = 0.99 * s.w;
  s.w = kept + 0.01_mV * s.uniform();
  s.share = s.share + 0.1;
  s.seen = s.t / 1_s + s.share;
});
constexpr auto in_words =
    operated(text<"kept = 0.99*w; w = kept + 0.01*mV*rand()\n share += 0.1; seen = t/second + share">);

template <auto const& D, class Real>
auto run(unsigned n) {
  simulation<network<D, Real>> sim{seed{4}, threads{n, true}};
  sim.run(50_ms);
  return sim;
}
template <class Real>
void compare() {
  auto a = run<in_cpp, Real>(1);
  CHECK(a.template get<"S.seen">()[0] > 0.5);
  for (const unsigned n : {1u, 2u, 3u, 7u}) {
    auto b = run<in_words, Real>(n);
    CHECK(a["S.w"_name].values == b["S.w"_name].values);
    CHECK(a.template get<"S.share">() == b.template get<"S.share">());
    CHECK(a.template get<"S.seen">() == b.template get<"S.seen">());
  }
}

} // namespace

TEST_CASE("text_value: operations on synapses in words", "[equations]") {
  compare<double>();
  compare<float>();
}
