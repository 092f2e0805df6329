// SPDX-License-Identifier: BSL-1.0
// Which layout a projection gets, and that net::storage says so.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <sstream>
#include <string>

using namespace cortexpr;

namespace {

struct cell {
  template <class I>
  struct state {
    volt<I> v = 0_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
};

constexpr auto d =
    describe(population<"in">(40, poisson{}), population<"n">(300, cell{}),
             projection<"dense: in -> n.v">(fixed_probability{0.5}, weight(1_mV)),
             projection<"sparse: in -> n.v">(fixed_probability{0.01}, weight(1_mV)),
             projection<"weighted: in -> n.v">(fixed_probability{0.5}, weight(uniform(0_mV, 1_mV))),
             projection<"mixed: in -> n.v">(fixed_probability{0.5}, weight(1_mV), delay(uniform(1_ms, 5_ms)).rounded()),
             projection<"learning: in -> n.v">(fixed_probability{0.5}, weight(1_mV), plasticity{short_term{}}));

constexpr auto bundled =
    describe(population<"one">(10, poisson{}), population<"n">(300, cell{}), population<"m">(300, cell{}),
             projection<"a: one -> n.v">(fixed_probability{0.5}, weight(uniform(0_mV, 1_mV)), stored_as<fixed16>{}),
             projection<"b: one -> m.v">(fixed_probability{0.5}, weight(uniform(0_mV, 1_mV)), stored_as<fixed16>{}));

template <auto const& D>
std::string storage_of() {
  std::ostringstream out;
  const simulation<network<D>> sim{seed{3}};
  network<D>::storage(out, sim.state());
  return out.str();
}
std::string line_of(const std::string& text, const std::string& label) {
  const auto begin = text.find(label + ": ");
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find('\n', begin) - begin);
}

} // namespace

TEST_CASE("storage() names the layout of every projection and its reason", "[storage]") {
  const std::string text = storage_of<d>();
  using Catch::Matchers::Contains;
  CHECK_THAT(line_of(text, "dense"), Contains("delivered as bits (dense, one weight, one delay)"));
  CHECK_THAT(line_of(text, "sparse"), Contains("delivered as rows (one delay)"));
  CHECK_THAT(line_of(text, "weighted"), Contains("delivered as rows (one delay)"));
  CHECK_THAT(line_of(text, "mixed"), Contains("delivered as segments (rows sorted by delay)"));
  CHECK_THAT(line_of(text, "learning"), Contains("delivered as rows for rules"));
  CHECK_THAT(line_of(storage_of<bundled>(), "bundle of 'one'"), Contains("delivered as bundle (16-bit weights"));
}

TEST_CASE("storage() says what a spike reads, and what other stores of weights would take", "[storage]") {
  const std::string text = storage_of<d>();
  using Catch::Matchers::Contains;
  const auto after = [&](const std::string& label) { return text.substr(text.find(label + ": ")); };
  const auto second_line = [&](const std::string& label) {
    const std::string rest = after(label);
    const auto begin = rest.find('\n') + 1;
    return rest.substr(begin, rest.find('\n', begin) - begin);
  };
  CHECK_THAT(second_line("weighted"), Contains("cache lines; with weights float ") && Contains("fixed8 3.06"));
  CHECK_THAT(second_line("mixed"), Contains("a segment (one spike, delay and slice) has 3.81") &&
                                       !Contains("with weights"));                             // one weight for all
  CHECK_THAT(second_line("learning"), Contains(" synapses on ") && !Contains("with weights")); // rules want numbers
  CHECK_THAT(storage_of<bundled>(), Contains("cache lines\nprojections in all"));
}
