// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <malloc.h>
#include <numeric>
#include <string>
#include <sys/resource.h>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

namespace benchmarks {

/// Wall clock and processor time since the construction, in seconds.
class stopwatch {
public:
  [[nodiscard]] double wall() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }
  [[nodiscard]] double cpu() const { return cpu_now() - cpu_begin_; }

private:
  static double cpu_now() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  }
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double cpu_begin_ = cpu_now();
};

/// Bytes of main memory in use.
inline double resident_bytes() {
  malloc_trim(0);
  double total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

inline double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

/// What one run of a network cost and did.
struct measurement {
  std::string network;
  double neurons = 0, synapses = 0;
  double build_seconds = 0, network_bytes = 0, peak_memory_bytes = 0;
  double wall_seconds = 0, cpu_seconds = 0;
  double synaptic_events = 0;
  double plastic_events = 0; ///< arrivals at plastic synapses, and plastic synapses of targets that spike
  std::vector<std::pair<std::string, double>> rates; ///< Hz
};

inline void print(const options& o, const measurement& m) {
  const auto per = [](double a, double b) { return b > 0 ? a / b : 0.0; };
  std::vector<std::pair<const char*, double>> numbers{
      {"scale", o.scale},
      {"threads", o.threads},
      {"time", o.seconds},
      {"neurons", m.neurons},
      {"synapses", m.synapses},
      {"build_seconds", m.build_seconds},
      {"bytes_per_synapse", per(m.network_bytes, m.synapses)},
      {"peak_memory_bytes", m.peak_memory_bytes},
      {"wall_seconds", m.wall_seconds},
      {"cpu_seconds", m.cpu_seconds},
      {"real_time_factor", m.wall_seconds / o.seconds},
      {"cpu_seconds_per_biological_second", m.cpu_seconds / o.seconds},
      {"synaptic_events_per_second", per(m.synaptic_events, m.wall_seconds)},
      {"ns_per_event", per(1e9 * m.wall_seconds, m.synaptic_events)}};
  if (m.plastic_events > 0) {
    numbers.emplace_back("plastic_events_per_second", per(m.plastic_events, m.wall_seconds));
    numbers.emplace_back("ns_per_plastic_event", per(1e9 * m.wall_seconds, m.plastic_events));
  }
  if (o.json) {
    std::printf("{\"network\": \"%s\", \"precision\": \"%s\"", m.network.c_str(), o.precision.c_str());
    for (const auto& [name, value] : numbers) std::printf(", \"%s\": %.10g", name, value);
    std::printf(", \"rates\": {");
    for (std::size_t k = 0; k < m.rates.size(); ++k)
      std::printf("%s\"%s\": %.6g", k == 0 ? "" : ", ", m.rates[k].first.c_str(), m.rates[k].second);
    std::printf("}}\n");
    return;
  }
  std::printf("%s, %s\n", m.network.c_str(), o.precision.c_str());
  for (const auto& [name, value] : numbers) std::printf("  %-34s %.6g\n", name, value);
  for (const auto& [name, value] : m.rates) std::printf("  rate of %-26s %.3f Hz\n", name.c_str(), value);
}

/// Arrivals per second at the synapses of a population of groups, from the rates of the groups, through its bundle.
inline double arrivals_from_groups(const cortexpr::detail::bundle& b, const cortexpr::detail::neuron_groups& groups,
                                   const std::vector<std::pair<std::string, double>>& rates) {
  double sum = 0;
  for (const auto& slice : b.slices)
    for (std::uint32_t i = 0; i < groups.neurons(); ++i) {
      const auto* heading = slice.row(i);
      for (std::uint32_t left = slice.rows[i].segments; left > 0; --left) {
        sum += rates[groups.of_neuron(i)].second * heading->count();
        heading += 1 + heading->count();
      }
    }
  return sum;
}

/// Builds `Net`, runs it for the warm-up and the measured time, and prints. Rates come from the recordings of rates
/// in the description; recorded spikes are an extra cost that --record asks for.
template <class Net, class... Settings>
measurement measure(const options& o, std::string network, Settings... settings) {
  using namespace cortexpr;
  using structure = typename Net::structure;
  measurement m;
  m.network = std::move(network);

  const double bytes_before = resident_bytes();
  const stopwatch building;
  simulation<Net> sim{seed{o.seed}, threads{o.threads}, std::move(settings)...};
  m.build_seconds = building.wall();
  m.network_bytes = resident_bytes() - bytes_before;

  sim.run(o.warm_up * 1_s);
  sim.clear_recordings();
  const stopwatch running;
  sim.run(o.seconds * 1_s);
  m.wall_seconds = running.wall();
  m.cpu_seconds = running.cpu();
  m.peak_memory_bytes = peak_bytes();

  std::array<double, structure::size> spikes{};
  structure::template for_each<item_kind::record>([&](auto r) {
    constexpr auto target = structure::template item<r>::target;
    if constexpr (target.part == "rate") {
      constexpr std::size_t p = structure::find_population(target.item);
      const double neurons = item_at<p>(sim.state().items).size;
      const auto& bins = item_at<r>(sim.recording().items).hertz;
      const double rate = std::accumulate(bins.begin(), bins.end(), 0.0) / static_cast<double>(bins.size());
      spikes[p] = rate * neurons * o.seconds;
      m.neurons += neurons;
      const rate_trace& all = item_at<r>(sim.recording().items);
      if (all.of_groups.empty()) m.rates.emplace_back(target.item, rate);
      for (std::size_t g = 0; g < all.of_groups.size(); ++g) {
        const auto& hertz = all.of_groups[g].hertz;
        m.rates.emplace_back(all.origin.groups->name(g),
                             std::accumulate(hertz.begin(), hertz.end(), 0.0) / static_cast<double>(hertz.size()));
      }
    }
  });
  structure::template for_each<item_kind::projection>([&](auto p) {
    constexpr std::size_t source = structure::template source_of<p>;
    const auto synapses = static_cast<double>(item_at<p>(sim.state().items).connections->synapses);
    m.synapses += synapses;
    double arrivals = spikes[source] * synapses / item_at<source>(sim.state().items).size;
    if constexpr (Net::structure::template item<source>::grouped)
      arrivals =
          arrivals_from_groups(*sim.state().bundles.of_source[source], sim.state().groups[source], m.rates) * o.seconds;
    m.synaptic_events += arrivals;
    if constexpr (!std::is_same_v<typename structure::template item<p>::rules, plasticity<transmit>>) {
      constexpr std::size_t target = structure::template target_of<p>;
      m.plastic_events += arrivals + spikes[target] * synapses / item_at<target>(sim.state().items).size;
    }
  });
  return m;
}

} // namespace benchmarks
