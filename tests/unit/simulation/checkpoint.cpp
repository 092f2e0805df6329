// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <boost/crc.hpp>
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <csignal>
#include <cstring>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace cortexpr;

namespace {

constexpr auto small =
    describe(population<"in">(3, poisson{}, parameter<"rate">(300_Hz)), population<"n">(4, lif{}),
             population<"list">(2, spike_times{}), drive<"n.I">(sinusoid{0.3_nA, 50_Hz}), drive<"M.signal">(given),
             poisson_input<"n.v">(100_Hz, weight(0.1_mV)),
             projection<"S: in -> n.v">(fixed_probability{0.7}, weight(uniform(0_mV, 3_mV)),
                                        delay(uniform(0_ms, 1_ms)).rounded(),
                                        plasticity{transmit{}, pair_stdp{.w_max = 5_mV}, normalise_always{3_mV}}),
             projection<"M: list -> n.v">(all_to_all{}, weight(1_mV), plasticity{modulated_stdp{.w_max = 3_mV}}),
             regularly<"drift", "M">(every{1_ms}, [](auto& s) { s.w *= 0.999; }), record<"n.spikes">(),
             record<"in.rate">(every{3_ms}), record<"S.w">(every{1_ms}), record<"M.w">(only{5}, every{1_ms}));
using small_net = network<small>;

template <class Net = small_net>
simulation<Net> small_simulation(std::uint64_t start = 1) {
  return simulation<Net>{seed{start}, set<"list">(spike_list::at_steps(std::vector{3, 20, 60}, std::vector{0, 1, 0})),
                         set<"M.signal">(timed_array(std::vector{0.0, 1.0}, quantity<dim::one>(1), 5_ms))};
}

template <class Simulation, class Path>
std::string refusal(Simulation& sim, const Path& path) {
  return complaint_of<io_error>([&] { sim.load_state(path); });
}

/// The bytes of a checkpoint with a checksum that fits to them.
std::string sealed(std::string bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size() - 4);
  const std::uint32_t sum = crc.checksum();
  std::memcpy(bytes.data() + bytes.size() - 4, &sum, sizeof sum);
  return bytes;
}

} // namespace

// What is read takes its place without a chance to fail half way.
static_assert(std::is_nothrow_move_assignable_v<small_net::state>);
static_assert(std::is_nothrow_move_constructible_v<small_net::state>);
static_assert(std::is_nothrow_move_assignable_v<small_net::recording>);

TEST_CASE("checkpoint: a file that was cut short or has a flipped bit is refused, the state untouched") {
  const temporary_folder folder;
  const auto path = folder / "state";
  auto sim = small_simulation();
  sim.run(9.5_ms);
  sim.save_state(path);
  const std::string good = detail::read_file(path);
  sim.run(2_ms);
  const auto before = sim.state();
  const std::size_t rows = sim["S.w"_name].rows();
  INFO(good.size());
  REQUIRE(good.size() < 6000);
  for (std::size_t n = 0; n < good.size(); ++n) {
    detail::write_file(path, good.substr(0, n));
    REQUIRE(says(refusal(sim, path), path.string()));
  }
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    detail::write_file(path, bad);
    REQUIRE(says(refusal(sim, path), path.string()));
  }
  CHECK(sim.state() == before);
  CHECK(sim["S.w"_name].rows() == rows);
  detail::write_file(path, good);
  sim.load_state(path);
  CHECK(!(sim.state() == before));
  CHECK(sim.time() == Approx(9.5e-3));
}

TEST_CASE("checkpoint: a forged file with a fitting checksum is refused or harmless") {
  const temporary_folder folder;
  const auto path = folder / "state";
  auto sim = small_simulation();
  sim.run(9.5_ms);
  sim.save_state(path);
  const std::string good = detail::read_file(path);
  std::size_t refused = 0;
  for (std::size_t at = 12; at + 12 <= good.size(); ++at)
    for (const std::uint64_t word : {~std::uint64_t{0}, std::uint64_t{1} << 40, std::uint64_t{0x7fffffff}}) {
      std::string bad = good;
      std::memcpy(bad.data() + at, &word, sizeof word);
      detail::write_file(path, sealed(bad));
      try {
        sim.load_state(path);
        if (sim.state().step < 1'000'000) sim.run_steps(3, allow_not_finite{});
      } catch (const io_error& problem) {
        REQUIRE(says(problem.what(), path.string()));
        ++refused;
      }
    }
  CHECK(refused > good.size());
  // Half of a good file after a whole one.
  detail::write_file(path, sealed(good + good.substr(0, good.size() / 2)));
  CHECK(says(refusal(sim, path), "has bytes after its end"));
}

