// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <filesystem>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::literals;

namespace {

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto sheet =
    describe(population<"E">(900, cell{}, placed(grid(30, 30, 20_um).periodic()),
                             start<"v">([](auto n) { return -70_mV + n.x() / 1_mm * 1_mV; })),
             population<"I">(given, cell{}, placed(given)),
             population<"in">(4, spike_times{}, placed(random_in(300_um, 300_um))),
             projection<"A: E -> E.exc">(within(circle(150_um)) | with_probability(gaussian_kernel(0.8, 60_um)),
                                         weight(exponential_kernel(2_nS, 50_um)),
                                         delay([](auto, auto, auto pre, auto post) {
                                           return 0.5_ms + distance(pre, post) / (0.3 * units::m / units::s);
                                         }).rounded()),
             projection<"B: I -> I[3:7].exc">(connected_if([](auto, auto, auto pre, auto post) {
                                                return pre.index() != post.index() && distance(pre, post) < 25_um;
                                              }),
                                              weight(linear_kernel(1_nS, 30_um))),
             projection<"C: in -> I.exc">(within(rectangle(1_mm, 1_mm)), weight(1_nS)), record<"E.spikes">());

template <class Real>
auto build(unsigned team, std::uint64_t number = 5) {
  const std::vector<double> x{0, 10, 20, 30, 40, 50, 60, 70, 80}, y(9, 0.0);
  return simulation<network<sheet, Real>>{seed{number}, threads{team}, set<"I">(9), set<"I">(positions(x, y, 1_um))};
}

} // namespace

TEST_CASE("space: kernels without a width are refused in words", "[space]") {
  using Catch::Matchers::Contains;
  const auto width = [](double um) { return um * 1_um; };
  CHECK_THROWS_WITH(gaussian_kernel(0.8, width(0)), Contains("sigma of a gaussian_kernel is 0 m; it must be positive"));
  CHECK_THROWS_WITH(exponential_kernel(2_nS, width(-50)),
                    Contains("exponential_kernel is -50 um; it must be positive"));
  CHECK_THROWS_WITH(linear_kernel(1_nS, width(std::nan(""))), Contains("linear_kernel vanishes is NaN"));
}

TEST_CASE("space: kernels, distances and positions in a network", "[space]") {
  auto sim = build<double>(1);
  const auto a = connections<"A">(sim, 1_nS);
  // E is 600 um round; the expected number of synapses is the sum of the kernel over the lattice.
  double expected = 0;
  std::vector<double> distances;
  for (int dx = -7; dx <= 7; ++dx)
    for (int dy = -7; dy <= 7; ++dy) {
      const double d = 20 * std::hypot(dx, dy);
      if (d <= 150) expected += 900 * 0.8 * std::exp(-0.5 * d * d / 3600);
    }
  CHECK(std::abs(static_cast<double>(a.sources.size()) - expected) < 5 * std::sqrt(expected));
  for (std::size_t k = 0; k < a.sources.size(); ++k) {
    const auto i = static_cast<int>(a.sources(k)), j = static_cast<int>(a.targets(k));
    const auto way = [](int one, int other) {
      const int apart = std::abs(one - other);
      return 20.0 * std::min(apart, 30 - apart);
    };
    const double d = std::hypot(way(i % 30, j % 30), way(i / 30, j / 30));
    CHECK(a.weights(k) == Approx(2 * std::exp(-d / 50)).epsilon(1e-12));
    CHECK(std::abs(a.delays(k) - (0.5e-3 + d * 1e-6 / 0.3)) < 0.5001e-4);
  }
  CHECK(sim.template get<"E.v">()[0] == Approx(-70e-3 - 0.29e-3));
  const auto b = connections<"B">(sim, 1_nS);
  CHECK(b.sources.size() == 4 * 4);
  for (std::size_t k = 0; k < b.sources.size(); ++k)
    CHECK(b.weights(k) ==
          Approx(1 - std::abs(static_cast<double>(b.sources(k)) - static_cast<double>(b.targets(k)) - 3) / 3));
}

TEST_CASE("space: the same on any number of threads and in both precisions", "[space]") {
  const auto expected = connections<"A">(build<double>(1), 1_nS);
  for (const unsigned team : {2u, 3u, 7u}) {
    const auto found = connections<"A">(build<double>(team), 1_nS);
    CHECK((found.sources == expected.sources));
    CHECK((found.targets == expected.targets));
    CHECK((found.weights == expected.weights));
    CHECK((found.delays == expected.delays));
  }
  CHECK((connections<"A">(build<float>(2), 1_nS).targets == expected.targets));
}

TEST_CASE("space: positions are saved and loaded", "[space][checkpoint]") {
  const auto path = std::filesystem::temp_directory_path() / "cortexpr_space_test.state";
  auto saved = build<double>(1, 5);
  saved.run(1_ms);
  save_checkpoint(saved, saved.state(), path.string());
  auto loaded = build<double>(2, 6);
  CHECK_FALSE((places<"in">(loaded).x == places<"in">(saved).x));
  loaded.load_state(path.string());
  CHECK((places<"in">(loaded).x == places<"in">(saved).x));
  CHECK((places<"E">(loaded, 1_um).y == places<"E">(saved, 1_um).y));
  CHECK(loaded.get<"E.v">() == saved.get<"E.v">());
  std::filesystem::remove(path);
}
