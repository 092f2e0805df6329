// SPDX-License-Identifier: BSL-1.0
#pragma once

// A random graph with the published numbers of the whole brain of a fruit fly, for programs that have no connectome at
// hand. What is published (Dorkenwald et al. 2024, Nature 634:124, FlyWire version 783; Shiu et al. 2024, Nature
// 634:210):
//
//   139,255 neurons, 54.5 million synapses in 15.1 million connections, 2.7 million of which have 5 synapses or more;
//   a neuron's synapses are all excitatory or all inhibitory, as its transmitter says (about two thirds are
//   excitatory); degrees have heavy tails.
//
// Synapses per connection are the next whole number above a log-normal one whose two parameters give the numbers above.
// Degrees are log-normal, too, in and out of one neuron with a common factor; this shape is ours. Who is connected to
// whom depends on nothing else: there are no cell types and no places.

#include <algorithm>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace examples {

struct fly_graph {
  std::int64_t neurons = 139'255;
  double connections_per_neuron = 108.4;
  double excitatory = 0.66;                ///< share of neurons
  double log_mean = 0.052, log_sd = 1.458; ///< of synapses per connection
  double degree_sd = 1.0;                  ///< of the logarithm of degrees
  double common = 0.5;                     ///< share of the variance that in- and out-degree have in common
  std::uint64_t seed = 1;
};

/// Columns of a list of connections; the weight is the number of synapses, negative if they are inhibitory.
struct fly_connections {
  std::vector<std::int32_t> source, target, weight;
};

inline fly_connections make_connections(const fly_graph& graph) {
  using namespace cortexpr;
  const auto n = static_cast<std::size_t>(graph.neurons);
  const normal standard(0.0, 1.0);
  std::vector<double> out(n), reached(n + 1);
  std::vector<bool> excites(n);
  double all_out = 0;
  for (std::size_t i = 0; i < n; ++i) {
    generator random(make_stream(graph.seed, "degrees"), static_cast<std::uint32_t>(i));
    const double common = std::sqrt(graph.common) * standard(random, 0, 0);
    const auto degree = [&] {
      return std::exp(graph.degree_sd * (common + std::sqrt(1 - graph.common) * standard(random, 0, 0)));
    };
    all_out += out[i] = degree();
    reached[i + 1] = reached[i] + degree();
    excites[i] = random.uniform() < graph.excitatory;
  }
  const double connections = graph.connections_per_neuron * static_cast<double>(n);
  fly_connections list;
  const auto room = static_cast<std::size_t>(1.01 * connections);
  for (auto* column : {&list.source, &list.target, &list.weight}) column->reserve(room);
  std::vector<std::int32_t> row;
  for (std::size_t i = 0; i < n; ++i) {
    generator random(make_stream(graph.seed, "connections"), static_cast<std::uint32_t>(i));
    // Different targets, by their in-degrees; at most a quarter of all.
    const auto wanted =
        std::min<std::size_t>(static_cast<std::size_t>(connections * out[i] / all_out + random.uniform()), n / 4);
    row.clear();
    while (row.size() < wanted) {
      for (std::size_t k = row.size(); k < wanted; ++k) {
        const double x = random.uniform() * reached[n];
        row.push_back(static_cast<std::int32_t>(std::upper_bound(reached.begin() + 1, reached.end() - 1, x) -
                                                reached.begin() - 1));
      }
      std::sort(row.begin(), row.end());
      row.erase(std::unique(row.begin(), row.end()), row.end());
      row.erase(std::remove(row.begin(), row.end(), static_cast<std::int32_t>(i)), row.end());
    }
    for (const std::int32_t j : row) {
      const double synapses = std::ceil(std::exp(graph.log_mean + graph.log_sd * standard(random, 0, 0)));
      const auto count = static_cast<std::int32_t>(std::min(synapses, 2000.0));
      list.source.push_back(static_cast<std::int32_t>(i));
      list.target.push_back(j);
      list.weight.push_back(excites[i] ? count : -count);
    }
  }
  return list;
}

/// Writes the graph as .npz, with the arrays source, target and weight.
inline void save_graph(const std::filesystem::path& path, const fly_graph& graph) {
  using namespace cortexpr;
  const fly_connections list = make_connections(graph);
  save_npz(path,
           {{"source", to_array(list.source)}, {"target", to_array(list.target)}, {"weight", to_array(list.weight)}});
}

} // namespace examples
