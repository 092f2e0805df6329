// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <algorithm>
#include <cortexpr/core.hpp>
#include <cortexpr/io/save.hpp>
#include <string>

using namespace cortexpr;

namespace {

constexpr auto two_groups =
    describe(population<"n1">(5, lif{}, rk2{}, start<"v">(uniform(-70_mV, -56_mV))),
             population<"n2">(4, lif{}, rk2{}, start<"v">(-60_mV)), drive<"n1.I">(sinusoid{0.2_nA, 8_Hz, 0.0, 0.3_nA}),
             record<"n1.spikes">(), record<"n1.rate">(every{10_ms}), record<"n2.v">(every{1_ms}, only{3, 1}));

template <class Net>
simulation<Net> finished() {
  simulation<Net> sim{seed{5}};
  sim.run(0.2_s);
  return sim;
}

std::vector<std::string> names_of(const std::vector<npz_entry>& entries) {
  std::vector<std::string> names;
  for (const auto& e : entries) names.push_back(e.name + " " + e.unit);
  return names;
}

} // namespace

TEST_CASE("save: an archive of all recordings") {
  const temporary_folder folder;
  const auto path = folder / "run.npz";
  const auto sim = finished<network<two_groups>>();
  sim.save(path);
  CHECK(names_of(load_npz(path)) == std::vector<std::string>{"n1.spikes.t s", "n1.spikes.i 1", "n1.rate Hz",
                                                             "n1.rate.t s", "n2.v V", "n2.v.t s", "n2.v.i 1"});
  const auto& spikes = sim["n1.spikes"_name];
  REQUIRE(spikes.size() > 0);
  CHECK((load_npz<std::uint32_t>(path, "n1.spikes.i") == ids_of(spikes)));
  CHECK((load_npz<double>(path, "n1.spikes.t") == times_of(spikes)));
  CHECK((load_npz<double>(path, "n1.rate") == to_array(sim["n1.rate"_name])));
  const auto v = load_npz<double>(path, "n2.v");
  CHECK((v == to_array(sim["n2.v"_name])));
  CHECK(v.shape()[0] == 200);
  CHECK(v.shape()[1] == 2);
  CHECK((load_npz<int>(path, "n2.v.i") == xt::xarray<int>{3, 1}));
  CHECK(load_npz<double>(path, "n2.v.t")(10) == Approx(0.01));
}

TEST_CASE("save: arrays of recordings") {
  const auto sim = finished<network<two_groups>>();
  const auto& v = sim["n2.v"_name];
  const auto array = to_array(v);
  REQUIRE(array.shape()[0] == v.rows());
  REQUIRE(array.shape()[1] == 2);
  for (std::size_t row = 0; row < v.rows(); ++row)
    for (std::size_t c = 0; c < 2; ++c) REQUIRE(array(row, c) == v(row, c));
  CHECK(times_of(sim["n1.rate"_name]).size() == 20);
  CHECK((ids_of(v) == xt::xtensor<std::int64_t, 1>{3, 1}));
}

TEST_CASE("save: networks in float keep their numbers") {
  const temporary_folder folder;
  const auto path = folder / "run.npz";
  const auto sim = finished<network<two_groups, float>>();
  sim.save(path);
  const auto entries = load_npz(path);
  const auto v = std::find_if(entries.begin(), entries.end(), [](const auto& e) { return e.name == "n2.v"; });
  REQUIRE(v != entries.end());
  REQUIRE(std::holds_alternative<xt::xarray<float>>(v->array));
  CHECK((std::get<xt::xarray<float>>(v->array) == to_array(sim["n2.v"_name])));
}

TEST_CASE("save: a table per recording") {
  const temporary_folder folder;
  const auto sim = finished<network<two_groups>>();
  sim.save(folder / "run.csv");
  const auto head = [&](const std::string& name) {
    const std::string text = detail::read_file(folder / name);
    return text.substr(0, text.find('\n'));
  };
  CHECK(head("run.n1.spikes.csv") == "t (s),neuron");
  CHECK(head("run.n1.rate.csv") == "t (s),n1.rate (Hz)");
  CHECK(head("run.n2.v.csv") == "t (s),n2.v[3] (V),n2.v[1] (V)");
  const std::string table = detail::read_file(folder / "run.n2.v.csv");
  CHECK(std::count(table.begin(), table.end(), '\n') == 201);
  CHECK(table.find("\n0,-0.06,-0.06\n") != std::string::npos);
}

TEST_CASE("save: nothing recorded yet") {
  const temporary_folder folder;
  const simulation<network<two_groups>> sim;
  sim.save(folder / "run.npz");
  const auto v = load_npz<double>(folder / "run.npz", "n2.v");
  CHECK(v.shape()[0] == 0);
  CHECK(v.shape()[1] == 2);
  sim.save(folder / "run.csv");
}

TEST_CASE("save: what fails leaves the recordings in memory") {
  const temporary_folder folder;
  const auto sim = finished<network<two_groups>>();
  const auto complaint = [&](const std::filesystem::path& path) {
    return complaint_of<io_error>([&] { sim.save(path); });
  };
  CHECK(says(complaint(folder / "run.mat"), (folder / "run.mat").string(), "saved as .npz or .csv"));
  CHECK(says(complaint(folder / "no/run.npz"), "there is no folder"));
  CHECK(says(complaint(folder / "no/run.csv"), "there is no folder"));
  if (std::filesystem::exists("/dev/full")) {
    std::filesystem::create_symlink("/dev/full", folder / "full.npz");
    CHECK(says(complaint(folder / "full.npz"), "full.npz: cannot be written completely", "still in memory"));
  }
  sim.save(folder / "run.npz");
  CHECK(load_npz<double>(folder / "run.npz", "n1.spikes.t").size() == sim["n1.spikes"_name].size());
}
