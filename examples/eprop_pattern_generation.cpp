// SPDX-License-Identifier: BSL-1.0
// A recurrent network of spiking neurons learns by e-prop to draw a curve, a sum of four sinusoids, while it hears the
// same second of noise again and again (Bellec et al. 2020, Nature Communications 11:3625, figure 3). The page is
// docs/plasticity/eprop.md.

#include "program.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <random>

using namespace cortexpr;

namespace {

constexpr double pi = 3.14159265358979323846;
/// What is to be drawn; its period is a second.
double target(quantity<dim::second> t) {
  const double phase = 2 * pi * (t / 1_s);
  return 0.4 * std::sin(phase + 0.5) + 0.3 * std::sin(2 * phase + 2) + 0.2 * std::sin(3 * phase + 4) +
         0.3 * std::sin(5 * phase + 1);
}

constexpr auto learning(double eta) { return plasticity{transmit{}, adam{.eta = eta}, adaptive_eprop{.c_reg = 0.3}}; }
constexpr auto learning_to_read(double eta) { return plasticity{transmit{}, adam{.eta = eta}, eprop_readout{}}; }
constexpr auto pattern_generator = describe(
    population<"in">(30, spike_times{}), population<"cells">(100, eprop_alif{}, parameter<"beta">(uniform(0.0, 0.2))),
    population<"out">(1, leaky_readout{}), drive<"out.target">([](auto t) { return target(t); }),
    projection<"I: in -> cells.v">(all_to_all{}, weight(normal(0.0, 0.4)), learning(3e-3)),
    projection<"R: cells -> cells.v">(all_to_all{}.without_autapses(), weight(normal(0.0, 0.1)), learning(3e-3)),
    projection<"O: cells -> out.y">(all_to_all{}, weight(normal(0.0, 0.1)), learning_to_read(3e-3)),
    projection<"B: out -> cells.L">(all_to_all{}, weight(normal(0.0, 0.5))), // random feedback
    record<"out.y">(), record<"cells.rate">(every{1_s}));
using net = network<pattern_generator>;
constexpr std::size_t steps = 1000; // of an iteration

struct options {
  std::size_t iterations = 200;
  std::uint64_t seed = 1;
  double eta = 3e-3, eta_readout = 3e-3;
  bool symmetric = false;
  std::filesystem::path output = "output";
};

/// Noise of 10 Hz in 30 inputs, the same in every iteration.
spike_list frozen_noise(std::size_t iterations, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::int64_t> once_step, once_source, step, source;
  for (std::int64_t k = 0; k < static_cast<std::int64_t>(steps); ++k)
    for (std::int64_t i = 0; i < 30; ++i)
      if (random() % 100 == 0) once_step.push_back(k), once_source.push_back(i);
  for (std::size_t n = 0; n < iterations; ++n)
    for (std::size_t e = 0; e < once_step.size(); ++e) {
      step.push_back(once_step[e] + static_cast<std::int64_t>(n * steps));
      source.push_back(once_source[e]);
    }
  return spike_list::at_steps(step, source);
}

/// What was put out in an iteration, and half its squared distance from the target.
std::vector<double> drawn(const trace<double>& y, std::size_t iteration) {
  std::vector<double> one(steps);
  for (std::size_t k = 0; k < steps; ++k) one[k] = y(iteration * steps + k, 0);
  return one;
}
double loss(const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t k = 0; k < steps; ++k) sum += std::pow(y[k] - target(static_cast<double>(k) * 1_ms), 2) / 2;
  return sum;
}

void run(const options& chosen) {
  simulation<net> sim{seed{chosen.seed},
                      time_step{1_ms},
                      set<"in">(frozen_noise(chosen.iterations, chosen.seed)),
                      set<"I">(learning(chosen.eta)),
                      set<"R">(learning(chosen.eta)),
                      set<"O">(learning_to_read(chosen.eta_readout))};
  std::cout << "diagnose: " << sim.diagnose().summary() << "\n\n";
  std::vector<double> losses, when;
  std::printf("%10s %10s %12s\n", "iteration", "loss", "rate (Hz)");
  for (std::size_t n = 0; n < chosen.iterations; ++n) {
    if (chosen.symmetric) sim.set<"B.w">(values(sim.get<"O.w">())); // the feedback has the weights of the readout
    sim.run(1_s);
    losses.push_back(loss(drawn(sim["out.y"_name], n)));
    when.push_back(static_cast<double>(n));
    if (n == 0 || (n + 1) % (chosen.iterations / 5) == 0)
      std::printf("%10zu %10.2f %12.1f\n", n + 1, losses.back(), sim["cells.rate"_name].hertz.back());
  }

  std::vector<double> times(steps), aim(steps);
  for (std::size_t k = 0; k < steps; ++k) {
    times[k] = static_cast<double>(k) * 1e-3;
    aim[k] = target(times[k] * 1_s);
  }
  const auto picture = chosen.output / "eprop_pattern_generation.png";
  const auto picture_of_loss = chosen.output / "eprop_pattern_generation_loss.png";
  figure("A recurrent spiking network learns a pattern by e-prop")
      .lines("before", times, {{"target", aim}, {"output", drawn(sim["out.y"_name], 0)}})
      .lines("after", times, {{"target", aim}, {"output", drawn(sim["out.y"_name], chosen.iterations - 1)}})
      .save(picture);
  figure("Loss, over seconds of training, one per iteration").lines("loss", when, {{"", losses}}).save(picture_of_loss);
  examples::print_files(picture, picture_of_loss);
  if (losses.back() > 0.5 * losses.front()) throw std::runtime_error("the network has not learnt");
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"A recurrent spiking network learns a pattern by e-prop", "eprop_pattern_generation"};
  app.add_option("--iterations", chosen.iterations, "seconds of training")
      ->capture_default_str()
      ->check(CLI::Range(5, 100000));
  app.add_option("--eta", chosen.eta, "learning rate of cells")->capture_default_str();
  app.add_option("--eta-readout", chosen.eta_readout, "learning rate of the readout")->capture_default_str();
  app.add_flag("--symmetric", chosen.symmetric, "feedback with the weights of the readout in the place of random ones");
  app.add_option("--seed", chosen.seed, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, chosen.output, [&](bool quick) {
    if (quick) chosen.iterations = 60;
    run(chosen);
  });
}
