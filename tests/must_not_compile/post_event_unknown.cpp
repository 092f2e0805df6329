// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: post_event<"..."> of a projection names no event that the model of its target lists
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watchful : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
};
struct counts {
  struct synapse {
    double n = 0;
  };
  static void on_post(auto& s) { s.n += 1; }
  bool operator==(const counts&) const = default;
};
#ifdef OK
#define EVENT "high"
#else
#define EVENT "hihg"
#endif
constexpr auto d =
    describe(population<"in">(5, poisson{}), population<"n">(5, watchful{}),
             projection<"in -> n.v">(all_to_all{}, weight(1_mV), plasticity{counts{}}, post_event<EVENT>{}));

int main() { simulation<network<d>> sim; }
