// SPDX-License-Identifier: BSL-1.0
// Checkpoints during a run: whole at every moment, and what is resumed from them equals what was never interrupted.
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <chrono>
#include <cortexpr/core.hpp>
#include <cortexpr/io/stream.hpp>
#include <cortexpr/simulation/checkpoint_every.hpp>
#include <csignal>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace cortexpr;

namespace {

constexpr auto learning =
    describe(population<"in">(100, poisson{}, parameter<"rate">(50_Hz)),
             population<"n">(60, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.3_nA),
             poisson_input<"n.v">(100_Hz, weight(0.1_mV)),
             projection<"S: in -> n.v">(fixed_probability{0.3}, weight(uniform(0_mV, 1_mV)),
                                        delay(uniform(0_ms, 2_ms)).rounded(),
                                        plasticity{transmit{}, pair_stdp{.w_max = 1_mV}, normalise_always{6_mV}}),
             projection<"R: n -> n.v">(fixed_probability{0.2}, weight(0.1_mV), delay(1_ms), plasticity{short_term{}}),
             record<"n.spikes">(), record<"n.rate">(every{7_ms}), record<"n.v">(only{4, 2}, every{0.3_ms}));
using net = network<learning>;

/// A process that does `work` and is killed after a while.
template <class Work>
void start_and_kill(const Work& work, std::chrono::milliseconds life) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    _exit(0);
  }
  std::this_thread::sleep_for(life);
  REQUIRE(kill(child, SIGKILL) == 0);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

} // namespace

TEST_CASE("checkpoint_every: a process that is killed again and again goes on bit by bit") {
  const temporary_folder folder;
  const auto path = folder / "state";
  const auto resume = [&](unsigned n) {
    simulation<net> sim{seed{3}, threads{n}};
    if (std::filesystem::exists(path)) sim.load_state(path);
    return sim;
  };
  std::int64_t step = 0;
  for (int life = 0; life < 8; ++life) {
    start_and_kill(
        [&] {
          auto sim = resume(life % 2 == 0 ? 1 : 2);
          sim.run(1000_s, checkpoint_every(1_ms, path));
        },
        std::chrono::milliseconds(100 + 13 * life));
    if (!std::filesystem::exists(path)) continue;
    const auto sim = resume(1); // a whole file, however the process ended
    CHECK(sim.state().step % 10 == 0);
    CHECK(sim.state().step >= step);
    step = sim.state().step;
  }
  REQUIRE(step > 0);
  auto resumed = resume(1);
  resumed.run(20.3_ms);
  simulation<net> whole{seed{3}};
  whole.run_steps(resumed.state().step);
  CHECK(resumed.state() == whole.state());
  const auto& late = resumed["n.spikes"_name];
  const auto& all = whole["n.spikes"_name];
  REQUIRE(late.size() > 0);
  REQUIRE(all.size() > late.size());
  CHECK(std::equal(late.steps.rbegin(), late.steps.rend(), all.steps.rbegin()));
  CHECK(std::equal(late.neurons.rbegin(), late.neurons.rend(), all.neurons.rbegin()));
}

TEST_CASE("checkpoint_every: at multiples of its period and at the end, without a change to the run") {
  const temporary_folder folder;
  const auto path = folder / "state";
  simulation<net> plain{seed{3}}, saved{seed{3}}, loaded{seed{3}};
  plain.run(25.7_ms);
  std::vector<std::int64_t> steps;
  const auto look = stop_when([&](auto&) {
    if (std::filesystem::exists(path)) {
      loaded.load_state(path);
      if (steps.empty() || steps.back() != loaded.state().step) steps.push_back(loaded.state().step);
    }
    return false;
  });
  saved.run(3.3_ms);
  saved.run(22.4_ms, checkpoint_every(5_ms, path), look);
  CHECK(steps == std::vector<std::int64_t>{50, 100, 150, 200, 250});
  loaded.load_state(path);
  CHECK(loaded.state() == plain.state());
  CHECK(saved.state() == plain.state());
  CHECK(saved["n.v"_name].values == plain["n.v"_name].values);
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "."), {}) == 1); // no temporary file
  // A run that another option stops.
  saved.run(1_s, checkpoint_every(500_ms, path), stop_when([](auto& s) { return s.state().step == 300; }));
  loaded.load_state(path);
  CHECK(loaded.state().step == 300);
}

