// SPDX-License-Identifier: BSL-1.0
// Latency of a closed loop: the time that advance(1 ms) takes, beside the millisecond that it simulates, with inputs
// written and spikes read in each round. p50, p99 and p99.9 over all rounds, for 1,000 and 10,000 neurons on one thread
// and on all. --pause waits between rounds as a robot would (for the rest of the millisecond).
#include "report.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace {

using namespace cortexpr;
using namespace benchmarks;

using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;

constexpr auto loop =
    describe(population<"E">(given, cell{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"t_ref">(2_ms)),
             population<"I">(given, cell{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"t_ref">(2_ms)),
             projection<"EE: E -> E.exc">(fixed_indegree{80}, weight(0.3_nS), delay(1_ms)),
             projection<"EI: E -> I.exc">(fixed_indegree{80}, weight(0.3_nS), delay(1_ms)),
             projection<"IE: I -> E.inh">(fixed_indegree{20}, weight(4_nS), delay(1_ms)),
             projection<"II: I -> I.inh">(fixed_indegree{20}, weight(4_nS), delay(1_ms)), drive<"E.I">(live),
             record<"E.spikes">());

void measure_loop(const options& o, std::int64_t neurons, threads team, bool pause) {
  simulation<network<loop>> sim{seed{o.seed}, team, set<"E">(neurons * 4 / 5), set<"I">(neurons / 5)};
  const std::span<double> current = sim.input<"E.I">();
  std::vector<double> microseconds;
  const auto rounds = static_cast<std::size_t>(1000 * (o.warm_up + o.seconds));
  std::size_t spikes = 0;
  using clock = std::chrono::steady_clock;
  for (std::size_t k = 0; k < rounds; ++k) {
    for (std::size_t i = 0; i < current.size(); ++i) current[i] = 1e-9 * (0.2 + 0.02 * static_cast<double>(i % 8));
    sim.clear_recordings();
    const auto begin = clock::now();
    sim.advance(1_ms);
    const auto end = clock::now();
    for (const std::uint32_t i : sim.spikes<"E">()) spikes += i < current.size() ? std::size_t{1} : 0;
    if (static_cast<double>(k) >= 1000 * o.warm_up)
      microseconds.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
    while (pause && clock::now() - begin < std::chrono::milliseconds(1)) {
    }
  }
  std::sort(microseconds.begin(), microseconds.end());
  const auto quantile = [&](double q) {
    return microseconds[std::min(microseconds.size() - 1,
                                 static_cast<std::size_t>(q * static_cast<double>(microseconds.size())))];
  };
  const double rate = static_cast<double>(spikes) / (static_cast<double>(rounds) * 1e-3) / (0.8 * double(neurons));
  if (o.json)
    std::printf("{\"neurons\": %lld, \"threads\": %u, \"always\": %s, \"p50_us\": %.1f, \"p99_us\": %.1f, "
                "\"p999_us\": %.1f, \"max_us\": %.1f, \"rate_Hz\": %.1f}\n",
                static_cast<long long>(neurons), team.n, team.always ? "true" : "false", quantile(0.5), quantile(0.99),
                quantile(0.999), microseconds.back(), rate);
  else
    std::printf("%8lld %8u%s %9.1f %9.1f %9.1f %9.1f %12.1f\n", static_cast<long long>(neurons), team.n,
                team.always ? "!" : " ", quantile(0.5), quantile(0.99), quantile(0.999), microseconds.back(), rate);
}

} // namespace

int main(int argc, char** argv) {
  options o;
  o.seconds = 20;
  o.threads = 2;
  bool pause = false;
  CLI::App app{"Latency of one millisecond of a closed loop", "closed_loop"};
  add_common_options(app, o);
  app.add_flag("--pause", pause, "wait for the rest of the millisecond between rounds");
  return run_program(app, argc, argv, [&] {
    if (!o.json)
      std::printf("microseconds for advance(1_ms), over %g s; !: every step by all threads\n%8s %9s %9s %9s %9s %9s "
                  "%12s\n",
                  o.seconds, "neurons", "threads", "p50", "p99", "p99.9", "longest", "rate (Hz)");
    for (const std::int64_t neurons : {1000, 10'000})
      for (const threads team : {threads{1}, threads{o.threads}, threads{o.threads, true}})
        measure_loop(o, neurons, team, pause);
  });
}