TEST_CASE("checkpoint: files that are none, of another version, network, size, step or precision") {
  const temporary_folder folder;
  const auto path = folder / "state";
  auto sim = small_simulation();
  sim.run(5_ms);
  sim.save_state(path);
  const auto before = sim.state();

  CHECK(says(refusal(sim, folder / "none"), (folder / "none").string(), "cannot be opened for reading"));
  CHECK(says(refusal(sim, folder / "."), "is a folder"));
  CHECK(says(refusal(sim, "/dev/null"), "/dev/null: is not a regular file"));
  detail::write_file(folder / "empty", "");
  CHECK(says(refusal(sim, folder / "empty"), "is no checkpoint, it is empty or nearly so"));
  detail::write_file(folder / "text", "once upon a time");
  CHECK(says(refusal(sim, folder / "text"), "is no checkpoint of cortexpr"));
  std::string later = detail::read_file(path);
  ++later[8];
  detail::write_file(folder / "later", sealed(later));
  CHECK(says(refusal(sim, folder / "later"), "is a checkpoint of version 5; this program reads version 4"));

  auto narrow = small_simulation<network<small, float>>();
  CHECK(says(refusal(narrow, path), "(network in double) where this one has (network in float)"));
  static constexpr auto other =
      describe(population<"in">(3, poisson{}, parameter<"rate">(300_Hz)), population<"m">(4, lif{}));
  simulation<network<other>> stranger;
  CHECK(says(refusal(stranger, path), path.string(), "is the state of another network", "population n: state v/V",
             "population m: state v/V"));
  static constexpr auto sized = describe(population<"n">(4, lif{}));
  simulation<network<sized>> four, five{set<"n">(5)}, slow{time_step{1_ms}};
  four.save_state(folder / "four");
  CHECK(says(refusal(five, folder / "four"), "population 'n' has 4 neurons there and 5 here", "set<\"n\">(4)"));
  CHECK(says(refusal(slow, folder / "four"), "a time step of 0.1 ms, this simulation has 1 ms"));
  simulation<network<sized>> also_four;
  also_four.load_state(folder / "four");
  CHECK(sim.state() == before);
}

TEST_CASE("checkpoint: recordings of synapses that do not fit to the state are not mixed up") {
  const temporary_folder folder;
  auto sim = small_simulation(1), other = small_simulation(2);
  const auto synapses = [](const auto& s) { return s.template get<"S.w">().size(); };
  REQUIRE(synapses(sim) != synapses(other));
  sim.run(5_ms);
  sim.save_state(folder / "state");
  other.run(2_ms);
  const auto before = other.state();
  CHECK(says(refusal(other, folder / "state"), "synapses, which do not fit recording 'S.w'"));
  CHECK(other.state() == before);
  other.clear_recordings();
  other.load_state(folder / "state");
  other.run(2_ms);
  sim.run(2_ms);
  CHECK(other["S.w"_name].columns() == synapses(sim));
  CHECK(other["M.w"_name].values == std::vector(sim["M.w"_name].values.end() - 2, sim["M.w"_name].values.end()));
  CHECK(other.state() == sim.state());
}

