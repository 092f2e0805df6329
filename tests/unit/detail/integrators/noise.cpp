// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <array>
#include <cortexpr/core.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <sstream>

using namespace cortexpr;

namespace {

/// Two variables that move by one noise, and a third by its own.
struct common_noise {
  template <class I>
  struct state {
    number<I> x = 0, y = 0, z = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  static constexpr std::array<std::size_t, 3> noise_sources{0, 0, 1};
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.x = -x.x / p.tau, .y = -x.y / p.tau, .z = -x.z / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.x = 1 / sqrt(p.tau), .y = 3 / sqrt(p.tau), .z = 1 / sqrt(p.tau)};
  }
};

template <class Integrator>
constexpr auto described = describe(population<"n">(100, common_noise{}, Integrator{}), record<"n.x">(),
                                    record<"n.y">(), record<"n.z">());

} // namespace

TEMPLATE_TEST_CASE("variables share a noise", "", euler_maruyama, stochastic_heun, milstein_ito) {
  simulation<network<described<TestType>>> sim{seed{3}};
  sim.run(50_ms);
  const auto x = sim.template get<"n.x">(), y = sim.template get<"n.y">(), z = sim.template get<"n.z">();
  double squares = 0, product = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    REQUIRE(y[i] == Approx(3 * x[i]).epsilon(1e-12));
    squares += x[i] * x[i];
    product += x[i] * z[i];
  }
  CHECK(squares > 10); // the variance is 1/2
  CHECK(squares < 90);
  CHECK(std::abs(product) < squares / 2);
}

TEST_CASE("a noise that variables share has one name in printed equations") {
  std::ostringstream out;
  print_equations<common_noise>(out);
  CHECK(out.str().find("dy/dt = -y/tau + 3/sqrt(tau)*xi_1") != std::string::npos);
  CHECK(out.str().find("dz/dt = -z/tau + 1/sqrt(tau)*xi_2") != std::string::npos);
}
