// SPDX-License-Identifier: BSL-1.0
// Two linear units that excite each other settle where x = 0.5 x + 1.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"units">(2, rate_unit<linear>{}), drive<"units.I">(1.0),
                            projection<"units -> units.net">(all_to_all{}.without_autapses(), weight(0.5)),
                            record<"units.output">(every{1_ms}));

int main() {
  simulation<network<d>> sim;
  sim.run(500_ms);
  const auto& y = sim["units.output"_name];
  const double last = y(y.rows() - 1, 0);
  std::cout << "output " << last << "; expected: 2\n";
  return std::abs(last - 2) < 1e-6 ? 0 : 1;
}
