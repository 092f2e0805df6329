// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/neuron_texts.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cstddef>
#include <type_traits>

using namespace cortexpr;

namespace {

/// Gives variables numbers of a size that their equations can stand.
template <class T>
void fill_with(T& t, double from) {
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((variable<K>(t) = detail::lanes<double>(from * (1 + 0.25 * static_cast<double>(K)))), ...);
  }
  (std::make_index_sequence<variable_count<T>>{});
}

/// What the library knows of a model at compile time is the same for the one in C++ and the one in words; so are
/// derivatives, to the last bit.
enum class printed { alike, with_other_names };
constexpr printed other_names = printed::with_other_names;

template <class Policy, class Text, printed Names = printed::alike>
void require_twins() {
  STATIC_REQUIRE(
      std::is_same_v<detail::resolve_integrator<automatic, Policy>, detail::resolve_integrator<automatic, Text>>);
  STATIC_REQUIRE(linear_model<Policy> == linear_model<Text>);
  STATIC_REQUIRE(conditionally_linear_model<Policy> == conditionally_linear_model<Text>);
  STATIC_REQUIRE(operation_count<Policy> == operation_count<Text>);
  STATIC_REQUIRE(detail::state_size<Policy> == detail::state_size<Text>);
  STATIC_REQUIRE(Thresholded<Policy> == Thresholded<Text>);
  STATIC_REQUIRE(Hazardous<Policy> == Hazardous<Text>);
  STATIC_REQUIRE(detail::ThresholdedAlone<Policy> == detail::ThresholdedAlone<Text>);
  STATIC_REQUIRE(Resets<Policy> == Resets<Text>);
  STATIC_REQUIRE(Refractory<Policy> == Refractory<Text>);
  for (std::size_t k = 0; k < detail::state_size<Policy> && Names == printed::alike; ++k) {
    CHECK(right_hand_sides<Policy>[k].view() == right_hand_sides<Text>[k].view());
    CHECK((right_hand_sides<Policy, notation::latex>)[k].view() == (right_hand_sides<Text, notation::latex>)[k].view());
  }
  using reading = numeric<double>;
  for (const double from : {-0.07, 0.01, 0.4}) {
    state_of<Policy, reading> x;
    state_of<Text, reading> y;
    fill_with(x, from);
    fill_with(y, from);
    const parameters_of<Policy, reading> p;
    const parameters_of<Text, reading> q;
    inputs_of<Policy, reading> in;
    inputs_of<Text, reading> u;
    fill_with(in, 1e-10);
    fill_with(u, 1e-10);
    const auto dx = detail::flow<Policy>(x, p, in);
    const auto dy = detail::flow<Text>(y, q, u);
    if constexpr (Resets<Policy>) {
      detail::reset_state<Policy>(x, p, in);
      detail::reset_state<Text>(y, q, u);
    }
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      const auto same = [](const auto& a, const auto& b) {
        const double l = static_cast<const detail::lanes<double>&>(a).value,
                     r = static_cast<const detail::lanes<double>&>(b).value;
        CHECK((l == r || (std::isnan(l) && std::isnan(r))));
      };
      (same(variable<K>(dx), variable<K>(dy)), ...);
      (same(variable<K>(x), variable<K>(y)), ...);
    }
    (std::make_index_sequence<detail::state_size<Policy>>{});
  }
}

} // namespace

TEST_CASE("a text is the model that it spells: leaky integrate-and-fire neurons") {
  require_twins<lif, model_from<as_text::lif>>();
  require_twins<basic_lif<always_integrated>, model_from<as_text::lif_going_on>>();
  require_twins<scaled_lif, model_from<as_text::scaled_lif>>();
}
TEST_CASE("a text is the model that it spells: izhikevich") {
  require_twins<izhikevich, model_from<as_text::izhikevich>>();
}
TEST_CASE("a text is the model that it spells: hodgkin_huxley") {
  require_twins<hodgkin_huxley, model_from<as_text::hodgkin_huxley>>();
}

