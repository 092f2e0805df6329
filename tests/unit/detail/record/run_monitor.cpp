// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/core.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

using namespace cortexpr;

namespace {

struct mean_potential {
  static constexpr auto reads = names<"v">;
  struct part {
    quantity<dim::volt> sum{0};
    std::size_t n = 0;
  };
  static void on_step(part& p, const auto& n) {
    p.sum += n["v"_name];
    ++p.n;
  }
  static part merge(const part& a, const part& b) { return {a.sum + b.sum, a.n + b.n}; }
  static auto result(const part& p) { return p.sum / static_cast<double>(p.n); }
};

struct counts_spikes {
  struct part {
    std::int64_t spikes = 0, looks = 0;
  };
  static void on_step(part& p, const auto&) { ++p.looks; }
  static void on_spike(part& p, const auto&) { ++p.spikes; }
  static part merge(const part& a, const part& b) { return {a.spikes + b.spikes, a.looks + b.looks}; }
  static auto result(const part& p) { return std::array{p.spikes, p.looks}; }
};

struct potential_at_spike {
  static auto at_spike(const auto& n) { return n["v"_name]; }
};

constexpr auto d = describe(
    population<"cells">(200, lif{}, start<"v">(uniform(-70_mV, -49_mV)), parameter<"V_th">(-50_mV)),
    drive<"cells.I">(0.22_nA), projection<"S: cells -> cells.v">(fixed_probability{0.1}, weight(0.5_mV), delay(1_ms)),
    record<"cells.v">(), record<"cells.spikes">(), monitor<"cells.mean_v", "cells">(mean_potential{}, every{1_ms}),
    monitor<"some", "cells[10:90]">(mean_potential{}, every{1_ms}, window{2_ms}, during{5_ms, 15_ms}),
    monitor<"counts", "cells">(counts_spikes{}, every{0.5_ms}, window{5_ms}),
    monitor<"all", "cells">(counts_spikes{}, in_total{}), monitor<"at", "cells">(potential_at_spike{}));

} // namespace

TEST_CASE("a monitor makes the rows that its functions say") {
  simulation<network<d>> sim{seed{3}};
  sim.run(23_ms);
  const auto& v = sim["cells.v"_name];
  const auto& mean = sim["cells.mean_v"_name];
  REQUIRE(mean.rows() == 23);
  CHECK(mean.columns() == 1);
  CHECK(mean.unit == "V");
  for (std::size_t row = 0; row < mean.rows(); ++row) {
    double sum = 0;
    for (std::size_t i = 0; i < 200; ++i) sum += v(10 * row, i);
    CHECK(std::abs(mean(row) - sum / 200) < 1e-15);
    CHECK(mean.time(row) == v.time(10 * row));
  }
  const auto& some = sim["some"_name];
  REQUIRE(some.rows() == 5);
  for (std::size_t row = 0; row < some.rows(); ++row) {
    double sum = 0;
    for (std::size_t i = 10; i < 90; ++i) sum += v(50 + 20 * row, i) + v(60 + 20 * row, i);
    CHECK(std::abs(some(row) - sum / 160) < 1e-15);
    CHECK(some.steps[row] == static_cast<std::int64_t>(50 + 20 * row));
  }
  const auto& spikes = sim["cells.spikes"_name];
  REQUIRE(spikes.size() > 50);
  const auto& counts = sim["counts"_name];
  REQUIRE(counts.rows() == 4);
  for (std::size_t row = 0; row < 4; ++row) {
    double n = 0;
    for (const std::int64_t step : spikes.steps) n += step / 50 == static_cast<std::int64_t>(row);
    CHECK(counts(row, 0) == n);
    CHECK(counts(row, 1) == 10 * 200);
  }
  const auto total = sim["all"_name].result();
  CHECK(total[0] == static_cast<std::int64_t>(spikes.size()));
  CHECK(total[1] == 230 * 200);
  CHECK(sim["all"_name].rows() == 0);
  const auto& at = sim["at"_name];
  REQUIRE(at.rows() == spikes.size());
  CHECK(at.steps == spikes.steps);
  CHECK(at.neurons == spikes.neurons);
  for (std::size_t k = 0; k < at.rows(); ++k) CHECK(at(k) > -0.05);
}

namespace {

struct cell_with_event : basic_scaled_lif<unless_refractory> {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto&) { return x.v > -53_mV; })};
};
inline constexpr auto groups = names<"a", "b">;
constexpr auto others = describe(
    each<groups>([]<auto name, std::size_t>() {
      return population<name>(70, cell_with_event{}, start<"v">(uniform(-70_mV, -49_mV)));
    }),
    each<groups>([]<auto name, std::size_t>() { return monitor<name + ".mean_v", name>(mean_of<"v">{}, every{2_ms}); }),
    population<"list">(5, spike_times{}), monitor<"in list", "list">(spike_count{}, in_total{}),
    monitor<"of list[1:3]", "list[1:3]">(spike_count{}, window{1_ms}),
    monitor<"high", "a@high">(spike_count{}, in_total{}), record<"a@high.spikes">(), record<"b.v">(every{2_ms}));

} // namespace

TEST_CASE("monitors of families, lists of spikes and events", "[threads]") {
  for (const unsigned n : {1u, 3u}) {
    simulation<network<others>> sim{
        seed{3}, threads{n, true},
        set<"list">(spike_list::at_steps(std::vector<int>{0, 3, 3, 12, 25}, std::vector<int>{0, 1, 2, 2, 4}))};
    sim.run(4_ms);
    CHECK(sim["in list"_name].result() == 5);
    CHECK(sim["of list[1:3]"_name].values == std::vector<double>{2, 1, 0, 0});
    CHECK(sim["high"_name].result() == sim["a@high.spikes"_name].size());
    CHECK(sim["high"_name].result() > 0);
    const auto& v = sim["b.v"_name];
    double sum = 0;
    for (std::size_t i = 0; i < 70; ++i) sum += v(1, i);
    CHECK(std::abs(sim["b.mean_v"_name](1) - sum / 70) < 1e-15);
    CHECK(sim["a.mean_v"_name](1) != sim["b.mean_v"_name](1));
  }
}
