// SPDX-License-Identifier: BSL-1.0
// The whole brain of a fly as integrate-and-fire neurons (Shiu et al. 2024), on a random graph with published numbers
// (examples/fly_graph.hpp): 139,255 neurons, 15.1 M synapses. The time of construction includes reading the graph.
// --scale multiplies the number of neurons and keeps in-degrees.
#include "../../examples/fly_graph.hpp"
#include "../../examples/fly_neuron.hpp"
#include "report.hpp"

#include <filesystem>
#include <numeric>

namespace {

using namespace cortexpr;
using namespace benchmarks;
using examples::fly_neuron, examples::weight_of_synapse;

template <bool Record>
constexpr auto brain = describe(population<"neurons">(given, fly_neuron{}, parameter<"t_ref">(given)),
                                population<"stimulus">(given, poisson{}, parameter<"rate">(150_Hz)),
                                projection<"synapses: neurons -> neurons.g">(given, weight(given), delay(1.8_ms)),
                                projection<"activation: stimulus -> neurons.v">(given, weight(250 * weight_of_synapse)),
                                record<"neurons.rate">(), only_if<Record>(record<"neurons.spikes">()));

template <class Net>
void run(const options& o, const std::string& graph, std::size_t wanted) {
  const stopwatch reading;
  const auto edges = read_connections(graph, weight_of_synapse);
  const double seconds = reading.wall();
  std::vector<std::uint32_t> activated;
  for (std::size_t k = 0; k < edges.size() && activated.size() < wanted; ++k)
    if (edges.weights().si[k] > 0 && (activated.empty() || activated.back() != edges.sources()[k]))
      activated.push_back(edges.sources()[k]);
  std::vector<std::size_t> numbers(activated.size());
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  std::vector<double> t_ref(static_cast<std::size_t>(edges.neurons()), 2.2);
  for (const auto i : activated) t_ref[i] = 0;
  measurement m = measure<Net>(o, "fly_brain", set<"neurons">(edges.neurons()),
                               set<"neurons.t_ref">(values(t_ref, 1_ms)), set<"stimulus">(std::ssize(activated)),
                               set<"synapses">(edges), set<"activation">(pairs(numbers, activated)));
  m.build_seconds += seconds;
  print(o, m);
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::string graph = "fly_graph.npz";
  std::size_t activated = 21;
  bool only_make = false;
  CLI::App app{"The brain of a fly (Shiu et al. 2024)"};
  app.name("fly_brain");
  add_common_options(app, o);
  app.add_option("--graph", graph, "source, target and weight; made if there is no such file")->capture_default_str();
  app.add_option("--activated", activated, "neurons that are activated")->capture_default_str();
  app.add_flag("--only-make", only_make, "make the graph, run nothing");
  return run_program(app, argc, argv, [&] {
    if (!std::filesystem::exists(graph)) {
      examples::fly_graph made;
      made.neurons = scaled(static_cast<double>(made.neurons), o.scale);
      examples::save_graph(graph, made);
    }
    if (only_make) return;
    with_precision_and_record(
        o, [&]<class Real, bool Record>() { run<network<brain<Record>, Real>>(o, graph, activated); });
  });
}