TEST_CASE("a text is the model that it spells: escape_rate") {
  require_twins<escape_rate, model_from<as_text::escape_rate>>();
}
TEST_CASE("a text is the model that it spells: adex") { require_twins<adex, model_from<as_text::adex>>(); }
TEST_CASE("a text is the model that it spells: glif1 to glif5") {
  require_twins<glif1, model_from<as_text::glif1>>();
  require_twins<glif2, model_from<as_text::glif2>>();
  require_twins<glif3, model_from<as_text::glif3>, other_names>();
  require_twins<glif4, model_from<as_text::glif4>, other_names>();
  require_twins<glif5, model_from<as_text::glif5>, other_names>();
}
TEST_CASE("a text is the model that it spells: neurons of learning rules") {
  require_twins<eprop_lif, model_from<as_text::eprop_lif>>();
  require_twins<eprop_alif, model_from<as_text::eprop_alif>>();
  require_twins<leaky_readout, model_from<as_text::leaky_readout>>();
  require_twins<voltage_traces<lif>, model_from<as_text::traced_lif>>();
  require_twins<rate_unit<>, model_from<as_text::rate_unit>>();
}
TEST_CASE("a text is the model that it spells: receptors") {
  using exponentials = conductance<exponential>;
  require_twins<synaptic_lif<exponentials, exponentials>, model_from<as_text::conductances>, other_names>();
  require_twins<synaptic<lif, exponentials>, synaptic<model_from<as_text::lif>, exponentials>>();
}
TEST_CASE("one xi_k in two equations is one noise, several of one variable are one") {
  using common = equations<R"(
    dx/dt = -x/tau + tau**-0.5*xi_1 : 1
    dy/dt = -y/tau + 2*tau**-0.5*xi_1 : 1
    tau = 10*ms : second)">;
  STATIC_REQUIRE(common::noise_sources == std::array<std::size_t, 2>{0, 0});
  STATIC_REQUIRE(detail::noise_count<common> == 1);
  using own = equations<R"(
    dx/dt = -x/tau + 3*tau**-0.5*xi_1 + 4*tau**-0.5*xi_2 : 1
    tau = 10*ms : second)">;
  STATIC_REQUIRE(detail::noise_count<own> == 1);
  const auto amplitude = own::noise(state_of<own, numeric<double>>{}, parameters_of<own, numeric<double>>{});
  CHECK(static_cast<const detail::lanes<double>&>(variable<0>(amplitude)).value == Approx(5 / std::sqrt(0.01)));
}
TEST_CASE("start values are constants or follow from parameters") {
  using cell = equations<"dv/dt = (E_L - v)/tau : volt\ndw/dt = -w/tau : 1\nE_L = -70*mV : volt\ntau = 10*ms : second",
                         texts::initially<"w = 2; v = E_L + 2*mV*i">>;
  STATIC_REQUIRE(detail::HasStart<cell>);
  CHECK(state_of<cell, numeric<double>>{}.members().size == 2);
  static constexpr auto described = describe(population<"n">(3, cell{}, parameter<"E_L">(-60_mV)));
  const simulation<network<described>> sim{seed{1}};
  CHECK(sim.get<"n.v">()[2] == Approx(-0.056));
  CHECK(sim.get<"n.w">()[1] == 2);
}
TEST_CASE("int() of a boolean is a number to calculate with") {
  using cell = equations<R"(
    dv/dt = (1 - int(not_refractory))/second + 2*int(spent)/second : 1
    spent : boolean (variable))",
                         texts::threshold<"v > 100">, texts::refractory<"5*ms">>;
  static constexpr auto described = describe(population<"n">(1, cell{}, euler{}, start<"spent">(1.0)));
  simulation<network<described>> sim{time_step{0.5_s}};
  sim.run(0.5_s);
  CHECK(sim.get<"n.v">()[0] == 1);
}

