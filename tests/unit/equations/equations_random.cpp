// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cstddef>
#include <vector>

// Both namespaces at once: no name of texts is one of the library's, too.
using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

struct moments {
  double mean = 0, variance = 0, third = 0; ///< the third about the mean
};
template <class Values>
moments moments_of(const Values& values) {
  moments m;
  const auto n = static_cast<double>(values.size());
  for (const double x : values) m.mean += x / n;
  for (const double x : values) {
    const double off = x - m.mean;
    m.variance += off * off / n;
    m.third += off * off * off / n;
  }
  return m;
}
/// All three moments of a Poisson number are its mean; bounds are five standard errors.
template <class Values>
void check_poisson(const Values& values, double mean) {
  const moments m = moments_of(values);
  const auto n = static_cast<double>(values.size());
  INFO("mean " << mean << ", of " << n << " numbers");
  CHECK(std::abs(m.mean - mean) < 5 * std::sqrt(mean / n));
  CHECK(std::abs(m.variance - mean) < 5 * std::sqrt((mean + 2 * mean * mean) / n));
  CHECK(std::abs(m.third - mean) < 5 * std::sqrt((mean + 24 * mean * mean + 15 * mean * mean * mean) / n));
  for (const double x : values) REQUIRE((x >= 0 && x == std::floor(x)));
}

using counting = equations<R"(
  arrivals = poisson(rate*dt*weight) : 1 (constant over dt)
  dsum/dt = arrivals/dt_of_net : 1
  dt_of_net = 0.1*ms : second
  rate : hertz
  weight = 1 : 1
  last : 1
  v : 1)",
                           threshold<"poisson(0.5) > 0">, reset<"last = poisson(weight*4)">,
                           custom_event<"many", "poisson(2) > 3">, initially<"v = 0">>;

template <class Real>
void count_arrivals() {
  static constexpr auto d =
      describe(population<"n">(4000, counting{}, euler{}, parameter<"rate">(10_kHz),
                               parameter<"weight">(text<"poisson(3) + 1">), start<"v">(text<"poisson(1000)">)),
               regularly<"draw", "n">(every{0.1_ms}, text<"v = poisson(0.3)">), record<"n.arrivals">(),
               record<"n.spikes">(), record<"n@many.spikes">());
  for (const unsigned n : {1U, 3U}) {
    simulation<network<d, Real>> sim{seed{7}, threads{n}};
    std::vector<double> weights, first;
    for (const auto x : sim.template get<"n.weight">()) weights.push_back(static_cast<double>(x) - 1);
    for (const auto x : sim.template get<"n.v">()) first.push_back(static_cast<double>(x));
    check_poisson(weights, 3);
    check_poisson(first, 1000);
    sim.run(1_ms);
    const auto& arrivals = sim["n.arrivals"_name];
    std::vector<double> of_one, last, drawn;
    for (std::size_t k = 0; k < 4000; ++k) {
      if (weights[k] == 2) // weight 3
        for (std::size_t row = 0; row < arrivals.rows(); ++row) of_one.push_back(static_cast<double>(arrivals(row, k)));
      drawn.push_back(static_cast<double>(sim.template get<"n.v">()[k]));
      if (weights[k] == 0) last.push_back(static_cast<double>(sim.template get<"n.last">()[k]));
    }
    REQUIRE(of_one.size() > 1000);
    check_poisson(of_one, 3);
    check_poisson(drawn, 0.3);
    check_poisson(last, 4);
    const double trials = 4000 * 10, spikes = static_cast<double>(sim["n.spikes"_name].size());
    const double p = 1 - std::exp(-0.5);
    CHECK(std::abs(spikes - trials * p) < 5 * std::sqrt(trials * p * (1 - p)));
    const double high = 1 - std::exp(-2.0) * (1 + 2 + 2 + 8.0 / 6),
                 many = static_cast<double>(sim["n@many.spikes"_name].size());
    CHECK(std::abs(many - trials * high) < 5 * std::sqrt(trials * high * (1 - high)));
  }
}

} // namespace

TEST_CASE("poisson(x) draws Poisson numbers wherever texts draw", "[equations]") { count_arrivals<double>(); }
TEST_CASE("poisson(x) in single precision", "[equations]") { count_arrivals<float>(); }

TEST_CASE("poisson(x) at synapses is drawn for each synapse and event", "[equations]") {
  using release =
      synapse_equations<"w : 1\n count : 1\n vesicles : 1", on_pre<"count = poisson(vesicles); x_post += w*count">,
                        initially<"vesicles = 2.5">>;
  using target = equations<"x : 1 (variable)">;
  static constexpr auto d =
      describe(population<"in">(50, spike_times{}), population<"n">(100, target{}),
               projection<"S: in -> n.x">(all_to_all{}, weight(1), plasticity{release{}}, delay(0.1_ms)));
  std::vector<double> times(50, 1.0);
  std::vector<std::uint32_t> who(50);
  for (std::size_t k = 0; k < who.size(); ++k) who[k] = static_cast<std::uint32_t>(k);
  simulation<network<d>> sim{seed{3}, set<"in">(spike_list::at_times(times, 1_ms, who))};
  sim.run(2_ms);
  std::vector<double> counts, sums;
  for (const auto x : sim.get<"S.count">()) counts.push_back(static_cast<double>(x));
  REQUIRE(counts.size() == 5000);
  check_poisson(counts, 2.5);
  for (const auto x : sim.get<"n.x">()) sums.push_back(static_cast<double>(x));
  check_poisson(sums, 125);
}