TEST_CASE("checkpoint: a full disk leaves the former file and no other") {
  const temporary_folder folder;
  const auto path = folder / "state";
  auto sim = small_simulation();
  sim.save_state(path);
  const std::string former = detail::read_file(path);
  sim.run(5_ms);
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit tight{1000, limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const std::string problem = complaint_of<io_error>([&] { sim.save_state(path); });
  REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(says(problem, path.string(), "cannot be written completely"));
  CHECK(detail::read_file(path) == former);
  CHECK(says(complaint_of<io_error>([&] { sim.load_state(folder / "state.part"); }), "cannot be opened"));
  CHECK(says(complaint_of<io_error>([&] { sim.save_state(folder / "no" / "state"); }), "there is no folder"));
  sim.save_state(path);
  CHECK(detail::read_file(path) != former);
}

namespace {

/// A rule with a variable of every kind and private parameters.
class counting {
public:
  struct synapse {
    bool odd = false;
    std::int32_t count = 0;
    float last = 0;
  };
  constexpr counting() = default;
  constexpr explicit counting(quantity<dim::volt> step) : step_(step) {}
  void on_pre(auto& s) const {
    s.odd = !s.odd;
    ++s.count;
    s.last = static_cast<float>(s.t.si());
    s.w += step_;
  }
  void exchange(auto& file) { file(step_); }
  bool operator==(const counting&) const = default;

private:
  quantity<dim::volt> step_ = 1_mV;
};

constexpr auto storages = describe(
    population<"in">(40, poisson{}, parameter<"rate">(100_Hz)),
    population<"n">(300, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.3_nA),
    projection<"A: in -> n.v">(fixed_probability{0.3}, weight(normal(0.1_mV, 0.05_mV)),
                               delay(uniform(0_ms, 2_ms)).rounded(), stored_as<fixed16>{}),
    projection<"B: in -> n.v">(fixed_probability{0.1}, weight(normal(0.1_mV, 0.05_mV)), delay(1_ms),
                               stored_as<float>{}),
    projection<"C: in -> n.v">(fixed_probability{0.4}, weight(0.1_mV), delay(0.3_ms)),
    projection<"D: in -> n.v">(given, weight(given), delay(given), plasticity{transmit{}, counting{1_uV}}),
    projection<"E: n[10:200] -> n[90:300].v">(fixed_probability{0.05}, weight(0.1_mV),
                                              delay(normal(2_ms, 0.5_ms)).rounded()),
    projection<"F: n -> n[0:1].v">(all_to_all{}, weight(0.1_mV), plasticity{short_term{}}), record<"n.spikes">());
using storage_net = network<storages>;

simulation<storage_net> storage_simulation(unsigned n) {
  std::vector<int> sources, targets;
  std::vector<double> weights, delays;
  for (int k = 0; k < 900; ++k) {
    sources.push_back((k * 17 + k / 7) % 40);
    targets.push_back((k * 31 + k / 3) % 280 + 15);
    weights.push_back(0.1 + 1e-4 * k);
    delays.push_back(0.1 * (k % 13));
  }
  return simulation<storage_net>{seed{3}, threads{n}, set<"D">(pairs(sources, targets)),
                                 set<"D.w">(values(weights, 1_mV)), set<"D.delay">(values(delays, 1_ms))};
}

} // namespace

TEST_CASE("checkpoint: every way of storing synapses, on any number of threads") {
  const temporary_folder folder;
  auto one = storage_simulation(1);
  one.run(8.3_ms);
  one.save_state(folder / "one");
  auto expected = storage_simulation(1);
  expected.run(20_ms);
  REQUIRE(expected["n.spikes"_name].size() > 100);
  for (const unsigned saved : {1u, 2u, 5u}) {
    auto first = storage_simulation(saved);
    first.run(8.3_ms);
    first.save_state(folder / "state");
    CHECK(detail::read_file(folder / "state") == detail::read_file(folder / "one"));
    for (const unsigned loaded : {1u, 2u, 5u}) {
      CAPTURE(saved, loaded);
      auto second = storage_simulation(loaded);
      second.load_state(folder / "state");
      CHECK(second.get<"A.w">().size() == one.get<"A.w">().size());
      CHECK(second.get<"B.w">() == one.get<"B.w">());
      CHECK(second.get<"D.w">() == one.get<"D.w">());
      CHECK(second.get<"D.odd">() == one.get<"D.odd">());
      CHECK(second.get<"D.count">() == one.get<"D.count">());
      CHECK(second.get<"D.last">() == one.get<"D.last">());
      CHECK(second.get<"F.used">() == one.get<"F.used">());
      if (saved == loaded) CHECK(second.state() == first.state());
      second.run(11.7_ms);
      CHECK(second.get<"n.v">() == expected.get<"n.v">());
      CHECK(second.get<"D.w">() == expected.get<"D.w">());
      second.set<"D.w">(2_mV);
      if (loaded == 1)
        CHECK(complaint_of<invalid_value>(
                  [&] { second.set<"A.w">(values(std::vector<double>(second.get<"A.w">().size()), 1_mV)); }) != "");
    }
  }
}
