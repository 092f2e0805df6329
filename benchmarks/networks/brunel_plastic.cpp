// SPDX-License-Identifier: BSL-1.0
// Model A of Brunel (2000) with 8,000 excitatory and 2,000 inhibitory neurons and a delay of 0.8 ms, the excitatory
// synapses among excitatory neurons plastic: pair STDP over all pairs that depresses in proportion to w and potentiates
// in proportion to w_max - w. External input as in `brunel --w4a`.
// --scale multiplies the number of neurons and keeps in-degrees.
#include "report.hpp"

namespace {

using namespace cortexpr;
using namespace benchmarks;

// Arrival: w -= lambda alpha w y; spike of the target: w += lambda (w_max - w) x; lambda = 0.01, alpha = 2.02.
constexpr stdp<multiplicative> rule{.a_pre = 0.01, .a_post = -0.01 * 2.02, .w_max = 0.3_mV};

template <fixed_string Name>
constexpr auto cells(std::int64_t n) {
  return population<Name>(n, scaled_lif{}, parameter<"E_L">(0_mV), parameter<"V_th">(20_mV), parameter<"V_r">(10_mV),
                          parameter<"t_ref">(2_ms), start<"v">(uniform(0_mV, 20_mV)));
}
template <fixed_string Route, class... Rules>
constexpr auto synapses(const quantity<dim::volt>& w, Rules... rules) {
  return projection<Route>(fixed_probability{0.1}, weight(w), delay(0.8_ms), plasticity{transmit{}, rules...});
}

constexpr auto plastic_network =
    describe(cells<"E">(8'000), cells<"I">(2'000), poisson_input<"E.v">(20_kHz, weight(0.1_mV)),
             poisson_input<"I.v">(20_kHz, weight(0.1_mV)), synapses<"EE: E -> E.v">(0.1_mV, rule),
             synapses<"EI: E -> I.v">(0.1_mV), synapses<"IE: I -> E.v">(-0.5_mV), synapses<"II: I -> I.v">(-0.5_mV),
             record<"E.rate">(), record<"I.rate">());

} // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app{"Sparsely connected network with delta synapses (Brunel 2000, model A) and multiplicative STDP"};
  app.name("brunel_plastic");
  add_common_options(app, o);
  return run_program(app, argc, argv, [&] {
    with_precision(o, [&]<class Real>() {
      const auto p = scaled_probability(0.1, o.scale);
      print(o, measure<network<plastic_network, Real>>(
                   o, "brunel_plastic", set<cell_types>(std::array{scaled(8'000, o.scale), scaled(2'000, o.scale)}),
                   set_pair<cell_types, cell_types, "{}{}">(p)));
    });
  });
}
