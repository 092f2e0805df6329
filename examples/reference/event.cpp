// SPDX-License-Identifier: BSL-1.0
// A neuron with an event beside its spikes, which is recorded, sent to others, and acted upon.
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watchful : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
};

constexpr auto d = describe(
    population<"cells">(100, watchful{}, start<"v">(uniform(-70_mV, -50_mV))), population<"others">(100, lif{}),
    drive<"cells.I">(0.3_nA), projection<"cells@high -> others.v">(one_to_one{}, weight(0.1_mV), delay(1_ms)),
    on_event<"calm", "cells@high">([](auto& n) { n["v"_name] = n["v"_name] - 3_mV * n.uniform(); }),
    record<"cells@high.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  return sim["cells@high.spikes"_name].size() > 100 ? 0 : 1;
}
