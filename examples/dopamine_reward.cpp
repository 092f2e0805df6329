// SPDX-License-Identifier: BSL-1.0
// Credit assignment (Izhikevich 2007, Cereb. Cortex 17:2443, figure 1): whenever neuron 1 fires within 20 ms after
// neuron 0, dopamine comes one to three seconds later. By then other spikes have passed, but the synapse from 0 to 1 is
// still eligible.

#include "program.hpp"

#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <iostream>
#include <random>
#include <vector>

using namespace cortexpr;

namespace {

/// Spikes when it is told to.
struct relay {
  template <class I>
  struct state {
    number<I> told = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.told > 0.5; }
  static constexpr void reset(auto& x, const auto&) { x.told = 0; }
};

constexpr dopamine_stdp learning{.a_pre = 0.1, .a_post = -0.15, .d_0 = 0.05, .w_min = 0_mV, .w_max = 4_mV};
constexpr auto shaken = [](auto& n) { n["v"_name] = n["v"_name] + 13_mV * (n.uniform() - 0.5); };

constexpr auto brain = describe(
    population<"E">(given, izhikevich{}, euler{}),
    population<"I">(given, izhikevich{}, euler{}, parameter<"a">(0.1 / 1_ms), parameter<"d">(2_mV / 1_ms)),
    regularly<"shake E", "E">(every{1_ms}, shaken), regularly<"shake I", "I">(every{1_ms}, shaken),
    projection<"S: E -> E.v">(given, weight(1_mV), delay(1_ms), plasticity{transmit{}, learning}),
    projection<"pair: E[0:1] -> E[1:2].v">(all_to_all{}, weight(0_mV), delay(1_ms), plasticity{transmit{}, learning}),
    projection<"E -> I.v">(fixed_probability{0.1}, weight(1_mV), delay(1_ms)),
    projection<"I -> E.v">(fixed_probability{0.1}, weight(-1_mV), delay(1_ms)), population<"dopamine">(1, relay{}),
    projection<"reward: dopamine -> S.d">(all_to_all{}, weight(12.5)),
    projection<"reward of the pair: dopamine -> pair.d">(all_to_all{}, weight(12.5)), record<"E.spikes">(only{0, 1}),
    record<"E.rate">(every{1_s}), record<"dopamine.spikes">(), record<"pair.w">(every{1_s}),
    record<"pair.c">(every{100_ms}), record<"pair.d">(every{100_ms}));
using net = network<brain>;

struct options {
  double seconds = 3600;
  std::int64_t neurons = 1000;
  std::uint32_t synapses = 80;
  std::uint64_t seed = 1;
  std::filesystem::path output = "output";
};

/// The experimenter: watches both neurons and pays one to three seconds later.
class experimenter {
public:
  explicit experimenter(std::uint64_t seed) : draw_(seed) {}

  void operator()(simulation<net>& sim) {
    const spike_train& spikes = sim["E.spikes"_name];
    for (; seen_ < spikes.size(); ++seen_) {
      const auto step = spikes.steps[seen_];
      if (spikes.neurons[seen_] == 0)
        first_ = step;
      else if (first_ >= 0 && static_cast<double>(step - first_) * sim.dt() < 20e-3)
        due_.push_back(static_cast<double>(step) * sim.dt() + std::uniform_real_distribution(1.0, 3.0)(draw_));
    }
    const double now = sim.time();
    const auto paid = std::partition(due_.begin(), due_.end(), [&](double t) { return t > now; });
    if (paid == due_.end()) return;
    due_.erase(paid, due_.end());
    sim.set<"dopamine.told">(1.0);
  }

private:
  std::mt19937_64 draw_;
  std::size_t seen_ = 0;
  std::int64_t first_ = -1;
  std::vector<double> due_; // s
};

double mean(const std::vector<double>& x) {
  double sum = 0;
  for (const double y : x) sum += y;
  return sum / static_cast<double>(x.size());
}

void run(const options& chosen) {
  const auto excitatory = chosen.neurons * 4 / 5;
  simulation<net> sim{seed{chosen.seed}, time_step{0.5_ms}, set<"E">(excitatory), set<"I">(chosen.neurons - excitatory),
                      set<"S">(fixed_outdegree{chosen.synapses})};
  std::cout << "diagnose: " << sim.diagnose().summary() << "\n\n";
  experimenter pays(chosen.seed);
  const auto before = sim.get<"S.w">();
  sim.run(chosen.seconds * 1_s, each(every{1_ms}, [&](auto& s) { pays(s); }), progress::bar(), until_interrupted{});
  const auto after = sim.get<"S.w">();
  const double rewarded = sim.get<"pair.w">()[0];
  const auto below = std::count_if(after.begin(), after.end(), [&](double w) { return w < rewarded; });

  std::printf("%zu rewards in %.0f s\n", sim["dopamine.spikes"_name].size(), sim.time());
  std::printf("%-28s %10s %10s\n", "weights (mV)", "before", "after");
  std::printf("%-28s %10.2f %10.2f\n", "neuron 0 -> neuron 1", 0.0, rewarded * 1e3);
  std::printf("%-28s %10.2f %10.2f\n", "mean of all others", mean(before) * 1e3, mean(after) * 1e3);
  std::printf("the rewarded synapse is stronger than %.1f %% of all others\n",
              100 * static_cast<double>(below) / static_cast<double>(after.size()));

  const auto picture = chosen.output / "dopamine_reward.png", data = chosen.output / "dopamine_reward.npz";
  figure("A reward that comes seconds late finds the synapse that has earned it")
      .traces("w (mV), neuron 0 -> 1", sim["pair.w"_name], 1_mV)
      .traces("dopamine", sim["pair.d"_name], quantity<dim::one>(1))
      .rates("rate (Hz)", {{"E", sim["E.rate"_name]}})
      .histogram("synapses", {{"all others, after", after}}, 50, "w (V)")
      .save(picture);
  sim.save(data);
  examples::print_files(picture, data);
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"Dopamine finds the synapse that has earned it", "dopamine_reward"};
  app.add_option("--time", chosen.seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--neurons", chosen.neurons, "four fifths are excitatory")->capture_default_str();
  app.add_option("--synapses", chosen.synapses, "that leave an excitatory neuron for others")->capture_default_str();
  app.add_option("--seed", chosen.seed, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, chosen.output, [&](bool quick) {
    if (quick) chosen.seconds = 300, chosen.neurons = 100, chosen.synapses = 20;
    run(chosen);
  });
}
