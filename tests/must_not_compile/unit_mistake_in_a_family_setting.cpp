// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of set<"..."> has another unit than what it sets
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define UNIT 1_ms
#else
#define UNIT 1_mV
#endif

inline constexpr auto layers = names<"L4E", "L5E">;
constexpr auto d =
    describe(each<layers>([]<auto name, std::size_t>() { return population<name>(5, lif{}); }),
             each_pair<layers, layers>([]<auto from, auto to, std::size_t, std::size_t>() {
               return projection<from + " -> " + to + fixed_string(".v")>(all_to_all{}, weight(0.1_mV), delay(given));
             }));

int main() {
  const double delays[2][2] = {{1, 2}, {2, 1}};
  simulation<network<d>> sim{set_pair<layers, layers, "{} -> {}.v.delay">(delays, UNIT)};
}
