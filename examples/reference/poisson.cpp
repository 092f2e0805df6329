// SPDX-License-Identifier: BSL-1.0
// Poisson sources: rate dt is the probability of a spike in a step; a drive adds to the rate.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <numbers>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(1000, poisson{}, parameter<"rate">(10_Hz)),
                            drive<"in.drive">(sinusoid{10_Hz, 1_Hz}), record<"in.rate">(every{500_ms}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  const double up = sim["in.rate"_name](0), down = sim["in.rate"_name](1);
  const double expected = 2 / std::numbers::pi * 10; // mean of half a wave
  std::cout << up << " Hz, then " << down << " Hz; expected: " << 10 + expected << " Hz, " << 10 - expected << " Hz\n";
  return std::abs(up - 10 - expected) < 0.8 && std::abs(down - 10 + expected) < 0.4 ? 0 : 1;
}
