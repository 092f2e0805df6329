// SPDX-License-Identifier: BSL-1.0
// Cells that all see one noise, which is a variable of another population; others see that of their own neighbour.
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::texts;

using walk = equations<"dn/dt = -n/(10*ms) + 2*mV*xi/sqrt(10*ms) : volt">;
using cell = equations<"dv/dt = (inp - v)/(10*ms) : volt\n inp : volt (linked)">;

constexpr auto d =
    describe(population<"noise">(3, walk{}), population<"cells">(3, cell{}), population<"others">(6, cell{}),
             link<"noise.n -> cells.inp">(), link<"L: noise.n -> others.inp">(given), record<"others.v">());

int main() {
  simulation<network<d>> sim{seed{1}, set<"L">(from_index(std::vector{0, 0, 1, 1, 2, 2}))};
  sim.run(100_ms);
  const auto v = sim.get<"others.v">(), w = sim.get<"cells.v">();
  std::cout << v[0] << ' ' << v[1] << ' ' << v[5] << '\n';
  return v[0] == v[1] && v[1] != v[2] && v[5] == w[2] ? 0 : 1;
}
