// SPDX-License-Identifier: BSL-1.0
// Rules and operations work in quantities: weights, variables and parameters with their units.
#include "catch.hpp"

#include <array>
#include <cortexpr/core.hpp>
#include <vector>

namespace {

using namespace cortexpr;
using numbers = std::vector<double>;

using weight_in_float = measured<dim::siemens, float>;
static_assert(sizeof(weight_in_float) == 4 && sizeof(measured<dim::volt, double>) == 8);
static_assert(std::is_trivially_copyable_v<weight_in_float>);
static_assert(sizeof(weight_amount) == 8);
// What has a unit is made from what has one (a plain number is refused in words), and never a number by itself.
static_assert(!std::is_convertible_v<weight_in_float, double>);
static_assert(std::is_convertible_v<measured<dim::one, float>, double>);
static_assert(!std::is_convertible_v<weight_value, double> && !std::is_convertible_v<weight_amount, double>);

TEST_CASE("measured: read as a quantity, kept in the precision of the network", "[units]") {
  weight_in_float w(0.1_nS);
  CHECK(w.si() == static_cast<double>(static_cast<float>(0.1e-9)));
  w += w;
  CHECK(w.stored() == static_cast<float>(0.1e-9) + static_cast<float>(0.1e-9));
  w = 3_nS;
  w *= 0.1; // in double, then stored
  CHECK(w.stored() == static_cast<float>(static_cast<double>(static_cast<float>(3e-9)) * 0.1));
  w = 4_nS;
  w /= 2;
  w -= 1_nS;
  CHECK(w.si() == Approx(1e-9).epsilon(1e-6));
  CHECK(w > 0.5_nS);
  CHECK(0.5_nS < w);
  CHECK(w != 2_nS);
  CHECK((w / 1_nS) == Approx(1).epsilon(1e-6));
  CHECK((w * 1_mV).si() == Approx(1e-12).epsilon(1e-6)); // a current
  CHECK(clip(w, 2_nS, 3_nS).si() == (2_nS).si());
  CHECK(max(w, 2_nS).si() == (2_nS).si());
  CHECK(min(2_nS, w) == w);
  CHECK(abs(-w) == w);

  measured<dim::one, double> x(2);
  x = 3;
  x += 1;
  ++x;
  const double y = x;
  CHECK(y == 5);
  CHECK(std::exp(x) == std::exp(5.0));
  CHECK(x + 1 == 6);
}

TEST_CASE("weights of rules: arithmetic with quantities, numbers and each other", "[plasticity]") {
  const weight_value w_min = 0, w_max = 10_nS;
  measured<dim::siemens, double> w(2_nS);
  CHECK((w - w_min) / (w_max - w_min) == (2e-9 - 0) / (10e-9 - 0));
  w = clip(w + 0.5 * w_max, w_min, w_max);
  CHECK(w.si() == (2_nS).si() + 0.5 * (10_nS).si());
  w = clip(w + w_max, w_min, w_max);
  CHECK(w == w_max);
  CHECK(w >= w_max);
  CHECK(w_min < w);
  weight_amount pool;
  CHECK(pool.si() == 0);
  pool += 0.5 * w;
  pool -= 0.2 * pool;
  CHECK(pool.si() == Approx(4e-9).epsilon(1e-12));
  w -= pool;
  CHECK(w.si() == Approx(6e-9).epsilon(1e-12));
  w = max(w, pool);
  CHECK(min(0.5 * w_max, pool).si() == pool.si());
  static_assert(std::is_same_v<decltype(w_max.in_unit_of(w)), quantity<dim::siemens>>);
  w = w * w_max.in_unit_of(w) / w;
  CHECK(w.si() == Approx(10e-9));
  w = -w;
  w = abs(w) * exp(-1_ms / 1_ms);
  CHECK(w.si() == Approx(10e-9 * std::exp(-1.0)));
}

/// Variables with units and without, and one in the unit of the weights: calcium as a current, from which the weight
/// learns.
struct calcium_rule {
  quantity<dim::amp> jump = 2_pA, threshold = 3_pA;
  quantity<dim::second> tau = 20_ms, tau_slow = 200_ms;
  weight_value step = 1_nS; // is checked although no weight_values() names it

