// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: a monitor has rows, sim["name"_name](row, column), and no result() in total unless it has the option
// clang-format on
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"E">(5, lif{}), monitor<"count", "E">(spike_count{}, in_total{}));
#else
constexpr auto d = describe(population<"E">(5, lif{}), monitor<"count", "E">(spike_count{}, every{10_ms}));
#endif

int main() {
  simulation<network<d>> sim;
  sim.run(100_ms);
  const auto count = sim["count"_name].result();
  std::cout << static_cast<const void*>(&count) << '\n';
}
