// SPDX-License-Identifier: BSL-1.0
// Inputs that are variables of other populations: neuron by neuron, by a list, of one neuron, with a delay.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cortexpr/description/link.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/simulation/checkpoint.hpp>

#include <cstdio>
#include <sstream>

namespace {

using namespace unit_tests;
using namespace cortexpr::texts;
using numbers = std::vector<double>;

/// A variable that moves by itself.
struct source {
  template <class I>
  struct state {
    volt<I> n = 1_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.n = -x.n / p.tau};
  }
};
/// The same cell in C++ and as text.
struct reader {
  template <class I>
  struct state {
    volt<I> v = 0_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class T>
  struct inputs {
    volt<T> inp = 0_V;
  };
  static constexpr std::array linked{std::string_view("inp")};
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (in.inp - x.v) / p.tau};
  }
};
using reader_text = equations<"dv/dt = (inp - v)/tau : volt\n tau = 10*ms : second\n inp : volt (linked)">;
static_assert(reader_text::linked.size() == 1 && reader_text::linked[0] == "inp");

template <class Reader, class Integrator>
constexpr auto linked_network(Reader cell, Integrator integrator) {
  return describe(population<"noise">(4, source{}, integrator, start<"n">(uniform(-1_mV, 1_mV))),
                  population<"one">(1, source{}, start<"n">(3_mV)), population<"a">(4, cell, integrator),
                  population<"b">(6, cell, integrator), population<"c">(3, cell, integrator),
                  link<"noise.n -> a.inp">(), link<"B: noise.n -> b.inp">(given),
                  link<"one.n -> c.inp">(all_to_all{}, delay(0.2_ms)), record<"noise.n">(), record<"one.n">(),
                  record<"a.inp">(), record<"b.inp">(), record<"c.inp">(), record<"a.v">(), record<"b.v">());
}
constexpr auto in_cpp = linked_network(reader{}, euler{});
constexpr auto in_text = linked_network(reader_text{}, euler{});
constexpr auto by_rk4 = linked_network(reader_text{}, rk4{});
constexpr auto by_default = linked_network(reader_text{}, automatic{});

const std::vector<int> index{3, 3, 0, 1, 2, 0};

template <auto const& D, class Real = double>
auto make(unsigned n = 1) {
  return simulation<network<D, Real>>{seed{3}, threads{n, true}, cortexpr::set<"B">(from_index(index))};
}

template <auto const& D, class Real = double>
void check_values() {
  auto sim = make<D, Real>();
  sim.run_steps(20);
  const auto &n = sim["noise.n"_name], &one = sim["one.n"_name], &a = sim["a.inp"_name], &b = sim["b.inp"_name],
             &c = sim["c.inp"_name];
  // Row k + 1 shows what the input was in step k: the variable at the start of the step, bit by bit.
  for (std::size_t k = 0; k + 1 < n.rows(); ++k) {
    for (std::size_t j = 0; j < 4; ++j) CHECK(a(k + 1, j) == n(k, j));
    for (std::size_t j = 0; j < 6; ++j) CHECK(b(k + 1, j) == n(k, static_cast<std::size_t>(index[j])));
    for (std::size_t j = 0; j < 3; ++j) CHECK(c(k + 1, j) == one(k < 2 ? 0 : k - 2, 0));
  }
  CHECK(n(0, 0) != n(0, 1));
  for (const unsigned threads_used : {2u, 3u, 7u}) {
    auto other = make<D, Real>(threads_used);
    other.run_steps(20);
    CHECK(other["b.v"_name].values == sim["b.v"_name].values);
    CHECK(other["c.inp"_name].values == sim["c.inp"_name].values);
  }
}

TEST_CASE("link: an input is the variable of its source at the start of the step", "[link]") {
  check_values<in_cpp>();
  check_values<in_text, float>();
  check_values<by_rk4>();
  check_values<by_default>();
}

