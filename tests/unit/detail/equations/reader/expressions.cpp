// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/reader/expressions.hpp>
#include <limits>

using texts::value_of;

TEST_CASE("an expression means what it means in Python", "[equations]") {
  const texts::values given{{"x", 3}, {"y", -7}, {"z", 0.5}};
  struct {
    const char* text;
    double value; // as Python computes it with these x, y, z
  } const cases[]{
      {"1 + 2*3", 7},
      {"(1 + 2)*3", 9},
      {"10 - 4 - 3", 3},
      {"x - 4 - 3", -4},
      {"16/4/2", 2},
      {"y/2/2", -1.75},
      {"2*x/4", 1.5},
      {"-x**2", -9},
      {"(-x)**2", 9},
      {"2**-1", 0.5},
      {"2**3**2", 512},
      {"z**-x", 8},
      {"-2**-2*4", -1},
      {"x**2*y", -63},
      {"--x", 3},
      {"-+-x", 3},
      {"x - -y", -4},
      {"x*-y", 21},
      {"x**0", 1},
      {"x**1", 3},
      {"x**5", 243},
      {"x**-2", 1.0 / 9},
      {"(x + 1)**0.5", 2},
      {"(x + 1)**1.5", 8},
      {"(x + 1)**-0.5", 0.5},
      {"y % 3", 2},
      {"y // 2", -4},
      {"x // z", 6},
      {"y % 4 * 2", 2},
      {"x + y % 4", 4},
      {"1 < x < 4", 1},
      {"1 < x < 2", 0},
      {"4 > x >= 3 > z", 1},
      {"x == 3 != y", 1},
      {"x < y < 100", 0},
      {"x < 5 and not y > 0", 1},
      {"not x < 5 or y < 0", 1},
      {"not (x < 5 or y < 0)", 0},
      {"x < 0 and y < 0 or z < 1", 1},
      {"x < 0 and (y < 0 or z < 1)", 0},
      {"not not x < 5", 1},
      {"x <= 3 and x >= 3", 1},
      {"True and x > 2", 1},
      {"False or x > 3", 0},
      {"int(x > 2)*5", 5},
      {"log1p(z)", 0.4054651081081644},
      {"log1p(z*1e-20)*1e20", 0.5},
      {"log1p(1e-20)*1e20", 1},
      {"log1p(-z)", -0.6931471805599453},
      {"x if y < 0 else z", 3},
      {"x if y > 0 else z", 0.5},
      {"2*x if y > 0 else z if x > 2 else 7", 0.5},
      {"(2 if z > 1 else 3)*x", 9},
      {"x + 1 if y > 0 or z > 1 else x - 1", 2},
      {"max(1 if x > 2 else 2, 0)", 1},
      {"1 if (x < 2 if y < 0 else x > 2) else 2", 2},
      {"1 if True else 2", 1},
      {"1 if False else 2", 2},
      {"int(y/2)", -3},
      {"int(z*5)", 2},
      {"int(-2.7)", -2},
      {"int(2.7)", 2},
      {"clip(y, -1, 1)", -1},
      {"min(x, y) + max(x, y)", -4},
      {"minimum(x, 2) - maximum(y, z)", 1.5},
      {"abs(y) - sign(y)", 8},
      {"floor(y/2) + ceil(z)", -3},
      {"sqrt(x + 1)", 2},
      {"1.5e2 + .5 + 1.e-1", 150.6},
      {"0x + 1", 0}, // refused below
  };
  for (const auto& c : cases) {
    INFO(c.text);
    if (std::string(c.text) == "0x + 1")
      CHECK_THROWS(value_of(c.text, given));
    else
      CHECK(value_of(c.text, given) == Approx(c.value).epsilon(1e-15));
  }
}
TEST_CASE("functions of texts are those of the standard library", "[equations]") {
  const double x = 0.3;
  const texts::values given{{"x", x}};
  CHECK(value_of("exp(x)", given) == std::exp(x));
  CHECK(value_of("expm1(x)", given) == std::expm1(x));
  CHECK(value_of("exprel(x)", given) == Approx(std::expm1(x) / x).epsilon(1e-15));
  CHECK(value_of("log(x)", given) == std::log(x));
  CHECK(value_of("log10(x)", given) == std::log10(x));
  CHECK(value_of("sin(x)", given) == std::sin(x));
  CHECK(value_of("cos(x)", given) == std::cos(x));
  CHECK(value_of("tan(x)", given) == std::tan(x));
  CHECK(value_of("sinh(x)", given) == std::sinh(x));
  CHECK(value_of("cosh(x)", given) == std::cosh(x));
  CHECK(value_of("tanh(x)", given) == std::tanh(x));
  CHECK(value_of("arcsin(x)", given) == std::asin(x));
  CHECK(value_of("arccos(x)", given) == std::acos(x));
  CHECK(value_of("arctan(x)", given) == std::atan(x));
  CHECK(value_of("x**x", given) == std::pow(x, x));
  CHECK(value_of("x**1.7", given) == std::pow(x, 1.7));
}
TEST_CASE("constants are folded by the operations of quantities", "[equations]") {
  using namespace texts;
  const reading r{{part_kind::equations, "C = 2*pi*0.3*uF/cm**2*(20000*um**2) : farad\n"
                                         "u = -(13*mV - 0.2*volt)/4 : volt\n"
                                         "k = exp(1) : 1\n"
                                         "b = True : boolean\n"
                                         "zero = 0 : amp\n"}};
  REQUIRE(r.mistake().empty());
  CHECK(r.result.node_count == 0);
  CHECK(r.name("C").value == 2 * 3.14159265358979323846 * 0.3 * 1e-6 / (1e-2 * 1e-2) * (20000 * (1e-6 * 1e-6)));
  CHECK(r.name("u").value == -(13 * 1e-3 - 0.2 * 1.0) / 4);
  CHECK(r.name("k").value == Approx(std::exp(1.0)).epsilon(1e-15));
  CHECK(r.name("b").value == 1);
  CHECK(r.name("zero").value == 0);
  for (const std::string_view name : {"C", "u", "k", "b", "zero"}) {
    CHECK(r.name(name).what == role::parameter);
    CHECK(!r.name(name).required);
  }
}
TEST_CASE("whole powers are products in the order of pow(x, n)", "[equations]") {
  const double x = 0.1234567891234;
  for (int n = -16; n <= 16; ++n)
    CHECK(value_of("x**" + std::to_string(n), {{"x", x}}) == cortexpr::detail::whole_power(x, n));
}
TEST_CASE("depth and size of texts are limited", "[equations]") {
  const auto nested = [](std::size_t depth) {
    return texts::mistake_of({{texts::part_kind::value, std::string(depth, '(') + "1" + std::string(depth, ')')}});
  };
  CHECK(nested(63).empty());
  CHECK(nested(64) == "value, line 1, column 65: brackets, signs or lines are nested more than 64 deep");
  CHECK(nested(10'000) == "value, line 1, column 65: brackets, signs or lines are nested more than 64 deep");
  std::string sum = "x";
  for (int k = 0; k < 1100; ++k) sum += "+x";
  CHECK(texts::mistake_of({{texts::part_kind::value, sum}}).find("more than 1024 operations") != std::string::npos);
  std::string many;
  for (int k = 0; k < 129; ++k) many += "a" + std::to_string(k) + " : 1\n";
  CHECK(texts::first_mistake(many) == "equations, line 129, column 1: more than 128 names; split the model");
  CHECK(texts::first_mistake(std::string(30'001, ' ')) ==
        "equations, line 1, column 1: a text of more than 30000 characters");
}
