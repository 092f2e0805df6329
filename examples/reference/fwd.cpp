// SPDX-License-Identifier: BSL-1.0
// What stands in a header, where the types need no definition, and in the .cpp file that defines the function.
#include <cortexpr/fwd.hpp>

double highest(const cortexpr::trace<double>& v, cortexpr::second<> from);

#include <algorithm>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

double highest(const cortexpr::trace<double>& v, cortexpr::second<> from) {
  double most = v(0, 0);
  for (std::size_t k = 0; k < v.rows(); ++k)
    if (v.time(k) >= from.si()) most = std::max(most, v(k, 0));
  return most;
}

constexpr auto d = describe(population<"cell">(1, lif{}), drive<"cell.I">(0.1_nA), record<"cell.v">());

int main() {
  simulation<network<d>> sim;
  sim.run(200_ms);
  const double v = highest(sim["cell.v"_name], 100_ms);
  std::cout << "the highest potential is " << v * 1e3 << " mV\n";
  return v > -61e-3 && v < -60e-3 ? 0 : 1;
}
