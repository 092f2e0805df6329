// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the stepper of an integrator has advance(x, p, in, at) const
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct own_rule {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "own_rule";
  template <Model M, class T>
  struct stepper : integration::stateless<M, T> {
#ifdef OK
    auto advance(const auto& x, const auto& p, const auto& in, const auto& at) const {
#else
    auto step(const auto& x, const auto& p, const auto& in, const auto& at) const {
#endif
        return integration::moved(x, integration::slopes<M>(x, p, in[0], at), at.dt);
  }
};
}
;

constexpr auto d = describe(population<"cells">(5, adex{}, own_rule{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
