// SPDX-License-Identifier: BSL-1.0
// A periodic sheet of 4 mm by 4 mm with 80,000 excitatory and 20,000 inhibitory neurons at random places, each
// connected with all within 226 um, 1,000 on average: 100 M synapses. Neurons, weights and Poisson input are those of
// model A of Brunel (2000), as in `brunel --w4a`.
// --scale multiplies area and number of neurons, and keeps their density and so the in-degrees. --sizes prints a line
// for each of several scales: the time of construction follows the synapses, not the pairs.
#include "report.hpp"

#include <cmath>

namespace {

using namespace cortexpr;
using namespace benchmarks;

constexpr double published_side = 4; // mm
constexpr auto region = within(circle(226_um)).without_autapses();

template <fixed_string Name>
constexpr auto cells(std::int64_t n) {
  return population<Name>(n, scaled_lif{}, placed(random_in(4_mm, 4_mm).periodic()), parameter<"E_L">(0_mV),
                          parameter<"V_th">(20_mV), parameter<"V_r">(10_mV), parameter<"t_ref">(2_ms),
                          start<"v">(uniform(0_mV, 20_mV)));
}
template <fixed_string Route>
constexpr auto synapses(const quantity<dim::volt>& w) {
  return projection<Route>(region, weight(w), delay(0.8_ms));
}

template <bool Record>
constexpr auto sheet = describe(cells<"E">(80'000), cells<"I">(20'000), poisson_input<"E.v">(20_kHz, weight(0.1_mV)),
                                poisson_input<"I.v">(20_kHz, weight(0.1_mV)), synapses<"EE: E -> E.v">(0.1_mV),
                                synapses<"EI: E -> I.v">(0.1_mV), synapses<"IE: I -> E.v">(-0.5_mV),
                                synapses<"II: I -> I.v">(-0.5_mV), record<"E.rate">(), record<"I.rate">(),
                                only_if<Record>(record<"E.spikes">()), only_if<Record>(record<"I.spikes">()));

template <class Net>
measurement run(const options& o) {
  const auto side = published_side * std::sqrt(o.scale) * 1_mm;
  if (side.si() < 2 * 226e-6) raise("--scale: a sheet this small is narrower than the circle of a neuron");
  const auto layout = random_in(side, side).periodic();
  return measure<Net>(o, "spatial_sheet", set<"E">(scaled(80'000, o.scale)), set<"I">(scaled(20'000, o.scale)),
                      set<"E">(layout), set<"I">(layout));
}

void print_line(const measurement& m) {
  std::printf("%8.0f %10.3g %10.3g %8.2f %12.1f %8.0f %8.1f %9.2f\n", m.neurons, m.synapses, m.neurons * m.neurons,
              m.build_seconds, 1e9 * m.build_seconds / m.synapses, m.network_bytes / 1e6, m.network_bytes / m.synapses,
              m.wall_seconds);
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::vector<double> sizes;
  CLI::App app{"A sheet of neurons that are connected within a radius"};
  app.name("spatial_sheet");
  add_common_options(app, o);
  app.add_option("--sizes", sizes, "scales, one after the other, each a line of a table")->check(CLI::PositiveNumber);
  return run_program(app, argc, argv, [&] {
    with_precision_and_record(o, [&]<class Real, bool Record>() {
      using net = network<sheet<Record>, Real>;
      if (sizes.empty()) return print(o, run<net>(o));
      std::printf(" neurons   synapses      pairs  build s ns/synapse   MB B/synapse     run s\n");
      for (const double size : sizes) {
        o.scale = size;
        print_line(run<net>(o));
      }
    });
  });
}
