// SPDX-License-Identifier: BSL-1.0
// A network without a monitor. MONITOR 0: nobody has heard of it. MONITOR 1: it is defined, and no part of the network.
// MONITOR 2: it is there. Compiled to assembly by compare_code.cmake.
#include <cortexpr/core.hpp>

using namespace cortexpr;

#if MONITOR > 0
struct mean_potential {
  static constexpr auto reads = names<"v">;
  struct part {
    double sum = 0, n = 0;
  };
  static void on_step(part& p, const auto& n) {
    p.sum += n["v"_name].si();
    ++p.n;
  }
  static part merge(const part& a, const part& b) { return {a.sum + b.sum, a.n + b.n}; }
  static auto result(const part& p) { return p.sum / p.n * 1_V; }
};
#endif

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;
constexpr auto circuit =
    describe(population<"n">(100, cell{}), projection<"n -> n.syn">(fixed_probability{0.1}, weight(10_pA)),
             poisson_input<"n.syn">(5_kHz, weight(50_pA)), record<"n.spikes">());
#if MONITOR > 1
inline constexpr auto d = describe(circuit, monitor<"n.mean", "n">(mean_potential{}, every{1_ms}));
#else
inline constexpr auto d = describe(circuit);
#endif

void run(simulation<network<d>>& sim) { sim.run(1_s); }
