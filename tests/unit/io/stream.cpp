// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <chrono>
#include <cortexpr/core.hpp>
#include <cortexpr/io/stream.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <csignal>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace cortexpr;

namespace {

constexpr auto recorded =
    describe(population<"n">(30, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.4_nA),
             projection<"S: n -> n.v">(fixed_probability{0.2}, weight(0.1_mV), delay(1_ms)), record<"n.spikes">(),
             record<"n.rate">(every{7_ms}), record<"n.v">(only{4, 2}, every{0.3_ms}));
using net = network<recorded>;

template <class T, class List>
bool equals(const xt::xarray<T>& array, const List& list) {
  return array.size() == list.size() && std::equal(list.begin(), list.end(), array.begin());
}

/// Whether a stream holds the recordings of a simulation, up to some time.
template <class Simulation>
void check_stream(const std::filesystem::path& folder, const Simulation& sim, double until = 1e9) {
  const auto up_to = [&](const auto& list, auto time) {
    auto part = list;
    std::size_t n = 0;
    while (n < list.size() && time(n) < until - 1e-9) ++n;
    part.resize(n);
    return part;
  };
  const auto& spikes = sim["n.spikes"_name];
  const auto& v = sim["n.v"_name];
  const auto& rate = sim["n.rate"_name];
  CHECK(equals(read_stream<std::int64_t>(folder, "n.spikes.i"),
               up_to(spikes.neurons, [&](std::size_t k) { return spikes.time(k); })));
  CHECK(equals(read_stream<double>(folder, "n.v"), up_to(v.values, [&](std::size_t k) { return v.time(k / 2); })));
  CHECK(read_stream<double>(folder, "n.v").shape()[1] == 2);
  CHECK(equals(read_stream<int>(folder, "n.v.i"), std::vector{4, 2}));
  CHECK(equals(read_stream<double>(folder, "n.rate"),
               up_to(rate.hertz, [&](std::size_t k) { return rate.time(k) + 7e-3; })));
}

simulation<net> finished(quantity<dim::second> duration) {
  simulation<net> sim{seed{3}};
  sim.run(duration);
  return sim;
}

} // namespace

TEST_CASE("stream: a folder belongs to one run at a time") {
  const temporary_folder folder;
  simulation<net> sim{seed{3}}, other{seed{4}};
  std::string said;
  sim.run(20_ms, stream_to(folder / "s", 10_ms), stop_when([&](auto& s) {
            if (s.state().step == 50)
              said = complaint_of<io_error>([&] { other.run(20_ms, stream_to(folder / "s", 10_ms)); });
            return false;
          }));
  CHECK_THAT(said,
             Catch::Matchers::Contains("/s: another simulation that runs now writes here; give each a place of its "
                                       "own"));
  CHECK(other.state().step == 0);
  // A run that fails gives its folder back.
  CHECK_THROWS(other.run(20_ms, stream_to(folder / "t", 10_ms), stop_when([](auto&) -> bool { throw 5; })));
  other.run(9_ms, stream_to(folder / "t", 10_ms));
  other.run(10_ms, stream_to(folder / "t", 10_ms));
}

TEST_CASE("stream: chunks hold together what a run in memory holds") {
  const temporary_folder folder;
  const auto whole = finished(200_ms);
  REQUIRE(whole["n.spikes"_name].size() > 100);
  simulation<net> sim{seed{3}, threads{2, true}};
  sim.run(13.3_ms); // before the stream: comes into its first chunk
  sim.run(86.7_ms, stream_to(folder / "s", 10_ms));
  CHECK(sim["n.v"_name].rows() == 0);
  CHECK(sim["n.v"_name].values.capacity() < 200); // room for a period, not for the run
  const std::string streamed = "were written to the folder \"" + (folder / "s").string() + "\": read_stream<double>(";
  const auto asked = [](const auto& work) { return complaint_of<invalid_value>(work); };
  CHECK(says(asked([&] { static_cast<void>(sim["n.v"_name](3, 0)); }),
             "recording 'n.v': row 3 does not exist; 334 " + streamed, "\"n.v\")"));
  CHECK(says(asked([&] { static_cast<void>(sim["n.spikes"_name].time(0)); }),
             "recording 'n.spikes': spike 0 does not exist", streamed, "\"n.spikes.t\")"));
  CHECK(says(asked([&] { static_cast<void>(sim["n.rate"_name](0)); }),
             "recording 'n.rate': bin 0 does not exist; 14 " + streamed, "\"n.rate\")"));
  sim.run(54.1_ms, stream_to(folder / "s", 10_ms), progress::none());
  sim.run(45.9_ms, stream_to(folder / "s", 20_ms));
  check_stream(folder / "s", whole);
  CHECK(sim.get<"n.v">() == whole.get<"n.v">());
  const auto chunks = stream_chunks(folder / "s");
  CHECK(chunks.size() == 10 + 6 + 3);
  CHECK(chunks[0] == (folder / "s" / "0000000000000133.npz").string());
  CHECK(chunks.back() == (folder / "s" / "0000000000002000.npz").string());
}

