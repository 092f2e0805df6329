// SPDX-License-Identifier: BSL-1.0
// All functions of a model may read its inputs, in models alone and composed with receptors.
#include "catch.hpp"

#include <cortexpr/cortexpr.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <type_traits>
#include <vector>

using namespace cortexpr;

namespace {

// A leaky neuron whose functions are given by policies: once with a parameter, once with the input in its place.
template <bool Looks>
struct base {
  template <class I>
  struct state {
    volt<I> v = -65_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E = -65_mV, V_th = -55_mV, V_r = -65_mV, shift = 0_mV;
    second<I> tau = 10_ms, t_ref = 1_ms;
    hertz<I> rho = 40_Hz;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_mV, extra = 0_mV;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E - x.v + in.I) / p.tau};
  }
};
struct resets_by_parameter : base<false> {
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + p.shift; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r + p.shift; }
  static constexpr auto output(const auto& x, const auto& p) { return x.v + p.shift; }
};
struct resets_by_input : base<true> {
  static constexpr auto spikes(const auto& x, const auto& p, const auto& in) { return x.v > p.V_th + in.extra; }
  static constexpr void reset(auto& x, const auto& p, const auto& in) { x.v = p.V_r + in.extra; }
  static constexpr auto output(const auto& x, const auto&, const auto& in) { return x.v + in.extra; }
};
struct noise_by_parameter : base<false> {
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.shift / sqrt(p.tau)};
  }
};
struct noise_by_input : base<true> {
  template <class S, class P, class In>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.v = in.extra / sqrt(p.tau)};
  }
};
struct hazard_of_two : base<false> {
  static constexpr auto hazard(const auto& x, const auto& p) { return p.rho * exp((x.v - p.V_th) / 2_mV); }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
struct hazard_of_three : base<true> {
  static constexpr auto hazard(const auto& x, const auto& p, const auto&) { return p.rho * exp((x.v - p.V_th) / 2_mV); }
  static constexpr void reset(auto& x, const auto& p, const auto&) { x.v = p.V_r; }
};

constexpr auto drive_value = 20_mV;
// One description for every pair of models: neurons 0 to 6 differ in `shift` or in the input `extra`.
template <class M>
constexpr auto with_shift = describe(population<"n">(7, M{}, parameter<"shift">(given)), drive<"n.I">(drive_value),
                                     record<"n.v">(), record<"n.spikes">());
template <class M>
constexpr auto with_input = describe(population<"n">(7, M{}), drive<"n.I">(drive_value), drive<"n.extra">(given),
                                     record<"n.v">(), record<"n.spikes">());
const std::vector<double> shifts{0, 1, 2, 3, 4, 0.5, -1};

template <class P, class In, class Real>
void compare(unsigned n) {
  using by_parameter = network<with_shift<P>, Real>;
  using by_input = network<with_input<In>, Real>;
  simulation<by_parameter> a{seed{3}, threads{n}, set<"n.shift">(values(shifts, 1_mV))};
  simulation<by_input> b{seed{3}, threads{n}, set<"n.extra">(timed_array(shifts, 7, 1_mV, 1_s))};
  a.run(100_ms);
  b.run(100_ms);
  const auto &v = a["n.v"_name].values, &u = b["n.v"_name].values;
  REQUIRE(v.size() == u.size());
  double apart = 0;
  for (std::size_t k = 0; k < v.size(); ++k)
    apart = std::max(apart, std::abs(static_cast<double>(v[k]) - static_cast<double>(u[k])));
  CHECK(apart < (std::is_same_v<Real, float> ? 1e-7 : 1e-15));
  CHECK(a["n.spikes"_name].size() == b["n.spikes"_name].size());
  CHECK(diagnose(b).find("no_reset") == nullptr);
}

template <class M>
using composed = synaptic<M, current<exponential>, conductance<alpha>>;

} // namespace

TEMPLATE_TEST_CASE("members: every function of a model may read the inputs", "[model]", double, float) {
  for (const unsigned n : {1U, 2U, 3U}) {
    compare<resets_by_parameter, resets_by_input, TestType>(n);
    compare<composed<resets_by_parameter>, composed<resets_by_input>, TestType>(n);
    compare<noise_by_parameter, noise_by_input, TestType>(n);
    compare<composed<noise_by_parameter>, composed<noise_by_input>, TestType>(n);
    compare<hazard_of_two, hazard_of_three, TestType>(n);
    compare<composed<hazard_of_two>, composed<hazard_of_three>, TestType>(n);
  }
}

TEST_CASE("members: resets by an input happen", "[model]") {
  simulation<network<with_input<resets_by_input>>> sim{set<"n.extra">(timed_array(shifts, 7, 1_mV, 1_s))};
  sim.run(100_ms);
  CHECK(sim["n.spikes"_name].size() > 7);
  // The step after a spike, held at the neuron's own reset potential.
  const auto& v = sim["n.v"_name];
  const auto& spikes = sim["n.spikes"_name];
  for (std::size_t k = 0; k < spikes.size(); ++k) {
    const auto row = static_cast<std::size_t>(spikes.steps[k]) + 1;
    if (row < v.rows())
      CHECK(v(row, spikes.neurons[k]) == Approx(-65e-3 + 1e-3 * shifts[spikes.neurons[k]]).epsilon(1e-12));
  }
}

namespace {
struct relay {
  template <class I>
  struct state {
    number<I> x = 0.25;
  };
  template <class I>
  struct parameters {};
  template <class T>
  struct inputs {
    number<T> net = 0, u = 0.5;
  };
  static constexpr auto output(const auto& x, const auto&, const auto& in) { return x.x + 2 * in.u; }
};
constexpr auto relays =
    describe(population<"A">(2, relay{}), population<"B">(2, relay{}), drive<"A.u">(given), record<"A.output">(),
             record<"B.net">(), record<"B.output">(), projection<"A -> B.net">(one_to_one{}, weight(3)));
} // namespace

TEST_CASE("members: an output reads what drives give in its own step", "[model]") {
  for (const unsigned n : {1U, 2U}) {
    simulation<network<relays>> sim{
        threads{n}, set<"A.u">(timed_array(std::vector<double>{1, 2, 3, 4}, 2, quantity<dim::one>(1), 0.1_ms))};
    sim.run_steps(3);
    const auto &y = sim["A.output"_name], &net = sim["B.net"_name];
    CHECK(y(0, 0) == 0.25 + 2 * 1.5);
    CHECK(y(0, 1) == 0.25 + 2 * 2.5);
    CHECK(y(1, 0) == 0.25 + 2 * 3.5);
    CHECK(y(2, 1) == 0.25 + 2 * 4.5); // the last row holds
    CHECK(net(1, 0) == 3 * y(0, 0));
    CHECK(net(2, 1) == 3 * y(1, 1));
    CHECK(sim["B.output"_name](2, 0) == 0.25 + 2 * 0.5); // the default of an input
  }
}

TEST_CASE("members: equations show noise that reads an input", "[model]") {
  CHECK(right_hand_sides<noise_by_input>[0].view() == "(E - v + I)/tau + extra/sqrt(tau)*xi");
}
