// SPDX-License-Identifier: BSL-1.0
// The model of Shiu et al. (2024), Nature 634:210, in Brian2 as their program has it, on a random graph of 600 neurons:
// spike for spike with given input, rates of neurons over 20 seeds with Poisson input.
#include "../../examples/fly_neuron.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

#include <cortexpr/io/read_connections.hpp>
#include <numeric>

namespace {

using namespace cortexpr;
using examples::fly_neuron, examples::weight_of_synapse;

constexpr std::int64_t activated = 12;
template <class Source, class... Options>
constexpr auto brain_of(Source stimulus, Options... options) {
  return describe(population<"neurons">(600, fly_neuron{}, parameter<"t_ref">(given)),
                  population<"stimulus">(activated, stimulus, options...),
                  projection<"synapses: neurons -> neurons.g">(given, weight(given), delay(1.8_ms)),
                  projection<"stimulus -> neurons[0:12].v">(one_to_one{}, weight(250 * weight_of_synapse)),
                  record<"neurons.spikes">());
}
constexpr auto listed = brain_of(spike_times{});
constexpr auto drawn = brain_of(poisson{}, parameter<"rate">(150_Hz));

auto connections_of(const std::string& name) {
  const std::string file = __FILE__;
  return read_connections(file.substr(0, file.find_last_of('/') + 1) + "recorded/" + name + ".npz", weight_of_synapse);
}
std::vector<double> refractory_times() {
  std::vector<double> list(600, 2.2);
  std::fill_n(list.begin(), activated, 0.0);
  return list;
}

TEST_CASE("fly_brain: spikes", "[peers]") {
  const peers::brian2_numbers brian("fly_brain");
  const auto input = peers::choose(3000, activated, 0.015, 5'000'000);
  simulation<network<listed>> sim{set<"synapses">(connections_of("fly_brain")),
                                  set<"neurons.t_ref">(values(refractory_times(), 1_ms)),
                                  set<"stimulus">(spike_list::at_steps(input.rows, input.columns))};
  sim.run(300_ms);
  brian.compare_spikes(sim["neurons.spikes"_name]);
}

TEST_CASE("fly_brain: rates", "[peers]") {
  const peers::brian2_numbers brian("fly_brain");
  const auto all = brian.numbers("rates");
  const auto edges = connections_of("fly_brain");
  std::vector<std::vector<double>> ours(600), theirs(600);
  for (std::size_t k = 0; k < 20; ++k) {
    simulation<network<drawn>> sim{seed{k}, set<"synapses">(edges),
                                   set<"neurons.t_ref">(values(refractory_times(), 1_ms))};
    sim.run(500_ms);
    std::vector<double> rates(600);
    for (const auto i : sim["neurons.spikes"_name].neurons) rates[i] += 2;
    for (std::size_t i = 0; i < 600; ++i) {
      ours[i].push_back(rates[i]);
      theirs[i].push_back(all[600 * k + i]);
    }
  }
  std::size_t responding = 0, compared = 0;
  for (std::size_t i = 0; i < 600; ++i) {
    const double mean = peers::mean_of(theirs[i]);
    if (mean == 0) CHECK(peers::mean_of(ours[i]) < 0.5);
    if (mean < 1) continue;
    ++compared;
    responding += i >= activated;
    INFO("neuron " << i << ": " << peers::mean_of(ours[i]) << " Hz, Brian2: " << mean << " Hz");
    CHECK(peers::standard_errors_apart(ours[i], theirs[i]) < 4);
    CHECK(peers::kolmogorov_smirnov(ours[i], theirs[i]) < 1.95);
  }
  CHECK(compared - responding == activated);
  CHECK(responding >= 5);
}

} // namespace
