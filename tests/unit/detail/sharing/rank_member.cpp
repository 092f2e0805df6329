// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;
constexpr auto small = describe(population<"n">(200, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
                                projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(10_pA), delay(1_ms)),
                                drive<"n.I">(0.4_nA), population<"in">(3, spike_times{}), population<"led">(70, cell{}),
                                drive<"led.I">(live), record<"n.spikes">());
/// Changes a variable of its source, whose neuron may belong to another rank.
struct tire_source {
  using writes = pre<"v">;
  void on_pre(auto& s) const { s.pre["v"_name] -= 0.1_mV; }
  bool operator==(const tire_source&) const = default;
};
constexpr auto tiring = describe(population<"n">(200, cell{}),
                                 projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(uniform(0_pA, 20_pA)),
                                                             delay(1_ms), plasticity{transmit{}, tire_source{}}));
constexpr double half = 0.5;
constexpr auto operated =
    describe(population<"n">(200, cell{}),
             projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(uniform(0_pA, 20_pA)), delay(1_ms)),
             regularly<"wear", "S">(every{1_ms}, [by = half](auto& s) { s.w *= by; }));
/// All spikes are sent at the end of a step: no entry reads the spikes of the same step.
constexpr auto early = describe(population<"n">(200, cell{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.4_nA),
                                projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(10_pA), at{slot::start}));
/// A user's own option, which does not declare works_on_ranks.
struct unknown_to_ranks {
  static void begin(auto&, auto&, std::int64_t) {}
  static bool after_step(auto&, auto&) { return false; }
  static void end(auto&, auto&) {}
};
using net = network<small>;

/// What ends the program on each of two ranks.
template <class Program>
std::vector<std::string> endings(const Program& program) {
  std::vector<std::string> all(2);
  ranks_as_threads(2, [&](distributed ranks) {
    try {
      program(ranks);
    } catch (const error& problem) {
      all[ranks.rank()] = problem.what();
    }
  });
  return all;
}
/// Of ranks that build a network.
template <auto const& Description>
std::vector<std::string> endings_of_building() {
  return endings([](distributed ranks) { const simulation<network<Description>> sim{ranks}; });
}
bool both_say(const std::vector<std::string>& ends, const std::string& words) {
  CAPTURE(ends, words);
  for (const std::string& end : ends) CHECK_THAT(end, Catch::Contains(words));
  return ends[0] == ends[1];
}

TEST_CASE("ranks: what they cannot share is refused where it is built") {
  CHECK(both_say(endings_of_building<tiring>(),
                 "'S' has rules that write variables of source neurons: ranks cannot share that yet"));
  CHECK(both_say(endings_of_building<operated>(),
                 "'wear' is an operation on synapses with captures of its own: ranks cannot share that yet"));
  CHECK(endings([](distributed) { const simulation<network<tiring>> sim{distributed{}}; }) ==
        std::vector<std::string>(2));
}

TEST_CASE("ranks: calls that would see a part of the network alone are refused, and the next ones work") {
  const auto ends = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    std::string refused;
    const auto refuses = [&](const auto& call) {
      try {
        call();
      } catch (const invalid_value& problem) {
        refused += std::string(problem.what()).substr(0, std::string(problem.what()).find(' ')) + " ";
      }
    };
    refuses([&] { sim.run(1_ms, unknown_to_ranks{}); });
    refuses([&] { net::step(sim.state()); });
    sim.run(20_ms);
    if (sim["n.spikes"_name].size() == 0) refused += "no spikes";
    raise(refused);
  });
  CHECK(both_say(ends, "run network: "));
  CHECK_THAT(ends[0], !Catch::Contains("no spikes"));
}

TEST_CASE("ranks: spikes that are found after all deliveries of their step arrive in the next one") {
  simulation<network<early>> serial{seed{3}};
  serial.run(20_ms);
  const auto right = serial.get<"n.v">();
  ranks_as_threads(3, [&](distributed ranks) {
    simulation<network<early>> sim{seed{3}, ranks};
    sim.run(20_ms);
    if (sim.get<"n.v">() != right || sim.get<"n.exc.I">() == std::vector<double>(200, 0.0)) raise("other values");
  });
}

