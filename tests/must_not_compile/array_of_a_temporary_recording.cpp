// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: to_array is a view of a recording, which must outlive it; give the recording a name first
#include <cortexpr/core.hpp>
#include <cortexpr/io/arrays.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

trace<double> voltages() {
  simulation<network<d>> sim{seed{1}};
  sim.run(10_ms);
  return sim["n.v"_name];
}

int main() {
#ifdef OK
  const auto v = voltages();
  return to_array(v)(3, 1) < 0 ? 0 : 1;
#else
  const auto a = to_array(voltages());
  return a(3, 1) < 0 ? 0 : 1;
#endif
}
