// SPDX-License-Identifier: BSL-1.0
// Calcium-based plasticity of Graupner and Brunel (2012): pairs of spikes at 1 Hz. The numbers are Brian2's
// (reference/Graupner_Brunel_2012.py).

#include "peers/texts/Graupner_Brunel_2012.hpp"
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <filesystem>

using namespace cortexpr;
namespace words = peers::texts::Graupner_Brunel_2012;

namespace {

constexpr auto network_of(auto learning) {
  return describe(population<"pre">(1, spike_times{}), population<"force">(1, spike_times{}),
                  population<"post">(given, unit_tests::adder<always_integrated>{}),
                  projection<"force -> post.v">(all_to_all{}, weight(2_V)),
                  projection<"S: pre -> post.u">(all_to_all{}, weight(1_V), delay(13.7_ms), learning));
}
constexpr auto d = network_of(plasticity{calcium_plasticity{.w_0 = 0_V, .w_1 = 1_V}});
constexpr auto quiet_in_words = network_of(plasticity{rule_from<words::quiet>{}});
constexpr auto noisy_in_words = network_of(plasticity{rule_from<words::noisy>{}});

xt::xarray<double> recorded(const std::string& array) {
  const auto here = std::filesystem::path(__FILE__).parent_path();
  return load_npz<double>(here / "recorded" / "Graupner_Brunel_2012.npz", array);
}
/// `gap`: steps from the presynaptic spike to the postsynaptic one.
template <auto const& D>
auto simulate(std::int64_t gap, std::int64_t pairs, std::uint32_t synapses, const auto&... settings) {
  std::vector<std::int64_t> pre, post;
  for (std::int64_t k = 0; k < pairs; ++k) {
    pre.push_back(1000 + 10000 * k);
    post.push_back(pre.back() + gap);
  }
  return simulation<network<D>>{set<"post">(synapses), set<"pre">(unit_tests::spikes_at(pre)),
                                set<"force">(unit_tests::spikes_at(post)), settings...};
}

template <auto const& D>
void check_trace(const std::string& name, std::int64_t gap, const auto&... settings) {
  const auto trace = recorded("trace_" + name);
  auto sim = simulate<D>(gap, 2, 1, set<"S.rho">(0.3), settings...);
  for (std::size_t k = 0; k < trace.shape(0); ++k) {
    REQUIRE(sim.template get<"S.rho">()[0] == Approx(trace(k, 0)).epsilon(1e-9));
    // Euler's method and the decay of calcium
    REQUIRE(sim.template get<"S.c">()[0] == Approx(trace(k, 1)).epsilon(1e-9).margin(1e-15));
    sim.run_steps(50);
  }
}
TEST_CASE("Graupner_Brunel_2012: efficacy and calcium without noise") {
  const auto quiet =
      set<"S">(plasticity{transmit{}, calcium_plasticity{.tau = 15_s, .sigma = 0, .w_0 = 0_V, .w_1 = 1_V}});
  check_trace<d>("before", -300, quiet);
  check_trace<d>("after", 200, quiet);
}
TEST_CASE("Graupner_Brunel_2012, without noise, in words", "[texts]") {
  check_trace<quiet_in_words>("before", -300);
  check_trace<quiet_in_words>("after", 200);
}

/// Mean and standard deviation of a half of the synapses.
template <class List>
std::pair<double, double> moments(const List& list, std::size_t begin, std::size_t end) {
  double mean = 0, square = 0;
  const auto n = static_cast<double>(end - begin);
  for (std::size_t k = begin; k < end; ++k) mean += list[k] / n, square += list[k] * list[k] / n;
  return {mean, std::sqrt(square - mean * mean)};
}
template <auto const& D>
void check_final(const std::string& name, std::int64_t gap) {
  const auto final = recorded("final_" + name);
  std::vector<double> start(1000, 0.0);
  std::fill(start.begin() + 500, start.end(), 1.0);
  auto sim = simulate<D>(gap, 10, 1000, set<"S.rho">(values(start, quantity<dim::one>(1))));
  sim.run(10_s);
  const auto rho = sim.template get<"S.rho">();
  for (const std::size_t begin : {std::size_t{0}, std::size_t{500}}) {
    const auto [mean, deviation] = moments(rho, begin, begin + 500);
    const auto [expected, spread] = moments(std::vector<double>(final.begin(), final.end()), begin, begin + 500);
    INFO(name << " " << mean << " " << expected << " " << deviation << " " << spread);
    CHECK(std::abs(mean - expected) < 4 * spread * std::sqrt(2.0 / 500));
    CHECK(deviation == Approx(spread).epsilon(0.15));
  }
}
TEST_CASE("Graupner_Brunel_2012: the distribution of efficacies with noise") {
  check_final<d>("before", -300);
  check_final<d>("after", 200);
}
TEST_CASE("Graupner_Brunel_2012, with noise, in words", "[texts]") {
  check_final<noisy_in_words>("before", -300);
  check_final<noisy_in_words>("after", 200);
}

} // namespace