  struct synapse {
    quantity<dim::amp> calcium = 1_pA;
    quantity<dim::second> latest = -1_s;
    weight_amount moved;
    double arrivals = 0;
  };
  template <class I>
  struct at_target {
    amp<I> fast = 0_pA, slow = 0_pA;
  };
  template <class I>
  std::array<second<>, 2> time_constants(at_target<I>) const {
    return {tau, tau_slow};
  }
  template <class I>
  void spike(at_target<I>& post) const {
    post.fast += jump, post.slow += 0.5 * jump;
  }
  void on_pre(auto& s) const {
    s.arrivals += 1;
    s.calcium += jump;
    s.latest = s.t;
    if (s.calcium > threshold && s.w < 10_nS) {
      const auto before = s.w;
      s.w = clip(s.w + step * (s.calcium / threshold), 0_nS, 10_nS);
      s.moved += s.w - before;
    }
  }
  bool operator==(const calcium_rule&) const = default;
};

using cell = synaptic_lif<conductance<exponential>>;
constexpr auto d =
    describe(population<"in">(2, spike_times{}), population<"n">(3, cell{}),
             projection<"S: in -> n.exc">(all_to_all{}, weight(4_nS), plasticity{transmit{}, calcium_rule{}}),
             projection<"P: in -> n.exc">(all_to_all{}, weight(0_nS), plasticity{weight_pool{.eta = 0.5}, transmit{}}),
             record<"S.calcium">(), record<"S.latest">(), record<"S.moved">(), record<"S.arrivals">(),
             record<"S.fast">(), record<"P.pool">(), record<"S.w">());

template <class Real>
void check_units_of_variables() {
  simulation<network<d, Real>> sim{set<"in">(spike_list::at_steps(std::vector{1, 2}, std::vector{0, 0})),
                                   set<"S.calcium">(2_pA), set<"P.pool">(8_nS)};
  CHECK(sim["S.calcium"_name].unit == "A");
  CHECK(sim["S.latest"_name].unit == "s");
  CHECK(sim["S.moved"_name].unit == "S");
  CHECK(sim["S.arrivals"_name].unit == "1");
  CHECK(sim["S.fast"_name].unit == "A");
  CHECK(sim["P.pool"_name].unit == "S");
  CHECK(sim["S.w"_name].unit == "S");
  sim.run_steps(3);
  const auto near = [](double x) { return Approx(x).epsilon(sizeof(Real) == 8 ? 1e-12 : 1e-6); };
  // Synapses 0 to 2 belong to source 0: calcium 2 + 2 and 2 + 2 + 2 pA, so w = 4 + 4/3 + 6/3 nS.
  CHECK(sim.template get<"S.calcium">()[0] == near(6e-12));
  CHECK(sim.template get<"S.calcium">()[3] == near(2e-12));
  CHECK(sim.template get<"S.w">()[1] == near((4 + 10.0 / 3) * 1e-9));
  CHECK(sim.template get<"S.moved">()[1] == near(10.0 / 3 * 1e-9));
  CHECK(sim.template get<"S.latest">()[1] == near(2e-4));
  CHECK(sim.template get<"S.arrivals">()[1] == 2);
  CHECK(sim.template get<"P.pool">()[0] == near(2e-9));
  CHECK(sim.template get<"P.w">()[0] == near(6e-9));
  sim.template set<"S.calcium">(5_pA);
  sim.template set<"P.pool">(1_nS);
  sim.template set<"S.fast">(3_pA);
  CHECK(sim.template get<"S.calcium">()[5] == near(5e-12));
  CHECK(sim.template get<"P.pool">()[2] == near(1e-9));
  CHECK(sim.template get<"S.fast">()[2] == near(3e-12));
  sim.run_steps(1);
  CHECK(sim.template get<"S.fast">()[2] == near(3e-12 * std::exp(-0.1 / 20)));
}

TEST_CASE("variables of rules have units when they are set, read and recorded", "[plasticity]") {
  check_units_of_variables<double>();
  check_units_of_variables<float>();
}

constexpr auto by_power =
    describe(population<"in">(1, poisson{}), population<"n">(1, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{power_law_stdp{.w_0 = 1_mV}}));

TEST_CASE("a reference weight of 0 is refused", "[plasticity]") {
  CHECK_THROWS_WITH((simulation<network<by_power>>{set<"S">(plasticity{power_law_stdp{.w_0 = 0_mV}})}),
                    Catch::Contains("'S'") && Catch::Contains("w_0 of power_law_stdp is 0"));
}

TEST_CASE("a weight among the parameters of a rule is checked although weight_values() is left out", "[plasticity]") {
  CHECK_THROWS_WITH((simulation<network<d>>{set<"S">(plasticity{transmit{}, calcium_rule{.step = 1_mV}})}),
                    Catch::Contains("a rule has a value in V, the weights are in S"));
  constexpr auto weights_of = [](const auto& rule) {
    int count = 0;
    detail::each_weight_value(rule, [&](const weight_value&) { ++count; });
    return count;
  };
  static_assert(weights_of(pair_stdp{}) == 2 && weights_of(calcium_rule{}) == 1);
  static_assert(weights_of(short_term{}) == 0 && weights_of(transmit{}) == 0);
}

constexpr auto with_operations = describe(population<"in">(2, spike_times{}), population<"n">(3, lif{}),
                                          projection<"S: in -> n.v">(all_to_all{}, weight(given)),
                                          regularly<"bound", "S">(every{0.1_ms},
                                                                  [](auto& s) {
                                                                    if (s.w > 2_mV) s.w = clip(s.w / 2, 0_V, 2_mV);
                                                                  }),
                                          regularly<"clamp", "n">(every{0.1_ms}, [](auto& n) {
                                            const auto before = n["v"_name]; // a copy, not the variable
                                            n["v"_name] = -65_mV;
                                            if (before < n["V_th"_name] && n.index() == 1)
                                              n["v"_name] = before - 1_mV * (before / n["E_L"_name]);
                                          }));

constexpr auto with_words =
    describe(population<"in">(1, poisson{}), population<"n">(3, scaled_lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(given)), regularly<"words", "S">(every{1_ms}, [](auto& s) {
               s.w = select(s.w > 4_mV, sqrt(square(s.w)) / 2, s.w * (s.w > 2_mV));
               s.w = max(s.w, 0_mV) * pow(s.w / 1_mV, 2) + 1_mV * heaviside(s.w) * exp(0 * s.w / 1_mV);
             }));

TEMPLATE_TEST_CASE("the words of equations take weights and variables", "[operations]", float, double) {
  simulation<network<with_words, TestType>> sim{set<"S.w">(values(numbers{1, 3, 8}, 1_mV))};
  sim.run_steps(1);
  const auto w = sim.template get<"S.w">();
  CHECK(w[0] == Approx(1e-3));
  CHECK(w[1] == Approx(28e-3));
  CHECK(w[2] == Approx(65e-3));
}

TEST_CASE("operations read and write quantities", "[operations]") {
  simulation<network<with_operations>> sim{set<"S.w">(values(numbers{1, 3, 6, 2, 2, 8}, 1_mV))};
  sim.run_steps(1);
  CHECK(sim.get<"S.w">() == numbers{1e-3, 3e-3 / 2, 2e-3, 2e-3, 2e-3, 2e-3});
  CHECK(sim.get<"n.v">()[0] == Approx(-65e-3).epsilon(1e-3));
  CHECK(sim.get<"n.v">()[1] == Approx(-71e-3).epsilon(1e-3));
  simulation<network<with_operations, float>> narrow{set<"S.w">(values(numbers{1, 3, 6, 2, 2, 8}, 1_mV))};
  narrow.run_steps(1);
  CHECK(narrow.get<"S.w">()[2] == 2e-3F);
  CHECK(narrow.get<"n.v">()[1] == Approx(-71e-3).epsilon(1e-3));
}

} // namespace
