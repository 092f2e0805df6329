// SPDX-License-Identifier: BSL-1.0
// Trials per second: 16 simulations of 4,000 neurons (coba, benchmark 1 of Brette et al. 2007) as trials on one and
// more threads, against the same simulations one after the other. A network of this size is too small for two threads;
// its trials are not. On a shared machine processor time per trial tells what wall time hides. Building counts:
// --shared gives all trials one structure_seed, so that synapses are built once.
#include "report.hpp"

#include <algorithm>
#include <vector>

namespace {

using namespace cortexpr;
using namespace benchmarks;

using coba = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

template <fixed_string Name>
constexpr auto cells(std::int64_t n) {
  return population<Name>(n, coba{}, parameter<"E_L">(-60_mV), parameter<"t_ref">(5_ms),
                          start<"v">(normal(-65_mV, 5_mV)), start<"exc.g">(normal(4, 1.5)),
                          start<"inh.g">(normal(20, 12)));
}
constexpr auto network_of_cells =
    describe(cells<"E">(3200), cells<"I">(800), projection<"EE: E -> E.exc">(fixed_probability{0.02}, weight(0.6)),
             projection<"EI: E -> I.exc">(fixed_probability{0.02}, weight(0.6)),
             projection<"IE: I -> E.inh">(fixed_probability{0.02}, weight(6.7)),
             projection<"II: I -> I.inh">(fixed_probability{0.02}, weight(6.7)), record<"E.spikes">());
using net = network<network_of_cells>;

struct result {
  double seconds = 0, spikes = 0, cpu = 0;
};

template <class... More>
result run_trials(const options& o, std::size_t count, unsigned n, const More&... more) {
  const stopwatch clock;
  trials<net> all(count, seed{o.seed}, threads{n}, more...);
  all.run(o.seconds * 1_s);
  result r{clock.wall(), 0, clock.cpu()};
  for (std::size_t k = 0; k < count; ++k) r.spikes += static_cast<double>(all[k]["E.spikes"_name].size());
  return r;
}
template <class... More>
result run_one_by_one(const options& o, std::size_t count, unsigned n, const More&... more) {
  const stopwatch clock;
  result r;
  for (std::size_t k = 0; k < count; ++k) {
    simulation<net> sim{seed{o.seed + k}, threads{n}, more...};
    sim.run(o.seconds * 1_s);
    r.spikes += static_cast<double>(sim["E.spikes"_name].size());
  }
  r.seconds = clock.wall();
  r.cpu = clock.cpu();
  return r;
}

template <class... More>
void compare(const options& o, std::size_t count, int repeat, const More&... more) {
  struct row {
    const char* name;
    std::vector<double> seconds, cpu;
    double spikes = 0;
  };
  const unsigned n = std::max(2u, o.threads);
  std::array<row, 4> rows{row{"one by one, 1 thread", {}, {}}, row{"one by one, all threads", {}, {}},
                          row{"trials, 1 thread", {}, {}}, row{"trials, all threads", {}, {}}};
  const auto note = [](row& to, const result& r) {
    to.seconds.push_back(r.seconds);
    to.cpu.push_back(r.cpu);
    to.spikes = r.spikes;
  };
  for (int k = 0; k < repeat; ++k) { // in turn, because other programs come and go
    note(rows[0], run_one_by_one(o, count, 1, more...));
    note(rows[1], run_one_by_one(o, count, n, more...));
    note(rows[2], run_trials(o, count, 1, more...));
    note(rows[3], run_trials(o, count, n, more...));
  }
  if (!o.json)
    std::printf("%zu trials of 4,000 neurons, %g s each; best of %d; all threads: %u\n%-26s %12s %10s %14s %12s\n",
                count, o.seconds, repeat, n, "", "trials/s", "speedup", "cpu s/trial", "spikes");
  const auto least = [](const std::vector<double>& list) { return *std::min_element(list.begin(), list.end()); };
  const auto best = [&](const row& r) { return least(r.seconds); };
  for (const row& r : rows) {
    const double per_second = static_cast<double>(count) / best(r), speedup = best(rows[0]) / best(r),
                 cpu = least(r.cpu) / static_cast<double>(count);
    if (o.json)
      std::printf("{\"what\": \"%s\", \"trials_per_second\": %.4g, \"speedup\": %.4g, \"cpu_seconds_per_trial\": %.4g, "
                  "\"spikes\": %.0f}\n",
                  r.name, per_second, speedup, cpu, r.spikes);
    else
      std::printf("%-26s %12.3f %10.2f %14.4f %12.0f\n", r.name, per_second, speedup, cpu, r.spikes);
  }
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::size_t count = 16;
  int repeat = 3;
  bool shared = false;
  CLI::App app{"Trials per second, side by side and one by one", "batches"};
  add_common_options(app, o);
  app.add_option("--trials", count, "how many")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--repeat", repeat, "measurements of each, in turn")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_flag("--shared", shared, "one structure_seed for all");
  return run_program(app, argc, argv, [&] {
    if (shared)
      compare(o, count, repeat, structure_seed{o.seed});
    else
      compare(o, count, repeat);
  });
}
