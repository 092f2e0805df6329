// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/reader/unit_unification.hpp>

using namespace texts;
namespace dim = cortexpr::dim;

namespace {

constexpr auto equations = part_kind::equations, threshold = part_kind::threshold, reset = part_kind::reset;

/// The unit of a name in words; the mistake if there is one.
std::string unit_of(const std::string& name, std::initializer_list<written> parts) {
  const reading r(parts);
  return r.mistake().empty() ? std::string(unit_words(r.name(name).unit).view()) : r.mistake();
}

} // namespace

TEST_CASE("the units of names from outside follow from their uses", "[equations]") {
  CHECK(unit_of("tau", {{equations, "dv/dt = -v/tau : volt"}}) == "second");
  CHECK(unit_of("g", {{equations, "dv/dt = g*v/(5*pF) : volt"}}) == "siemens");
  CHECK(unit_of("k", {{equations, "dv/dt = k*(v - v_r)*(v - v_t) : volt"}}) == "1/volt/second");
  CHECK(unit_of("v_t", {{equations, "dv/dt = k*(v - v_r)*(v - v_t) : volt"}}) == "volt");
  CHECK(unit_of("D", {{equations, "dv/dt = D*exp((v - V_T)/D)/ms : volt"}}) == "volt");
  CHECK(unit_of("sigma", {{equations, "dv/dt = -v/tau + sigma*xi/tau**0.5 : volt"}}) == "volt");
  CHECK(unit_of("s", {{equations, "dv/dt = -v/tau + s*xi : volt"}}) == "volt/second**0.5");
  CHECK(unit_of("a", {{equations, "dv/dt = -v/tau : volt"}, {threshold, "a*a > v**2"}}) == "volt");
  CHECK(unit_of("a", {{equations, "dv/dt = -v/tau : volt"}, {threshold, "sqrt(a) > v"}}) == "volt**2");
  CHECK(unit_of("a", {{equations, "dv/dt = -v/tau : volt"}, {threshold, "a**3 > v**6*metre**3"}}) == "volt**2*metre");
  CHECK(unit_of("w", {{equations, "v : volt"}, {reset, "v += w"}}) == "volt");
  CHECK(unit_of("n", {{equations, "v : 1"}, {threshold, "v**n > 1"}}) == "a pure number");
  CHECK(unit_of("low", {{equations, "v : volt"}, {reset, "v = clip(v, low, inf)"}}) == "volt");
  CHECK(unit_of("stimulus", {{equations, "dv/dt = (stimulus(t) - v)/tau : volt"}}) == "volt");
  CHECK(unit_of("stimulus", {{equations, "dv/dt = r*stimulus(t, i) - v/ms : volt; r : hertz"}}) == "volt");
  CHECK(unit_of("rate", {{equations, "v : volt"}, {threshold, "rand() < rate*dt"}}) == "hertz");
  CHECK(unit_of("n", {{equations, "v : volt"}, {threshold, "abs(n) % 3 == 2"}}) == "a pure number");
  CHECK(unit_of("n", {{equations, "v : volt"}, {threshold, "v // n == 2"}}) == "volt");
}
TEST_CASE("a unit may follow from a later line", "[equations]") {
  const reading r{{equations, "dv/dt = (a - v)/tau_1 + b*c/d : volt\nx = b - 3*mV : volt\ny = c/(5*second) : 1"},
                  {threshold, "d > 0*second**2"}};
  REQUIRE(r.mistake().empty());
  CHECK(r.name("b").unit == dim::volt);
  CHECK(r.name("c").unit == dim::second);
  CHECK(r.name("d").unit == dim::second.power(2));
}
TEST_CASE("every node has a unit", "[equations]") {
  const reading r{{equations, "dv/dt = (g*(E - v) + 0)/(5*pF) : volt"}, {threshold, "0 < v < inf and not v == 0"}};
  REQUIRE(r.mistake().empty());
  const program<>& p = r.result;
  for (std::size_t k = 0; k < p.node_count; ++k) {
    const node& n = p.nodes[k];
    const auto unit = [&p](std::int16_t m) { return p.nodes[static_cast<std::size_t>(m)].unit; };
    if (n.what == op::multiply) CHECK(n.unit == unit(n.a) * unit(n.b));
    if (n.what == op::divide) CHECK(n.unit == unit(n.a) / unit(n.b));
    if (n.what == op::add || n.what == op::subtract) CHECK((n.unit == unit(n.a) && n.unit == unit(n.b)));
    if (n.what == op::less || n.what == op::equal) CHECK((unit(n.a) == dim::volt && unit(n.b) == dim::volt));
    if (n.what == op::name) CHECK(n.unit == p.names[static_cast<std::size_t>(n.a)].unit);
  }
  CHECK(p.nodes[static_cast<std::size_t>(r.name("v").root)].unit == dim::volt / dim::second);
}
TEST_CASE("0 and inf fit every unit, but not two at a time", "[equations]") {
  CHECK(first_mistake("dv/dt = 0 : volt\nx = max(0, v) : volt\ny = min(0, inf) : amp\nz = -0 + inf : second").empty());
  CHECK(first_mistake("dv/dt = 0.0 : volt\nx = clip(v, -inf, 0) : volt").empty());
  CHECK(first_mistake("y = min(0, inf) : amp\nz = y + 1*mV : volt") ==
        "equations, line 2, column 7: cannot add volt to amp");
  CHECK(first_mistake("dv/dt = 1 : volt") ==
        "equations, line 1, column 9: dv/dt is in volt/second, but this is a pure number");
}
TEST_CASE("units that do not agree are named with both places", "[equations]") {
  CHECK(first_mistake("dv/dt = (s - v)/tau : volt\ns : amp") ==
        "equations, line 1, column 12: cannot subtract volt from amp");
  CHECK(first_mistake("dv/dt = -v/tau : volt\ndw/dt = (tau - v)/second : volt") ==
        "equations, line 2, column 14: cannot subtract volt from second; 'tau' is in second since equations, line 1, "
        "column 11");
  CHECK(
      first_mistake("dv/dt = -v/tau : volt\nx = tau : amp") ==
      "equations, line 2, column 5: 'x' is in amp, but this is in second; 'tau' is in second since equations, line 1, "
      "column 11");
  CHECK(mistake_of({{equations, "v : volt"}, {threshold, "v > 3"}}) ==
        "threshold, line 1, column 3: cannot compare volt with a pure number");
  CHECK(mistake_of({{equations, "v : volt"}, {threshold, "v > 3*mV"}, {reset, "v += 1*pA"}}) ==
        "reset, line 1, column 3: cannot add amp to volt");
  CHECK(mistake_of({{equations, "v : volt"}, {reset, "v = 1*pA"}}) ==
        "reset, line 1, column 6: 'v' is in volt, but this is in amp");
  CHECK(first_mistake("x = exp(3*mV) : 1") ==
        "equations, line 1, column 5: exp() needs a pure number, this is in volt");
  CHECK(first_mistake("v : volt\nx = v**1.7 : volt").find("needs a pure number") != std::string::npos);
  CHECK(first_mistake("v : volt\nx = v**v : volt").find("needs a pure number") != std::string::npos);
  CHECK(first_mistake("v : volt\nx = 2**v : 1") ==
        "equations, line 2, column 6: an exponent needs a pure number, this is in volt");
  CHECK(first_mistake("v : volt\nx = min(v, 1*amp) : volt") ==
        "equations, line 2, column 5: these values have different units: volt and amp");
  CHECK(first_mistake("v : volt\nx = clip(v, 0, 1*amp) : volt") ==
        "equations, line 2, column 5: these values have different units: volt and amp");
  CHECK(first_mistake("v : volt**0.5\nx = sqrt(v) : 1") ==
        "equations, line 2, column 5: sqrt of volt**0.5 has no unit");
}
TEST_CASE("a unit that does not follow is asked for", "[equations]") {
  CHECK(first_mistake("dv/dt = g*h*v : volt") ==
        "equations, line 1, column 9: the unit of 'g' does not follow from its uses; declare it: g : volt, or give the "
        "population its value");
  CHECK(first_mistake("dv/dt = g*h*v : volt\nh : siemens").empty());
  CHECK(mistake_of({{equations, "v : volt"}, {threshold, "a**3 > v"}}) ==
        "threshold, line 1, column 1: the unit of 'a' would be a root that no unit has; declare it: a : volt");
  CHECK(first_mistake("v : volt\nx = a*b*c*d*e_1*f*g*h : volt").find("declare") != std::string::npos);
}
TEST_CASE("units to high powers are refused before integers end", "[equations]") {
  CHECK(first_mistake("v : volt\nx = ((v**16)**16)**16 : 1").find("a unit to so high a power") != std::string::npos);
  CHECK(first_mistake("x = ((((volt**16)**16)**16)**16)**16 : 1").find("so high a power") != std::string::npos);
  CHECK(!first_mistake("x = ((((k**16)**16)**16)**16)**16 : volt").empty());
}
