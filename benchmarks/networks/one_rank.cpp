// SPDX-License-Identifier: BSL-1.0
// One rank of many, without the others (`dry_run`): the network of brunel.cpp with constant input, whose neurons are
// multiplied by --scale while in-degrees stay. Memory and times are those of this rank; messages take no time.
#include "brunel.hpp"
#include "report.hpp"

#include <cortexpr/ranks/dry_run.hpp>

namespace {

using namespace cortexpr;
using namespace benchmarks;

constexpr auto brunel = describe(brunel_cells<"E">(10'000), brunel_cells<"I">(2'500), drive<"E.I">(40_mV),
                                 drive<"I.I">(40_mV), brunel_synapses<"EE: E -> E.v">(0.1_mV),
                                 brunel_synapses<"EI: E -> I.v">(0.1_mV), brunel_synapses<"IE: I -> E.v">(-0.5_mV),
                                 brunel_synapses<"II: I -> I.v">(-0.5_mV), record<"E.spikes">(), record<"I.spikes">());
using net = network<brunel>;
using structure = net::structure;

/// What this rank has of the network.
struct share_of_rank {
  double neurons = 0, synapses = 0, index_bytes = 0;
  double rows = 0, filled_rows = 0; ///< one row per source and own slice; those that hold synapses

  explicit share_of_rank(const net::state& state) {
    structure::for_each<item_kind::population>([&](auto p) { neurons += own_neurons<p>(state); });
    structure::for_each<item_kind::projection>([&](auto p) {
      for (const auto& slice : item_at<p>(state.items).connections->slices) {
        if (slice.elsewhere) continue;
        synapses += static_cast<double>(slice.size());
        index_bytes += static_cast<double>((slice.row.size() + slice.segment_begin.size()) * sizeof(std::uint64_t));
        rows += static_cast<double>(slice.row.size() - 1);
        for (std::size_t i = 0; i + 1 < slice.row.size(); ++i) filled_rows += slice.row[i] != slice.row[i + 1];
      }
    });
  }
  template <std::size_t P>
  [[nodiscard]] static double own_neurons(const net::state& state) {
    const auto [first, end] = state.of_this_rank().share(item_at<P>(state.items).bounds);
    return static_cast<double>(end) - static_cast<double>(first);
  }
};

/// What the rank's neurons did in a run.
struct activity {
  double spikes = 0; ///< of own neurons
  double told = 0;   ///< rows that own spikes ask for: one per projection and slice that the spiking neuron may reach
  double events = 0; ///< arrivals at own synapses, if all neurons fire as own ones do

  explicit activity(const simulation<net>& sim) {
    const auto& state = sim.state();
    const std::array<double, 2> fired{static_cast<double>(sim["E.spikes"_name].size()),
                                      static_cast<double>(sim["I.spikes"_name].size())};
    spikes = fired[0] + fired[1];
    structure::for_each<item_kind::projection>([&](auto p) {
      constexpr std::size_t source = structure::source_of<p>;
      const double own = share_of_rank::own_neurons<source>(state);
      double slices = 0, synapses = 0;
      for (const auto& slice : item_at<p>(state.items).connections->slices) {
        if (slice.elsewhere) continue;
        ++slices;
        synapses += static_cast<double>(slice.size());
      }
      told += fired[source] * slices;
      if (own > 0) events += fired[source] / own * synapses;
    });
  }
};

void measure(const options& o, const dry_run& rank) {
  const double bytes_before = resident_bytes();
  const stopwatch building;
  simulation<net> sim{seed{o.seed}, threads{o.threads}, rank,
                      set<cell_types>(std::array{scaled(10'000, o.scale), scaled(2'500, o.scale)}),
                      set_pair<cell_types, cell_types, "{}{}">(scaled_probability(0.1, o.scale))};
  const double build = building.wall(), build_cpu = building.cpu(), build_peak = peak_bytes(),
               bytes = resident_bytes() - bytes_before;
  sim.run(o.warm_up * 1_s);
  sim.clear_recordings();
  const stopwatch running;
  sim.run(o.seconds * 1_s);
  const double wall = running.wall(), cpu = running.cpu();
  const activity did(sim);
  const share_of_rank own(sim.state());
  double neurons = 0, of_all = 0;
  structure::for_each<item_kind::population>([&](auto p) { neurons += item_at<p>(sim.state().items).size; });
  structure::for_each<item_kind::projection>(
      [&](auto p) { of_all += static_cast<double>(item_at<p>(sim.state().items).connections->synapses); });
  const std::array<std::pair<const char*, double>, 22> numbers{{{"ranks", rank.of},
                                                                {"rank", rank.rank},
                                                                {"threads", o.threads},
                                                                {"time", o.seconds},
                                                                {"neurons", neurons},
                                                                {"synapses", of_all},
                                                                {"own_neurons", own.neurons},
                                                                {"own_synapses", own.synapses},
                                                                {"own_rows", own.rows},
                                                                {"filled_rows", own.filled_rows},
                                                                {"index_bytes", own.index_bytes},
                                                                {"build_seconds", build},
                                                                {"build_cpu_seconds", build_cpu},
                                                                {"network_bytes", bytes},
                                                                {"bytes_before", bytes_before},
                                                                {"build_peak_bytes", build_peak},
                                                                {"peak_memory_bytes", peak_bytes()},
                                                                {"wall_seconds", wall},
                                                                {"cpu_seconds", cpu},
                                                                {"own_spikes", did.spikes},
                                                                {"own_spikes_by_row", did.told},
                                                                {"own_events", did.events}}};
  if (o.json) {
    const char* between = "{";
    for (const auto& [name, value] : numbers) std::printf("%s\"%s\": %.10g", std::exchange(between, ", "), name, value);
    std::printf("}\n");
  } else {
    for (const auto& [name, value] : numbers) std::printf("  %-24s %.6g\n", name, value);
  }
}

} // namespace

int main(int argc, char** argv) {
  options o;
  dry_run rank{};
  CLI::App app{"One rank of many of Brunel's network, without the others"};
  app.name("one_rank");
  add_run_options(app, o);
  app.add_option("--ranks", rank.of, "ranks that share the network")->capture_default_str();
  app.add_option("--rank", rank.rank, "the one that is built and stepped, counted from 0")->capture_default_str();
  return run_program(app, argc, argv, [&] { measure(o, rank); });
}
