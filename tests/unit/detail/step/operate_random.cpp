// SPDX-License-Identifier: BSL-1.0
// Random numbers in operations on neurons and synapses, and normal numbers of rules.
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>

namespace {

using namespace unit_tests;

struct two_numbers {
  template <class I>
  struct state {
    number<I> a = 0, b = 0;
    second<I> when = 0_s;
  };
  template <class I>
  struct parameters {
    number<I> scale = 1;
  };
};

/// A rule that draws nothing, with a variable for what operations draw.
struct keeps {
  struct synapse {
    double u = 0, g = 0;
  };
  bool operator==(const keeps&) const = default;
};
struct draws_normals {
  using services = needs<rng>;
  struct synapse {
    double g = 0, u = 0;
  };
  static void on_step(auto& s) { s.g = s.normal(), s.u = s.uniform(); }
  bool operator==(const draws_normals&) const = default;
};

template <class... Items>
constexpr auto network_with(Items... items) {
  return describe(population<"in">(3, spike_times{}), population<"n">(1003, two_numbers{}),
                  projection<"S: in -> n.a">(all_to_all{}, weight(1.0), plasticity{transmit{}, keeps{}}),
                  projection<"R: in -> n.a">(all_to_all{}, weight(1.0), plasticity{transmit{}, draws_normals{}}),
                  items...);
}
constexpr auto first = regularly<"first", "n">(every{0.2_ms}, [](auto& n) {
  n["a"_name] = n["a"_name] + n["scale"_name] * n.normal();
  n["b"_name] = n.uniform();
  n["when"_name] = n.t;
});
constexpr auto second = regularly<"second", "S">(every{0.1_ms}, [](auto& s) { s.u = s.uniform(), s.g = s.normal(); });
constexpr auto two_operations = network_with(first, second);
constexpr auto only_first = network_with(first);

struct moments {
  double mean = 0, variance = 0;
  explicit moments(const auto& x) {
    for (const double v : x) mean += v / static_cast<double>(x.size());
    for (const double v : x) variance += (v - mean) * (v - mean) / static_cast<double>(x.size());
  }
};

} // namespace

TEST_CASE("operations draw normal and uniform numbers for each neuron, synapse, step and call", "[operate]") {
  simulation<network<two_operations>> sim{seed{7}}, shared{seed{7}, threads{3, true}};
  simulation<network<two_operations, float>> single{seed{7}};
  simulation<network<only_first>> one{seed{7}};
  sim.run(2_ms), shared.run(2_ms), single.run(2_ms), one.run(2_ms);
  const auto a = sim.get<"n.a">(), b = sim.get<"n.b">();
  CHECK(shared.get<"n.a">() == a);
  CHECK(shared.get<"S.g">() == sim.get<"S.g">());
  CHECK(shared.get<"R.g">() == sim.get<"R.g">());
  CHECK(one.get<"n.a">() == a);
  CHECK(single.get<"n.b">()[500] == Approx(b[500]).epsilon(1e-6));
  CHECK(single.get<"n.a">()[500] == Approx(a[500]).epsilon(1e-5));
  CHECK(sim.get<"n.when">()[0] == Approx(1.8e-3).epsilon(1e-12));

  // Ten draws each, 1003 neurons: mean and variance with five standard errors.
  const moments sums(a), uniform(b), normal(sim.get<"S.g">()), lots(sim.get<"S.u">()), rule(sim.get<"R.g">()),
      rule_lots(sim.get<"R.u">());
  CHECK(std::abs(sums.mean) < 0.5);
  CHECK(sums.variance == Approx(10).margin(2.3));
  CHECK(uniform.mean == Approx(0.5).margin(0.046));
  CHECK(uniform.variance == Approx(1.0 / 12).margin(0.012));
  for (const moments& m : {normal, rule}) {
    CHECK(std::abs(m.mean) < 0.091);
    CHECK(m.variance == Approx(1).margin(0.13));
  }
  for (const moments& m : {lots, rule_lots}) CHECK(m.mean == Approx(0.5).margin(0.027));

  // Neighbouring neurons and steps are unrelated.
  double related = 0;
  for (std::size_t i = 1; i < a.size(); ++i) related += a[i] * a[i - 1] / 10 / static_cast<double>(a.size());
  CHECK(std::abs(related) < 0.16);
  const auto before = sim.get<"n.b">();
  sim.run(0.2_ms);
  related = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    related += (before[i] - 0.5) * (sim.get<"n.b">()[i] - 0.5) * 12 / static_cast<double>(before.size());
  CHECK(std::abs(related) < 0.16);
}