TEST_CASE("checkpoint_every: nothing that other options have not seen is in a checkpoint") {
  const temporary_folder folder;
  const auto path = folder / "state";
  simulation<net> sim{seed{3}}, loaded{seed{3}};
  const auto fails = stop_when([](auto& s) -> bool { return s.state().step == 200 ? throw 1 : false; });
  CHECK_THROWS_AS(sim.run(1_s, checkpoint_every(5_ms, path), fails), int);
  loaded.load_state(path);
  CHECK(loaded.state().step == 150);
  // A stream of the same run, killed, and both resumed.
  const auto work = [&](unsigned life) {
    simulation<net> one{seed{3}, threads{1 + life}};
    if (life > 0) one.load_state(folder / "streamed");
    one.run(1000_s, checkpoint_every(5_ms, folder / "streamed"), stream_to(folder / "s", 5_ms).replacing());
  };
  start_and_kill([&] { work(0); }, std::chrono::milliseconds(300));
  REQUIRE(std::filesystem::exists(folder / "streamed"));
  start_and_kill([&] { work(1); }, std::chrono::milliseconds(300));
  loaded.load_state(folder / "streamed");
  simulation<net> whole{seed{3}};
  whole.run_steps(loaded.state().step);
  const auto streamed = read_stream<std::int64_t>(folder / "s", "n.spikes.i");
  const auto& all = whole["n.spikes"_name].neurons;
  REQUIRE(streamed.size() >= all.size());
  CHECK(std::equal(all.begin(), all.end(), streamed.begin()));
}

TEST_CASE("checkpoint_every: what would be lost, or cannot be written, is refused before the run") {
  const temporary_folder folder;
  const auto path = folder / "state";
  simulation<net> sim{seed{3}};
  const auto refusal = [&](auto& which, const checkpoint_every& option) {
    return complaint_of<error>([&] { which.run(1_ms, option); });
  };
  CHECK(says(refusal(sim, checkpoint_every(0_s, path)), path.string(),
             "a period of 0 s is not possible; it must be finite and positive"));
  CHECK(says(refusal(sim, checkpoint_every(-1_s, path)), path.string(), "a period of -1 s is not possible"));
  CHECK(says(refusal(sim, checkpoint_every(0.25_ms, path)), path.string(),
             "a period of 0.25 ms is no multiple of the time step (0.1 ms); nearest: 0.2 ms, 0.3 ms"));
  CHECK(says(refusal(sim, checkpoint_every(1_ms, folder / "no" / "state")), "there is no folder"));
  CHECK(says(refusal(sim, checkpoint_every(1_ms, folder / ".")), "is a folder"));
  detail::write_file(folder / "text", "the only copy of my thesis");
  CHECK(says(refusal(sim, checkpoint_every(1_ms, folder / "text")), "is no checkpoint"));
  CHECK(detail::read_file(folder / "text") == "the only copy of my thesis");
  CHECK(sim.state().step == 0);
  // Who forgets to load does not overwrite what is further on.
  sim.run(20_ms, checkpoint_every(5_ms, path));
  simulation<net> forgot{seed{3}};
  CHECK(says(refusal(forgot, checkpoint_every(5_ms, path)), path.string(),
             "holds the state of step 200, this simulation is at step 0", "sim.load_state(path)", ".replacing()"));
  CHECK(forgot.state().step == 0);
  CHECK(refusal(sim, checkpoint_every(5_ms, path)) == "");
  CHECK(refusal(forgot, checkpoint_every(5_ms, path).replacing()) == "");
  forgot.load_state(path);
  CHECK(forgot.state().step == 10);
}

TEST_CASE("checkpoint_every: a full disk ends the run at a step and leaves the former checkpoint") {
  const temporary_folder folder;
  const auto path = folder / "state";
  simulation<net> sim{seed{3}}, loaded{seed{3}}, whole{seed{3}};
  sim.run(10_ms, checkpoint_every(5_ms, path));
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit tight{1000, limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const std::string problem = complaint_of<io_error>([&] { sim.run(10_ms, checkpoint_every(5_ms, path)); });
  REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(says(problem, path.string(), "cannot be written completely"));
  CHECK(sim.state().step == 150);
  loaded.load_state(path);
  CHECK(loaded.state().step == 100);
  sim.run(5_ms, checkpoint_every(5_ms, path));
  whole.run(20_ms);
  loaded.load_state(path);
  CHECK(loaded.state() == whole.state());
  CHECK(sim["n.v"_name].values == whole["n.v"_name].values);
}
