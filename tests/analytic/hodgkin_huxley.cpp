// SPDX-License-Identifier: BSL-1.0
// Hodgkin-Huxley against itself in higher resolution.
#include "../laws/one_neuron.hpp"
#include "catch.hpp"

#include <cmath>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <vector>

using namespace cortexpr;

namespace {

struct course {
  std::vector<double> v, spikes;
};

// 60 ms with 0.5 nA; v every 0.1 ms, and the times at which it crosses V_th.
template <class Integrator>
course run(double dt) {
  laws::one_neuron<hodgkin_huxley, Integrator> neuron(dt);
  course c;
  const auto every = static_cast<std::size_t>(std::lround(1e-4 / dt));
  const auto steps = static_cast<std::size_t>(std::lround(60e-3 / dt));
  for (std::size_t k = 1; k <= steps; ++k) {
    const double before = neuron.template value<0>();
    neuron.step([](double) { return inputs_of<hodgkin_huxley, numeric<double>>{.I = 0.5e-9}; });
    const double after = neuron.template value<0>();
    if (before <= -0.02 && after > -0.02)
      c.spikes.push_back((static_cast<double>(k) - (after + 0.02) / (after - before)) * dt);
    if (k % every == 0) c.v.push_back(after);
  }
  return c;
}

double worst(const course& a, const course& b) {
  double difference = 0;
  for (std::size_t k = 0; k < a.v.size(); ++k) difference = std::max(difference, std::abs(a.v[k] - b.v[k]));
  return difference;
}
double worst_spike(const course& a, const course& b) {
  double difference = 0;
  for (std::size_t k = 0; k < a.spikes.size(); ++k)
    difference = std::max(difference, std::abs(a.spikes[k] - b.spikes[k]));
  return difference;
}

} // namespace

TEST_CASE("Hodgkin-Huxley agrees with rk4 in 20 times higher resolution", "[hodgkin_huxley]") {
  const auto reference = run<rk4>(1e-6);
  REQUIRE(reference.spikes.size() >= 3);
  const auto coarse = run<rk4>(20e-6);
  CAPTURE(worst(coarse, reference));
  REQUIRE(coarse.spikes.size() == reference.spikes.size());
  // In the upstroke (400 V/s) a microsecond is worth 0.4 mV, so that 0.2 mV is half a microsecond after 60 ms.
  CHECK(worst(coarse, reference) < 0.2e-3);
  CHECK(worst_spike(coarse, reference) < 2e-6);
  CHECK(worst(coarse, reference) / worst(run<rk4>(10e-6), reference) == Approx(16).margin(4));

  const auto cheap = run<exponential_euler>(20e-6);
  CAPTURE(worst_spike(cheap, reference));
  REQUIRE(cheap.spikes.size() == reference.spikes.size());
  CHECK(worst_spike(cheap, reference) < 1.5e-3);
  // Of first order: half the step, half the distance.
  const auto half = run<exponential_euler>(10e-6);
  CHECK(worst_spike(cheap, reference) / worst_spike(half, reference) == Approx(2).margin(0.2));
}
