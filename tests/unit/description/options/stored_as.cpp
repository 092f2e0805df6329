// SPDX-License-Identifier: BSL-1.0
// How projections keep their weights.
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <sstream>

namespace {

using namespace unit_tests;
using cell = adder<always_integrated>;
using numbers = std::vector<double>;

template <class... Options>
constexpr auto with(Options... options) {
  return describe(population<"in">(20, spike_times{}), population<"n">(30, cell{}, parameter<"V_th">(1e9_V)),
                  projection<"S: in -> n.v">(fixed_probability{0.5}, weight(normal(1_mV, 0.5_mV)),
                                             delay(uniform(0.1_ms, 1_ms)).rounded(), options...));
}
constexpr auto as_network = with();
constexpr auto as_float = with(stored_as<float>{});
constexpr auto as_double = with(stored_as<double>{});
constexpr auto as_fixed16 = with(stored_as<fixed16>{});
constexpr auto as_fixed8 = with(stored_as<fixed8>{});
constexpr auto constant_stays = describe(population<"in">(20, spike_times{}), population<"n">(30, cell{}),
                                         projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), stored_as<fixed16>{}));

template <auto const& D, class Real = double, class... Settings>
simulation<network<D, Real>> simulate(Settings... settings) {
  std::vector<int> t, i;
  for (int k = 0; k < 20; ++k) t.push_back(k), i.push_back(k);
  return simulation<network<D, Real>>{seed{1}, set<"in">(spike_list::at_steps(t, i)), settings...};
}
template <class Sim>
detail::projection_storage storage(const Sim& sim) {
  return storage_of_projection(item_at<2>(sim.state().items));
}
double total_of(const numbers& list) {
  double sum = 0;
  for (const double x : list) sum += x;
  return sum;
}

template <auto const& D>
void check_against_double(double largest_error) {
  auto exact = simulate<as_network>();
  auto compact = simulate<D>();
  exact.run_steps(40);
  compact.run_steps(40);
  const numbers a = exact.template get<"n.v">(), b = compact.template get<"n.v">();
  CHECK(total_of(a) > 0.1);
  for (std::size_t k = 0; k < a.size(); ++k) CHECK(std::abs(a[k] - b[k]) <= 20 * largest_error);
  // The same weights, one by one, in another order; rounding keeps it.
  numbers w = exact.template get<"S.w">(), u = compact.template get<"S.w">();
  REQUIRE(w.size() == u.size());
  std::sort(w.begin(), w.end());
  std::sort(u.begin(), u.end());
  for (std::size_t k = 0; k < w.size(); ++k) CHECK(std::abs(w[k] - u[k]) <= largest_error);
}

} // namespace

TEST_CASE("stored_as: what is kept, and how exact it is", "[storage]") {
  CHECK(storage(simulate<as_network>()).weights == "double");
  CHECK(storage(simulate<as_network, float>()).weights == "float");
  CHECK(storage(simulate<as_double, float>()).weights == "double");
  CHECK(storage(simulate<as_float>()).weights == "float");
  CHECK(storage(simulate<as_fixed16>()).weights == "fixed16");
  CHECK(storage(simulate<as_fixed8>()).weights == "fixed8");
  CHECK(storage(simulate<constant_stays>()).weights == "constant");
  numbers w = simulate<as_network>().get<"S.w">();
  double largest = 0;
  for (const double x : w) largest = std::max(largest, std::abs(x));
  // 1 mV and ten standard deviations of 0.5 mV; 8 bits are too few for such generosity.
  const double bound = normal(1_mV, 0.5_mV).bound();
  CHECK(bound == 6e-3);
  CHECK(storage(simulate<as_fixed16>()).resolution == bound / 32767);
  CHECK(storage(simulate<as_fixed8>()).resolution == largest / 127);
  check_against_double<as_double>(0);
  check_against_double<as_float>(largest * 0x1p-24);
  check_against_double<as_fixed16>(bound / 32767 * 0.500001);
  check_against_double<as_fixed8>(largest / 127 * 0.500001);
}

TEST_CASE("stored_as: setting weights later", "[storage]") {
  auto sim = simulate<as_fixed16>();
  const double resolution = storage(sim).resolution;
  sim.set<"S.w">(1_mV);
  for (const double x : sim.get<"S.w">()) CHECK(std::abs(x - 1e-3) <= resolution / 2);
  sim.set<"S.w">(function_of([](std::uint32_t i, std::uint32_t j) { return (i + j) * 10_uV; }));
  CHECK_THROWS_WITH(sim.set<"S.w">(1_V), Catch::Matchers::StartsWith("'S.w': a weight of") &&
                                             Catch::Matchers::Contains("out of the range of fixed16"));
  CHECK_THROWS_WITH(sim.set<"S.w">(uniform(0_mV, 1_mV)),
                    Catch::Matchers::Contains("stored without the order of creation"));
  // All or none: the refused weights changed nothing.
  CHECK(total_of(sim.get<"S.w">()) > 0.01);
  auto wide = simulate<as_double, float>();
  wide.set<"S.w">(uniform(0_mV, 1_mV));
}

TEST_CASE("storage(): how a projection keeps its weights", "[storage]") {
  const auto sim = simulate<as_fixed8>();
  std::ostringstream out;
  network<as_fixed8>::storage(out, sim.state());
  CHECK(out.str().find("S: ") == 0);
  CHECK(out.str().find(" synapses in 1 slice, weights fixed8, ") != std::string::npos);
  CHECK(out.str().find("resolution ") != std::string::npos);
}

TEST_CASE("stored_as: any number of threads", "[storage]") {
  auto one = simulate<as_fixed16>(), two = simulate<as_fixed16>(threads{2, true});
  one.run_steps(40);
  two.run_steps(40);
  CHECK(one.get<"n.v">() == two.get<"n.v">());
}