TEST_CASE("ranks: spikes from outside are the same on all") {
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   sim.send<"in">(std::vector{0, 2}, 0.3_ms);
                   sim.run(1_ms);
                   sim.send<"in">(std::vector{ranks.rank()});
                   sim.run(1_ms);
                 }),
                 "rank 1 has sent other spikes than rank 0 before this run: all ranks must send the same"));
}

TEST_CASE("ranks: a value that is refused changes nothing, and the next calls work") {
  const auto ends = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    std::string refused;
    const auto refuses = [&](const auto& call) {
      try {
        call();
      } catch (const rank_failed& problem) {
        refused += std::string("not alike: ") + problem.what();
      } catch (const error& problem) {
        refused += std::string(problem.what()).substr(0, 20) + " | ";
      }
    };
    const auto before = sim.get<"n.C_m">();
    refuses([&] { sim.set<"n.C_m">(-1_pF); });
    refuses([&] { sim.load_state("/no/such/file.state"); });
    refuses([&] { (void)sim.get<"n[100:300].v">(); });
    if (sim.get<"n.C_m">() != before) refused += "changed";
    sim.run(20_ms);
    if (sim["n.spikes"_name].size() == 0) refused += "no spikes";
    raise(refused);
  });
  CHECK(both_say(ends, " | "));
  CHECK_THAT(ends[0], !Catch::Contains("not alike") && !Catch::Contains("changed") && !Catch::Contains("no spikes"));
}

TEST_CASE("ranks: a file that cannot be written is told to all") {
  const auto ends = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    sim.save_state("/no/such/folder/run.state");
  });
  CHECK_THAT(ends[0], Catch::Contains("/no/such/folder/run.state"));
  CHECK_THAT(ends[1], Catch::Contains("rank 0 has failed in save_state (step 0): ") &&
                          Catch::Contains("/no/such/folder/run.state"));
}

TEST_CASE("ranks: different values are named at the start") {
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, seed{ranks.rank() + 3}};
                 }),
                 "rank 1 has seed{4}, rank 0 seed{3}"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, threads{ranks.rank() + 1}};
                 }),
                 "rank 1 has threads{2}, rank 0 threads{1}"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, set<"n">(100 + ranks.rank())};
                 }),
                 "rank 1 has 101 neurons in 'n', rank 0 100 neurons in 'n'"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, set<"S.delay">(1_ms + ranks.rank() * 1_ms)};
                 }),
                 "steps in 'S': all ranks must run the same program with the same values"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, set<"n.C_m">(200_pF + ranks.rank() * 1_pF)};
                 }),
                 " in 'n': all ranks must run the same program with the same values"));
}

TEST_CASE("ranks: a checkpoint that one cannot read, or that is another file, changes nothing on any") {
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_rank_member_").string();
  const auto ends = endings([&](distributed ranks) {
    simulation<net> sim{ranks};
    const std::string own = path + std::to_string(ranks.rank());
    sim.run(5_ms);
    sim.save_state(path + "0");
    sim.run(1_ms);
    sim.save_state(path + "1");
    std::string said;
    const auto load = [&](const std::string& from) {
      try {
        sim.load_state(from);
      } catch (const error& problem) {
        said += problem.what();
      }
      if (sim.state().step != 60) said += "something was loaded";
      sim.run_steps(0);
    };
    load(own);
    load(ranks.rank() == 0 ? path + "0" : "/no/such/file.state");
    sim.load_state(path + "0");
    if (sim.state().step != 50) said += "nothing was loaded";
    raise(said);
  });
  for (const std::string& end : ends) {
    CHECK_THAT(end, Catch::Contains("rank 0 in load_state of a file with checksum ") &&
                        Catch::Contains("rank 1 in load_state of a file") && Catch::Contains("/no/such/file.state") &&
                        !Catch::Contains("was loaded"));
  }
}

