// SPDX-License-Identifier: BSL-1.0
// Run by mpirun: a network that the processes share against the same one in each of them.
#include <chrono>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/mpi.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <sys/resource.h>
#include <thread>

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

/// Programs with a mistake, or on a machine that fails; tests/mpi/faults.sh says how they must end.
void fail(const std::string& what, const mpi& mpi) {
  const bool last = mpi.rank() == mpi.ranks().ranks() - 1;
  if (what == "other seed") {
    const simulation<net> sim{seed{last ? 8u : 42u}, mpi.ranks()};
    return;
  }
  simulation<net> sim{seed{42}, mpi.ranks(), threads{what == "binding" || what == "main thread only" ? 2u : 1u}};
  if (what == "throw" && last) raise("this rank gives up");
  if (what == "save on the root") {
    sim.run(10_ms);
    if (mpi.root()) sim.save("cortexpr_mpi.npz");
  } else if (what == "get on the root") {
    if (mpi.root()) std::cout << sim.get<"e.v">()[0] << '\n';
    sim.run(10_ms);
  } else if (what == "other run") {
    sim.run(last ? 20_ms : 10_ms);
  } else if (what == "full disk") {
    // Limits the files of rank 0 to a few bytes, as a full disk would.
    const rlimit few{100, 100};
    if (mpi.root()) std::signal(SIGXFSZ, SIG_IGN), setrlimit(RLIMIT_FSIZE, &few);
    sim.run(10_ms, checkpoint_every(2_ms, "cortexpr_mpi.state").replacing());
  } else if (what == "no folder") {
    sim.run(10_ms);
    sim.save("/no/such/folder/x.npz");
  } else if (what == "cut short") {
    sim.run(10_ms);
    sim.save_state("cortexpr_mpi.state");
    if (last) {
      std::filesystem::copy_file("cortexpr_mpi.state", "cortexpr_mpi_cut.state",
                                 std::filesystem::copy_options::overwrite_existing);
      std::filesystem::resize_file("cortexpr_mpi_cut.state", 1000);
    }
    sim.run(5_ms);
    try {
      sim.load_state(last ? "cortexpr_mpi_cut.state" : "cortexpr_mpi.state");
    } catch (const error& problem) {
      if (sim.state().step != 150) raise("something was loaded");
      sim.run(1_ms); // the ranks still run together
      throw;
    }
  } else if (what == "interrupt") {
    bool interrupted = false;
    std::cout << "runs\n" << std::flush;
    sim.run(100'000_s, until_interrupted(interrupted), allow_not_finite{});
    const auto step = sim.state().step;
    sim.save_state("cortexpr_mpi.state");
    simulation<net> again{seed{42}, mpi.ranks()};
    again.load_state("cortexpr_mpi.state");
    if (!interrupted || again.state().step != step || again.get<"e.v">() != sim.get<"e.v">())
      raise("the checkpoint is not the state");
    std::cout << "rank " << mpi.rank() << " was interrupted after step " << step << '\n' << std::flush;
  } else {
    sim.run(100_ms, each(every{10_ms}, [&](auto& s) {
              if (!last || s.state().step != 300) return;
              if (what == "throw in a run") raise("this function gives up");
              if (what == "kill") std::raise(SIGKILL);
              if (what == "stop") std::raise(SIGSTOP);
              if (what == "hang") std::this_thread::sleep_for(std::chrono::milliseconds(2500));
              if (what == "exit") std::_Exit(3);
            }));
  }
}

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "run";
  const auto limit = what == "stop" ? 3_s : 0_s;
  if (what == "main thread only") MPI_Init(&argc, &argv);
  mpi mpi(argc, argv, patience{.until_named = 1_s, .until_ended = limit});
  if (what != "run") return mpi.run([&] { fail(what, mpi); });
  return mpi.run([&] {
    simulation<net> sim{seed{42}, mpi.ranks()};
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
