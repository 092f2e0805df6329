// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>

namespace {

using namespace unit_tests;

constexpr auto d = describe(
    population<"in">(2, spike_times{}), population<"force">(1, spike_times{}),
    population<"cell">(200, adder<always_integrated>{}), projection<"force -> cell.v">(all_to_all{}, weight(2_V)),
    projection<"S: in -> cell.u">(all_to_all{}, weight(1_mV),
                                  plasticity{calcium_plasticity{.w_0 = 1_mV, .w_1 = 5_mV}, transmit{}}));
constexpr calcium_plasticity quiet{.tau = 5_s, .sigma = 0, .w_0 = 1_mV, .w_1 = 5_mV};
const std::vector<std::int64_t> arrivals{50, 90, 400, 401, 700}, forced{80, 100, 395};

static_assert(detail::is_clock_driven<calcium_plasticity>::value);

auto simulate(const calcium_plasticity& rule, const auto&... options) {
  return simulation<network<d>>{set<"in">(spikes_at(arrivals)), set<"force">(spikes_at(forced)),
                                set<"S">(plasticity{rule, transmit{}}), options...};
}

TEST_CASE("calcium_plasticity: without noise it is Euler's method, and the weight follows the efficacy at events") {
  auto sim = simulate(quiet, set<"S.rho">(0.4));
  double rho = 0.4, c = 0, w = 1e-3, u = 0;
  for (int n = 0; n < 1000; ++n) {
    const double drive = (-rho * (1 - rho) * (0.5 - rho) + 321.808 * (1 - rho) * (c > 1.3) - 200 * rho * (c > 1)) / 5;
    rho += 1e-4 * drive;
    c -= 1e-4 * c / 20e-3;
    const auto contains = [](const auto& list, std::int64_t x) {
      return std::find(list.begin(), list.end(), x) != list.end();
    };
    if (contains(arrivals, n)) w = 1e-3 + 4e-3 * rho, c += 1, u += w;
    if (contains(forced, n - 1)) w = 1e-3 + 4e-3 * rho, c += 2;
    sim.run_steps(1);
    REQUIRE(sim.get<"S.rho">()[7] == Approx(rho).epsilon(1e-11));
    REQUIRE(sim.get<"S.c">()[7] == Approx(c).epsilon(1e-11).margin(1e-15));
    REQUIRE(sim.get<"S.w">()[7] == Approx(w).epsilon(1e-11));
    REQUIRE(sim.get<"cell.u">()[7] == Approx(u).epsilon(1e-11));
  }
  CHECK(rho > 0.41);
}

TEST_CASE("calcium_plasticity: noise acts above the thresholds alone and has its variance") {
  // Calcium far above both thresholds, which neither potentiate nor depress: rho walks at random.
  auto sim =
      simulate({.tau_Ca = 1000_s, .tau = 10_s, .gamma_d = 0, .gamma_p = 0, .sigma = 0.1, .w_0 = 1_mV, .w_1 = 5_mV},
               set<"S.rho">(0.5), set<"S.c">(2.0));
  sim.run_steps(40);
  double square = 0;
  const auto rho = sim.get<"S.rho">();
  for (const double x : rho) square += (x - 0.5) * (x - 0.5);
  CHECK(square / double(rho.size()) == Approx(0.1 * 0.1 / 10 * 2 * 4e-3).epsilon(0.25));
  auto calm = simulate({.w_0 = 1_mV, .w_1 = 5_mV}, set<"S.rho">(0.5));
  calm.run_steps(40);
  CHECK(calm.get<"S.rho">() == std::vector<double>(400, 0.5));
}

} // namespace