TEST_CASE("functions of the user, in models and in all readings") {
  static constexpr auto sigmoid = [](const auto& x) { return 1 / (1 + exp(-x)); };
  using cell = equations<"dx/dt = (sigmoid(I) - x)/tau : 1\ntau = 10*ms : second\nI : 1 (input)",
                         texts::function<"sigmoid", sigmoid>>;
  STATIC_REQUIRE(linear_model<cell> == false); // the input is bent
  STATIC_REQUIRE(conditionally_linear_model<cell>);
  CHECK(right_hand_sides<cell>[0].view() == "(1/(1 + exp(-I)) - x)/tau");
  static constexpr auto described = describe(population<"n">(1, cell{}), drive<"n.I">(2.0), record<"n.x">());
  simulation<network<described>> sim{seed{1}};
  sim.run(500_ms);
  CHECK(sim.get<"n.x">()[0] == Approx(1 / (1 + std::exp(-2.0))));
}
TEST_CASE("a text names events beside spikes") {
  using cell =
      equations<"dv/dt = (I - v)/tau : volt\ntau = 10*ms : second\nI : volt (input)", texts::threshold<"v > 10*mV">,
                texts::reset<"v = 0*mV">, texts::custom_event<"high", "v > 5*mV">>;
  static constexpr auto described =
      describe(population<"n">(1, cell{}), drive<"n.I">(20_mV), record<"n.spikes">(), record<"n@high.spikes">());
  simulation<network<described>> sim{seed{1}};
  sim.run(100_ms);
  CHECK(sim["n.spikes"_name].size() > 10);
  CHECK(sim["n@high.spikes"_name].size() > 20 * sim["n.spikes"_name].size());
}

TEST_CASE("a timed array is an input of its name") {
  using cell = equations<"dx/dt = (stimulus(t) - x)/tau : volt\ntau = 1*ms : second">;
  using each = equations<"dx/dt = (stimulus(t, i) - x)/tau : volt\ntau = 1*ms : second">;
  STATIC_REQUIRE(linear_model<cell>);
  STATIC_REQUIRE(variable_count<inputs_of<each, checked>> == 1);
  static constexpr auto described = describe(population<"n">(1, cell{}), population<"m">(2, each{}),
                                             drive<"n.stimulus">(given), drive<"m.stimulus">(given));
  simulation<network<described>> sim{set<"n.stimulus">(timed_array(std::vector{1.0, 2.0}, 1, 1_mV, 50_ms)),
                                     set<"m.stimulus">(timed_array(std::vector{1.0, 3.0}, 2, 1_mV, 50_ms))};
  sim.run(49_ms);
  CHECK(sim.get<"n.x">()[0] == Approx(1e-3));
  CHECK(sim.get<"m.x">()[1] == Approx(3e-3));
  sim.run(50_ms);
  CHECK(sim.get<"n.x">()[0] == Approx(2e-3));
}

TEST_CASE("a line that is constant over dt is computed once in a step") {
  using cell = equations<R"(
    dv/dt = I/(200*pF) : volt
    I = sigma*randn() + g*v : amp (constant over dt)
    sigma = 1*nA : amp
    g = -1*nS : siemens)">;
  STATIC_REQUIRE(linear_model<cell>); // the input is constant within a step
  static constexpr auto described =
      describe(population<"n">(20000, cell{}, euler{}), population<"m">(20000, cell{}, rk4{}));
  simulation<network<described>> sim{seed{5}};
  sim.run(0.1_ms);
  const auto v = sim.get<"n.v">(), w = sim.get<"m.v">();
  double squares = 0;
  for (std::size_t i = 0; i < v.size(); ++i) squares += v[i] * v[i];
  CHECK(std::sqrt(squares / 20000) == Approx(0.5e-3).epsilon(0.02)); // 1 nA / 200 pF * 0.1 ms
  squares = 0;
  for (std::size_t i = 0; i < w.size(); ++i) squares += w[i] * w[i];
  CHECK(std::sqrt(squares / 20000) == Approx(0.5e-3).epsilon(0.02));
}

TEST_CASE("t_in_timesteps counts steps, and a statement knows how long one is") {
  using counter = equations<"dv/dt = 0*Hz : 1; n : 1", texts::threshold<"t_in_timesteps % 3 == 2">,
                            texts::reset<"v = t_in_timesteps + dt/second; n += 1">>;
  static constexpr auto described = describe(population<"n">(1, counter{}, euler{}));
  simulation<network<described>> sim{time_step{0.1_ms}};
  sim.run(1.2_ms);
  CHECK(sim.get<"n.v">()[0] == Approx(11 + 1e-4).epsilon(1e-12));
  CHECK(sim.get<"n.n">()[0] == 4);
}
