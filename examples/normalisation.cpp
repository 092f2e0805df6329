// SPDX-License-Identifier: BSL-1.0
// Stochastic neurons excite each other, STDP changes the weights, and the incoming sum of every neuron is to stay at a
// goal: four ways to hold it, and none. The walk-through is docs/normalisation.md.

#include "program.hpp"

#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <vector>

using namespace cortexpr;

namespace {

/// Spikes at random, the more often the larger its input S.
struct rate_neuron {
  template <class I>
  struct state {
    number<I> S = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_S = 20_ms;
    number<I> gain = 0.15, bias = 0.62, fI_slope = 5;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.S = -x.S / p.tau_S};
  }
  static constexpr auto hazard(const auto& x, const auto& p, const auto&) {
    return 0.4 * (1 + tanh(p.fI_slope * (p.gain * x.S + p.bias) - 3)) / p.tau_S;
  }
};

constexpr double w_max = 0.08;
constexpr pair_stdp learning{.a_pre = 0.125, .a_post = -0.13125, .w_max = w_max}; // 0.01 and -0.0105 at w_max 0.08

template <class Rules, class... More>
constexpr auto recurrent(Rules rules, More... more) {
  return describe(population<"cells">(50, rate_neuron{}, start<"S">(uniform(0.0, 0.2))),
                  projection<"X: cells -> cells.S">(all_to_all{}, weight(uniform(0.0, w_max / 2)), rules),
                  record<"cells.spikes">(), more...);
}
constexpr auto none = recurrent(plasticity{transmit{}, learning});
constexpr auto on_event = recurrent(plasticity{transmit{}, learning, normalise_on_event{}});
constexpr auto by_effect = recurrent(plasticity{transmit_share<>{}, learning});
constexpr auto periodic =
    recurrent(plasticity{transmit{}, learning}, regularly<"normalise", "X">(every{10_ms}, normalise{}));
constexpr auto always = recurrent(plasticity{transmit{}, learning, normalise_always{}});

struct options {
  double seconds = 2, goal = 1;
  std::uint64_t seed = 1;
  std::filesystem::path output = "output";
};

struct result {
  const char* name;
  std::vector<double> times, smallest, mean, largest; ///< of the incoming sums
  double rate = 0;
};

template <auto const& D>
result simulate(const char* name, const options& chosen, const auto&... settings) {
  simulation<network<D>> sim{seed{chosen.seed}, settings...};
  result r{.name = name, .times = {}, .smallest = {}, .mean = {}, .largest = {}};
  const auto steps = static_cast<std::int64_t>(chosen.seconds * 1e4);
  while (sim.state().step < steps) {
    sim.run_steps(75); // at all phases of the period of `normalise`
    const auto w = sim.template get<"X.w">();
    std::vector<double> sums(50);
    for (std::size_t k = 0; k < w.size(); ++k) sums[k % 50] += w[k];
    r.times.push_back(sim.time());
    r.smallest.push_back(*std::min_element(sums.begin(), sums.end()));
    r.largest.push_back(*std::max_element(sums.begin(), sums.end()));
    r.mean.push_back(0);
    for (const double sum : sums) r.mean.back() += sum / 50;
  }
  r.rate = static_cast<double>(sim["cells.spikes"_name].size()) / (50 * sim.time());
  return r;
}

void run(const options& chosen) {
  const double goal = chosen.goal;
  const result all[] = {
      simulate<none>("none", chosen),
      simulate<on_event>("normalise on event", chosen,
                         set<"X">(plasticity{transmit{}, learning, normalise_on_event{goal}})),
      simulate<by_effect>("transmit share", chosen, set<"X">(plasticity{transmit_share<>{goal}, learning})),
      simulate<periodic>("every 10 ms", chosen, set<"normalise">(normalise{goal})),
      simulate<always>("normalise always", chosen, set<"X">(plasticity{transmit{}, learning, normalise_always{goal}}))};

  std::printf("Incoming sums of 50 neurons after the first 100 ms, goal %g\n", goal);
  std::printf("%-20s %18s %18s %12s\n", "", "smallest sum", "largest sum", "rate (Hz)");
  for (const auto& r : all) {
    double low = std::numeric_limits<double>::infinity(), high = 0;
    for (std::size_t k = 0; k < r.times.size(); ++k)
      if (r.times[k] > 0.1) {
        low = std::min(low, r.smallest[k]);
        high = std::max(high, r.largest[k]);
      }
    std::printf("%-20s %18.15f %18.15f %12.1f\n", r.name, low, high, r.rate);
  }

  const auto picture = chosen.output / "normalisation.png", data = chosen.output / "normalisation.csv";
  figure chart("Sums of incoming weights, smallest, mean and largest of 50 neurons");
  std::vector<std::string> headings{"t"};
  std::vector<std::vector<double>> columns{all[0].times};
  for (const auto& r : all) {
    chart.lines(r.name, r.times, {{"smallest", r.smallest}, {"mean", r.mean}, {"largest", r.largest}})
        .level(goal, "goal");
    for (const char* which : {"smallest", "mean", "largest"}) headings.push_back(std::string(r.name) + ", " + which);
    columns.insert(columns.end(), {r.smallest, r.mean, r.largest});
  }
  chart.save(picture);
  save_csv(data, headings, columns);
  examples::print_files(picture, data);
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"Four ways to hold the sum of incoming weights", "normalisation"};
  app.add_option("--time", chosen.seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--goal", chosen.goal, "wanted sum")->capture_default_str();
  app.add_option("--seed", chosen.seed, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, chosen.output, [&](bool quick) {
    if (quick) chosen.seconds = 0.2;
    run(chosen);
  });
}