TEST_CASE("stream: a killed process leaves every complete chunk") {
  const temporary_folder folder;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    simulation<net> sim{seed{3}};
    sim.run(1000_s, stream_to(folder / "s", 10_ms));
    _exit(0);
  }
  const auto begin = std::chrono::steady_clock::now();
  std::size_t chunks = 0;
  while (chunks < 8 && std::chrono::steady_clock::now() - begin < std::chrono::seconds(60)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::error_code none;
    if (std::filesystem::exists(folder / "s", none)) chunks = stream_chunks(folder / "s").size();
  }
  REQUIRE(kill(child, SIGKILL) == 0);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  chunks = stream_chunks(folder / "s").size();
  REQUIRE(chunks >= 8);
  const double until = 0.01 * static_cast<double>(chunks);
  check_stream(folder / "s", finished(quantity<dim::second>(until + 0.02)), until);
}

TEST_CASE("stream: a full disk ends the run at a step, and everything can go on") {
  const temporary_folder folder;
  const auto whole = finished(100_ms);
  simulation<net> sim{seed{3}};
  sim.run(30_ms, stream_to(folder / "s", 10_ms));
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit tight{500, limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const std::string problem = complaint_of<io_error>([&] { sim.run(30_ms, stream_to(folder / "s", 20_ms)); });
  REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(says(problem, (folder / "s" / "0000000000000400.npz").string(), "cannot be written completely"));
  CHECK(sim.state().step == 400);
  CHECK(stream_chunks(folder / "s").size() == 3);
  CHECK(sim["n.v"_name].rows() > 30); // not lost
  sim.save_state(folder / "state");
  sim.run(60_ms, stream_to(folder / "s", 20_ms));
  check_stream(folder / "s", whole);
}

TEST_CASE("stream: a loaded state continues it; later chunks are replaced only if asked for") {
  const temporary_folder folder;
  const auto whole = finished(80_ms);
  simulation<net> sim{seed{3}};
  const auto s = folder / "s";
  sim.run(20_ms, stream_to(s, 10_ms));
  sim.save_state(folder / "at_20");
  sim.run(5_ms, stream_to(s, 10_ms));
  sim.run(10_ms, stream_to(s, 10_ms)); // chunks end at 25, 30 and 35 ms
  simulation<net> other{seed{3}};
  const auto run = [&](auto& which, auto stream) { return complaint_of<io_error>([&] { which.run(5_ms, stream); }); };
  CHECK(says(run(other, stream_to(s, 10_ms)), s.string(), "up to step 350, this one is at step 0", ".replacing()"));
  other.run(22_ms);
  other.clear_recordings();
  CHECK(says(run(other, stream_to(s, 10_ms).replacing()), s.string(), "where no chunk ends"));
  CHECK(stream_chunks(s).size() == 5);
  other.load_state(folder / "at_20");
  CHECK(says(run(other, stream_to(s, 10_ms)), "this one is at step 200"));
  other.run(60_ms, stream_to(s, 20_ms).replacing());
  CHECK(stream_chunks(s).size() == 5);
  check_stream(s, whole);
  // A simulation that holds what the stream has already.
  simulation<net> third{seed{3}};
  third.run(80_ms);
  CHECK(says(run(third, stream_to(s, 20_ms)), "up to step 800 already", "clear_recordings()"));
  CHECK(third["n.v"_name].rows() == whole["n.v"_name].rows());
}

TEST_CASE("stream: what cannot be written, read or divided") {
  const temporary_folder folder;
  simulation<net> sim;
  const auto refusal = [&](const stream_to& stream) { return complaint_of<error>([&] { sim.run(1_ms, stream); }); };
  CHECK(says(refusal(stream_to(folder / "no" / "s")), (folder / "no" / "s").string(), "cannot be made"));
  detail::write_file(folder / "file", "text");
  CHECK(says(refusal(stream_to(folder / "file")), (folder / "file").string(), "cannot be read"));
  CHECK(says(refusal(stream_to(folder / "s", 0_s)), "a period of 0 s is not possible; it must be finite and positive"));
  CHECK(says(refusal(stream_to(folder / "s", 0.25_ms)),
             "a period of 0.25 ms is no multiple of the time step (0.1 ms); nearest: 0.2 ms, 0.3 ms"));
  CHECK(sim.state().step == 0);
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(stream_chunks(folder / "none")); }), "none"));
  std::filesystem::create_directory(folder / "empty");
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(read_stream<double>(folder / "empty", "n.v")); }),
             "holds no chunk of a stream"));
  sim.run(2_ms, stream_to(folder / "s", 1_ms));
  detail::write_file(folder / "s" / "notes.txt", "not a chunk");
  CHECK(stream_chunks(folder / "s").size() == 2);
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(read_stream<double>(folder / "s", "m.v")); }),
             "has no array called 'm.v'"));
}
