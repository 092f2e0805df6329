// SPDX-License-Identifier: BSL-1.0
// A rule of your own with a service: each arrival moves the weight towards its fair share of the incoming sum.
#include <algorithm>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

struct fair_share {
  using services = needs<incoming_sum>;
  double rate = 0.1;
  void on_pre(auto& s) const { s.w += rate * (s.incoming_sum / s.in_degree - s.w); }
  bool operator==(const fair_share&) const = default;
};

constexpr auto d = describe(population<"in">(4, poisson{}, parameter<"rate">(100_Hz)), population<"cell">(1, lif{}),
                            projection<"S: in -> cell.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
                                                          plasticity{transmit{}, fair_share{.rate = 0.5}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  const auto w = sim.get<"S.w">();
  const auto [lowest, highest] = std::minmax_element(w.begin(), w.end());
  std::cout << "weights from " << *lowest * 1e3 << " to " << *highest * 1e3 << " mV\n";
  return *highest - *lowest < 1e-6 ? 0 : 1;
}
