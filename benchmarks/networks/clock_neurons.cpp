// SPDX-License-Identifier: BSL-1.0
// A network whose size, in-degree and rate can be chosen freely and do not depend on each other: leaky
// integrate-and-fire neurons that a constant current makes fire at the wanted rate, out of step; recurrent synapses are
// as costly as any, but too weak to matter. For benchmarks/scaling.
#include "report.hpp"

#include <cmath>

namespace {

using namespace cortexpr;
using namespace benchmarks;

// Long, so that neurons of one spike per second do not creep towards a threshold that is nearly their rest.
constexpr double tau_m = 0.2; // s

constexpr auto clock_neurons = describe(
    population<"n">(10'000, scaled_lif{}, parameter<"E_L">(0_mV), parameter<"V_th">(20_mV), parameter<"V_r">(0_mV),
                    parameter<"t_ref">(2_ms), parameter<"tau_m">(tau_m * 1_s), start<"v">(uniform(0_mV, 20_mV))),
    drive<"n.I">(40_mV),
    projection<"S: n -> n.v">(fixed_indegree{1'000}, weight(uniform(0_uV, 1e-6_uV)),
                              delay(uniform(0.1_ms, 3_ms)).rounded()),
    record<"n.rate">());

/// The input that makes a neuron charge from reset to threshold in one period less the refractory time.
double input_for(double hertz) {
  const double charging = 1 / hertz - 2e-3;
  if (!(charging > 0)) throw invalid_value("--rate: neurons with a refractory period of 2 ms fire at less than 500 Hz");
  return 20e-3 / -std::expm1(-charging / tau_m);
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::int64_t neurons = 10'000, in_degree = 1'000;
  double rate = 10;
  CLI::App app{"Neurons that fire like clocks, with synapses that do nothing"};
  app.name("clock_neurons");
  add_common_options(app, o);
  app.add_option("--neurons", neurons, "neurons (times --scale)")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--in-degree", in_degree, "synapses per neuron")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--rate", rate, "spikes per second and neuron")->check(CLI::PositiveNumber)->capture_default_str();
  return run_program(app, argc, argv, [&] {
    with_precision(o, [&]<class Real>() {
      print(o, measure<network<clock_neurons, Real>>(
                   o, "clock_neurons", set<"n">(scaled(static_cast<double>(neurons), o.scale)),
                   set<"S">(fixed_indegree{in_degree}), set<"n.I">(input_for(rate) * 1_V)));
    });
  });
}
