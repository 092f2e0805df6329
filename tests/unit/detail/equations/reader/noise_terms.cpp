// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/reader/noise_terms.hpp>

using namespace texts;
namespace dim = cortexpr::dim;

namespace {

/// Drift and amplitudes of v at v = 2, a = 3, c = 5, tau = 7; an amplitude is 0 where there is none.
struct split {
  double drift = 0;
  std::vector<double> amplitudes;
};
split of(const std::string& right_hand_side) {
  const reading r{{part_kind::equations, "dv/dt = " + right_hand_side + " : 1\na : second**-0.5\nc : 1\ntau : second"}};
  INFO(right_hand_side << " " << r.mistake());
  REQUIRE(r.mistake().empty());
  const values at{{"v", 2}, {"a", 3}, {"c", 5}, {"tau", 7}};
  const entry& v = r.name("v");
  split s;
  s.drift = value_of(r.result, v.root, at);
  CHECK(r.result.nodes[static_cast<std::size_t>(v.root)].unit == dim::hertz);
  for (std::size_t k = 0; k < r.result.noise_count; ++k) {
    const std::int16_t amplitude = v.noise[k];
    s.amplitudes.push_back(amplitude == none ? 0 : value_of(r.result, amplitude, at));
    if (amplitude != none) CHECK(r.result.nodes[static_cast<std::size_t>(amplitude)].unit == dim::hertz.root());
  }
  return s;
}

} // namespace

TEST_CASE("an equation is split into drift and amplitudes of noises", "[equations]") {
  const auto check = [](const std::string& text, double drift, const std::vector<double>& amplitudes) {
    INFO(text);
    const split s = of(text);
    CHECK(s.drift == Approx(drift));
    REQUIRE(s.amplitudes.size() == amplitudes.size());
    for (std::size_t k = 0; k < amplitudes.size(); ++k) CHECK(s.amplitudes[k] == Approx(amplitudes[k]));
  };
  check("-v/tau", -2.0 / 7, {});
  check("a*xi", 0, {3});
  check("xi*a", 0, {3});
  check("-v/tau + a*xi", -2.0 / 7, {3});
  check("a*xi - v/tau", -2.0 / 7, {3});
  check("-v/tau - a*xi", -2.0 / 7, {-3});
  check("-(v/tau + a*xi)", -2.0 / 7, {-3});
  check("(c - v)/tau + c*xi/tau**0.5", 3.0 / 7, {5 / std::sqrt(7.0)});
  check("(c - v + c*xi*tau**0.5)/tau", 3.0 / 7, {5 * std::sqrt(7.0) / 7});
  check("c*(a*xi + 2*v/tau) + a*xi", 20.0 / 7, {18});
  check("a*xi_1 - c*a*xi_2 - v/tau", -2.0 / 7, {3, -15});
  check("a*(xi_1 - c*xi_2*v)", 0, {3, -30});
  check("a*(xi + xi)", 0, {6});
  check("0*v/tau + v*a*xi", 0, {6});
}
TEST_CASE("a noise of two equations is one", "[equations]") {
  const reading r{{part_kind::equations, "dv/dt = a*xi_1 : 1\ndw/dt = a*xi_2 + 2*a*xi_1 : 1\na : second**-0.5"}};
  REQUIRE(r.mistake().empty());
  CHECK(r.result.noise_count == 2);
  CHECK(r.result.noises[0] == "xi_1");
  CHECK(r.name("v").noise[0] != none);
  CHECK(r.name("v").noise[1] == none);
  CHECK(value_of(r.result, r.name("w").noise[0], {{"a", 3}}) == 6);
  CHECK(value_of(r.result, r.name("w").noise[1], {{"a", 3}}) == 3);
}