TEST_CASE("ranks: what fails on one ends all with its words") {
  const auto in_run = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    // A neuron of the second rank.
    auto& v = variable<0>(detail::item_at<0>(sim.state().items).variables);
    if (ranks.rank() == 1) v[199] = std::numeric_limits<double>::quiet_NaN();
    sim.run(50_ms);
  });
  CHECK(both_say(in_run, "v of neuron 199 is not a number (NaN)"));
  // What one finds keeps all of them from the options that follow, which meet on their own.
  const auto beside_others = [](const auto&... options) {
    return endings([&](distributed ranks) {
      simulation<net> sim{ranks};
      auto& v = variable<0>(detail::item_at<0>(sim.state().items).variables);
      if (ranks.rank() == 1) v[199] = std::numeric_limits<double>::quiet_NaN();
      sim.run(5_ms, options...);
    });
  };
  const auto file = (std::filesystem::temp_directory_path() / "cortexpr_found.state").string();
  CHECK(both_say(beside_others(checkpoint_every(1_s, file)), "v of neuron 199 is not a number (NaN)"));
  CHECK(
      both_say(beside_others(watch_nan{1_ms}, checkpoint_every(1_ms, file)), "v of neuron 199 is not a number (NaN)"));
  std::filesystem::remove(file);
  const auto in_function = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    sim.run(50_ms, each(every{10_ms}, [&](auto& s) {
              if (ranks.rank() == 1 && s.time() > 0.015) raise("this rank gives up");
            }));
  });
  CHECK(in_function[1] == "this rank gives up");
  CHECK(in_function[0] == "rank 1 has failed in run (step 200): this rank gives up");
  const auto in_build = endings([](distributed ranks) {
    const simulation<net> sim{ranks, set<"n.C_m">(ranks.rank() == 1 ? -1_pF : 200_pF)};
  });
  CHECK_THAT(in_build[1], Catch::Contains("C_m"));
  CHECK_THAT(in_build[0], Catch::Contains("rank 1 has failed in simulation (step 0): ") && Catch::Contains("C_m"));
}

TEST_CASE("ranks: views of a column follow what becomes of it, and copies have their own") {
  std::vector<std::vector<bool>> right(2); // what each rank sees
  ranks_as_threads(2, [&](distributed ranks) {
    std::vector<bool>& seen = right[ranks.rank()];
    simulation<net> sim{ranks};
    sim.set<"n.V_th">(uniform(-51_mV, -50_mV));
    const auto thresholds = sim.view<"n.V_th">();
    seen.push_back(thresholds.size() == 200);
    sim.set<"n.V_th">(-50_mV);
    sim.run(1_ms);
    seen.push_back(std::all_of(thresholds.begin(), thresholds.end(), [](double x) { return x == -0.05; }));

    auto other = sim;
    const auto here = sim.view<"n.v">(), there = other.view<"n.v">();
    const std::vector<double> before(here.begin(), here.end());
    other.run(1_ms);
    seen.push_back(std::equal(here.begin(), here.end(), before.begin()));
    seen.push_back(!std::equal(there.begin(), there.end(), before.begin()));
    // A look ahead from within a run.
    sim.run(5_ms, each(every{1_ms}, [](auto& s) {
              auto ahead = s;
              ahead.run(1_ms);
            }));
    other.run(4_ms);
    seen.push_back(sim.get<"n.v">() == other.get<"n.v">());
  });
  for (const auto& seen : right) CHECK(seen == std::vector<bool>(5, true));
  const auto refused = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    sim.run(5_ms, each(every{1_ms}, [](auto& s) { s.reset(); }));
  });
  CHECK(both_say(refused, "reset: a function that a run calls cannot do that"));
}

TEST_CASE("ranks: different calls are named") {
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   if (ranks.rank() == 0)
                     (void)sim.get<"n.v">();
                   else
                     (void)sim.get<"n.C_m">();
                 }),
                 "rank 0 is in get<\"n.v\"> (step 0), rank 1 in get<\"n.C_m\"> (step 0)"));
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   if (ranks.rank() == 0) sim.set<"n.v">(-60_mV);
                   sim.run(1_ms);
                 }),
                 "rank 0 is in set<\"n.v\"> (step 0), rank 1 in run (step 0)"));
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   if (ranks.rank() == 0)
                     sim.run(10_ms);
                   else
                     sim.advance(10_ms);
                 }),
                 "rank 0 is in run (step 0), rank 1 in advance (step 0)"));
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   sim.run(ranks.rank() == 0 ? 10_ms : 20_ms);
                 }),
                 "all ranks must make the same calls"));
}

} // namespace
