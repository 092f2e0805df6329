// SPDX-License-Identifier: BSL-1.0
// Recordings and connections as xtensor arrays, and a table of numbers for other programs.
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"n1">(20, poisson{}, parameter<"rate">(20_Hz)), population<"n2">(5, lif{}),
             projection<"S: n1 -> n2.v">(given, weight(given), delay(given)), record<"n2.v">(every{1_ms}));
using net = network<d>;

int main() {
  simulation<net> sim{seed{1}, set<"S">(all_to_all{}), set<"S.w">(uniform(0_mV, 1_mV)), set<"S.delay">(1_ms)};
  sim.run(100_ms);

  const auto v = to_array(sim["n2.v"_name]);                      // a view: v(row, column), xt::mean(v), ...
  const xt::xtensor<double, 2> copy = to_array(sim["n2.v"_name]); // numbers of its own
  const bool same = v(50, 3) == copy(50, 3);

  const auto s = connections<"S">(sim, 1_mV);
  const double mean = xt::mean(s.weights)(); // of any expression of xtensor
  simulation<net> again{seed{1}, set<"S">(pairs(s.sources, s.targets)), set<"S.w">(values(s.weights, 1_mV)),
                        set<"S.delay">(values(s.delays, 1_s))}; // the same connections
  again.run(100_ms);
  const bool same_again = again["n2.v"_name].values == sim["n2.v"_name].values;

  const auto w = weight_matrix<"S">(sim, 1_mV, 0); // sources x targets, 0 where there is no synapse
  const auto& trace = sim["n2.v"_name];
  save_csv("v.csv", {"t (s)", "v (V)"}, {times_of(trace), to_array(trace.of_neuron(3))});
  const bool written = std::filesystem::remove("v.csv");
  std::cout << "the mean weight is " << mean << " mV; that of the matrix is " << xt::mean(w)() << " mV\n";
  return same && same_again && written && std::abs(mean - xt::mean(w)()) < 1e-12 ? 0 : 1;
}
