// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the table of set_pair has a row for each source and in each row a value for each target
#include <cortexpr/core.hpp>

using namespace cortexpr;

inline constexpr auto layers = names<"L4E", "L5E">;
constexpr auto d = describe(each<layers>([]<auto name, std::size_t>() { return population<name>(5, lif{}); }),
                            each_pair<layers, layers>([]<auto from, auto to, std::size_t, std::size_t>() {
                              return projection<from + " -> " + to + fixed_string(".v")>(all_to_all{}, weight(given));
                            }));

int main() {
#ifdef OK
  const double weights[2][2] = {{1, 2}, {2, 1}};
#else
  const double weights[4] = {1, 2, 2, 1};
#endif
  simulation<network<d>> sim{set_pair<layers, layers, "{} -> {}.v.w">(weights, 1_mV)};
}
