// SPDX-License-Identifier: BSL-1.0
// Monitors in files, streams, pictures and arrays.
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <array>
#include <cortexpr/cortexpr.hpp>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

constexpr auto d = describe(
    population<"n">(70, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.4_nA),
    monitor<"n.mean_v", "n">(mean_of<"v">{}, every{1_ms}),
    monitor<"n.quartiles", "n">(quantiles_of<"v">(std::array{0.25, 0.75}, -80_mV, -40_mV), every{5_ms}),
    monitor<"n.cv", "n">(interval_variation{}, in_total{}), monitor<"n.v_at_spikes", "n">(value_at_spikes<"v">{}));

template <class T, class List>
bool equals(const xt::xarray<T>& array, const List& list) {
  return array.size() == list.size() && std::equal(list.begin(), list.end(), array.begin());
}

} // namespace

TEST_CASE("monitors are saved, drawn and read as arrays") {
  const temporary_folder folder;
  simulation<network<d>> sim{seed{5}};
  sim.run(100_ms);
  const auto path = folder / "run.npz";
  sim.save(path);
  std::vector<std::string> names;
  for (const auto& e : load_npz(path)) names.push_back(e.name + " " + e.unit);
  CHECK(names == std::vector<std::string>{"n.mean_v V", "n.mean_v.t s", "n.quartiles V", "n.quartiles.t s", "n.cv 1",
                                          "n.cv.t s", "n.v_at_spikes V", "n.v_at_spikes.t s",
                                          "n.v_at_spikes.neuron 1"});
  const auto& mean = sim["n.mean_v"_name];
  const auto& at_spikes = sim["n.v_at_spikes"_name];
  CHECK(equals(load_npz<double>(path, "n.mean_v"), mean.values));
  CHECK(load_npz<double>(path, "n.mean_v").shape()[0] == 100);
  CHECK(load_npz<double>(path, "n.quartiles").shape()[1] == 2);
  CHECK(load_npz<double>(path, "n.cv")(0) == sim["n.cv"_name].result());
  CHECK(load_npz<double>(path, "n.cv.t")(0) == sim.time());
  CHECK(at_spikes.rows() > 100);
  CHECK(equals(load_npz<std::int64_t>(path, "n.v_at_spikes.neuron"), at_spikes.neurons));

  sim.save(folder / "run.csv");
  const std::string text = detail::read_file(folder / "run.n.quartiles.csv");
  CHECK(text.substr(0, text.find('\n')) == "t (s),n.quartiles[0] (V),n.quartiles[1] (V)");
  CHECK(detail::read_file(folder / "run.n.v_at_spikes.csv").substr(0, 12) == "t (s),neuron");

  const auto array = to_array(mean);
  CHECK(array.shape()[0] == 100);
  CHECK(array(7, 0) == mean(7));
  CHECK(times_of(mean)(7) == mean.time(7));
  figure().traces("v (mV)", mean, 1_mV).traces("quartiles (mV)", sim["n.quartiles"_name], 1_mV).save(folder / "v.svg");
  CHECK(std::filesystem::exists(folder / "v.svg"));
  CHECK(says(complaint_of<invalid_value>([&] { static_cast<void>(mean(200)); }),
             "row 200 does not exist; there are 100"));
  CHECK(says(complaint_of<invalid_value>([&] { static_cast<void>(mean.of_neuron(3)); }),
             "its columns are numbers of a result"));
}

TEST_CASE("monitors are streamed") {
  const temporary_folder folder;
  simulation<network<d>> whole{seed{5}}, sim{seed{5}};
  whole.run(100_ms);
  sim.run(60_ms, stream_to(folder / "s", 7_ms));
  sim.run(40_ms, stream_to(folder / "s", 7_ms));
  CHECK(sim["n.mean_v"_name].rows() == 0);
  CHECK(equals(read_stream<double>(folder / "s", "n.mean_v"), whole["n.mean_v"_name].values));
  CHECK(equals(read_stream<double>(folder / "s", "n.quartiles"), whole["n.quartiles"_name].values));
  CHECK(equals(read_stream<double>(folder / "s", "n.v_at_spikes"), whole["n.v_at_spikes"_name].values));
  CHECK(equals(read_stream<std::uint32_t>(folder / "s", "n.v_at_spikes.neuron"), whole["n.v_at_spikes"_name].neurons));
  const auto cv = read_stream<double>(folder / "s", "n.cv"); // a row for each chunk, the last is all of it
  CHECK(cv(cv.shape()[0] - 1, 0) == whole["n.cv"_name].result());
  CHECK(sim["n.cv"_name].result() == whole["n.cv"_name].result());
}

TEST_CASE("clear_recordings and reset begin monitors anew") {
  simulation<network<d>> sim{seed{5}}, fresh{seed{5}};
  sim.run(50_ms);
  sim.clear_recordings();
  CHECK(sim["n.mean_v"_name].rows() == 0);
  CHECK(std::isnan(sim["n.cv"_name].result()));
  sim.reset();
  sim.run(60_ms);
  fresh.run(60_ms);
  CHECK(sim["n.mean_v"_name].values == fresh["n.mean_v"_name].values);
  CHECK(sim["n.cv"_name].result() == fresh["n.cv"_name].result());
}
