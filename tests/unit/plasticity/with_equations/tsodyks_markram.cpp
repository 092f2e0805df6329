// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <cmath>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

using cell = synaptic<lif, receptor<"syn", current<summed>>, receptor<"exc", current<exponential>>>;
constexpr auto depressing = tsodyks_markram{.U = 0.6};
constexpr auto facilitating = tsodyks_markram{.U = 0.1, .tau_rec = 130_ms, .tau_inact = 1.5_ms, .tau_facil = 530_ms};
constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"cell">(3, cell{}, parameter<"exc.tau">(3_ms)),
    projection<"D: in -> cell.syn">(all_to_all{}, weight(250_pA), plasticity{depressing}),
    projection<"F: in -> cell.syn">(all_to_all{}, weight(100_pA), plasticity{facilitating}),
    projection<"E: in -> cell.exc">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram_events{.U = 0.6}}),
    record<"D.y">(only{1}), record<"cell.syn.I">(only{1}));

static_assert(detail::is_clock_driven<tsodyks_markram>::value &&
              detail::is_event_driven<tsodyks_markram_events>::value);
static_assert(std::is_same_v<detail::integrator_of_rule<tsodyks_markram>, exact>);

/// The four variables in closed form, from spike to spike.
struct closed_form {
  double U, tau_rec, tau_inact, tau_facil, x = 1, y = 0, u = 0;
  void advance(double t) {
    const double a = 1 / tau_inact, b = 1 / tau_rec, z = 1 - x - y;
    const double left = z * std::exp(-b * t) + y * a / (a - b) * (std::exp(-b * t) - std::exp(-a * t));
    y *= std::exp(-a * t);
    x = 1 - y - left;
    if (tau_facil > 0) u *= std::exp(-t / tau_facil);
  }
  double spike() {
    u = tau_facil > 0 ? u + U * (1 - u) : U;
    const double released = u * x;
    x -= released, y += released;
    return released;
  }
};

TEST_CASE("tsodyks_markram: the closed form between spikes, both by clock and by event") {
  const std::vector<std::int64_t> spikes{0, 100, 130, 600, 605, 1500};
  simulation<network<d>> sim{set<"in">(spikes_at(spikes))};
  closed_form depresses{0.6, 0.8, 3e-3, 0}, facilitates{0.1, 0.13, 1.5e-3, 0.53};
  double received = 0;
  std::size_t next = 0;
  for (std::int64_t n = 0; n < 2000; ++n) {
    if (n % 97 == 0) {
      CHECK(sim.get<"D.x">()[0] == Approx(depresses.x).epsilon(1e-11));
      CHECK(sim.get<"D.y">()[1] == Approx(depresses.y).epsilon(1e-11).margin(1e-16));
      CHECK(sim.get<"D.z">()[2] == Approx(1 - depresses.x - depresses.y).epsilon(1e-11).margin(1e-15));
      CHECK(sim.get<"F.x">()[0] == Approx(facilitates.x).epsilon(1e-11));
      CHECK(sim.get<"F.u">()[2] == Approx(facilitates.u).epsilon(1e-11));
      for (std::size_t j = 0; j < 3; ++j) {
        CHECK(sim.get<"E.x">()[j] == Approx(depresses.x).epsilon(1e-11));
        CHECK(sim.get<"E.y">()[j] == Approx(depresses.y).epsilon(1e-11).margin(1e-16));
        CHECK(sim.get<"cell.exc.I">()[j] == Approx(received).epsilon(1e-11).margin(1e-20));
      }
    }
    const double fed = 250e-12 * depresses.y + 100e-12 * facilitates.y;
    sim.run_steps(1);
    CHECK(sim.get<"cell.syn.I">()[1] == Approx(fed).epsilon(1e-11).margin(1e-22));
    depresses.advance(1e-4), facilitates.advance(1e-4);
    received *= std::exp(-0.1 / 3);
    if (next < spikes.size() && spikes[next] == n) {
      received += 250e-12 * depresses.spike();
      facilitates.spike();
      ++next;
    }
  }
  // Where the receptor has the time course, y and the receptor are one.
  CHECK(sim.get<"E.y">()[0] * 250e-12 == Approx(sim.get<"cell.exc.I">()[0]).epsilon(1e-11));
}

TEST_CASE("tsodyks_markram: parameters that mean nothing are refused") {
  const auto complaint = [](const auto& rules) {
    return complaint_of<invalid_value>([&] { simulation<network<d>> sim{set<"in">(spikes_at({})), set<"D">(rules)}; });
  };
  CHECK(complaint(plasticity{tsodyks_markram{.tau_rec = 0_ms}}).find("tau_rec") != std::string::npos);
  CHECK(complaint(plasticity{tsodyks_markram{.U = 1.5}}).find("share") != std::string::npos);
  CHECK(complaint(plasticity{tsodyks_markram{.tau_inact = -1_ms}}).find("positive") != std::string::npos);
}

} // namespace
