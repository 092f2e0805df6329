// SPDX-License-Identifier: BSL-1.0
// COBAHH, benchmark 3 of Brette et al. (2007): the wiring of Vogels and Abbott with Hodgkin-Huxley neurons.
// --scale multiplies the number of neurons and keeps in-degrees.
#include "report.hpp"

namespace {

using namespace cortexpr;
using namespace benchmarks;

using cell = synaptic<hodgkin_huxley, conductance<exponential>, conductance<exponential>>;

template <fixed_string Name>
constexpr auto cells(std::int64_t n) {
  // As in Brian2's script; the default, exponential_midpoint, has order 2 and takes 1.2 times as long.
  return population<Name>(n, cell{}, exponential_euler{}, start<"v">(normal(-65_mV, 5_mV)), start<"m">(0),
                          start<"h">(0), start<"n">(0), start<"exc.g">(normal(40_nS, 15_nS)),
                          start<"inh.g">(normal(200_nS, 120_nS)));
}

template <bool Record>
constexpr auto cobahh = describe(cells<"E">(3200), cells<"I">(800),
                                 projection<"EE: E -> E.exc">(fixed_probability{0.02}, weight(6_nS)),
                                 projection<"EI: E -> I.exc">(fixed_probability{0.02}, weight(6_nS)),
                                 projection<"IE: I -> E.inh">(fixed_probability{0.02}, weight(67_nS)),
                                 projection<"II: I -> I.inh">(fixed_probability{0.02}, weight(67_nS)),
                                 record<"E.rate">(), record<"I.rate">(), only_if<Record>(record<"E.spikes">()),
                                 only_if<Record>(record<"I.spikes">()));

template <class Net>
void run(const options& o) {
  const auto p = scaled_probability(0.02, o.scale);
  print(o, measure<Net>(o, "cobahh", set<cell_types>(std::array{scaled(3200, o.scale), scaled(800, o.scale)}),
                        set_pair<cell_types, cell_types, "{}{}">(p)));
}

} // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app{"Network of Hodgkin-Huxley neurons with conductance-based synapses (COBAHH)"};
  app.name("hodgkin_huxley");
  add_common_options(app, o);
  return run_program(app, argc, argv, [&] {
    with_precision_and_record(o, [&]<class Real, bool Record>() { run<network<cobahh<Record>, Real>>(o); });
  });
}
