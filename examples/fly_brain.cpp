// SPDX-License-Identifier: BSL-1.0
// The whole brain of a fruit fly as leaky integrate-and-fire neurons (Shiu et al. 2024, Nature 634:210; their program
// is github.com/philshiu/Drosophila_brain_model). Some neurons are activated, as by light or sugar; in several trials
// the program finds which others respond, and how fast. Connections come from a file, --graph, of the columns source,
// target and weight, the number of synapses, negative if they are inhibitory. Without one a random graph with the
// published numbers is made (fly_graph.hpp). The page is docs/fly_brain.md.

#include "fly_graph.hpp"
#include "fly_neuron.hpp"
#include "program.hpp"

#include <algorithm>
#include <chrono>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

using namespace cortexpr;
using examples::fly_neuron, examples::weight_of_synapse;

namespace {

constexpr auto brain = describe(population<"neurons">(given, fly_neuron{}, parameter<"t_ref">(given)),
                                population<"stimulus">(given, poisson{}, parameter<"rate">(150_Hz)),
                                projection<"synapses: neurons -> neurons.g">(given, weight(given), delay(1.8_ms)),
                                projection<"activation: stimulus -> neurons.v">(given, weight(250 * weight_of_synapse)),
                                record<"neurons.spikes">());

struct experiment {
  std::filesystem::path graph;
  std::int64_t activated = 21, trials = 5; ///< the first neurons of the graph that excite others
  double seconds = 1;
  unsigned threads = 1;
  std::uint64_t seed = 1;
};

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void run(const experiment& e, const std::filesystem::path& output) {
  const double start = now();
  const auto edges = read_connections(e.graph, weight_of_synapse);
  const double loaded = now();

  // Activated are neurons that excite others. They have no refractory period, so that every Poisson spike is one of
  // theirs.
  std::vector<std::uint32_t> activated;
  for (std::size_t k = 0; k < edges.size() and std::ssize(activated) < e.activated; ++k)
    if (edges.weights().si[k] > 0 and (activated.empty() or activated.back() != edges.sources()[k]))
      activated.push_back(edges.sources()[k]);
  std::vector<std::size_t> numbers(activated.size());
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  std::vector<double> t_ref(static_cast<std::size_t>(edges.neurons()), 2.2);
  for (const auto i : activated) t_ref[i] = 0;

  std::vector<double> rates(t_ref.size());
  double building = 0, running = 0;
  for (std::int64_t trial = 0; trial < e.trials; ++trial) {
    const double before = now();
    simulation<network<brain>> sim{seed{e.seed + static_cast<std::uint64_t>(trial)},
                                   threads{e.threads},
                                   set<"neurons">(edges.neurons()),
                                   set<"neurons.t_ref">(values(t_ref, 1_ms)),
                                   set<"stimulus">(std::ssize(activated)),
                                   set<"synapses">(edges),
                                   set<"activation">(pairs(numbers, activated))};
    const double built = now();
    sim.run(e.seconds * 1_s);
    building += built - before;
    running += now() - built;
    const auto& spikes = sim["neurons.spikes"_name];
    for (const auto i : spikes.neurons) rates[i] += 1 / (e.seconds * static_cast<double>(e.trials));
  }

  // Who responds: neurons that spike and were not activated, by their rate.
  std::vector<std::uint32_t> ranking;
  for (std::uint32_t i = 0; i < rates.size(); ++i)
    if (rates[i] > 0 and std::find(activated.begin(), activated.end(), i) == activated.end()) ranking.push_back(i);
  std::stable_sort(ranking.begin(), ranking.end(), [&](auto i, auto j) { return rates[i] > rates[j]; });

  std::printf("%lld neurons, %zu connections; read in %.2f s, built in %.2f s, a trial of %.1f s in %.2f s\n",
              static_cast<long long>(edges.neurons()), edges.size(), loaded - start,
              building / static_cast<double>(e.trials), e.seconds, running / static_cast<double>(e.trials));
  double mean_of_activated = 0;
  for (const auto i : activated) mean_of_activated += rates[i] / static_cast<double>(activated.size());
  std::printf("%zu neurons are activated (%.1f Hz); %zu others respond\n", activated.size(), mean_of_activated,
              ranking.size());
  std::printf("%6s %8s %10s\n", "rank", "neuron", "rate (Hz)");
  for (std::size_t k = 0; k < std::min<std::size_t>(ranking.size(), 10); ++k)
    std::printf("%6zu %8u %10.1f\n", k + 1, ranking[k], rates[ranking[k]]);

  std::vector<double> sorted, all(rates.size());
  for (const auto i : ranking) sorted.push_back(rates[i]);
  std::iota(all.begin(), all.end(), 0.0);
  save_csv(output / "fly_brain.csv", {"neuron", "rate (Hz)"}, {all, rates});
  const auto picture = output / "fly_brain.png";
  figure("Neurons that respond to the activation of others")
      .histogram("neurons", {{"", sorted}}, 40, "rate (Hz)")
      .save(picture);
  examples::print_files(picture, output / "fly_brain.csv");
}

} // namespace

int main(int argc, char** argv) {
  experiment e;
  examples::fly_graph graph;
  std::filesystem::path output = "output";
  CLI::App app{"The whole brain of a fly as integrate-and-fire neurons", "fly_brain"};
  app.add_option("--graph", e.graph, "connections: source, target, weight (a random graph is made if none is given)");
  app.add_option("--neurons", graph.neurons, "neurons of the random graph")->capture_default_str();
  app.add_option("--activated", e.activated, "neurons that are activated")->capture_default_str();
  app.add_option("--trials", e.trials, "trials")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--time", e.seconds, "biological time of a trial in seconds")->capture_default_str();
  app.add_option("--threads", e.threads, "threads")->capture_default_str();
  app.add_option("--seed", e.seed, "seed of the first trial")->capture_default_str();
  return examples::run_program(app, argc, argv, output, [&](bool quick) {
    if (quick) graph.neurons = 2000, e.trials = 3, e.seconds = 0.3;
    if (e.graph.empty()) {
      e.graph = output / "fly_graph.npz";
      examples::save_graph(e.graph, graph);
    }
    run(e, output);
  });
}
