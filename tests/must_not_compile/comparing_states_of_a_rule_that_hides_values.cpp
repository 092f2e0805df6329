// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: states of this network cannot be compared, because a rule holds a value that has no ==
#include <cortexpr/core.hpp>

using namespace cortexpr;

class hidden {
public:
  static constexpr double part() { return 0.5; }
#ifdef OK
  bool operator==(const hidden&) const = default;
#endif
private:
  int number_ = 1;
};
struct halving {
  hidden inside{};
  void on_pre(auto& s) const { s.w *= inside.part(); }
};
constexpr auto d = describe(population<"in">(1, poisson{}), population<"n">(1, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{halving{}, transmit{}}));

int main() {
  const simulation<network<d>> sim, other;
  return sim.state() == other.state() ? 0 : 1;
}