TEST_CASE("link: a text and a class are the same to the last bit", "[link]") {
  auto a = make<in_cpp>();
  auto b = make<in_text>();
  a.run_steps(50);
  b.run_steps(50);
  CHECK(a["b.v"_name].values == b["b.v"_name].values);
  CHECK(a.template get<"b.v">()[0] != 0);
}

TEST_CASE("link: the schedule says when", "[link]") {
  std::ostringstream out;
  network<in_text>::schedule(out);
  CHECK_THAT(out.str(), Catch::Matchers::Contains("groups:\n  couple both sides through noise -> a.inp (order -1)"));
}

TEST_CASE("link: a checkpoint goes on bit by bit", "[link]") {
  const std::string file = "/tmp/link_checkpoint";
  auto whole = make<in_text>(), half = make<in_text>(), rest = make<in_text>();
  whole.run_steps(20);
  half.run_steps(10);
  half.save_state(file);
  rest.load_state(file);
  rest.run_steps(10);
  std::remove(file.c_str());
  CHECK(rest.template get<"c.v">() == whole.template get<"c.v">());
  CHECK(rest.template get<"b.v">() == whole.template get<"b.v">());
}

template <class... Settings>
std::string refusal(const Settings&... settings) {
  try {
    simulation<network<in_text>> sim{seed{1}, settings...};
  } catch (const error& e) {
    return e.what();
  }
  return {};
}
TEST_CASE("link: what does not fit is refused in words", "[link]") {
  CHECK_THAT(refusal(cortexpr::set<"B">(from_index(std::vector{1, 2}))),
             Catch::Matchers::Contains("from_index has 2 source numbers, but there are 6 targets"));
  CHECK_THAT(refusal(cortexpr::set<"B">(from_index(std::vector{0, 1, 2, 3, 4, 0}))),
             Catch::Matchers::Contains("pair 4 (4 -> 4) is out of range"));
  CHECK_THAT(refusal(cortexpr::set<"B">(from_index(std::vector{0, 1, 2, -1, 3, 0}))),
             Catch::Matchers::Contains("pair 3 (-1 -> 3) is out of range"));
  CHECK_THAT(refusal(cortexpr::set<"B">(from_index(std::vector<double>{0, 1, 2, 0.5, 3, 0}))),
             Catch::Matchers::Contains("pair 3 is not of two whole numbers"));
  CHECK_THAT(refusal(cortexpr::set<"B">(all_to_all{})),
             Catch::Matchers::Contains("a linked input is the variable of one neuron, but neuron 0 has 4 sources"));
  CHECK_THAT(refusal(cortexpr::set<"B">(pairs(std::vector{0}, std::vector{0}))),
             Catch::Matchers::Contains("but neuron 1 has 0 sources"));
}

constexpr auto unequal =
    describe(population<"noise">(4, source{}), population<"a">(5, reader{}), link<"noise.n -> a.inp">());
TEST_CASE("link: populations of unequal sizes need a rule", "[link]") {
  CHECK_THROWS_WITH(simulation<network<unequal>>{seed{1}}, Catch::Matchers::Contains("one_to_one needs equal sizes"));
}

constexpr auto with_receptors = describe(
    population<"noise">(2, source{}),
    population<"a">(2, synaptic<equations<"dv/dt = (inp - v)/(10*ms) + I/(1*nF) : volt\n inp : volt (linked)\n I "
                                          ": amp (input)">,
                                current<exponential>>{}),
    link<"noise.n -> a.inp">());
TEST_CASE("link: texts with receptors keep their links; diagnose takes it for fed", "[link]") {
  simulation<network<with_receptors>> sim{seed{1}};
  sim.run(1_ms);
  CHECK(sim.get<"a.v">()[0] > 0);
  std::ostringstream out;
  sim.diagnose(out);
  CHECK_THAT(out.str(), !Catch::Matchers::Contains("inp"));
}

} // namespace
