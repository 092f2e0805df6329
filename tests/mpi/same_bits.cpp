// SPDX-License-Identifier: BSL-1.0
// Run by mpirun: a network that the processes share against the same one in each of them.
#include <cortexpr/core.hpp>
#include <cortexpr/mpi.hpp>
#include <cstdlib>
#include <iostream>
#include <string>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>, current<exponential>>;
constexpr auto d =
    describe(population<"e">(1000, cell{}, start<"v">(uniform(-70_mV, -50_mV))), population<"i">(250, cell{}),
             drive<"e.I">(0.3_nA), poisson_input<"i.exc">(2_kHz, weight(30_pA)),
             projection<"ee: e -> e.exc">(fixed_probability{0.1}, weight(normal(10_pA, 2_pA)),
                                          delay(uniform(1_ms, 3_ms)).rounded()),
             projection<"ei: e -> i.exc">(fixed_indegree{40}, weight(15_pA), delay(1.5_ms)),
             projection<"ie: i -> e.inh">(fixed_probability{0.2}, weight(-40_pA), delay(1_ms)), record<"e.spikes">(),
             record<"i.spikes">(), record<"e.rate">(every{5_ms}), record<"e.v">(every{10_ms}, only{0, 500, 999}));
using net = network<d>;

/// Whether two simulations have recorded the same; a difference is printed.
template <class Simulation>
bool same_recordings(const Simulation& a, const Simulation& b) {
  const auto same = [](const auto& x, const auto& y, const char* what) {
    if (x != y) std::cerr << "different: " << what << '\n';
    return x == y;
  };
  bool all = same(a["e.spikes"_name].steps, b["e.spikes"_name].steps, "steps of e");
  all = same(a["e.spikes"_name].neurons, b["e.spikes"_name].neurons, "neurons of e") && all;
  all = same(a["i.spikes"_name].steps, b["i.spikes"_name].steps, "steps of i") && all;
  all = same(a["i.spikes"_name].neurons, b["i.spikes"_name].neurons, "neurons of i") && all;
  all = same(a["e.rate"_name].hertz, b["e.rate"_name].hertz, "rates") && all;
  return same(a["e.v"_name].values, b["e.v"_name].values, "voltages") && all;
}

int main(int argc, char** argv) {
  mpi mpi(argc, argv);
  const std::string what = argc > 1 ? argv[1] : "run";
  return mpi.run([&] {
    simulation<net> sim{seed{42}, mpi.ranks()};
    if (what == "throw" && mpi.rank() == mpi.ranks().ranks() - 1) raise("this rank gives up");
    sim.run(200_ms);
    sim.advance(37);
    simulation<net> serial{seed{42}};
    serial.run(200_ms);
    serial.advance(37);
    if (serial["e.spikes"_name].size() < 1000) raise("the network is too quiet for a test");
    if (!same_recordings(sim, serial)) raise("the bits are not those of the serial run");
    if (sim.get<"e.v">() != serial.get<"e.v">() || sim.get<"ee.w">() != serial.get<"ee.w">())
      raise("what ranks read together is not what the serial run has");
    if (mpi.root())
      std::cout << mpi.ranks().ranks() << " ranks: the bits of the serial run, " << serial["e.spikes"_name].size()
                << " spikes\n";
  });
}
