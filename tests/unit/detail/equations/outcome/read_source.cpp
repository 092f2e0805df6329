// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/outcome/read_source.hpp>

using namespace texts;
namespace dim = cortexpr::dim;

namespace {

constexpr auto equations = part_kind::equations, threshold = part_kind::threshold, start = part_kind::start;

/// What models see of texts.
struct turned : reading {
  turned(std::initializer_list<written> all) : reading(all) { result = read_source(source); }
};

} // namespace

TEST_CASE("a random threshold is a rate", "[equations]") {
  for (const char* text :
       {"rand() < 3*rate*dt", "3*rate*dt > rand()", "rand() <= dt*(3*rate)", "rand() < 3*(rate*dt)"}) {
    INFO(text);
    const turned r{{equations, "dv/dt = -v/second : 1\nrate : Hz"}, {threshold, text}};
    REQUIRE(r.mistake().empty());
    const std::int16_t root = r.result.roots[1];
    CHECK(r.result.nodes[static_cast<std::size_t>(root)].unit == dim::hertz);
    CHECK(value_of(r.result, root, {{"rate", 5}}) == 15);
    CHECK(r.name("rand_1").what == role::shorthand); // no input any more
    CHECK(r.name("dt").what == role::shorthand);
  }
  const turned r{{equations, "dv/dt = -v/second : 1"}, {threshold, "rand() < 0.5"}};
  CHECK(r.name("rand_1").what == role::input);
}
TEST_CASE("noises that one variable has alone are one", "[equations]") {
  const turned r{{equations, "dv/dt = a*xi_1 + 2*a*xi_2 : 1\na : second**-0.5"}};
  REQUIRE(r.mistake().empty());
  CHECK(value_of(r.result, r.name("v").noise[0], {{"a", 3}}) == Approx(3 * std::sqrt(5.0)));
  CHECK(r.name("v").noise[1] == none);
  CHECK(!r.name("v").noise_is_common);
  const turned common{{equations, "dv/dt = a*xi_1 : 1\ndw/dt = 2*a*xi_1 : 1\na : second**-0.5"}};
  REQUIRE(common.mistake().empty());
  CHECK(common.name("v").noise_is_common);
  CHECK(common.name("w").noise_source == common.name("v").noise_source);
  const turned both{{equations, "dv/dt = a*xi_1 : 1\ndw/dt = a*(xi_1 + xi_2) : 1\na : second**-0.5"}};
  CHECK(both.mistake().find("equations, line 2, column 1: 'w' has a noise in common with another variable") == 0);
}
TEST_CASE("start values that are constants are defaults", "[equations]") {
  const turned r{{equations, "dv/dt = (E_L - v)/tau : volt; w : amp (variable)"}, {start, "v = -70*mV; w = 3*pA"}};
  REQUIRE(r.mistake().empty());
  CHECK(r.name("v").value == -70 * 1e-3);
  CHECK(r.name("w").value == 3 * 1e-12);
}
TEST_CASE("i, N and dt are parameters that the network knows", "[equations]") {
  const turned r{{equations, "dv/dt = (i/N - v)/second : 1"}, {threshold, "v > 3*dt/second"}};
  REQUIRE(r.mistake().empty());
  CHECK(r.name("i").what == role::parameter);
  CHECK(r.name("i").neuron_index);
  CHECK(r.name("N").neuron_count);
  CHECK(r.name("dt").step_length);
}
TEST_CASE("a model that outgrows the arrays is refused", "[equations]") {
  std::string rate = "rand() < rate*dt";
  for (int k = 0; k < 400; ++k) rate += "*a"; // the product is written once more, without dt
  const auto text = {written{equations, "a : 1; rate : Hz"}, written{threshold, rate}};
  CHECK(reading(text).mistake().empty());
  CHECK(turned(text).mistake() ==
        "equations, line 1, column 1: this text has more operations than fit; split the model");
}
TEST_CASE("a text with a mistake keeps its names and does nothing", "[equations]") {
  const turned r{{equations, R"(
    dv/dt = (E_L - v + R*I + stimulus(t) + xi*s)/tau : volt (unless refractory)
    dw/dt = -w/tau_w
    I : amp (input)
    C = 200*pF : farad
    x = v*nS/C_2 : amp
    y : vlot
    a : 1 (shared, variable)
    on : boolean)"},
                 {threshold, "v > V_th and on"},
                 {part_kind::reset, "v = E_L; y += b"},
                 {part_kind::refractory, "2*ms"}};
  CHECK(
      r.mistake() ==
      "equations, line 3, column 5: the line of 'w' has no unit; it ends in ': volt' or, for a pure number, in ': 1'");
  const auto is = [&r](const char* name, role what, const cortexpr::dimension& unit) {
    INFO(name);
    CHECK(r.name(name).what == what);
    CHECK(r.name(name).unit == unit);
    CHECK(!r.name(name).required);
  };
  constexpr auto unknown = cortexpr::detail::unknown_dimension;
  is("v", role::variable, dim::volt);
  is("w", role::variable, unknown);
  is("I", role::input, dim::amp);
  is("stimulus", role::input, unknown);
  is("C", role::parameter, dim::farad);
  is("x", role::shorthand, dim::amp);
  is("y", role::variable, unknown);
  is("on", role::parameter, dim::one);
  is("t_ref", role::parameter, dim::second);
  for (const char* name : {"E_L", "R", "tau", "tau_w", "V_th", "b", "s", "C_2"}) is(name, role::parameter, unknown);
  for (const char* word : {"xi", "and", "ms", "nS", "pF", "shared", "volt", "vlot", "dw", "unless"})
    CHECK_THROWS_AS(r.name(word), std::string);
  CHECK(r.result.statement_count == 0);
  CHECK(value_of(r.result, r.name("v").root) == 0);
}
